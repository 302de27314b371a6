"""Things: people, bodies, groups, places, orders and policies, with the facts that they take part in, and the ties."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.alternates import alternating
from api.deps import ServiceDep
from api.moved import moved
from api.negotiate import wants_html
from api.pages.render import page
from api.schema_org import of_entity
from graph import lookups
from graph.containment import containers
from graph.corroboration import corroborated, sources
from graph.errors import NotFound

router = APIRouter(tags=["facts"])

PERSON = "person/brandon-johnson-mayor-of-chicago"
Name = Annotated[str | None, Query(max_length=300, description="Words of a name, the last may be cut short.")]


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
    if not wants_html(request):
        return result
    shown = page(request, "entity.html", entity=result, linked=of_entity(result))
    return alternating(shown, request, id)
