"""Lines that were wrapped at a width, as in mails, old text files and text out of PDFs, joined to paragraphs again.

A line's end is a sentence's end to the parser, which is right for headlines, bylines and lists, and wrong for a line
that ended only because the next word did not fit, or that OCR cut anywhere. Such an end becomes a space; a word that it
cut is made whole.
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
_OPEN = re.compile(
    r"(?:^|(?<!;)\s)(?:the|a|an|of|and|or|to|in|by|for|with|at|on|that|New|"
    r"this|these|such|any|each|its|their|shall|must|be|from|as)$"
)  # no line of its own ends so
_GOES_ON = re.compile(r"[a-z]{2,}\b(?![.):])|a ")  # as no line of its own begins
_SHORTENED = re.compile(r"\b(?:et seq|U\.S\.C|C\.F\.R|App|Reg)\.\)?$")  # as a sentence seldom ends
_AMID = re.compile(
    r"[.,;)](?!\S*\w)|\([A-Z]{2,}\)|(?:App|Stat|Reg)\.|Fed\.$"
)  # what goes on after an italic word: ".) (IEEPA)"
PROSE = 80  # characters; what is as long and ends with a comma goes on
# What stands alone before its paragraph: "§ 4.", "Section / 1.", "a."
_AFTER_LABEL = re.compile(
    r"^(?P<label>[ \t]*(?:§+|(?:Section|SECTION|Sec\.)|(?:§+\s?|(?:Section|SECTION|Sec\.|Article|ARTICLE)\s)?"
    r"(?:\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})[.)])))[ \t]*\n(?=[^\W_])",
    re.MULTILINE,
)
_PAGE = re.compile(
    r"(?<=[a-z,;])[ \t]*\n\s*(?:Page )?\d{1,3}[ \t]*\n\s*(?=[a-z]{2,}\b(?![.):]))"
)  # its number, amid a sentence
_NUMBERED = re.compile(r"\b(?:Nos?|Secs?|Arts?)\.\s*$")  # the number follows
_NUMBER = re.compile(r"\d|[A-Z]+-[\w-]*\d")  # "No. / DOI-BLM-0001"
_BREAK = re.compile(r"[ \t]*\n(?:[ \t]*\n)?[ \t]*(?=[^\s])")
_ITEM = re.compile(r"(?:[-*•–§|#>]|\(?\w{1,3}[.)]\s|S(?:ection|ECTION)\b|A(?:rticle|RTICLE)\b|W(?:hereas|HEREAS)\b)")
_CLAUSE = re.compile(r"(?:§|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s|Section\b|WHEREAS\b|[a-z]).*(?:\s[a-z]+){5}")


def unwrap(text: str) -> str:
    """The text with whole words, and a space for each line break that wrapping made."""
    return _rejoined(_unwrapped(mend(text)))


def _unwrapped(text: str) -> str:
    lines = text.split("\n")
    lengths = sorted(len(line) for line, following in pairwise(lines) if line and following)
    if not lengths:
        return text
    width = lengths[len(lengths) * 19 // 20]
    if not NARROWEST <= width <= WIDEST or sum(width - SLACK <= length <= width for length in lengths) < FEWEST:
        return text
    return _joined(lines, width)


def _rejoined(text: str) -> str:
    """The text without breaks in the middle of a phrase, which OCR leaves anywhere: "the / City"."""
    text = _AFTER_LABEL.sub(r"\g<label> ", _PAGE.sub(" ", text))
    return _BREAK.sub(lambda found: " " if _cuts(text, found) else found.group(), text)


def _cuts(text: str, found: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    stop = text.find("\n", found.end())
    following = text[found.end() : stop if stop >= 0 else len(text)]
    if _NUMBERED.search(line) and _NUMBER.match(following):
        return True
    if _runs_on(line, following, near=found.group().count("\n") == 1):
        return True
    if not any(map(str.isalpha, line)) or _ENDED.search(line) or _ITEM.match(following):
        return False
    page = found.group().count("\n") > 1  # the page's end, or a paragraph's
    if re.fullmatch(r"\s*[A-Z][\w.]*", line) and not following.startswith(("of ", "and ", "for ")):
        return False  # "Mayor" under a name
    if _GOES_ON.match(following):
        return not page or line.rstrip()[-1:].islower() or line.endswith(",")
    return not page and not line.isupper() and bool(_OPEN.search(line) or _CLAUSE.match(line))


def _runs_on(line: str, following: str, near: bool) -> bool:
    """Whether a line goes on in the next: after what shortens a citation, and, `near`, after a comma of prose."""
    if _SHORTENED.search(line) and not (_ITEM.match(following) and not _AMID.match(following)):
        return True
    prose = len(line) >= PROSE and len(following) >= PROSE
    return bool(_AMID.match(following)) or (near and prose and line.endswith(",") and not _ITEM.match(following))


def _joined(lines: list[str], width: int) -> str:
    pieces = [lines[0]]
    for line, following in pairwise(lines):
        word = following.split(" ", 1)[0]
        full = len(line) + 1 + len(word) > width - SLACK
        pieces.append(" " if full and _continues(line, following) else "\n")
        pieces.append(following)
    return "".join(pieces)


def _continues(line: str, following: str) -> bool:
    if _NUMBERED.search(line) and _NUMBER.match(following.lstrip()):
        return True
    if not line.strip() or not following.strip() or _ENDED.search(line.rstrip()):
        return False
    return not _ITEM.match(following.lstrip())
