"""A sentence taken apart: its words, the concepts that they may stand for, and what is in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from graph.ask.grammar import Grammar, grammar
from graph.search.terms import WORDS, folded, stem

LONG = 8  # letters from which on a mistyped word may differ by two
SHORTEST = 5  # letters of a word that may be mistyped
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_NUMBERED = re.compile(r"\bE\.?\s?O\.?(?=\s*(?:no\.?\s*)?\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word: as it was written, without case and accents, and what it is compared by. `start`, `end`: code points.

    `was` is what was written where that was taken for a typing mistake.
    """

    text: str
    folded: str
    stem: str
    start: int
    end: int
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A concept that the words from `start` up to `end` may stand for."""

    concept: str
    start: int
    end: int

    @property
    def words(self) -> range:
        """Which words."""
        return range(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody asks. `quoted` are the words in quotation marks, by their places."""

    text: str
    words: tuple[Word, ...]
    matches: tuple[Match, ...]
    quoted: tuple[range, ...]

    def said(self, words: range) -> str:
        """Words as they were written."""
        return self.text[self.words[words.start].start : self.words[words.stop - 1].end] if words else ""

    def matching(self, concept: str) -> tuple[Match, ...]:
        """Where a concept stands."""
        return tuple(match for match in self.matches if match.concept == concept)


def sentence(text: str, meant: Callable[[Collection[str]], Mapping[str, str]]) -> Sentence:
    """A text taken apart. `meant` tells of words (folded) that the grammar lacks which documents have, and as what: a
    mistyped name as the right one; others may be mistyped words of the grammar."""
    sound = text.encode("utf-8", "replace").decode("utf-8")  # without halves of surrogate pairs, which SQLite refuses
    written = _NUMBERED.sub("Executive Order", " ".join(sound.split()))
    words = _corrected(tuple(_words(written)), meant)
    quoted = tuple(_covered(words, *found.span(1)) for found in _QUOTED.finditer(written))
    inside = {n for some in quoted for n in some}
    return Sentence(written, words, tuple(m for m in _matches(words) if inside.isdisjoint(m.words)), quoted)


def _words(text: str) -> Iterator[Word]:
    before = ""
    for found in WORDS.finditer(text):
        plain = folded(found[0])
        if plain == "t" and (before.endswith("n") or before == "can"):  # isn't, can't
            plain = "not"
        yield Word(plain if plain == "not" else found[0], plain, stem(plain), *found.span())
        before = plain


def _covered(words: tuple[Word, ...], start: int, end: int) -> range:
    inside = [n for n, word in enumerate(words) if start <= word.start and word.end <= end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _corrected(words: tuple[Word, ...], meant: Callable[[Collection[str]], Mapping[str, str]]) -> tuple[Word, ...]:
    strange = {word.folded for word in words if not _is_known(word)}
    there = meant(strange) if strange else {}
    plain = {word.folded for word in words if word.text.islower() or not word.start}  # a name is no other word
    near = {word: there.get(word) or (_near(word) if word in plain else None) or word for word in strange}
    right = {word: other for word, other in near.items() if stem(other) != stem(word)}  # "enforced" is no slip
    return tuple(_as(word, right.get(word.folded, word.folded)) for word in words)


def _as(word: Word, right: str) -> Word:
    return word if right == word.folded else replace(word, text=right, folded=right, stem=stem(right), was=word.text)


def _is_known(word: Word) -> bool:
    known = grammar()
    short = len(word.folded) < SHORTEST or not word.folded.isalpha()
    return short or word.folded in known.vocabulary or (word.stem,) in known.concepts


@lru_cache(maxsize=4096)
def _near(word: str) -> str | None:
    """The only word of the grammar that a mistyped one can be."""
    most = 1 if len(word) < LONG else 2
    found = sorted((OSA.distance(word, one, score_cutoff=most), one) for one in grammar().vocabulary if len(one) > 3)
    near = [pair for pair in found if pair[0] <= most]
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else None


def _matches(words: tuple[Word, ...]) -> Iterator[Match]:
    """Every concept at every place; of one concept the longest there."""
    known: Grammar = grammar()
    for start in range(len(words)):
        seen = set[str]()
        for end in range(min(len(words), start + known.longest), start, -1):
            for concept in sorted(_concepts(known, words[start:end]) - seen):
                seen.add(concept)
                yield Match(concept, start, end)


def _concepts(known: Grammar, words: tuple[Word, ...]) -> frozenset[str]:
    stems = known.concepts.get(tuple(word.stem for word in words), frozenset())
    return stems | known.concepts.get(tuple(f"={word.folded}" for word in words), frozenset())
