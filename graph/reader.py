"""From pieces and documents to records: what one process does, be it this one or one of a pool.

    Piece -> Document -> Doc (spaCy) -> Record -> Record with its places located

What cannot be read stops nothing else: it becomes an outcome with its reason. Where reading many together fails, each
is read alone, so that only the one that fails is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import tee

from graph.errors import InputError, ModelError, StorageError
from graph.extract import TextExtractor, extractor
from graph.ledger import Change
from graph.model import Document, Record
from graph.outcome import Attempt, Outcome
from graph.places import locate, open_gazetteer
from graph.settings import Settings
from graph.sources import Piece, read_piece


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents are wanted: those of `since` (a day, ISO 8601) or later and those without a date. `again` reads
    what has been read before too; `dry_run` reads nothing and tells what would be."""

    since: str | None = None
    again: bool = False
    dry_run: bool = False


def attempts(documents: Iterable[Document], settings: Settings) -> Iterator[Attempt]:
    """Read clean documents, streaming and in order; nothing is stored. Raises ModelError and StorageError where none
    can be read."""
    from graph.parse import parse  # spaCy takes half a second to load, which a service that only answers need not wait

    chosen, places = extractor(settings), open_gazetteer(settings)
    if isinstance(chosen, TextExtractor):
        for document in documents:
            record, account = chosen.read(document)
            done = record if isinstance(record, InputError) else locate(document, record, places)
            yield Attempt(document, done, account)
        return
    ours, texts = tee(documents)
    for document, doc in zip(ours, parse(document.text for document in texts), strict=True):
        yield Attempt(document, locate(document, chosen.extract(document, doc), places))


def extract(documents: Iterable[Document], settings: Settings) -> Iterator[tuple[Document, Record]]:
    """As `attempts`; raises InputError at the first document that cannot be read."""
    for attempt in attempts(documents, settings):
        if isinstance(attempt.record, Exception):
            raise attempt.record
        yield attempt.document, attempt.record


class Reader:
    """Reads pieces as the settings and the selection say; `foresee` tells what putting a document in would do."""

    def __init__(self, settings: Settings, selection: Selection, foresee: Callable[[Document], Change] | None) -> None:
        self.settings, self.selection, self._foresee = settings, selection, foresee

    def read(self, pieces: Sequence[Piece]) -> list[Attempt | Outcome]:
        """One result for each piece, in order. Raises ModelError or StorageError where no document would
        fare better."""
        documents = [self._document(piece) for piece in pieces]
        found = self._attempts([document for document in documents if isinstance(document, Document)])
        return [next(found) if isinstance(document, Document) else document for document in documents]

    def _document(self, piece: Piece) -> Document | Outcome:
        """A document that is still to be read, or what else there is to say of the piece."""
        try:
            document = read_piece(piece, self.settings)
        except Exception as error:
            return Outcome(piece.source, error=fault(piece.source, error))
        if self.selection.since and document.date and document.date < self.selection.since:
            return Outcome(piece.source, skipped=f"is of {document.date}, before {self.selection.since}")
        change = self._foresee(document) if self._foresee else Change.ADDED
        if self.selection.again and change is Change.UNCHANGED:
            change = Change.CHANGED
        if change is Change.UNCHANGED or self.selection.dry_run:
            return Outcome.of(piece.source, document, change)
        return document

    def _attempts(self, documents: list[Document]) -> Iterator[Attempt]:
        """One each, as soon as it is read; where reading them together fails, the rest one by one."""
        done = 0
        try:
            for attempt in attempts(documents, self.settings):
                yield attempt
                done += 1
        except (ModelError, StorageError):
            raise
        except Exception:
            for document in documents[done:]:
                try:
                    yield next(attempts([document], self.settings))
                except Exception as error:
                    yield Attempt(document, error)


def fault(source: str, error: Exception) -> str:
    """What is said of a document that could not be read: what is wrong with it, or that we failed ourselves."""
    if isinstance(error, InputError):
        return str(error)
    return f"{source}: policygraph failed on it and stored nothing of it; please report this: {error!r}"
