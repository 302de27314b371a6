"""Lines that were wrapped at a width, as in mails, old text files and text out of PDFs, joined to paragraphs again.

A line's end is a sentence's end to the parser, which is right for headlines, bylines and lists, and wrong for a line
that ended only because the next word did not fit. Such an end becomes a space; a word that it cut is made whole.
"""

from __future__ import annotations

import re
from itertools import pairwise

from graph.sources.hyphens import mend

NARROWEST, WIDEST = 50, 120  # characters; what is narrower is verse or a list, what is wider was not wrapped
SLACK = 12  # characters by which wrapped lines fall short of the width, beyond the word that did not fit
FEWEST = 3  # lines of full width, without which a width is chance

_ENDED = re.compile(
    r"""[.!?:;]["'”’)\]]*$"""
)  # a sentence ended here: whether or not it was wrapped, the break is right
_ITEM = re.compile(r"(?:[-*•–§|#>]|\(?\w{1,3}[.)]\s|section\b|article\b|whereas\b)", re.IGNORECASE)


def unwrap(text: str) -> str:
    """The text with whole words, and a space for each line break that wrapping made."""
    text = mend(text)
    lines = text.split("\n")
    lengths = sorted(len(line) for line, following in pairwise(lines) if line and following)
    if not lengths:
        return text
    width = lengths[len(lengths) * 19 // 20]
    if not NARROWEST <= width <= WIDEST or sum(width - SLACK <= length <= width for length in lengths) < FEWEST:
        return text
    return _joined(lines, width)


def _joined(lines: list[str], width: int) -> str:
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        word = following.split(" ", 1)[0]
        full = len(line) + 1 + len(word) > width - SLACK
        pieces.append(" " if full and _continues(line, following) else "\n")
        pieces.append(following)
    return "".join(pieces)


def _continues(line: str, following: str) -> bool:
    if not line.strip() or not following.strip() or _ENDED.search(line.rstrip()):
        return False
    return not _ITEM.match(following.lstrip())
