"""Paths: how each type of entity is called below `{base}id/`, and on what its identity rests."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph import instrument
from graph.model import Document, Entity, EntityType, Predicate, Record
from graph.office import Office, Standing, parse
from graph.resolve.names import bare, describes, is_generic, is_proper, is_serial
from graph.slug import slug

# US presidents' orders are numbered through since 1907; a number this long needs no issuer to be unique
UNIVERSAL_DIGITS = 5


@dataclass(slots=True)
class Naming:
    """What the names of one record rest on: its entities in text order, who holds what, who issued what."""

    document_id: str
    entities: tuple[Entity, ...]
    offices: dict[str, Office] = field(default_factory=dict)
    issuers: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document, record: Record) -> Naming:
        """Read them off a record. Orders come last, since their paths rest on their issuers'."""
        return cls(
            document.id,
            tuple(sorted(record.entities, key=_reading_order)),
            _current_offices(record),
            _issuers(record),
        )

    def learn(self, entity: Entity, path: str) -> None:
        """Remember a path that others may rest on."""
        self.paths[entity.id] = path

    def scoped(self, entity: Entity) -> str:
        """The path of something that only its document knows."""
        return f"{entity.type.value.lower()}/{self.document_id}-{slug(bare(entity.name))}"


def path_of(entity: Entity, naming: Naming) -> tuple[str, str | None]:
    """The path, and the identity where there is a strong one (a GeoNames id, a number): those may share a path."""
    match entity.type:
        case EntityType.PERSON:
            return _person(entity, naming), None
        case EntityType.PLACE:
            return _place(entity, naming)
        case EntityType.ORDER:
            return _order(entity, naming)
        case EntityType.GROUP:
            return naming.scoped(entity), None
        case _:
            return _named(entity, naming), None


def _person(entity: Entity, naming: Naming) -> str:
    name, office = bare(entity.name), naming.offices.get(entity.id)
    if not is_proper(name) or describes(name):
        return naming.scoped(entity)
    if office is not None:
        return f"person/{slug(name)}-{office.slug}"
    # a surname alone is somebody else in the next document
    return f"person/{slug(name)}" if len(name.split()) > 1 else naming.scoped(entity)


def _place(entity: Entity, naming: Naming) -> tuple[str, str | None]:
    if entity.geonames is not None:
        return f"place/{entity.geonames}", str(entity.geonames)
    if any(c.isdigit() for c in entity.name):  # "District 9", "34th Street": one in every town
        return naming.scoped(entity), None
    return _named(entity, naming), None


def _order(entity: Entity, naming: Naming) -> tuple[str, str | None]:
    number = instrument.number(entity)
    issuer = naming.paths.get(naming.issuers.get(entity.id, ""))
    kind = instrument.kind(entity.type, entity.name) or "Order"
    if number is not None and number.isdigit() and len(number) >= UNIVERSAL_DIGITS:
        return f"order/executive-order-{number}", number
    if issuer is None or naming.document_id in issuer:
        return naming.scoped(entity), None
    tail = issuer.partition("/")[2]
    if number is not None:
        identity = f"{tail} {kind} {number}"
        return f"order/{tail}-{slug(_spaced(kind))}-{slug(number)}", identity
    if is_proper(bare(entity.name)) and not is_serial(entity.name):
        return f"order/{tail}-{slug(bare(entity.name))}", None
    return naming.scoped(entity), None


def _named(entity: Entity, naming: Naming) -> str:
    name = bare(entity.name)
    if not is_proper(name) or is_generic(name) or (entity.type is EntityType.POLICY and is_serial(name)):
        return naming.scoped(entity)
    return f"{entity.type.value.lower()}/{slug(name)}"


def _spaced(kind: str) -> str:
    return "".join(f" {c}" if c.isupper() else c for c in kind).strip()


def _reading_order(entity: Entity) -> tuple[bool, int, str, str]:
    start = entity.mentions[0].start if entity.mentions else -1
    return entity.type is EntityType.ORDER, start, entity.name, entity.id


def _current_offices(record: Record) -> dict[str, Office]:
    """The office that names each person: the most specific of those held now (with a jurisdiction, then by slug)."""
    held: dict[str, list[Office]] = {}
    for relation in record.relations:
        if relation.predicate is Predicate.HOLDS_OFFICE and relation.value and relation.value.strip():
            office = parse(relation.value)
            if office.standing in (Standing.CURRENT, Standing.ACTING):
                held.setdefault(relation.subject, []).append(office)
    return {person: min(offices, key=_specificity) for person, offices in held.items()}


def _specificity(office: Office) -> tuple[bool, str]:
    return office.jurisdiction is None, office.slug


def _issuers(record: Record) -> dict[str, str]:
    """Each order's issuer, the first in the text where there are several."""
    issued = [r for r in record.relations if r.predicate is Predicate.ISSUED_BY and r.object is not None]
    ordered = sorted(issued, key=lambda r: (r.evidence.start, r.object), reverse=True)
    return {relation.subject: relation.object for relation in ordered if relation.object is not None}
