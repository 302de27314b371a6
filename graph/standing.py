"""Standing: how orders stand, by what the documents of a store tell of them: in force, blocked, revoked … and when.

>>> for order, triples in statuses(store, orders, base_iri).items(): …
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from graph.facts import local_name
from graph.queries import Term, select_many
from graph.status import Told, changes, describe, timeline

if TYPE_CHECKING:
    from graph.store import Store

_LINKS = ("revokes", "amends")


def statuses(store: Store, orders: Collection[NamedNode], base_iri: str) -> dict[NamedNode, list[Triple]]:
    """The triples of each order's timeline; nothing of what is no order, or of which nothing is told."""
    told = _told(store, orders)
    others = {one.other for found in told.values() for one in found if one.other}
    days = _told(store, [NamedNode(other) for other in sorted(others)])
    known = {order: [_with_days(one, days) for one in found] for order, found in told.items()}
    made = {order: list(describe(order.value, timeline(changes(found)), base_iri)) for order, found in known.items()}
    return {order: triples for order, triples in made.items() if triples}


def _told(store: Store, orders: Collection[NamedNode]) -> dict[NamedNode, list[Told]]:
    rows = list(select_many(store, "status-told", "order", orders))
    claims = _claims(store, (row["document"] for row in rows if "start" in row))
    rows = [row for row in rows if not _is_claimed(row, claims)]
    names = _names(store, (row["fact"] for row in rows if "actor" in row))
    told: dict[NamedNode, list[Told]] = defaultdict(list)
    for row in rows:
        told[_node(row["order"])].append(_one(row, names))
    for row in select_many(store, "status-issued", "order", orders):
        told[_node(row["order"])].append(_report(*row["first"].value.split()))
    return told


def _claims(store: Store, documents: Iterable[Term]) -> dict[Term, list[tuple[int, int]]]:
    """Document -> where its statements stand, in code points."""
    spans: dict[Term, list[tuple[int, int]]] = defaultdict(list)
    for row in select_many(store, "status-claims", "document", documents):
        spans[row["document"]].append((int(row["from"].value), int(row["to"].value)))
    return spans


def _is_claimed(row: Mapping[str, Term], claims: Mapping[Term, Iterable[tuple[int, int]]]) -> bool:
    """Whether what is told with its place stands inside a statement: somebody only says so."""
    if "start" not in row:
        return False
    start, end = int(row["start"].value), int(row["end"].value)
    return any(first <= start and end <= last for first, last in claims.get(row["document"], ()))


def _report(day: str, fact: str, evidence: str, document: str) -> Told:
    """The first word that an order has been issued: before it, it need not have been in force."""
    return Told(fact, "issuedBy", document, evidence, "", None, date.fromisoformat(day))


def _names(store: Store, events: Iterable[Term]) -> dict[str, list[str]]:
    """Event -> what its document calls who acts; another one's word could change without this one's doing so."""
    named: dict[str, list[str]] = defaultdict(list)
    for row in select_many(store, "status-actors", "fact", events):
        named[row["fact"].value].append(row["name"].value)
    return named


def _one(row: Mapping[str, Term], names: Mapping[str, Iterable[str]]) -> Told:
    return Told(
        fact=row["fact"].value,
        what=("ruling " if "ruling" in row else "") + local_name(row["told"].value),
        document=row["document"].value,
        evidence=row["evidence"].value,
        words=row["words"].value,
        day=_day(row.get("value")),
        published=_day(row.get("published")),
        by=tuple(names.get(row["fact"].value, ())),
        other=row["other"].value if "other" in row else None,
    )


def _with_days(one: Told, days: Mapping[NamedNode, Iterable[Told]]) -> Told:
    """A link with the day from which the other order makes it, and the last day of what it extends."""
    if one.what not in _LINKS or one.other is None:
        return one
    known: dict[str, list[date]] = defaultdict(list)
    for told in days.get(NamedNode(one.other), ()):
        if told.day is not None and told.what not in _LINKS:
            known[told.what].append(told.day)
    first = {what: min(found) for what, found in known.items()}
    return replace(one, takes=first.get("dateEffective") or first.get("dateSigned"), lasts=first.get("dateExpiring"))


def _day(term: Term | None) -> date | None:
    if not isinstance(term, Literal):
        return None
    try:
        return date.fromisoformat(term.value)
    except ValueError:
        return None


def _node(term: Term) -> NamedNode:
    assert isinstance(term, NamedNode)
    return term
