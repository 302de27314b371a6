"""Comparing two profiles: named features, their weights (features.csv), and the verdict that follows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from itertools import product
from pathlib import Path

from graph.model import EntityType
from graph.office import Standing
from graph.resolve import subjects
from graph.resolve.days import apart, fit
from graph.resolve.names import is_common
from graph.resolve.person_names import Likeness, PersonName, likeness, person_name
from graph.resolve.profile import Profile, Seat, Tenure
from graph.resolve.seats import NATION, is_body, within

SAME, DIFFERENT = 1.5, -1.0  # the least score of a pair that is one thing, the most of one that is two
NEAR, FAR = 14, 183  # days
CLOSE = 2  # days by which one of two documents may be wrong
# what an order is in form; "state of emergency" tells what one is for
_FORMS = frozenset(["ExecutiveOrder", "Proclamation", "Directive", "Memorandum"])
_WEAK = frozenset([subjects.Likeness.SOME, subjects.Likeness.FEW])


class Verdict(StrEnum):
    """Whether two profiles are of one thing."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Comparison:
    """What speaks for and against two profiles being of one thing: features with their weights."""

    features: tuple[tuple[str, float], ...]

    @cached_property
    def score(self) -> float:
        """The sum of the weights."""
        return round(sum((weight for _, weight in self.features), 0.0), 3)

    @cached_property
    def verdict(self) -> Verdict:
        """What the score says."""
        if self.score >= SAME:
            return Verdict.SAME
        return Verdict.DIFFERENT if self.score <= DIFFERENT else Verdict.UNSURE


@lru_cache(maxsize=16_384)  # as many pairs answer nine of ten; two profiles each take 5 kB
def compare(one: Profile, other: Profile) -> Comparison:
    """Compare two profiles of one block; their order does not matter."""
    one, other = sorted((one, other), key=lambda profile: profile.key)
    features = _FEATURES.get(one.type)
    if features is None:  # a name that says whose it is
        return Comparison((("same name", SAME),)) if one.mark == other.mark else Comparison((("set apart", DIFFERENT),))
    weights = _weights()
    return Comparison(tuple((name, weights[one.type.value, name]) for name in features(one, other)))


def _person(one: Profile, other: Profile) -> Iterator[str]:
    if one.is_listed and other.is_listed:
        yield "other id" if set(one.ids).isdisjoint(other.ids) else "same id"
        return
    if not (one.name and other.name):  # an office and a day: whom that means is looked up, not compared
        return
    mine, others, found = _names(one, other)
    yield found.value
    if found in (Likeness.EQUAL, Likeness.FAMILIAR) and mine.middle and others.middle:
        yield "middle agrees"
    seated = list(_seats(one.seats, other.seats))
    yield from seated
    if found is Likeness.EQUAL and is_common(mine.given or "", mine.surname):
        yield "name common"
    if one.home and other.home and not seated:
        yield "same home" if one.home == other.home else "foreign home"
    if one.party and other.party:
        yield "same party" if one.party == other.party else "other party"
    if one.is_listed != other.is_listed:
        yield "listed"
        yield from _time(*((other, one) if one.is_listed else (one, other)))


def _names(one: Profile, other: Profile) -> tuple[PersonName, PersonName, Likeness]:
    """The names by which two persons are most alike; a list gives several."""
    pairs = ((person_name(a), person_name(b)) for a, b in product((one.name, *one.names), (other.name, *other.names)))
    found = ((a, b, likeness(a, b)) for a, b in pairs)
    return max(found, key=lambda pair: _weights()["Person", pair[2].value])


def _time(said: Profile, listed: Profile) -> Iterator[str]:
    """How the year in which a document gives someone an office stands to the years in which a list does."""
    held = {(s.title, s.jurisdiction): s.standing for s in said.seats if s.jurisdiction}
    tenures = [t for t in listed.tenures if t.jurisdiction and held.get((t.title, t.jurisdiction)) in _HOLDING]
    if said.when is None or not tenures:
        return
    if all(tenure.since is not None and said.when < tenure.since[:4] for tenure in tenures):
        yield "before term"
    elif not {Standing.CURRENT, Standing.ACTING}.isdisjoint(held.values()):
        lasting = (tenure.until is None or said.when <= tenure.until[:4] for tenure in tenures if _begun(tenure, said))
        yield "in term" if any(lasting) else "after term"


def _begun(tenure: Tenure, said: Profile) -> bool:
    return tenure.since is None or tenure.since[:4] <= (said.when or "")


_HOLDING = (Standing.CURRENT, Standing.ACTING, Standing.FORMER)


def _seats(mine: tuple[Seat, ...], others: tuple[Seat, ...]) -> Iterator[str]:
    """How two persons' offices agree; those only sought tell less, and only of where."""
    a, b = (
        {(s.title, s.jurisdiction) for s in some if s.standing is not Standing.CANDIDATE} for some in (mine, others)
    )
    if any(pair in b and pair[1] for pair in a):
        yield "same seat"
        return
    over, under = ({s.jurisdiction for s in some if s.jurisdiction} for some in (mine, others))
    titles = {t for t, _ in a} & {t for t, _ in b}
    places, theirs = ({place for place in some if not is_body(place)} for some in (over, under))
    if over & under - {NATION}:
        yield "same jurisdiction"
    elif titles and not (over and under):
        yield "same title"
    elif places and theirs and not places & theirs:
        yield "nation and part" if NATION in places | theirs else "foreign jurisdiction"


def _order(one: Profile, other: Profile) -> Iterator[str]:
    if one.document and one.document == other.document:
        yield "same document"
    yield from _issuers(one, other)
    if one.number and other.number:
        yield "same number" if one.number == other.number else "other number"
    if one.kind and other.kind and one.kind != other.kind and _FORMS.issuperset((one.kind, other.kind)):
        yield "other kind"
    yield from _days(one, other)
    if set(one.titles) & set(other.titles):
        yield "same title"
    if (found := subjects.likeness(one.words, other.words)) is not None:
        many = any(seat.title == "president" for seat in (*one.seats, *other.seats))
        yield f"{found.value} of many orders" if many and found in _WEAK else found.value


def _issuers(one: Profile, other: Profile) -> Iterator[str]:
    mine, others = person_name(one.issuer or ""), person_name(other.issuer or "")
    found, whole = likeness(mine, others), False
    a, b = ({(s.title, s.jurisdiction) for s in p.seats if s.jurisdiction} for p in (one, other))
    if found is Likeness.UNLIKE:
        yield "issuer's other name" if a & b else "other issuer"
    elif found in (Likeness.EQUAL, Likeness.FAMILIAR):
        whole = not is_common(mine.given or "", mine.surname)
    over, under = ({place for _, place in some} for some in (a, b))
    if over and under:
        if any(within(place, theirs) for place in over for theirs in under):
            yield "same issuer seat"
        else:
            yield "issuer's other seat" if whole else "foreign issuer seat"
    elif whole:
        yield "same issuer name"


def _days(one: Profile, other: Profile) -> Iterator[str]:
    """How the days of signing agree, or else what the documents' own days make likely."""
    if one.signed and other.signed:
        gap = apart(one.signed, other.signed)
        if fit(one.signed, other.signed):
            year = min(len(one.signed), len(other.signed)) == len("2023")
            yield "same day" if gap is not None else "fitting year" if year else "fitting month"
        else:
            yield "close day" if gap is not None and gap <= CLOSE else "other day"
        return
    for mine, theirs in ((one, other), (other, one)):
        if mine.signed and theirs.published and theirs.published < mine.signed[: len(theirs.published)]:
            yield "not yet signed"
            return
    days = [day for day in (one.signed or one.published, other.signed or other.published) if day]
    if len(days) == 2 and (gap := apart(*days)) is not None:
        yield from ["near"] * (gap <= NEAR) + ["far"] * (gap > FAR)


_FEATURES: dict[EntityType, Callable[[Profile, Profile], Iterator[str]]] = {
    EntityType.PERSON: _person,
    EntityType.ORDER: _order,
}


@cache
def _weights() -> dict[tuple[str, str], float]:
    with Path(__file__).with_name("features.csv").open(encoding="utf-8", newline="") as file:
        return {(row["type"], row["feature"]): float(row["weight"]) for row in csv.DictReader(file)}
