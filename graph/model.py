"""The domain's types, in the order in which a document passes through them.

All are frozen: a stage takes one and returns the next. Offsets count Unicode code points of
`Document.text`; every span is half-open, so that `document.text[start:end]` is what a reader is shown.
The families and their meaning are those of FORMAT.md, the extraction guideline (tests/gold/FORMAT.md).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import shorten

LABEL = 70  # characters of a document without a title that it goes by


class EntityType(StrEnum):
    """What kind of thing takes part in facts."""

    PERSON = "Person"
    AGENCY = "Agency"
    ORGANIZATION = "Organization"
    GROUP = "Group"
    PLACE = "Place"
    ORDER = "Order"
    POLICY = "Policy"


class Predicate(StrEnum):
    """Binary facts; `holdsOffice` alone takes a literal."""

    HOLDS_OFFICE = "holdsOffice"
    MEMBER_OF = "memberOf"
    SPEAKS_FOR = "speaksFor"
    ISSUED_BY = "issuedBy"
    APPLIES_IN = "appliesIn"
    DIRECTS = "directs"
    REAFFIRMS = "reaffirms"
    AMENDS = "amends"
    REVOKES = "revokes"
    IMPLEMENTS = "implements"
    CITES_AUTHORITY = "citesAuthority"
    OPPOSES = "opposes"
    SUPPORTS = "supports"


class ProvisionKind(StrEnum):
    """What a provision does to its bearer or to the world."""

    REQUIRES = "requires"
    PROHIBITS = "prohibits"
    PERMITS = "permits"
    ESTABLISHES = "establishes"
    DECLARES = "declares"
    REAFFIRMS = "reaffirms"
    REVOKES = "revokes"


class EventType(StrEnum):
    """PLOVER's sixteen event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(StrEnum):
    """Whether an event happened, and if not, how it is spoken of."""

    ACTUAL = "actual"
    PLANNED = "planned"
    THREATENED = "threatened"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Stance(StrEnum):
    """Where a statement stands towards what it is about."""

    FOR = "for"
    AGAINST = "against"


def sha256_of(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """Clean text and what is known of where it came from.

    `date` is the publication date (ISO 8601, `YYYY-MM-DD`); `language` a BCP 47 tag; `url` a public address.
    `format` is the media type that the text was read from (text/html), `license` its licence as a name or an address.
    `source` is where this machine read it (a file's path); it stays in the ledger and never enters the graph.
    """

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = "en"
    source: str | None = None
    format: str | None = None
    license: str | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint of the text: the same text is the same document."""
        return sha256_of(self.text)

    @property
    def id(self) -> str:
        """16 hexadecimal digits, from the address where there is one and else from the text: stable everywhere."""
        return sha256_of(self.url or self.text)[:16]

    @property
    def label(self) -> str:
        """What it goes by among others: its title, else the first words of its text, else its address or id."""
        first, _, _ = self.text.strip().partition("\n")
        return self.title or shorten(first, LABEL, placeholder="…") or self.url or self.id

    @property
    def key(self) -> str:
        """What makes two texts versions of one document: address, else file, else text."""
        return self.url or self.source or self.sha256


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A span of the document: `document.text[start:end] == text`, `0 <= start < end`."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world as one document speaks of it; `mentions` are in text order, pronouns left out.

    Of places, `geonames` is the GeoNames id, and `within` the id of the record's place that one without such an id
    lies in: "City Hall" in Chicago.
    """

    id: str
    type: EntityType
    name: str
    mentions: tuple[Evidence, ...]
    geonames: int | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A binary fact. `subject` and `object` are entity ids; `value` is the literal of `holdsOffice`."""

    subject: str
    predicate: Predicate
    evidence: Evidence
    object: str | None = None
    value: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Provision:
    """One norm of an order; `evidence.text` is the action. `condition`, `deadline` are quoted from the text.

    `due` is the deadline resolved, an ISO 8601 day ("2025-10-01") or duration ("P30D"); `counterparty` the id of the
    entity to, for, with or from whom the bearer does it.
    """

    order: str
    kind: ProvisionKind
    bearer: str | None
    evidence: Evidence
    condition: str | None = None
    deadline: str | None = None
    confidence: float = 1.0
    due: str | None = None
    counterparty: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker is reported to have said; `evidence.text` is the content. `about` holds entity ids."""

    speaker: str
    evidence: Evidence
    direct: bool
    about: tuple[str, ...] = ()
    stance: Stance | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """A political interaction. `attributed_to` is the index, in the record, of the statement it stands in; `time` an
    ISO 8601 day, week, month or year; `quantity` how many or how much is told, as the text words it."""

    type: EventType
    status: EventStatus
    actor: str | None
    recipient: str | None
    place: str | None
    evidence: Evidence
    mode: str | None = None
    time: str | None = None
    attributed_to: int | None = None
    confidence: float = 1.0
    quantity: str | None = None


@dataclass(frozen=True, slots=True)
class Particular:
    """One detail of an order, and where the document states it. Days are ISO 8601, `YYYY-MM-DD`."""

    value: str
    evidence: Evidence
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class OrderDetails:
    """What a document states of one order's form: `order` is its entity id.

    `effective` and `expires` are resolved by the order's own terms ("five days"). `authority` and `recitals` are the
    clauses of an order's own text that say by what power and for what reasons.
    """

    order: str
    number: Particular | None = None
    title: Particular | None = None
    signed: Particular | None = None
    effective: Particular | None = None
    expires: Particular | None = None
    authority: tuple[Evidence, ...] = ()
    recitals: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """What read a document: the extractor's name and version, and the language model's name and version."""

    extractor: str
    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything read from one document. It knows no other document."""

    document_id: str
    provenance: Provenance
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    provisions: tuple[Provision, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    orders: tuple[OrderDetails, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which thing in the world each entity of one document is: entity id -> path under the base IRI's `id/`.

    For example `{"e1": "person/brandon-johnson-mayor-of-chicago", "e7": "place/4887398"}`.
    """

    document_id: str
    paths: dict[str, str] = field(default_factory=dict)
