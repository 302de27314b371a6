"""Linked data: `GET /id/…` leads (303) from the name of a thing to what this service knows of it."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Path
from fastapi.responses import RedirectResponse
from pyoxigraph import NamedNode, QuerySolutions
from starlette.requests import Request

from api import links
from api.deps import Service, ServiceDep
from api.examples import SEED_ID
from api.moved import moved
from api.negotiate import HTML, JSON, choose
from api.routes.sparql import GRAPH_TYPES
from api.sent import root_of
from graph.errors import NotFound
from ontology.terms import PGO

router = APIRouter(tags=["linked data"])

RDF: Final = {name: form for name, form in GRAPH_TYPES.items() if name not in (JSON, "application/xml", "text/plain")}
SHOWN: Final = links.ENTITIES | {"document", "order"}


@router.get("/id/{path:path}", summary="What is known of the thing with this IRI", status_code=303)
def thing(
    request: Request,
    service: ServiceDep,
    path: Annotated[str, Path(openapi_examples={"seed": {"value": f"document/{SEED_ID}"}})],
) -> RedirectResponse:
    """Leads to the page or the JSON of a thing, or for RDF to a DESCRIBE query; from a path that the thing had once
    (308) to the one that it has now."""
    try:
        iri = _known(service, path)
    except NotFound as error:
        return moved(request, service, path, error, links.name_of_path)
    form = choose(request.headers.get("accept"), (JSON, HTML, *RDF))
    if form in RDF:
        target = "/sparql?" + urlencode({"query": f"DESCRIBE {iri}", "format": RDF[form]})
    elif path.partition("/")[0] in SHOWN:
        target = links.page_of_path(path)
    else:  # a fact or a tenure has no page of its own: it is shown where it stands in its document
        target = _place(service, iri)
    return RedirectResponse(root_of(request.scope) + target, 303)


def _known(service: Service, path: str) -> NamedNode:
    """The IRI, if the graph says anything of it. Raises NotFound."""
    try:
        iri = NamedNode(links.iri_of(service.settings.base_iri, path))
    except ValueError:
        raise NotFound("thing", path) from None
    if not bool(service.store.query(f"ASK {{ {iri} ?property ?value }}")):
        raise NotFound("thing", path)
    return iri


def _place(service: Service, iri: NamedNode) -> str:
    found = service.store.query(f"SELECT ?evidence {{ {iri} {PGO.evidence} ?evidence }} ORDER BY ?evidence LIMIT 1")
    assert isinstance(found, QuerySolutions)
    for solution in found:
        return links.page_of_iri(service.settings.base_iri, solution["evidence"].value)
    return "/sparql?" + urlencode({"query": f"DESCRIBE {iri}"})
