"""The start page, the articles that come along, and the description of the service for readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response
from starlette.requests import Request

import seeds
from api import links, outgoing
from api.access import INGEST
from api.deps import Service, ServiceDep
from api.examples import SEED_ID
from api.listed import wired
from api.openapi import addresses, describe
from api.pages.home import bars
from api.pages.map import map_of
from api.pages.render import page
from api.schema_org import of_dataset
from api.sent import root_of
from api.wire import Wire
from graph import listing
from graph.containment import orders_by_state
from graph.lists import Asked, Item

router = APIRouter(include_in_schema=False)

LATEST: Final = 8
DATED: Final = ("documents", "orders", "provisions", "statements", "events")
COUNTED: Final = ("documents", "orders", "people", "agencies", "organizations", "places", *DATED[2:])
CHARTS: Final = {"orders": "order", "events": "event"}


@router.get("/", tags=["facts"])
def start(request: Request, service: ServiceDep) -> Response:
    """What is in the graph, and the ways to everything."""
    counts = {name: listing.total(service.workspace.index, _asked(service, name)) for name in COUNTED}
    base, sample = service.settings.base_iri, service.workspace.ledger.text(SEED_ID) is None
    if not counts["documents"]:
        return page(request, "empty.html", sample=sample, seed=None)
    states = [(outgoing.reference(base, state), count) for state, count in orders_by_state(service.store)]
    charts = {name: bars(listing.monthly(service.workspace.index, kind)) for name, kind in CHARTS.items()}
    found = {name: _latest(service, name) for name in ("orders", "documents")}
    latest = {name: _wired(service, name, some) for name, some in found.items()}
    days = {links.iri_of(base, one.path): one.key[0] for one in found["orders"]}
    linked = of_dataset(str(request.base_url).rstrip("/"), service.settings.title, service.settings.licence)
    told: dict[str, Any] = {"counts": counts, "charts": charts, "states": states, "latest": latest, "days": days}
    told |= {"map": map_of(states), "seed": links.document_page(SEED_ID)}
    return page(request, "home.html", sample=sample, linked=linked, **told)


@router.post("/sample", dependencies=[INGEST])
def sample(request: Request, service: ServiceDep) -> Response:
    """Load the articles that come with policygraph, and show the first."""
    with service.exclusive() as workspace:
        done = list(workspace.ingest([Path(seeds.__file__).parent]))
    found = next((one.document_id for one in done if one.document_id), None)
    root = root_of(request.scope)
    return RedirectResponse(f"{root}{links.document_page(found) if found else '/documents'}", 303)


def _asked(service: Service, name: str) -> Asked:
    return listing.ask(service.store, service.workspace.index, name, sort="-date" if name in DATED else None)


def _latest(service: Service, name: str) -> list[Item]:
    """The last ones of a list, by their day."""
    return listing.listed(service.workspace.index, _asked(service, name), LATEST)


def _wired(service: Service, name: str, found: list[Item]) -> list[Wire]:
    return wired(service, listing.described(service.store, service.workspace.index, name, found), None)


@router.get("/docs")
def docs(request: Request) -> Response:
    """Every operation, from the OpenAPI description; works without a network and without script."""
    schema = describe(request.app)
    tags = [(tag["name"], tag["description"], operations_of(schema, tag["name"])) for tag in schema["tags"]]
    return page(request, "docs.html", schema=schema, tags=tags)


def operations_of(schema: dict[str, Any], tag: str) -> list[dict[str, Any]]:
    """The operations of one tag, each with its method, path, and an address to try where it can be followed."""
    return [
        {"method": method.upper(), "path": path, "tries": addresses(path, operation) if method == "get" else []}
        | operation
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if tag in operation.get("tags", ())
    ]
