"""Candidates: the pairs of a block that can be one thing, so that a large block is not compared each with each.

Persons of one surname are few by what is said of them. Orders of one issuer are many; two of them can only be one if
they share a number, a day or what they are about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from graph.model import EntityType
from graph.resolve.profile import Profile
from graph.resolve.subjects import weight

MOST = 200  # orders of one issuer that a word may stand in and still tell something
TELLING = 1.0  # the weight of what two subjects have in common without which they are not compared


def candidates(members: Sequence[Profile]) -> Iterable[tuple[Profile, Profile]]:
    """Pairs of profiles of one block, each once, whatever the order."""
    if members and members[0].type is EntityType.ORDER:
        return sorted(_of_orders(members), key=lambda pair: (pair[0].key, pair[1].key))
    return combinations(members, 2)


def _of_orders(members: Sequence[Profile]) -> set[tuple[Profile, Profile]]:
    marked: dict[str, list[Profile]] = defaultdict(list)
    worded: dict[str, list[Profile]] = defaultdict(list)
    for profile in members:
        for mark in _marks(profile):
            marked[mark].append(profile)
        for word in profile.words:
            worded[word].append(profile)
    shared = defaultdict[tuple[Profile, Profile], float](float)
    for word, some in worded.items():
        if len(some) <= MOST:
            for pair in combinations(some, 2):
                shared[pair] += weight(word)
    pairs = {pair for some in marked.values() for pair in combinations(some, 2)}
    return pairs | {pair for pair, weighs in shared.items() if weighs >= TELLING}


def _marks(profile: Profile) -> Iterator[str]:
    if profile.number:
        yield f"number {profile.number}"
    if profile.signed:
        yield f"signed {profile.signed}"
