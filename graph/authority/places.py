"""States, counties and cities, as far as public bodies and offices are named by them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.authority.names import Words, listed, read, rows, words

NATION = "United States"
_SMALL = frozenset({"of", "and", "de", "du", "del", "la", "las", "los"})
_CITY = frozenset({"city", "town", "village"})


@dataclass(frozen=True, slots=True)
class State:
    """A state, the federal district or a territory, by its postal code. `districts` are those of its federal courts
    (none where it is one, "-" where it is in none); `lower` is what a member of its lower chamber is called, `chamber`
    what that is."""

    code: str
    name: str
    names: tuple[str, ...]
    kind: str
    districts: tuple[str, ...]
    lower: str
    chamber: str


@cache
def states() -> dict[str, State]:
    """All of them, by postal code in capitals."""
    return {
        row["code"]: State(
            row["code"],
            row["name"],
            listed(row["other"]),
            row["kind"],
            listed(row["districts"]),
            row["lower"],
            row["chamber"],
        )
        for row in rows("states")
    }


def state_named(name: str) -> State | None:
    """The state of that name; "State of Ohio" and "Washington State" are names, postal codes are not."""
    return _by_name().get(_bare(read(name))[0].key)


def government(place: Words, levels: tuple[str, ...]) -> tuple[str, str] | None:
    """(level, name) of the government, of one of these levels, that words name by its place; None where they do not."""
    bare, kind = _bare(place)
    state = _by_name().get(bare.key)
    if state is not None and state.kind == "district":
        return ("city" if "city" in levels else "state"), state.name
    if state is not None and "state" in levels and kind not in _CITY:
        return "state", state.name
    if state is not None and kind not in _CITY and bare.key not in words("cities"):
        return None
    level = "county" if bare.folded and bare.folded[-1] in {"county", "parish"} else "city"
    if level not in levels or not _is_place(bare):
        return None
    return level, words("cities").get(bare.key, bare.text)


@cache
def _by_name() -> dict[str, State]:
    return {read(name).key: state for state in states().values() for name in (state.name, *state.names)}


def _bare(place: Words) -> tuple[Words, str]:
    """Without "City of" in front, and what kind of government that tells."""
    for front in words("governed"):
        length = len(front.split())
        if place.key.startswith(f"{front} "):
            return place.part(length), place.folded[0]
    return place, ""


def _is_place(place: Words) -> bool:
    if not place.folded or not words("not_places").isdisjoint(place.folded):
        return False
    if words("not_alone").issuperset(place.folded):
        return False
    return all(word[0].isupper() or word in _SMALL for word in place.written)
