"""The graph as a network: what is around things, and the shortest paths of evidence between them."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import network, outgoing, wire
from api.choosing import ChoiceDep, Of, Several, Types, meant, there
from api.deps import BLANK, PageDep, Service, ServiceDep, listing
from api.negotiate import wants_html
from api.pages.network import explored, start, view
from api.routes.export import exported
from graph.errors import NotFound
from graph.export import EXPORTERS, Among
from graph.network import ALL, Choice, links_of, neighbourhood, neighbours, shortest_paths
from graph.paths import Step, shortest_path, steps

router = APIRouter(tags=["network"])

Ends = {"two officials": {"value": "Brandon Johnson"}}
FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {one: {} for one in sorted({e.media_type for e in EXPORTERS.values()} - {"application/json"})}}
}


@router.get("/network", include_in_schema=False)
def network_page(request: Request) -> Response:
    """The page that lists what can be asked."""
    return start(request)


@router.get(
    "/network/neighbours", summary="What a thing is tied to, and by how much", response_model=network.NeighboursOut
)
def near(
    request: Request, service: ServiceDep, part: PageDep, choice: ChoiceDep, of: Of
) -> network.NeighboursOut | Response:
    """Each neighbour with the number of facts by each predicate, most first."""
    base = service.settings.base_iri
    with service.network.reading() as found:
        things = there(found, service.store, base, of)
        all_ = [one for iri in things for one in neighbours(found, iri, choice)]
        named = network.nodes(base, map(found.node, things))
    all_.sort(key=lambda one: (-one.count, one.label, one.iri, one.predicate, one.direction))
    some = all_[part.offset : part.offset + part.limit + 1]
    made = listing(request, part, [network.neighbour(base, one) for one in some])
    result = network.NeighboursOut(**dict(made), of=named)
    return view(request, "neighbours", result, of=named) if wants_html(request) else result


@router.get(
    "/network/neighbourhood",
    summary="What is around a thing",
    response_model=network.NeighbourhoodOut,
    responses=FILES,
)
def around(
    request: Request,
    service: ServiceDep,
    choice: ChoiceDep,
    of: Several,
    hops: Annotated[
        int, Query(ge=0, le=4, description="How many steps away, at most; 0: only the links between those of `of`.")
    ] = 1,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many things, at most.")] = 300,
    type: Types = None,
    format: Annotated[
        str | None,
        BLANK,
        Query(
            description=f"`json`, `html`, or a file of all facts between these things: {', '.join(EXPORTERS)}.",
            openapi_examples={"for Gephi": {"value": "gexf"}, "the mayor": {"value": "json"}},
        ),
    ] = None,
) -> network.NeighbourhoodOut | Response:
    """Things within some steps, and all links between them: facts, counted by predicate, with the evidence of the
    latest. Where there are more things than `limit`, those that the most facts tie to nearer ones."""
    if wants_html(request):
        return explored(request)
    if format not in (None, "json", "html", *EXPORTERS):
        raise NotFound("format", format or "", ("json", "html", *EXPORTERS))
    base = service.settings.base_iri
    with service.network.reading() as found:
        things = list(dict.fromkeys(iri for name in of for iri in there(found, service.store, base, name)))
        known = neighbourhood(found, things, hops, limit, choice, type or ())
        shown = frozenset(one.node.iri for one in known.things)
        ties = filter(choice.fits, found.within(shown)) if format in EXPORTERS else ()
        facts = frozenset(tie.fact for tie in ties)
        named = list(map(found.node, things))
    if format in EXPORTERS:
        among = Among(shown, facts)
        return exported(service, str(format), among, name="neighbourhood")
    return network.neighbourhood(base, named, known)


@router.get("/paths", summary="The shortest paths of evidence between two things", response_model=wire.PathOut)
def paths(
    request: Request,
    service: ServiceDep,
    choice: ChoiceDep,
    start: Annotated[str, Query(alias="from", max_length=500, openapi_examples=Ends)],
    end: Annotated[
        str, Query(alias="to", max_length=500, openapi_examples={"two officials": {"value": "JB Pritzker"}})
    ],
    avoid: Annotated[
        list[str] | None,
        Query(max_length=20, description="What it shall not lead through: a party, for instance, ties thousands."),
    ] = None,
    k: Annotated[
        int,
        Query(
            ge=1,
            le=10,
            description="How many paths, at most; no two lead by the same things.",
            openapi_examples={"two officials": {"value": 3}},
        ),
    ] = 1,
) -> wire.PathOut | Response:
    """Ends by name, by path below id/, or by IRI. Each step is one fact, with its evidence."""
    base = service.settings.base_iri
    avoided = [thing for name in avoid or () if name for thing in meant(service.store, base, name)]
    ones, others = meant(service.store, base, start), meant(service.store, base, end)
    if k == 1 and choice == ALL and not service.network.is_read:
        found = _searched(service, ones, others, avoided)
    else:
        found = _paths(service, ones, others, avoided, k, choice)
    made = [[_step(service, step) for step in path] for path in found]
    result = wire.PathOut(steps=made[0] if made else None, others=made[1:])
    return view(request, "paths", result) if wants_html(request) else result


def _searched(service: Service, ones: list[str], others: list[str], avoid: list[str]) -> list[tuple[Step, ...]]:
    """The shortest path, by a search in the store: the same as in the network, which is read by nobody for one path."""
    ends = [(one, other) for one in ones for other in others]
    found = [path for one, other in ends if (path := shortest_path(service.store, one, other, avoid)) is not None]
    return [min(found, key=len)] if found else []


def _paths(
    service: Service, ones: list[str], others: list[str], avoid: list[str], count: int, choice: Choice
) -> list[tuple[Step, ...]]:
    with service.network.reading() as found:
        ways = shortest_paths(found, ones, others, count, avoid, choice=choice)
        linked = [links_of(found, way, choice) for way in ways]
    return list(steps(service.store, linked))


def _step(service: Service, step: Step) -> wire.StepOut:
    base = service.settings.base_iri
    (fact,) = outgoing.facts(base, [step.fact])
    return wire.StepOut(
        source=outgoing.reference(base, step.source), target=outgoing.reference(base, step.target), fact=fact
    )
