"""Whether words praise or blame: hits of `lexicons/stance.toml`, turned by negation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span, Token

from graph.extract.lexicon import words

LONGEST = 3  # tokens of the longest entry: "ill-advised" is three
NEGATORS = frozenset(
    {
        "not",
        "n't",
        "n’t",
        "no",
        "never",
        "nothing",
        "without",
        "lack",
        "fail",
        "neither",
        "nor",
        "cannot",
        "hardly",
        "barely",
        "nobody",
        "little",
        "refuse",
        "stop",
    }
)
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
    found = []
    i, doc = span.start, span.doc
    while i < span.end:
        length, value = _entry(doc[i : min(i + LONGEST, span.end)])
        token = doc[i + length - 1]
        negated = _negated(token, span.start)
        if token.pos_ == "PROPN" and token.ent_type_ in NAMES:
            value = 0.0
        if value:
            found.append(Hit(token, _turned(value, negated)))
        elif negated and token.lemma_.lower() in words("stance", "denied"):
            found.append(Hit(token, -2.0))
        i += length
    return [h for h in found if h.value]


def _turned(value: float, negated: bool) -> float:
    if not negated:
        return value
    return -1.5 if value > 0 else 0.5


def _entry(span: Span) -> tuple[int, float]:
    """How many tokens the longest entry at the span's start takes, and its weight; (1, 0) where none stands there."""
    for length in range(len(span), 0, -1):
        for form in _forms(span[:length]):
            value = _weights().get(form)
            if value is not None:
                return length, value
    return 1, 0.0


def _forms(span: Span) -> Iterator[str]:
    yield span.text.lower()
    if len(span) == 1:
        yield span[0].lemma_.lower()


@cache
def _weights() -> dict[str, float]:
    return {word: WEIGHTS[key] for key in reversed(WEIGHTS) for word in words("stance", key)}


def _negated(token: Token, start: int) -> bool:
    doc = token.doc
    near = [doc[i] for i in range(max(start, token.i - 4), token.i)]
    above = [*token.children, *token.head.children] if token.head.i < token.i + 3 else list(token.children)
    return any(t.lower_ in NEGATORS or t.lemma_.lower() in {"fail", "lack"} for t in near[-3:]) or any(
        t.dep_ == "neg" and t.i < token.i and t.i >= start for t in above
    )
