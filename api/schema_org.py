"""What pages show in the words of schema.org, for search engines and whoever else reads JSON-LD in pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from api.alternates import RDF
from api.description import ABOUT
from api.entity import EntityOut
from api.order import OrderOut
from api.wire import DocumentItem, EntityRef, FactOut
from graph.lookups import Entity
from graph.points import Point
from graph.status import Status

CONTEXT: Final = "https://schema.org"
TYPES: Final = {
    "person": "Person",
    "agency": "GovernmentOrganization",
    "organization": "Organization",
    "group": "Organization",
    "place": "Place",
    "policy": "Legislation",
    "order": "Legislation",
    "office": "Role",
}
"""By how the paths of things begin."""
FORCE: Final = dict.fromkeys(map(str, Status), f"{CONTEXT}/NotInForce") | {
    Status.IN_FORCE.value: f"{CONTEXT}/InForce",
    Status.AMENDED.value: f"{CONTEXT}/InForce",
    Status.BLOCKED_IN_PART.value: f"{CONTEXT}/PartiallyInForce",
}
GENERAL: Final = frozenset({"Order", "Policy"})  # kinds that say no more than "Legislation"


def of_entity(entity: EntityOut, point: Point | None = None) -> dict[str, Any]:
    """A person, body, place, office or policy; a place with its `point`, if one is known."""
    kind = (entity.id or "").partition("/")[0]
    return _told(
        _reference(entity.iri, entity.id, entity.label),
        alternateName=[name for name in entity.names if name != entity.label],
        sameAs=entity.same_as,
        containedInPlace=_within(entity.within),
        geo=_point(point),
        roleName=entity.label if kind == "office" else None,
        jobTitle=[one["name"] for one in _of(entity, "holdsOffice")],
        memberOf=_bodies(_of(entity, "memberOf")),
        legislationIdentifier=entity.number,
        legislationType=_kinds(entity.types) if kind == "policy" else None,
    )


def of_order(order: OrderOut, known: Entity) -> dict[str, Any]:
    """An order, also as the thing that it is: whose it is, where it applies, what it changes, how it stands. Of several
    days that are told it has the first."""
    days = {one.what: one.value for one in sorted(order.details, key=lambda one: one.value, reverse=True)}
    return _told(
        _reference(order.iri, order.id, order.label),
        legislationIdentifier=known.number,
        legislationType=_kinds(known.types),
        legislationPassedBy=_bodies(_references(order.issuers), "Person"),
        legislationJurisdiction=[place.label for place in order.places],
        spatialCoverage=_references(order.places),
        legislationDate=days.get("dateSigned"),
        legislationDateOfApplicability=days.get("dateEffective"),
        expires=days.get("dateExpiring"),
        legislationLegalForce=FORCE.get(order.status or ""),
        legislationAmends=_of(order, "amends"),
        legislationRepeals=_of(order, "revokes"),
        isBasedOn=_of(order, "citesAuthority"),
        about=[one | {"@type": "DefinedTerm"} for one in _of(order, "topic")],
    )


def of_document(document: DocumentItem, text_of: str | None = None) -> dict[str, Any]:
    """A document: the article that it is, or the text of an order (IRI)."""
    publisher = {"@type": "Organization", "name": document.publisher} if document.publisher else None
    return _told(
        {"@type": "LegislationObject" if text_of else "NewsArticle", "@id": document.iri},
        name=document.title,
        headline=None if text_of else document.title,
        encodesCreativeWork={"@type": "Legislation", "@id": text_of} if text_of else None,
        datePublished=document.date,
        publisher=publisher,
        author={"@type": "Person", "name": document.author} if document.author else None,
        url=document.url,
        inLanguage=document.language,
    )


def of_statement(fact: FactOut) -> dict[str, Any]:
    """What somebody is reported to have said, and where."""
    cited = fact.evidence
    return _told(
        {"@type": "Claim", "@id": fact.iri},
        text=fact.value,
        author=_bodies(_references([fact.subject] if fact.subject else []), "Person"),
        about=_references(fact.about),
        appearance={"@type": "CreativeWork", "@id": cited.iri.partition("#")[0], "name": cited.title},
        datePublished=cited.date,
    )


def of_dataset(address: str, title: str, licence: str | None) -> dict[str, Any]:
    """All of the graph, as the data set that it is: by the name that VoID and DCAT have for it."""
    files = {name: f"{address}/export/{name}" for name in RDF}
    return _told(
        {"@type": "Dataset", "@id": f"{address}/.well-known/void#dataset", "name": title},
        description=ABOUT,
        url=f"{address}/",
        license=licence,
        distribution=[
            {"@type": "DataDownload", "contentUrl": file, "encodingFormat": RDF[name]} for name, file in files.items()
        ],
    )


def _told(thing: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"@context": CONTEXT} | thing | {name: value for name, value in said.items() if value}


def _of(thing: EntityOut | OrderOut, predicate: str) -> list[dict[str, Any]]:
    """The objects of what is told of a thing by a predicate, each once."""
    found = {one.object.iri: one.object for one in thing.facts if _is_told(one, thing.iri, predicate) and one.object}
    return _references(found.values())


def _is_told(fact: FactOut, iri: str, predicate: str) -> bool:
    """Whether a fact says this of a thing, as a document's own word."""
    return fact.predicate == predicate and fact.subject is not None and fact.subject.iri == iri and not fact.claim


def _kinds(types: Iterable[str]) -> list[str]:
    """The kinds of an order or policy in words: executive order."""
    return [re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower() for name in types if name not in GENERAL]


def _bodies(things: Iterable[dict[str, Any]], *others: str) -> list[dict[str, Any]]:
    """Those that are organizations, or of some other types: what schema.org expects there."""
    return [one for one in things if one["@type"].endswith("Organization") or one["@type"] in others]


def _within(places: Iterable[EntityRef]) -> dict[str, Any] | None:
    """The nearest place with that in which it lies, and so on up to the country."""
    outer: dict[str, Any] | None = None
    for place in reversed(list(places)):
        outer = _reference(place.iri, place.id, place.label) | ({"containedInPlace": outer} if outer else {})
    return outer


def _point(point: Point | None) -> dict[str, Any] | None:
    return {"@type": "GeoCoordinates", "longitude": point[0], "latitude": point[1]} if point else None


def _references(things: Iterable[EntityRef]) -> list[dict[str, Any]]:
    return [_reference(thing.iri, thing.id, thing.label) for thing in things]


def _reference(iri: str, path: str | None, label: str) -> dict[str, Any]:
    return {"@type": TYPES.get((path or "").partition("/")[0], "Thing"), "@id": iri, "name": label}
