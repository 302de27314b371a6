"""Which files were read to their end and what they held, so that nothing is opened twice and what is gone is noticed.

A file is known to be as it was by its size and the time of its last change, as `make` and `git` know it. `stamp` says
by what it was read: another extractor, another version of the readers or other limits read it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graph.ledger_database import Database

PAGE = 1000  # files looked up at a time


class Seen(NamedTuple):
    """A file as it was read: bytes, time of the last change in ns, how many documents it held, and the id of the only
    one where it held one."""

    size: int
    modified: int
    documents: int
    document: str | None


class Origins:
    """The ledger's tables `origins` and `held`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen(self, names: Iterable[str], stamp: str) -> dict[str, Seen]:
        """Those of some files that were read to their end."""
        sql = """SELECT name, size, modified, documents, (SELECT document FROM held WHERE origin = name)
                 FROM origins WHERE name IN (SELECT value FROM json_each(?)) AND stamp = ?"""
        found = self._database.rows(sql, json.dumps(list(names)), stamp)
        return {
            name: Seen(size, modified, documents, document if documents == 1 else None)
            for name, size, modified, documents, document in found
        }

    def hold(self, name: str, document_id: str, reading: str) -> None:
        """That a file holds a document, as this reading of it found."""
        self._database.run("INSERT OR REPLACE INTO held VALUES (?, ?, ?)", name, document_id, reading)

    def finish(self, name: str, size: int | None, modified: int | None, stamp: str, documents: int) -> None:
        """That a file was read to its end, with nothing in it that failed."""
        insert = "INSERT OR REPLACE INTO origins VALUES (?, ?, ?, ?, ?)"
        self._database.run(insert, name, size, modified, stamp, documents)

    def reopen(self, document_id: str) -> None:
        """Have the files that held a document read again."""
        sql = "DELETE FROM origins WHERE name IN (SELECT origin FROM held WHERE document = ?)"
        self._database.run(sql, document_id)

    def below(self, folder: str) -> Iterator[str]:
        """The files that were read and lie in a folder or below it, streaming."""
        sql = "SELECT DISTINCT origin FROM held WHERE origin > ? AND origin < ? ORDER BY origin LIMIT ?"
        after, end = f"{folder}/", f"{folder}0"  # "0" follows "/"
        while page := self._database.rows(sql, after, end, PAGE):
            yield from (row[0] for row in page)
            after = page[-1][0]

    def left(self, name: str, reading: str | None = None) -> list[str]:
        """What a file held before and not at this reading; all that it held where it is gone and was not read."""
        sql = "SELECT document FROM held WHERE origin = ? AND reading IS NOT ? ORDER BY document"
        return [row[0] for row in self._database.rows(sql, name, reading)]

    def release(self, name: str, document_id: str) -> bool:
        """That a file holds a document no longer; whether no other file holds it either."""
        self._database.run("DELETE FROM held WHERE (origin, document) = (?, ?)", name, document_id)
        self._database.run(
            "DELETE FROM origins WHERE name = ? AND NOT EXISTS (SELECT 1 FROM held WHERE origin = ?)", name, name
        )
        return not self._database.rows("SELECT 1 FROM held WHERE document = ? LIMIT 1", document_id)
