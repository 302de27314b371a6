"""From what a list lists to the wire: documents, things, orders, facts, each with the address that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from api import links, outgoing
from api.deps import Service
from api.order import OrderItem
from api.wire import DocumentItem, EntityItem, FactOut, Wire
from graph.document_list import DocumentLine
from graph.facts import Fact
from graph.listing import FACTS, Line
from graph.lists import LISTS
from graph.lookups import EntityLine, OrderLine
from graph.points import Point, points
from graph.timelines import standing

MODELS: Final[Mapping[str, type[Wire]]] = {
    **dict.fromkeys(LISTS, EntityItem),
    **dict.fromkeys(FACTS, FactOut),
    "documents": DocumentItem,
    "orders": OrderItem,
}
"""What the items of each list are."""


def wired(service: Service, found: Sequence[Line], on: str | None) -> list[Wire]:
    """What was listed as it goes over the wire; orders with their status on a day, today where none is given."""
    base = service.settings.base_iri
    orders = [line for line in found if isinstance(line, OrderLine)]
    now = standing(service.store, (line.iri for line in orders), on or date.today().isoformat()) if orders else {}
    facts = outgoing.facts(base, [line for line in found if isinstance(line, Fact)])
    things = [_thing(base, line) for line in found if isinstance(line, EntityLine)]
    documents = [document(line) for line in found if isinstance(line, DocumentLine)]
    return [*documents, *things, *(order(base, line, now.get(line.iri)) for line in orders), *facts]


def document(line: DocumentLine) -> DocumentItem:
    """A document in a list."""
    return DocumentItem(
        id=line.id,
        iri=line.iri,
        href=links.document_page(line.id),
        title=line.label,
        date=line.date,
        url=line.url,
        publisher=line.publisher,
        author=line.author,
        language=line.language,
        characters=line.characters,
    )


def order(base_iri: str, line: OrderLine, status: str | None) -> OrderItem:
    """An order in a list, with how it stands."""
    return OrderItem(
        **outgoing.reference(base_iri, line).model_dump(),
        issuers=[outgoing.reference(base_iri, issuer) for issuer in line.issuers],
        places=[outgoing.reference(base_iri, place) for place in line.places],
        documents=line.documents,
        first_reported=line.first_reported,
        status=status,
    )


def places_of(service: Service, items: Sequence[Wire]) -> list[tuple[str, list[Point]]]:
    """Each item's IRI and its points: those of a place itself, where an order applies, where an event was."""
    where = [_where(item) for item in items]
    known = points(service.store, dict.fromkeys(iri for _, places in where for iri in places))
    return [(iri, [known[place] for place in places if place in known]) for iri, places in where]


def _where(item: Wire) -> tuple[str, list[str]]:
    if isinstance(item, OrderItem):
        return item.iri, [place.iri for place in item.places]
    if isinstance(item, FactOut):
        return item.iri, [item.place.iri] if item.place else []
    assert isinstance(item, EntityItem)
    return item.iri, [item.iri]


def _thing(base_iri: str, line: EntityLine) -> EntityItem:
    return EntityItem(**outgoing.reference(base_iri, line).model_dump(), type=line.type, documents=line.documents)
