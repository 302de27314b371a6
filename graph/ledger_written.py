"""The ledger's written graphs: what people have written themselves, beside what was read in documents.

They are kept quad by quad as a store keeps them, blank nodes under labels that stay. What was taken out is gone; who
wrote to which graph, when, and how much that changed, is kept for ever.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Quad, RdfFormat, parse

from graph.delta import Delta, in_graph, name_of
from graph.errors import NotFound
from graph.ledger_database import Database
from graph.ledger_log import Log
from graph.ledger_rows import now

PAGE = 10_000  # quads read at a time


@dataclass(frozen=True, slots=True)
class WrittenGraph:
    """A graph that people write: how many quads it holds, when it was made and changed last (ISO 8601, UTC) by whom."""

    name: str
    quads: int
    made: str
    changed: str
    who: str


@dataclass(frozen=True, slots=True)
class Write:
    """One change of one graph: the number of its line in the log, and how many quads went and came."""

    number: int
    at: str
    graph: str
    who: str
    removed: int
    added: int


class Written:
    """The ledger's tables `written_graphs`, `written` and `writes`. What writes runs in transactions of the ledger."""

    def __init__(self, database: Database, log: Log) -> None:
        self._rows, self._set, self._set_many = database.rows, database.run, database.run_many
        self._transaction, self._log = database.transaction, log

    def graphs(self) -> list[WrittenGraph]:
        """All of them, by name."""
        rows = self._rows("SELECT name, quads, made, changed, who FROM written_graphs ORDER BY name")
        return [WrittenGraph(*row) for row in rows]

    def find(self, name: str) -> WrittenGraph:
        """The graph of that name. Raises NotFound."""
        rows = self._rows("SELECT name, quads, made, changed, who FROM written_graphs WHERE name = ?", name)
        if not rows:
            raise NotFound("graph", name or "the default graph")
        return WrittenGraph(*rows[0])

    def has(self, name: str) -> bool:
        """Whether there is a graph of that name."""
        return bool(self._rows("SELECT 1 FROM written_graphs WHERE name = ?", name))

    def quads(self, name: str) -> Iterator[Quad]:
        """What a graph holds, streaming; nothing where there is none of that name."""
        sql = """SELECT triple FROM written WHERE graph = (SELECT number FROM written_graphs WHERE name = ?)
                 AND triple > ? ORDER BY triple LIMIT ?"""
        after = ""
        while page := self._rows(sql, name, after, PAGE):
            text = "".join(f"{row[0]} .\n" for row in page)
            yield from in_graph(name, parse(text, format=RdfFormat.N_TRIPLES))
            after = page[-1][0]

    def every_quad(self) -> Iterator[Quad]:
        """What all of them hold, streaming."""
        for graph in self.graphs():
            yield from self.quads(graph.name)

    def writes(self, graph: str | None = None, limit: int = 1000, offset: int = 0) -> list[Write]:
        """Who wrote when, to all graphs or one, the newest first."""
        sql = """SELECT w.log, l.at, w.graph, w.who, w.removed, w.added FROM writes w JOIN log l ON l.number = w.log
                 WHERE :graph IS NULL OR w.graph = :graph ORDER BY w.log DESC
                 LIMIT :limit OFFSET :offset"""
        return [Write(*row) for row in self._rows(sql, graph=graph, limit=limit, offset=offset)]

    def write(self, delta: Delta, who: str) -> Delta:
        """Take in a change, in one transaction: what of it changed anything."""
        with self._transaction():
            gone = {name: self.find(name).quads for name in sorted(delta.dropped) if self.has(name)}
            made = frozenset(name for name in delta.made if name in gone or not self.has(name))
            for name in gone:
                self._set("DELETE FROM written_graphs WHERE name = ?", name)
            removed = {name: self._remove(name, some) for name, some in _by_graph(delta.removed)}
            added = {name: self._add(name, some, who) for name, some in _by_graph(delta.added)}
            for name in made:
                self._number(name, who)
            for name in sorted({*gone, *made, *removed, *added}):
                went, came = len(removed.get(name, ())), len(added.get(name, ()))
                if name in gone or name in made or went or came:
                    self._note(name, who, gone.get(name, 0), went, came)
            return Delta(_flat(removed), _flat(added), frozenset(gone), made)

    def _remove(self, name: str, quads: Iterable[Quad]) -> list[Quad]:
        """Take quads out; those that were there."""
        rows = self._rows("SELECT number FROM written_graphs WHERE name = ?", name)
        if not rows:
            return []
        number, wanted = int(rows[0][0]), {_text(quad): quad for quad in quads}
        there = self._held(number, wanted)
        sql = "DELETE FROM written WHERE graph = ? AND triple = ?"
        self._set_many(sql, ((number, text) for text in wanted if text in there))
        return [quad for text, quad in wanted.items() if text in there]

    def _add(self, name: str, quads: Iterable[Quad], who: str) -> list[Quad]:
        """Put quads in; those that were not there."""
        number, wanted = self._number(name, who), {_text(quad): quad for quad in quads}
        there = self._held(number, wanted)
        fresh = {text: quad for text, quad in wanted.items() if text not in there}
        self._set_many("INSERT INTO written VALUES (?, ?)", ((number, text) for text in sorted(fresh)))
        return list(fresh.values())

    def _held(self, number: int, triples: Iterable[str]) -> set[str]:
        """Which of some triples a graph holds."""
        sql = "SELECT triple FROM written WHERE graph = ? AND triple IN (SELECT value FROM json_each(?))"
        rest, found = iter(triples), set[str]()
        while some := list(islice(rest, PAGE)):
            found |= {row[0] for row in self._rows(sql, number, json.dumps(some))}
        return found

    def _number(self, name: str, who: str) -> int:
        """The number of a graph, which is made where there is none."""
        sql = "INSERT OR IGNORE INTO written_graphs (name, made, changed, who) VALUES (:name, :at, :at, :who)"
        self._set(sql, name=name, at=now(), who=who)
        return int(self._rows("SELECT number FROM written_graphs WHERE name = ?", name)[0][0])

    def _note(self, name: str, who: str, lost: int, removed: int, added: int) -> None:
        """Write down who has changed a graph, which had lost all that it held before."""
        number = self._log.written(name)
        self._set("INSERT INTO writes VALUES (?, ?, ?, ?, ?)", number, name, who, lost + removed, added)
        self._set(
            "UPDATE written_graphs SET changed = :at, who = :who, quads = quads + :more WHERE name = :name",
            name=name,
            at=now(),
            who=who,
            more=added - removed,
        )


def _text(quad: Quad) -> str:
    return str(quad.triple)


def _by_graph(quads: Iterable[Quad]) -> Iterable[tuple[str, list[Quad]]]:
    found: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        found[name_of(quad)].append(quad)
    return found.items()


def _flat(changed: dict[str, list[Quad]]) -> tuple[Quad, ...]:
    return tuple(quad for some in changed.values() for quad in some)
