"""Names that no head word tells: coined with a capital inside ("SkyVantage", "ActionSA"), or of what somebody is for or
against ("Mothers Against Drunk Driving"). They are no people's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from graph.extract.lexicon import words
from graph.extract.mention import ORGANIZATION, Candidate
from graph.extract.names.given_names import is_given
from graph.extract.names.known import known_names
from graph.extract.names.persons import is_title_word

COINED = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]{2,}|[A-Z]{2,4})+")
CAUSE = frozenset({"Against", "Without"})
ARTICLES = frozenset({"The", "A", "An"})
SMALL = frozenset({"the", "of"})


def coined_candidates(doc: Doc, shouted: frozenset[int]) -> Iterator[Candidate]:
    """Every such name. What is coined stands by itself, no part of a longer name, and is not known as something else;
    `shouted`: where a capital tells nothing."""
    yield from _causes(doc, shouted)
    for token in doc:
        if not COINED.fullmatch(token.text) or _is_usual(token.text) or token.text in known_names():
            continue
        before, after = doc[max(0, token.i - 1) : token.i], doc[token.i + 1 : token.i + 2]
        named = any(t.text[:1].isupper() and t.pos_ == "PROPN" for t in (*before, *after) if not t.is_sent_start)
        if not named and not any(is_given(t.text) or is_title_word(t) for t in before):
            yield Candidate(token.i, token.i + 1, ORGANIZATION, 0)


def _is_usual(form: str) -> bool:
    """Whether what stands before the capital inside is a particle of surnames or places: "DeSantis", "KwaZulu"."""
    return any(form.startswith(one) and form[len(one)].isupper() for one in words("names", "particle_before_capital"))


def _causes(doc: Doc, shouted: frozenset[int]) -> Iterator[Candidate]:
    """ "New Mexicans Against Gun Violence", "Doctors Without Borders", "Growers Against the Ban"."""
    for link in doc:
        if link.text not in CAUSE or link.i in shouted:
            continue
        start, end = link.i, link.i + 1
        while start and doc[start - 1].is_alpha and doc[start - 1].is_title and doc[start - 1].text not in ARTICLES:
            start -= 1
        while end < len(doc) and (_capital(doc[end]) or _goes_on(doc, end)):
            end += 1
        if start < link.i and end > link.i + 1:
            yield Candidate(start, end, ORGANIZATION, 0)


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and not token.is_sent_start


def _goes_on(doc: Doc, i: int) -> bool:
    """Whether a small word joins what stands before it with another capital: "Against *the* Ban"."""
    return doc[i].lower_ in SMALL and i + 1 < len(doc) and _capital(doc[i + 1])
