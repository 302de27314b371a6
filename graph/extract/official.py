"""What an order's own text says of itself: its heading, and who signed it in which office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.layout import Kind, Paragraph

OFFICIAL = re.compile(
    r"\bhereby (?:further )?(?:order|direct|declare|proclaim|establish|find|create|revoke|rescind)|"
    r"\bis hereby (?:further )?(?:ordered|directed|declared|created|established|revoked|rescinded)|NOW,? THEREFORE|"
    r"\bBy (?:virtue of )?(?:the )?(?:power and )?authority (?:that|vested)|IN WITNESS WHEREOF|^WHEREAS",
    re.IGNORECASE | re.MULTILINE,
)
HEADING = re.compile(
    r"^(?:THE FOLLOWING |A |AN )?(?P<name>(?:[A-Z][\w’'-]+ ){0,3}(?:ORDER|DIRECTIVE|PROCLAMATION|MEMORANDUM|DECLARATION|Order|Directive|Proclamation|"
    r"Memorandum|Declaration)(?: OF (?:THE [A-Z ]+|A STATE OF EMERGENCY|EMERGENCY|[A-Z ]+)| of Emergency| of the [A-Z]\w+ [A-Z]\w+)?)$"
)
NAME = re.compile(
    r"^(?:/s/\s*)?(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,4}(?:, (?:Jr|Sr|JR|SR|M\.D)\.?)?)(?:, M\.?D\.?(?:, M\.?P\.?H\.?)?)?$"
)
TITLE = re.compile(
    r"^(?!office|department)(?:the )?(?:[\w.’']+ ){0,4}(?:governor|mayor|president|secretary|premier|director|commissioner|solicitor|attorney|clerk|officer|executive|"
    r"manager|administrator|superintendent|chair|sheriff|judge|minister|counsel|controller)\b.{0,60}$",
    re.IGNORECASE,
)
WITNESS = re.compile(r"^(?:attest|approved as to form|by order of|witness|filed|certified)", re.IGNORECASE)
DECLARED = re.compile(
    r"\bI, (?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,4}(?:, (?:Jr|Sr|JR|SR)\.?)?), (?:the )?(?P<title>[^,;]{4,70})[,;]"
)


NOT_A_NAME = re.compile(
    r"\b(?:of|the|state|city|county|order|office|department|attest|executive|house|documents)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Signature:
    """Code points of a signatory's name and title; `own`: of the issuer, not of a witness."""

    start: int
    end: int
    title_start: int
    title_end: int
    own: bool


def is_official(text: str) -> bool:
    """Whether a text is an order in its own words, by the formulas of enactment."""
    return bool(OFFICIAL.search(text))


def headings(text: str, layout: tuple[Paragraph, ...]) -> Iterator[tuple[int, int]]:
    """Code points of the lines before the body that say what the document is: "EXECUTIVE ORDER"."""
    for paragraph in layout[:14]:
        if paragraph.kind is Kind.PROSE:
            return
        match = HEADING.match(text[paragraph.start : paragraph.end])
        if match:
            yield paragraph.start + match.start("name"), paragraph.start + match.end("name")


def signatures(text: str, layout: tuple[Paragraph, ...]) -> list[Signature]:
    """Who signed, from "I, Jane Doe, Governor of …" and from the lines at the foot; empty for other texts."""
    if not is_official(text):
        return []
    found = [
        Signature(m.start("name"), m.end("name"), m.start("title"), m.end("title"), own=True)
        for m in DECLARED.finditer(text)
        if TITLE.match(m["title"])
    ]
    lines = [(p, text[p.start : p.end]) for p in layout]
    for (before, _), (paragraph, line), (after, title) in zip(
        [(layout[0], ""), *lines[:-1]], lines, [*lines[1:], (layout[-1], "")], strict=True
    ):
        match = NAME.match(line)
        if not match or len(line) > 45 or NOT_A_NAME.search(line):
            continue
        titled = bool(TITLE.match(title)) and len(title) < 70
        if titled or title.upper().startswith("THE WHITE HOUSE"):
            own = not WITNESS.match(text[before.start : before.end])
            start = paragraph.start + match.start("name")
            at = (after.start, after.end) if titled else (start, start)
            found.append(Signature(start, paragraph.start + match.end("name"), *at, own=own))
    return found
