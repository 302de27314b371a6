"""Where the sentences of a text are, by its punctuation alone: the same wherever and whenever an index is made.

The parser's own would be better by a little, and would have to be kept: to parse a corpus again takes hours.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import Path

LONGEST = 600  # code points; longer ones (tables, lists in one line) are cut at a space

_END = re.compile(r"""[.!?…]+["'”’)\]]*\s+(?=["'“‘(\[]*[^\W_a-z])|\s*\n\s*""")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*\Z")
_INITIALS = re.compile(r"[A-Z](\.[A-Z])*")
_SHORTENED = frozenset(Path(__file__).with_name("shortened.txt").read_text(encoding="utf-8").split())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences (code points), without the spaces around them; a line's end is always an end."""
    start = 0
    for end in _END.finditer(text):
        if "\n" in end[0] or not _is_shortened(text, end.start()):
            yield from _cut(text, start, end.end())
            start = end.end()
    yield from _cut(text, start, len(text))


class Sentences:
    """The sentences and lines of one text."""

    def __init__(self, text: str) -> None:
        spans = list(sentences(text)) or [(0, len(text))]
        self._begin, self._stop = [start for start, _ in spans], [end for _, end in spans]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """From the beginning of the sentence that a span begins in to the end of the one that it ends in."""
        first = self._begin[max(0, bisect_right(self._begin, start) - 1)]
        last = self._stop[min(bisect_left(self._stop, end), len(self._stop) - 1)]
        return min(start, first), max(end, last)


def _is_shortened(text: str, end: int) -> bool:
    """Whether a full stop belongs to the word before it: "Gov.", "U.S.", "J. B."."""
    word = _WORD.search(text, max(0, end - 12), end) if text[end] == "." else None
    return word is not None and (word[0] in _SHORTENED or bool(_INITIALS.fullmatch(word[0])))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in parts that are not too long."""
    start, end = _bare(text, start, end)
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = start + LONGEST if cut < 0 else cut
        yield _bare(text, start, cut)
        start, end = _bare(text, cut, end)
    if start < end:
        yield start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
