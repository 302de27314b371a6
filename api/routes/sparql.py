"""The SPARQL endpoint: queries by GET or POST (SPARQL 1.1 Protocol), results in the form that is asked for.

What a request asks for becomes a task; api/answering.py has it carried out, by the read workers where there are some.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

import pyoxigraph as ox
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends
from fastapi.responses import Response
from starlette.datastructures import URL
from starlette.requests import Request

from api import sent, writes
from api.access import admit
from api.answering import answer, seconds
from api.deps import Service, service
from api.description import SERVICE, describe
from api.errors import Problem
from api.negotiate import FORM, HTML, choose
from api.openapi import QUERY, query_examples
from api.pages.sparql import sparql_page
from api.sent import header
from api.writes import UPDATE
from graph.access import Role
from graph.matching import expanded
from graph.store import WHOLE, Dataset
from graph.workers import Task

router = APIRouter(tags=["queries"])

LONGEST: Final = 100_000  # characters of a query
ROWS: Final = 1000  # shown on a page; programs get all

RESULTS: Final[dict[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPHS: Final[dict[str, str]] = {
    "turtle": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "nquads": "application/n-quads",
    "trig": "application/trig",
    "n3": "text/n3; charset=utf-8",
}
RESULT_TYPES: Final = {media_type.partition(";")[0]: name for name, media_type in RESULTS.items()} | {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPH_TYPES: Final = {media_type.partition(";")[0]: name for name, media_type in GRAPHS.items()} | {
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/plain": "ntriples",
}
GRAPHS_TOO: Final = {"xml": "rdfxml", "rdf": "rdfxml", "rdf+xml": "rdfxml", "json": "jsonld", "json-ld": "jsonld"}
"""Other names of forms, as SPARQLWrapper has them: it sends `format=xml` with any query unless told otherwise."""
FORMS: Final = (*RESULT_TYPES, *GRAPH_TYPES)
FORMS_AND_PAGE: Final = (*FORMS, HTML)


async def parameters(request: Request) -> list[tuple[str, str]]:
    """The protocol's parameters, wherever they stand. Raises Problem 415, 400 and 403."""
    pairs = [*sent.parameters(request.scope)]
    if request.method == "POST":
        declared = request.headers.get("content-type", "")
        media_type = declared.partition(";")[0].strip().lower()
        if request.headers.get("content-encoding", "identity") != "identity":
            media_type = "compressed"
        body = await request.body()
        try:
            if media_type == QUERY:
                pairs.append(("query", writes.text_of(body, declared)))
            elif media_type == FORM:
                pairs += parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
            elif media_type == UPDATE:
                pairs.append(("update", writes.text_of(body, declared)))
            else:
                detail = f"Send the query as {QUERY} or {FORM}, an update as {UPDATE} or {FORM}, uncompressed."
                accepted = {"accept-post": f"{QUERY}, {FORM}, {UPDATE}", "accept-encoding": "identity"}
                raise Problem(415, "unsupported-media-type", "This kind of body is not understood", detail, accepted)
        except ValueError as error:
            raise Problem(400, "malformed-request", "The body is not well-formed", str(error)) from error
    return pairs


def query_of(pairs: list[tuple[str, str]]) -> str | None:
    """The one query among the parameters, None where there is none. Raises Problem."""
    names = [name for name, _ in pairs]
    if "update" in names:
        raise Problem(
            400, "malformed-request", "An update is sent by POST", "By GET, and by HEAD, queries are answered."
        )
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Problem(400, "malformed-request", "One query at a time", f"There are {len(queries)} query parameters.")
    if queries and len(queries[0]) > LONGEST:
        detail = f"A query may have {LONGEST:,} characters; this has {len(queries[0]):,}."
        raise Problem(413, "query-too-long", "The query is too long", detail)
    return queries[0] if queries and queries[0].strip() else None


def dataset_of(pairs: list[tuple[str, str]]) -> Dataset:
    """The graphs that the parameters name, in the place of those that the query does. Raises Problem."""
    if not any(name.endswith("-graph-uri") for name, _ in pairs):
        return WHOLE
    default, named = (
        tuple(value for name, value in pairs if name == f"{kind}-graph-uri") for kind in ("default", "named")
    )
    for iri in default + named:
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            detail = f"{iri!r} is not the absolute IRI of a graph: {error}"
            raise Problem(400, "malformed-request", "A graph is named by its IRI", detail) from error
    return Dataset(default, named)


Parameters = Annotated[list[tuple[str, str]], Depends(parameters)]


async def _endpoint(request: Request, pairs: list[tuple[str, str]]) -> Response:
    if not pairs and request.method == "GET" and not _wants_page(request, None):
        return await run_sync(describe, request, service(request), SERVICE)
    return await results(request, service(request), pairs, query_of(pairs))


async def results(request: Request, service: Service, pairs: list[tuple[str, str]], query: str | None) -> Response:
    """The results of a query in the form that is asked for, or the page with its first rows."""
    asked = _parameter(pairs, "format")
    as_page = _wants_page(request, asked)
    task = _task(request, service, pairs, query or "", ROWS if as_page else None)
    if "matches" in task.query:
        task = replace(task, expanded=await run_sync(expanded, task.query, service.workspace.index))
    if as_page:
        return await sparql_page(request, service, task)
    if query is None:
        raise Problem(400, "malformed-request", "There is no query", "Give it as the parameter `query`.")
    return await answer(request, service, task, lambda kind: _unwritable(asked, kind))


def _wants_page(request: Request, asked: str | None) -> bool:
    return asked == "html" or (asked is None and choose(header(request.scope, b"accept"), FORMS_AND_PAGE) == HTML)


def _task(request: Request, service: Service, pairs: list[tuple[str, str]], query: str, rows: int | None) -> Task:
    asked, accept, client = _parameter(pairs, "format"), header(request.scope, b"accept"), request.scope.get("client")
    return Task(
        query,
        dataset_of(pairs),
        base_of(request),
        results=_media_type(asked, accept, RESULTS, RESULT_TYPES),
        graphs=_media_type(GRAPHS_TOO.get(asked or "", asked), accept, GRAPHS, GRAPH_TYPES),
        rows=rows,
        seconds=seconds(request, _parameter(pairs, "timeout"), service.settings),
        client=client[0] if client else "",
    )


def _parameter(pairs: list[tuple[str, str]], name: str) -> str | None:
    for other, value in pairs:
        if other == name and value:
            return value
    return None


def base_of(request: Request) -> str:
    """What relative IRIs in a query start from: the address that it is sent to."""
    scope = request.scope
    return _base(scope["scheme"], scope["path"], tuple(scope.get("server") or ()), header(scope, b"host"))


@lru_cache(maxsize=64)  # a URL takes as long to make as all else that is read of a request
def _base(scheme: str, path: str, server: tuple[Any, ...], host: str | None) -> str:
    headers = [] if host is None else [(b"host", host.encode("latin-1"))]
    return str(URL(scope={"scheme": scheme, "path": path, "server": server or None, "headers": headers}))


def _media_type(asked: str | None, accept: str | None, names: dict[str, str], types: dict[str, str]) -> str | None:
    """The form asked for by name, or else by `Accept`; None where there is none such."""
    name = asked if asked is not None else types.get(choose(accept, tuple(types)) or "")
    return names.get(name or "")


def _unwritable(asked: str | None, kind: str) -> Problem:
    """What is wrong with the form that results of a kind are asked for in."""
    names, types = (GRAPHS, GRAPH_TYPES) if kind == "triples" else (RESULTS, RESULT_TYPES)
    if asked is not None:
        offered = ", ".join(names)
        return Problem(400, "unknown-format", "There is no such format", f"{asked!r} is not among {offered}.")
    return Problem(406, "not-acceptable", "No such form of the results", f"There are {', '.join(types)}.")


ANSWER: Final[dict[str, Any]] = {
    "responses": {
        "200": {"description": "The results", "content": {t: {} for t in [*RESULT_TYPES, *GRAPH_TYPES, "text/html"]}}
    }
}
BY_GET: Final[dict[str, Any]] = ANSWER | {
    "parameters": [
        {
            "name": "query",
            "in": "query",
            "required": True,
            "schema": {"type": "string"},
            "description": f"SPARQL 1.1: SELECT, ASK, CONSTRUCT or DESCRIBE, of at most {LONGEST:,} characters.",
            "examples": {example.title: {"value": example.query} for example in query_examples()},
        },
        {
            "name": "format",
            "in": "query",
            "required": False,
            "schema": {"enum": ["html", *RESULTS, *GRAPHS]},
            "description": "The form of the results; else `Accept` says.",
        },
        {
            "name": "timeout",
            "in": "query",
            "required": False,
            "schema": {"type": "number", "exclusiveMinimum": 0},
            "description": "Seconds that the query may take, within what the service allows; also `Prefer: wait=…`.",
        },
        *(
            {
                "name": f"{kind}-graph-uri",
                "in": "query",
                "required": False,
                "schema": {"type": "array", "items": {"type": "string", "format": "iri"}},
                "description": f"The graphs that {what}, in the place of those that the query names by FROM.",
            }
            for kind, what in (("default", "are read as one"), ("named", "GRAPH finds"))
        ),
    ]
}
BY_POST: Final[dict[str, Any]] = ANSWER | {
    "requestBody": {
        "required": True,
        "content": {
            QUERY: {
                "schema": {"type": "string"},
                "examples": {example.title: {"value": example.query} for example in query_examples()},
            },
            FORM: {"schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}},
        },
    }
}


@router.get("/sparql", summary="Query the graph with SPARQL", response_class=Response, openapi_extra=BY_GET)
async def sparql_get(request: Request) -> Response:
    """SELECT and ASK answer as JSON, XML, CSV or TSV, CONSTRUCT and DESCRIBE in any RDF format (`Accept`, `format`).
    Without any parameter: a description of the service (SPARQL 1.1 Service Description)."""
    return await _endpoint(request, await parameters(request))


@router.post("/sparql", summary="Query the graph with SPARQL", response_class=Response, openapi_extra=BY_POST)
async def sparql_post(request: Request) -> Response:
    """As by GET, with the query in the body: as it is (application/sparql-query) or in a form. An update is taken too,
    as POST /update takes it."""
    pairs = await parameters(request)
    if any(name == "update" for name, _ in pairs):
        await run_sync(admit, request, Role.CURATE)
        return await run_sync(writes.update, request, service(request), pairs, base_of(request))
    return await _endpoint(request, pairs)
