"""Subjects: what an order is about, as words that count the more the fewer orders and stories have them (words.csv).

>>> weight("order"), weight("immigration"), weight("aliso")
(0.0, 0.35, 1.0)
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from graph.sentences import Sentences
from graph.slug import slug, without_accents

WORDS = 30  # of a subject
NEAR = 600  # code points on either side of a span that its sentence is looked for in
RARE, COMMON = 0.03, 0.3  # shares of texts: from the first down a word counts in full, from the second on not at all
NAMED = 12.0  # how often a word of a title counts, against one of a provision: so that all of them are kept
ENOUGH = 1.0  # the least weight of a subject that can be unlike another one
TITLED = 1.2  # the least weight of a title's words
_TITLE = re.compile(r"[A-Z](?=\S*\s+\S+\s+\S)(?!\S*(?:\s+\S+)?['’]s\s)")  # three words; not "Kim Wu's order on oil"
# numbers are names too, of the 1776 Commission, unless they are years or amounts
_WORD = re.compile(r"[a-z]{3,}|(?<![\d.,$€£])(?!(?:19|20)\d\d\b)\d{3,}(?![\d%]|[.,]\d)")


class Likeness(StrEnum):
    """How much of the subjects of two orders is the same, by the weights of the words."""

    MOST = "most words"
    MANY = "many words"
    SOME = "some words"
    FEW = "few words"
    NONE = "no words"


# the least weight of what both have, and the least share of the subject that weighs less
_LEAST = (
    (Likeness.MOST, 2.8, 0.5),
    (Likeness.MANY, 1.8, 0.25),
    (Likeness.SOME, 1.1, 0.1),
    (Likeness.FEW, 0.4, 0.1),
)


def subject(texts: Iterable[tuple[str, float]], without: Collection[str] = ()) -> tuple[str, ...]:
    """The words that weigh most in texts, each text with how much it counts; in alphabetical order."""
    counts = defaultdict[str, float](float)
    for text, times in texts:
        for word in stems(text):
            counts[word] += times
    weights = {word: math.sqrt(times) * weight(word) for word, times in counts.items() if word not in without}
    heaviest = sorted((word for word, found in weights.items() if found), key=lambda word: (-weights[word], word))
    return tuple(sorted(heaviest[:WORDS]))


def likeness(one: Collection[str], other: Collection[str]) -> Likeness | None:
    """How much two subjects have in common; None where one of them is too small to tell."""
    shared = sum(map(weight, set(one) & set(other)))
    least = min(sum(map(weight, set(some))) for some in (one, other))
    for found, enough, share in _LEAST:
        if shared >= enough and shared >= share * least:
            return found
    return Likeness.NONE if least >= ENOUGH else None


def titles(names: Iterable[str]) -> set[str]:
    """Of the names of an order those that tell by themselves which it is, as slugs: "Safer at Home"."""
    plain = (name.strip(" \"“”'’.,") for name in names)
    return {slug(name) for name in plain if _TITLE.match(name) and sum(map(weight, set(stems(name)))) >= TITLED}


def sentence(text: str, start: int, end: int) -> str:
    """The sentence or line of a text in which a span stands."""
    first = max(0, start - NEAR)
    near = text[first : end + NEAR]
    begin, stop = Sentences(near).around(start - first, end - first)
    return near[begin:stop]


@lru_cache(maxsize=4096)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text, without case, accents and the plural's s."""
    return tuple(_stem(word) for word in _WORD.findall(without_accents(text).casefold()))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1] == "s" and word[-2] not in "su" else word


@lru_cache(maxsize=65_536)
def weight(word: str) -> float:
    """What a word tells of what an order is about, 0 to 1."""
    share = min(max(shares().get(word, RARE), RARE), COMMON)
    return round(math.log(COMMON / share) / math.log(COMMON / RARE), 2)


@cache
def shares() -> Mapping[str, float]:
    """The share of orders and stories about them that each word is in, as tests/gold/count_words.py counts it; words
    of fewer than 3 in a hundred are not listed."""
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: float(row["share"]) for row in csv.DictReader(file)}
