"""The word lists in `lexicons/`, read once. A domain expert edits them without Python."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files("graph.extract") / "lexicons"


@cache
def table(name: str) -> Mapping[str, Any]:
    """`lexicons/{name}.toml` as it stands."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The words of one entry, which is written as a block of words separated by white space; `_` stands for a space."""
    return frozenset(word.replace("_", " ") for word in table(name)[key].split())


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """`lexicons/{name}.csv`, a mapping a line."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))
