"""The ledger: documents, what was read in them, their older versions, and a log. The truth; all else can be rebuilt.

One SQLite file in WAL mode, written through to the disk on commit: SQLite, because it needs no service, is in Python,
and keeps its promise when the process is killed or the power fails. A document is in once `put` has returned.

A document is known by its key: its address, or else the file it came from. The same text under the same key changes
nothing; another text is a new version, which keeps the document's id where it has an address and supersedes the old
id where it has none. One text may have come in by several files; it leaves with the last of them.
"""

from __future__ import annotations

import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.errors import NotFound, StorageError
from graph.ledger_rows import (
    Row,
    document_of,
    metadata_json,
    now,
    provenance_json,
    record_of,
    row_of,
    says_the_same,
    sqlite_errors,
    statements,
)
from graph.model import Document, Provenance, Record

APPLICATION = 0x706F6C67  # "polg", in the file's header: another program's database is not taken for a ledger
SCHEMA = 1
WAIT = 5.0  # seconds that a writer waits for another process to finish its transaction
PAGE = 64  # documents read at a time by `entries`


class Change(StrEnum):
    """What putting a document did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction: `superseded` is the id of the document that this one replaced, where it is another id."""

    change: Change
    document_id: str
    version: int
    ingested: str
    superseded: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the ledger holds it: versions count from 1, `ingested` is ISO 8601 in UTC."""

    document: Document
    record: Record
    ingested: str
    version: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act, in the order of `number`: added, changed, superseded or deleted."""

    number: int
    at: str
    action: str
    document_id: str
    key: str
    version: int
    sha256: str


class Ledger:
    """Opens or makes a ledger. Raises StorageLocked, StorageFull, StorageError; usable from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        with sqlite_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._db.row_factory = sqlite3.Row
        if self._pragma("application_id") not in {0, APPLICATION}:
            raise StorageError(str(self.path), "is a database of another program, not a ledger")
        if self._pragma("user_version") > SCHEMA:
            raise StorageError(str(self.path), "was written by a newer policygraph: upgrade this one")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        with self._transaction():
            if self._pragma("user_version") == 0:
                self._create()

    def _create(self) -> None:
        if self._rows("SELECT name FROM sqlite_master LIMIT 1"):
            raise StorageError(str(self.path), "is a database of another program, not a ledger")
        for statement in statements(Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8")):
            self._db.execute(statement)
        self._db.execute("INSERT INTO ledger VALUES (?)", (uuid.uuid4().hex,))
        self._db.execute(f"PRAGMA application_id = {APPLICATION}")
        self._db.execute(f"PRAGMA user_version = {SCHEMA}")

    @property
    def id(self) -> str:
        """Which ledger this is: 32 hexadecimal digits, made with it."""
        return str(self._rows("SELECT id FROM ledger")[0][0])

    @property
    def position(self) -> int:
        """The number of the last line of the log; 0 in a new ledger."""
        return int(self._rows("SELECT coalesce(max(number), 0) FROM log")[0][0])

    def has(self, document: Document, provenance: Provenance | None = None) -> bool:
        """Whether putting this document would change nothing, as far as can be told without reading it again.

        The same text and metadata under the same key, read (where `provenance` is given) by the same extractor.
        """
        sql = """SELECT d.metadata, d.key, r.provenance FROM keys k JOIN documents d ON d.id = k.document
                 JOIN records r ON r.document = d.id WHERE k.key = ? AND d.sha256 = ?"""
        rows = self._rows(sql, document.key, document.sha256)
        return any(
            (row["metadata"] == metadata_json(document) or row["key"] != document.key)
            and (provenance is None or row["provenance"] == provenance_json(provenance))
            for row in rows
        )

    def put(self, document: Document, record: Record, ingested: str | None = None) -> Commit:
        """Take in a document with its record, in one transaction; `ingested` (ISO 8601, UTC) is now by default."""
        if record.document_id != document.id:
            raise ValueError(f"the record is of {record.document_id}, not of {document.id}")
        new = row_of(document, record, ingested or now())
        with self._transaction():
            there = self._document(document.id)
            replaced = self._replaced(new)
            if there and says_the_same(there, new) and not replaced:
                self._set("INSERT OR REPLACE INTO keys VALUES (?, ?)", new["key"], new["id"])
                return Commit(Change.UNCHANGED, new["id"], there["version"], there["ingested"])
            return self._write(new, there, replaced)

    def _write(self, new: Row, there: Row | None, replaced: Row | None) -> Commit:
        """Put the new row in the place of what had its id, and of what had its key."""
        new["version"] = 1 + max((old["version"] for old in (there, replaced) if old), default=0)
        if there:
            self._keep(there)
            self._set(
                """UPDATE documents SET source = :source, text = :text, metadata = :metadata, sha256 = :sha256,
                   version = :version, ingested = :ingested WHERE id = :id""",
                **new,
            )
        else:
            self._set(
                "INSERT INTO documents VALUES (:id, :key, :source, :text, :metadata, :sha256, :version, :ingested)",
                **new,
            )
        self._set("INSERT OR REPLACE INTO records VALUES (:id, :provenance, :record)", **new)
        self._set("INSERT OR REPLACE INTO keys VALUES (:key, :id)", **new)
        if replaced:
            self._keep(replaced)
            self._set("DELETE FROM documents WHERE id = ?", replaced["id"])
            self._log("superseded", replaced)
        change = Change.CHANGED if there or replaced else Change.ADDED
        self._log(change, new)
        return Commit(change, new["id"], new["version"], new["ingested"], replaced["id"] if replaced else None)

    def _replaced(self, new: Row) -> Row | None:
        """The document of another id that had this key, where it has no other key to live on by."""
        found = self._rows("SELECT document FROM keys WHERE key = ?", new["key"])
        if not found or found[0][0] == new["id"]:
            return None
        old = found[0][0]
        if others := self._rows("SELECT key FROM keys WHERE document = ? AND key != ?", old, new["key"]):
            self._set("UPDATE documents SET key = ? WHERE id = ? AND key = ?", others[0][0], old, new["key"])
            return None
        return self._document(old)

    def get(self, document_id: str) -> Entry:
        """The document as it is now. Raises NotFound."""
        return _entry(self._existing(document_id))

    def versions(self, document_id: str) -> Iterator[Entry]:
        """What the document said before, the oldest first. Raises NotFound."""
        self._existing(document_id)
        return iter([_entry(dict(row)) for row in self._rows(_OLDER, id=document_id)])

    def entries(self) -> Iterator[Entry]:
        """All documents by id, streaming; memory holds a page, and other threads may write meanwhile."""
        after = ""
        while page := self._rows(f"{_WHOLE} WHERE d.id > ? ORDER BY d.id LIMIT ?", after, PAGE):
            for row in page:
                yield _entry(dict(row))
            after = page[-1]["id"]

    def __len__(self) -> int:
        """How many documents there are."""
        return int(self._rows("SELECT count(*) FROM documents")[0][0])

    def delete(self, document_id: str) -> None:
        """Remove a document, its record and all its versions; the log keeps that it was there. Raises NotFound."""
        with self._transaction():
            row = self._existing(document_id)
            self._set(_FORGET_OLDER, id=document_id)
            self._set("DELETE FROM documents WHERE id = ?", document_id)
            self._log("deleted", row)

    def log(self, after: int = 0) -> Iterator[LogLine]:
        """The log's lines from the one after that number, streaming."""
        while page := self._rows("SELECT * FROM log WHERE number > ? ORDER BY number LIMIT ?", after, PAGE):
            yield from (LogLine(*row) for row in page)
            after = page[-1]["number"]

    def _keep(self, old: Row) -> None:
        self._set(
            """INSERT INTO versions (key, document, version, source, text, metadata, ingested, record, provenance)
               VALUES (:key, :id, :version, :source, :text, :metadata, :ingested, :record, :provenance)""",
            **old,
        )

    def _log(self, action: str, row: Row) -> None:
        self._set(
            """INSERT INTO log (at, action, document, key, version, sha256)
               VALUES (:at, :action, :id, :key, :version, :sha256)""",
            **row | {"at": now(), "action": action},
        )

    def _document(self, document_id: str) -> Row | None:
        return next((dict(row) for row in self._rows(f"{_WHOLE} WHERE d.id = ?", document_id)), None)

    def _existing(self, document_id: str) -> Row:
        if (row := self._document(document_id)) is None:
            raise NotFound("document", document_id)
        return row

    def _pragma(self, name: str) -> int:
        return int(self._rows(f"PRAGMA {name}")[0][0])

    def _rows(self, sql: str, *values: Any, **named: Any) -> list[sqlite3.Row]:
        with self._lock, sqlite_errors(self.path):
            return self._db.execute(sql, named or values).fetchall()

    def _set(self, sql: str, *values: Any, **named: Any) -> None:
        self._db.execute(sql, named or values)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All of it or nothing; SQLite itself may have rolled back already where the disk is full."""
        with self._lock, sqlite_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, sqlite_errors(self.path):
            self._db.close()

    def __enter__(self) -> Ledger:
        """The ledger itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()


_OLDER = """SELECT *, document AS id FROM versions
            WHERE document = :id OR key IN (SELECT key FROM keys WHERE document = :id) ORDER BY number"""
_FORGET_OLDER = """DELETE FROM versions
                   WHERE document = :id OR key IN (SELECT key FROM keys WHERE document = :id)"""
_WHOLE = "SELECT d.*, r.record, r.provenance FROM documents d JOIN records r ON r.document = d.id"


def _entry(row: Row) -> Entry:
    return Entry(document_of(row), record_of(row), row["ingested"], row["version"])
