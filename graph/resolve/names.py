"""Names: whether a string names one thing in the world, or only describes it. The word lists stand in names.toml."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_DETERMINER = re.compile(r"^(?:the|an?|this|that|its|his|her|their|our)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s")
_WORD = re.compile(r"[^\W_]+")
# numbered or unnumbered parts of some code, and things told apart by a date: the same words stand elsewhere
_SERIAL = re.compile(
    r"^(?:section|article|chapter|title|proposition|measure|amendment|resolution|(?:house|senate|assembly) bill"
    r"|[hsa]\.?b\.?|constitution|charter|code)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december|sept|oct|nov|dec|jan|feb|aug)\b",
    re.IGNORECASE,
)


def bare(name: str) -> str:
    """A name without a determiner in front."""
    return _DETERMINER.sub("", name.strip(), count=1)


def is_proper(name: str) -> bool:
    """Whether a name begins like one and has a capital, or a letter of a script without cases."""
    first = next((c for c in name if c.isalnum()), "")
    if not first or first.islower():
        return False
    return any(c.isalpha() and not c.islower() for c in name)


def is_serial(name: str) -> bool:
    """Whether a proper-looking name is one of many: "Johnson's order", "Section 24", "House Bill 68"."""
    return _POSSESSIVE.search(name) is not None or _SERIAL.search(name) is not None


def is_generic(name: str) -> bool:
    """Whether a proper-looking name of a body says nothing of whose it is: "City Council", "Office of the Mayor"."""
    return _words("generic", "fillers").issuperset(_WORD.findall(name.casefold()))


def describes(name: str) -> bool:
    """Whether what looks like a person's name is an office: "Secretary of the Interior", "Defense Secretary"."""
    return _described().search(name) is not None


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@cache
def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for name in lists for word in _lists()[name])


def is_national(name: str) -> bool:
    """Whether a body's bare name means the nation's, although each state has one: "Supreme Court"."""
    return name.casefold() in _words("national")


def is_common(given: str, surname: str) -> bool:
    """Whether many people have this name, folded: "john smith"."""
    return given in _words("common_given") and surname in _words("common_surnames")


@cache
def _described() -> re.Pattern[str]:
    offices = f"(?:{'|'.join(_lists()['offices'])})"
    return re.compile(rf"(?:^|\s){offices}$|(?:^|\s){offices}\s+(?:of|for|to|in)\s", re.IGNORECASE)
