"""Whether words praise or blame: hits of `lexicons/stance.toml` and `valence.toml`, turned by negation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from graph.extract.lexicon import words

NEAR = 3  # tokens
LONGEST = 6  # tokens of the longest entry: "step in the wrong" is four, "ill-advised" three
NAMES = frozenset({"PERSON", "ORG", "GPE", "FAC", "LAW"})  # "Waste Management", "Justice Department"
STRONG = 1.5  # a hit of at least this judges by itself
WEIGHTS = {"strong_negative": -2.0, "weak_negative": -1.0, "strong_positive": 2.0, "weak_positive": 1.0}


@dataclass(frozen=True, slots=True)
class Hit:
    """A judging word; `value` below zero blames."""

    token: Token
    value: float


def hits(span: Span) -> list[Hit]:
    """The judging words of a span, in order."""
    tokens, found, i = list(span), [], 0
    while i < len(tokens):
        length, value = _entry(tokens[i : i + LONGEST])
        token = tokens[i + length - 1]
        if token.pos_ == "PROPN" and token.ent_type_ in NAMES:
            value = 0.0
        if value:
            found.append(Hit(token, _turned(value, _negated(tokens, i, i + length - 1))))
        elif token.lemma_.lower() in words("stance", "denied") and _negated(tokens, i, i):
            found.append(Hit(token, -2.0))
        i += length
    return [h for h in found if h.value]


def _turned(value: float, negated: bool) -> float:
    if not negated:
        return value
    return -1.5 if value > 0 else 0.5


def _entry(tokens: list[Token]) -> tuple[int, float]:
    """How many tokens the longest entry at their start takes, and its weight; (1, 0) where none stands there."""
    first, weights = tokens[0], _weights()
    if first.lower_ in _openings() or first.lemma_.lower() in _openings():
        for length in range(len(tokens), 1, -1):
            rest = "".join("one's" + t.whitespace_ if t.tag_ == "PRP$" else t.text_with_ws for t in tokens[1:length])
            for opening in (first.text, first.lemma_):
                value = weights.get(f"{opening}{first.whitespace_}{rest}".strip().lower())
                if value is not None:
                    return length, value
    return 1, weights.get(first.lower_, 0.0) or weights.get(first.lemma_.lower(), 0.0)


@cache
def _weights() -> dict[str, float]:
    """The language of politics by stance.toml; what it lacks, by the words that praise or blame anywhere."""
    return {**judging("valence"), **judging("stance")}


def judging(name: str) -> dict[str, float]:
    """The judging words of one lexicon and what each weighs."""
    return {word: WEIGHTS[key] for key in reversed(WEIGHTS) for word in words(name, key)}


@cache
def _openings() -> frozenset[str]:
    """The first words of entries of more than one token."""
    return frozenset(re.split(r"[ -]", entry)[0] for entry in _weights() if re.search(r"[ -]", entry))


def _negated(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a negation stands within three tokens before an entry, or hangs on its last word or on its verb; what
    the entry itself denies, "makes *no* sense", turns nothing."""
    token, start = tokens[last], tokens[0].i
    if any({t.lower_, t.lemma_.lower()} & words("stance", "negator") for t in tokens[max(0, last - NEAR) : first]):
        return True
    above = [*token.children, *token.head.children] if token.head.i < token.i + NEAR else list(token.children)
    return any(t.dep_ == "neg" and start <= t.i < tokens[first].i for t in above)
