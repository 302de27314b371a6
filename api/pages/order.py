"""An order's page: who must do what, what it changes, who is for and against it, what came of it and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.order import OrderOut
from api.pages.told import Source, Told, is_same, sources
from api.wire import EntityRef, EvidenceOut, FactOut
from graph.model import ProvisionKind
from graph.network.against import HOSTILE

CHANGES: Final = ("amends", "revokes", "implements", "reaffirms", "citesAuthority")
FRIENDLY: Final = frozenset({"SUPPORT", "AGREE", "COOPERATE", "AID", "CONCEDE"})
DAYS: Final = ("dateSigned", "dateEffective", "dateExpiring")
_KINDS: Final = [kind.value for kind in ProvisionKind]
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Duties:
    """What an order provides of one party, None where it names nobody."""

    bearer: EntityRef | None
    provisions: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Reactions:
    """Who is for an order and who against it, and what else is said of it."""

    supporting: tuple[Told, ...]
    opposing: tuple[Told, ...]
    others: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day. `what`: a status, a day of the order's own (dateSigned …) or "event", which then is `fact`.
    `reported`: the text tells no day, and this is the document's."""

    day: str
    reported: bool
    what: str
    fact: FactOut | None
    grounds: tuple[EvidenceOut, ...]


@dataclass(frozen=True, slots=True)
class OrderView:
    """What the page shows beside the order itself: see the module; `rest` is what has no other place on it."""

    duties: list[Duties]
    changes: list[Told]
    changed_by: list[Told]
    reactions: Reactions
    lawsuits: list[Told]
    moments: list[Moment]
    sources: list[Source]
    rest: list[Told]


def view(order: OrderOut, told: Sequence[Told], lawsuits: Sequence[Told]) -> OrderView:
    """The page of an order, by all that is told of it; `lawsuits` are the events of suits and rulings over it."""
    relations = [one for one in told if one.fact.family == "relation"]
    ties = [one for one in relations if one.fact.predicate in CHANGES]
    sued = {one.fact.iri for one in lawsuits}
    events = [one for one in told if one.fact.family == "event"]
    more = [one for one in lawsuits if one.fact.iri not in {event.fact.iri for event in events}]
    return OrderView(
        duties=duties(one for one in told if one.fact.family == "provision"),
        changes=[one for one in ties if is_same(one.fact.subject, order.iri)],
        changed_by=[one for one in ties if not is_same(one.fact.subject, order.iri)],
        reactions=reactions(order, [one for one in told if one.fact.iri not in sued]),
        lawsuits=list(lawsuits),
        moments=moments(order, [*events, *more]),
        sources=sources([*order.provisions, *order.facts]),
        rest=[one for one in relations if one.fact.predicate not in (*CHANGES, "opposes", "supports")],
    )


def duties(provisions: Iterable[Told]) -> list[Duties]:
    """What each party must, must not and may do; those of whom most is told first, and last what binds nobody named."""
    found: dict[str | None, list[Told]] = {}
    for one in provisions:
        found.setdefault(one.fact.object.iri if one.fact.object else None, []).append(one)
    groups = [
        Duties(some[0].fact.object, tuple(sorted(some, key=lambda one: _KINDS.index(one.fact.predicate))))
        for some in found.values()
    ]
    return sorted(groups, key=lambda group: (group.bearer is None, -len(group.provisions)))


def reactions(order: OrderOut, told: Iterable[Told]) -> Reactions:
    """Who is for and who against it, in words and deeds."""
    sides: dict[str | None, list[Told]] = {"inFavour": [], "against": [], None: []}
    for one in told:
        if _reacts(order, one.fact):
            sides[_side(one.fact)].append(one)
    return Reactions(tuple(sides["inFavour"]), tuple(sides["against"]), tuple(sides[None]))


def _reacts(order: OrderOut, fact: FactOut) -> bool:
    """Whether a fact is a reaction: a statement, a stance, or something done to the order and not by it."""
    if fact.family == "event":
        return is_same(fact.object, order.iri) and fact.predicate in HOSTILE | FRIENDLY and fact.status == "actual"
    return fact.family == "statement" or fact.predicate in ("opposes", "supports")


def _side(fact: FactOut) -> str | None:
    """inFavour, against, or None where it takes no side."""
    if fact.family == "statement":
        return fact.stance
    return "inFavour" if fact.predicate in FRIENDLY | {"supports"} else "against"


def moments(order: OrderOut, events: Iterable[Told]) -> list[Moment]:
    """What came when: the order's own days, its statuses, what was done; what happened on no known day is left out."""
    days: dict[tuple[str, str], list[EvidenceOut]] = {}
    for detail in order.details:
        if detail.what in DAYS:
            days.setdefault((detail.value, detail.what), []).append(detail.ground.evidence)
    found = [Moment(day, False, what, None, _words(some)) for (day, what), some in days.items()]
    found += [  # what follows from a day comes after it
        Moment(status.since, status.or_before, status.status, None, _words(g.evidence for g in status.because))
        for status in order.timeline
    ]
    found += [moment for one in events if (moment := of_event(one)) is not None]
    return sorted(found, key=lambda moment: moment.day)


def of_event(one: Told) -> Moment | None:
    """An event on its own day, else on that of the document; None where neither is known."""
    own = one.fact.time if _DAY.fullmatch(one.fact.time or "") else None
    day = own or one.fact.evidence.date
    return Moment(day, own is None, "event", one.fact, one.grounds) if day else None


def _words(some: Iterable[EvidenceOut]) -> tuple[EvidenceOut, ...]:
    return tuple({evidence.iri: evidence for evidence in some}.values())
