"""The ledger's SQLite file: opened, brought to the newest schema, and written in whole transactions or not at all.

WAL, and written through to the disk on commit: what is committed stays when the process is killed or the power fails.
The schema is what scripts make one after the other; a ledger of an older version is brought up by those that it lacks,
when it is opened. A script that has been released is never changed.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import StorageError
from graph.ledger_rows import sqlite_errors, statements

WAIT = 5.0  # seconds that a writer waits for another process to finish its transaction


@dataclass(frozen=True, slots=True)
class Schema:
    """What a file of ours holds: what its header says, so that no other program's database is taken for one; the
    scripts that make it; and what it is called."""

    application: int
    scripts: tuple[str, ...]
    what: str


LEDGER = Schema(0x706F6C67, ("ledger.sql", *(f"ledger-{version}.sql" for version in range(2, 9))), "a ledger")  # "polg"


class Database:
    """One connection, usable from several threads. Raises StorageLocked, StorageFull, StorageError.

    `readonly` opens a ledger that is there already, beside whoever writes it.
    """

    def __init__(self, path: Path, readonly: bool = False, schema: Schema = LEDGER) -> None:
        self.path, self._schema = path, schema
        self._lock = threading.RLock()
        with sqlite_errors(path):
            if not readonly:
                path.parent.mkdir(parents=True, exist_ok=True)
            where = f"{path.absolute().as_uri()}?mode=ro" if readonly else str(path)
            self._db = sqlite3.connect(where, WAIT, isolation_level=None, check_same_thread=False, uri=readonly)
            self._db.row_factory = sqlite3.Row
            if readonly:
                return
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        newest = len(self._schema.scripts)
        if self._pragma("application_id") not in {0, self._schema.application}:
            raise self._of_another()
        if self._pragma("user_version") > newest:
            raise StorageError(str(self.path), "was written by a newer policygraph: upgrade this one")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        with self.transaction():
            if self._pragma("user_version") == 0 and self.rows("SELECT name FROM sqlite_master LIMIT 1"):
                raise self._of_another()
            self._bring_up(self._pragma("user_version"))

    def _of_another(self) -> StorageError:
        return StorageError(str(self.path), f"is a database of another program, not {self._schema.what}")

    def _bring_up(self, version: int) -> None:
        scripts = self._schema.scripts
        for script in scripts[version:]:
            for statement in statements(Path(__file__).with_name(script).read_text(encoding="utf-8")):
                self._db.execute(statement)
        if version == 0 and self._schema is LEDGER:
            self._db.execute("INSERT INTO ledger VALUES (?)", (uuid.uuid4().hex,))
        if version == 0:
            self._db.execute(f"PRAGMA application_id = {self._schema.application}")
        if version != len(scripts):
            self._db.execute(f"PRAGMA user_version = {len(scripts)}")

    def _pragma(self, name: str) -> int:
        return int(self.rows(f"PRAGMA {name}")[0][0])

    @property
    def changes(self) -> int:
        """How many rows have been changed by this connection; who reads waits for the end of a change anyway."""
        return self._db.total_changes

    def rows(self, sql: str, *values: Any, **named: Any) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._lock, sqlite_errors(self.path):
            return self._db.execute(sql, named or values).fetchall()

    def rows_of(self, sql: str, keys: Iterable[str]) -> list[sqlite3.Row]:
        """What a query finds of some keys, its only value: a list as JSON. It is not asked where there are none."""
        given = sorted(keys)
        return self.rows(sql, json.dumps(given)) if given else []

    def run(self, sql: str, *values: Any, **named: Any) -> None:
        """Change something; only within a transaction, so that what belongs together is done together."""
        assert self._db.in_transaction
        self._db.execute(sql, named or values)

    def run_many(self, sql: str, rows: Iterator[tuple[Any, ...]]) -> None:
        """The same change for many rows; only within a transaction."""
        assert self._db.in_transaction
        self._db.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. One within another is undone alone where it fails, and is in once the outer one is."""
        with self._lock, sqlite_errors(self.path):
            begin, end, undo = "BEGIN IMMEDIATE", "COMMIT", ["ROLLBACK"]
            if self._db.in_transaction:
                begin, end, undo = "SAVEPOINT inner", "RELEASE inner", ["ROLLBACK TO inner", "RELEASE inner"]
            self._db.execute(begin)
            try:
                yield
                self._db.execute(end)
            except BaseException:
                if self._db.in_transaction:  # where the disk is full, SQLite may have rolled back already
                    for statement in undo:
                        self._db.execute(statement)
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._lock, sqlite_errors(self.path):
            self._db.close()
