"""From a language model's answers to a record: what it says counts where its words stand in the text, and no further.

Every fact is held to the text and to the guideline's table of types. A fact whose words are not there, or that speaks
of things that are not, is rejected; a slot that may be empty is emptied instead. All of it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from graph.account import Rejection
from graph.extract.llm.answer import Answer, Item, short
from graph.extract.llm.entities import Thing, Things
from graph.extract.llm.parts import Part
from graph.extract.llm.verify import Verifier
from graph.model import (
    Document,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Predicate,
    Provenance,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Stance,
    Statement,
)

# measured on the guideline's cases: a frontier model with the guideline reaches 0.96; which one answers is not known
CONFIDENCE: Final = 0.9

Kinds = frozenset[EntityType]
Fact = Relation | Provision | Statement | Event

PERSON: Final = frozenset({EntityType.PERSON})
ORDER: Final = frozenset({EntityType.ORDER})
PLACE: Final = frozenset({EntityType.PLACE})
NORM: Final = frozenset({EntityType.ORDER, EntityType.POLICY})
ACTOR: Final = frozenset(EntityType) - NORM
ANY: Final = frozenset(EntityType)

# FORMAT.md's table of relations, as wide as its rulings make it: a place may act as its government
RELATIONS: Final[dict[Predicate, tuple[Kinds, Kinds]]] = {
    Predicate.HOLDS_OFFICE: (PERSON, frozenset()),
    Predicate.MEMBER_OF: (PERSON, frozenset({EntityType.ORGANIZATION, EntityType.AGENCY})),
    Predicate.SPEAKS_FOR: (PERSON, ACTOR),
    Predicate.ISSUED_BY: (ORDER, ACTOR),
    Predicate.APPLIES_IN: (ORDER, PLACE),
    Predicate.DIRECTS: (ORDER, ACTOR),
    Predicate.REAFFIRMS: (ORDER, NORM),
    Predicate.AMENDS: (ORDER, NORM),
    Predicate.REVOKES: (ORDER, NORM),
    Predicate.IMPLEMENTS: (ORDER, NORM),
    Predicate.CITES_AUTHORITY: (ORDER, NORM),
    Predicate.OPPOSES: (ACTOR, NORM),
    Predicate.SUPPORTS: (ACTOR, NORM),
}
_ID_SLOTS: Final = ("s", "o", "order", "bearer", "speaker", "actor", "recipient", "place")
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")


class _RejectedError(Exception):
    """Why a fact is not taken over."""


class Draft:
    """One document's record while it is being read, part by part; `moved` counts spans that were not verbatim."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.verifier = Verifier(document.text)
        self.things = Things(self.verifier)
        self.rejected: list[Rejection] = []
        self.moved = 0
        self._facts: dict[str, dict[Any, None]] = {family: {} for family in self._makers()}
        self._part = Part(0, len(document.text))
        self._ids: dict[str, Thing] = {}
        self._cursor = 0

    def take(self, answer: Answer, part: Part) -> None:
        """Take over what an answer says of a part of the text, as far as it stands there."""
        used = {id_ for family in answer.values() for item in family for id_ in _ids_in(item)}
        self._part = part
        self._ids, lost = self.things.take(answer["entities"], used, part)
        for item in lost:
            self._reject("entities", "not in the text", item)
        for family, make in self._makers().items():
            self._cursor = part.start
            for item in answer[family]:
                self._take_fact(family, make, item)

    def record(self, provenance: Provenance) -> Record:
        """The record of all that was taken over, each family in the order of the text."""
        facts = {family: tuple(sorted(made, key=lambda fact: fact.evidence)) for family, made in self._facts.items()}
        return Record(self.document.id, provenance, self.things.entities(), **facts)

    def _makers(self) -> dict[str, Callable[[Item], Fact]]:
        return {
            "relations": self._relation,
            "provisions": self._provision,
            "statements": self._statement,
            "events": self._event,
        }

    def _take_fact(self, family: str, make: Callable[[Item], Fact], item: Item) -> None:
        try:
            fact = make(item)
            if fact in self._facts[family]:
                raise _RejectedError("said twice")
            self._facts[family][fact] = None
        except _RejectedError as reason:
            self._reject(family, str(reason), item)

    def _relation(self, item: Item) -> Relation:
        predicate = Predicate(item["p"])
        subjects, objects = RELATIONS[predicate]
        subject = self._thing(item, "s", subjects)
        if not objects:
            return Relation(subject, predicate, self._evidence(item), None, self._office(item), CONFIDENCE)
        object_ = self._thing(item, "o", objects)
        if object_ == subject:
            raise _RejectedError("of an entity to itself")
        return Relation(subject, predicate, self._evidence(item), object_, None, CONFIDENCE)

    def _provision(self, item: Item) -> Provision:
        return Provision(
            self._thing(item, "order", ORDER),
            ProvisionKind(item["kind"]),
            self._thing_if_any("provisions", item, "bearer", ACTOR),
            self._evidence(item),
            self._quoted("provisions", item, "condition"),
            self._quoted("provisions", item, "deadline"),
            CONFIDENCE,
        )

    def _statement(self, item: Item) -> Statement:
        about = [self._ids[id_].id for id_ in item["about"] or () if id_ in self._ids]
        stance = Stance(item["stance"]) if item["stance"] else None
        speaker, said = self._thing(item, "speaker", ACTOR), self._evidence(item, bare=True)
        return Statement(speaker, said, item["direct"], tuple(dict.fromkeys(about)), stance, CONFIDENCE)

    def _event(self, item: Item) -> Event:
        return Event(
            EventType(item["type"]),
            EventStatus(item["status"]),
            self._thing(item, "actor", ACTOR) if item["actor"] else None,
            self._thing(item, "recipient", ANY) if item["recipient"] else None,
            self._thing_if_any("events", item, "place", PLACE),
            self._evidence(item),
            time=self._time(item),
            confidence=CONFIDENCE,
            quantity=self._quantity(item),
        )

    def _thing(self, item: Item, slot: str, kinds: Kinds) -> str:
        """The entity that a slot names, of one of some types."""
        if item[slot] is None:
            raise _RejectedError(f"{slot} is empty")
        thing = self._ids.get(item[slot])
        if thing is None:
            raise _RejectedError(f"{slot} names no entity")
        if thing.type not in kinds:
            raise _RejectedError(f"{slot} may be no {thing.type}")
        return thing.id

    def _thing_if_any(self, family: str, item: Item, slot: str, kinds: Kinds) -> str | None:
        """As `_thing`, for what says something without it too: a slot that is wrong is emptied."""
        try:
            return self._thing(item, slot, kinds) if item[slot] is not None else None
        except _RejectedError as reason:
            self._reject(family, f"{reason}: left empty", item)
            return None

    def _evidence(self, item: Item, bare: bool = False) -> Evidence:
        """The words of a fact at their place: nearest to an offset that was given, else next in order."""
        places = self.verifier.places(item["text"], (self._part.start, self._part.end))
        if not places.spans:
            raise _RejectedError("not in the text")
        given = item.get("start")
        start, end = places.next(self._cursor) if given is None else places.nearest(self._part.start + given)
        self._cursor = start
        self.moved += not places.exact
        start, end = _bare(self.verifier.text, start, end) if bare else (start, end)
        return Evidence(start, end, self.verifier.text[start:end])

    def _quoted(self, family: str, item: Item, slot: str) -> str | None:
        """Words that are to be quoted from the text, in the text's own characters."""
        if item[slot] is None:
            return None
        places = self.verifier.places(item[slot], (self._part.start, self._part.end))
        if not places.spans:
            self._reject(family, f"{slot} is not in the text: left empty", item)
            return None
        start, end = places.next(self._cursor)
        return self.verifier.text[start:end]

    def _office(self, item: Item) -> str:
        """An office may be put together from all over the text ("Sen.", "senators"), but not from nothing."""
        value = " ".join((item["value"] or "").split())
        beginnings = [word[:3] for word in re.findall(r"\w{3,}", value)]
        found = [one for one in beginnings if re.search(rf"\b{one}", self.verifier.text, re.IGNORECASE)]
        if not value or 2 * len(found) < len(beginnings):
            raise _RejectedError("office is not in the text" if value else "value is empty")
        return value

    def _time(self, item: Item) -> str | None:
        said = (item["time"] or "").partition("T")[0].strip()
        if not said or _DATE.fullmatch(said):
            return said or None
        self._reject("events", "time is no ISO 8601 date: left empty", item)
        return None

    def _quantity(self, item: Item) -> str | None:
        said = (item["quantity"] or "").strip()
        if not said or said in self.verifier.text:
            return said or None
        self._reject("events", "quantity is not in the text: left empty", item)
        return None

    def _reject(self, family: str, reason: str, item: Item) -> None:
        self.rejected.append(Rejection(family, reason, short(item.get("text") or item["name"])))


def _ids_in(item: Item) -> set[str]:
    return {item[slot] for slot in _ID_SLOTS if item.get(slot)} | set(item.get("about") or ())


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """What was said without the comma before its cue and without the quotation marks around it."""
    inside = text[start + 1 : end - 1]
    if end - start > 2 and text[start] in '"“' and text[end - 1] in '"”' and not set(inside) & set('"“”'):
        start, end = start + 1, end - 1
    while end - start > 1 and (text[end - 1] == "," or text[end - 1].isspace()):
        end -= 1
    return start, end
