"""Stands that follow from others: a lawyer's from the clients', on an order from that on the ruling against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.extract.mention import ORDER, PERSON
from graph.extract.participants import Cast
from graph.extract.reading import EventDraft, Reading, RelationDraft, StatementDraft
from graph.extract.referent import Referent
from graph.extract.relations.voices import LAWYERS, voices
from graph.model import EventType, Predicate

SIGNED = re.compile(r"\bsign", re.IGNORECASE)
SHARED = 0.6  # how much of the certainty of the clients' stand goes over to their lawyer
WELCOMED = 0.4


def of_lawyers(
    reading: Reading, said: list[StatementDraft], known: dict[tuple[int, int], RelationDraft]
) -> Iterator[RelationDraft]:
    """A lawyer who is heard stands where the clients do. `known`: stands by the ids of who has them and of the norm."""
    heard = {id(s.speaker) for s in said}
    for person in reading.referents:
        if person.type is not PERSON or id(person) not in heard or not LAWYERS & {r.noun for r in person.roles}:
            continue
        clients = {id(link.object) for link in voices(reading, person)}
        for (actor, norm), draft in known.items():
            if actor in clients and (id(person), norm) not in known:
                yield replace(draft, subject=person, confidence=round(SHARED * draft.confidence, 2))


def of_rulings(cast: Cast, events: list[EventDraft]) -> Iterator[RelationDraft]:
    """Whoever welcomes a ruling against the main order stands against the order."""
    struck = [e.recipient for e in events if e.type is EventType.SANCTION and e.recipient is not None]
    order = next((r for r in struck if r.type is ORDER and r is cast.main), None)
    for event in events if order is not None else ():
        if order is not None and event.actor is not None and _welcomes(cast, event):
            yield RelationDraft(event.actor, Predicate.OPPOSES, order, event.start, event.end, WELCOMED)


def _welcomes(cast: Cast, event: EventDraft) -> bool:
    ruling: Referent | None = event.recipient if event.type is EventType.SUPPORT else None
    signed = SIGNED.search(cast.reading.document.text, event.start, event.end)
    return ruling is not None and ruling in cast.rulings and signed is None
