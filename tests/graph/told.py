"""Small documents on Executive Order 2025-8 with their records: what tests of its status are made of."""

from __future__ import annotations

from dataclasses import replace

from graph.case import ANNOTATED
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    OrderDetails,
    Particular,
    Predicate,
    Record,
    Relation,
    Statement,
)

Case = tuple[Document, Record]
ORDER = "Executive Order 2025-8"
PATH = "order/brandon-johnson-mayor-of-chicago-executive-order-2025-8"
JUDGE = "Judge April Perry"


def story(key: str, date: str | None, text: str, *events: Event, **days: str) -> Case:
    """A story in which the mayor's order is named; `days` are signed=, effective=, expires=, as stated in it."""
    text = f"{text} Mayor Brandon Johnson issued {ORDER}."
    document = Document(text, url=f"https://papers.example/{key}", date=date, title=key)
    order, mayor = span(text, ORDER), span(text, "Brandon Johnson")
    entities = [
        Entity("order", EntityType.ORDER, ORDER, (order,)),
        Entity("mayor", EntityType.PERSON, "Brandon Johnson", (mayor,)),
        Entity("judge", EntityType.PERSON, JUDGE, (order,)),
        Entity("ruling", EntityType.POLICY, "preliminary injunction", (order,)),
    ]
    relations = [
        Relation("mayor", Predicate.HOLDS_OFFICE, mayor, value="Mayor of Chicago"),
        Relation("order", Predicate.ISSUED_BY, order, object="mayor"),
    ]
    details = OrderDetails("order", **{name: Particular(day, order) for name, day in days.items()})
    said = [e for e in events if e.attributed_to is not None]
    statements = [Statement("judge", e.evidence, direct=False) for e in said]
    return document, Record(
        document.id,
        ANNOTATED,
        tuple(entities),
        tuple(relations),
        (),
        tuple(statements),
        events,
        (details,) if days else (),
    )


def deed(
    text: str,
    what: EventType = EventType.SANCTION,
    status: EventStatus = EventStatus.ACTUAL,
    *,
    to: str = "order",
    said: bool = False,
    time: str | None = None,
) -> Event:
    """What a judge does, in the words that the story begins with."""
    evidence = Evidence(0, len(text), text)
    return Event(what, status, "judge", to, None, evidence, time=time, attributed_to=0 if said else None)


def blocked(key: str, date: str | None, text: str = "A judge blocked the order on Thursday.", **days: str) -> Case:
    """A story that begins with a court's block."""
    return story(key, date, text, deed(text), **days)


def revoked(key: str, date: str | None, text: str, said: bool) -> Case:
    """A story that begins with what another order does to it, which somebody may say."""
    document, record = story(key, date, text)
    evidence = Evidence(0, len(text), text)
    other = Entity("other", EntityType.ORDER, "Executive Order 2025-9", (evidence,))
    ends = Relation("other", Predicate.REVOKES, evidence, object="order")
    claim = (Statement("mayor", evidence, direct=False),) if said else ()
    entities, relations = (*record.entities, other), (*record.relations, ends)
    return document, replace(record, entities=entities, relations=relations, statements=claim)


def restored(key: str, date: str | None, text: str = "A court reinstated the order.", **days: str) -> Case:
    """A story that begins with a court's restoring it."""
    return story(key, date, text, deed(text, EventType.SUPPORT), **days)


def stopped(key: str, date: str | None, words: str, complaint: str, to: str = "mayor", **days: str) -> Case:
    """A story that begins with what a judge does to a party; those against the order complain then."""
    document, record = story(key, date, f"{words} {complaint}", deed(words, to=to), **days)
    evidence = span(document.text, complaint)
    hunters = Entity("hunters", EntityType.GROUP, "hunters", (evidence,))
    suit = Event(EventType.ACCUSE, EventStatus.ACTUAL, "hunters", "mayor", None, evidence)
    against = Relation("hunters", Predicate.OPPOSES, evidence, object="order")
    entities, relations = (*record.entities, hunters), (*record.relations, against)
    return document, replace(record, entities=entities, relations=relations, events=(*record.events, suit))


def span(text: str, words: str) -> Evidence:
    """Where words stand in a text."""
    start = text.index(words)
    return Evidence(start, start + len(words), words)
