"""Orders, with who issued them, where they apply, and what they require, prohibit and permit."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.deps import PageDep, Service, ServiceDep, Topic, listing
from api.examples import SEED_ORDER
from api.moved import moved
from api.negotiate import wants_html
from api.order import OrderItem, OrderOut
from api.pages.render import page
from graph import lookups
from graph.contradictions import contradictions
from graph.corroboration import corroborated
from graph.errors import NotFound
from graph.facts import Thing
from graph.timelines import Standing, timelines

router = APIRouter(tags=["facts"])

Name = Annotated[str | None, Query(max_length=500, description="A name or an IRI.")]


@router.get("/orders", summary="Orders, those in most documents first", response_model=wire.Listing[OrderItem])
def orders(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    place: Annotated[Name, Query(openapi_examples={"of Chicago": {"value": "Chicago"}})] = None,
    issuer: Annotated[Name, Query(openapi_examples={"by Johnson": {"value": "Brandon Johnson"}})] = None,
    status: Annotated[str | None, Query(max_length=50, description="inForce, blocked, revoked, expired …")] = None,
    topic: Topic = None,
    on: Annotated[date | Literal[""] | None, Query(description="The day of the status; today by default.")] = None,
) -> wire.Listing[OrderItem] | Response:
    """All, or those that apply in a place, were issued by somebody, are about a topic, or have a status on a day."""
    day = (on or date.today()).isoformat()
    standing = (status, day) if status else None
    found = lookups.orders(
        service.store, place or None, issuer or None, part.limit + 1, part.offset, standing, topic or None
    )
    now = timelines(service.store, (line.iri for line in found), day)
    result = listing(request, part, [_item(service, line, now) for line in found])
    if wants_html(request):
        asked = {"place": place, "issuer": issuer, "topic": topic, "status": status, "on": on}
        return page(request, "orders.html", listing=result, asked=asked)
    return result


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
        **_item(service, line, now).model_dump(),
        timeline=[outgoing.status(base, standing) for standing in past],
        contradictions=[outgoing.contradiction(base, one) for one in contradictions(service.store, [line.iri])],
        provisions=[fact for fact in facts if fact.family == "provision"],
        facts=[fact for fact in facts if fact.family != "provision"],
    )
    return page(request, "order.html", order=result) if wants_html(request) else result


def _item(service: Service, line: lookups.OrderLine, now: dict[str, tuple[Standing, ...]]) -> OrderItem:
    base = service.settings.base_iri
    standing = now.get(line.iri, ())
    return OrderItem(
        **outgoing.reference(base, Thing(line.iri, line.label)).model_dump(),
        issuers=[outgoing.reference(base, issuer) for issuer in line.issuers],
        places=[outgoing.reference(base, place) for place in line.places],
        documents=line.documents,
        first_reported=line.first_reported,
        status=standing[0].status if standing else None,
    )
