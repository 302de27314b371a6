"""The table of lists and their filters, as lists.toml has it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import NamedNode

from ontology.terms import PREFIXES


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: by columns of the item, each downwards or not, and at last by its path."""

    name: str
    by: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list can be asked for; see lists.toml for what stands where. `properties` are those of `from`."""

    name: str
    of: frozenset[str]
    fits: str
    help: str
    counts: bool
    properties: tuple[NamedNode, ...]
    column: str | None
    ids: str | None
    where: str | None


@dataclass(frozen=True, slots=True)
class List:
    """A list: of which kinds its things are, by which sort they come, and its filters and sorts by name. `untold`:
    with those that no document tells of."""

    name: str
    kinds: tuple[str, ...]
    sort: str
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Sort]
    untold: bool


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like this one, if any is."""
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.5)), None)


_TABLE: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("lists.toml").read_text(encoding="utf-8"))


def _of(names: Iterable[str]) -> frozenset[str]:
    groups: dict[str, list[str]] = _TABLE["groups"]
    return frozenset(one for name in names for one in groups.get(name, [name]))


def _node(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def _filter(row: Mapping[str, Any]) -> Filter:
    return Filter(
        name=row["name"],
        of=_of(row["of"]),
        fits=row["fits"],
        help=row["help"],
        counts=row.get("counts", False),
        properties=tuple(_node(name) for name in row.get("from", ())),
        column=row.get("column"),
        ids=row.get("ids"),
        where=row.get("where"),
    )


def _sorts(name: str, row: Mapping[str, Any]) -> Iterable[Sort]:
    """Upwards and, with a minus before the name, downwards by the first column."""
    first, *others = row["by"]
    rest = tuple((column, False) for column in others)
    yield Sort(name, ((first, False), *rest))
    yield Sort(f"-{name}", ((first, True), *rest))


FILTERS: Final = tuple(_filter(row) for row in _TABLE["filters"]["rows"])
SORTS: Final = {
    sort.name: (sort, _of(row["of"])) for name, row in _TABLE["sorts"].items() for sort in _sorts(name, row)
}
LISTS: Final = {
    name: List(
        name,
        tuple(row["kinds"]),
        row["sort"],
        {one.name: one for one in FILTERS if name in one.of},
        {sort.name: sort for sort, of in SORTS.values() if name in of},
        row.get("untold", False),
    )
    for name, row in _TABLE["lists"].items()
}
KINDS: Final = frozenset(kind for one in LISTS.values() for kind in one.kinds)
"""How the paths of all things begin that stand in lists."""
