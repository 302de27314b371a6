"""Comparing two profiles: named features, their weights (features.csv), and the verdict that follows."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from graph.model import EntityType
from graph.office import Standing
from graph.resolve.names import is_common
from graph.resolve.person_names import Likeness, likeness, person_name
from graph.resolve.profile import Profile, Seat
from graph.resolve.seats import NATION, is_body

SAME, DIFFERENT = 1.5, -1.0  # the least score of a pair that is one thing, the most of one that is two
NEAR, FAR = 14, 183  # days
TELLING = 3  # words without which a subject is not known
MANY, SOME = 0.34, 0.15  # of the words of the one that has fewer


class Verdict(StrEnum):
    """Whether two profiles are of one thing."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What speaks for and against two profiles being of one thing: features with their weights."""

    features: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The sum of the weights."""
        return round(sum(weight for _, weight in self.features), 3)

    @property
    def verdict(self) -> Verdict:
        """What the score says."""
        if self.score >= SAME:
            return Verdict.SAME
        return Verdict.DIFFERENT if self.score <= DIFFERENT else Verdict.UNSURE


@lru_cache(maxsize=200_000)
def compare(one: Profile, other: Profile) -> Comparison:
    """Compare two profiles of one block; their order does not matter."""
    one, other = sorted((one, other), key=lambda profile: profile.key)
    features = _FEATURES.get(one.type)
    if features is None:  # a name that says whose it is
        return Comparison((("same name", SAME),)) if one.mark == other.mark else Comparison((("set apart", DIFFERENT),))
    weights = _weights()
    return Comparison(tuple((name, weights[one.type.value, name]) for name in features(one, other)))


def _person(one: Profile, other: Profile) -> Iterator[str]:
    mine, others = person_name(one.name), person_name(other.name)
    found = likeness(mine, others)
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
    if likeness(person_name(one.issuer or ""), person_name(other.issuer or "")) is Likeness.UNLIKE:
        yield "other issuer"
    over, under = ({s.jurisdiction for s in p.seats if s.jurisdiction} for p in (one, other))
    if over and under:
        yield "same issuer seat" if over & under else "foreign issuer seat"
    if one.number and other.number:
        yield "same number" if one.number == other.number else "other number"
    if one.kind and other.kind and one.kind != other.kind:
        yield "other kind"
    if one.signed and other.signed:
        yield "same day" if one.signed == other.signed else "other day"
    elif one.published and other.published:
        days = abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days)
        yield from ["near"] * (days <= NEAR) + ["far"] * (days > FAR)
    yield from _words(one, other)


def _words(one: Profile, other: Profile) -> Iterator[str]:
    a, b = frozenset(one.words), frozenset(other.words)
    if min(len(a), len(b)) >= TELLING:
        share = len(a & b) / min(len(a), len(b))
        yield "many words" if share >= MANY else "some words" if share >= SOME else "no words"


_FEATURES: dict[EntityType, Callable[[Profile, Profile], Iterator[str]]] = {
    EntityType.PERSON: _person,
    EntityType.ORDER: _order,
}


@cache
def _weights() -> dict[tuple[str, str], float]:
    with Path(__file__).with_name("features.csv").open(encoding="utf-8", newline="") as file:
        return {(row["type"], row["feature"]): float(row["weight"]) for row in csv.DictReader(file)}
