"""Offices of authorities: from a list's own codes to the titles and places by which texts call an office.

offices.csv has what each list's types of terms are called; divisions.csv the places whose names their ids do not
spell; namesakes.csv the places that share a name: there the one of the state named keeps it, and the others are called
with their state ("Portland, Maine"), so that no two offices are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from graph.authority.names import listed, rows
from graph.authority.people import Term
from graph.authority.places import NATION, states
from graph.slug import slug

_DIVISION = re.compile(r"^ocd-(?:jurisdiction|division)/country:us((?:/[a-z_]+:[^/]+)*)(?:/[a-z_]+)?$")
_OVER = re.compile(r"-(?:of|for|from)-\{over\}$|^\{over\}-")
_SMALL = frozenset({"of", "the", "and", "by", "del", "de"})


@dataclass(frozen=True, slots=True)
class Place:
    """What an office is over. `name` is its own, `over` the one that no other place has, `names` all that texts use.

    `state` is the postal code of the state that it is or lies in, `division` its OCD id.
    """

    name: str
    over: str
    names: tuple[str, ...]
    state: str | None
    division: str | None


def post(list_name: str, type_: str, place: Place) -> tuple[str, str] | None:
    """The title that a list's type of term has at a place, and the word between them; None for an unknown type."""
    row = _offices().get((list_name, type_, place.state or "")) or _offices().get((list_name, type_, ""))
    if row is None:
        return None
    lower = states()[place.state].lower if place.state else ""
    return row["title"] or lower or "State Representative", row["link"]


def slugs(term: Term) -> tuple[str, ...]:
    """The slugs by which texts may call a term's office, its own first: the other ways of writing title and place."""
    return tuple(dict.fromkeys((term.office.slug, *(form.format(over=slug(name)) for form, name in _told(term)))))


def seats(term: Term) -> tuple[tuple[str, str], ...]:
    """All titles of a term's office, as slugs, each with each name of the place that it is over."""
    return tuple(dict.fromkeys((_OVER.sub("", form), name) for form, name in _told(term)))


def _told(term: Term) -> Iterator[tuple[str, str]]:
    """How texts may tell a term's office: each form of it ("mayor-of-{over}"), with each name of the place."""
    title = slug(term.title)
    forms = _forms().get(term.title, (f"{title}-of-{{over}}", f"{title}-from-{{over}}", f"{{over}}-{title}"))
    place = (division(term.division) if term.division else None) or nation()
    yield from product(forms, place.names)


def term(
    held: tuple[str, str],
    place: Place,
    district: str | None,
    days: tuple[str | None, str | None],
    party: str | None,
) -> Term:
    """The term of a post (its title and link, from `post`) at a place, with its first and last day."""
    return Term(*held, place.over, place.name, place.state, place.division, district, *days, party)


def nation() -> Place:
    """The United States."""
    return Place(NATION, NATION, (NATION,), None, "ocd-division/country:us")


def state(code: str) -> Place | None:
    """A state by its postal code; None where there is none."""
    found = states().get(code.upper())
    if found is None:
        return None
    return _place(f"{found.kind}:{found.code.lower()}", found.name, found.code)


def division(ocd_id: str) -> Place | None:
    """The place of an OCD jurisdiction or division: a state, a county, a city; None for one of another shape."""
    match = _DIVISION.match(ocd_id)
    if match and not match[1]:
        return nation()
    parts = [part.partition(":") for part in match[1].split("/")[1:]] if match else []
    if not parts or parts[0][0] not in {"state", "district", "territory"}:
        return None
    found = states().get(parts[0][2].upper())
    if found is None:
        return None
    path = "/".join(f"{kind}:{code}" for kind, _, code in parts)
    kind, _, code = parts[-1]
    return _place(path, found.name if len(parts) == 1 else _spelled(kind, code), found.code)


def _place(path: str, name: str, code: str) -> Place:
    known = _divisions().get(path)
    name = known["name"] if known else name
    names = (name, *(listed(known["others"]) if known else ()))
    over = name
    if "/" in path:
        over = _told_apart(name, code)
        names = (*names, f"{name}, {states()[code].name}", f"{name}, {code}")
    return Place(name, over, names, code, f"ocd-division/country:us/{path}")


def _told_apart(name: str, code: str) -> str:
    keeper = _namesakes().get(name)
    return name if keeper in {None, code} else f"{name}, {states()[code].name}"


def _spelled(kind: str, code: str) -> str:
    """A division's name, from its id: "st_louis" and "saint_louis" are St. Louis."""
    parts = [word for word in code.replace("~", "-").split("_") if word]
    said = [word if n and word in _SMALL else word[:1].upper() + word[1:] for n, word in enumerate(parts)]
    said = ["St." if word in {"Saint", "St"} else word for word in said]
    return " ".join([*said, "County"] if kind == "county" else said)


@cache
def _offices() -> dict[tuple[str, str, str], dict[str, str]]:
    return {(row["list"], row["type"], row["where"]): row for row in rows("offices")}


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    return {row["title"]: listed(row["forms"]) for row in rows("offices") if row["forms"]}


@cache
def _divisions() -> dict[str, dict[str, str]]:
    return {row["division"]: row for row in rows("divisions")}


@cache
def _namesakes() -> dict[str, str]:
    return {row["place"]: row["state"] for row in rows("namesakes")}
