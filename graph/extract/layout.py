"""What each paragraph of a document is: headline, prose, list item, section heading, or the page's own furniture."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
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


CAPTION = re.compile(r"(?i)^(?:file |viewer |staff )?(?:photo|image|picture)s?: (?=(?:\S+ ){4}\S+)")
CREDIT = re.compile(  # at a caption's end: "The city hall at dusk. Image: Ann Lee."
    r"(?<=[\w.,)’”] )(?:Image|Photo|Photograph|Picture)(?: credit)?: (?:[\w./’'-]+ ?){1,6}$", re.MULTILINE
)
SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s)|$)")


def noise(text: str, layout: tuple[Paragraph, ...]) -> list[tuple[int, int]]:
    """The stretches that name nothing of the story: of a line of furniture the sentences that make it so ("Subscribe
    for 99 cents."), but neither its other ones nor a caption; of a caption, who took the picture."""
    found = []
    for line in (p for p in layout if p.kind is Kind.FURNITURE):
        body = text[line.start : line.end]
        sentences = [m for m in SENTENCE.finditer(body) if not CAPTION.match(m.group())]
        found += [(line.start + m.start(), line.start + m.end()) for m in sentences if _is_furniture(m.group())]
    return found + [m.span() for m in CREDIT.finditer(text)]


def _is_furniture(text: str) -> bool:
    return any(pattern.search(text) for pattern in _furniture())


def _kind(line: str, number: int) -> Kind:
    if _is_furniture(line):
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


def paragraph_at(layout: Sequence[Paragraph], offset: int) -> Paragraph | None:
    """The paragraph that a code point lies in; of one between two, the first."""
    i = bisect_right(layout, offset, key=lambda p: p.start) - 1
    return layout[i] if i >= 0 else None
