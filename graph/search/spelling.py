"""Words that nothing has, as words that something has: what somebody may have meant who mistyped them.

Those that share the most trigrams come into question; of these the ones that the fewest changes lead to, by one letter
in short words and by two in long ones. A word with a digit in it is meant as it is.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Final

from graph.search.hits import Hit, Key, find
from graph.search.index import Index
from graph.search.terms import Filters, Term, Wanted, folded

SHORTEST: Final = 4  # letters; anything may be meant by fewer
LONG: Final = 8  # letters from which on two may be wrong
LOOKED_AT: Final = 60  # words that come into question


def find_or_correct(
    index: Index, asked: Wanted, filters: Filters, limit: int, offset: int = 0, after: Key | None = None
) -> tuple[list[Hit], Wanted | None]:
    """Part of what is found; where nothing has what is asked for, of what may be meant, and that."""
    found = find(index, asked, filters, limit, offset, after=after)
    if found or find(index, asked, limit=1) or (meant := corrected(index, asked)) is None:
        return found, None
    return find(index, meant, filters, limit, offset, after=after), meant


def corrected(index: Index, asked: Wanted) -> Wanted | None:
    """The same with other words in the place of those that nothing has; None where there is nothing to correct."""
    with index.reading() as db:
        terms = tuple(_corrected(db, term) for term in asked.terms)
    return Wanted(terms) if terms != asked.terms else None


def _corrected(db: sqlite3.Connection, term: Term) -> Term:
    last = len(term.words) - 1
    words = tuple(_meant(db, word, goes_on=term.is_open and n == last) for n, word in enumerate(term.words))
    return replace(term, words=words)


def _meant(db: sqlite3.Connection, word: str, goes_on: bool) -> str:
    plain = folded(word)
    if len(plain) < SHORTEST or not plain.isalpha() or _is_there(db, str(Term((word,), goes_on))):
        return word
    from rapidfuzz.distance import OSA  # which takes 20 ms to load, and is needed seldom

    found = [other for other in _alike(db, plain) if _is_there(db, str(Term((other,))))]
    most = 1 if len(plain) < LONG else 2
    near = [(far, other) for other in found if (far := OSA.distance(plain, other)) <= most]
    return min(near, default=(0, word))[1]


def _is_there(db: sqlite3.Connection, term: str) -> bool:
    return any(db.execute(sql, (term,)).fetchone() for sql in _THERE)


def _alike(db: sqlite3.Connection, word: str) -> list[str]:
    """The words that share the most trigrams with a word, its borders counted."""
    around = f" {word} "
    grams = " OR ".join(f'"{around[n : n + 3]}"' for n in range(len(around) - 2))
    return [row[0] for row in db.execute(_ALIKE, (grams, LOOKED_AT))]


_THERE = (
    "SELECT 1 FROM name_words WHERE name_words MATCH ? LIMIT 1",
    "SELECT 1 FROM passage_words WHERE passage_words MATCH ? LIMIT 1",
)
_ALIKE = """SELECT word FROM (SELECT rowid AS id FROM word_trigrams WHERE word_trigrams MATCH ? ORDER BY rank LIMIT ?)
            JOIN words USING (id)"""
