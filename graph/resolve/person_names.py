"""Names of persons, taken apart, and whether two of them can be one person's."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from graph.slug import fold, slug

_NICKNAME = re.compile(r"[\"“”‘'(]([^\"“”’')]+)[\"“”’')]")
_SUFFIXES = {"jr": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_PARTICLES = frozenset("de del della di da du van von der den la le bin ibn al el st".split())


class Likeness(StrEnum):
    """How two names stand to one another."""

    EQUAL = "name equal"  # given name and surname
    FAMILIAR = "name familiar"  # "Larry" and "Lawrence"
    INITIAL = "name initial"  # "J. Johnson"
    SURNAME = "name surname"  # only the surname is common to both, and one tells no more
    UNLIKE = "name unlike"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name's parts, folded: `given` first, then `middle`; `familiar` is the nickname that it quotes."""

    surname: str
    given: str | None = None
    middle: tuple[str, ...] = ()
    suffix: str | None = None
    familiar: str | None = None


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName:
    """The parts of a name: "Edmund G. “Jerry” Brown Jr."."""
    nick = _NICKNAME.search(name)
    words = [fold(word) for word in re.split(r"[\s,]+", _NICKNAME.sub(" ", name) if nick else name) if fold(word)]
    suffix = _SUFFIXES.get(words[-1]) if len(words) > 1 else None
    words = words[:-1] if suffix else words
    if not words:
        return PersonName(fold(name))
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    before = _initials(words[:start])
    return PersonName(
        " ".join(words[start:]),
        before[0] if before else None,
        tuple(before[1:]),
        suffix,
        fold(nick[1]) if nick else None,
    )


ANY = "*"  # what a surname alone bears, and everybody seeks


@lru_cache(maxsize=65_536)
def marks(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a name bears and what it seeks, among those of one surname: two are unlike unless one of them bears what the
    other one seeks."""
    called = _called(person_name(name))
    if not called:
        return frozenset((ANY,)), frozenset((ANY,))
    whole = {part for part in called if len(part) > 1}
    groups = {f"#{group}" for part in whole for group in _familiar(part)}
    letters = {(f"{part[0]}.", f"{part[0]}…") for part in called - whole}
    first = {(f"{part[0]}…", f"{part[0]}.") for part in whole}
    initials = frozenset(letter for letter, _ in letters)
    bears = whole | groups | initials | {bears for bears, _ in first}
    return frozenset(bears), frozenset({ANY, *whole, *groups, *initials, *(s for _, s in (*letters, *first))})


def block_of(name: str) -> str:
    """The block of whoever has this name: all persons of one surname."""
    return f"person/{slug(person_name(name).surname)}"


def _initials(words: list[str]) -> list[str]:
    """ "J.B." and "JB" before a surname are two initials; "H.W." of a middle name too."""
    return [part for word in words for part in (word if len(word) == 2 and not set(word) & set("aeiouy") else [word])]


def likeness(one: PersonName, other: PersonName) -> Likeness:
    """How the two names stand to one another. Two that a suffix or a middle name sets apart are unlike."""
    if one.surname != other.surname or _apart(one.suffix, other.suffix) or _middles_apart(one, other):
        return Likeness.UNLIKE
    if one.given is None or other.given is None:
        return Likeness.SURNAME
    mine, others = _called(one), _called(other)
    if one.given == other.given:
        return Likeness.EQUAL if len(one.given) > 1 else Likeness.INITIAL
    if mine & others or any(_familiar(a) & _familiar(b) for a in mine for b in others):
        return Likeness.FAMILIAR
    if any(min(len(a), len(b)) == 1 and a[0] == b[0] for a in mine for b in others):
        return Likeness.INITIAL
    return Likeness.UNLIKE


def _called(name: PersonName) -> frozenset[str]:
    """What someone may be called by: a first name, a quoted nickname, or a middle name after an initial."""
    by_middle = name.middle[:1] if name.given and len(name.given) == 1 and len("".join(name.middle[:1])) > 1 else ()
    return frozenset(part for part in (name.given, name.familiar, *by_middle) if part)


def _apart(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _middles_apart(one: PersonName, other: PersonName) -> bool:
    """Whether both have middle names that begin otherwise: George W. and George H.W. Bush."""
    if not one.middle or not other.middle or one.given != other.given:
        return False
    return len(one.middle) != len(other.middle) or any(
        a[0] != b[0] or (min(len(a), len(b)) > 1 and a != b) for a, b in zip(one.middle, other.middle, strict=True)
    )


@lru_cache(maxsize=16_384)
def _familiar(given: str) -> frozenset[int]:
    """The groups of first names that this one is of."""
    return _groups().get(given, frozenset())


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    with Path(__file__).with_name("first_names.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            for name in row:
                found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
