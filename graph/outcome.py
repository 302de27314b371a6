"""What became of each document, and how many are read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.account import Account
from graph.ledger import Change
from graph.model import Document, Record

BATCH = 16  # documents parsed together: spaCy gains nothing above it
BATCH_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """A document with its record, or with why there is none; `account` is there where a hosted model was asked."""

    document: Document
    record: Record | Exception
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: `change`, or else `error`, which names the source and the reason."""

    source: str
    document_id: str | None = None
    change: Change | None = None
    error: str | None = None
    words: int = 0
    facts: int = 0
    account: Account | None = None

    @classmethod
    def of(
        cls,
        source: str,
        document: Document,
        change: Change,
        record: Record | None = None,
        account: Account | None = None,
    ) -> Outcome:
        """The outcome of a document that is in; its facts are counted where it has just been read."""
        words = len(document.text.split())
        families = (record.relations, record.provisions, record.statements, record.events) if record else ()
        return cls(source, document.id, change, None, words, sum(map(len, families)), account)


def batches(items: Iterable[Document | Outcome]) -> Iterator[list[Document | Outcome]]:
    """Lists of so many documents as are parsed together; none waits for a file that is read after its batch is full."""
    batch, characters = list[Document | Outcome](), 0
    for item in items:
        batch.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(batch) >= BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
