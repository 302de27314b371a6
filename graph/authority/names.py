"""Names of public bodies, taken apart into words and folded, so that the ways of writing one name are one."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graph.slug import slug

_FOLDER = files("graph.authority")
_SAME = {"&": "and", "dept": "department", "dep't": "department", "centre": "center"}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """`{name}.csv` of this folder, a mapping a line."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def words(key: str) -> Any:
    """One entry of words.toml: a block of words as a set, anything else as it stands."""
    found = tomllib.loads((_FOLDER / "words.toml").read_text(encoding="utf-8"))[key]
    return frozenset(found.split()) if isinstance(found, str) else found


def listed(cell: str) -> tuple[str, ...]:
    """A cell's values, which "|" parts."""
    return tuple(filter(None, cell.split("|")))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a name as written and folded, without "the" and the nation; `national`: whether it was there."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    national: bool = False

    @property
    def key(self) -> str:
        """What two ways of writing one name share."""
        return " ".join(self.folded)

    def part(self, start: int, end: int | None = None) -> Words:
        """Some of the words."""
        return Words(self.written[start:end], self.folded[start:end], self.national)

    @property
    def text(self) -> str:
        """The words as written."""
        return " ".join(self.written).strip(",;. ")


@lru_cache(maxsize=16_384)
def read(name: str) -> Words:
    """The words of a name: "the U.S. Dept. of the Interior" has those of "Department of Interior", and is national."""
    pairs = [(word, _fold(word)) for word in name.replace("’", "'").split()]
    pairs = [(word, folded) for word, folded in pairs if folded not in {"", "the"}]
    kept = _without_nation(pairs)
    return Words(tuple(w for w, _ in kept), tuple(f for _, f in kept), len(kept) < len(pairs))


def _fold(word: str) -> str:
    bare = word.strip('()[]"“”,;:.').casefold()
    same = _SAME.get(bare, word)
    return slug(same) if any(c.isalnum() for c in same) else ""


def _without_nation(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without "United States", "U.S." and the "of" that leads to it at the end."""
    kept: list[tuple[str, str]] = []
    at = 0
    while at < len(pairs):
        two = [folded for _, folded in pairs[at : at + 2]]
        size = 2 if two == ["united", "states"] else int(two[0] == "us" and pairs[at][0].isupper())
        kept += [] if size else [pairs[at]]
        at += size or 1
    while len(kept) < len(pairs) and kept and kept[-1][1] in {"of", "in"}:
        kept.pop()
    return kept
