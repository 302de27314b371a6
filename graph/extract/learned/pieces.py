"""Words as WordPiece's pieces, by a vocabulary in lower case without accents, as MiniLM reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")  # a mark is a word of its own
LONGEST = 100  # characters of a word that is cut into pieces


class Pieces:
    """The numbers of a word's pieces, greedily the longest first; 0 pads, and four more numbers are of no word."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: n for n, piece in enumerate(vocabulary)}
        self.begin, self.end, self.unknown, self.mask = (
            self._number[mark] for mark in ("[CLS]", "[SEP]", "[UNK]", "[MASK]")
        )
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """At least one number."""
        if word not in self._known:
            parts = PARTS.findall(_plain(word))
            self._known[word] = tuple(n for part in parts for n in self._cut(part)) or (self.unknown,)
        return self._known[word]

    def _cut(self, word: str) -> list[int]:
        found = list(self._greedy(word)) if len(word) <= LONGEST else []
        return found if found and found[-1] >= 0 else [self.unknown]

    def _greedy(self, word: str) -> Iterator[int]:
        """The pieces of a word from left to right, and -1 where none fits."""
        start = 0
        while start < len(word):
            ends = range(len(word), start, -1)
            found = ((end, self._number.get(("##" if start else "") + word[start:end])) for end in ends)
            end, number = next(((e, n) for e, n in found if n is not None), (len(word), -1))
            yield number
            start = end


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
