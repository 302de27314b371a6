"""What each paragraph of a document is: headline, prose, list item, section heading, or the page's own furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.extract.lexicon import table


class Kind(StrEnum):
    """What a paragraph is for."""

    TITLE = "title"
    HEADING = "heading"
    PROSE = "prose"
    ITEM = "item"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`text[start:end]`, without the line breaks around it."""

    start: int
    end: int
    kind: Kind


LINE = re.compile(r"[^\n]*\S[^\n]*")
ITEM = re.compile(r"\s*(?:[-•*·–▪]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s")
END = re.compile(r"[.!?:;,][\"'”’)\]]*$")


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """One for each line that carries text, in order."""
    lines = list(LINE.finditer(text))
    result = []
    for number, line in enumerate(lines):
        start = line.start() + len(line.group()) - len(line.group().lstrip())
        body = text[start : line.end()].rstrip()
        result.append(Paragraph(start, start + len(body), _kind(body, number)))
    return tuple(result)


def _kind(line: str, number: int) -> Kind:
    if any(pattern.search(line) for pattern in _furniture()):
        return Kind.FURNITURE
    if ITEM.match(line):
        return Kind.ITEM
    if number == 0 and not END.search(line):
        return Kind.TITLE
    if len(line) < 90 and not END.search(line):
        return Kind.HEADING
    return Kind.PROSE


_COMPILED: list[re.Pattern[str]] = []


def _furniture() -> list[re.Pattern[str]]:
    if not _COMPILED:
        _COMPILED.extend(re.compile(pattern) for pattern in table("furniture")["patterns"])
    return _COMPILED
