"""From files to the graph: the one place where the stages meet.

    origin -> Piece -> Document -> Doc (spaCy) -> Record -> ledger -> quads -> store

The ledger's commit is the moment a document is in; the store follows. The store's mark says up to which line of the
ledger's log it is known to be on the disk, so that after a crash `catch_up` repeats only what came after.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from graph.backlog import LAG, SHARE, Backlog
from graph.clean import accept
from graph.delta import Delta
from graph.descriptions import Descriptions
from graph.document_graph import DocumentGraphs, document_quads
from graph.extract import check, extractor
from graph.fingerprint import fingerprint
from graph.ingestion import GONE, Ingestion, missing
from graph.ledger import Change, Commit, Entry, Ledger
from graph.memory import give_back
from graph.model import Document, Record
from graph.outcome import Attempt, Outcome
from graph.rdf import vocabulary_quads
from graph.reader import Selection, attempts, extract
from graph.search import Index, open_index
from graph.searched import Searched
from graph.settings import Settings
from graph.sources import Intake
from graph.store import Store, open_store
from graph.written import bring_up, empty_graphs

__all__ = ["Attempt", "Change", "Intake", "Outcome", "Selection", "Workspace", "attempts", "extract"]

UNSETTLED = 100_000  # quads that the store may hold in memory: about 60 MB; after a crash they are given to it again
TOGETHER = 64  # documents whose graphs are given to a store that is made anew at once

INTAKE, ALL = Intake(), Selection()


class Workspace:
    """A ledger with its store and index, open. For one process at a time; several threads may call its methods."""

    def __init__(self, settings: Settings, ledger: Ledger, store: Store, index: Index) -> None:
        self.settings, self.ledger, self.store, self.index = settings, ledger, store, index
        self.descriptions = Descriptions(settings, ledger)
        self._graphs = Searched(store, index, settings.base_iri)
        self._documents = DocumentGraphs(ledger, settings.base_iri)
        self._writing = threading.RLock()
        self._waiting = Backlog()
        self._stale: dict[str, None] = {}  # documents that others have changed, in order: their graphs are made last
        self._behind = False  # whether the store has failed to take what waited for it
        self._unsettled = 0  # quads
        self._closed = False

    @classmethod
    def open(cls, settings: Settings) -> Workspace:
        """Open both and bring the store up to the ledger. Raises StorageLocked, StorageError, SettingsError."""
        check(settings)
        with ExitStack() as opened:
            store = opened.enter_context(closing(open_store(settings)))
            ledger = opened.enter_context(Ledger(settings.ledger_path))
            index = opened.enter_context(closing(open_index(settings, ledger.text)))
            workspace = cls(settings, ledger, store, index)
            workspace.ledger.complete()
            workspace.catch_up()
            opened.pop_all()  # they stay open
        return workspace

    def ingest(
        self,
        where: Sequence[str | Path],
        intake: Intake = INTAKE,
        selection: Selection = ALL,
        *,
        workers: int | None = 0,
        limit: int | None = None,
        retract: bool = False,
        until: Callable[[], bool] = lambda: False,
    ) -> Iterator[Outcome]:
        """Take in files, folders, addresses and "-", one outcome for each document in order; a bad one stops nothing.

        `workers` processes read; 0 is this one alone, None as many as there are processors if there is enough to do.
        `limit` is the most documents that are put in; `retract` deletes those that are gone from where they were read.
        `until` is asked after each batch whether to end there. A document with an outcome is in the ledger; the store
        follows within minutes, at the end at the latest. Raises StorageError where the disk fails: what has one stays.
        """
        names = [str(name) for name in where]
        ingestion = Ingestion(self, intake, selection, limit, until)
        try:
            yield from ingestion.outcomes(names, workers)
            for name, document_id in list(ingestion.gone(names)):
                yield self._retract(name, document_id, retract and not selection.dry_run)
        finally:
            if not self._closed:  # an interruption may close the workspace before it ends this
                self.settle()

    def gone(self, places: Iterable[str], retract: bool = False) -> Iterator[Outcome]:
        """One outcome for each document of files at or below these places that are not there any more."""
        names = [name for place in places for name in (place, *self.ledger.origins.below(place))]
        for name, document_id in list(missing(self.ledger, names)):
            yield self._retract(name, document_id, retract)
        self.settle()

    def _retract(self, origin: str, document_id: str, really: bool) -> Outcome:
        """Take out a document that its file holds no longer, unless another one does."""
        if not really:
            return Outcome(origin, document_id, skipped=GONE)
        with self._writing:
            with self.ledger.transaction():
                last = self.ledger.origins.release(origin, document_id)
            if last:
                self.delete(document_id)
        return Outcome(origin, document_id, change=Change.RETRACTED)

    def add(self, document: Document) -> Outcome:
        """Clean, check, read and take in one document. Raises InputError, StorageError."""
        source = document.url or document.source or "the text"
        document = replace(document, text=accept(document.text, source, self.settings.max_characters))
        if self.ledger.has(document, extractor(self.settings).provenance):
            return Outcome.of(source, document, Change.UNCHANGED)
        attempt = next(attempts([document], self.settings))
        if isinstance(attempt.record, Exception):
            raise attempt.record
        commit = self.put(document, attempt.record)
        return Outcome.of(source, document, commit.change, attempt, commit)

    def put(self, document: Document, record: Record) -> Commit:
        """Take in a document with its record. Raises ShapeError, before anything is stored, and StorageError."""
        with self.together(at_once=True):
            return self.commit(document, record)

    @contextmanager
    def together(self, at_once: bool = False) -> Iterator[None]:
        """Documents committed within are in the ledger at the end, all or none; the store follows when enough wait."""
        with self._writing:
            self._recover()
            waiting, stale = self._waiting.copy(), dict(self._stale)
            try:
                with self.ledger.transaction():
                    yield
            except BaseException:
                self._waiting, self._stale = waiting, stale
                raise
            self._follow(at_once)

    def commit(self, document: Document, record: Record) -> Commit:
        """Take a document into the ledger, within `together`. Raises ShapeError where no graph can be made of it."""
        with self.ledger.transaction():
            commit = self.ledger.put(document, record)
            if commit.change is Change.UNCHANGED:
                return commit
            entry = Entry(document, record, commit.ingested, commit.version, commit.reprint_of)
            made = document_quads(self.ledger, entry, self.settings.base_iri)
        if commit.superseded:
            self._waiting[self._documents.name(commit.superseded)] = []
        self._waiting[self._documents.name(document.id)] = made
        self.touch(commit.relinked)
        return commit

    def touch(self, documents: Iterable[str]) -> None:
        """Have the graphs of documents that others have changed made anew, within `together`."""
        self._stale |= dict.fromkeys(sorted(documents))

    def delete(self, document_id: str) -> None:
        """Remove a document from the ledger and its graph from the store. Raises NotFound."""
        with self._writing:
            self._recover()
            relinked = self.ledger.delete(document_id)
            self._waiting[self._documents.name(document_id)] = []
            self.touch(relinked)
            self.settle()

    def write(self, delta: Delta, who: str) -> Delta:
        """Change graphs that people write, in the ledger and the store: what of it changed anything. Raises
        StorageError: it is in neither then, or the store catches up before the next document."""
        with self._writing:
            self._recover()
            made = self.ledger.written.write(delta, who)
            if made:
                self._behind = True
                self._graphs.change(made)
                self._behind, self._unsettled = False, self._unsettled + len(made) + 1
            if self._unsettled >= UNSETTLED:
                self.settle()
        return made

    @property
    def problems(self) -> list[str]:
        """Documents whose graphs could not be made, and why."""
        return self._documents.problems

    def catch_up(self) -> None:
        """Bring the store up to the ledger: at once where they agree, else from the mark on, or wholly anew."""
        with self._writing:
            mark = self.store.mark
            if {**mark, "log": 0} != {**self._mark(), "log": 0} or mark["log"] > self.ledger.position:
                return self.rebuild()
            self._waiting, self._stale, self._behind = Backlog(), {}, False
            self._graphs.resume(mark, self.ledger.written, self.ledger.log(after=mark["log"]))
            for name, quads in self._documents.since(mark["log"]):
                self._waiting[name] = quads
                self._follow()
            if mark["log"] != self.ledger.position:
                self.descriptions.bring_up(self._graphs)
                self._graphs.agree()
                self.settle()

    def rebuild(self, told: Callable[[int], None] = lambda done: None) -> None:
        """Make the store anew from the ledger, and the index, in the place of the old ones once they are whole.

        Those answer meanwhile, and documents may come and go. `told` hears how many documents are done; what it
        raises ends this, with all as it was.
        """
        position, written = self.ledger.position, self.ledger.written
        self.problems.clear()
        with self.store.beside() as fresh, self.index.beside() as words:
            documents = words.follow(self._documents.every(told))
            fresh.fill(chain(vocabulary_quads(self.settings.base_iri), documents, written.every_quad()))
            fresh.change(empty_graphs(written))
            self.descriptions.bring_up(fresh, ahead=True)
            graphs = Searched(fresh, words, self.settings.base_iri)
            graphs.bring_up()
            position = self._replay(position, graphs)
            with self._writing:
                self._replay(position, graphs)  # what came in during the replay before
                self.descriptions.bring_up(graphs)
                fresh.succeed(self._mark())
                self.index.give_way(words, self._mark())
                self._waiting, self._stale, self._behind, self._unsettled = Backlog(), {}, False, 0

    def _replay(self, position: int, store: Searched) -> int:
        """Repeat in a store what the log says after a line; up to which line it has been repeated."""
        end, changed = self.ledger.position, self._documents.since(position)
        bring_up(store, self.ledger.written, self.ledger.log(after=position))
        while some := dict(islice(changed, TOGETHER)):
            store.replace_all(some)
        return end

    def settle(self) -> None:
        """Have the store write what it holds to the disk, and mark how far that goes."""
        with self._writing:
            self._follow(at_once=True)
            if not self._behind:
                self._write_down()

    def close(self) -> None:
        """Settle, and let go of the files."""
        try:
            if self._unsettled or self._waiting or self._stale:
                self.settle()
        finally:
            self._closed = True
            self.store.close()
            self.index.close()
            self.ledger.close()

    def __enter__(self) -> Workspace:
        """The workspace itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()

    def _follow(self, at_once: bool = False) -> None:
        """Give the store the graphs that wait for it; where that fails, nothing is settled before it has caught up."""
        if self._behind or not (at_once or self._waiting.is_due):
            return
        waiting, self._waiting, self._behind = self._waiting, Backlog(), True
        stale, self._stale, began = self._stale, {}, time.monotonic()
        others = ((self._documents.name(one), self._documents.now(one)) for one in stale)
        for some in waiting.joined(chain(others, self.descriptions.moved())):
            self._graphs.replace_all(some)
            self._unsettled += len(some) + some.quads
        self._behind, self._waiting.lag = False, max(LAG, SHARE * (time.monotonic() - began))
        if self._unsettled >= UNSETTLED:
            self._write_down()

    def _write_down(self) -> None:
        """Have the store write what it has been given to the disk, with the mark of how far that goes."""
        self._graphs.settle(self._mark())
        self._unsettled = 0
        give_back()

    def _recover(self) -> None:
        if self._behind:
            self.catch_up()

    def _mark(self) -> dict[str, str | int]:
        """What a store that holds everything is marked with."""
        ledger, base_iri = self.ledger, self.settings.base_iri
        return {"ledger": ledger.id, "base_iri": base_iri, "code": fingerprint(), "log": ledger.position}
