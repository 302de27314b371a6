"""How what graphs tell of things gets into the tables `items` and `told`, and out of them, by SQL.

Within transactions that others begin and end, after the names of the same graph: an item goes by the fullest of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.lists.told import STRANGER, Row, Told, kind_of

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Head:
    """A document, as lists have it."""

    path: str
    title: str
    day: str | None


class Shelf:
    """Holds each thing once, and each row with the graph that tells it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def take_out(self, graph: int) -> set[int]:
        """Take out what a graph tells: the items that are to be looked after."""
        found = {int(row[0]) for row in self._db.execute(_OF_GRAPH, (graph, graph))}
        self._db.execute("DELETE FROM told WHERE graph = ?", (graph,))
        self._db.executemany("DELETE FROM facts WHERE item = ? AND graph = ?", ((one, graph) for one in found))
        return found

    def put(self, graph: int, rows: Iterable[Row]) -> set[int]:
        """Put in what a graph tells: the items that are to be looked after."""
        given = list(rows)
        paths = dict.fromkeys(path for path, _, _ in given)
        self._db.executemany(_ITEM, ((path, kind_of(path) or STRANGER) for path in paths))
        ids = {path: int(self._db.execute(_ID, (path,)).fetchone()[0]) for path in paths}
        self._db.executemany(_TELL, ((name, value, ids[path], graph) for path, name, value in given))
        return set(ids.values())

    def put_document(self, graph: int, head: Head, told: Told, spans: Mapping[str, list[Span]]) -> set[int]:
        """The same of a document's graph, whose facts have its day, a place in its text, and a confidence."""
        path, day = head.path, head.day or ""
        found = self.put(graph, told.of_document(path, head.day))
        self._db.execute(_DATE, (day, head.title, path))
        places = (
            (day, f"{path} {min(spans.get(one, [(0, 0)]))[0]:09}", sure, one) for one, sure in told.confidence.items()
        )
        self._db.executemany(_PLACE, places)
        return found

    def describe(self, graph: int, facts: Iterable[tuple[str, str]]) -> None:
        """Keep what a document's graph says of its facts, by their paths, as `facts.packed` has it."""
        self._db.executemany(_FACT, ((graph, said, path) for path, said in facts))

    def remove(self, graph: int, rows: Iterable[Row]) -> set[int]:
        """Take out some of what a graph tells."""
        found = set()
        for path, name, value in rows:
            for row in self._db.execute(_ID, (path,)).fetchall():
                self._db.execute(_UNTELL, (name, value, row[0], graph))
                found.add(int(row[0]))
        return found

    def called(self, paths: Iterable[str]) -> set[int]:
        """The items of some paths, which are to be looked after where their names have changed."""
        return {int(row[0]) for path in paths for row in self._db.execute(_ID, (path,))}

    def look_after(self, items: Iterable[int]) -> None:
        """Call items by their fullest names, date orders, and let go of what nothing tells of any more."""
        ids = [(one,) for one in items]
        for sql in (_GONE, _NAME, _DAY):
            self._db.executemany(sql, ids)


_ITEM = "INSERT OR IGNORE INTO items (path, kind) VALUES (?, ?)"
_ID = "SELECT id FROM items WHERE path = ?"
_TELL = "INSERT OR IGNORE INTO told (filter, value, item, graph) VALUES (?, ?, ?, ?)"
_OF_GRAPH = """SELECT item FROM told WHERE graph = ? UNION SELECT i.id FROM mentions m
               JOIN names n ON n.id = m.name JOIN items i ON i.path = n.path WHERE m.graph = ?"""
_UNTELL = "DELETE FROM told WHERE filter = ? AND value = ? AND item = ? AND graph = ?"
_DATE = "UPDATE items SET day = ?, label = ? WHERE path = ?"
_PLACE = "UPDATE items SET day = ?, spot = ?, confidence = ? WHERE path = ?"
_FACT = "INSERT OR REPLACE INTO facts (item, graph, said) SELECT id, ?, ? FROM items WHERE path = ?"
_GONE = "DELETE FROM items WHERE id = ? AND NOT EXISTS (SELECT 1 FROM told WHERE item = items.id)"
_NAME = """UPDATE items SET label = coalesce(
             (SELECT name FROM names WHERE path = items.path AND labels > 0
              ORDER BY length(name) DESC, name DESC LIMIT 1), '')
           WHERE id = ? AND kind <> 'document'"""
_DAY = """UPDATE items SET day = coalesce(
            (SELECT min(value) FROM told WHERE item = items.id AND filter = 'signed'),
            (SELECT min(value) FROM told WHERE item = items.id AND filter = 'reported'), '')
          WHERE id = ? AND kind = 'order'"""
