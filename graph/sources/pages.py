"""The pages of a text as one: without running headers and footers and page numbers, sentences going on across pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

DEEP = 4  # lines from either edge among which headers and footers are looked for
SHARE = 0.4  # of the pages; left and right pages may have headers of their own

_NUMBER = re.compile(r"\d{1,4}")
_PAGE_NUMBER = re.compile(
    r"[-–—.|\s]*(?P<page>page|p\.)?\s*(?P<number>\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[-–—.|\s]*", re.I
)
_ENDED = re.compile(r"""[.!?:;]["'”’)\]]*$""")


def joined(pages: Sequence[str]) -> str:
    """The text of the pages; what a header says is kept where it stands first, since it may be the letterhead."""
    lines = [[line.rstrip() for line in page.strip().split("\n")] for page in pages]
    repeated = _repeated(lines)
    kept = ["\n".join(_inner(page, index, repeated)) for index, page in enumerate(lines)]
    text = ""
    for page in filter(str.strip, kept):
        text += ("\n\n" if _ENDED.search(text) else "\n" if text else "") + page
    return text


def _repeated(pages: list[list[str]]) -> set[str]:
    """The keys of lines that stand at the edges of many pages."""
    counts = Counter(
        key for index, page in enumerate(pages) for key in {k for line in _edges(page) for k in _keys(line, index)}
    )
    fewest = max(2, SHARE * len(pages))
    return {key for key, count in counts.items() if count >= (max(3, fewest) if "\0" in key else fewest)}


def _edges(page: list[str]) -> list[str]:
    return page if len(page) <= 2 * DEEP else page[:DEEP] + page[-DEEP:]


def _keys(line: str, index: int) -> Iterator[str]:
    """The line as it is, and with each number as its distance from the page's, in which page numbers stay the same."""
    words = " ".join(line.lower().split())
    if not words:
        return
    yield words
    for number in _NUMBER.finditer(words):
        yield f"{words[: number.start()]}\0{int(number.group()) - index}\0{words[number.end() :]}"


def _inner(page: list[str], index: int, repeated: set[str]) -> list[str]:
    """A page's lines without header and footer; the first page keeps its head."""
    start, end = 0, len(page)
    while start < min(DEEP, end) and index and _is_running(page[start], index, repeated):
        start += 1
    while end > max(start, len(page) - DEEP) and _is_running(page[end - 1], index, repeated):
        end -= 1
    return page[start:end]


def _is_running(line: str, index: int, repeated: set[str]) -> bool:
    if not line.strip():
        return True
    number = _PAGE_NUMBER.fullmatch(line)
    if number and (number["page"] or int(number["number"]) == index + 1):
        return True
    return not repeated.isdisjoint(_keys(line, index))
