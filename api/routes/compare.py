"""Orders side by side: what each requires, prohibits, permits …"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse, Response
from starlette.requests import Request

from api import links, outgoing
from api.deps import Service, ServiceDep
from api.errors import Problem
from api.negotiate import wants_html
from api.openapi import QUERY
from api.order import CompareOut, KindOut, SideOut
from api.pages.compare import aligned
from api.pages.render import page
from api.routes.questions import Explain, row_out
from graph import lookups
from graph.errors import NotFound
from graph.model import ProvisionKind
from graph.naming import things
from graph.query import QUESTIONS, ask, filled

router = APIRouter(tags=["facts"])

PROVISIONS = QUESTIONS[4]
MOST = 5  # orders that still fit beside one another

Orders = Annotated[
    list[str] | None,
    Query(
        max_length=MOST,
        description="Two to five, each by name, by the path below id/order/, or by IRI; given anew, or by commas.",
        openapi_examples={"the seed by place and by issuer": {"value": "Chicago,Brandon Johnson"}},
    ),
]


@router.get("/compare", summary="Provisions of orders side by side", response_model=CompareOut)
def compare(
    request: Request, service: ServiceDep, orders: Orders = None, explain: Explain = None
) -> CompareOut | Response:
    """What each of the orders provides, by kind, each provision with its evidence."""
    asked = _asked(orders or [])
    few = len(asked) < 2 and wants_html(request) and not explain  # a page, which asks for the others
    if not (few or 2 <= len(asked) <= MOST):
        detail = f"There are {len(asked)} orders to compare: give 2 to {MOST}, as orders=A&orders=B."
        raise Problem(422, "invalid-request", "So many orders cannot be compared", detail)
    meant = [_meant(service, one) for one in asked]
    if explain:
        both = [iri for side in meant for iri in side]
        text = filled(service.store, PROVISIONS.query, {"order": both, "words": ""})
        return PlainTextResponse(text, media_type=QUERY)
    result = CompareOut(
        sides=[_side(service, name, iris) for name, iris in zip(asked, meant, strict=True)],
        columns=list(PROVISIONS.columns),
        kinds=_kinds(service, meant),
    )
    if not wants_html(request):
        return result
    kinds = [(kind.kind, aligned(kind.sides)) for kind in result.kinds]
    return page(request, "compare.html", compared=result, kinds=kinds, asked=asked)


def _asked(orders: list[str]) -> list[str]:
    """The orders by name: a name may have a comma, where each is given anew."""
    parts = orders[0].split(",") if len(orders) == 1 else orders
    return [part.strip() for part in parts if part.strip()]


def _meant(service: Service, name: str) -> list[str]:
    """The IRIs of what a name, an IRI or a path means."""
    path = links.iri_of(service.settings.base_iri, f"order/{name.removeprefix('order/')}")
    try:
        found = things(service.store, "order", path)
    except NotFound:
        found = things(service.store, "order", name)
    return [thing.value for thing in found]


def _side(service: Service, name: str, iris: list[str]) -> SideOut:
    found = [lookups.order(service.store, iri)[0] for iri in iris]
    return SideOut(asked=name, orders=[outgoing.reference(service.settings.base_iri, one) for one in found])


def _kinds(service: Service, meant: list[list[str]]) -> list[KindOut]:
    """The kinds of which any side has a provision."""
    sides = [ask(service.store, PROVISIONS.number, order=iris, words="").rows for iris in meant]
    base = service.settings.base_iri
    found = [
        KindOut(
            kind=kind.value,
            sides=[[row_out(base, row) for row in rows if row.values["kind"] == kind.value] for rows in sides],
        )
        for kind in ProvisionKind
    ]
    return [kind for kind in found if any(kind.sides)]
