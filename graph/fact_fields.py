"""Fields: what the facts of each family are made of, so that one can be found again, and a field of it corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from graph.case import PARTICULARS
from graph.judgement import Family
from graph.model import (
    Event,
    EventStatus,
    EventType,
    Particular,
    Predicate,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Stance,
    Statement,
)

Fact = Relation | Provision | Statement | Event | Particular


class Handle(NamedTuple):
    """Which fact of a record: the number in its family; of a detail, the order's, and what it is of it."""

    family: Family
    number: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Of one family: `parties` hold entities, `flags` true or false, `values` anything else, with the enumeration that
    a value is of, if any; `needed` cannot be empty. `telling` say which fact it is, as they do in its IRI."""

    parties: tuple[str, ...]
    values: Mapping[str, type[StrEnum] | None]
    needed: frozenset[str]
    telling: tuple[str, ...]
    flags: frozenset[str] = field(default=frozenset())

    @property
    def names(self) -> list[str]:
        """All of them."""
        return [*self.parties, *self.values, *self.flags]


FIELDS: Mapping[Family, Fields] = {
    Family.RELATION: Fields(
        ("subject", "object"),
        {"predicate": Predicate, "value": None},
        frozenset({"subject", "predicate"}),
        ("subject", "predicate", "object", "value"),
    ),
    Family.PROVISION: Fields(
        ("order", "bearer", "counterparty"),
        {"kind": ProvisionKind, "condition": None, "deadline": None, "due": None},
        frozenset({"order", "kind"}),
        ("order", "kind", "bearer"),
    ),
    Family.STATEMENT: Fields(
        ("speaker", "about"), {"stance": Stance}, frozenset({"speaker"}), ("speaker",), frozenset({"direct"})
    ),
    Family.EVENT: Fields(
        ("actor", "recipient", "place"),
        {"type": EventType, "status": EventStatus, "mode": None, "time": None, "quantity": None},
        frozenset({"type", "status"}),
        ("type", "status", "actor", "recipient", "place"),
    ),
    Family.DETAIL: Fields(("order",), {"value": None}, frozenset({"order", "value"}), ("order", "value")),
}
ENTITY_FIELDS = ("name", "type", "geonames")
"""What can be corrected of how a document's thing is called, and of which place it is."""


def facts(record: Record) -> Iterator[tuple[Handle, Fact]]:
    """All facts of a record."""
    families: dict[Family, tuple[Fact, ...]] = {
        Family.RELATION: record.relations,
        Family.PROVISION: record.provisions,
        Family.STATEMENT: record.statements,
        Family.EVENT: record.events,
    }
    for family, some in families.items():
        yield from ((Handle(family, number), fact) for number, fact in enumerate(some))
    for number, details in enumerate(record.orders):
        for name in PARTICULARS:
            if (told := getattr(details, name)) is not None:
                yield Handle(Family.DETAIL, number, name), told


def parties(record: Record, handle: Handle, fact: Fact) -> dict[str, str]:
    """The entities that a fact is about, by field; of several things that a statement is about, the first."""
    if handle.family is Family.DETAIL:
        return {"order": record.orders[handle.number].order}
    found = {name: getattr(fact, name) for name in FIELDS[handle.family].parties}
    return {name: one[0] if isinstance(one, tuple) else one for name, one in found.items() if one}


def content(record: Record, handle: Handle, fact: Fact) -> tuple[tuple[str, str], ...]:
    """What a fact says, with names in the place of entities, sorted."""
    fields, names = FIELDS[handle.family], {entity.id: entity.name for entity in record.entities}
    known = parties(record, handle, fact)
    said = {name: names.get(known[name], "") for name in fields.telling if name in known}
    for name in fields.telling:
        if name in fields.values and (value := getattr(fact, name)) is not None:
            said[name] = str(value)
    if handle.name:
        said["detail"] = handle.name
    return tuple(sorted(said.items()))
