"""The graph as a network: the shortest paths of evidence between things."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.deps import Service, ServiceDep
from api.negotiate import wants_html
from api.pages.render import page
from graph.naming import things
from graph.paths import Step, shortest_path

router = APIRouter(tags=["facts"])


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
