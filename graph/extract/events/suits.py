"""At whom suits and rulings are aimed: a defendant who is named; the order, not its issuer, that a court stops."""

from __future__ import annotations

import re

from graph.extract.mention import NORMS
from graph.extract.reading import EventDraft, Reading, StatementDraft
from graph.model import EventType

SUIT = re.compile(
    r"\b(?:sue[ds]?|suing|suits?|lawsuits?|(?:to|in) (?:\w+ )?court|complaint|defendants?|injunction"
    r"|(?:brought|filed) (?:the|a|its|their) case)\b",
    re.IGNORECASE,
)


def defended(reading: Reading, said: list[StatementDraft], events: list[EventDraft]) -> list[EventDraft]:
    """The events without those that tell a suit or a ruling anew, of another than it is aimed at."""
    twice = {id(e) for e in (*_sued_again(reading, said, events), *_stopped_again(events))}
    return [e for e in events if id(e) not in twice]


def _sued_again(reading: Reading, said: list[StatementDraft], events: list[EventDraft]) -> list[EventDraft]:
    """A suit, or what it argues, told as aimed at the norm where it names a defendant."""
    suits = [e for e in events if e.type is EventType.ACCUSE and _is_suit(reading, e)]
    named = {id(e.actor) for e in suits if e.recipient is not None and not _of_norm(e)}
    argued = [e for e in events if named and _argued(said, e)]
    return [e for e in (*suits, *argued) if id(e.actor) in named and _of_norm(e)]


def _stopped_again(events: list[EventDraft]) -> list[EventDraft]:
    """Who issued an order, found to have had no power to, where the same court stops the order."""
    acts = [e for e in events if e.type is EventType.SANCTION and e.recipient is not None]
    stopped = {(id(e.actor), id(e.recipient.issuer)) for e in acts if e.recipient is not None and _of_norm(e)}
    return [e for e in acts if (id(e.actor), id(e.recipient)) in stopped]


def _is_suit(reading: Reading, event: EventDraft) -> bool:
    return SUIT.search(reading.document.text, event.start, event.end) is not None


def _of_norm(event: EventDraft) -> bool:
    return event.recipient is not None and event.recipient.type in NORMS


def _argued(said: list[StatementDraft], event: EventDraft) -> bool:
    """Whether an event is what somebody is reported to have said, not in his own words."""
    if event.type is not EventType.ACCUSE:
        return False
    mine = (s for s in said if s.speaker is event.actor and event.start <= s.start and s.end <= event.end)
    return any(not s.direct for s in mine)
