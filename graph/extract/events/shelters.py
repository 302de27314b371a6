"""Help that opens its doors, with nobody told who gives it: "a warming shelter has opened"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.participants import Cast
from graph.extract.reading import EventDraft
from graph.model import EventStatus, EventType


def opened(cast: Cast, noun: Token) -> Iterator[EventDraft]:
    """As in "a shelter has opened": help, of nobody in particular to nobody in particular."""
    frame = cast.reading.frame_of.get(noun.head.i) if noun.dep_ == "nsubj" else None
    if frame is not None and frame.lemma == "open" and frame.object is None:
        start, end = int(noun.left_edge.idx), int(noun.head.idx + len(noun.head))
        planned = frame.modal in {"will", "would"} or noun.head.dep_ == "xcomp"
        status = EventStatus.PLANNED if planned else EventStatus.ACTUAL
        said = cast.statement_at(noun.idx)
        yield EventDraft(EventType.AID, status, None, None, None, start, end, said, confidence=0.5)
