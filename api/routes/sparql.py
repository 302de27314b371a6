"""The SPARQL endpoint: queries by GET or POST (SPARQL 1.1 Protocol), results in the form that is asked for.

A query and the writing of its results happen in one thread: pyoxigraph allows nothing else. `answer` and `table` are
the only places that run a stranger's query, so that a pool of worker processes can take their place.
"""

from __future__ import annotations

import traceback
from itertools import islice
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

import pyoxigraph as ox
from fastapi import APIRouter, Depends
from fastapi.responses import Response
from starlette.requests import Request

from api import links
from api.deps import Service, ServiceDep
from api.description import SERVICE, describe
from api.errors import Problem
from api.intake import FORM
from api.negotiate import choose, wants_html
from api.openapi import PREFIXES, query_examples
from api.pages.render import page
from api.stream import Pipe, stream
from graph.store import Dataset, Store

router = APIRouter(tags=["queries"])

LONGEST: Final = 100_000  # characters of a query
ROWS: Final = 1000  # shown on a page; programs get all
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

RESULTS: Final[dict[str, tuple[str, ox.QueryResultsFormat]]] = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "csv": ("text/csv; charset=utf-8", ox.QueryResultsFormat.CSV),
    "tsv": ("text/tab-separated-values; charset=utf-8", ox.QueryResultsFormat.TSV),
}
GRAPHS: Final[dict[str, tuple[str, ox.RdfFormat]]] = {
    "turtle": ("text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "ntriples": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "rdfxml": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "nquads": ("application/n-quads", ox.RdfFormat.N_QUADS),
    "trig": ("application/trig", ox.RdfFormat.TRIG),
    "n3": ("text/n3; charset=utf-8", ox.RdfFormat.N3),
}
RESULT_TYPES: Final = {row[0].partition(";")[0]: name for name, row in RESULTS.items()} | {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
GRAPH_TYPES: Final = {row[0].partition(";")[0]: name for name, row in GRAPHS.items()} | {
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/plain": "ntriples",
}
FORMS: Final = (*RESULT_TYPES, *GRAPH_TYPES)
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


async def parameters(request: Request) -> list[tuple[str, str]]:
    """The protocol's parameters, wherever they stand. Raises Problem 415, 400 and 403."""
    pairs = list(request.query_params.multi_items())
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await request.body()
        try:
            if media_type == QUERY:
                pairs.append(("query", body.decode("utf-8")))
            elif media_type == FORM:
                pairs += parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=100)
            elif media_type == UPDATE:
                pairs.append(("update", ""))
            else:
                detail = f"Send the query as {QUERY} or {FORM}."
                raise Problem(415, "unsupported-media-type", "This kind of body is not understood", detail)
        except ValueError as error:
            raise Problem(400, "malformed-request", "The body is not well-formed", str(error)) from error
    return pairs


def query_of(pairs: list[tuple[str, str]]) -> str | None:
    """The one query among the parameters, None where there is none. Raises Problem."""
    names = [name for name, _ in pairs]
    if "update" in names:
        detail = "This endpoint answers queries. Documents come in by POST /documents, and the graph follows them."
        raise Problem(403, "updates-refused", "The graph is not written to by SPARQL", detail)
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Problem(400, "malformed-request", "One query at a time", f"There are {len(queries)} query parameters.")
    if queries and len(queries[0]) > LONGEST:
        detail = f"A query may have {LONGEST:,} characters; this has {len(queries[0]):,}."
        raise Problem(413, "query-too-long", "The query is too long", detail)
    return queries[0] if queries and queries[0].strip() else None


def dataset_of(pairs: list[tuple[str, str]]) -> Dataset:
    """The graphs that the parameters name, in the place of those that the query does. Raises Problem."""
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


def _endpoint(request: Request, service: ServiceDep, pairs: Parameters) -> Response:
    query, dataset = query_of(pairs), dataset_of(pairs)
    asked = next((value for name, value in pairs if name == "format" and value), None)
    if asked == "html" or (asked is None and wants_html(request, FORMS)):
        return sparql_page(request, service, query, dataset)
    if not pairs and request.method == "GET":
        return describe(request, service, SERVICE)
    if query is None:
        raise Problem(400, "malformed-request", "There is no query", "Give it as the parameter `query`.")
    accept, base = request.headers.get("accept"), base_of(request)
    return stream(lambda pipe: answer(service.store, query, dataset, base, asked, accept, pipe))


def base_of(request: Request) -> str:
    """What relative IRIs in a query start from: the address that it is sent to."""
    return str(request.url.replace(query="", fragment=""))


def answer(
    store: Store, query: str, dataset: Dataset, base: str, asked: str | None, accept: str | None, pipe: Pipe
) -> None:
    """Run a query and write its results in the form asked for by name, or else by `Accept`."""
    found = store.query(query, dataset=dataset, base=base)
    if isinstance(found, ox.QueryTriples):
        pipe.media_type, graph_format = GRAPHS[_form(asked, accept, GRAPHS, GRAPH_TYPES)]
        found.serialize(pipe.file, format=graph_format)
    else:
        pipe.media_type, result_format = RESULTS[_form(asked, accept, RESULTS, RESULT_TYPES)]
        found.serialize(pipe.file, format=result_format)


def _form(asked: str | None, accept: str | None, names: dict[str, Any], types: dict[str, str]) -> str:
    if asked is not None:
        if asked in names:
            return asked
        offered = ", ".join(names)
        raise Problem(400, "unknown-format", "There is no such format", f"{asked!r} is not among {offered}.")
    best = choose(accept, tuple(types))
    if best is None:
        raise Problem(406, "not-acceptable", "No such form of the results", f"There are {', '.join(types)}.")
    return types[best]


def sparql_page(request: Request, service: Service, query: str | None, dataset: Dataset) -> Response:
    """The page with the form and, once there is a query, its first rows."""
    base_iri = service.settings.base_iri
    shown = table(service.store, query, dataset, base_of(request), base_iri) if query else None
    filled = query or PREFIXES + "\n"
    return page(request, "sparql.html", query=filled, dataset=dataset, examples=query_examples(), shown=shown)


def table(store: Store, query: str, dataset: Dataset, base: str, base_iri: str) -> dict[str, Any]:
    """What a page shows of a query's results: columns and rows of cells, a boolean, or Turtle."""
    try:
        return _shown(store.query(query, dataset=dataset, base=base), base_iri)
    except BaseException as error:
        traceback.clear_frames(error.__traceback__)  # frames hold query results, which must die in this thread
        raise


def _shown(found: Found, base_iri: str) -> dict[str, Any]:
    if isinstance(found, ox.QueryBoolean):
        return {"boolean": bool(found)}
    if isinstance(found, ox.QuerySolutions):
        rows = [[_cell(term, base_iri) for term in solution] for solution in islice(found, ROWS + 1)]
        names = [variable.value for variable in found.variables]
        return {"columns": names, "rows": rows[:ROWS], "more": len(rows) > ROWS}
    triples = list(islice(found, ROWS + 1))
    turtle = ox.serialize(triples[:ROWS], format=ox.RdfFormat.TURTLE)
    return {"turtle": (turtle or b"").decode("utf-8"), "more": len(triples) > ROWS}


def _cell(term: Any, base_iri: str) -> dict[str, str] | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        path = links.path_of(base_iri, term.value)
        return {"text": path or term.value, "href": links.page_of_iri(base_iri, term.value)}
    return {"text": term.value if isinstance(term, ox.Literal) else str(term), "href": ""}


ANSWER: Final[dict[str, Any]] = {
    "responses": {"200": {"description": "The results", "content": {t: {} for t in [*RESULT_TYPES, *GRAPH_TYPES]}}}
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
def sparql_get(request: Request, service: ServiceDep, pairs: Parameters) -> Response:
    """SELECT and ASK answer as JSON, XML, CSV or TSV, CONSTRUCT and DESCRIBE in any RDF format (`Accept`, `format`).
    Without any parameter: a description of the service (SPARQL 1.1 Service Description)."""
    return _endpoint(request, service, pairs)


@router.post("/sparql", summary="Query the graph with SPARQL", response_class=Response, openapi_extra=BY_POST)
def sparql_post(request: Request, service: ServiceDep, pairs: Parameters) -> Response:
    """As by GET, with the query in the body: as it is (application/sparql-query) or in a form."""
    return _endpoint(request, service, pairs)
