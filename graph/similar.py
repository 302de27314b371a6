"""Likeness of provisions: how much of what two actions say is the same, whatever the order that says it.

    >>> likeness("wear masks on duty", "a ban on masked officers")     # 0 to 1
    0.53

Words are taken by their stems (Snowball's), and each counts the more the fewer orders and stories have it
(graph/resolve/words.csv): what both have against all that either has, counted twice where both have it (Dice).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from graph.resolve.subjects import stems, weight
from graph.search.terms import stem
from graph.slug import without_accents

LEAST: Final = 0.3
"""The likeness of provisions that are worth showing (tests/graph/test_similar.py holds it to pairs read by hand)."""
MOST = 24  # words by which provisions are looked for: with 12, an order's many provisions are found 7 of 26, not 11
_WORD = re.compile(r"[a-z]{3,}|\d{3,}")


def likeness(one: str, other: str) -> float:
    """How much of two actions is the same, 0 to 1."""
    a, b = _weights(one), _weights(other)
    shared = sum(min(a[stem], b[stem]) for stem in a.keys() & b.keys())
    return 2 * shared / ((sum(a.values()) + sum(b.values())) or 1)


def words_of(actions: Iterable[str]) -> tuple[str, ...]:
    """The stems that weigh most in actions: the beginnings of words by which others like them are found."""
    found: dict[str, float] = {}
    for action in actions:
        found |= _weights(action)
    return tuple(sorted(found, key=lambda stem: (-found[stem], stem))[:MOST])


@lru_cache(maxsize=16_384)
def _weights(action: str) -> Mapping[str, float]:
    words = sorted(set(_WORD.findall(without_accents(action).casefold())))
    weighed = ((word, max(map(weight, stems(word)), default=0.0)) for word in words)
    return {stem(word): found for word, found in weighed if found}
