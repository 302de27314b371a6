"""Sentences: where those of a text begin and end, by punctuation alone, for what needs no language model."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

# a full stop after three small letters and before a capital: "Gov." ends no sentence
END = re.compile(r"(?<=[a-z0-9)][a-z0-9)][a-z0-9)])[.!?][\"”’)]*\s+(?=[A-Z“\"‘])|[.!?][\"”’]\s+|\n")


class Sentences:
    """The sentences and lines of one text."""

    def __init__(self, text: str) -> None:
        ends = [found.span() for found in END.finditer(text)]
        self._begin = [0, *(end for _, end in ends)]
        self._stop = [*(start for start, _ in ends), len(text)]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """From the beginning of the sentence that a span begins in to the stop of the one that it ends in."""
        first = self._begin[bisect_right(self._begin, start) - 1]
        last = bisect_left(self._stop, end)
        return first, max(end, self._stop[min(last, len(self._stop) - 1)])
