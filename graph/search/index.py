"""The index: an SQLite file with all that can be found, written by one process, read by several threads.

A new one can be filled beside it, which then takes its place while others go on reading (as `Store.beside` does).
"""

from __future__ import annotations

import json
import queue
import shutil
import sqlite3
import tempfile
import threading
import uuid
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from pyoxigraph import Quad

from graph.delta import INFERRED, Delta
from graph.errors import StorageError
from graph.ledger_rows import sqlite_errors
from graph.lists.kept import Kept
from graph.search.heard import Heard
from graph.search.writer import Writer
from graph.settings import Settings

Texts = Callable[[str], str | None]
READERS: Final = 4  # that read at a time
WAIT: Final = 5.0  # seconds for another process to finish its transaction
FILLED: Final = 500  # graphs that are put at a time into one that is made anew
PRAGMAS: Final = ("synchronous = NORMAL", "wal_autocheckpoint = 10000", "cache_size = -32000")
# a writer would hold all of the file that it merges, 2.7 kB a document, and is none the faster for it
READING: Final = (*PRAGMAS, "mmap_size = 1073741824", "query_only = ON")
SCHEMA: Final = Path(__file__).with_name("index.sql")
_errors = partial(sqlite_errors, remedy="delete it, and it is made anew")


class Graphs(Protocol):
    """A store, as far as its graphs go."""

    def graphs(self) -> Iterator[str]:
        """The names of all."""

    def quads(self, graph: str) -> Iterator[Quad]:
        """What one holds."""


class Index:
    """The index in a file, made where there is none. Raises StorageLocked, StorageFull, StorageError.

    `texts` gives the text of a document by its id, None where there is none.
    """

    def __init__(self, path: Path, base_iri: str, texts: Texts, lasting: bool = True) -> None:
        self.path, self.base_iri, self._texts, self._lasting = path, base_iri, texts, lasting
        self._writing, self._readers = threading.RLock(), queue.LifoQueue[sqlite3.Connection]()
        self._closed = self._is_lost = False  # lost: emptied by an accident
        self.generation = 0  # rises after every write: what was found before may be stale
        self.counts = Kept()
        with _errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open()

    @property
    def root(self) -> str:
        """What the paths of things lie below."""
        return f"{self.base_iri}id/"

    @property
    def mark(self) -> Mapping[str, Any]:
        """What `settle` wrote last: the state of the ledger that this is known to hold. Empty in a new one."""
        with self._writing, _errors(self.path):
            found = self._db.execute("SELECT mark FROM mark").fetchone()
            return dict(json.loads(found[0])) if found else {}

    def settle(self, mark: Mapping[str, Any]) -> None:
        """Write the mark, after all that it was told; none where it holds only what it was told after it was lost."""
        with self._writing, _errors(self.path):
            self._db.execute("PRAGMA synchronous = FULL")  # and what came before it with it
            try:
                with self._transaction() as db:
                    db.execute("DELETE FROM mark")
                    db.execute("INSERT INTO mark VALUES (?)", (json.dumps({} if self._is_lost else dict(mark)),))
            finally:
                self._db.execute("PRAGMA synchronous = NORMAL")

    def graphs(self) -> set[str]:
        """The names of the graphs in which something can be found."""
        with self._writing, _errors(self.path):
            return {row[0] for row in self._db.execute("SELECT name FROM graphs")}

    def replace_all(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Hold of these graphs what they hold now, all or nothing."""
        heard = Heard(graphs, self.base_iri)
        for graph in graphs:
            deque(heard[graph], maxlen=0)
        self.take(heard)

    def hearing(self, graphs: Mapping[str, Iterable[Quad]]) -> Heard:
        """Graphs for a store to take, and then for this."""
        return Heard(graphs, self.base_iri)

    def take(self, heard: Heard) -> None:
        """The same of graphs that a store has taken meanwhile."""
        with self._transaction():
            for said in heard.said.values():
                self._writer.replace(said, self._text(said.graph))

    def change(self, delta: Delta) -> None:
        """Follow what people write: the names that it gives and takes."""
        with self._transaction():
            self._writer.change(delta)

    def follow(self, graphs: Iterable[tuple[str, Iterable[Quad]]]) -> Iterator[Quad]:
        """The quads of new graphs, which are in this as soon as all of them are taken."""
        heard = Heard({}, self.base_iri)
        for graph, quads in graphs:
            yield from heard.hear(graph, quads)
            if len(heard.said) == FILLED:
                self.take(heard)
                heard.said.clear()
        self.take(heard)

    def fill(self, store: Graphs) -> None:
        """Hold what a store holds, too, of the graphs of which this holds nothing."""
        known = self.graphs()
        lacking = (graph for graph in store.graphs() if graph not in known and INFERRED not in graph)
        deque(self.follow((graph, store.quads(graph)) for graph in (*lacking, "")), maxlen=0)
        self._writer.condense()

    @contextmanager
    def beside(self) -> Iterator[Index]:
        """An empty one, to be filled while this one answers; gone at the end unless it has taken this one's place."""
        fresh = Index(
            self.path.with_name(f"{self.path.stem}-{uuid.uuid4().hex[:12]}.sqlite"), self.base_iri, self._texts
        )
        try:
            yield fresh
        finally:
            fresh.close()
            _remove(fresh.path)

    def give_way(self, fresh: Index, mark: Mapping[str, Any]) -> None:
        """Hold what the other one holds, with this mark; who is reading is waited for."""
        fresh.settle(mark)
        fresh.close()
        with self._writing, _errors(self.path):
            readers = [self._readers.get() for _ in range(READERS)]
            for connection in (*readers, self._db):
                connection.close()
            self._is_lost = True
            try:
                _remove(self.path)
                fresh.path.replace(self.path)
                self._is_lost = False
            finally:
                self._open()
                self.generation += 1

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that reads, for one thread at a time."""
        if self._closed:
            raise StorageError(str(self.path), "is closed")
        connection = self._readers.get()
        try:
            with _errors(self.path):
                yield connection
        finally:
            self._readers.put(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._closed = True
        with self._writing, _errors(self.path), suppress(queue.Empty):
            self._db.close()
            while True:
                self._readers.get_nowait().close()
        if not self._lasting:
            shutil.rmtree(self.path.parent, ignore_errors=True)

    def _text(self, graph: str) -> str | None:
        """The text of the document whose graph this is; None where it is no document's."""
        document_id = graph.removeprefix(f"{self.base_iri}id/document/")
        return self._texts(document_id) if document_id != graph else None

    def _open(self) -> None:
        """Open it; one that is of no use, as one of an older version, is made anew."""
        for leftover in self.path.parent.glob(f"{self.path.stem}-*.sqlite*"):
            leftover.unlink(missing_ok=True)
        self._db = self._made()
        self._writer = Writer(self._db, self.base_iri)
        for _ in range(READERS):
            self._readers.put(_set(_connect(self.path), READING))

    def _made(self) -> sqlite3.Connection:
        """A connection that writes, to a file with our tables."""
        script = SCHEMA.read_text(encoding="utf-8")
        version = zlib.crc32(script.encode()) >> 1
        db = _connect(self.path)
        try:
            if db.execute("PRAGMA user_version").fetchone()[0] != version:
                raise sqlite3.DatabaseError("tables of another version")
        except sqlite3.DatabaseError:
            db.close()
            _remove(self.path)
            db = _set(_connect(self.path), ("journal_mode = WAL", *PRAGMAS))
            # in one transaction: a disk is waited for once, not after each of thirty statements
            db.executescript(f"BEGIN; {script}; PRAGMA user_version = {version}; COMMIT")
        return _set(db, PRAGMAS)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._writing, _errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._writer.end()
                self._db.execute("COMMIT")
                self.generation += 1
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                self._writer.forget()
                raise


def open_index(settings: Settings, texts: Texts) -> Index:
    """The index beside the store; that of a store in memory is gone with its process, too."""
    if settings.store == "memory":
        folder = Path(tempfile.mkdtemp(prefix="policygraph-"))
        return Index(folder / settings.search_path.name, settings.base_iri, texts, lasting=False)
    return Index(settings.search_path, settings.base_iri, texts)


def indexed(path: Path) -> tuple[int, set[str]]:
    """Up to which line of the ledger's log the index in a file follows it, and the names of the graphs that it finds
    in; nothing is changed. Raises StorageError."""
    with _errors(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        mark = db.execute("SELECT mark FROM mark").fetchone()
        names = {row[0] for row in db.execute("SELECT name FROM graphs")}
    return int(json.loads(mark[0]).get("log", 0)) if mark else 0, names


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, WAIT, isolation_level=None, check_same_thread=False)


def _set(db: sqlite3.Connection, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    for pragma in pragmas:
        db.execute(f"PRAGMA {pragma}")
    return db


def _remove(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
