"""Names of places folded, so that "St. Paul", "SAINT PAUL" and "Saint-Paul" are looked up as one."""

from __future__ import annotations

import re
from enum import StrEnum

from graph.slug import without_accents


class Kind(StrEnum):
    """What a place is, from the smallest up."""

    CITY = "city"
    COUNTY = "county"
    STATE = "state"
    COUNTRY = "country"


_SILENT = re.compile("['’‘ʻʼ`´]")  # O'Hare is ohare
_INITIALS = re.compile(r"\b(\w)\.\s?(?=\w\b)")  # N. C. and N.C. are NC
_BREAKS = re.compile(r"[\W_]+")
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}  # only in front: "Main St" is a street
_THE = re.compile(r"^the\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")

# "City of Boston" is Boston and a city; "County of Santa Clara" is called Santa Clara County in the tables
_OF = re.compile(
    r"^(?:the )?(?:(great )?(state|commonwealth)|(city|town|village|borough|municipality)(?: and county)?|(county)"
    r"|(province)|(republic|nation|kingdom)) of (?=\w)",
    re.IGNORECASE,
)


def fold(name: str) -> str:
    """A name without case, accents, punctuation and article: words joined by single spaces, "" where none is left."""
    plain = _SILENT.sub("", name.casefold())
    if "." in plain:
        plain = _INITIALS.sub(r"\1", plain)
    words = _BREAKS.sub(" ", without_accents(plain)).split()
    if len(words) > 1:
        words = words[1:] if words[0] == "the" else words
        words[0] = _SHORT.get(words[0], words[0])
    return " ".join(words)


def governed(name: str) -> tuple[str, Kind | None]:
    """A name without what it is called as a government, and the kind of place that this says: ("Boston", "city")."""
    found = _OF.match(name)
    if found is None:
        return name, None
    rest = name[found.end() :]
    if found[4]:
        return f"{rest} County", Kind.COUNTY
    return rest, Kind.STATE if found[2] or found[5] else Kind.CITY if found[3] else Kind.COUNTRY


def bare(mention: str) -> str:
    """A mention without its article and its possessive."""
    return _POSSESSIVE.sub("", _THE.sub("", mention.strip()))
