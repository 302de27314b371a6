"""Orders, with who issued them, where they apply, and what they require, prohibit and permit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import fact_part, links, listed, outgoing
from api.after import USUAL, After, Key, Limit, of_types
from api.alternates import alternating, link, parts
from api.deps import Service, ServiceDep
from api.examples import SEED_ORDER
from api.fact_part import FactPart
from api.moved import moved
from api.negotiate import JSON, wants_html
from api.order import OrderOut
from api.pages.order import view
from api.pages.render import page
from api.pages.told import Told, alike
from api.schema_org import of_order
from graph import known_facts, lookups
from graph.contradictions import contradictions
from graph.corroboration import Corroboration, corroborated
from graph.errors import NotFound
from graph.facts import Fact, facts
from graph.listing import order_line
from graph.lookups import OrderLine
from graph.query import ask
from graph.tenures import Tenure, nearest, tenures
from graph.timelines import on_day, timelines

router = APIRouter(tags=["facts"])

KEY: Final = of_types(int, str, str, str, int, int, str)
LAWSUITS: Final = 19  # the question

Name = Annotated[str | None, Query(max_length=500, description="A name or an IRI.")]


@dataclass(frozen=True, slots=True)
class Known:
    """An order with all facts about it, its provisions first, and with what documents state of its form."""

    line: OrderLine
    about: tuple[Fact, ...]
    details: tuple[lookups.Detail, ...]


@router.get("/orders/{id:path}", summary="One order with its provisions", response_model=OrderOut)
async def order(
    request: Request,
    service: ServiceDep,
    id: Annotated[
        str, Path(description="The path below id/order/.", openapi_examples={"the seed": {"value": SEED_ORDER}})
    ],
    limit: Limit = USUAL,
    after: After = "",
) -> Response:
    """What it demands, of whom, and every other fact about it, each with its evidence: part by part as data, all of
    them as a page."""
    return await service.reading.run(_order, request, service, f"order/{id.removeprefix('order/')}", limit, after)


def _order(request: Request, service: Service, path: str, limit: int, after: str) -> Response:
    try:
        known = _known(service, links.iri_of(service.settings.base_iri, path))
    except NotFound as error:
        return moved(request, service, path, error)
    groups = corroborated(service.store, known.about, service.workspace.index)
    if wants_html(request):
        return _page(request, service, path, known, groups)
    part = fact_part.part(request, known.about, limit, after, _place, KEY)
    result = _told(service, known, part, groups)
    beside = {"link": link(parts(part.first, part.next), {})}
    return Response(result.model_dump_json(), media_type=JSON, headers=beside)


def _place(fact: Fact) -> Key:
    return int(fact.family != "provision"), *lookups.place_of(fact)


def _known(service: Service, iri: str) -> Known:
    """An order with all that is known of it. Raises NotFound."""
    store, index = service.store, service.workspace.index
    if (line := order_line(index, iri)) is None:
        line, about = lookups.order(store, iri)
        return Known(line, about, lookups.details(store, iri))
    about, details = known_facts.of_order(store, index, iri)
    return Known(line, tuple(sorted(about, key=_place)), details)


def _told(service: Service, known: Known, part: FactPart, groups: Sequence[Corroboration]) -> OrderOut:
    """What is told of an order, with a part of its facts."""
    base, store, index, line = service.settings.base_iri, service.store, service.workspace.index, known.line
    past = timelines(store, [line.iri]).get(line.iri, ())
    now = next((one.status for one in on_day(past, date.today().isoformat())), None)
    wired = outgoing.told(base, groups, part.facts)
    return OrderOut(
        **listed.order(base, line, now).model_dump(),
        offices=[outgoing.tenure(base, held) for held in _offices(service, line, known.details)],
        details=[outgoing.detail(base, one) for one in known.details],
        timeline=[outgoing.status(base, standing) for standing in past],
        contradictions=[outgoing.contradiction(base, one) for one in contradictions(store, [line.iri], index)],
        provisions=[fact for fact in wired if fact.family == "provision"],
        facts=[fact for fact in wired if fact.family != "provision"],
        total=part.total,
        limit=part.limit,
        first=part.first,
        next=part.next,
    )


def _page(request: Request, service: Service, path: str, known: Known, groups: Sequence[Corroboration]) -> Response:
    result = _told(service, known, fact_part.whole(request, known.about), groups)
    every = alike(groups, [*result.provisions, *result.facts])
    thing = lookups.entity(service.store, result.iri)
    shown = view(result, every, _lawsuits(service, result.iri))
    told: dict[str, Any] = {"shown": shown, "thing": thing, "linked": of_order(result, thing)}
    return alternating(page(request, "order.html", order=result, **told), request, path)


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
