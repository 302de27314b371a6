"""What documents agree and disagree on: who else tells a fact, and what cannot all be true."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing
from api.after import USUAL, After, Limit, following, key_of, of_types
from api.agreement import ContradictionOut, CorroborationOut
from api.alternates import address, link, parts
from api.deps import ServiceDep
from api.examples import SEED_CLAIM
from api.negotiate import JSON, wants_html
from api.pages.render import page
from api.part import Stretch
from api.schema_org import of_statement
from graph.contradictions import contradictions
from graph.corroboration import corroboration
from graph.errors import NotFound
from graph.naming import things

router = APIRouter(tags=["facts"])

KEY: Final = of_types(str, str, str, str, str)


@router.get("/contradictions", summary="What documents tell otherwise", response_model=Stretch[ContradictionOut])
def contradicting(
    request: Request,
    response: Response,
    service: ServiceDep,
    order: Annotated[
        str | None,
        Query(
            max_length=500,
            description="An order's name, number or IRI, the place it applies in, or who issued it.",
            openapi_examples={"of Chicago": {"value": "Chicago"}},
        ),
    ] = None,
    limit: Limit = USUAL,
    after: After = "",
) -> Stretch[ContradictionOut] | Response:
    """Two documents each, with the evidence of both: numbers, days, who signed, what an order requires or permits,
    whether an event happened."""
    wanted = [thing.value for thing in things(service.store, "order", order)] if order else None
    behind = key_of(after, KEY) if after else ()
    found = [one for one in contradictions(service.store, wanted) if one.key > behind]
    result = Stretch[ContradictionOut](
        items=[outgoing.contradiction(service.settings.base_iri, one) for one in found[:limit]],
        limit=limit,
        first=address(request),
        next=following(request, limit, [one.key for one in found]),
    )
    beside = parts(result.first, result.next)
    if not wants_html(request):
        response.headers["link"] = link(beside, {})
        return result
    shown = page(request, "contradictions.html", listing=result, asked={"order": order})
    shown.headers["link"] = link(beside, {JSON: address(request, format="json")})
    return shown


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
    found = corroboration(service.store, service.workspace.index, iri)
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
    if not wants_html(request):
        return result
    linked: dict[str, Any] = {"linked": of_statement(result.fact)} if mine.family == "statement" else {}
    return page(request, "fact.html", told=result, **linked)
