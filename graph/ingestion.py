"""One run over what a user named: each origin opened unless it is as it was, and what is read in its pieces put in.

The steps go out in batches, to this process or to a pool, and come back in their order; a batch is one transaction of
the ledger, and only then has it outcomes. Memory holds the batches under way, however much there is to be read.
"""

from __future__ import annotations

import hashlib
import logging
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from graph.errors import InputError, StorageError
from graph.extract import TextExtractor, extractor
from graph.fingerprint import fingerprint_of_sources
from graph.ledger import Change, Commit, Ledger
from graph.ledger_origins import PAGE, Seen
from graph.ledger_rows import provenance_json
from graph.model import Document, Record
from graph.outcome import BATCH, Attempt, Outcome, Step, batches
from graph.pool import Alone, Pool, Readers, cores
from graph.reader import Selection, fault
from graph.settings import Settings
from graph.sources import Intake, Origin, Piece, origins, pieces
from graph.sources.kinds import legible

FEW = 3  # batches that are not worth the seconds in which other processes load the language model
GONE = "is no longer where it was read: --retract takes it out"

log = logging.getLogger(__name__)


class Taker(Protocol):
    """What takes documents in: a workspace."""

    @property
    def settings(self) -> Settings:
        """How documents are read."""
        ...

    @property
    def ledger(self) -> Ledger:
        """What is known already."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """What is committed within is in at the end, all or none."""
        ...

    def commit(self, document: Document, record: Record) -> Commit:
        """Take a document in."""
        ...


class Ingestion:
    """A run; `reading` tells it from others. `limit` is the most documents that are put in; `until` ends it early."""

    def __init__(
        self,
        workspace: Taker,
        intake: Intake,
        selection: Selection,
        limit: int | None,
        until: Callable[[], bool] = lambda: False,
    ) -> None:
        self._workspace, self._ledger, self._settings = workspace, workspace.ledger, workspace.settings
        self._intake, self._selection = intake, selection
        self._reading, self._left, self._until = uuid.uuid4().hex, limit, until
        self._stamp = stamp(self._settings, intake)
        self._whole, self._held, self._bytes, self._passed = True, 0, 0, 0  # of the origin that is being read
        self._ended: list[str] = []  # origins read to their end whose documents are not all there any more

    def outcomes(self, where: Sequence[str], workers: int | None) -> Iterator[Outcome]:
        """One for each document."""
        # what a hosted model has read is paid for: each document is put in before the next is sent
        most = 1 if isinstance(extractor(self._settings), TextExtractor) else BATCH
        readers, todo = self._readers(batches(self._steps(where), most), workers)
        with closing(readers.results(todo)) as found:  # type: ignore[type-var]
            for batch, results in found:
                yield from self._take_in(batch, results)
                if self._left == 0 or self._until():
                    return

    def gone(self, where: Sequence[str]) -> Iterator[tuple[str, str]]:
        """(origin, id) of documents that no file holds any more, among the files of this run and below its folders."""
        below = (name for folder in where for name in self._ledger.origins.below(legible(str(Path(folder).resolve()))))
        yield from missing(self._ledger, below)
        for name in self._ended:
            for document_id in self._ledger.origins.left(name, self._reading):
                yield name, document_id

    def _readers(self, todo: Iterator[list[Step]], workers: int | None) -> tuple[Readers, Iterable[list[Step]]]:
        if workers is None:
            first = list(islice(todo, FEW))
            todo, workers = chain(first, todo), cores() if len(first) == FEW else 0
        if workers == 0 or self._selection.dry_run:
            return Alone(self._settings, self._selection, self._ledger), todo
        return Pool(self._settings, self._selection, workers), todo

    def _steps(self, where: Iterable[str]) -> Iterator[Step]:
        found = chain.from_iterable(map(origins, where))
        while page := list(islice(found, PAGE)):
            seen = self._seen(page)
            for origin in page:
                if (known := _known(origin, seen.get(origin.name))) is not None:
                    yield Step(origin, known)
                else:
                    yield from self._opened(origin)

    def _opened(self, origin: Origin) -> Iterator[Step]:
        for piece in pieces(origin, self._settings, self._intake):
            yield Step(origin, Outcome(piece.source, error=str(piece)) if isinstance(piece, InputError) else piece)
        yield Step(origin, None)

    def _seen(self, page: Iterable[Origin]) -> dict[str, Seen]:
        """What is known of origins that need not be opened if they are as they were."""
        if self._selection.again or self._selection.since:
            return {}
        return self._ledger.origins.seen((origin.name for origin in page if origin.size is not None), self._stamp)

    def _take_in(self, batch: list[Step], results: list[Attempt | Outcome]) -> list[Outcome]:
        found, outcomes = iter(results), list[Outcome]()
        with self._workspace.together():
            for step in batch:
                if step.what is None:
                    self._end(step.origin)
                    continue
                outcome = self._put(next(found), step.what.source) if isinstance(step.what, Piece) else step.what
                outcomes.append(self._noted(step, outcome))
                if self._left == 0:
                    break
        return outcomes

    def _put(self, what: Attempt | Outcome, source: str) -> Outcome:
        """The outcome of a document, which is in the ledger then if it was read."""
        if isinstance(what, Outcome):
            return what
        document, record = what.document, what.record
        try:
            if isinstance(record, Exception):
                raise record
            commit = self._workspace.commit(document, record)
        except StorageError:
            raise  # nor would the next one fare better
        except Exception as error:
            if not isinstance(error, InputError):
                log.exception("%s could not be read", source)
            return Outcome(source, document.id, error=fault(source, error), account=what.account)
        if self._left is not None and commit.change is not Change.UNCHANGED:
            self._left -= 1
        return Outcome.of(source, document, commit.change, what, commit)

    def _noted(self, step: Step, outcome: Outcome) -> Outcome:
        """The outcome with the bytes that are done with it; what the origin holds is written down."""
        if step.is_known:
            return outcome
        if outcome.change is None:
            self._whole = False
        elif outcome.document_id and step.origin.size is not None and not self._selection.dry_run:
            self._ledger.origins.hold(step.origin.name, outcome.document_id, self._reading)
            self._held += 1
        passed = step.what.passed if isinstance(step.what, Piece) and step.what.passed else self._passed
        self._bytes, self._passed = self._bytes + passed - self._passed, passed
        done, self._bytes = self._bytes, 0
        return replace(outcome, bytes=done)

    def _end(self, origin: Origin) -> None:
        """The end of an origin; it need not be opened again where all in it could be read."""
        if self._whole and origin.size is not None and not self._selection.dry_run:
            self._ledger.origins.finish(origin.name, origin.size, origin.modified, self._stamp, self._held)
            if self._ledger.origins.left(origin.name, self._reading):
                self._ended.append(origin.name)
        self._bytes += (origin.size or 0) - self._passed
        self._whole, self._held, self._passed = True, 0, 0


def _known(origin: Origin, seen: Seen | None) -> Outcome | None:
    """The outcome of an origin that was read to its end before, if it is as it was."""
    if seen is None or (seen.size, seen.modified) != (origin.size, origin.modified):
        return None
    return Outcome(origin.name, seen.document, Change.UNCHANGED, documents=seen.documents, bytes=seen.size)


def missing(ledger: Ledger, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(origin, id) of documents of those of some files that are not there any more."""
    for name in names:
        if not os.path.exists(name):  # noqa: PTH110 - a Path for each of a corpus takes ten times as long
            for document_id in ledger.origins.left(name):
                yield name, document_id


def stamp(settings: Settings, intake: Intake) -> str:
    """By what origins are read: where this is another, they are read again."""
    limits = (settings.max_characters, settings.max_bytes)
    asked = (sorted(intake.fields.items()), intake.kind, intake.follow)
    read_by = (provenance_json(extractor(settings).provenance), fingerprint_of_sources(), limits, asked)
    return hashlib.sha256(repr(read_by).encode()).hexdigest()
