"""Clusters: which profiles of a block are one thing. Depends on the set of profiles alone, not on their order.

What people have judged to be one is joined first, whatever its blocks; then what is of one person of a list made by
others; then the best pairs; at last whom other documents tell (attested). Two clusters are not joined where any two of
their profiles are certainly different. A profile that fits two things which are different from one another equally well
is left by itself: unsure. Of orders, which are told of in more ways than can be compared each with each, one follows
another (leaders).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby
from types import MappingProxyType
from typing import Final

from graph.model import EntityType
from graph.resolve.attested import UNTOLD, Attested, Cluster, joined
from graph.resolve.bonds import Bond, Bonds
from graph.resolve.candidates import candidates
from graph.resolve.compare import Verdict, compare
from graph.resolve.leaders import followers
from graph.resolve.listed import recognised
from graph.resolve.profile import Profile

Pair = tuple[Profile, Profile]
Near = Mapping[Profile, Mapping[Profile, float]]  # the profiles that each is likely to be one with, and how likely
NOBODY: Final[Mapping[Profile, str]] = MappingProxyType({})
MOST = 50  # profiles of a cluster, or neighbours, that are looked at for being different


def clusters(
    profiles: Iterable[Profile],
    judged: Iterable[Bond] = (),
    meant: Mapping[Profile, str] = NOBODY,
    told: Attested = UNTOLD,
) -> list[Cluster]:
    """The things that the profiles of one block are of, or of some that judgements (the newest first) tie together;
    both the list and each cluster are in the order of keys.

    `meant`: the person of a list that is known to be meant by a profile without a name; `told`: those of documents
    that tell whom it means. People of lists of whom nothing else is are left out.
    """
    given = sorted(set(profiles), key=_key)
    known = recognised(given, meant)
    every = [profile for profile in given if not profile.is_listed or profile in known]
    bonds = Bonds(judged, every)
    alike: dict[Hashable, list[Profile]] = defaultdict(list)
    for profile in every:
        alone = bonds.bind(profile) or profile in told
        alike[profile if alone else (known.get(profile), profile.saying)].append(profile)
    all_of = {
        some[0].said if some[0].type is EntityType.ORDER and not isinstance(one, Profile) else some[0]: some
        for one, some in alike.items()
    }
    bonds.identify({profile: known[profile] for profile in all_of if profile in known})
    telling = ((one, some) for one, some in all_of.items() if some[0].document)
    bonds.tell({one: frozenset(p.document for p in some if p.document) for one, some in telling})
    orders = [profile for profile in all_of if profile.type is EntityType.ORDER]
    following, near = (
        followers(orders, bonds),
        _near((one for one in all_of if one.type is not EntityType.ORDER), bonds),
    )
    parts = _parts(all_of, near, following, bonds)
    found = (
        tuple(sorted((p for one in of for p in all_of[one]), key=_key))
        for of in _resolved(parts, near, following, bonds)
    )
    return sorted(joined(found, told, bonds), key=lambda cluster: cluster[0].key)


def _parts(members: Iterable[Profile], near: Near, following: Iterable[Pair], bonds: Bonds) -> list[list[Profile]]:
    """Profiles that are tied to one another, by way of others perhaps: what is one thing is so within a part."""
    of = {profile: {profile} for profile in members}
    for profile in list(of):
        _join(of, *bonds.mates(profile), *near.get(profile, ()))
    for one, other in following:
        _join(of, one, other)
    whole = {id(part): part for part in of.values()}.values()
    return [sorted(part, key=_key) for part in whole]


def _resolved(
    parts: Iterable[list[Profile]], near: Near, following: Iterable[Pair], bonds: Bonds
) -> Iterator[set[Profile]]:
    whom = dict(following)
    for part in parts:
        if _is_one(part, bonds):
            yield set(part)
            continue
        among = {profile: near[profile] for profile in part if profile in near}
        edges, led = _edges(among, bonds), [(one, whom[one]) for one in part if one in whom]
        of = _joined(part, led, edges, bonds)
        if torn := {profile for profile in among if _is_torn(profile, among[profile], of, bonds)}:
            of = _joined(part, led, [edge for edge in edges if torn.isdisjoint(edge)], bonds)
        yield from {id(cluster): cluster for cluster in of.values()}.values()


def _is_one(part: Sequence[Profile], bonds: Bonds) -> bool:
    """Whether nothing sets any two of a part's profiles apart, so that all ties hold: so it is in nearly all parts."""
    return len(part) <= MOST and not any(bonds.apart(one, other) for one, other in combinations(part, 2))


def _joined(members: list[Profile], led: list[Pair], edges: list[Pair], bonds: Bonds) -> dict[Profile, set[Profile]]:
    """The cluster of each profile."""
    of = {profile: {profile} for profile in members}
    for profile in members:
        _join(of, *bonds.mates(profile))
    for one, other in led:
        if of[one] is not of[other] and not bonds.forbid(of[one], of[other]):
            _join(of, one, other)
    for one, other in edges:
        if of[one] is not of[other] and not _clash(of[one], of[other], bonds):
            _join(of, one, other)
    return of


def _is_torn(profile: Profile, near: Mapping[Profile, float], of: dict[Profile, set[Profile]], bonds: Bonds) -> bool:
    """Whether a profile is in one of two clusters that are different and fit it equally well."""
    mine = of[profile] - {profile}
    best = max((near[other] for other in mine if other in near), default=None)
    if best is None:
        return False
    rest = (of[other] for other, score in near.items() if score >= best and of[other] is not of[profile])
    return any(_clash(mine, cluster, bonds) for cluster in {id(cluster): cluster for cluster in rest}.values())


def _join(of: dict[Profile, set[Profile]], first: Profile, *others: Profile) -> None:
    """Make one cluster of theirs."""
    for other in others:
        if of[first] is not of[other]:
            of[first] |= of[other]
            for profile in of[other]:
                of[profile] = of[first]


def _near(members: Iterable[Profile], bonds: Bonds) -> Near:
    """The profiles that each is likely to be one with, and how likely."""
    near: dict[Profile, dict[Profile, float]] = defaultdict(dict)
    # people of lists, and whom documents mean by an office alone, are known by now, and bound to those whom they are
    compared = (p for p in members if not p.is_listed and (p.name or p.type is not EntityType.PERSON))
    blocks = groupby(sorted(compared, key=_block), key=_block)
    for one, other in (pair for _, some in blocks for pair in candidates(list(some))):
        comparison = compare(one, other)
        if comparison.verdict is Verdict.SAME and not bonds.apart(one, other):
            near[one][other] = near[other][one] = comparison.score
    return near


def _edges(near: Near, bonds: Bonds) -> list[Pair]:
    """The pairs that are the same, the surest first, without those of a profile that is torn between two things."""
    kept = {profile: _untorn(some, bonds) for profile, some in near.items()}
    pairs = [(a, b) for a in kept for b in kept[a] if a.key < b.key and a in kept[b]]
    return sorted(pairs, key=lambda pair: (-near[pair[0]][pair[1]], pair[0].key, pair[1].key))


def _untorn(near: Mapping[Profile, float], bonds: Bonds) -> set[Profile]:
    """Which of the likely neighbours can be meant: of two that are different, the likelier; none where both are as
    likely."""
    out = set[Profile]()
    best = sorted(near, key=lambda p: (-near[p], p.key))[:MOST]
    for one, other in combinations(best, 2):  # `one` is as likely, or likelier
        if not (other in out and (one in out or near[one] > near[other])) and bonds.apart(one, other):
            out |= {one, other} if near[one] == near[other] else {other}
    return near.keys() - out


def _clash(one: set[Profile], other: set[Profile], bonds: Bonds) -> bool:
    some, others = (sorted(cluster, key=_key)[:MOST] for cluster in (one, other))
    return bonds.forbid(one, other) or any(bonds.apart(a, b) for a in some for b in others)


def _key(profile: Profile) -> str:
    return profile.key


def _block(profile: Profile) -> str:
    return profile.block
