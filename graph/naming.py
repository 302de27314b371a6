"""From what a reporter would write to what is in the graph: "Pritzker", "Chicago" (an order's place), an IRI.

A name that fits several things means all of them: the answers tell which is which. The best fit alone counts:
the whole main or other name before a part of one ("Johnson" is whoever is called so, not "Johnson County").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.errors import NotFound
from graph.nodes import day
from graph.queries import Term, select
from graph.status import Status
from graph.topics import scheme
from ontology.terms import PGO, PLOVER, TOPICS, XSD

if TYPE_CHECKING:
    from graph.store import Store

CLASSES = {
    "Person": PGO.Person,
    "Agency": PGO.Agency,
    "Organization": PGO.Organization,
    "Group": PGO.Group,
    "Place": PGO.Place,
    "Order": PGO.Order,
    "Policy": PGO.Policy,
}
ACTORS = ("Person", "Agency", "Organization", "Group", "Place")
"""A city or state may act, speak and oppose (FORMAT.md)."""

STATUSES = {
    "actual": PGO.actual,
    "planned": PGO.planned,
    "threatened": PGO.threatened,
    "hypothetical": PGO.hypothetical,
    "negated": PGO.negated,
}
_KINDS = {"entity": tuple(CLASSES), "actor": ACTORS, "place": ("Place",), "order": ("Order",)}


def things(store: Store, kind: str, name: str) -> list[NamedNode]:
    """What `name` (a name or an IRI) means as `entity`, `actor`, `place` or `order`, sorted. Raises NotFound."""
    if "://" in name:
        return [_existing(store, kind, name)]
    found = _named(store, kind, name)
    if not found:
        raise NotFound(kind, name)
    best = min(rank for rank, _ in found)
    return [NamedNode(iri) for iri in sorted({iri for rank, iri in found if rank == best})]


def event_type(name: str) -> NamedNode:
    """A PLOVER type, by its code in any case. Raises NotFound."""
    if not name.isascii() or not name.isalpha():
        raise NotFound("event type", name)
    return NamedNode(PLOVER + name.upper())


def event_status(name: str) -> NamedNode:
    """actual, planned, threatened, hypothetical, negated. Raises NotFound."""
    return _key(STATUSES, "event status", name.lower())


def order_status(name: str) -> NamedNode:
    """inForce, blocked, revoked … or "in force", in any case. Raises NotFound."""
    known = {status.value.lower(): getattr(PGO, status.value) for status in Status}
    return _key(known, "order status", re.sub(r"[\W_]+", "", name.lower()))


def topics(name: str) -> list[NamedNode]:
    """The topics that a code, a name, words of a name ("trade") or an IRI means, sorted. Raises NotFound."""
    wanted, known = _folded(name.removeprefix(TOPICS)), scheme.labels()
    named = [code for code, label in known.items() if wanted in (code, _folded(label))]
    found = named or [code for code, label in known.items() if wanted and f" {wanted} " in f" {_folded(label)} "]
    if not found:
        raise NotFound("topic", name, known.values())
    return [scheme.iri(code) for code in found]


def given_iri(value: str) -> NamedNode:
    """An absolute IRI. Raises ValueError."""
    try:
        return NamedNode(value)
    except ValueError:
        raise ValueError(f"{value!r} is no IRI: write it whole, as https://…") from None


def given_share(value: str) -> Literal:
    """A share, 0 to 1. Raises ValueError."""
    if not re.fullmatch(r"0?\.\d+|[01](\.0*)?", value):
        raise ValueError(f"{value!r} is no share: write it from 0 to 1, as 0.75")
    return Literal(value, datatype=XSD.decimal)


def given_day(value: str) -> Literal:
    """A day of the calendar, YYYY-MM-DD. Raises ValueError."""
    if (found := day(value)) is None:
        raise ValueError(f"{value!r} is no day: write it as 2025-08-30")
    return found


def entity_class(name: str) -> NamedNode:
    """Person, Agency, Organization, Group, Place, Order, Policy, in any case. Raises NotFound."""
    return _key(CLASSES, "class", name.capitalize())


def _key(table: dict[str, NamedNode], kind: str, name: str) -> NamedNode:
    if name not in table:
        raise NotFound(kind, name, table)
    return table[name]


def _existing(store: Store, kind: str, iri: str) -> NamedNode:
    try:
        node = NamedNode(iri)
    except ValueError:
        raise NotFound(kind, iri) from None
    if next(select(store, "entity", {"entity": [node]}), None) is None:
        raise NotFound(kind, iri)
    return node


def _named(store: Store, kind: str, name: str) -> list[tuple[int, str]]:
    wanted = _folded(name)
    if not wanted:
        return []
    bindings: dict[str, list[Term]] = {"name": [Literal(wanted)]}
    if kind != "order":
        bindings["class"] = [CLASSES[c] for c in _KINDS[kind]]
    rows = select(store, "names-of-orders" if kind == "order" else "names", bindings)
    return [(int(_folded(row["called"].value) != wanted), row["entity"].value) for row in rows]


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip()
