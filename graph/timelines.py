"""Timelines: how orders stand and stood, as the store has it, with the evidence for each status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from graph.facts import Ground, citation, local_name
from graph.naming import given_day
from graph.queries import Term, select
from ontology.terms import PROV

if TYPE_CHECKING:
    from graph.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """A status from its first day up to its last, where that is known.

    `or_before`: no document tells the day; `since` is that of the first that tells of the status. `grounds` say so,
    `against` otherwise.
    """

    order: str
    status: str
    since: str
    until: str | None
    or_before: bool
    grounds: tuple[Ground, ...]
    against: tuple[Ground, ...]


def timelines(store: Store, orders: Iterable[str], on: str | None = None) -> dict[str, tuple[Standing, ...]]:
    """Each order's statuses by its IRI, the first one first: all, or the one of a day. Raises ValueError for no day."""
    bindings: dict[str, list[Term] | None] = {
        "order": [NamedNode(iri) for iri in orders],
        "on": None if on is None else [given_day(on)],
    }
    found: dict[str, tuple[Standing, ...]] = {}
    for (order, _), rows in groupby(select(store, "order-statuses", bindings), lambda r: (r["order"], r["period"])):
        found[order.value] = (*found.get(order.value, ()), _standing(list(rows)))
    return found


def on_day(found: Iterable[Standing], day: str) -> tuple[Standing, ...]:
    """Of an order's statuses those of a day (ISO 8601)."""
    return tuple(one for one in found if one.since <= day and (one.until is None or day <= one.until))


def standing(store: Store, orders: Iterable[str], on: str) -> dict[str, str]:
    """The status of each order, by its IRI, on a day, of several the one that began first; without what says so, which
    takes ten times as long. Raises ValueError for no day."""
    found: dict[str, str] = {}
    for row in select(store, "orders-stand", {"order": [NamedNode(iri) for iri in orders], "on": [given_day(on)]}):
        found.setdefault(row["order"].value, local_name(row["status"].value))
    return found


def _standing(rows: list[dict[str, Term]]) -> Standing:
    row = rows[0]
    grounds = [(r["role"] == PROV.wasDerivedFrom, Ground(citation(r), r["fact"].value)) for r in rows]
    return Standing(
        order=row["order"].value,
        status=local_name(row["status"].value),
        since=row["since"].value,
        until=row["until"].value if "until" in row else None,
        or_before="orBefore" in row,
        grounds=tuple(ground for agrees, ground in grounds if agrees),
        against=tuple(ground for agrees, ground in grounds if not agrees),
    )
