"""Which files were read to their end and what they held, so that nothing is opened twice and what is gone is noticed.

A file is known to be as it was by its size and the time of its last change, as `make` and `git` know it. `stamp` says
by what it was read: another extractor, another version of the readers or other limits read it again.
"""

from __future__ import annotations

from graph.ledger_database import Database


class Origins:
    """The ledger's tables `origins` and `held`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seen(self, name: str, size: int | None, modified: int | None, stamp: str) -> tuple[int, str | None] | None:
        """How many documents a file held that was read to its end and is as it was, and the id of the only one where it
        held one; None where it is to be read."""
        if size is None:
            return None
        sql = """SELECT documents, (SELECT document FROM held WHERE origin = name) AS document FROM origins
                 WHERE (name, size, modified, stamp) = (?, ?, ?, ?)"""
        found = self._database.rows(sql, name, size, modified, stamp)
        return (found[0][0], found[0][1] if found[0][0] == 1 else None) if found else None

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

    def below(self, folder: str) -> list[str]:
        """The files that were read and lie in a folder or below it."""
        sql = "SELECT DISTINCT origin FROM held WHERE origin >= ? AND origin < ? ORDER BY origin"
        return [row[0] for row in self._database.rows(sql, f"{folder}/", f"{folder}0")]  # "0" follows "/"

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
