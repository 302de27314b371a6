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
from graph.naming import things
from graph.paths import Step, shortest_path

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


@router.get("/paths", summary="The shortest path of evidence between two things", response_model=wire.PathOut)
def paths(
    request: Request,
    service: ServiceDep,
    start: Annotated[
        str, Query(alias="from", max_length=500, openapi_examples={"two officials": {"value": "Brandon Johnson"}})
    ],
    end: Annotated[
        str, Query(alias="to", max_length=500, openapi_examples={"two officials": {"value": "JB Pritzker"}})
    ],
    avoid: Annotated[
        list[str] | None,
        Query(max_length=20, description="What it shall not lead through: a party, for instance, ties thousands."),
    ] = None,
) -> wire.PathOut | Response:
    """Ends by name, by path below id/, or by IRI. Each step is one fact, with its evidence."""
    avoided = [thing for name in avoid or () if name for thing in _things(service, name)]
    ends = [(one, other) for one in _things(service, start) for other in _things(service, end)]
    found = [path for one, other in ends if (path := shortest_path(service.store, one, other, avoided)) is not None]
    steps = [_step(service, step) for step in min(found, key=len)] if found else None
    result = wire.PathOut(steps=steps)
    if wants_html(request):
        return page(
            request, "path.html", path=result, asked={"from": start, "to": end, "avoid": next(iter(avoid or ()), "")}
        )
    return result


def _things(service: Service, name: str) -> list[str]:
    """What a name, a path or an IRI means: at most a few things, lest a common surname start a hundred searches."""
    if "/" in name and "://" not in name:
        name = links.iri_of(service.settings.base_iri, name)
    return [thing.value for thing in things(service.store, "entity", name)][:3]


def _step(service: Service, step: Step) -> wire.StepOut:
    base = service.settings.base_iri
    (fact,) = outgoing.facts(base, [step.fact])
    return wire.StepOut(
        source=outgoing.reference(base, step.source), target=outgoing.reference(base, step.target), fact=fact
    )


def _item(service: Service, line: lookups.EntityLine) -> wire.EntityItem:
    reference = outgoing.reference(service.settings.base_iri, Thing(line.iri, line.label))
    return wire.EntityItem(**reference.model_dump(), type=line.type, documents=line.documents)
