"""Statements that are themselves political acts: accusing, supporting, requesting, threatening."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from graph.extract.blame import meant, targets
from graph.extract.layout import Kind
from graph.extract.lexicon import words
from graph.extract.participants import ACTORS, FIRST, Cast
from graph.extract.reading import EventDraft, StatementDraft
from graph.extract.referent import Referent
from graph.extract.stance import hits
from graph.model import EventStatus, EventType

OUGHT = frozenset({"should", "must", "ought"})
BLAME, PRAISE = -2.0, 2.0  # how much a statement must judge to be an act of its own


def speech_events(cast: Cast, taken: set[int]) -> Iterator[EventDraft]:
    """The acts that statements are. `taken`: verbs that report an event already, by their token."""
    for said in cast.said:
        paragraph = cast.reading.paragraph(said.start)
        if paragraph is None or paragraph.kind in (Kind.TITLE, Kind.FURNITURE):
            continue
        span = cast.reading.doc.char_span(said.start, said.end, alignment_mode="expand")
        if span is None or not len(span) or cast.is_a(said.speaker, "court"):
            continue
        yield from _requests(cast, said, span)
        if said.cue is None or said.cue.i not in taken:
            yield from _judgement(cast, said, span)


def _judgement(cast: Cast, said: StatementDraft, span: Span) -> Iterator[EventDraft]:
    found = hits(span)
    value = sum(h.value for h in found) + _cue_value(said)
    if BLAME < value < PRAISE:
        return
    kind = EventType.ACCUSE if value < 0 else EventType.SUPPORT
    for target in targets(cast, said, span, found, value < 0):
        yield _event(cast, kind, said, span, target)


def _cue_value(said: StatementDraft) -> float:
    lemma = "" if said.cue is None else said.cue.lemma_.lower()
    if lemma in words("stance", "complaint_cue"):
        return -2.0
    if lemma in words("stance", "praise_cue"):
        return 2.0
    return -1.0 if lemma in words("stance", "warn_cue") else 0.0


def _requests(cast: Cast, said: StatementDraft, span: Span) -> Iterator[EventDraft]:
    """"the legislature should act": what another ought to do; what he should have done blames him."""
    for token in span:
        if token.lower_ in OUGHT and token.tag_ == "MD" and token.head.pos_ in {"VERB", "AUX"}:
            verb = token.head
            subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
            if subject is None or subject.lower_ in FIRST:
                continue
            late = any(c.lower_ in {"have", "'ve", "’ve"} and c.dep_ == "aux" for c in verb.children)
            kind = EventType.ACCUSE if late else EventType.REQUEST
            for target in meant(cast, subject):
                if target.type in ACTORS and target is not said.speaker:
                    yield _event(cast, kind, said, span, target)


def _event(cast: Cast, kind: EventType, said: StatementDraft, span: Span, target: Referent) -> EventDraft:
    start, end = _extent(said)
    return EventDraft(kind, EventStatus.ACTUAL, said.speaker, target, None, start, end, None)


def _extent(said: StatementDraft) -> tuple[int, int]:
    """Quote and cue, with the cue's subject."""
    edges: list[Token] = [] if said.cue is None else [said.cue, *(c for c in said.cue.children if c.dep_ == "nsubj")]
    start = min([said.start, *(t.left_edge.idx if t.dep_ == "nsubj" else t.idx for t in edges)])
    end = max([said.end, *(t.idx + len(t) for t in edges)])
    return (start, end) if end - start < 4 * (said.end - said.start) + 200 else (said.start, said.end)


