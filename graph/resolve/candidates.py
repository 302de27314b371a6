"""Candidates: the pairs of a block that can be one thing, so that a large block is not compared each with each.

Two persons of one surname can only be one if their given names can be, two orders of one issuer only if what they share
tells enough: a number, a day, or what they are about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from graph.model import EntityType
from graph.resolve import person_names as names
from graph.resolve.profile import Profile
from graph.resolve.subjects import weight

TELLING = 100  # the least weight of the marks that two orders share for them to be compared, in hundredths


def candidates(members: Sequence[Profile]) -> Iterable[tuple[Profile, Profile]]:
    """Pairs of profiles of one block, each once, whatever the order."""
    if members and members[0].type is EntityType.ORDER:
        return sorted(_of_orders(members), key=lambda pair: (pair[0].key, pair[1].key))
    if members and members[0].type is EntityType.PERSON:
        return sorted(_of_persons(members), key=lambda pair: (pair[0].key, pair[1].key))
    return combinations(members, 2)


class ByName:
    """Persons of one surname, found by the names that they may have; a list gives several."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._all = list(profiles)
        self._bearing: dict[str, list[Profile]] = defaultdict(list)
        for profile in self._all:
            for mark in {mark for name in (profile.name, *profile.names) for mark in names.marks(name)[0]}:
                self._bearing[mark].append(profile)

    def like(self, profile: Profile) -> Iterator[Profile]:
        """Those whose names can be this one's, in the order given."""
        bears, seeks = names.marks(profile.name)
        if names.ANY in bears:
            return iter(self._all)
        return iter(dict.fromkeys(other for mark in sorted(seeks) for other in self._bearing.get(mark, ())))


def _of_persons(members: Sequence[Profile]) -> set[tuple[Profile, Profile]]:
    found, place = ByName(members), {profile: n for n, profile in enumerate(members)}
    pairs = ((one, other) for one in members for other in found.like(one) if one is not other)
    return {(one, other) if place[one] < place[other] else (other, one) for one, other in pairs}


def marks(order: Profile) -> dict[str, int]:
    """What an order may share with others that are the same, each with what it tells, in hundredths."""
    sure = {"number": order.number, "signed": order.signed}
    known = {f"{name} {value}": TELLING for name, value in sure.items() if value}
    return known | {f"word {word}": round(100 * weight(word)) for word in order.words}


def _of_orders(members: Sequence[Profile]) -> Iterable[tuple[Profile, Profile]]:
    bearing: dict[str, list[Profile]] = defaultdict(list)
    weights: dict[str, int] = {}
    for profile in members:
        for mark, tells in marks(profile).items():
            bearing[mark].append(profile)
            weights[mark] = tells
    shared = defaultdict[tuple[Profile, Profile], int](int)
    for mark, some in bearing.items():
        for pair in combinations(some, 2):
            shared[pair] += weights[mark]
    return (pair for pair, tells in shared.items() if tells >= TELLING)
