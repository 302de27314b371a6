"""What pages show in the words of schema.org, for search engines and whoever else reads JSON-LD in pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from api.entity import EntityOut
from api.order import OrderOut
from api.wire import DocumentItem, EntityRef
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
FORCE: Final = dict.fromkeys(map(str, Status), "NotInForce") | {
    Status.IN_FORCE.value: "InForce",
    Status.AMENDED.value: "InForce",
    Status.BLOCKED_IN_PART.value: "PartiallyInForce",
}


def of_entity(entity: EntityOut) -> dict[str, Any]:
    """A person, body, place, office or policy."""
    return _told(
        _reference(entity.iri, entity.id, entity.label),
        alternateName=[name for name in entity.names if name != entity.label],
        sameAs=entity.same_as,
        containedInPlace=_references(entity.within[:1]),
        legislationIdentifier=entity.number,
    )


def of_order(order: OrderOut) -> dict[str, Any]:
    """An order: whose it is, where it applies, how it stands."""
    return _told(
        _reference(order.iri, order.id, order.label),
        legislationPassedBy=_references(order.issuers),
        spatialCoverage=_references(order.places),
        legislationLegalForce=FORCE.get(order.status or ""),
    )


def of_document(document: DocumentItem) -> dict[str, Any]:
    """A document, as the article that it is."""
    publisher = {"@type": "Organization", "name": document.publisher} if document.publisher else None
    return _told(
        {"@type": "NewsArticle", "@id": document.iri},
        headline=document.title,
        datePublished=document.date,
        publisher=publisher,
        author={"@type": "Person", "name": document.author} if document.author else None,
        url=document.url,
        inLanguage=document.language,
    )


def _told(thing: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"@context": CONTEXT} | thing | {name: value for name, value in said.items() if value}


def _references(things: Iterable[EntityRef]) -> list[dict[str, Any]]:
    return [_reference(thing.iri, thing.id, thing.label) for thing in things]


def _reference(iri: str, path: str | None, label: str) -> dict[str, Any]:
    return {"@type": TYPES.get((path or "").partition("/")[0], "Thing"), "@id": iri, "name": label}
