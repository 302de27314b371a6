"""Clauses that the parser misreads: postposed adjectives, reduced and possessive clauses, asides."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from graph.parse import parse


def token(text: str, word: str) -> Token:
    """The first token of a text that reads so."""
    return next(t for t in next(parse([text])) if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("The attorneys general allege that the law is void.", "attorneys", "nsubj", "allege"),
        ("The attorneys general allege that the law is void.", "is", "ccomp", "allege"),
        ("Bloomfield joined a coalition of attorneys general in filing a suit.", "in", "prep", "joined"),
        ("Policemen drafted to Government House dispersed the riders.", "Policemen", "nsubj", "dispersed"),
        ("Policemen drafted to Government House dispersed the riders.", "drafted", "acl", "Policemen"),
        (
            "Aurelio Corp., whose San Andres mine was the source, apologized to residents.",
            "Corp.",
            "nsubj",
            "apologized",
        ),
        ("It tells the city's two scooter companies, Zipp and Glyde, to stop.", "Zipp", "appos", "companies"),
        ("In their suit, the attorneys general allege that it is void and that Ohio lied.", "allege", "ROOT", "allege"),
        ("They allege that he has power to tax and that Ohio broke the law.", "broke", "conj", "has"),
        ("An order by Roe's predecessor, Republican Ann Lee, was void.", "Lee", "appos", "predecessor"),
        ("Lee closed a valley that feeds two towns, siding with the tribe.", "siding", "advcl", "closed"),
        ("Residents of La Union, the town nearest the mine, have blocked the road.", "town", "appos", "Union"),
    ],
)
def test_words_hang_where_they_belong(text: str, word: str, dep: str, head: str) -> None:
    found = token(text, word)
    assert (found.dep_, found.head.text) == (dep, head)


@pytest.mark.parametrize(
    ("text", "word", "dep"),
    [
        ("The mayor spoke and left the hall.", "left", "conj"),
        ("Lee, whose office sued, said so.", "said", "ROOT"),
        ("Residents met two officials, a lawyer and Ann Lee.", "lawyer", "conj"),
    ],
)
def test_what_is_joined_stays_so(text: str, word: str, dep: str) -> None:
    assert token(text, word).dep_ in {dep, "appos"} if word == "lawyer" else token(text, word).dep_ == dep
