"""What is found by words, as it goes over the wire."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from api import links
from api.part import Stretch
from api.wire import EvidenceOut, Wire
from graph.search import Hit, Kind

LONGEST: Final = 400  # code points of a snippet
BEFORE: Final = 100  # of them at most before the first word that was looked for


class HitOut(Wire):
    """Something that was found. `label` is the name that a thing goes by, or the title of the document.

    `text` is the name that fits, or a snippet of the words that do, from the code point `offset` of what the evidence
    has on; `marks` are spans of `text` that were looked for. `score` (0 to 1) is by what hits are ordered. `documents`
    counts those that use the name. A name that no document's words have, and a title, are without evidence.
    """

    type: Kind
    iri: str
    id: str | None
    href: str
    label: str
    text: str
    offset: int
    marks: list[tuple[int, int]]
    score: float
    documents: int
    evidence: EvidenceOut | None


class Hits(Stretch[HitOut]):
    """Part of what was found. `corrected`: what was looked for in the place of what was asked, of which nothing is."""

    corrected: str | None


def hit(base_iri: str, found: Hit) -> HitOut:
    """What was found, with the addresses that show it."""
    offset, text, marks = snippet(found)
    return HitOut(
        type=found.kind,
        iri=found.iri,
        id=links.path_of(base_iri, found.iri),
        href=_href(base_iri, found),
        label=found.label,
        text=text,
        offset=offset,
        marks=marks,
        score=found.score,
        documents=found.documents,
        evidence=_evidence(base_iri, found),
    )


def _href(base_iri: str, found: Hit) -> str:
    fact = found.kind in (Kind.PROVISION, Kind.STATEMENT)
    return links.fact_page(base_iri, found.iri) if fact else links.page_of_iri(base_iri, found.iri)


def _evidence(base_iri: str, found: Hit) -> EvidenceOut | None:
    if found.document is None or found.start is None or found.end is None:
        return None
    iri = f"{found.document}#char={found.start},{found.end}"
    document = links.path_of(base_iri, found.document) or found.document
    return EvidenceOut(
        iri=iri,
        document=document.removeprefix("document/"),
        title=found.title or "",
        date=found.date,
        start=found.start,
        end=found.end,
        text=found.cited or found.text,
        href=links.page_of_iri(base_iri, iri),
    )


def snippet(found: Hit) -> tuple[int, str, list[tuple[int, int]]]:
    """From which code point on, the words, and the marks in them: all of a text, unless it is long."""
    text, start = found.text, 0
    if len(text) > LONGEST:
        first = found.marks[0][0] if found.marks else 0
        start = max(0, min(first - BEFORE, len(text) - LONGEST))
        start = text.find(" ", start, max(start, first)) + 1 or start if start else 0
    end = start + LONGEST
    if end < len(text):
        end = max(text.rfind(" ", start, end), end - BEFORE)
    return start, text[start:end], [(a - start, b - start) for a, b in found.marks if start <= a and b <= end]


def parts(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in parts, each with whether it was looked for."""
    cut, at = list[tuple[str, bool]](), 0
    for start, end in marks:
        cut += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [part for part in (*cut, (text[at:], False)) if part[0]]
