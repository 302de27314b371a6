"""Candidates: the pairs of a block that can be one thing, so that a large block is not compared each with each.

Persons of one surname are few by what is said of them. Orders of one issuer are many; two of them can only be one if
what they share tells enough: a number, a day, or what they are about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from graph.model import EntityType
from graph.resolve.profile import Profile
from graph.resolve.subjects import weight

TELLING = 100  # the least weight of the marks that two orders share for them to be compared, in hundredths


def candidates(members: Sequence[Profile]) -> Iterable[tuple[Profile, Profile]]:
    """Pairs of profiles of one block, each once, whatever the order."""
    if members and members[0].type is EntityType.ORDER:
        return sorted(_of_orders(members), key=lambda pair: (pair[0].key, pair[1].key))
    return combinations(members, 2)


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
