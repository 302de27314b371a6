"""Things: people, bodies, groups, places, orders and policies, with the facts that they take part in, and the ties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import fact_part, links, outgoing
from api.after import USUAL, After, Limit, of_types
from api.alternates import alternating, link, parts
from api.deps import Service, ServiceDep
from api.entity import EntityOut
from api.fact_part import FactPart
from api.moved import moved
from api.negotiate import JSON, wants_html
from api.pages.render import page
from api.pages.thing import view
from api.pages.told import alike
from api.schema_org import of_entity
from graph import lookups
from graph.containment import containers
from graph.corroboration import Corroboration, grouped, sources
from graph.errors import NotFound
from graph.facts import Fact
from graph.known_facts import facts_about
from graph.lookups import Entity, place_of
from graph.points import points
from graph.tenures import Tenure, tenures

router = APIRouter(tags=["facts"])

PERSON = "person/brandon-johnson-mayor-of-chicago"
KEY: Final = of_types(str, str, str, int, int, str)
Name = Annotated[str | None, Query(max_length=300, description="Words of a name, the last may be cut short.")]


@router.get("/entities/{id:path}", summary="One thing with its facts", response_model=EntityOut)
async def entity(
    request: Request,
    service: ServiceDep,
    id: Annotated[str, Path(description="The path below id/.", openapi_examples={"mayor": {"value": PERSON}})],
    limit: Limit = USUAL,
    after: After = "",
) -> Response:
    """Its names, and the facts that it takes part in, in whatever role, with their evidence: part by part as data, all
    of them as a page."""
    return await service.reading.run(_entity, request, service, id, limit, after)


def _entity(request: Request, service: Service, id: str, limit: int, after: str) -> Response:
    iri = links.iri_of(service.settings.base_iri, id)
    try:
        known = lookups.entity(service.store, iri)
    except NotFound as error:
        return moved(request, service, id, error)
    every = facts_about(service.store, service.workspace.index, iri)
    if wants_html(request):
        return _page(request, service, id, known, every)
    part = fact_part.part(request, every, limit, after, place_of, KEY)
    result, _ = _told(service, id, known, every, part)
    beside = {"link": link(parts(part.first, part.next), {})}
    return Response(result.model_dump_json(), media_type=JSON, headers=beside)


def _told(
    service: Service, id: str, known: Entity, every: Sequence[Fact], part: FactPart
) -> tuple[EntityOut, tuple[Corroboration, ...]]:
    """What is told of a thing; and all facts in groups that say the same."""
    base, documents = service.settings.base_iri, {*known.documents, *(fact.citation.document for fact in every)}
    source = sources(service.store, documents, service.workspace.index)
    groups = grouped(every, source)
    within = containers(service.store, known.iri) if id.startswith("place/") else ()
    result = EntityOut(
        iri=known.iri,
        id=id,
        href=links.page_of_path(id),
        label=known.label,
        types=list(known.types),
        names=list(known.names),
        number=known.number,
        same_as=list(known.same_as),
        within=[outgoing.reference(base, place) for place in within],
        documents=[links.page_of_iri(base, document) for document in known.documents],
        sources=len({source[one] for one in known.documents if one in source}),
        tenures=[outgoing.tenure(base, one) for one in _tenures(service, id, known.iri)],
        facts=outgoing.told(base, groups, part.facts),
        total=part.total,
        limit=part.limit,
        first=part.first,
        next=part.next,
    )
    return result, groups


def _page(request: Request, service: Service, id: str, known: Entity, every: Sequence[Fact]) -> Response:
    result, groups = _told(service, id, known, every, fact_part.whole(request, every))
    shown = view(result, alike(groups, result.facts))
    linked = of_entity(result, points(service.store, [known.iri]).get(known.iri))
    judged = [
        outgoing.judgement(service.settings.base_iri, kept) for kept in service.workspace.ledger.judgements.on(id)
    ]
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
