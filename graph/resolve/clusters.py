"""Clusters: which profiles of a block are one thing. Depends on the set of profiles alone, not on their order.

The best pairs are joined first; two clusters are not joined where any two of their profiles are certainly different. A
profile that fits two things which are different from one another equally well is left by itself: unsure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from graph.resolve.candidates import candidates
from graph.resolve.compare import Verdict, compare
from graph.resolve.profile import Profile

Cluster = tuple[Profile, ...]
MOST = 50  # profiles of a cluster, or neighbours, that are looked at for being different


def clusters(profiles: Iterable[Profile]) -> list[Cluster]:
    """The things that the profiles of one block are of; both the list and each cluster are in the order of keys."""
    alike: dict[Profile, list[Profile]] = defaultdict(list)  # the same but for the document that says it
    for profile in sorted(set(profiles), key=_key):
        alike[replace(profile, document=None)].append(profile)
    all_of = {some[0]: some for some in alike.values()}
    members = list(all_of)
    of = {profile: {profile} for profile in members}
    for one, other in _edges(members):
        if of[one] is not of[other] and not _clash(of[one], of[other]):
            of[one] |= of[other]
            for profile in of[other]:
                of[profile] = of[one]
    whole = {id(cluster): cluster for cluster in of.values()}.values()
    found = (tuple(sorted((p for member in one for p in all_of[member]), key=_key)) for one in whole)
    return sorted(found, key=lambda cluster: cluster[0].key)


def _edges(members: list[Profile]) -> list[tuple[Profile, Profile]]:
    """The pairs that are the same, the surest first, without those of a profile that is torn between two things."""
    near: dict[Profile, dict[Profile, float]] = defaultdict(dict)
    for one, other in candidates(members):
        comparison = compare(one, other)
        if comparison.verdict is Verdict.SAME:
            near[one][other] = near[other][one] = comparison.score
    kept = {profile: _untorn(some) for profile, some in near.items()}
    pairs = [(a, b) for a in kept for b in kept[a] if a.key < b.key and a in kept[b]]
    return sorted(pairs, key=lambda pair: (-near[pair[0]][pair[1]], pair[0].key, pair[1].key))


def _untorn(near: dict[Profile, float]) -> set[Profile]:
    """Which of the likely neighbours can be meant: of two that are different, the likelier; none where both are as
    likely."""
    out = set[Profile]()
    best = sorted(near, key=lambda p: (-near[p], p.key))[:MOST]
    for one, other in combinations(best, 2):
        if _apart(one, other):
            out |= {p for p in (one, other) if near[p] <= min(near[one], near[other])}
    return near.keys() - out


def _clash(one: set[Profile], other: set[Profile]) -> bool:
    return any(_apart(a, b) for a in sorted(one, key=_key)[:MOST] for b in sorted(other, key=_key)[:MOST])


def _apart(one: Profile, other: Profile) -> bool:
    return compare(one, other).verdict is Verdict.DIFFERENT


def _key(profile: Profile) -> str:
    return profile.key
