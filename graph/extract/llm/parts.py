"""Long texts in parts, cut between paragraphs where they can be: no part is longer than a model can answer whole."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

PART = 12_000  # code points, some 3,000 tokens: twice as much may be answered, which most models' limits allow
SMALLEST = 1_000  # what is shorter is not cut again when an answer is cut off: its length is not the text's fault

# where to cut, the best place first
BORDERS = tuple(re.compile(pattern) for pattern in (r"\n[ \t]*\n\s*", r"\n\s*", r"(?<=[.!?…”\"’])\s+", r"\s+"))


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a text between two offsets."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part's words."""
        return text[self.start : self.end]

    def before(self, text: str, most: int) -> str:
        """The end of what comes before, from a word's beginning on."""
        words = text[max(0, self.start - most) : self.start]
        return words if self.start <= most else words.partition(" ")[2]


def parts(text: str, most: int = PART) -> list[Part]:
    """Parts of about the same length, none longer than `most`, which together are the whole text."""
    return list(_cut(text, Part(0, len(text)), most))


def halves(text: str, part: Part) -> list[Part]:
    """A part in two, or the part alone where it is too short to be cut."""
    length = part.end - part.start
    return [part] if length < 2 * SMALLEST else list(_cut(text, part, math.ceil(length * 2 / 3)))


def _cut(text: str, whole: Part, most: int) -> Iterator[Part]:
    start = whole.start
    while (rest := whole.end - start) > most:
        target = start + rest // math.ceil(rest / most)
        cut = _border(text, start + 1, start + most, target)
        yield Part(start, cut)
        start = cut
    yield Part(start, whole.end)


def _border(text: str, low: int, high: int, target: int) -> int:
    """The place between two offsets to cut at: a good border no further than half a part from the target."""
    reach = max(1, min(target - low, (high - low) // 2))
    for border in BORDERS:
        found = [match.end() for match in border.finditer(text, max(low, target - reach), high)]
        if found := [end for end in found if end < high]:
            return min(found, key=lambda end: abs(end - target))
    return target
