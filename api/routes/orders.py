"""Orders, with who issued them, where they apply, and what they require, prohibit and permit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, listed, outgoing
from api.alternates import alternating
from api.deps import Service, ServiceDep
from api.examples import SEED_ORDER
from api.moved import moved
from api.negotiate import JSON, wants_html
from api.order import OrderOut
from api.pages.order import view
from api.pages.render import page
from api.pages.told import Told, alike
from api.schema_org import of_order
from graph import known_facts, lookups
from graph.contradictions import contradictions
from graph.corroboration import corroborated
from graph.errors import NotFound
from graph.facts import Fact, facts
from graph.listing import order_line
from graph.lookups import OrderLine
from graph.query import ask
from graph.tenures import Tenure, nearest, tenures
from graph.timelines import on_day, timelines

router = APIRouter(tags=["facts"])

LAWSUITS: Final = 19  # the question

Name = Annotated[str | None, Query(max_length=500, description="A name or an IRI.")]


@router.get("/orders/{id:path}", summary="One order with its provisions", response_model=OrderOut)
def order(
    request: Request,
    service: ServiceDep,
    id: Annotated[
        str, Path(description="The path below id/order/.", openapi_examples={"the seed": {"value": SEED_ORDER}})
    ],
) -> Response:
    """What it demands, of whom, and every other fact about it, each with its evidence."""
    path = f"order/{id.removeprefix('order/')}"
    try:
        line, about = _known(service, links.iri_of(service.settings.base_iri, path))
    except NotFound as error:
        return moved(request, service, path, error)
    base = service.settings.base_iri
    index = service.workspace.index
    groups = corroborated(service.store, about, index)
    wired = outgoing.told(base, groups, about)
    past = timelines(service.store, [line.iri]).get(line.iri, ())
    now = next((one.status for one in on_day(past, date.today().isoformat())), None)
    details = known_facts.details(service.store, index, line.iri)
    result = OrderOut(
        **listed.order(base, line, now).model_dump(),
        offices=[outgoing.tenure(base, held) for held in _offices(service, line, details)],
        details=[outgoing.detail(base, one) for one in details],
        timeline=[outgoing.status(base, standing) for standing in past],
        contradictions=[outgoing.contradiction(base, one) for one in contradictions(service.store, [line.iri], index)],
        provisions=[fact for fact in wired if fact.family == "provision"],
        facts=[fact for fact in wired if fact.family != "provision"],
    )
    if not wants_html(request):
        return Response(result.model_dump_json(), media_type=JSON)
    shown = view(result, alike(groups, wired), _lawsuits(service, line.iri))
    thing = lookups.entity(service.store, line.iri)
    told: dict[str, Any] = {"shown": shown, "thing": thing, "linked": of_order(result, thing)}
    return alternating(page(request, "order.html", order=result, **told), request, path)


def _known(service: Service, iri: str) -> tuple[OrderLine, tuple[Fact, ...]]:
    """An order with all that is known of it: its provisions first. Raises NotFound."""
    index = service.workspace.index
    if (line := order_line(index, iri)) is None:
        return lookups.order(service.store, iri)
    about = known_facts.facts_about(service.store, index, iri)
    return line, tuple(sorted(about, key=lambda fact: fact.family != "provision"))


def _offices(service: Service, line: OrderLine, details: Iterable[lookups.Detail]) -> list[Tenure]:
    """The office that each of its issuers held on the day on which it was signed, or else first reported."""
    signed = min((one.value for one in details if one.what == "dateSigned"), default=line.first_reported)
    found = tenures(service.store, [issuer.iri for issuer in line.issuers]) if line.issuers else ()
    held = (nearest((one for one in found if one.holder.iri == issuer.iri), signed) for issuer in line.issuers)
    return [one for one in held if one is not None]


def _lawsuits(service: Service, iri: str) -> list[Told]:
    """The lawsuits over it and what courts ruled, in the order of time: the events that question 19 finds."""
    rows = ask(service.store, LAWSUITS, order=iri).rows
    steps = dict.fromkeys(str(row.values["event"]) for row in rows)
    found = list(facts(service.store, steps, ["event"]))
    groups = corroborated(service.store, found, service.workspace.index)
    wired = outgoing.told(service.settings.base_iri, groups, found)
    return sorted(alike(groups, wired), key=lambda one: one.fact.evidence.date or "")
