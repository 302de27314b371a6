"""The page of a person, body, place, office or policy: what it says and what is said of it, its orders, its days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.entity import EntityOut, TenureOut
from api.pages.order import Moment, of_event
from api.pages.told import Source, Told, is_same, sources
from api.wire import EntityRef, FactOut

NEAR: Final = 15  # things
ON_ORDERS: Final = ("issuedBy", "directs", "appliesIn", "opposes", "supports", *("amends", "revokes", "implements"))


@dataclass(frozen=True, slots=True)
class Bearing:
    """An order with what it has to do with the thing: predicates and kinds of provisions, each with how often."""

    order: EntityRef
    ways: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ThingView:
    """What the page shows beside the thing itself. `held` are its offices, `holders` those who hold or held it; `near`
    are those with whom it takes part in the most facts; `undated` are events of no known day."""

    held: list[TenureOut]
    holders: list[TenureOut]
    said_by: list[Told]
    said_about: list[Told]
    provisions: list[Told]
    moments: list[Moment]
    undated: list[Told]
    orders: list[Bearing]
    near: list[tuple[EntityRef, int]]
    rest: list[Told]
    sources: list[Source]


def view(entity: EntityOut, told: Sequence[Told]) -> ThingView:
    """The page of a thing, by all that is told of it."""
    statements = [one for one in told if one.fact.family == "statement"]
    events = [one for one in told if one.fact.family == "event"]
    provisions = [one for one in told if one.fact.family == "provision"]
    moments = [moment for one in events if (moment := of_event(one)) is not None]
    return ThingView(
        held=[one for one in entity.tenures if one.holder.iri == entity.iri],
        holders=[one for one in entity.tenures if one.office.iri == entity.iri],
        said_by=[one for one in statements if is_same(one.fact.subject, entity.iri)],
        said_about=[one for one in statements if not is_same(one.fact.subject, entity.iri)],
        provisions=provisions,
        moments=sorted(moments, key=lambda moment: moment.day, reverse=True),
        undated=[one for one in events if of_event(one) is None],
        orders=orders(entity, told),
        near=near(entity, (one.fact for one in told)),
        rest=[one for one in told if one.fact.family == "relation"],
        sources=sources(entity.facts),
    )


def orders(entity: EntityOut, told: Iterable[Told]) -> list[Bearing]:
    """The orders that bear on a thing, or it on them, those of which most is told first."""
    named: dict[str, EntityRef] = {}
    ways: dict[str, Counter[str]] = {}
    for one in told:
        for thing in (one.fact.subject, one.fact.object):
            if thing is not None and (thing.id or "").startswith("order/") and _bears(one.fact):
                named.setdefault(thing.iri, thing)
                ways.setdefault(thing.iri, Counter())[one.fact.predicate] += 1
    found = [Bearing(named[iri], tuple(counts.most_common())) for iri, counts in ways.items() if iri != entity.iri]
    return sorted(found, key=lambda one: (-sum(count for _, count in one.ways), one.order.label))


def near(entity: EntityOut, facts: Iterable[FactOut]) -> list[tuple[EntityRef, int]]:
    """The things with which it takes part in the most facts, and in how many."""
    named: dict[str, EntityRef] = {}
    times = Counter[str]()
    for fact in facts:
        others = (fact.subject, fact.object, fact.place, fact.counterparty, *fact.about)
        for iri, thing in {thing.iri: thing for thing in others if thing is not None}.items():
            if iri != entity.iri and fact.family != "topic":
                named.setdefault(iri, thing)
                times[iri] += 1
    ranked = sorted(times.items(), key=lambda pair: (-pair[1], named[pair[0]].label))
    return [(named[iri], count) for iri, count in ranked[:NEAR]]


def _bears(fact: FactOut) -> bool:
    return fact.family == "provision" or (fact.family == "relation" and fact.predicate in ON_ORDERS)
