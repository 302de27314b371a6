"""What somebody looks for: the words that he wrote, which become terms of FTS5 and never a part of its language.

mask order       both words, anywhere in a name or passage
"mask order"     these words one after the other
prosec*          words that begin so
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.search.kinds import Kind
from graph.slug import without_accents

MOSTWORDS = 20  # the rest of them is not looked for
LONGEST = 60  # characters of a word; none is as long

_PART = re.compile(r'"([^"]*)"?|(\S+)')
WORDS = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")  # with their accents, where these stand apart


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other, as they were written; the last of them may go on (`is_open`)."""

    words: tuple[str, ...]
    is_open: bool = False

    def __str__(self) -> str:
        """The term in the language of FTS5."""
        return f'"{" ".join(self.words)}"' + ("*" if self.is_open else "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The terms, all of which must be found."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.terms)

    def __str__(self) -> str:
        """All terms in the language of FTS5."""
        return " ".join(map(str, self.terms))

    @property
    def words(self) -> tuple[str, ...]:
        """All words in their order, folded."""
        return tuple(folded(word) for term in self.terms for word in term.words)

    @property
    def whole(self) -> str:
        """What a name is like that is just this."""
        return " ".join(self.words)

    @property
    def in_a_row(self) -> Wanted:
        """The same words one after the other."""
        words = tuple(word for term in self.terms for word in term.words)
        return Wanted((Term(words, self.terms[-1].is_open),)) if words else self

    @property
    def shut(self) -> Wanted:
        """The same with no word that may go on."""
        return Wanted(tuple(replace(term, is_open=False) for term in self.terms))

    def ranges(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words of these stand in a text, in code points."""
        whole, begun = _sought(self)
        plain = text.lower() if text.isascii() else ""  # the same letter by letter, in half the time
        for found in WORDS.finditer(plain or text):
            word = found[0] if plain else folded(found[0])
            if word in whole or word.startswith(begun):
                yield found.span()


@lru_cache(maxsize=64)  # for each hit anew it would take as long as to look through its words
def _sought(wanted: Wanted) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that are looked for, and the beginnings of words."""
    return frozenset(wanted.words), tuple(folded(term.words[-1]) for term in wanted.terms if term.is_open)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for alone: kinds; documents by id; documents of days (ISO 8601, both inclusive), and
    documents that speak of any of some things (IRIs)."""

    kinds: tuple[Kind, ...] = ()
    documents: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    of: tuple[str, ...] | None = None


def wanted(text: str, goes_on: bool = False) -> Wanted:
    """What a text asks for; nothing where it has no words. `goes_on`: its last word may be the beginning of one."""
    terms = []
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    for part in _PART.finditer(text):
        written = part[2] if part[1] is None else part[1]
        if words := tuple(word[:LONGEST] for word in WORDS.findall(written)):
            last = part.end() == len(text) and part[1] is None and goes_on
            terms.append(Term(words[:MOSTWORDS], last or (part[1] is None and written.endswith("*"))))
    return Wanted(tuple(terms[:MOSTWORDS]))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return [folded(word) for word in WORDS.findall(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """What is alike in the forms of a word (Snowball), folded as it is given."""
    from snowballstemmer import stemmer  # 14 ms to load, and needed by few

    return str(stemmer("english").stemWord(word))


def folded(text: str) -> str:
    """A text without case and accents."""
    return without_accents(text).lower()
