"""What is computed of the network: what it turns on, communities, conflicts by time, who is directed with whom.

All of it is kept until the next write. What takes long (betweenness, closeness, communities: seconds in a network of a
hundred thousand facts) is computed once, one after the other, while everything else goes on.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import network, outgoing, wire
from api.choosing import ChoiceDep, Of, Types, meant, there
from api.deps import GIVEN, PageDep, ServiceDep, listing
from api.negotiate import wants_html
from api.pages.network import quotes, view
from graph.facts import facts as facts_of
from graph.model import EntityType
from graph.network import (
    Period,
    arrays,
    codirection,
    communities,
    holders,
    matrix,
    ranking,
    timeline,
)

router = APIRouter(tags=["network"])


class Measure(StrEnum):
    """By what the weight of a thing is measured."""

    DEGREE = "degree"
    PAGERANK = "pagerank"
    BETWEENNESS = "betweenness"
    CLOSENESS = "closeness"


DIRECTED: Final[list[EntityType | Literal["Office"]]] = [EntityType.AGENCY]
Names = Annotated[list[str] | None, GIVEN, Query(max_length=20)]
By = Annotated[Period, Query(description="By which periods.")]


@router.get("/network/centrality", summary="What the network turns on", response_model=network.RankingOut)
def centrality(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    measure: Annotated[
        Measure, Query(description="How.", openapi_examples={one.value: {"value": one.value} for one in Measure})
    ] = Measure.PAGERANK,
    type: Types = None,
) -> network.RankingOut | Response:
    """`degree`: in how many facts a thing takes part. `pagerank`: how much leads to it from things to which much leads.
    `betweenness`: the share of shortest paths that lead by it. `closeness`: how few steps it is from all others. The
    last two are computed from as many things as the time allows: `pivots`."""
    base = service.settings.base_iri
    found = service.network.result(measure, arrays, lambda given: ranking(given, measure))
    some = found.of(type or (), part.offset + part.limit + 1)[part.offset :]
    made = listing(request, part, [network.ranked(base, one) for one in some])
    result = network.RankingOut(**dict(made), measure=measure, things=len(found.ranked), pivots=found.pivots)
    return view(request, "centrality", result) if wants_html(request) else result


@router.get("/network/communities", summary="Who belongs together", response_model=network.CommunitiesOut)
def groups(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    members: Annotated[int, Query(ge=1, le=1000, description="How many things of each, at most.")] = 10,
    of: Annotated[
        str | None, Query(max_length=500, description="Only those with this thing: a name, a path or an IRI.")
    ] = None,
) -> network.CommunitiesOut | Response:
    """Things that facts tie more to one another than to others, found by the Leiden method: of one graph always the
    same."""
    base, found = service.settings.base_iri, service.network.result("communities", arrays, communities)
    things = set(meant(service.store, base, of)) if of else None
    chosen = [c for c in found.communities if things is None or any(node.iri in things for node in c.things)]
    some = chosen[part.offset : part.offset + part.limit + 1]
    made = listing(request, part, [network.community(base, one, members) for one in some])
    result = network.CommunitiesOut(**dict(made), communities=len(found.communities), modularity=found.modularity)
    return view(request, "communities", result) if wants_html(request) else result


@router.get("/network/matrix", summary="Who is against whom", response_model=network.MatrixOut)
def conflicts(
    request: Request,
    service: ServiceDep,
    choice: ChoiceDep,
    who: Annotated[Names, Query(description="Who, by name, path or IRI; anybody if nobody is given.")] = None,
    against: Annotated[Names, Query(description="Against whom, likewise.")] = None,
    office: Annotated[
        Names,
        Query(
            description="Only those who hold or held an office with any of these words.",
            openapi_examples={"governors": {"value": "governor"}},
        ),
    ] = None,
    by: By = Period.MONTH,
    limit: Annotated[int, Query(ge=1, le=100, description="How many rows, and columns, at most.")] = 20,
    facts: Annotated[int, Query(ge=1, le=100, description="How many facts of each cell, the latest, at most.")] = 3,
) -> network.MatrixOut | Response:
    """Acts against a party or an order of its, statements against it, and that it is told that one opposes it or its
    order (as in question 23), counted by who and whom, each by topic and by period, with the latest facts. To be
    against an order is to be against who issued it. Events count whatever their status, unless `status` is given."""
    base = service.settings.base_iri
    rows, columns = (
        [iri for name in names for iri in meant(service.store, base, name)] if names else None
        for names in (who, against)
    )
    with service.network.reading() as found:
        if office:
            held = holders(found, office)
            rows = [iri for iri in held if rows is None or iri in rows]
        made = matrix(found, rows, columns, choice, by, limit, facts)
    result = network.MatrixOut(
        by=by,
        rows=network.nodes(base, made.rows),
        columns=network.nodes(base, made.columns),
        cells=[network.cell(base, one) for one in made.cells],
        complete=made.complete,
    )
    if not wants_html(request):
        return result
    told = quotes(service, (one for cell in result.cells for one in cell.latest))
    return view(request, "matrix", result, quotes=told, cells={(one.row, one.column): one for one in result.cells})


@router.get("/network/timeline", summary="What a thing took part in, and when", response_model=network.TimelineOut)
def when(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    choice: ChoiceDep,
    of: Of,
    other: Annotated[
        str | None,
        Query(alias="with", max_length=500, description="Only facts with this other thing: a name, a path or an IRI."),
    ] = None,
    by: By = Period.MONTH,
) -> network.TimelineOut | Response:
    """The facts between it and other things, counted by period and predicate, and one after the other, the latest
    first. An event is on its own day where that is known, all else on the day of the document."""
    base = service.settings.base_iri
    with service.network.reading() as found:
        things = there(found, service.store, base, of)
        others = there(found, service.store, base, other) if other else None
        told = timeline(found, things, choice, by, others)
        named = network.nodes(base, map(found.node, things))
    some = [tie.fact for tie in told.ties[part.offset : part.offset + part.limit + 1]]
    shown = {fact.iri: fact for fact in outgoing.facts(base, facts_of(service.store, some))}
    made = listing(request, part, [shown[iri] for iri in some if iri in shown])
    result = network.TimelineOut(
        **dict(made), of=named, by=by, periods=[network.span(one) for one in told.spans], undated=told.undated
    )
    return view(request, "timeline", result, of=named) if wants_html(request) else result


@router.get(
    "/network/codirection",
    summary="Who is directed by the same orders",
    response_model=wire.Listing[network.CodirectedOut],
)
def together(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    choice: ChoiceDep,
    of: Annotated[
        str | None, Query(max_length=500, description="Only with this agency: a name, a path or an IRI.")
    ] = None,
    type: Annotated[Types, Query(openapi_examples={"groups": {"value": "Group"}})] = DIRECTED,
) -> wire.Listing[network.CodirectedOut] | Response:
    """Pairs of agencies (or of things of other types), by how many orders direct both, with the evidence for each."""
    base = service.settings.base_iri
    with service.network.reading() as found:
        of_them = there(found, service.store, base, of) if of else []
        made = codirection(found, of_them, type or DIRECTED, choice, part.offset + part.limit + 1)
    result = listing(request, part, [network.codirected(base, one) for one in made[part.offset :]])
    if not wants_html(request):
        return result
    shared = (one for pair in result.items for one in pair.orders)
    told = quotes(service, (cited for one in shared for cited in (one.one, one.other)))
    return view(request, "codirection", result, quotes=told)
