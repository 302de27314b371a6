"""What documents agree and disagree on: who else tells a fact, and what cannot all be true."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.agreement import ContradictionOut, CorroborationOut
from api.deps import PageDep, ServiceDep, listing
from api.examples import SEED_CLAIM
from api.negotiate import wants_html
from api.pages.render import page
from graph.contradictions import contradictions
from graph.corroboration import corroboration
from graph.errors import NotFound
from graph.naming import things

router = APIRouter(tags=["facts"])


@router.get("/contradictions", summary="What documents tell otherwise", response_model=wire.Listing[ContradictionOut])
def contradicting(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    order: Annotated[
        str | None,
        Query(
            max_length=500,
            description="An order's name, number or IRI, the place it applies in, or who issued it.",
            openapi_examples={"of Chicago": {"value": "Chicago"}},
        ),
    ] = None,
) -> wire.Listing[ContradictionOut] | Response:
    """Two documents each, with the evidence of both: numbers, days, who signed, what an order requires or permits,
    whether an event happened."""
    wanted = [thing.value for thing in things(service.store, "order", order)] if order else None
    found = contradictions(service.store, wanted)[part.offset : part.offset + part.limit + 1]
    result = listing(request, part, [outgoing.contradiction(service.settings.base_iri, one) for one in found])
    if wants_html(request):
        return page(request, "contradictions.html", listing=result, asked={"order": order})
    return result


@router.get("/facts/{id:path}", summary="One fact, and who else says so", response_model=CorroborationOut)
def fact(
    request: Request,
    service: ServiceDep,
    id: Annotated[
        str, Path(description="The path below id/.", openapi_examples={"a claim of the seed": {"value": SEED_CLAIM}})
    ],
) -> CorroborationOut | Response:
    """The documents that say the same of the same things, and how many independent sources they are."""
    base = service.settings.base_iri
    iri = links.iri_of(base, id)
    found = corroboration(service.store, iri)
    if found is None:
        raise NotFound("fact", id)
    facts = outgoing.facts(base, found.facts)
    mine = next(one for one in facts if one.iri == iri)
    told: dict[str, Any] = {"documents": len(found.documents), "sources": found.sources}
    result = CorroborationOut(
        fact=mine.model_copy(update=told),
        documents=[links.page_of_iri(base, document) for document in found.documents],
        sources=found.sources,
        others=[one for one in facts if one.iri != iri],
    )
    return page(request, "fact.html", told=result) if wants_html(request) else result
