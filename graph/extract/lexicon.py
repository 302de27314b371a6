"""The word lists in `lexicons/`, read once. A domain expert edits them without Python."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files("graph.extract") / "lexicons"

BRITISH = tuple(
    (re.compile(american, re.IGNORECASE), british)
    for american, british in (
        (r"(\w{3})iz(e|es|ed|er|ers|ing|ation|ations)\b", r"\1is\2"),
        (r"(lab|fav|hon|harb|neighb|rum|behavi|endeav|col)or", r"\1our"),
        (r"(c)enter", r"\1entre"),
        (r"(defen|offen|licen)s(e)", r"\1c\2"),
        (r"(program)\b", r"\1me"),
        (r"(judg)(ment)", r"\1e\2"),
        (r"(cancel|travel|label|counsel|council|marshal)(ed|er|ing|or)\b", r"\1l\2"),
        (r"(fulfil|enrol)l\b", r"\1"),
        (r"(s)k(eptic)", r"\1c\2"),
    )
)


@cache
def table(name: str) -> Mapping[str, Any]:
    """`lexicons/{name}.toml` as it stands."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words of one entry, which is written as a block of words separated by white space; `_` stands for a space.
    What is spelt as in America is known as spelt in Britain too."""
    written = [word.replace("_", " ") for word in table(name)[key].split()]
    return frozenset((*written, *british(written)))


def british(american: list[str]) -> Iterator[str]:
    """The words that are spelt otherwise in Britain, so spelt: "criticise" for "criticize", "Centre" for "Center"."""
    for pattern, spelling in BRITISH:
        yield from (pattern.sub(spelling, word) for word in american if pattern.search(word))


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """`lexicons/{name}.csv`, a mapping a line."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))
