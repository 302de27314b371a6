"""Whom a document means that names an office alone, by other documents of the same month: the only one whom they give
the office as held then. Acting, former and future holders are others, as they are for graph/resolve/descriptions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from graph.model import EntityType
from graph.office import Standing
from graph.resolve.bonds import Bonds
from graph.resolve.days import is_whole
from graph.resolve.profile import Profile, Seat, Tenure
from graph.resolve.seats import is_foreign, is_single

Cluster = tuple[Profile, ...]
Attested = Mapping[Profile, Collection[str]]  # who is known by an office alone, and the keys of those who are given it
UNTOLD: Final[Attested] = MappingProxyType({})
PREFIX = "office/"  # of the blocks of those who are known by an office alone
MONTH = 31  # days; as in graph/queries/question-21.rq


def offices(profile: Profile) -> list[str]:
    """The offices, as slugs, that a document gives someone whom it names, and that one person holds at a time."""
    if profile.type is not EntityType.PERSON or not profile.name:
        return []
    standings: dict[tuple[str, str | None], set[Standing]] = {}
    for seat in profile.seats:
        standings.setdefault((seat.title, seat.jurisdiction), set()).add(seat.standing)
    held = (Seat(*office) for office, found in standings.items() if found == {Standing.CURRENT})
    return sorted(seat.slug for seat in held if seat.jurisdiction and is_single(seat.title) and not is_foreign(seat))


def around(day: str) -> tuple[str, str]:
    """The first and the last day (ISO 8601) of the documents that tell who held an office on a day."""
    there = date.fromisoformat(day).toordinal()
    first, last = max(there - MONTH, date.min.toordinal()), min(there + MONTH, date.max.toordinal())
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


def attested(said: Iterable[tuple[str | None, Profile]]) -> dict[Profile, tuple[str, frozenset[str]]]:
    """Of profiles, each with the day of a document that has it, those that name an office alone and for whom all
    documents of their month give it to people of one block: the block, and the keys of those people's profiles."""
    given = [(day, profile) for day, profile in said if day and is_whole(day)]
    telling = [(office, day, profile) for day, profile in given for office in offices(profile)]
    found = {}
    for described in {profile for _, profile in given if profile.block.startswith(PREFIX)}:
        first, last = around(described.when or "")
        office = described.block.removeprefix(PREFIX)
        some = {profile for its, day, profile in telling if its == office and first <= day <= last}
        if len(blocks := {profile.block for profile in some}) == 1:
            found[described] = blocks.pop(), frozenset(profile.key for profile in some)
    return found


def joined(found: Iterable[Cluster], told: Attested, bonds: Bonds) -> list[Cluster]:
    """Clusters with those who are known by an office alone in that of the only one to whom documents give it; where
    these are two after all, or a judgement says whom it means or does not, they stay where they are."""
    if not told:
        return list(found)
    of = {profile.key: some for some in map(list, found) for profile in some}
    tenures = {id(some): [t for profile in some for t in profile.tenures] for some in of.values()}
    for one in sorted(told, key=_key):
        mine, whose = of[one.key], {id(of[key]): of[key] for key in told[one] if key in of}
        if len(whose) == 1 and not any(profile.name for profile in mine):
            (theirs,) = whose.values()
            if _had_begun(one, tenures[id(theirs)]) and not (_is_bound(mine, bonds) and bonds.forbid(mine, theirs)):
                theirs += mine
                of |= dict.fromkeys((profile.key for profile in mine), theirs)
    return [tuple(sorted(some, key=_key)) for some in {id(some): some for some in of.values()}.values()]


def _had_begun(described: Profile, tenures: Iterable[Tenure]) -> bool:
    """Whether someone held an office by a day, as far as lists tell when they first did."""
    mine = [t for t in tenures if f"{PREFIX}{Seat(t.title, t.jurisdiction).slug}" == described.block]
    return not mine or any(t.since is None or t.since <= (described.when or "") for t in mine)


def _is_bound(profiles: Iterable[Profile], bonds: Bonds) -> bool:
    return any(bonds.bind(profile) for profile in profiles)  # few are: it need not be looked for among all others


def _key(profile: Profile) -> str:
    return profile.key
