"""The explorer: some things and the facts that tie them, to go on from one by one. Without script as tables, with it as
a map (api/ui/pages/explore.js); both show what GET /network/neighbourhood tells by the same parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import network
from api.choosing import ChoiceDep, Name, Types, there
from api.deps import GIVEN, Service, ServiceDep
from api.pages import asking
from api.pages.render import page
from graph.errors import NotFound
from graph.model import EventType, Predicate, ProvisionKind
from graph.network import Choice, arrays, neighbourhood, ranking

router = APIRouter(include_in_schema=False)

FIRST: Final = 25  # things, to begin with: of more nobody can tell on a map what ties which
STARTS: Final = 12
PREDICATES: Final = {
    "Relations": tuple(Predicate),
    "What orders say": tuple(ProvisionKind),
    "Statements": ("says",),
    "Events": tuple(EventType),
}
CHOICES: Final = {**asking.CHOICES, "predicate": PREDICATES}


@router.get("/explore")
def explore(
    request: Request,
    service: ServiceDep,
    choice: ChoiceDep,
    of: Annotated[list[Name] | None, GIVEN, Query(max_length=300)] = None,
    hops: Annotated[int, Query(ge=0, le=4)] = 1,
    limit: Annotated[int, Query(ge=1, le=300)] = FIRST,
    type: Types = None,
) -> Response:
    """Things around those of `of`, or what there is to begin with. Whoever is there no more is named, and left out."""
    shown, gone = _around(service, of or (), hops, limit, choice, type or ())
    told: dict[str, Any] = {"shown": shown, "gone": gone, "further": _further(shown), "hops": hops, "limit": limit}
    told |= {"starts": [] if shown.nodes else _starts(service), "names": {one.iri: one.label for one in shown.nodes}}
    told |= {"given": _given(request), "choices": CHOICES, "asked": _asked(request, shown, hops, limit)}
    return page(request, "explore.html", 404 if gone and not shown.nodes else 200, **told)


def _given(request: Request) -> dict[str, str | list[str]]:
    """What the fields of the form are to have in them."""
    given = request.query_params
    one = {name: given.get(name, "") for name in ("since", "until", "confidence")}
    return {name: given.getlist(name) for name in ("predicate", "status", "type")} | one


def _asked(request: Request, shown: network.NeighbourhoodOut, hops: int, limit: int) -> str:
    """The query by which the same is had as a file."""
    given = [(name, value) for name, value in request.query_params.multi_items() if value]
    filters = [pair for pair in given if pair[0] not in ("of", "hops", "limit")]
    things = [("of", one.id or one.iri) for one in shown.of]
    return urlencode([*things, ("hops", str(hops)), ("limit", str(limit)), *filters])


def _around(
    service: Service, names: Iterable[str], hops: int, limit: int, choice: Choice, types: Iterable[str]
) -> tuple[network.NeighbourhoodOut, list[str]]:
    """What is around things, and the names of those that are not there."""
    base, gone, things = service.settings.base_iri, list[str](), dict[str, None]()
    with service.network.reading() as found:
        for name in names:
            try:
                things |= dict.fromkeys(there(found, service.store, base, name))
            except NotFound:
                gone.append(name)
        known = neighbourhood(found, list(things), hops, limit, choice, list(types))
        return network.neighbourhood(base, map(found.node, things), known), gone


def _starts(service: Service) -> list[network.RankedOut]:
    """Things that take part in the most facts."""
    found = service.network.result("degree", arrays, lambda given: ranking(given, "degree"))
    return [network.ranked(service.settings.base_iri, one) for one in found.of((), STARTS)]


def _further(shown: network.NeighbourhoodOut) -> dict[str, int]:
    """To how many things that are not shown each thing is tied."""
    pairs = {pair for one in shown.links for pair in ((one.source, one.target), (one.target, one.source))}
    here = Counter(one for one, _ in pairs)
    return {one.iri: one.neighbours - here[one.iri] for one in shown.nodes}
