"""Instruments: what the name of an order or a policy tells of its kind and number.

The cues stand in ontology/instruments.toml, in order of precedence: the first that fits decides.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

import ontology
from graph.model import Entity, EntityType

# at the beginning of a name: the "June revision of Executive Directive 1" is not Executive Directive 1
_NUMBER = re.compile(
    r"(?:the )?(?:[^\W\d]\w*(?:['’]s)? ){0,3}?(?:order|proclamation|directive|memorandum|declaration|E\.?O\.?)"
    r"\s+(?:no\b\.?\s*|number\s+|#\s*)?((?:[A-Z]{1,4}-?)?\d[\d-]*(?:\.\d+)*[A-Z]?)\b",
    re.IGNORECASE,
)
UNIVERSAL_DIGITS = 5
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


def kinds() -> tuple[str, ...]:
    """All classes of orders and policies."""
    return tuple(dict.fromkeys(name for rows in _cues().values() for name, _ in rows))


@lru_cache(maxsize=65_536)
def kind(type_: EntityType, name: str) -> str | None:
    """The class (local name in the ontology) of an order or policy with this name, or None where it does not tell."""
    return next((found for found, cue in _cues()[type_.value] if cue.search(name)), None)


def number(entity: Entity) -> str | None:
    """The number of an order by its name or else a mention: "14110", "20-06", "5"; a bare year is none."""
    names = (entity.name, *(mention.text for mention in entity.mentions))
    return next((found for name in names if (found := numbered(name))), None)


def is_universal(number: str) -> bool:
    """Whether a number needs no issuer to be unique: US presidents' orders are numbered through since 1907."""
    return number.isdigit() and len(number) >= UNIVERSAL_DIGITS


@lru_cache(maxsize=65_536)
def numbered(name: str) -> str | None:
    """The number that one name of an order tells."""
    match = _NUMBER.match(name)
    found = match[1].rstrip("-") if match else None
    return None if found is None or _YEAR.fullmatch(found) else found


@cache
def _cues() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    tables = tomllib.loads(ontology.path("instruments.toml").read_text(encoding="utf-8"))
    return {
        type_: [(row["class"], re.compile(rf"\b(?:{'|'.join(row['cues'])})\b", re.IGNORECASE)) for row in rows]
        for type_, rows in tables.items()
    }
