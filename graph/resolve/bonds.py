"""Bonds: which profiles people have judged to be of one thing, or of two. They outrank what the features say.

Where two judgements speak against one another, the newer one holds. A judgement binds two things, each by the profiles
that it was seen by; what nobody has judged of them stays as the features have it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from graph.resolve.compare import Verdict, compare
from graph.resolve.profile import Profile


@dataclass(frozen=True, slots=True)
class Bond:
    """What one judgement says of the profiles, by key, of two things: `verdict` is same or different."""

    verdict: Verdict
    ones: frozenset[str]
    others: frozenset[str]


class Bonds:
    """The bonds among some profiles; of `bonds` the newest stands first."""

    def __init__(self, bonds: Iterable[Bond], profiles: Iterable[Profile]) -> None:
        self._profiles = {profile.key: profile for profile in profiles}
        self._mates: dict[str, frozenset[str]] = {}  # all that are one thing, by each of them
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._documents: Mapping[Profile, frozenset[str]] = {}
        for bond in bonds:
            for one, other in product(*(sorted(side & self._profiles.keys()) for side in (bond.ones, bond.others))):
                self._bind(bond.verdict, one, other)

    def _bind(self, verdict: Verdict, one: str, other: str) -> None:
        mine, others = self._group(one), self._group(other)
        if mine & others:
            return  # one by a newer judgement
        if verdict is Verdict.DIFFERENT:
            self._apart[one].add(other)
            self._apart[other].add(one)
        elif not self._clash(mine, others):
            self._mates |= dict.fromkeys(mine | others, mine | others)

    def _group(self, key: str) -> frozenset[str]:
        return self._mates.get(key, frozenset({key}))

    def _clash(self, ones: Collection[str], others: Iterable[str]) -> bool:
        return any(not self._apart[other].isdisjoint(ones) for other in others if other in self._apart)

    def identify(self, known: Mapping[Profile, str]) -> None:
        """Bind what is of one person of a list, by the person's key, and set apart what is of two of them; as if a
        judgement said so that is older than all."""
        people: dict[str, list[str]] = {}
        for profile, whom in known.items():
            people.setdefault(whom, []).append(profile.key)
        for first, *others in people.values():
            for other in others:
                self._bind(Verdict.SAME, first, other)
        for one, other in combinations([keys[0] for keys in people.values()], 2):
            self._bind(Verdict.DIFFERENT, one, other)

    def tell(self, documents: Mapping[Profile, frozenset[str]]) -> None:
        """In which documents some of the profiles are: one document tells two things apart."""
        self._documents = documents

    def bind(self, profile: Profile) -> bool:
        """Whether any of them speaks of this profile."""
        return profile.key in self._mates or profile.key in self._apart

    def mates(self, profile: Profile) -> Iterator[Profile]:
        """The profiles that are the same thing, itself among them."""
        return (self._profiles.get(key, profile) for key in self._group(profile.key))

    def forbid(self, ones: Iterable[Profile], others: Iterable[Profile]) -> bool:
        """Whether some of these must not be one thing with some of those."""
        return bool(self._apart) and self._clash({p.key for p in ones}, (p.key for p in others))

    def apart(self, one: Profile, other: Profile) -> bool:
        """Whether two profiles are different: judged so, or by their features, unless one of them is the same thing as
        another profile that is like the other one."""
        if self._apart and self._clash(self._group(one.key), self._group(other.key)):
            return True
        if one.block != other.block or not (
            compare(one, other).verdict is Verdict.DIFFERENT or self._share(one, other)
        ):
            return False
        return not (self._mates and self._excused(one, other))

    def _share(self, one: Profile, other: Profile) -> bool:
        """Whether one document speaks of both."""
        mine = self._documents.get(one) if self._documents else None  # most blocks have none of whom that is told
        return mine is not None and not mine.isdisjoint(self._documents.get(other, ()))

    def _excused(self, one: Profile, other: Profile) -> bool:
        pairs = [(one, mate) for mate in self.mates(other)] + [(mate, other) for mate in self.mates(one)]
        return any(a.block == b.block and (a == b or compare(a, b).verdict is Verdict.SAME) for a, b in pairs)
