"""Which events an order's own text recounts, and which words of it only say how or why something is to be done."""

from __future__ import annotations

from graph.extract.norms.gates import PLAIN
from graph.extract.official.particulars import document_order
from graph.extract.reading import EventDraft, ProvisionDraft, Reading
from graph.model import EventStatus, EventType

SENTENCE = 2000  # characters: none is longer
WITHIN = 0.9  # of an event, in a norm: at half of it as many right ones go as wrong ones by the measure of F1
GENERAL = frozenset({EventType.AID, EventType.AGREE, EventType.CONSULT, EventType.COOPERATE, EventType.SUPPORT})
PAST = frozenset({"VBD", "VBN", "VBG"})
STANDING = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT})


def recounted(reading: Reading, norms: list[ProvisionDraft], events: list[EventDraft]) -> list[EventDraft]:
    """The events that are told: of a story all but what an order requires, of an order's own text what happened."""
    if not reading.official:
        return [e for e in events if not (_bidden(norms, e) and _general(reading, e))]
    own = document_order(reading)
    binding = [n for n in norms if n.kind not in PLAIN]
    return [
        e
        for e in events
        if not (e.type in STANDING and e.recipient is own)  # nobody has answered yet
        and not (e.type in GENERAL and _general(reading, e))
        and not _within_norm(reading, binding, e)
    ]


def _bidden(norms: list[ProvisionDraft], event: EventDraft) -> bool:
    """Whether an event is what an order requires or permits, or part of it: "told inspectors *to seize it*".

    That talks are to be held is told as often, and so is what may be done to those who break the order.
    """
    penalty = event.type is EventType.SANCTION and event.status is EventStatus.HYPOTHETICAL
    if penalty or event.type is EventType.CONSULT:
        return False
    shared = (min(n.end, event.end) - max(n.start, event.start) for n in norms if n.kind not in PLAIN)
    return max(shared, default=0) >= WITHIN * (event.end - event.start)


def _general(reading: Reading, event: EventDraft) -> bool:
    """Whether it is told as what is so at any time: "institutions that support their work", "prices that they pay"."""
    span = reading.doc.char_span(event.start, event.end, alignment_mode="expand")
    return event.status is not EventStatus.ACTUAL or span is None or not any(t.tag_ in PAST for t in span)


def _within_norm(reading: Reading, norms: list[ProvisionDraft], event: EventDraft) -> bool:
    """Whether an event stands in a sentence that binds somebody, and only says how it is to be done ("in consultation
    with the Secretary", "when requested by the Chair"); what its issuer asks stays."""
    at = event.start
    near = [n for n in norms if n.start - SENTENCE < at < n.end + SENTENCE]
    if not near or event.actor is near[0].order.issuer:
        return False
    span = reading.doc.char_span(at, at + 1, alignment_mode="expand")
    return span is not None and any(span.sent.start_char <= n.start < span.sent.end_char for n in near)
