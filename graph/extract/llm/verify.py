"""Where in a text words stand that someone else says are in it: at their exact place, or nowhere.

Three ways of looking, each tried only where the one before finds nothing:

exact   the same characters
folded  case, accents, kinds of quotation marks and of dashes, and runs of white space make no difference
words   nor do punctuation and hyphens at a line's end: the same words in the same order, and none between them
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

QUOTES = frozenset("\"'`´“”„‟«»‹›‘’‚‛″′")
DASHES = frozenset("-‐‑‒–—―−")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """All spans, in text order, that say the same as some words; `exact` where they say it in the same characters."""

    spans: tuple[Span, ...] = ()
    exact: bool = True

    def nearest(self, offset: int) -> Span:
        """The one that begins nearest to an offset."""
        return min(self.spans, key=lambda span: abs(span[0] - offset))

    def next(self, cursor: int) -> Span:
        """The first at or after a cursor, else the last before it: facts come in the order of the text."""
        return min(self.spans, key=lambda span: (span[0] < cursor, abs(span[0] - cursor)))


class Verifier:
    """Looks words up in one text; offsets count its code points."""

    def __init__(self, text: str) -> None:
        self.text = text

    def places(self, wanted: str, within: Span | None = None) -> Places:
        """Where some words stand between two offsets, never in the middle of a word; nowhere if not."""
        low, high = within or (0, len(self.text))
        wanted = wanted.strip()
        if not any(character.isalnum() for character in wanted):
            return Places()
        if spans := tuple(self._whole(_occurrences(self.text, wanted, low, high))):
            return Places(spans)
        for folded in (self._folded, self._words):
            if spans := tuple(self._whole(folded.find(wanted, low, high))):
                return Places(spans, exact=False)
        return Places()

    @cached_property
    def _folded(self) -> _Folded:
        return _Folded(self.text, _fold, joined=False)

    @cached_property
    def _words(self) -> _Folded:
        return _Folded(self.text, _fold_word, joined=True)

    def _whole(self, spans: Iterator[Span]) -> Iterator[Span]:
        """Spans that begin and end where a word does."""
        text = self.text
        for start, end in spans:
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            inside_front = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
            inside_back = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
            if not inside_front and not inside_back:
                yield start, end


class _Folded:
    """A text in which differences are folded away, and where each of its characters came from."""

    def __init__(self, text: str, fold: Callable[[str], str], joined: bool) -> None:
        self.fold, self.joined = fold, joined
        self.text, self.offsets = self._read(text)

    def find(self, wanted: str, low: int, high: int) -> Iterator[Span]:
        """Spans of the original text between two of its offsets."""
        key = self._read(wanted)[0].strip()
        if not key:
            return
        begin, stop = bisect_left(self.offsets, low), bisect_left(self.offsets, high)
        for start, end in _occurrences(self.text, key, begin, stop):
            yield self.offsets[start], self.offsets[end - 1] + 1

    def _read(self, text: str) -> tuple[str, list[int]]:
        characters: list[str] = []
        offsets: list[int] = []
        for offset, character in enumerate(text):
            if self.joined and _breaks_word(text, offset):
                continue
            for folded in self.fold(character):
                if folded != " " or (characters and characters[-1] != " "):
                    characters.append(folded)
                    offsets.append(offset)
        return "".join(characters), offsets


def _occurrences(text: str, wanted: str, low: int, high: int) -> Iterator[Span]:
    start = text.find(wanted, low, high)
    while start >= 0:
        yield start, start + len(wanted)
        start = text.find(wanted, start + 1, high)


def _breaks_word(text: str, offset: int) -> bool:
    """Whether a hyphen and the line's end behind it only break a word: "immigra-", "tion"."""
    if text[offset] == "\n":
        return offset > 0 and _breaks_word(text, offset - 1)
    after = text[offset : offset + 3]
    return len(after) == 3 and after[0] in "-\u00ad" and after[1] == "\n" and after[2].islower()


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    if character in QUOTES:
        return "'"
    if character in DASHES:
        return "-"
    if character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":  # soft hyphens, zero-width joiners, direction marks
        return ""
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=4096)
def _fold_word(character: str) -> str:
    """Letters and digits; all else parts words, except quotation marks: apostrophes stand in them."""
    folded = _fold(character)
    if folded == "'":
        return ""
    return "".join(c if c.isalnum() else " " for c in folded)
