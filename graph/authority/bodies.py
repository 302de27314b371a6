"""Bodies that every state, county or city has: what they are is their kind and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from graph.authority.names import Words, listed, read, rows
from graph.authority.places import government, state_named


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body: "City Council". `bare`: whether its name alone may mean it where the federal one has it too."""

    key: str
    name: str
    names: tuple[str, ...]
    acronyms: tuple[str, ...]
    levels: tuple[str, ...]
    bare: bool
    source: str


@dataclass(frozen=True, slots=True)
class Local:
    """One such body: its kind, and the government whose it is."""

    body: Body
    level: str
    jurisdiction: str


@cache
def bodies() -> dict[str, Body]:
    """All kinds, by key."""
    return {
        row["key"]: Body(
            row["key"],
            row["name"],
            listed(row["names"]),
            listed(row["acronyms"]),
            listed(row["levels"]),
            row["bare"] == "yes",
            row["source"],
        )
        for row in rows("bodies")
    }


def body(name: Words) -> Body | None:
    """The kind of body that words name, with nothing said of whose it is."""
    found = _by_name().get(name.key)
    if found is None and len(name.written) == 1 and is_acronym(name.text):
        found = _by_acronym().get(name.text.upper().replace(".", ""))
    return found


def is_acronym(written: str) -> bool:
    """Whether a word is written as an acronym: "ICE" and "DoD" are, "Don" is not."""
    return sum(c.isupper() for c in written) > 1


def of_place(kind: Body, place: str) -> Local | None:
    """The body of that kind of a place; None where no such government has one."""
    if "district" in kind.levels:
        return _of_district(kind, read(place))
    found = government(read(place), kind.levels)
    return Local(kind, *found) if found else None


def named(name: Words) -> Local | None:
    """The body that a name tells with its place: "Illinois State Police", "Supreme Court of Ohio"."""
    return _short(name) or _district(name) or _after(name) or _before(name)


def called(local: Local) -> str:
    """What a body is called in full."""
    name, place = local.body.name, local.jurisdiction
    if "{jurisdiction}" in name:
        return name.format(jurisdiction=place)
    if local.body.key == "house-of-representatives" and (state := state_named(place)) is not None:
        name = state.chamber or name
    # "Cook County" and "County Board", "New York City" and "City Council"
    return f"{place} {name.removeprefix(place.split()[-1]).strip()}"


@cache
def _by_name() -> dict[str, Body]:
    return {read(name).key: kind for kind in bodies().values() for name in with_department((kind.name, *kind.names))}


def with_department(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names, and "X Department" for each "Department of X"."""
    turned = (
        name.removeprefix("Department of ").removeprefix("the ") for name in names if name[:14] == "Department of "
    )
    return (*names, *(f"{rest} Department" for rest in turned))


@cache
def _by_acronym() -> dict[str, Body]:
    return {acronym.upper(): kind for kind in bodies().values() for acronym in kind.acronyms}


def _short(name: Words) -> Local | None:
    for row in rows("short"):
        if name.text.replace(".", "") == row["name"]:
            return of_place(bodies()[row["body"]], row["jurisdiction"])
    return None


def _before(name: Words) -> Local | None:
    """The place stands in front; the longest name of a body counts: "Ohio" and "State Highway Patrol"."""
    for cut in range(1, len(name.folded)):
        kind, place = body(name.part(cut)), name.part(0, cut)
        if kind and name.folded[cut] == "county" and "county" in kind.levels:
            place = name.part(0, cut + 1)  # "Cook" and "County Board": the county is Cook County
        found = government(place, kind.levels) if kind else None
        if kind and found:
            return Local(kind, *found)
    return None


def _after(name: Words) -> Local | None:
    """The place stands behind "of"; an office of something is no city's: "Mayor's Office of New Americans"."""
    for cut in range(len(name.folded) - 2, 0, -1):
        kind = body(name.part(0, cut)) if name.folded[cut] in {"of", "for"} else None
        found = government(name.part(cut + 1), kind.levels) if kind else None
        if kind and found and (found[0] == "state" or name.folded[cut - 1] != "office"):
            return Local(kind, *found)
    return None


def _district(name: Words) -> Local | None:
    """The federal court, or attorney, for a district: its name ends with the district's."""
    for kind in bodies().values():
        for form in (kind.name, *kind.names) if "district" in kind.levels else ():
            front = read(form.replace("{jurisdiction}", "")).folded
            if name.folded[: len(front)] == front and (found := _of_district(kind, name.part(len(front)))):
                return found
    return None


def _of_district(kind: Body, place: Words) -> Local | None:
    """ "Northern District of Illinois", "District of Oregon"; the district must be one that there is."""
    front, _, name = place.key.partition("district of ")
    state = state_named("District of Columbia" if name == "columbia" else name)
    if state is None or front.strip().title() not in (state.districts or ("",)):
        return None
    whose = "Columbia" if state.code == "DC" else state.name
    return Local(kind, "district", f"{front.title()}District of {whose}")
