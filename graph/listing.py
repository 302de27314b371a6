"""What a list is asked for, and what it lists.

>>> asked = ask(workspace.store, workspace.index, "events", {"place": ["Chicago"], "status": ["threatened"]})
>>> items = listed(workspace.index, asked, limit=20)
>>> described(workspace.store, workspace.index, "events", items)
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from graph import lists
from graph.document_list import DocumentLine
from graph.errors import NotFound
from graph.facts import FAMILIES, Fact, Thing, local_name
from graph.known_facts import known_facts
from graph.lists import LISTS, Asked, Doubtful, Filter, Given, Item
from graph.lists.told import REPORTED
from graph.lookups import EntityLine, OrderLine
from graph.meanings import Where, meant, shown
from graph.topics.scheme import labels

if TYPE_CHECKING:
    from graph.search import Index
    from graph.store import Store

One = TypeVar("One")
Line = DocumentLine | OrderLine | EntityLine | Fact
LIMIT: Final = 100
ON: Final = "on"
"""What the day of orders' status is called where it is given beside the filters."""
FACTS: Final = {
    "provisions": ("provision",),
    "statements": ("statement",),
    "events": ("event",),
    "facts": FAMILIES,
}
"""The lists of facts, and the families that each has."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a filter, as it would be given, what it is called, and how many of a list have it."""

    value: str
    label: str
    count: int


def ask(
    store: Store,
    index: Index,
    name: str,
    given: Mapping[str, Sequence[str]] | None = None,
    sort: str | None = None,
    on: str | None = None,
) -> Asked:
    """What is asked of a list by values of its filters, any of which will do; `on` is the day of orders' status.

    Raises NotFound for a list, filter, sort or thing that there is not, ValueError for a value that does not fit.
    """
    if name not in LISTS:
        raise NotFound("list", name, LISTS)
    known, where = LISTS[name], Where(store, index, on or date.today().isoformat())
    sort = sort or known.sort
    if sort not in known.sorts:
        raise NotFound("sort", sort, known.sorts)
    wanted = []
    for key, values in (given or {}).items():
        if key not in known.filters:
            raise NotFound("filter", key, known.filters)
        try:
            wanted.append(_given(where, known.filters[key], values))
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None
    return Asked(known, tuple(wanted), known.sorts[sort])


def _given(where: Where, filter: Filter, values: Sequence[str]) -> Given:
    if filter.where and len(values) > 1:
        raise ValueError("it can have one value only")
    return Given(filter, meant(where, filter.fits, values))


def listed(index: Index, asked: Asked, limit: int = LIMIT, after: Sequence[str | float] = ()) -> list[Item]:
    """The items of a list, from the one behind a key on."""
    with index.reading() as db:
        return lists.part(db, asked, limit, after)


def total(index: Index, asked: Asked) -> int:
    """How many there are."""

    def count() -> int:
        with index.reading() as db:
            return lists.count(db, asked)

    return index.counts.of(index.generation, (asked.list.name, asked.given), count)


def counted(index: Index, asked: Asked, of: Sequence[Filter]) -> Mapping[str, tuple[Counted, ...]]:
    """How many have which value of filters, by the names of these, most first."""

    def count() -> Mapping[str, tuple[Counted, ...]]:
        with index.reading() as db:
            found = lists.counts(db, asked, of)
            names = dict(db.execute(_NAMES, (json.dumps([value for some in found.values() for value, _ in some]),)))
        return {one.name: tuple(_counted(one, value, n, names) for value, n in found[one.name]) for one in of}

    return index.counts.of(index.generation, (asked.list.name, asked.given, *(one.name for one in of)), count)


def doubtful(index: Index, asked: Asked, limit: int, offset: int = 0) -> list[Doubtful]:
    """Of a list of facts those that it is most useful to check."""
    with index.reading() as db:
        return lists.doubtful(db, asked, limit, offset)


def monthly(index: Index, kind: str) -> list[tuple[str, int]]:
    """How many orders, events … (`kind`, as their paths begin) there are of each month (2025-10) that has any."""
    with index.reading() as db:
        return lists.months(db, kind)


def described(store: Store, index: Index, name: str, items: Iterable[Item]) -> list[Line]:
    """What is known of the items of a list, in their order; a statement about several things comes once for each."""
    root, given = index.root, list(items)
    iris = [f"{root}{item.path}" for item in given]
    if name == "documents":
        return list(_in_order(iris, _documents(index, iris), lambda line: line.iri))
    if name == "orders":
        return list(_orders(index, given))
    if name in FACTS:
        found = sorted(known_facts(store, index, iris, FACTS[name]), key=lambda fact: fact.object or Thing("", ""))
        return list(_in_order(iris, found, lambda fact: fact.iri))
    return [EntityLine(f"{root}{item.path}", item.label, item.kind.capitalize(), item.documents) for item in given]


def _documents(index: Index, iris: Iterable[str]) -> Iterator[DocumentLine]:
    """Documents as their graphs have them, without the store, which takes milliseconds for twenty."""
    with index.reading() as db:
        found = db.execute(_DOCUMENTS, (json.dumps([*iris]),)).fetchall()
    for iri, path, title, day, text in found:
        head = json.loads(text)
        yield DocumentLine(
            iri=iri,
            id=path.removeprefix("document/"),
            label=title,
            date=day,
            url=head.get("url"),
            publisher=head.get("publisher"),
            author=head.get("author"),
            language=head.get("language"),
            characters=int(head["characters"]),
        )


def _orders(index: Index, items: Iterable[Item]) -> Iterator[OrderLine]:
    """Orders with who issued them, where they apply, and when a document first spoke of them; without the store, which
    takes seconds for a hundred orders of many documents each."""
    root, told = index.root, defaultdict[tuple[str, str], dict[str, str]](dict)
    given = list(items)
    with index.reading() as db:
        for path, filter, value, label in db.execute(_TOLD, (json.dumps([item.path for item in given]),)):
            told[path, filter][value] = label

    def parties(item: Item, filter: str) -> tuple[Thing, ...]:
        some = (Thing(f"{root}{path}", label or local_name(path)) for path, label in told[item.path, filter].items())
        return tuple(sorted(some, key=lambda thing: (thing.label, thing.iri)))

    for item in given:
        issuers, places = parties(item, "issuer"), parties(item, "place")
        first = next(iter(told[item.path, REPORTED]), "") or None
        yield OrderLine(f"{root}{item.path}", item.label, issuers, places, item.documents, first)


def order_line(index: Index, iri: str) -> OrderLine | None:
    """An order as lists have it; None of one that no document tells of."""
    path = iri.removeprefix(index.root)
    with index.reading() as db:
        items = [Item(path, "order", label, n, ()) for label, n in db.execute(_ORDER, (path,))]
    return next(_orders(index, items), None)


def _in_order(iris: Iterable[str], found: Iterable[One], iri: Callable[[One], str]) -> Iterator[One]:
    """Lines in the order of their IRIs; what has gone since they were listed is left out."""
    lines = defaultdict[str, list[One]](list)
    for line in found:
        lines[iri(line)].append(line)
    return (line for one in iris for line in lines[one])


def _counted(of: Filter, value: str, n: int, names: Mapping[str, str]) -> Counted:
    return Counted(shown(of.fits, value), _called(of, value, names), n)


def _called(of: Filter, value: str, names: Mapping[str, str]) -> str:
    if of.fits == "topic":
        return labels().get(value, value)
    return names.get(value) or shown(of.fits, value)


_DOCUMENTS: Final = """SELECT name, path, title, day, head FROM graphs
                       WHERE name IN (SELECT value FROM json_each(?)) AND title IS NOT NULL"""
_TOLD: Final = """SELECT i.path, t.filter, t.value, o.label
                  FROM (SELECT DISTINCT t.item, t.filter, t.value
                        FROM json_each(?1) j CROSS JOIN items i ON i.path = j.value
                        CROSS JOIN told t ON t.item = i.id AND t.filter IN ('issuer', 'place')) t
                  CROSS JOIN items i ON i.id = t.item LEFT JOIN items o ON o.path = t.value
                  UNION ALL SELECT i.path, 'reported', coalesce((
                      SELECT min(value) FROM told WHERE item = i.id AND filter = 'reported'), ''), NULL
                  FROM json_each(?1) j CROSS JOIN items i ON i.path = j.value"""
_ORDER: Final = "SELECT label, documents FROM items WHERE path = ? AND kind = 'order' AND documents > 0"
_NAMES: Final = "SELECT path, label FROM items WHERE path IN (SELECT value FROM json_each(?))"
