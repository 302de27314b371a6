"""From what a list is asked for to its items: SQL made from the table, with all that is given bound as values.

A filter that few items fit is where the search begins; otherwise items are gone through in the order of the list, which
its index has for each kind, until a page is full.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from graph.lists.table import Filter, List, Sort

FEW: Final = 5_000  # items: to sort so many takes 3 ms, and to find a page of others among 60,000 no longer
MANY: Final = 100_000  # items: counting begins with so many, since otherwise it goes through all that there are
MOST: Final = 100  # values of a filter that are counted apart
SHARE: Final = 8  # of more than an eighth of all items the values are found sooner by going through all values


@dataclass(frozen=True, slots=True)
class Given:
    """A filter with the values that are asked for, any of which will do, as rows have them."""

    filter: Filter
    values: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a list."""

    list: List
    given: tuple[Given, ...]
    sort: Sort


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a list, by its path below `id/`; `key` is what it is sorted by, the path at last."""

    path: str
    kind: str
    label: str
    documents: int
    key: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A fact, by its path, and how many documents speak of that of its parties of which most do."""

    path: str
    documents: int


def part(db: sqlite3.Connection, asked: Asked, limit: int, after: Sequence[str | float] = ()) -> list[Item]:
    """The items of a list from the one behind the key `after` on."""
    query = _Query(db, asked)
    columns = [column for column, _ in asked.sort.by] + ["path"]
    falls = [down for _, down in asked.sort.by] + [False]
    beyond, values = _beyond(asked.sort, after) if after else ([], [])
    keys = ", ".join(f"i.{name}" for name in columns)
    order = ", ".join(f"i.{name}{' DESC' if down else ''}" for name, down in zip(columns, falls, strict=True))
    told = f"SELECT i.path, i.kind, i.label, i.documents, {keys} {{}} ORDER BY {order} LIMIT ?"
    parts = [_PART.format(told.format(text)) for text in query.texts(beyond)]
    sorted_by = ", ".join(f"{n}{' DESC' if down else ''}" for n, down in enumerate(falls, 5))
    sql = f"{' UNION ALL '.join(parts)} ORDER BY {sorted_by} LIMIT ?"
    rows = db.execute(sql, (*[*query.values, *values, limit] * len(parts), limit))
    return [Item(path, kind, label, n, tuple(key)) for path, kind, label, n, *key in rows]


def count(db: sqlite3.Connection, asked: Asked) -> int:
    """How many items there are."""
    query = _Query(db, asked, MANY)
    return int(db.execute(f"SELECT count(*) {query.text()}", query.values).fetchone()[0])


def counts(db: sqlite3.Connection, asked: Asked, of: Sequence[Filter]) -> dict[str, list[tuple[str, int]]]:
    """By the names of filters how many items have each of their values, most first."""
    query, found = _Query(db, asked, MANY), {one.name: list[tuple[str, int]]() for one in of}
    for one in of:
        if one.column:
            sql = f"SELECT i.{one.column}, count(*) {query.text()} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
            found[one.name] = [(str(value), int(n)) for value, n in db.execute(sql, (*query.values, MOST))]
    if names := [one.name for one in of if not one.column]:
        (most,) = db.execute(_ABOUT_ALL).fetchone()
        counted = _OF_FEW if query.is_few and SHARE * query.size < (most or 0) else _OF_MANY
        sql = _COUNTS.format(f"SELECT i.id {query.text()}", counted)
        for name, value, n in db.execute(sql, (*query.values, json.dumps(names), MOST)):
            found[name].append((str(value), int(n)))
    return found


def doubtful(db: sqlite3.Connection, asked: Asked, limit: int, offset: int) -> list[Doubtful]:
    """Facts in the order in which it is most useful to check them: by the chance that one is wrong, times the documents
    that speak of what it is about."""
    query = _Query(db, asked, MANY)
    sql = f"SELECT i.path, {_REACH} AS reach {query.text()} ORDER BY {_GAIN} DESC, i.spot, i.path LIMIT ? OFFSET ?"
    return [Doubtful(path, n) for path, n in db.execute(sql, (*query.values, limit, offset))]


def months(db: sqlite3.Connection, kind: str) -> list[tuple[str, int]]:
    """How many things of a kind there are of each month (2025-10) that has any, the first one first."""
    rows = db.execute(_MONTHS, (kind,))
    return [(str(month), int(n)) for month, n in rows]


class _Query:
    """FROM and WHERE of what is asked, and the values that go with them. `is_few`: it begins with the items, fewer than
    `most`, that fit one filter; `size` is how many those are."""

    def __init__(self, db: sqlite3.Connection, asked: Asked, most: int = FEW) -> None:
        few = {one: size for one in asked.given if (size := _size(db, one, most)) < most}
        first = [min(few, key=lambda one: few[one])] if few else []
        others = [one for one in asked.given if one not in first]
        seen = () if asked.list.untold else ("+i.documents > 0",)  # the plus: no reason to leave the order's index
        self.is_few, self.size, self._kinds = bool(first), min(few.values(), default=most), asked.list.kinds
        self._source = f"({_DISTINCT.format(_ids(first[0].filter))}) j {_OF_THESE}" if first else "items i"
        self._where = [*seen, *(_condition(one.filter) for one in others)]
        self.values: list[str | float] = [*chain(*map(_values, first)), *chain(*map(_values, others))]

    @property
    def where(self) -> str:
        """What holds of each item."""
        return self._that_hold(self._kinds)

    def text(self) -> str:
        """The SQL."""
        return f"FROM {self._source} WHERE {self.where}"

    def texts(self, beyond: Sequence[str]) -> list[str]:
        """The same in parts, each of which an index has in the order of the list; `beyond` are more conditions, the
        last ones."""
        parts = [self._kinds] if self.is_few else [(kind,) for kind in self._kinds]
        return [f"FROM {self._source} WHERE {self._that_hold(kinds, beyond)}" for kinds in parts]

    def _that_hold(self, kinds: Iterable[str], beyond: Sequence[str] = ()) -> str:
        one_of = ", ".join(f"'{kind}'" for kind in kinds)
        return " AND ".join([f"i.kind IN ({one_of})", *self._where, *beyond])


def _size(db: sqlite3.Connection, given: Given, most: int) -> int:
    """How many items fit a filter, at most so many; of what no index has, so many."""
    if (sql := _ids(given.filter)) is None:
        return most
    return int(db.execute(_COUNT.format(sql), (*_values(given), most)).fetchone()[0])


def _ids(filter: Filter) -> str | None:
    """The query for the items that fit a filter."""
    return _TOLD if filter.properties else filter.ids


def _condition(filter: Filter) -> str:
    if filter.properties:
        return _TELLS
    if filter.column:
        return f"i.{filter.column} IN ({_SEVERAL})"
    return f"({filter.where})" if filter.where else f"i.id IN ({filter.ids})"


def _values(given: Given) -> list[str | float]:
    """What is bound to the `?` of a filter."""
    sql = given.filter.ids or given.filter.where or _SEVERAL
    one = json.dumps(given.values) if _SEVERAL in sql else given.values[0]
    return [given.filter.name, one] if given.filter.properties else [one]


def _beyond(sort: Sort, after: Sequence[str | float]) -> tuple[list[str], list[str | float]]:
    """What holds of items behind a key: greater (or less, where it goes down) in the first column in which they differ.

    The bound on the first column alone says nothing new, but lets the index begin there."""
    columns = (*sort.by, ("path", False))
    first, down = columns[0]
    values, chains = [after[0]], list[str]()
    for n, (column, falls) in enumerate(columns):
        same = [f"i.{name} = ?" for name, _ in columns[:n]]
        chains.append(" AND ".join([*same, f"i.{column} {'<' if falls else '>'} ?"]))
        values += after[: n + 1]
    return [f"i.{first} {'<=' if down else '>='} ?", f"({' OR '.join(chains)})"], values


_SEVERAL: Final = "SELECT value FROM json_each(?)"
_TOLD: Final = "SELECT item FROM told WHERE filter = ? AND value IN (SELECT value FROM json_each(?))"
_TELLS: Final = """EXISTS (SELECT 1 FROM told t WHERE t.item = i.id AND t.filter = ?
                   AND t.value IN (SELECT value FROM json_each(?)))"""
_PART: Final = "SELECT * FROM ({})"
_COUNT: Final = "SELECT count(*) FROM ({} LIMIT ?)"
_COUNTS: Final = """WITH j AS ({}), counted AS (
                        SELECT t.filter, t.value, count(DISTINCT t.item) AS n FROM {} GROUP BY 1, 2)
                    SELECT filter, value, n FROM (SELECT *, row_number() OVER (
                        PARTITION BY filter ORDER BY n DESC, value) AS place FROM counted)
                    WHERE place <= ? ORDER BY filter, place"""
_OF_FEW: Final = "j CROSS JOIN told t ON t.item = j.id AND t.filter IN (SELECT value FROM json_each(?))"
_OF_MANY: Final = "told t WHERE t.filter IN (SELECT value FROM json_each(?)) AND t.item IN (SELECT id FROM j)"
_ABOUT_ALL: Final = "SELECT max(id) FROM items"
_MONTHS: Final = """SELECT substr(day, 1, 7), count(*) FROM items WHERE kind = ?
                    AND day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]' GROUP BY 1 ORDER BY 1"""
_REACH: Final = """(SELECT coalesce(max(x.documents), 1) FROM told t JOIN items x ON x.path = t.value
                    WHERE t.item = i.id AND t.filter IN ('subject', 'object', 'order', 'bearer', 'counterparty',
                    'speaker', 'about', 'actor', 'recipient'))"""
_GAIN: Final = "(1 - i.confidence) * reach"
_DISTINCT: Final = "SELECT DISTINCT item FROM ({})"
_OF_THESE: Final = "CROSS JOIN items i ON i.id = j.item"
