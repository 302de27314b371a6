"""A record as people have judged it: what is wrong is gone, what is corrected is so. Pure; the record stays as it was.

What hangs on something that is no entity goes with it. A claim never becomes a fact: where a statement goes, so does
what was read inside it and stands in no other one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.anchors import entity_of, facts_of
from graph.case import DAYS, PARTICULARS
from graph.fact_fields import ENTITY_FIELDS, FIELDS, Fact, Handle, facts
from graph.judgement import Correction, Family, Judgement, Kind
from graph.model import Entity, EntityType, Evidence, OrderDetails, Particular, Predicate, Record, Relation
from graph.nodes import day, duration

GONE = "the document does not say this any more"
OVERRULED = "overruled by a newer judgement"
LAST_PLACE = 2**63 - 1  # the gazetteer, an SQLite file, can be asked for no greater id
UNTOLD = "holdsOffice has a value, and every other relation an object"


@dataclass(frozen=True, slots=True)
class Judged:
    """The record as judged; `facts` are those that are left of the first record, as they are now; `handles` tell which
    fact each judgement is about, `idle` why one has no effect: both by the judgements' ids."""

    record: Record
    facts: Mapping[Handle, Fact]
    handles: Mapping[str, Handle]
    idle: Mapping[str, str]


def judged(record: Record, judgements: Iterable[Judgement], called: Collection[str] = ()) -> Judged:
    """The record as it is by these judgements, of which the oldest stands first; those of two things are passed over.

    `called`: what else its document was called when they were made, by older texts.
    """
    work = _Work(record, {record.document_id, *called})
    for judgement in reversed(list(judgements)):
        if judgement.fact is not None:
            work.fact(judgement, facts_of(record, judgement.fact))
        elif judgement.kind in (Kind.NOT_AN_ENTITY, Kind.CORRECTED):
            work.entity(judgement)
    return (
        work.done() if work.handles or work.gone or work.named else Judged(record, dict(facts(record)), {}, work.idle)
    )


@dataclass
class _Work:
    record: Record
    called: set[str]
    handles: dict[str, Handle] = field(default_factory=dict)
    idle: dict[str, str] = field(default_factory=dict)
    verdicts: dict[Handle, Kind] = field(default_factory=dict)  # the newest
    fields: dict[Handle, dict[str, tuple[str, Any]]] = field(default_factory=dict)  # with the judgements' ids
    gone: set[str] = field(default_factory=set)  # entities that are none
    named: dict[str, dict[str, Any]] = field(default_factory=dict)

    def fact(self, judgement: Judgement, handles: Sequence[Handle]) -> None:
        """Note what is judged of a fact; the newest comes first."""
        if not handles:
            self.idle[judgement.id] = GONE
            return
        self.handles[judgement.id] = handles[0]
        newest = self.verdicts.get(handles[0], judgement.kind)
        if (newest is Kind.WRONG) != (judgement.kind is Kind.WRONG):
            self.idle[judgement.id] = OVERRULED
        elif judgement.correction is None or self.correct(judgement.id, handles, judgement.correction):
            self.verdicts |= dict.fromkeys(handles, newest)

    def correct(self, id_: str, handles: Sequence[Handle], correction: Correction) -> bool:
        """Note the value that a field is to have; whether it can be."""
        if correction.field in self.fields.get(handles[0], {}):
            self.idle[id_] = OVERRULED
            return False
        try:
            value = _value(self.record, handles[0], correction)
        except ValueError as error:
            self.idle[id_] = str(error)
            return False
        for handle in handles:
            self.fields.setdefault(handle, {})[correction.field] = id_, value
        return True

    def entity(self, judgement: Judgement) -> None:
        """Note what is judged of an entity, wherever this document mentions it."""
        here = [m for side in judgement.sides for m in side if m.document in self.called]
        found = [entity for mention in here if (entity := entity_of(self.record, mention)) is not None]
        if not found:
            self.idle[judgement.id] = GONE
        for entity in found:
            if judgement.correction is None:
                self.gone.add(entity.id)
            else:
                self.name(judgement.id, self.named.setdefault(entity.id, {}), judgement.correction)

    def name(self, id_: str, into: dict[str, Any], correction: Correction) -> None:
        """Note how an entity is to be called."""
        if correction.field in into:
            self.idle[id_] = OVERRULED
            return
        try:
            into[correction.field] = entity_value(correction)
        except ValueError as error:
            self.idle[id_] = str(error)

    def done(self) -> Judged:
        """The record as it is then."""
        left = {handle: self.changed(handle, fact) for handle, fact in facts(self.record)}
        kept = {handle: fact for handle, fact in left.items() if fact is not None}
        kept = {handle: fact for handle, fact in kept.items() if not self.inside(handle, fact, kept)}
        return Judged(self.rebuilt(kept), kept, self.handles, self.idle)

    def changed(self, handle: Handle, fact: Fact) -> Fact | None:
        """One fact as judged; None where it goes."""
        if self.verdicts.get(handle) is Kind.WRONG:
            return None
        if handle in self.verdicts:
            fact = self.corrected(handle, fact)
        return self.without(handle, fact) if self.gone else fact

    def corrected(self, handle: Handle, fact: Fact) -> Fact:
        """A fact with its corrections, and beyond doubt; as it was where they make none of it."""
        told = self.fields.get(handle, {})
        changed = replace(fact, **{name: value for name, (_, value) in told.items()}, confidence=1.0)
        if isinstance(changed, Relation):
            held = changed.predicate is Predicate.HOLDS_OFFICE
            if held != (changed.value is not None) or held == (changed.object is not None):
                self.idle |= {id_: UNTOLD for id_, _ in told.values()}
                return fact
        return changed

    def without(self, handle: Handle, fact: Fact) -> Fact | None:
        """A fact without the entities that are none; None where it needs one of them."""
        if isinstance(fact, Particular):
            return None if self.record.orders[handle.number].order in self.gone else fact
        fields, lost = FIELDS[handle.family], dict[str, Any]()
        for name in fields.parties:
            value = getattr(fact, name)
            if isinstance(value, tuple):
                lost[name] = tuple(one for one in value if one not in self.gone)
            elif value in self.gone:
                if name in fields.needed or handle.family is Family.RELATION:
                    return None
                lost[name] = None
        return replace(fact, **lost)

    def inside(self, handle: Handle, fact: Fact, kept: Mapping[Handle, Fact]) -> bool:
        """Whether a fact was read inside a statement that has gone, and stands in no other one."""
        lost = [
            (number, statement.evidence)
            for number, statement in enumerate(self.record.statements)
            if Handle(Family.STATEMENT, number) not in kept
        ]
        if not lost or handle.family not in (Family.PROVISION, Family.EVENT):
            return False
        around = [f.evidence for h, f in kept.items() if h.family is Family.STATEMENT]
        if any(_within(fact.evidence, evidence) for evidence in around):
            return False
        said_in = getattr(fact, "attributed_to", None)
        return any(number == said_in or _within(fact.evidence, evidence) for number, evidence in lost)

    def rebuilt(self, kept: Mapping[Handle, Fact]) -> Record:
        """The record with these facts."""
        some: dict[Family, list[Any]] = {family: [] for family in Family}
        numbers: dict[int, int] = {}
        for handle, fact in kept.items():
            if handle.family is Family.STATEMENT:
                numbers[handle.number] = len(some[handle.family])
            some[handle.family].append(fact)
        events = (
            e if e.attributed_to is None else replace(e, attributed_to=numbers.get(e.attributed_to))
            for e in some[Family.EVENT]
        )
        return replace(
            self.record,
            entities=tuple(self.entities()),
            relations=tuple(some[Family.RELATION]),
            provisions=tuple(some[Family.PROVISION]),
            statements=tuple(some[Family.STATEMENT]),
            events=tuple(events),
            orders=tuple(self.orders(kept)),
        )

    def entities(self) -> Iterable[Entity]:
        """Those that are entities, as they are called."""
        for entity in self.record.entities:
            if entity.id not in self.gone:
                within = None if entity.within in self.gone else entity.within
                yield replace(entity, within=within, **self.named.get(entity.id, {}))

    def orders(self, kept: Mapping[Handle, Fact]) -> Iterable[OrderDetails]:
        """What is told of the form of those that are orders."""
        for number, order in enumerate(self.record.orders):
            if order.order not in self.gone:
                told: dict[str, Any] = {name: kept.get(Handle(Family.DETAIL, number, name)) for name in PARTICULARS}
                yield replace(order, **told)


def _within(inner: Evidence, outer: Evidence) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _value(record: Record, handle: Handle, correction: Correction) -> Any:
    """What a field is to have, in its type. Raises ValueError where it cannot."""
    family, name = handle.family, correction.field
    fields = FIELDS[family]
    if name not in fields.names or (family is Family.DETAIL and name == "order"):
        raise ValueError(f"a {family.value} has no field {name!r} to correct; it has {', '.join(fields.names)}")
    if correction.thing is None and correction.value is None:
        if name in fields.needed or name in fields.flags:
            raise ValueError(f"a {family.value} cannot be without {name}")
        return () if name == "about" else None
    if name in fields.parties:
        entity = entity_of(record, correction.thing) if correction.thing else None
        if entity is None:
            raise ValueError(
                f"the document speaks of no {correction.thing.name if correction.thing else correction.value!r}"
            )
        return (entity.id,) if name == "about" else entity.id
    value = correction.value or ""
    if name in fields.flags:
        return _flag(value)
    if (handle.name in DAYS or name == "due") and not (day(value) or (name == "due" and duration(value))):
        raise ValueError(f"{value!r} is no day: write YYYY-MM-DD")
    kinds = fields.values[name]
    if kinds is not None and value not in set(kinds):
        raise ValueError(f"{name} cannot be {value!r}; it is one of {', '.join(kinds)}")
    return kinds(value) if kinds is not None else value


def _flag(value: str) -> bool:
    if value not in ("true", "false"):
        raise ValueError(f"must be true or false, not {value!r}")
    return value == "true"


def entity_value(correction: Correction) -> Any:
    """What a field of an entity is to have. Raises ValueError where it cannot."""
    name, value = correction.field, correction.value
    match name:
        case "name" if value and value.strip():
            return value
        case "type" if value in set(EntityType):
            return EntityType(value)
        case "geonames" if value is None or (value.isdecimal() and value.isascii() and 0 < int(value) <= LAST_PLACE):
            return None if value is None else int(value)
    raise ValueError(f"of a thing, {', '.join(ENTITY_FIELDS)} can be corrected, and not to {name} {value!r}")
