"""Files to take home: the whole graph, one document, what is around one thing, or what a CONSTRUCT gives."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links
from api.deps import Service, ServiceDep
from api.errors import Problem
from api.examples import SEED_ID
from api.openapi import PREFIXES
from api.pages.render import page
from api.stream import stream
from graph.errors import NotFound
from graph.export import EXPORTERS, Construct, Neighbourhood, OneDocument, Scope, Whole, export
from graph.naming import things

router = APIRouter(tags=["export"])

CONSTRUCT: Final = PREFIXES + "CONSTRUCT { ?order pgo:issuedBy ?who } WHERE { ?order pgo:issuedBy ?who }"


@router.get("/export", include_in_schema=False)
def exports(request: Request) -> Response:
    """The page that lists the formats."""
    return page(request, "export.html", exporters=EXPORTERS, construct=CONSTRUCT)


@router.get("/export/{format}", summary="The graph as a file", response_class=Response)
def export_as(
    service: ServiceDep,
    format: Annotated[
        str,
        Path(description=f"One of {', '.join(EXPORTERS)}.", openapi_examples={n: {"value": n} for n in EXPORTERS}),
    ],
    document: Annotated[
        str | None, Query(description="Only this document, by its id.", openapi_examples={"trig": {"value": SEED_ID}})
    ] = None,
    entity: Annotated[
        str | None,
        Query(
            max_length=500,
            description="Only what is around this thing: its path below id/, its IRI or its name.",
            openapi_examples={"graphml": {"value": "Brandon Johnson"}},
        ),
    ] = None,
    construct: Annotated[
        str | None,
        Query(
            max_length=100_000,
            description="Only what this CONSTRUCT query gives.",
            openapi_examples={"turtle": {"value": CONSTRUCT}},
        ),
    ] = None,
) -> Response:
    """Streamed. Without `document`, `entity` or `construct` it is everything."""
    if format not in EXPORTERS:
        raise NotFound("format", format, EXPORTERS)
    given = [name for name in (document, entity, construct) if name]
    if len(given) > 1:
        raise Problem(422, "invalid-request", "One scope at a time", "Give document, entity or construct, not several.")
    scope: Scope = Whole()
    if document:
        scope = OneDocument(document)
    elif entity:
        scope = Neighbourhood(_thing(service, entity))
    elif construct:
        scope = Construct(construct)
    return exported(service, format, scope, name=document or "policygraph")


def exported(service: Service, format: str, scope: Scope, name: str) -> Response:
    """The streamed file."""
    exporter = EXPORTERS[format]
    disposition = {"content-disposition": f'inline; filename="{name}{exporter.suffix}"'}
    store, licence = service.store, service.settings.licence
    return stream(lambda pipe: export(store, format, pipe.file, scope, licence), exporter.media_type, disposition)


def _thing(service: Service, name: str) -> str:
    """The IRI of a thing. A name that fits several is too vague to export."""
    name = links.as_name(service.settings.base_iri, name)
    found = things(service.store, "entity", name)
    if len(found) > 1:
        detail = (
            f"{name!r} means {len(found)} things, such as {found[0].value} and {found[1].value}: give the one's IRI."
        )
        raise Problem(422, "ambiguous-name", "The name fits several things", detail)
    return found[0].value
