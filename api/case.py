"""The shape of a record on the wire: that of FORMAT.md (see graph/case.py), described for OpenAPI."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from graph.model import EntityType, EventStatus, EventType, Predicate, ProvisionKind, Stance


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Words(_Part):
    """`document.text[start:end] == text`, in code points."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class Span(Words):
    """Words that a fact was read from, and how sure it is."""

    confidence: float = Field(ge=0, le=1)


class CaseEntity(_Part):
    """A thing that takes part in facts; `spans` are the offsets of all its mentions.

    Of a place, `geonames` is its GeoNames id, or `within` the id of the place of this case that it lies in.
    """

    id: str
    type: EntityType
    name: str
    mentions: list[str]
    spans: list[tuple[int, int]]
    geonames: int | None = None
    within: str | None = None


class CaseRelation(Span):
    """A binary fact: `o` is an entity's id, or `value` a literal."""

    s: str
    p: Predicate
    o: str | None = None
    value: str | None = None


class CaseProvision(Span):
    """What an order does, of whom."""

    order: str
    kind: ProvisionKind
    bearer: str | None
    condition: str | None = None
    deadline: str | None = None
    due: str | None = None
    counterparty: str | None = None


class CaseStatement(Span):
    """What a speaker is reported to have said."""

    speaker: str
    direct: bool
    about: list[str] | None = None
    stance: Stance | None = None


class CaseEvent(Span):
    """Who did what to whom, or may do; `attributedTo` is the index of the statement it stands in."""

    type: EventType
    actor: str | None
    recipient: str | None
    place: str | None
    status: EventStatus
    mode: str | None = None
    time: str | None = None
    quantity: str | None = None
    attributedTo: int | None = None  # noqa: N815 - the name that FORMAT.md gives it


class Detail(Span):
    """One particular of an order: a number, a title, a day (ISO 8601)."""

    value: str


class CaseOrder(_Part):
    """What the document states of an order's form; `order` is its entity's id."""

    order: str
    number: Detail | None = None
    title: Detail | None = None
    signed: Detail | None = None
    effective: Detail | None = None
    expires: Detail | None = None
    authority: list[Words] = []
    recitals: list[Words] = []


class CaseProvenance(_Part):
    """What read the document."""

    extractor: str
    version: str
    model: str


class Case(_Part):
    """A document with everything that was read from it."""

    id: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    text: str
    date: str | None
    provenance: CaseProvenance
    entities: list[CaseEntity]
    relations: list[CaseRelation]
    provisions: list[CaseProvision]
    statements: list[CaseStatement]
    events: list[CaseEvent]
    orders: list[CaseOrder] = []
