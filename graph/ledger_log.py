"""The ledger's log: every act on a document, in order, for ever; by it a store is brought up to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.ledger_database import Database
from graph.ledger_rows import Row, now

PAGE = 64  # lines, or documents, read at a time


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act, in the order of `number`: added, changed, relinked, judged, superseded or deleted; or written, which is
    about the graph `key` and no document."""

    number: int
    at: str
    action: str
    document_id: str
    key: str
    version: int
    sha256: str


class Log:
    """The ledger's table `log`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._rows, self._set = database.rows, database.run

    @property
    def position(self) -> int:
        """The number of the last line; 0 in a new ledger."""
        return int(self._rows("SELECT coalesce(max(number), 0) FROM log")[0][0])

    def acts(self, after: int = 0) -> tuple[dict[str, int], int]:
        """How many lines of each action there are after that number, and the number of the last one."""
        rows = self._rows("SELECT action, count(*), max(number) FROM log WHERE number > ? GROUP BY action", after)
        return {row[0]: int(row[1]) for row in rows}, max((int(row[2]) for row in rows), default=after)

    def lines(self, after: int = 0) -> Iterator[LogLine]:
        """The lines from the one after that number, streaming."""
        while page := self._rows("SELECT * FROM log WHERE number > ? ORDER BY number LIMIT ?", after, PAGE):
            yield from (LogLine(*row) for row in page)
            after = page[-1]["number"]

    def add(self, action: str, row: Row) -> None:
        """What was done to a document."""
        self._set(
            """INSERT INTO log (at, action, document, key, version, sha256)
               VALUES (:at, :action, :id, :key, :version, :sha256)""",
            **row | {"at": now(), "action": action},
        )

    def relinked(self, documents: Iterable[str]) -> None:
        """That documents print another one's story, or speak of things that are other ones now."""
        self._note("relinked", documents)

    def judged(self, documents: Iterable[str]) -> None:
        """That somebody has judged what documents say, or has taken that back."""
        self._note("judged", documents)

    def written(self, graph: str) -> int:
        """That somebody has written to a graph of no document; the line's number."""
        self.add("written", {"id": "", "key": graph, "version": 0, "sha256": ""})
        return self.position

    def _note(self, action: str, documents: Iterable[str]) -> None:
        sql = """INSERT INTO log (at, action, document, key, version, sha256)
                 SELECT ?, ?, id, key, version, sha256 FROM documents WHERE id = ?"""
        for document_id in sorted(documents):
            self._set(sql, now(), action, document_id)
