"""One document as the families read it: layout, mentions, referents, frames and quotations, each computed once.

The families (`statements`, `provisions`, `events`, `relations`) are functions of a `Reading` that return drafts, whose
participants are `Referent`s; `rules` turns drafts into the record.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from spacy.tokens import Doc, Span, Token

from graph.extract.coref.coref import resolve
from graph.extract.coref.discourse import Discourse
from graph.extract.coref.readings import Decide, likeliest
from graph.extract.frames import Frame, frames_of
from graph.extract.layout import Kind, Paragraph, noise, paragraph_at, paragraphs
from graph.extract.mention import Mention
from graph.extract.names.name_types import retype
from graph.extract.names.names import named_mentions, shouted_tokens
from graph.extract.names.nominals import nominal_mentions
from graph.extract.official.official import is_official, signatures
from graph.extract.referent import Referent
from graph.extract.relations.roles import attach_titles
from graph.model import Document, EventStatus, EventType, Predicate, ProvisionKind


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between quotation marks; `start` and `end` (code points) leave the marks out."""

    start: int
    end: int
    closed: bool


@dataclass(slots=True, eq=False)
class StatementDraft:
    """`start`, `end`: code points of the content; `cue` the reporting word, if any."""

    speaker: Referent
    start: int
    end: int
    direct: bool
    cue: Token | None = None
    about: list[Referent] = field(default_factory=list)
    stance: str | None = None
    confidence: float = 0.8


@dataclass(slots=True, eq=False)
class ProvisionDraft:
    """`bearers`: all who are bound, the first named is the provision's bearer. `counterparty`: towards whom."""

    order: Referent
    kind: ProvisionKind
    bearers: list[Referent]
    start: int
    end: int
    condition: str | None = None
    deadline: str | None = None
    confidence: float = 0.8
    counterparty: Referent | None = None


@dataclass(slots=True, eq=False)
class EventDraft:
    """`statement`: the statement that the event is read in, where it is only claimed there."""

    type: EventType
    status: EventStatus
    actor: Referent | None
    recipient: Referent | None
    place: Referent | None
    start: int
    end: int
    statement: StatementDraft | None = None
    time: str | None = None
    confidence: float = 0.7
    quantity: str | None = None


@dataclass(slots=True, eq=False)
class RelationDraft:
    """`object` is a referent, or the literal of `holdsOffice`; `at_most`: how sure it is, whatever speaks for it."""

    subject: Referent
    predicate: Predicate
    object: Referent | str
    start: int
    end: int
    confidence: float = 0.8
    at_most: float = 1.0


Draft = RelationDraft | ProvisionDraft | StatementDraft | EventDraft


@dataclass(frozen=True, slots=True)
class Drafts:
    """All that was read from one document, by family."""

    relations: list[RelationDraft]
    provisions: list[ProvisionDraft]
    statements: list[StatementDraft]
    events: list[EventDraft]

    def __iter__(self) -> Iterator[Draft]:
        """Every fact, family by family."""
        return chain(self.relations, self.provisions, self.statements, self.events)


@dataclass(slots=True)
class Reading:
    """Everything the families share about one document."""

    document: Document
    doc: Doc
    paragraphs: tuple[Paragraph, ...]
    discourse: Discourse
    frames: list[Frame]
    frame_of: dict[int, Frame]
    quotations: list[Quotation]
    official: bool

    @property
    def referents(self) -> list[Referent]:
        """The things spoken of, in order of first mention by name."""
        return self.discourse.referents

    def referent(self, token: Token | None) -> Referent | None:
        """What a token stands for, pronouns resolved; None where unknown."""
        return self.discourse.of(token)

    def paragraph(self, offset: int) -> Paragraph | None:
        """The paragraph that a code point lies in."""
        return paragraph_at(self.paragraphs, offset)

    def in_furniture(self, token: Token) -> bool:
        """Whether a token belongs to the page around the story."""
        paragraph = self.paragraph(token.idx)
        return paragraph is not None and paragraph.kind is Kind.FURNITURE

    def quotation(self, offset: int) -> Quotation | None:
        """The quotation that a code point lies in."""
        i = bisect_right(self.quotations, offset, key=lambda q: q.start) - 1
        return self.quotations[i] if i >= 0 and offset < self.quotations[i].end else None


Mend = Callable[[Doc, list[Mention], frozenset[int]], list[Mention]]


def as_found(_doc: Doc, named: list[Mention], _shouted: frozenset[int]) -> list[Mention]:
    """The names of the rules as they are."""
    return named


def read(document: Document, doc: Doc, decide: Decide = likeliest, mend: Mend = as_found) -> Reading:
    """Read a parsed document once, for all families. `decide`: which of its `readings` a mention has. `mend`: what the
    names are, of those that the rules find."""
    layout = paragraphs(document.text)
    furniture = [(p.start, p.end) for p in layout if p.kind is Kind.FURNITURE]
    shouted = shouted_tokens(doc)
    named = mend(doc, names_by_rule(document, doc, layout, shouted), shouted)
    attach_titles(doc, named)
    mentions = named + [m for m in nominal_mentions(doc, named) if not _within(m.span, furniture)]
    frames = frames_of(doc)
    official = is_official(document.text)
    return Reading(
        document,
        doc,
        layout,
        resolve(doc, mentions, _lead(doc, layout), signatures(document.text), official, decide),
        frames,
        {f.verb.i: f for f in frames},
        quotations(document.text, layout),
        official,
    )


def names_by_rule(
    document: Document, doc: Doc, layout: tuple[Paragraph, ...], shouted: frozenset[int]
) -> list[Mention]:
    """The names that the rules find, with their types; `shouted`: where a capital tells nothing."""
    apart = noise(document.text, layout)
    named = [m for m in named_mentions(doc, document.text, layout, shouted) if not _within(m.span, apart)]
    attach_titles(doc, named)
    retype(doc, named, shouted)
    return named


def _within(span: Span, spans: list[tuple[int, int]]) -> bool:
    return any(a < span.end_char and span.start_char < b for a, b in spans)


def _lead(doc: Doc, layout: tuple[Paragraph, ...]) -> int:
    """The token where the body begins, after headline and heading."""
    body = next((p.start for p in layout if p.kind is Kind.PROSE), 0)
    return next((t.i for t in doc if t.idx >= body), 0)


def quotations(text: str, layout: tuple[Paragraph, ...]) -> list[Quotation]:
    """Quoted stretches, paragraph by paragraph, so that an unclosed mark spoils no more than its own paragraph.

    A text without any double mark is read in the British style, ‘…’ or '…'; there only closed pairs count.
    """
    if not any(mark in text for mark in '“"'):
        return [q for paragraph in layout for q in _single(text, paragraph)]
    result = []
    for number, paragraph in enumerate(layout):
        body = text[paragraph.start : paragraph.end]
        opened: int | None = None
        for i, char in enumerate(body):
            if opened is None and (char == "“" or (char == '"' and _opens(body, i))):
                opened = i + 1
            elif opened is not None and (char == "”" or char == '"'):
                if i > opened:
                    result.append(Quotation(paragraph.start + opened, paragraph.start + i, closed=True))
                opened = None
        if opened is not None and opened < len(body):
            goes_on = any(text[p.start] in '“"' for p in layout[number + 1 : number + 2])
            end = len(body) if goes_on else _lost_end(body, opened)
            result.append(Quotation(paragraph.start + opened, paragraph.start + end, closed=not goes_on))
    return result


# A mark that was never closed, by a slip, ends where somebody else speaks, or with its sentence.
LOST = re.compile(
    r",(?= (?:[\w.’'-]+ ){0,5}?(?:said|says|told|asked|added|wrote|warned|replied)\b)|(?<=[a-z)]{2}[.!?])\s"
)


def _lost_end(body: str, opened: int) -> int:
    """Where a quotation ends whose closing mark is missing: "“We will obey it, said Chief Park. The union …"."""
    lost = LOST.search(body, opened)
    return lost.start() if lost is not None else len(body)


SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\S)(.{1,2000}?)(?<=\S)[’'](?!\w)")


def _single(text: str, paragraph: Paragraph) -> list[Quotation]:
    found = SINGLE.finditer(text, paragraph.start, paragraph.end)
    return [Quotation(m.start(1), m.end(1), closed=True) for m in found]


def _opens(body: str, i: int) -> bool:
    return i + 1 < len(body) and not body[i + 1].isspace()
