"""Orders, with who issued them, where they apply, and what they require, prohibit and permit."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, listed, outgoing
from api.alternates import alternating
from api.deps import ServiceDep
from api.examples import SEED_ORDER
from api.moved import moved
from api.negotiate import wants_html
from api.order import OrderOut
from api.pages.render import page
from api.schema_org import of_order
from graph import lookups
from graph.contradictions import contradictions
from graph.corroboration import corroborated
from graph.errors import NotFound
from graph.timelines import timelines

router = APIRouter(tags=["facts"])

Name = Annotated[str | None, Query(max_length=500, description="A name or an IRI.")]


@router.get("/orders/{id:path}", summary="One order with its provisions", response_model=OrderOut)
def order(
    request: Request,
    service: ServiceDep,
    id: Annotated[
        str, Path(description="The path below id/order/.", openapi_examples={"the seed": {"value": SEED_ORDER}})
    ],
) -> OrderOut | Response:
    """What it demands, of whom, and every other fact about it, each with its evidence."""
    path = f"order/{id.removeprefix('order/')}"
    try:
        line, about = lookups.order(service.store, links.iri_of(service.settings.base_iri, path))
    except NotFound as error:
        return moved(request, service, path, error)
    base = service.settings.base_iri
    facts = outgoing.told(base, corroborated(service.store, about), about)
    now = timelines(service.store, [line.iri], date.today().isoformat())
    past = timelines(service.store, [line.iri]).get(line.iri, ())
    result = OrderOut(
        **listed.order(base, line, now).model_dump(),
        timeline=[outgoing.status(base, standing) for standing in past],
        contradictions=[outgoing.contradiction(base, one) for one in contradictions(service.store, [line.iri])],
        provisions=[fact for fact in facts if fact.family == "provision"],
        facts=[fact for fact in facts if fact.family != "provision"],
    )
    if not wants_html(request):
        return result
    return alternating(page(request, "order.html", order=result, linked=of_order(result)), request, path)
