"""Words that a line's end cut in two, as PDFs and typewriters do, made whole: "emer-/gency", but "stay-at-/home".

The second half moves up to the first, so that lines stay lines (what is wrapped is told by their width): of
"a state of emer-/gency in the city" the first line becomes "a state of emergency". Whether the hyphen is the word's own
is asked of the text itself, which most often has the word elsewhere, and then of what English joins by a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Set

_CUT = re.compile(
    r"(?<![^\s(“\"‘'])(?P<left>[^\W_][\w’'.-]*)(?P<hyphen>[-\u2010\u00ad])[ \t]*\n[ \t]*"
    r"(?P<right>[^\W_](?:[\w.’'-]*\w)?)(?P<mark>[^\s\w]*)[ \t]*\n?"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST = frozenset(  # what begins a compound, and seldom a word that is written in one
    "anti cross four five eight nine non quasi self twenty thirty forty fifty sixty seventy eighty ninety well".split()
)
_LAST = frozenset(  # what ends one
    "appointed based day driven era free funded led level only owned related round run specific style term time "
    "year".split()
)
_OPEN = frozenset("and or to".split())  # "small- and medium-sized"


def mend(text: str) -> str:
    """The text with every word whole that a line's end cut; unchanged where none is."""
    if not _CUT.search(text):
        return text
    whole = frozenset(word.lower() for word in _WORD.findall(_CUT.sub(" ", text)))
    return _CUT.sub(lambda cut: _joined(cut, whole), text)


def _joined(cut: re.Match[str], whole: Set[str]) -> str:
    left, right = cut["left"], cut["right"]
    open_ended = right.lower() in _OPEN and cut["hyphen"] != "\u00ad"
    name = right[0].isupper() and not (left.isupper() and len(left) > 3)  # a scrawl above a name, "U.S.-/Mexico"
    if open_ended or name:
        return cut.group()
    hyphen = "-" if _own(left, right, whole) else ""
    return f"{left}{hyphen}{right}{cut['mark']}" + ("\n" if cut.end() < len(cut.string) else "")


def _own(left: str, right: str, whole: Set[str]) -> bool:
    """Whether the word is written with its hyphen: "COVID-19", "after-school", "stay-at-home"."""
    shouted = left.isupper() and len(left) > 1
    if not left.isalpha() or not right[0].isalpha() or (right[0].isupper() and not right.isupper()):
        return True
    first, second = left.lower(), right.lower()
    if f"{first}-{second}" in whole:
        return True
    if first + second in whole:
        return False
    parts = first in whole and second.split("-")[0] in whole and min(len(first), len(second)) > 3
    named = left[0].isupper() and not right.isupper() and second.endswith("ed") and len(second) > 4  # "Trump-appointed"
    compound = second in _LAST or (first in _FIRST and len(second) > 3)
    return parts or named or compound or (shouted and not right.isupper())
