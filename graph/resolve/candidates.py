"""Candidates: the pairs of a block that can be one thing, so that a large block is not compared each with each.

Two persons of one surname can only be one if their given names can be. What is said of an order is held against the few
that share most with it of those that tell more: which these are changes little with what else is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import combinations

from graph.model import EntityType
from graph.resolve import person_names as names
from graph.resolve.days import is_whole
from graph.resolve.names import is_proper, is_serial
from graph.resolve.profile import Profile
from graph.resolve.subjects import weight

TELLING = 100  # the least weight of the marks that two orders share for them to be compared, in hundredths
CONSIDERED = 12  # others that one is held against


def candidates(members: Sequence[Profile]) -> Iterable[tuple[Profile, Profile]]:
    """Pairs of profiles of one block, each once, whatever the order."""
    if members and members[0].type is EntityType.ORDER:
        return ((one, other) for one, some in considered(members).items() for other in some)
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


def rank(order: Profile) -> str:
    """How much an order's profile tells, as a string that sorts after those of profiles that tell less: a number, a
    title, a day; who issued it; the rest. No two profiles have the same."""
    issuer = names.person_name(order.issuer or "")
    sure = (
        order.number is not None,
        is_proper(order.name) and not is_serial(order.name),
        order.signed is not None and is_whole(order.signed),
        issuer.given is not None and len(issuer.given) > 1,
        bool(order.seats),
    )
    return "".join("01"[told] for told in sure) + f"-{sum(marks(order).values()):05}-{order.key}"


def considered(orders: Iterable[Profile]) -> dict[Profile, list[Profile]]:
    """The others of a block that each is held against: of those that tell more, which share most with it."""
    ranks = {order: rank(order) for order in orders}
    bearing: dict[str, list[Profile]] = defaultdict(list)
    for order in ranks:
        for mark in marks(order):
            bearing[mark].append(order)
    return {order: _foremost(order, ranks, bearing) for order in ranks}


def _foremost(order: Profile, ranks: Mapping[Profile, str], bearing: Mapping[str, Iterable[Profile]]) -> list[Profile]:
    shared = defaultdict[Profile, int](int)
    for mark, tells in marks(order).items():
        for other in bearing[mark]:
            if ranks[other] > ranks[order]:
                shared[other] += tells
    enough = ((-told, other.key, other) for other, told in shared.items() if told >= TELLING)
    return [other for *_, other in nsmallest(CONSIDERED, enough)]
