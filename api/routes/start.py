"""The start page, and the description of the service for readers."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.requests import Request

from api.deps import ServiceDep
from api.openapi import addresses, describe
from api.pages.render import page
from api.routes.documents import reading_of
from graph.errors import NotFound
from graph.ledger import Entry, Ledger

router = APIRouter(include_in_schema=False)


@router.get("/")
def start(request: Request, service: ServiceDep) -> Response:
    """The document that came first, with its facts, and the ways to everything else."""
    entry = first_document(service.workspace.ledger)
    if entry is None:
        return page(request, "empty.html")
    counts = {"documents": len(service.workspace.ledger), "quads": len(service.store)}
    title = entry.document.label
    reading = reading_of(service, entry)
    return page(request, "document.html", reading=reading, title=title, start=True, stored=True, counts=counts)


def first_document(ledger: Ledger) -> Entry | None:
    """The document that came in first and is still there; any, where the first hundred have all gone."""
    for line in islice(ledger.log(), 100):
        with suppress(NotFound):
            return ledger.get(line.document_id)
    return next(ledger.entries(), None)


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
