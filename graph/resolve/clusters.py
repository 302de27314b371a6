"""Clusters: which profiles of a block are one thing. Depends on the set of profiles alone, not on their order.

The best pairs are joined first; two clusters are not joined where any two of their profiles are certainly different. A
profile that fits two things which are different from one another equally well is left by itself: unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from graph.resolve.compare import Comparison, Verdict, compare
from graph.resolve.profile import Profile

Cluster = tuple[Profile, ...]


def clusters(profiles: Iterable[Profile]) -> list[Cluster]:
    """The things that the profiles of one block are of; both the list and each cluster are in the order of keys."""
    members = sorted(set(profiles), key=lambda profile: profile.key)
    found = {pair: compare(*pair) for pair in combinations(members, 2)}
    apart = {pair for pair, one in found.items() if one.verdict is Verdict.DIFFERENT}
    of = {profile: {profile} for profile in members}
    for one, other in _edges(members, found, apart):
        if of[one] is not of[other] and not _clash(of[one], of[other], apart):
            of[one] |= of[other]
            for profile in of[other]:
                of[profile] = of[one]
    whole = {id(cluster): tuple(sorted(cluster, key=lambda p: p.key)) for cluster in of.values()}
    return sorted(whole.values(), key=lambda cluster: cluster[0].key)


def _edges(
    members: list[Profile], found: dict[tuple[Profile, Profile], Comparison], apart: set[tuple[Profile, Profile]]
) -> list[tuple[Profile, Profile]]:
    """The pairs that are the same, the surest first, without those of a profile that is torn between two things."""
    near: dict[Profile, dict[Profile, float]] = defaultdict(dict)
    for (one, other), comparison in found.items():
        if comparison.verdict is Verdict.SAME:
            near[one][other] = near[other][one] = comparison.score
    kept = {profile: _untorn(near[profile], apart) for profile in members}
    pairs = [(one, other) for one, other in found if other in kept[one] and one in kept[other]]
    return sorted(pairs, key=lambda pair: (-near[pair[0]][pair[1]], pair[0].key, pair[1].key))


def _untorn(near: dict[Profile, float], apart: set[tuple[Profile, Profile]]) -> set[Profile]:
    """Which of the likely neighbours can be meant: of two that are different, the likelier; none where both are as
    likely."""
    out = set[Profile]()
    for one, other in combinations(sorted(near, key=lambda p: p.key), 2):
        if (one, other) in apart:
            out |= {p for p in (one, other) if near[p] <= min(near[one], near[other])}
    return near.keys() - out


def _clash(one: set[Profile], other: set[Profile], apart: set[tuple[Profile, Profile]]) -> bool:
    return any((a, b) in apart or (b, a) in apart for a in one for b in other)
