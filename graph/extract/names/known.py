"""Names that are known without a head word (`lexicons/known.csv`): what each names, and the acronyms it goes by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graph.extract.lexicon import rows

NOTHING = "None"  # the type of what looks like a name and names nothing of ours


@cache
def known_names() -> Mapping[str, str]:
    """Name or acronym -> the type of what it names, or NOTHING."""
    found = {form: row["type"] for row in rows("known") for form in row["acronyms"].split("|") if form}
    return found | {row["name"]: row["type"] for row in rows("known")}


@cache
def spelled_out() -> Mapping[str, str]:
    """Acronym -> the name in full."""
    return {form: row["name"] for row in rows("known") for form in row["acronyms"].split("|") if form}
