"""The reading view: a text cut into segments, each with the facts and entities that stand on it.

Spans of facts overlap freely, HTML elements may not. So the text is cut wherever a span begins or ends, and every
piece carries the classes of all spans over it: kinds (how it is underlined) and numbers (what a fact's card lights up).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, TypeVar

from api.links import anchor
from api.pages.checked import UNCHECKED, Checked, labelled
from graph.fact_fields import Fact, facts
from graph.judgement import Family
from graph.model import Document, Entity, Evidence, Record
from graph.topics import About, Topics, topics

_PARAGRAPH: Final = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
One = TypeVar("One")
UNDERLINED: Final = ("provision", "statement", "event")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with what stands on it: a fact (`label` is its card's number, "S1") or a mention (`entity`)."""

    evidence: Evidence
    kind: str
    label: str = ""
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that no span begins or ends in.

    `anchors` are the ids of spans that begin here, `labels` the facts that begin here, `kinds` and `numbers` those of
    all spans over the piece, `entity` the id of the entity that it mentions, the inner one of two.
    """

    text: str
    anchors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    entity: str = ""

    @property
    def classes(self) -> str:
        """For the style sheets: kinds, and `n-S1` for each number."""
        return " ".join([*self.kinds, *(f"n-{number}" for number in self.numbers)])


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page shows: paragraphs of segments and where each starts, the record's entities by id, and the topics.

    Of a stored document `checked` has what the facts are called elsewhere, and what people have judged of them.
    """

    document: Document
    record: Record
    paragraphs: tuple[tuple[Segment, ...], ...]
    starts: tuple[int, ...]
    entities: Mapping[str, Entity]
    pages: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[About, ...] = ()
    checked: Checked = UNCHECKED

    def facts(self, kind: str) -> list[tuple[str, Fact]]:
        """The facts of one family with their labels: [("S1", Statement), …]."""
        return [(label, fact) for label, handle, fact in labelled(facts(self.record)) if handle.family == kind]

    def details(self) -> list[tuple[str, str, str, Fact]]:
        """What is told of the form of orders: label, the order's id, what it is (number, signed …), and the detail."""
        return [
            (label, self.record.orders[handle.number].order, handle.name, fact)
            for label, handle, fact in labelled(facts(self.record))
            if handle.family is Family.DETAIL
        ]


def read(
    document: Document, record: Record, pages: Mapping[str, str] | None = None, checked: Checked = UNCHECKED
) -> Reading:
    """The reading view of a document; `pages` says where each entity has a page."""
    spans = tuple(paragraphs_of(document.text))
    told = topics(document, record)
    shares = _share_out(marks_of(record, told), spans)
    paragraphs = tuple(tuple(cut(document.text, *span, marks)) for span, marks in zip(spans, shares, strict=True))
    entities = {e.id: e for e in record.entities}
    starts = tuple(start for start, _ in spans)
    return Reading(document, record, paragraphs, starts, entities, dict(pages or {}), told.document, checked)


def _share_out(marks: Iterable[Mark], spans: Sequence[tuple[int, int]]) -> list[list[Mark]]:
    """For each paragraph the marks that touch it, most of which touch only one."""
    shares: list[list[Mark]] = [[] for _ in spans]
    starts = [start for start, _ in spans]
    for mark in marks:
        index = max(bisect_right(starts, mark.evidence.start) - 1, 0)
        while index < len(spans) and spans[index][0] < mark.evidence.end:
            shares[index].append(mark)
            index += 1
    return shares


def marks_of(record: Record, told: Topics) -> Iterator[Mark]:
    """Every span of a record and its topics: facts first, then topics and mentions."""
    for label, handle, fact in labelled(facts(record)):
        yield Mark(fact.evidence, handle.family.value, label)
    about = (one.evidence for some in (told.document, *told.orders.values()) for one in some)
    for number, evidence in enumerate(_distinct(about), 1):
        yield Mark(evidence, "topic", f"T{number}")
    for entity in record.entities:
        for mention in entity.mentions:
            yield Mark(mention, "entity", entity=entity.id)


def paragraphs_of(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the paragraphs: what stands between empty lines."""
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def cut(text: str, start: int, end: int, marks: Iterable[Mark]) -> Iterator[Segment]:
    """The segments of `text[start:end]`, in order; their texts joined give it back."""
    over = [m for m in marks if m.evidence.start < end and m.evidence.end > start]
    begins: dict[int, list[Mark]] = defaultdict(list)
    for mark in over:
        begins[max(mark.evidence.start, start)].append(mark)
    edges = sorted({start, end, *begins, *(m.evidence.end for m in over if m.evidence.end < end)})
    active: list[Mark] = []
    for left, right in pairwise(edges):
        active = [m for m in active if m.evidence.end > left] + begins[left]
        yield _segment(text[left:right], [m for m in begins[left] if m.evidence.start == left], active)


def _segment(text: str, beginning: Sequence[Mark], active: Sequence[Mark]) -> Segment:
    return Segment(
        text,
        anchors=_distinct(anchor(m.evidence.start, m.evidence.end) for m in beginning),
        labels=_distinct(m.label for m in beginning if m.kind in UNDERLINED),
        kinds=_distinct(m.kind for m in active if m.kind in UNDERLINED),
        numbers=_distinct(m.label for m in active if m.label),
        entity=min((m for m in active if m.entity), key=_length, default=_NOBODY).entity,
    )


_NOBODY: Final = Mark(Evidence(0, 0, ""), "entity")


def _length(mark: Mark) -> int:
    return mark.evidence.end - mark.evidence.start


def _distinct(some: Iterable[One]) -> tuple[One, ...]:
    return tuple(dict.fromkeys(some))


def marks_css(document: Document, record: Record, most: int = 500) -> str:
    """The style sheet that lights up a span when its anchor is the target of a link, or its card is pointed at or has
    the focus; and the card when its span is.

    Without script this needs one rule for each fact; pages with more than `most` facts light up only those.
    """
    rules = [
        f"body:has(#{_id(m)}:target,#{m.label}:is(:target,:hover,:focus-within)) .n-{m.label},"
        f"body:has(.n-{m.label}:is(:hover,:focus)) :is(.n-{m.label},#{m.label})"
        "{background-color:var(--lit);color:var(--ink)}"
        for m in marks_of(record, topics(document, record))
        if m.label
    ]
    return "\n".join(rules[:most]) + "\n"


def _id(mark: Mark) -> str:
    """The anchor of a mark as style sheets write it, to which `=` and `,` mean something."""
    return re.sub(r"([=,])", r"\\\1", anchor(mark.evidence.start, mark.evidence.end))
