"""Political interactions by PLOVER's sixteen types."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.extract.event_match import frame_events
from graph.extract.event_nouns import noun_events
from graph.extract.event_reactions import reactions
from graph.extract.event_sequels import announced, echoes, sequels
from graph.extract.participants import Cast
from graph.extract.reading import EventDraft, Reading, StatementDraft
from graph.extract.speech_acts import speech_events
from graph.model import EventStatus, EventType


def events(reading: Reading, statements: list[StatementDraft]) -> list[EventDraft]:
    """Every event of a document, in order; statements give those that are acts of speech."""
    cast = Cast(reading, statements)
    reported = [(verb, draft) for verb, draft in frame_events(cast) if not _asked(reading, verb)]
    told = [
        *(draft for _, draft in reported),
        *sequels(cast, reported),
        *echoes(cast, reported),
        *noun_events(cast),
        *announced(cast),
        *reactions(cast),
        *speech_events(cast, judging_verbs(reported)),
    ]
    return _distinct(told)


def _asked(reading: Reading, verb: Token) -> bool:
    """Whether a verb only stands in a question, outside of anybody's words: "Will the Guard be called up?"."""
    last = next((t for t in reversed(verb.sent) if not t.is_space), verb)
    return last.text == "?" and reading.quotation(verb.idx) is None


def judging_verbs(reported: Iterable[tuple[Token, EventDraft]]) -> set[int]:
    """The tokens of verbs that report praise, blame or a threat: a statement that they introduce is no further act."""
    acts = (EventType.ACCUSE, EventType.SUPPORT, EventType.THREATEN)
    return {verb.i for verb, draft in reported if draft.type in acts}


def _distinct(drafts: Iterable[EventDraft]) -> list[EventDraft]:
    """One event per actor, type and recipient: the first report of it, and none without an actor beside one with him.

    Troops may be sent to more places than one, and what is denied is another occasion.
    """
    kept: dict[tuple[object, ...], EventDraft] = {}
    for draft in drafts:
        where = id(draft.place) if draft.type is EventType.MOBILIZE and draft.place is not None else None
        key = (draft.type, id(draft.actor), id(draft.recipient), where, draft.status is EventStatus.NEGATED)
        kept.setdefault(key, draft)
    acted = {(d.type, id(d.recipient)) for d in kept.values() if d.actor is not None and d.recipient is not None}
    kept = {k: d for k, d in kept.items() if d.actor is not None or (d.type, id(d.recipient)) not in acted}
    return sorted(kept.values(), key=lambda d: (d.start, d.end))
