"""Tenures: who holds, held or seeks which office, and on which days, by documents and by lists of officials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.facts import Thing, fullness, local_name, thing
from graph.queries import Term, select
from ontology.terms import PGO

if TYPE_CHECKING:
    from graph.store import Store

LISTED = "listed"
"""The standing of a tenure that a list tells: its days say what it is on a day."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """That somebody stands so to an office: current, acting, former, candidate; or listed, from a day until another.

    `attested` are the first and the last day of documents that say so.
    """

    holder: Thing
    office: Thing
    standing: str
    since: str | None = None
    until: str | None = None
    attested: tuple[str, ...] = ()

    @property
    def days(self) -> tuple[str, ...]:
        """All days that are known of it, in order."""
        return tuple(sorted({*self.attested, *filter(None, (self.since, self.until))}))


def tenures(
    store: Store, holders: Iterable[str] | None = None, offices: Iterable[str] | None = None
) -> tuple[Tenure, ...]:
    """The tenures of persons or of offices (IRIs), by their days, those without any last."""
    given = {"holder": holders, "office": offices}
    bindings = {name: None if iris is None else [NamedNode(iri) for iri in iris] for name, iris in given.items()}
    if bindings["holder"] is not None and not any(_holds(store, one) for one in bindings["holder"]):
        return ()  # most people do not: the query alone takes a third of a millisecond to be read
    groups: dict[tuple[str, ...], list[dict[str, Term]]] = {}
    for row in select(store, "tenures", bindings):
        listed = "standing" not in row
        key = (row["holder"].value, row["office"].value, row["tenure"].value if listed else row["standing"].value)
        groups.setdefault(key, []).append(row)
    found = map(_tenure, groups.values())
    return tuple(sorted(found, key=lambda one: (one.days[:1] or ("~",), one.office.label, one.holder.label)))


def _holds(store: Store, person: NamedNode) -> bool:
    """Whether it is known that a person holds, held or seeks any office."""
    return next(iter(store.quads(pattern=(None, PGO.holder, person))), None) is not None


def nearest(found: Iterable[Tenure], day: str | None) -> Tenure | None:
    """Of those in office, the tenure whose days are next to a day; of several the one attested last."""
    held = [one for one in found if one.standing in ("current", "acting", LISTED)]
    return min(held, key=lambda one: (_distance(one, day), *(-_ordinal(d) for d in one.days[-1:])), default=None)


def _distance(one: Tenure, day: str | None) -> int:
    """How many days it is from a day that it is known of; 0 on its days and between them."""
    if day is None or not one.days:
        return 0 if day is None else _ordinal("9999-12-31")
    first, last = one.since or one.days[0], one.until or one.days[-1]
    return max(_ordinal(first) - _ordinal(day), _ordinal(day) - _ordinal(last), 0)


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _tenure(rows: list[dict[str, Term]]) -> Tenure:
    def days(column: str) -> list[str]:
        return sorted({row[column].value for row in rows if column in row})

    attested = days("attested")
    return Tenure(
        holder=_fullest(rows, "holder"),
        office=_fullest(rows, "office"),
        standing=local_name(rows[0]["standing"].value) if "standing" in rows[0] else LISTED,
        since=next(iter(days("since")), None),
        until=next(iter(days("until")[::-1]), None),
        attested=tuple(dict.fromkeys(chain(attested[:1], attested[-1:]))),
    )


def _fullest(rows: list[dict[str, Term]], column: str) -> Thing:
    named = [found for row in rows if (found := thing(row, column)) is not None]
    return max(named, key=lambda one: fullness(one.label))
