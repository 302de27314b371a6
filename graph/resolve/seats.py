"""Seats: the offices that a record gives a person, called the same however texts write them (offices.toml)."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graph.authority import state_named
from graph.model import Predicate, Record
from graph.office import Office, Standing, parse
from graph.resolve.profile import Seat
from graph.slug import slug

NATION = "united-states"
_FORMS = frozenset(["city", "county", "metro", "of", "state", "the", "town"])


def seats_of(record: Record, american: bool = True) -> dict[str, tuple[Seat, ...]]:
    """The seats that a record gives each person (by entity id), sorted; of one that is not about the United States,
    a title alone is not its."""
    said: dict[str, set[Seat]] = {}
    for relation in record.relations:
        if relation.predicate is Predicate.HOLDS_OFFICE and relation.value and relation.value.strip():
            said.setdefault(relation.subject, set()).add(seat(parse(relation.value), american))
    return {person: tuple(sorted(seats)) for person, seats in said.items()}


@lru_cache(maxsize=16_384)
def seat(office: Office, american: bool = True) -> Seat:
    """The seat that an office is, by its synonyms; a title of the nation's is over it where the text gives nothing, and
    is `american`."""
    titles, places, national = _table("titles"), _table("jurisdictions"), _table("national")
    title = slug(office.title)
    title = titles.get(title, title)
    over = _over(office.jurisdiction) if office.jurisdiction else None
    over = places.get(over, over) if over else national.get(title) if american else None
    if title.startswith("us-") and over is None and title[3:] not in {"senator", "representative"}:
        title, over = title[3:], NATION  # "U.S. Attorney General"
    title = titles.get(title, title)
    return Seat(title, over, office.standing)


def _over(jurisdiction: str) -> str:
    """The slug of what an office is over: of a state, by its name in full."""
    state = state_named(jurisdiction)
    return slug(state.name if state else jurisdiction)


def jurisdictions(record: Record) -> tuple[str, ...]:
    """What the offices in a record are over, as texts call it: what most of them are over first, the nation last."""
    held = (parse(r.value) for r in record.relations if r.predicate is Predicate.HOLDS_OFFICE and r.value)
    over = Counter(o.jurisdiction for o in held if o.jurisdiction and o.link != "from")  # a senator governs nothing
    return tuple(sorted(over, key=lambda name: (slug(name) == NATION, -over[name], name)))


def within(one: str, other: str) -> bool:
    """Whether two jurisdictions can be one, written more or less fully: "santa-clara" and "county-of-santa-clara"."""
    a, b = (set(some.split("-")) - _FORMS for some in (one, other))
    return one == other or (bool(a and b) and (a <= b or b <= a))


def is_body(jurisdiction: str) -> bool:
    """Whether what an office is over is a body and no place: "office-of-management-and-budget"."""
    return not _listed("bodies", "words").isdisjoint(jurisdiction.split("-"))


def is_single(title: str) -> bool:
    """Whether one person at a time holds the office of that title in a jurisdiction."""
    return title in _listed("single", "titles")


def is_foreign(seat: Seat) -> bool:
    """Whether an office is one of another nation: "Premier of Alberta", "President of Lithuania"."""
    if seat.title == "president":
        return seat.jurisdiction not in {NATION, None} and not is_body(seat.jurisdiction)
    return not _listed("foreign", "titles").isdisjoint({seat.title, seat.title.partition("-of-")[0]})


def foremost(seats: Iterable[Seat]) -> Seat | None:
    """The seat by which someone of several is called: with a jurisdiction, held or held before, of the highest rank."""
    ranks: list[str] = _table("rank")["titles"]

    def rank(one: Seat) -> tuple[bool, int, Seat]:
        return one.jurisdiction is None, ranks.index(one.title) if one.title in ranks else len(ranks), one

    return min((s for s in seats if s.standing is not Standing.CANDIDATE), key=rank, default=None)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("offices.toml").read_text(encoding="utf-8"))


def _table(name: str) -> dict[str, Any]:
    return _tables()[name]


@cache
def _listed(table: str, name: str) -> frozenset[str]:
    return frozenset(_table(table)[name])
