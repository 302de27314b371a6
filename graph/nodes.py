"""Nodes: the IRIs of everything that one document's graph speaks of, and the literals that it uses. No quads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from graph.errors import ShapeError
from graph.model import Entity, EntityType, Event, Particular, Provision, Record, Relation, Resolution, Statement
from graph.slug import fingerprint, slug
from ontology.terms import PLOVER, XSD

TRUE, FALSE = Literal("true", datatype=XSD.boolean), Literal("false", datatype=XSD.boolean)
_RESERVED = ":/?#[]@!$&'()*+,;=%~"  # what may stand in an address as it is
_DURATION = re.compile(r"P(?:\d+[YMD]|T\d+H)")
_DETERMINER = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def document_iri(base_iri: str, document_id: str) -> str:
    """A document's IRI, which is also the name of its graph."""
    return f"{base_iri}id/document/{document_id}"


@dataclass(frozen=True, slots=True)
class Nodes:
    """The IRIs of one document: its own, its evidence's, its entities' and its facts'.

    `paths` and `keys` are by entity id: a path is what the entity is in the world (from the resolution), a key what it
    is in this document. Facts are called by keys, so that a judgement on an entity leaves their IRIs alone.
    """

    base: str
    document_id: str
    graph: NamedNode
    entities: Mapping[str, NamedNode]
    keys: Mapping[str, str]
    places: Mapping[str, NamedNode]

    @classmethod
    def of(cls, record: Record, resolution: Resolution, base_iri: str) -> Nodes:
        """The nodes of a record. Raises ShapeError where the resolution lacks an entity."""
        try:
            entities = {e.id: NamedNode(f"{base_iri}id/{resolution.paths[e.id]}") for e in record.entities}
        except (KeyError, ValueError) as error:
            raise ShapeError(record.document_id, f"no usable path for an entity: {error}") from error
        places = {slug(e.name): entities[e.id] for e in reversed(record.entities) if e.type is EntityType.PLACE}
        graph = NamedNode(document_iri(base_iri, record.document_id))
        return cls(base_iri, record.document_id, graph, entities, _keys(record.entities), places)

    def entity(self, entity_id: str) -> NamedNode:
        """The IRI of an entity of the record. Raises ShapeError where there is none with that id."""
        try:
            return self.entities[entity_id]
        except KeyError:
            raise ShapeError(self.document_id, f"a fact names an entity that the record lacks: {entity_id!r}") from None

    def part(self, fragment: str) -> NamedNode:
        """The IRI of a part of the document, such as `char=12,30`."""
        return NamedNode(f"{self.graph.value}#{fragment}")

    def fact(self, family: str, span: tuple[int, int], *what: str | None) -> NamedNode:
        """The IRI of a fact, from what it says (kinds, entity keys) and where."""
        said = "\x1f".join([*(w or "" for w in what), str(span[0]), str(span[1])])
        return NamedNode(f"{self.base}id/{family}/{self.document_id}-{fingerprint(f'{family} {said}', 12)}")

    def relation(self, relation: Relation) -> NamedNode:
        """The IRI of a binary fact."""
        parties = self.key(relation.subject), self.key(relation.object)
        return self.fact("fact", relation.evidence.span, relation.predicate.value, *parties, relation.value)

    def provision(self, provision: Provision) -> NamedNode:
        """The IRI of a norm."""
        parties = self.key(provision.order), self.key(provision.bearer)
        return self.fact("provision", provision.evidence.span, provision.kind.value, *parties)

    def statement(self, statement: Statement) -> NamedNode:
        """The IRI of a statement."""
        return self.fact("statement", statement.evidence.span, self.key(statement.speaker), str(statement.direct))

    def event(self, event: Event) -> NamedNode:
        """The IRI of an event."""
        parties = map(self.key, (event.actor, event.recipient, event.place))
        return self.fact("event", event.evidence.span, event.type.value, event.status.value, *parties)

    def detail(self, order: str, predicate: NamedNode, told: Particular) -> NamedNode:
        """The IRI of what is told of an order's form."""
        return self.fact("fact", told.evidence.span, predicate.value, self.key(order), told.value)

    def thing(self, path: str) -> NamedNode:
        """The IRI of something else in the world, such as `office/mayor-of-chicago`."""
        return NamedNode(f"{self.base}id/{path}")

    def place(self, name: str) -> NamedNode | None:
        """The place of this document that has this name, if any."""
        return self.places.get(slug(name))

    def key(self, entity_id: str | None) -> str | None:
        """What an entity is called in the names of facts."""
        return None if entity_id is None else self.keys.get(entity_id)


def _keys(entities: Iterable[Entity]) -> dict[str, str]:
    """Type, name and first place, which do not depend on how an extractor numbers its entities."""
    keys: dict[str, str] = {}
    taken: dict[str, int] = {}
    for entity in entities:
        start = entity.mentions[0].start if entity.mentions else -1
        key = f"{entity.type.value}|{entity.name}|{start}"
        taken[key] = times = taken.get(key, 0) + 1
        keys[entity.id] = key if times == 1 else f"{key}|{times}"
    return keys


def text(value: str) -> Literal:
    """A plain string. Half a surrogate pair, which no RDF syntax can hold, becomes U+FFFD."""
    try:
        return Literal(value)
    except ValueError:
        return Literal(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


@lru_cache(maxsize=1024)
def number(value: float) -> Literal:
    """An xsd:decimal with four places at most, in its canonical form."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip(".") or "0", datatype=XSD.decimal)


def day(value: str | None) -> Literal | None:
    """An xsd:date, where the string is one (`YYYY-MM-DD`)."""
    try:
        return Literal(date.fromisoformat(value or "").isoformat(), datatype=XSD.date)
    except ValueError:
        return None


def duration(value: str | None) -> Literal | None:
    """An xsd:duration, where the string is one: `P30D`, `P2M`, `PT24H`."""
    return Literal(value, datatype=XSD.duration) if value and _DURATION.fullmatch(value) else None


def address(url: str | None) -> NamedNode | None:
    """A web address as an IRI, escaped where it must be, or None where it cannot be one."""
    for candidate in (url or "", quote(url or "", safe=_RESERVED, errors="replace")):
        try:
            return NamedNode(candidate)
        except ValueError:
            continue
    return None


def is_name(mention: str) -> bool:
    """Whether a mention is a name and not a description such as "the mayor": names begin with capitals."""
    first = _DETERMINER.sub("", mention, count=1)[:1]
    return bool(first) and not first.islower()


def plover(type_: str, mode: str | None = None) -> NamedNode:
    """The concept of an event type, or of one of its modes."""
    return NamedNode(f"{PLOVER}{type_}-{slug(mode)}" if mode else f"{PLOVER}{type_}")
