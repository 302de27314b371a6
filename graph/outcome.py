"""What becomes of each document on its way in: read, then in the ledger, or why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.account import Account
from graph.ledger import Change, Commit
from graph.model import Document, Record
from graph.sources import Origin, Piece

BATCH = 16  # documents parsed together: spaCy gains nothing above it
LONGEST = 512  # with what there is nothing to be done for: what is known, and the ends of origins
BATCH_BYTES = 400_000  # of their files; an article's page is ten times as long as its text


@dataclass(frozen=True, slots=True)
class Attempt:
    """A document with its record, or with why there is none; `account` is there where a hosted model was asked."""

    document: Document
    record: Record | Exception
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: `change`; or else `skipped`, the reason why it was not wanted; or else `error`,
    which names the source and the reason.

    `documents` is more than one for a file that is as it was and held so many. `bytes` are those of the files that
    are dealt with now and were not at the outcome before.
    """

    source: str
    document_id: str | None = None
    change: Change | None = None
    error: str | None = None
    words: int = 0
    facts: int = 0
    account: Account | None = None
    skipped: str | None = None
    reprint_of: str | None = None
    documents: int = 1
    bytes: int = 0

    @classmethod
    def of(
        cls,
        source: str,
        document: Document,
        change: Change,
        attempt: Attempt | None = None,
        commit: Commit | None = None,
    ) -> Outcome:
        """The outcome of a document that is in, or would be; its facts are counted where it has just been read."""
        words = len(document.text.split())
        record = attempt.record if attempt and isinstance(attempt.record, Record) else None
        families = (record.relations, record.provisions, record.statements, record.events) if record else ()
        return cls(
            source,
            document.id,
            change,
            words=words,
            facts=sum(map(len, families)),
            account=attempt.account if attempt else None,
            reprint_of=commit.reprint_of if commit else None,
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on the way through an origin: a document to be read, an outcome known at once, or the end (None)."""

    origin: Origin
    what: Piece | Outcome | None

    @property
    def is_known(self) -> bool:
        """Whether it is an origin that is as it was."""
        return isinstance(self.what, Outcome) and self.what.change is Change.UNCHANGED


def batches(steps: Iterable[Step], most: int = BATCH) -> Iterator[list[Step]]:
    """Lists of so many documents as are parsed together; none waits for a file that is opened after it is full."""
    batch, count, size = list[Step](), 0, 0
    for step in steps:
        batch.append(step)
        count += not step.is_known and step.what is not None
        size += weight(step.what) if isinstance(step.what, Piece) else 0
        if count >= most or size >= BATCH_BYTES or len(batch) >= LONGEST:
            yield batch
            batch, count, size = [], 0, 0
    if batch:
        yield batch


def weight(piece: Piece) -> int:
    """About how many bytes there are to be read."""
    if piece.data is not None:
        return len(piece.data)
    return len(piece.known.get("text", "")) or piece.passed or 0
