"""PLOVER's modes: how an event of a type was done, where its words tell: MOBILIZE by troops or by police."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from graph.extract.lexicon import table
from graph.model import EventType


def mode(type_: EventType, text: str) -> str | None:
    """The mode of an event with this text; None where the words of none stand in it, or of several."""
    found = [name for name, words in _modes().get(type_, {}).items() if words.search(text)]
    return found[0] if len(found) == 1 else None


@cache
def _modes() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    return {
        type_: {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in modes.items()}
        for type_, modes in table("event_modes").items()
    }
