"""Forms of names: keys under which two spellings are one name, and whether a short form fits a full one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from graph.extract.lexicon import rows, words
from graph.extract.names.known import spelled_out

SUFFIXES = frozenset({"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"})
GENERIC_WORDS = words("names", "generic")
LONE_BODIES = frozenset(
    {
        "guard",
        "legislature",
        "senate",
        "council",
        "congress",
        "assembly",
        "parliament",
        "commission",
        "court",
        "commons",
        "lords",
    }
)


def name_words(name: str) -> list[str]:
    """The words of a name that tell it from others, in lower case."""
    return list(_name_words(name))


@lru_cache(maxsize=10_000)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(w for w in re.findall(r"[\w.'’&-]+", name.lower()) if w not in {"the", "of", "for", "and"})


@lru_cache(maxsize=10_000)
def name_key(name: str) -> str:
    """One key for spellings that differ in case, points and small words."""
    return " ".join(name_words(name)).replace(".", "")


@lru_cache(maxsize=10_000)
def _person_words(name: str) -> tuple[str, ...]:
    return tuple(w for w in name_words(name) if w not in SUFFIXES)


def person_fits(short: str, full: str) -> bool:
    """Whether a person's shorter name can stand for the full one: surname, initials, dropped middle names."""
    a, b = _person_words(short), _person_words(full)
    if not a or not b or len(a) > len(b):
        return False
    if len(a) == 1:
        if re.search(r"-[a-z]+$", full) and len(b) == 2:
            return a[0] == b[0]  # "Kim" of "Kim Jong-un"
        if a[0] == b[0] and b[0] in words("first_names", "family_first"):
            return True  # "Yoon" of "Yoon Suk Yeol"
        if len(b) > 3 and a[0] in b[1:-1]:
            return True  # "Lula" of "Luiz Inácio Lula da Silva"
        return a[0] == b[-1] or (len(b) > 2 and a[0] == b[-2] + "-" + b[-1])
    if len(b) > len(a) == 2 and a == b[-2:]:
        return True  # "Levine Cava" for "Daniella Levine Cava"
    return a[-1] == b[-1] and (a[0] == b[0] or (a[0][0] == b[0][0] and len(a[0].strip(".")) <= 2))


def body_fits(short: str, full: str) -> bool:
    """Whether a body's shorter name or acronym can stand for the full one."""
    a, b = name_words(short), name_words(full)
    if not a or len(a) > len(b):
        return False
    if set(a) == set(b):
        return True
    if (joined := re.fullmatch(r"(\w)&(\w)", short)) is not None:  # "L&I": the Department of Licenses and Inspections
        return re.search(rf"\b{joined[1]}\w+ (?:and|&) {joined[2]}\w+$", full) is not None
    if len(a) == 1 and short.isupper() and len(short) > 1:
        known = spelled_out().get(short.replace(".", ""))
        if known is not None and name_key(known) in {name_key(full), name_key(full).removeprefix("us ")}:
            return True
        letters = "".join(w[0] for w in b if w not in {"u.s.", "u.s", "us", "united", "states"})
        every = "".join(w[0] for w in full.lower().split())  # "DOT": Department of Transportation
        acronym = short.lower().replace(".", "")
        return acronym in {letters, "us" + letters, every} or (len(acronym) > 2 and letters == acronym + letters[-1:])
    if all(w in b for w in a) and set(b) - set(a) <= GENERIC_WORDS:
        return True  # "Treasury" for "U.S. Treasury Department"
    if b[: len(a)] == a and (is_region(" ".join(full.split()[-1:])) or set(b[len(a) :]) <= words("names", "company")):
        return True  # "Sierra Club" for "Sierra Club of Hawaii", "Acme Steel" for "Acme Steel Corp."
    if len(a) == 1 and a[0] == b[0] and b[-1] in words("names", "company"):
        return True  # "Bedrock" for "Bedrock Properties Group"
    if len(a) > 1 and a[0] == b[0] and a[-1] == b[-1] and all(w in b for w in a):
        return True  # "Texas Guard" for "Texas National Guard"
    if a == ["corps"] and "corps" in b:
        return True  # "the Corps" for the "Army Corps of Engineers"
    return b[-len(a) :] == a and (len(a) > 1 or a[0] in LONE_BODIES)


def initials(name: str) -> set[str]:
    """The acronyms of three letters or more that a body's name may be called by: "ASEA", "HHS"."""
    letters = "".join(w[0] for w in name_words(name))
    return {letters.upper()} if 2 < len(letters) < 8 and letters.isalpha() else set()


@lru_cache(maxsize=10_000)
def place_kind(name: str) -> str:
    """What a place is by its name alone: "city", "county", "state", "country" or "facility"."""
    canonical = region_name(name)
    for row in rows("regions"):
        if row["name"] == canonical:
            return {"province": "state", "territory": "state"}.get(row["kind"], row["kind"])
    last = name.split()[-1].title() if name.split() else ""
    if last in {"County", "Parish"}:
        return "county"
    if name == "Metro":  # what a county and its city call themselves, or their trains
        return "facility"
    return "facility" if last in words("names", "place") and last != "City" else "city"


def region_name(name: str) -> str:
    """The full name of a state, province or country given in any form ("Ill.", "N.Y."); other names as they are."""
    return _region_names().get(name, name)


def native_of(people: str, place: str) -> bool:
    """Whether somebody is called after a place: a "Kentuckian" after Kentucky, no "Indian" after Indiana."""
    stem = place[:-1]
    return len(stem) > 2 and people.startswith(stem) and people != stem


def country_of(region: str) -> str:
    """The country of a state or province, given in any form, as "US"; empty where that is not known."""
    name = region_name(region)
    return next((row["country"] for row in rows("regions") if row["name"] == name), "")


@cache
def _region_names() -> dict[str, str]:
    forms = {}
    for row in rows("regions"):
        for form in (row["name"], row["name"].upper(), *row["forms"].split("|")):
            if form:
                forms[form] = row["name"]
    return forms


def is_region(name: str) -> bool:
    """Whether a name is a state's, province's or country's, in any form."""
    return name in _region_names()


@cache
def region_words() -> frozenset[str]:
    """The names of all regions, in lower case."""
    return frozenset(row["name"].lower() for row in rows("regions"))


def is_head(word: str) -> bool:
    """Whether a word heads names of bodies, places or norms ("Department", "County", "Act")."""
    word = word.title() if word.isupper() and len(word) > 3 else word
    return any(word in words("names", key) for key in ("agency", "policy", "order", "organization", "place"))
