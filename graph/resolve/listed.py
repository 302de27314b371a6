"""People of lists made by others, as profiles beside those that documents give, and which of them documents mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from graph.authority.offices import seats
from graph.authority.people import AuthorityPerson, Term
from graph.model import EntityType
from graph.office import Office, Standing
from graph.resolve.candidates import ByName
from graph.resolve.compare import Verdict, compare
from graph.resolve.person_names import block_of
from graph.resolve.profile import Profile, Seat, Tenure
from graph.resolve.seats import seat
from graph.slug import slug

PAUSE = timedelta(days=45)  # between two terms that are one tenure: from November to January, not from year to year


def key_of(source: str, id_: str) -> str:
    """What a person of a list is called among all lists."""
    return f"{source}/{id_}"


def profiles_of(person: AuthorityPerson) -> tuple[Profile, ...]:
    """What a list says of a person: a profile for each surname that it gives them, the main name's first."""
    named: dict[str, list[str]] = {}
    for name in (person.name, *person.names):
        named.setdefault(block_of(name), []).append(name)
    tenures = tuple(_joined({tenure for term in person.terms for tenure in _tenures(term)}))
    party = slug(person.parties[-1]).removesuffix("ic") if person.parties else None
    return tuple(
        Profile(
            EntityType.PERSON,
            block,
            name,
            tuple(sorted({Seat(one.title, one.jurisdiction) for one in tenures})),
            party=party,
            authority=key_of(person.source, person.id),
            names=tuple(names),
            ids=tuple(sorted(f"{scheme}:{value}" for scheme, value in person.ids)),
            tenures=tenures,
        )
        for block, (name, *names) in named.items()
    )


def recognised(profiles: Iterable[Profile], meant: Mapping[Profile, str]) -> dict[Profile, str]:
    """Which person of the lists, by key, each profile of a block is of, where that can be told.

    The likeliest; nobody where two are as likely; for those that have no name, whom they are known to mean. The
    lists' own profiles, which are among those given, are there where others are of them.
    """
    given = list(profiles)
    people = _people([profile for profile in given if profile.is_listed])
    if not people:
        return {}
    keys = {profile.authority: key for key, some in people.items() for profile in some}
    listed = ByName(profile for some in people.values() for profile in some)
    said = (profile for profile in given if not profile.is_listed)
    found = {p: keys.get(meant[p]) if p in meant else _likeliest(p, listed.like(p), keys) for p in said}
    known = {profile: key for profile, key in found.items() if key is not None}
    return known | {profile: key for key in sorted(set(known.values())) for profile in people[key]}


def _people(listed: Sequence[Profile]) -> dict[str, list[Profile]]:
    """Those of several lists that share an id are one person, called by the smallest of their keys."""
    people: dict[str, list[Profile]] = {}
    owner: dict[str, str] = {}
    for profile in sorted(listed, key=lambda profile: profile.authority or ""):
        keys = sorted({owner[id_] for id_ in profile.ids if id_ in owner} | {profile.authority or ""})
        joined = [one for key in keys for one in people.pop(key, [])] + [profile]
        people[keys[0]] = joined
        owner |= {id_: keys[0] for one in joined for id_ in one.ids}
    return people


def _likeliest(profile: Profile, listed: Iterable[Profile], keys: Mapping[str | None, str]) -> str | None:
    scores = dict[str, float]()
    for one in listed:
        if one.block == profile.block and (comparison := compare(profile, one)).verdict is Verdict.SAME:
            key = keys[one.authority]
            scores[key] = max(scores.get(key, comparison.score), comparison.score)
    best = sorted(scores, key=lambda key: -scores[key])
    if not best or (len(best) > 1 and scores[best[0]] == scores[best[1]]):
        return None
    return best[0]


def _tenures(term: Term) -> Iterator[Tenure]:
    for title, place in seats(term):
        held = seat(Office(title, place, "of", Standing.CURRENT))
        yield Tenure(held.title, held.jurisdiction, term.since, term.until)


def _joined(tenures: Iterable[Tenure]) -> Iterator[Tenure]:
    """Terms of one seat that follow one another are one tenure."""
    last: Tenure | None = None
    for one in sorted(tenures, key=_in_time):
        if last is not None and _follows(last, one):
            last = replace(last, until=max(last.until or "", one.until or "") if last.until and one.until else None)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _follows(one: Tenure, other: Tenure) -> bool:
    if (one.title, one.jurisdiction) != (other.title, other.jurisdiction) or not one.until or not other.since:
        return False
    return date.fromisoformat(other.since) - date.fromisoformat(one.until) <= PAUSE


def _in_time(tenure: Tenure) -> tuple[str, ...]:
    return tenure.title, tenure.jurisdiction or "", tenure.since or "", tenure.until or "9999"
