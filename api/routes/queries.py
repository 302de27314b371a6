"""The saved queries: each an address of its own, asked by typed parameters, answered in every form of results.

What is given becomes terms of RDF before it gets into the SPARQL (graph/queries): no text can become a part of it.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse, Response
from starlette.requests import Request

from api import outgoing, wire
from api.deps import Service, ServiceDep
from api.errors import Problem
from api.known import refuse_others
from api.negotiate import HTML, choose, wants_html
from api.openapi import QUERY
from api.pages.render import page
from api.routes import sparql
from graph.query import SAVED, SavedQuery, filled

router = APIRouter(tags=["queries"])

ABOUT: Final = ("format", "timeout", "limit", "offset", "explain")  # parameters of every query

Name = Annotated[
    str, Path(description="The query's name.", openapi_examples={n: {"value": n} for n in ("orders", "question-02")})
]
Limit = Annotated[int | None, Query(ge=1, le=100_000, description="How many rows, where the query has parts.")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="How many rows to pass over.")]


def _asked() -> dict[str, Any]:
    """OpenAPI's description of the parameters of all queries, and of the forms of results."""
    help_: dict[str, list[str]] = {}
    for query in SAVED.values():
        for parameter in query.parameters:
            help_.setdefault(parameter.name, []).append(f"{query.name}: {parameter.help}")
    shared = [one for one in sparql.BY_GET["parameters"] if one["name"] in ("format", "timeout")]
    return sparql.ANSWER | {
        "parameters": [
            *(_described(n, "; ".join(h)) for n, h in help_.items()),
            *shared,
            _described(
                "explain", "`sparql`: the SPARQL as it would be run, in the place of its results.", enum=["sparql"]
            ),
        ]
    }


def _described(name: str, what: str, **schema: Any) -> dict[str, Any]:
    several = schema or {"type": "array", "items": {"type": "string"}}
    return {"name": name, "in": "query", "required": False, "schema": several, "description": what}


@router.get("/queries", summary="The saved queries", response_model=list[wire.SavedQueryOut])
def queries(request: Request) -> list[wire.SavedQueryOut] | Response:
    """What can be asked by name, with which parameters, and the SPARQL that answers."""
    found = [_out(query) for query in SAVED.values()]
    return page(request, "queries.html", queries=found, forms=sparql.RESULTS) if wants_html(request) else found


@router.get("/queries/{name}", summary="Run a saved query", response_class=Response, openapi_extra=_asked())
async def query(request: Request, service: ServiceDep, name: Name, limit: Limit = None, offset: Offset = 0) -> Response:
    """Its results in the form that is asked for, as of /sparql. A parameter may be given several times: any of the
    values will do. As application/sparql-query, or by `explain=sparql`, it is the SPARQL itself."""
    text = await run_sync(_text, request, service, name, limit, offset)
    liked = choose(request.headers.get("accept"), (*sparql.FORMS, HTML, QUERY))
    if request.query_params.get("explain") == "sparql" or liked == QUERY:
        return PlainTextResponse(text, media_type=QUERY)
    pairs = [(one, value) for one, value in request.query_params.multi_items() if one in ("format", "timeout")]
    return await sparql.results(request, service, pairs, text)


def _text(request: Request, service: Service, name: str, limit: int | None, offset: int) -> str:
    given = {one: request.query_params.getlist(one) for one in request.query_params if one not in ABOUT}
    given = {one: [value for value in values if value.strip()] for one, values in given.items()}
    if offset and limit is None:
        limit = 100
    if name in SAVED:
        refuse_others(given, [*(one.name for one in SAVED[name].parameters), *ABOUT])
    try:
        return filled(service.store, name, {one: values for one, values in given.items() if values}, limit, offset)
    except ValueError as error:
        raise Problem(422, "invalid-request", "A parameter does not fit", str(error)) from error


def _out(query: SavedQuery) -> wire.SavedQueryOut:
    return wire.SavedQueryOut(
        name=query.name,
        title=query.title,
        href=f"/queries/{query.name}",
        parameters=[outgoing.parameter(one) for one in query.parameters],
        parts=query.has_parts,
        sparql=query.sparql,
    )
