"""Political interactions by PLOVER's sixteen types."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from graph.extract.events.nouns import noun_events
from graph.extract.events.patterns import frame_events
from graph.extract.events.reactions import reactions
from graph.extract.events.sequels import announced, echoes, sequels
from graph.extract.events.speech_acts import speech_events
from graph.extract.participants import Cast
from graph.extract.reading import EventDraft, Reading, StatementDraft
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
        kept.setdefault((*_aim(draft), id(draft.actor), where), draft)
    acted = {_aim(d) for d in kept.values() if d.actor is not None and d.recipient is not None}
    told = (d for d in kept.values() if d.actor is not None or _aim(d) not in acted)
    return sorted(told, key=lambda d: (d.start, d.end))


def _aim(draft: EventDraft) -> tuple[object, ...]:
    """What is done to whom, or not done."""
    return draft.type, id(draft.recipient), draft.status is EventStatus.NEGATED
