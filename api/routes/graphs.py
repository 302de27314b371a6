"""The Graph Store Protocol (SPARQL 1.1): whole graphs by their names. `/store` is the graph store.

    /store?graph=https://example.org/notes      a graph by its IRI
    /store?default                              the default graph
    /store/notes                                the graph that has this address as its IRI

Every graph can be read. Those that are made from documents, below `{base}id/`, cannot be written to.
"""

from __future__ import annotations

import uuid
from typing import Annotated, Any, Final

import pyoxigraph as ox
from fastapi import APIRouter, Depends
from fastapi.responses import Response
from starlette.requests import Request

from api import wire, writes
from api.access import CURATE
from api.deps import PageDep, Service, ServiceDep, listing
from api.errors import Problem
from api.negotiate import MULTIPART, choose, wants_html
from api.pages.render import page
from api.routes.sparql import GRAPH_TYPES, GRAPHS
from api.stream import Pipe, stream
from api.written import GraphOut, WriteOut, graph_out
from graph.delta import DEFAULT, is_ledgers
from graph.errors import NotFound
from graph.trials.uploads import FORMATS

router = APIRouter(tags=["graphs"])

STORE: Final = "/store"
NOTE: Final = '<https://example.org/a> <http://www.w3.org/2000/01/rdf-schema#comment> "to be checked" .'


def which(example: str) -> list[dict[str, Any]]:
    """The parameters that name a graph."""
    return [
        {
            "name": "graph",
            "in": "query",
            "required": False,
            "schema": {"type": "string", "format": "uri"},
            "description": "The graph's IRI.",
            "examples": {"by its IRI": {"value": example}},
        },
        {
            "name": "default",
            "in": "query",
            "required": False,
            "allowEmptyValue": True,
            "schema": {"type": "string"},
            "description": "Without a value: the default graph.",
        },
    ]


BODY: Final[dict[str, Any]] = {
    "required": True,
    "content": {
        media_type: {"schema": {"type": "string"}}
        | ({"examples": {"a note": {"value": NOTE}}} if "text/p" in media_type else {})
        for media_type in (*FORMATS, MULTIPART)
        if media_type != "application/json"
    },
}
READ: Final = {"parameters": which("https://w3id.org/policygraph/id/graph/vocabulary")}
OURS: Final = which("https://example.org/notes")
REMOVE: Final = {"parameters": OURS, "responses": {"204": {"description": "It is gone"}}}
MADE: Final = {"201": {"description": "There was no such graph"}, "204": {"description": "It is written"}}
WRITE: Final = {"parameters": [*OURS, writes.VALIDATE], "requestBody": BODY, "responses": MADE}


def whole_store(request: Request) -> bool:
    """Whether a request is about the graph store itself, and no graph of it."""
    return request.url.path.rstrip("/").endswith(STORE) and not {"graph", "default"} & set(request.query_params)


def named(request: Request) -> str:
    """The graph that a request is about, "" the default one. Raises Problem 400."""
    direct = not request.url.path.rstrip("/").endswith(STORE)
    graphs, default = request.query_params.getlist("graph"), "default" in request.query_params
    if direct + len(graphs) + default != 1:
        detail = f"Give either ?graph= with an IRI, or ?default, or the graph's own address below {STORE}/."
        raise Problem(400, "malformed-request", "One graph is to be named", detail)
    return DEFAULT if default else writes.iris(graphs or [address(request)])[0]


def address(request: Request) -> str:
    """The request's own address, as it was sent, without its query."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return f"{request.url.scheme}://{request.url.netloc}{raw.partition(b'?')[0].decode('ascii', 'replace')}"


async def body_of(request: Request) -> bytes:
    """The request's body."""
    return await request.body()


GraphDep = Annotated[str, Depends(named)]
BodyDep = Annotated[bytes, Depends(body_of)]


@router.get(STORE, summary="Read a graph", response_class=Response, openapi_extra=READ)
@router.get(STORE + "/{path:path}", include_in_schema=False)
def read(request: Request, service: ServiceDep, graph: GraphDep) -> Response:
    """Its triples in any RDF format (`Accept`)."""
    if not _exists(service, graph):
        raise NotFound("graph", graph)
    chosen = choose(request.headers.get("accept"), tuple(GRAPH_TYPES))
    if chosen is None:
        raise Problem(406, "not-acceptable", "No such form of a graph", f"There are {', '.join(GRAPH_TYPES)}.")
    media_type = GRAPHS[GRAPH_TYPES[chosen]]
    form = ox.RdfFormat.from_media_type(media_type)

    def write(pipe: Pipe) -> None:
        ox.serialize((quad.triple for quad in service.store.quads(graph)), pipe.file, format=form)

    return stream(write, media_type)


@router.put(STORE, summary="Make a graph", response_class=Response, openapi_extra=WRITE, dependencies=[CURATE])
@router.put(STORE + "/{path:path}", include_in_schema=False, dependencies=[CURATE])
def put(request: Request, service: ServiceDep, graph: GraphDep, body: BodyDep) -> Response:
    """These triples become the graph, in the place of what it held: 201 where it is new, else 204."""
    service.writer.refuse(graph)
    quads = writes.quads_of(request, service, body, graph or address(request))
    with service.writing() as writer:
        is_new = writer.put(graph, quads, writes.who(request), service.check(request))
    return Response(status_code=201 if is_new else 204)


@router.post(STORE, summary="Add to a graph", response_class=Response, openapi_extra=WRITE, dependencies=[CURATE])
@router.post(STORE + "/{path:path}", include_in_schema=False, dependencies=[CURATE])
def post(request: Request, service: ServiceDep, body: BodyDep) -> Response:
    """These triples come to the graph: 201 where it is new, else 204. Where no graph is named a new one is made, whose
    address is in `Location`; TriG and N-Quads say themselves in which graphs theirs are."""
    check, who = service.check(request), writes.who(request)
    graph = f"{address(request).rstrip('/')}/{uuid.uuid4()}" if whole_store(request) else named(request)
    service.writer.refuse(graph)
    quads = writes.quads_of(request, service, body, graph or address(request))
    with service.writing() as writer:
        if whole_store(request) and any(isinstance(quad.graph_name, ox.NamedNode) for quad in quads):
            writer.post_all(quads, who, check)
            return Response(status_code=204)
        is_new = writer.post(graph, quads, who, check)
    made = {"location": graph} if whole_store(request) else None
    return Response(status_code=201 if is_new else 204, headers=made)


@router.delete(STORE, summary="Remove a graph", response_class=Response, openapi_extra=REMOVE, dependencies=[CURATE])
@router.delete(STORE + "/{path:path}", include_in_schema=False, dependencies=[CURATE])
def delete(request: Request, service: ServiceDep, graph: GraphDep) -> Response:
    """With all that it holds; the default graph is emptied."""
    with service.writing() as writer:
        writer.delete(graph, writes.who(request))
    return Response(status_code=204)


@router.get("/graphs", summary="The graphs that people write", response_model=wire.Listing[GraphOut])
def graphs(request: Request, service: ServiceDep, part: PageDep) -> wire.Listing[GraphOut] | Response:
    """By name, with who changed each last and when. Those that are made from documents are not among them."""
    every = service.workspace.ledger.written.graphs()[part.offset : part.offset + part.limit + 1]
    result = listing(request, part, [graph_out(one) for one in every])
    return page(request, "graphs.html", listing=result) if wants_html(request) else result


@router.get("/writes", summary="Who wrote to which graph", response_model=wire.Listing[WriteOut])
def log(request: Request, service: ServiceDep, part: PageDep, graph: str | None = None) -> wire.Listing[WriteOut]:
    """All changes of the graphs that people write, or of one, the newest first."""
    every = service.workspace.ledger.written.writes(graph, part.limit + 1, part.offset)
    return listing(request, part, [WriteOut.model_validate(one, from_attributes=True) for one in every])


def _exists(service: Service, graph: str) -> bool:
    if graph == DEFAULT or service.workspace.ledger.written.has(graph):
        return True
    ours = is_ledgers(graph, service.settings.base_iri)
    return ours and next(iter(service.store.quads(graph)), None) is not None
