"""Things: people, bodies, groups, places, orders and policies, with the facts that they take part in, and the ties."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing
from api.alternates import alternating
from api.deps import Service, ServiceDep
from api.entity import EntityOut
from api.moved import moved
from api.negotiate import wants_html
from api.pages.render import page
from api.pages.thing import view
from api.pages.told import alike
from api.schema_org import of_entity
from graph import lookups
from graph.containment import containers
from graph.corroboration import corroborated, sources
from graph.errors import NotFound
from graph.points import points
from graph.tenures import Tenure, tenures

router = APIRouter(tags=["facts"])

PERSON = "person/brandon-johnson-mayor-of-chicago"
Name = Annotated[str | None, Query(max_length=300, description="Words of a name, the last may be cut short.")]


@router.get("/entities/{id:path}", summary="One thing with its facts", response_model=EntityOut)
def entity(
    request: Request,
    service: ServiceDep,
    id: Annotated[str, Path(description="The path below id/.", openapi_examples={"mayor": {"value": PERSON}})],
) -> EntityOut | Response:
    """Its names, and every fact that it takes part in, in whatever role, with its evidence."""
    base, iri = service.settings.base_iri, links.iri_of(service.settings.base_iri, id)
    try:
        known = lookups.entity(service.store, iri)
    except NotFound as error:
        return moved(request, service, id, error)
    about = lookups.facts_about(service.store, iri)
    groups = corroborated(service.store, about)
    facts = outgoing.told(base, groups, about)
    result = EntityOut(
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
        tenures=[outgoing.tenure(base, one) for one in _tenures(service, id, iri)],
        facts=facts,
    )
    if not wants_html(request):
        return result
    shown = view(result, alike(groups, facts))
    linked = of_entity(result, points(service.store, [iri]).get(iri))
    judged = [outgoing.judgement(base, kept) for kept in service.workspace.ledger.judgements.on(id)]
    told: dict[str, Any] = {"entity": result, "shown": shown, "linked": linked, "judged": judged}
    return alternating(page(request, "entity.html", **told), request, id)


def _tenures(service: Service, path: str, iri: str) -> tuple[Tenure, ...]:
    """The offices of a person, or who held an office; of nothing else there are any."""
    match path.partition("/")[0]:
        case "person":
            return tenures(service.store, holders=[iri])
        case "office":
            return tenures(service.store, offices=[iri])
        case _:
            return ()
