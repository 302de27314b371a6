"""Things: people, bodies, groups, places, orders and policies, with the facts that they take part in, and the ties."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.deps import BLANK, PageDep, Service, ServiceDep, listing
from api.moved import moved
from api.negotiate import wants_html
from api.pages.render import page
from graph import lookups
from graph.containment import containers
from graph.corroboration import corroborated, sources
from graph.errors import NotFound
from graph.facts import Thing
from graph.model import EntityType

router = APIRouter(tags=["facts"])

PERSON = "person/brandon-johnson-mayor-of-chicago"
Name = Annotated[str | None, Query(max_length=300, description="Words of a name, the last may be cut short.")]


@router.get("/entities", summary="Find things by type and name", response_model=wire.Listing[wire.EntityItem])
def entities(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    type: Annotated[EntityType | None, BLANK, Query(openapi_examples={"people": {"value": "Person"}})] = None,
    name: Annotated[Name, Query(openapi_examples={"people": {"value": "Johnson"}})] = None,
) -> wire.Listing[wire.EntityItem] | Response:
    """Those mentioned in most documents come first."""
    found = lookups.find_entities(service.store, type, name, part.limit + 1, part.offset)
    result = listing(request, part, [_item(service, line) for line in found])
    if wants_html(request):
        types = [t.value for t in EntityType]
        return page(request, "entities.html", listing=result, types=types, asked={"type": type, "name": name})
    return result


@router.get("/entities/{id:path}", summary="One thing with its facts", response_model=wire.EntityOut)
def entity(
    request: Request,
    service: ServiceDep,
    id: Annotated[str, Path(description="The path below id/.", openapi_examples={"mayor": {"value": PERSON}})],
) -> wire.EntityOut | Response:
    """Its names, and every fact that it takes part in, in whatever role, with its evidence."""
    base, iri = service.settings.base_iri, links.iri_of(service.settings.base_iri, id)
    try:
        known = lookups.entity(service.store, iri)
    except NotFound as error:
        return moved(request, service, id, error)
    about = lookups.facts_about(service.store, iri)
    result = wire.EntityOut(
        iri=known.iri,
        id=id,
        href=links.page_of_path(id),
        label=known.label,
        types=list(known.types),
        names=list(known.names),
        number=known.number,
        same_as=list(known.same_as),
        within=[outgoing.reference(base, place) for place in containers(service.store, iri)],
        documents=[links.page_of_iri(base, document) for document in known.documents],
        sources=len(set(sources(service.store, known.documents).values())),
        facts=outgoing.told(base, corroborated(service.store, about), about),
    )
    return page(request, "entity.html", entity=result) if wants_html(request) else result


def _item(service: Service, line: lookups.EntityLine) -> wire.EntityItem:
    reference = outgoing.reference(service.settings.base_iri, Thing(line.iri, line.label))
    return wire.EntityItem(**reference.model_dump(), type=line.type, documents=line.documents)
