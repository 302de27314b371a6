"""How graphs come into the index and go out of it, by SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from graph.delta import Delta, name_of
from graph.lists.facts import packed
from graph.lists.shelf import Head, Shelf
from graph.lists.told import told_in
from graph.search.entries import Entries, Name, Passage, Said, names_in
from graph.search.kinds import kind_of
from graph.search.terms import WORDS, folded, words_of

SHORTEST, LONGEST = 4, 30  # letters of words that others may be meant for
REMEMBERED: Final = 200_000  # words of which is known that they are in


class Writer:
    """Writes within transactions that others begin and end."""

    def __init__(self, db: sqlite3.Connection, base_iri: str) -> None:
        self._db, self._base, self._root, self._shelf = db, base_iri, f"{base_iri}id/", Shelf(db)
        self._known = set[str]()  # words that are in, as they are written
        self._new = set[tuple[str]]()  # and those that are not in yet
        self._next = self._last("passages") + 1

    def forget(self) -> None:
        """What was written last is not in after all."""
        self._known.clear()
        self._new.clear()
        self._next = self._last("passages") + 1

    def condense(self) -> None:
        """Make of the many parts that were written one: it is read faster."""
        for table in ("name_words", "passage_words", "word_trigrams"):
            self._db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608

    def replace(self, said: Said, text: str | None) -> None:
        """Put what a graph brings in the place of what it brought."""
        found, items = said.entries(text), self._take_out(said.graph)
        if found.names or found.passages or said.told.rows:
            number = self._graph(said.graph, found)
            self._name(number, found.names)
            self._write(number, found.passages)
            self._spell((text or "", *(name.name for name in found.names)))
            items |= self._tell(number, said, text if found.passages else None)
        self._shelf.look_after(items)

    def _tell(self, number: int, said: Said, text: str | None) -> set[int]:
        if text is None:
            return self._shelf.put(number, said.told.rows) | self._shelf.called(path for path, _, _ in said.names)
        head = Head(said.graph.removeprefix(self._root), said.title or "", said.day)
        items = self._shelf.put_document(number, head, said.told, said.spans)
        self._shelf.describe(number, ((path, packed(row, self._root)) for path, row in said.facts_in(text)))
        return items

    def end(self) -> None:
        """Before the end of a transaction: the words that have come."""
        last = self._last("words")
        self._db.executemany("INSERT OR IGNORE INTO words (word) VALUES (?)", sorted(self._new))
        self._db.execute(_TRIGRAMS, (last,))
        self._new.clear()

    def change(self, delta: Delta) -> None:
        """Follow a change of graphs of no document."""
        items = set[int]().union(*(self._take_out(graph) for graph in delta.dropped))
        items |= self._retell(delta)
        for quad in delta.removed:
            for name in names_in([quad], self._base):
                self._db.execute(_UNNAME, (name_of(quad), name.path, name.name, name.is_label))
        for quad in delta.added:
            for name in names_in([quad], self._base):
                self._name(self._graph(name_of(quad), Entries()), (name,))
                self._spell((name.name,))
        for graph in delta.graphs:
            self._db.execute(_DROP_EMPTY, (graph,))
        named = (name.path for name in names_in((*delta.removed, *delta.added), self._base))
        self._shelf.look_after(items | self._shelf.called(named))

    def _retell(self, delta: Delta) -> set[int]:
        """What people tell of things now, and tell no more: the items that are to be looked after."""
        items = set[int]()
        for graph, rows in told_in(delta.removed, self._root).items():
            items |= self._shelf.remove(self._graph(graph, Entries()), rows)
        for graph, rows in told_in(delta.added, self._root).items():
            items |= self._shelf.put(self._graph(graph, Entries()), rows)
        return items

    def _take_out(self, graph: str) -> set[int]:
        """Take a graph out: the items that are to be looked after."""
        found = self._db.execute("SELECT id FROM graphs WHERE name = ?", (graph,)).fetchone()
        if found is None:
            return set()
        items = self._shelf.take_out(found[0])
        for sql in _TAKE_OUT:
            self._db.execute(sql, found)
        return items

    def _graph(self, graph: str, found: Entries) -> int:
        self._db.execute(
            "INSERT OR IGNORE INTO graphs (name, path, title, day, head) VALUES (?, ?, ?, ?, ?)",
            (graph, graph.removeprefix(self._root), found.title, found.day, json.dumps(found.head)),
        )
        return int(self._db.execute("SELECT id FROM graphs WHERE name = ?", (graph,)).fetchone()[0])

    def _name(self, graph: int, names: tuple[Name, ...]) -> None:
        rows = ((one.path, one.name, kind_of(one.path), " ".join(words_of(one.name))) for one in names)
        self._db.executemany("INSERT OR IGNORE INTO names (path, name, kind, folded) VALUES (?, ?, ?, ?)", rows)
        places = ((graph, n.is_label, *(n.span or (None, None)), n.path, n.name) for n in names)
        self._db.executemany(_MENTION, places)

    def _write(self, graph: int, passages: tuple[Passage, ...]) -> None:
        first, self._next = self._next, self._next + len(passages)
        rows = ((n, graph, p.kind, p.path, *(p.span or (None, None))) for n, p in enumerate(passages, first))
        self._db.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", rows)
        texts = ((n, _sound(passage.text)) for n, passage in enumerate(passages, first))
        self._db.executemany("INSERT INTO passage_words (rowid, text) VALUES (?, ?)", texts)

    def _spell(self, texts: Iterable[str]) -> None:
        """Remember words as ones that others may be meant for."""
        written = set[str]().union(*map(WORDS.findall, texts)) - self._known
        words = (folded(word) for word in written if SHORTEST <= len(word) <= LONGEST and word.isalpha())
        self._new |= {(word,) for word in words}
        if len(self._known) < REMEMBERED:
            self._known |= written

    def _last(self, table: str) -> int:
        return int(self._db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])  # noqa: S608


def _sound(text: str) -> str:
    """A text that SQLite takes: half a surrogate pair becomes "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


_TRIGRAMS = """INSERT INTO word_trigrams (rowid, word) SELECT id, ' ' || word || ' ' FROM words WHERE id > ?"""
_MENTION = """INSERT OR IGNORE INTO mentions (graph, name, label, begins, ends)
              SELECT ?, id, ?, ?, ? FROM names WHERE path = ? AND name = ?"""
_UNNAME = """DELETE FROM mentions WHERE graph = (SELECT id FROM graphs WHERE name = ?)
             AND name = (SELECT id FROM names WHERE path = ? AND name = ?) AND label = ?"""
_DROP_EMPTY = """DELETE FROM graphs WHERE name = ? AND NOT EXISTS (SELECT 1 FROM mentions WHERE graph = graphs.id)
                 AND NOT EXISTS (SELECT 1 FROM told WHERE graph = graphs.id)"""
_TAKE_OUT = (
    "DELETE FROM passage_words WHERE rowid IN (SELECT id FROM passages WHERE graph = ?)",
    "DELETE FROM passages WHERE graph = ?",
    "DELETE FROM mentions WHERE graph = ?",
    "DELETE FROM graphs WHERE id = ?",
)
