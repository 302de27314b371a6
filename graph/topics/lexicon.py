"""The words that tell of a topic (words.csv), and where they stand in a text.

A line has a word or phrase, a topic's code, and a weight: 1 hints, 4 tells, 9 leaves little doubt. A phrase may have
lines of several topics. Case, hyphens, apostrophes and the plural's s are nothing ("body-worn cameras"); `*` stands for
any ending ("immigra*"); a word in capitals is found in capitals only ("ICE"). The longest phrase at a place counts
alone, so that one without a topic keeps its words from telling anything: "White House" is no housing.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
_ENTRY = re.compile(r"([^\W_]+)(\*?)")
_SHORTEST = 3  # letters before an ending that may be any

Phrase = tuple[str, ...]
_Known = tuple[Phrase, Mapping[str, float]]
_NONE: _Known = ((), {})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase in a text, from `start` up to `end`; `weights` by topic."""

    start: int
    end: int
    phrase: Phrase
    weights: Mapping[str, float]


def hits(text: str) -> Iterator[Hit]:
    """The phrases of a text that tell of a topic, in order, none within another."""
    found = list(_WORD.finditer(text))
    words, at = [one[0] for one in found], 0
    while at < len(words):
        phrase, weights = _longest(words, at)
        if weights:
            yield Hit(found[at].start(), found[at + len(phrase) - 1].end(), phrase, weights)
        at += len(phrase) or 1


def _longest(words: list[str], at: int) -> _Known:
    for known in _beginning(words[at]):
        if _stands(known[0], words, at):
            return known
    return _NONE


def _stands(phrase: Phrase, words: list[str], at: int) -> bool:
    """Whether the rest of a phrase follows on its first word."""
    length = len(phrase)
    return length == 1 or (at + length <= len(words) and all(map(_is, phrase[1:], words[at + 1 : at + length])))


@lru_cache(maxsize=1 << 16)
def _is(part: str, word: str) -> bool:
    if part.startswith("*"):
        return word.lower().startswith(part[1:])
    return part in (_folded(word), word)


@lru_cache(maxsize=1 << 15)
def _beginning(word: str) -> tuple[_Known, ...]:
    """The phrases that begin with a word, longest first."""
    lower = word.lower()
    keys = {_key(word), _folded(word), *(f"*{lower[:n]}" for n in range(_SHORTEST, len(lower) + 1))}
    found = [known for key in keys for known in _phrases().get(key, ())]
    return tuple(sorted(found, key=lambda known: (-len(known[0]), known[0])))


@cache
def _phrases() -> Mapping[str, list[_Known]]:
    """By first word."""
    weights = defaultdict[Phrase, dict[str, float]](dict)
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = weights[tuple(f"*{word}" if any_ else _key(word) for word, any_ in _ENTRY.findall(row["words"]))]
            told |= {row["topic"]: float(row["weight"])} if row["topic"] else {}
    found = defaultdict[str, list[_Known]](list)
    for phrase, told in weights.items():
        found[phrase[0]].append((phrase, told))
    return found


def _key(word: str) -> str:
    return word if len(word) > 1 and word.isupper() else _folded(word)


def _folded(word: str) -> str:
    """A word in small letters without the plural's ending; what is no plural is cut alike everywhere."""
    word = word.lower()
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]
