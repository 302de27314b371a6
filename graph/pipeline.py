"""From files to the graph: the one place where the stages meet.

    path -> Document -> Doc (spaCy) -> Record -> quads -> ledger -> store

The ledger's commit is the moment a document is in; the store follows. The store's mark says up to which line of the
ledger's log it is known to be on the disk, so that after a crash `catch_up` repeats only what came after.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, tee
from pathlib import Path

import pyoxigraph as ox

from graph.clean import accept
from graph.errors import InputError, ModelError, NotFound, StorageError
from graph.extract import TextExtractor, check, extractor
from graph.fingerprint import fingerprint
from graph.ledger import Change, Commit, Entry, Ledger
from graph.ledger_rows import now
from graph.model import Document, Record
from graph.outcome import Attempt, Outcome, batches
from graph.parse import parse
from graph.rdf import graph_iri, quads, vocabulary_quads
from graph.resolve import resolve
from graph.settings import Settings
from graph.sources import find, read
from graph.store import Store, open_store

__all__ = ["Attempt", "Change", "Outcome", "Workspace", "attempts", "extract"]

TOGETHER = 64  # documents whose graphs the store takes at once: a quarter of the time that it takes for one at a time

log = logging.getLogger(__name__)


def attempts(documents: Iterable[Document], settings: Settings) -> Iterator[Attempt]:
    """Read clean documents, streaming and in order; nothing is stored. What cannot be read stops no other."""
    chosen = extractor(settings)
    if isinstance(chosen, TextExtractor):
        for document in documents:
            yield Attempt(document, *chosen.read(document))
        return
    ours, texts = tee(documents)
    for document, doc in zip(ours, parse(document.text for document in texts), strict=True):
        yield Attempt(document, chosen.extract(document, doc))


def extract(documents: Iterable[Document], settings: Settings) -> Iterator[tuple[Document, Record]]:
    """As `attempts`; raises InputError at the first document that cannot be read."""
    for attempt in attempts(documents, settings):
        if isinstance(attempt.record, Exception):
            raise attempt.record
        yield attempt.document, attempt.record


class Workspace:
    """A ledger and its store, open. For one process at a time; its methods may be called from several threads."""

    def __init__(self, settings: Settings, ledger: Ledger, store: Store) -> None:
        self.settings, self.ledger, self.store = settings, ledger, store
        self.problems: list[str] = []  # documents whose graphs could not be made, and why
        self._writing = threading.RLock()
        self._waiting: dict[str, list[ox.Quad]] = {}  # graphs that the ledger has and the store is to get; [] is none
        self._behind = False  # whether the store has failed to take what waited for it
        self._unsettled = 0
        self._closed = False

    @classmethod
    def open(cls, settings: Settings) -> Workspace:
        """Open both and bring the store up to the ledger. Raises StorageLocked, StorageError, SettingsError."""
        check(settings)
        store = open_store(settings)
        try:
            ledger = Ledger(settings.ledger_path)
            try:
                workspace = cls(settings, ledger, store)
                workspace.catch_up()
            except BaseException:
                ledger.close()
                raise
        except BaseException:
            store.close()
            raise
        return workspace

    def ingest(self, paths: Iterable[Path]) -> Iterator[Outcome]:
        """Take in files and directories, one outcome for each file in order; a bad file stops nothing.

        A document with an outcome is in the ledger; the store follows some documents later, at the end at the latest.
        Raises StorageError where the disk fails: what has an outcome stays.
        """
        files = (file for path in paths for file in find(Path(path)))
        try:
            for batch in batches(self._read(file) for file in files):
                yield from self._ingest_batch(batch)
        finally:
            if not self._closed:  # an interruption may close the workspace before it ends this
                self.settle()

    def add(self, document: Document) -> Outcome:
        """Clean, check, read and take in one document. Raises InputError, StorageError."""
        source = document.url or document.source or "the text"
        document = replace(document, text=accept(document.text, source, self.settings.max_characters))
        if self._has(document):
            return Outcome.of(source, document, Change.UNCHANGED)
        attempt = next(attempts([document], self.settings))
        if isinstance(attempt.record, Exception):
            raise attempt.record
        commit = self.put(document, attempt.record)
        return Outcome.of(source, document, commit.change, attempt.record, attempt.account)

    def extract(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Record]]:
        """Read clean documents with the settings' extractor; nothing is stored."""
        return extract(documents, self.settings)

    def put(self, document: Document, record: Record) -> Commit:
        """Take in a document with its record. Raises ShapeError, before anything is stored, and StorageError."""
        with self._writing:
            commit = self._commit(document, record)
            self._follow()
            return commit

    def delete(self, document_id: str) -> None:
        """Remove a document from the ledger and its graph from the store. Raises NotFound."""
        with self._writing:
            self._recover()
            self.ledger.delete(document_id)
            self._waiting[self._graph(document_id)] = []
            self.settle()

    def catch_up(self) -> None:
        """Bring the store up to the ledger: at once where they agree, else from the mark on, or wholly anew."""
        with self._writing:
            mark = self.store.mark
            if {**mark, "log": 0} != {**self._mark(), "log": 0} or mark["log"] > self.ledger.position:
                return self.rebuild()
            self._waiting, self._behind = {}, False
            for document_id in dict.fromkeys(line.document_id for line in self.ledger.log(after=mark["log"])):
                self._waiting[self._graph(document_id)] = self._quads_now(document_id)
                self._follow(at_least=TOGETHER)
            if mark["log"] != self.ledger.position:
                self.settle()

    def rebuild(self) -> None:
        """Make the store anew from the ledger, in the place of the old one once it is whole."""
        with self._writing:
            mark, self.problems = self._mark(), []
            graphs = (self._quads_or_problem(entry) for entry in self.ledger.entries())
            self.store.reload(chain(vocabulary_quads(self.settings.base_iri), chain.from_iterable(graphs)))
            self._waiting, self._behind, self._unsettled = {}, False, 0
            self.store.settle(mark)

    def settle(self) -> None:
        """Have the store write what it holds to the disk, and mark how far that goes."""
        with self._writing:
            self._follow()
            if not self._behind:
                self.store.settle(self._mark())
                self._unsettled = 0

    def close(self) -> None:
        """Settle, and let go of the files."""
        try:
            if self._unsettled or self._waiting:
                self.settle()
        finally:
            self._closed = True
            self.store.close()
            self.ledger.close()

    def __enter__(self) -> Workspace:
        """The workspace itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()

    def _read(self, file: Path) -> Document | Outcome:
        """A document that is still to be read, or what else there is to say of the file."""
        try:
            document = read(file, self.settings)
        except InputError as error:
            return Outcome(str(file), error=str(error))
        if self._has(document):
            return Outcome.of(str(file), document, Change.UNCHANGED)
        return document

    def _has(self, document: Document) -> bool:
        return self.ledger.has(document, extractor(self.settings).provenance)

    def _ingest_batch(self, batch: list[Document | Outcome]) -> Iterator[Outcome]:
        found = self._attempts([item for item in batch if isinstance(item, Document)])
        for item in batch:
            yield item if isinstance(item, Outcome) else self._take_in(next(found))

    def _attempts(self, documents: list[Document]) -> Iterator[Attempt]:
        """One each, as soon as it is read; where reading them together fails, the rest one by one."""
        done = 0
        try:
            for attempt in attempts(documents, self.settings):
                yield attempt
                done += 1
        except ModelError:
            raise  # no document would fare better
        except Exception:
            for document in documents[done:]:
                try:
                    yield next(attempts([document], self.settings))
                except Exception as error:
                    yield Attempt(document, error)

    def _take_in(self, attempt: Attempt) -> Outcome:
        document, record, account = attempt.document, attempt.record, attempt.account
        source = document.source or document.key
        try:
            if isinstance(record, Exception):
                raise record
            outcome = Outcome.of(source, document, self._commit(document, record).change, record, account)
        except StorageError:
            raise  # nor would the next one fare better here
        except InputError as error:
            return Outcome(source, document.id, error=str(error), account=account)
        except Exception as error:
            log.exception("%s could not be read", source)
            reason = f"policygraph failed on it and stored nothing of it; please report this: {error!r}"
            return Outcome(source, document.id, error=f"{source}: {reason}", account=account)
        with self._writing:
            self._follow(at_least=TOGETHER)
        return outcome

    def _graph(self, document_id: str) -> str:
        return graph_iri(self.settings.base_iri, document_id)

    def _quads(self, entry: Entry) -> list[ox.Quad]:
        resolution = resolve(entry.document, entry.record)
        return list(quads(entry.document, entry.record, resolution, self.settings.base_iri, entry.ingested))

    def _quads_or_problem(self, entry: Entry) -> list[ox.Quad]:
        """The quads of what the ledger has; where a newer version of us cannot make them, the rest must still open."""
        try:
            return self._quads(entry)
        except Exception as error:
            log.exception("no graph could be made of document %s", entry.document.id)
            self.problems.append(f"no graph could be made of document {entry.document.id}: {error!r}")
            return []

    def _quads_now(self, document_id: str) -> list[ox.Quad]:
        """What the ledger says of a document; nothing where it has none of that id."""
        try:
            return self._quads_or_problem(self.ledger.get(document_id))
        except NotFound:
            return []

    def _commit(self, document: Document, record: Record) -> Commit:
        """Take a document into the ledger, once its graph is made; the store is still to follow."""
        with self._writing:
            self._recover()
            ingested = now()
            made = self._quads(Entry(document, record, ingested, 0))
            commit = self.ledger.put(document, record, ingested)
            if commit.superseded:
                self._waiting[self._graph(commit.superseded)] = []
            if commit.change is not Change.UNCHANGED:
                self._waiting[self._graph(document.id)] = made
            return commit

    def _follow(self, at_least: int = 1) -> None:
        """Give the store the graphs that wait for it; where that fails, nothing is settled before it has caught up."""
        if len(self._waiting) < at_least:
            return
        waiting, self._waiting, self._behind = self._waiting, {}, True
        self.store.replace_all(waiting)
        self._behind = False
        self._unsettled += len(waiting)
        if self._unsettled >= TOGETHER:
            self.settle()

    def _recover(self) -> None:
        if self._behind:
            self.catch_up()

    def _mark(self) -> dict[str, str | int]:
        """What a store that holds everything is marked with."""
        return {
            "ledger": self.ledger.id,
            "base_iri": self.settings.base_iri,
            "code": fingerprint(),
            "log": self.ledger.position,
        }
