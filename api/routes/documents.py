"""Documents: in, out, and what was read from them."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.requests import Request

from api import links, wire
from api.access import INGEST
from api.alternates import alternating
from api.case import Case
from api.deps import Service, ServiceDep
from api.errors import Problem
from api.examples import ARTICLE, SEED_ID
from api.intake import DOCUMENTS, request_body
from api.negotiate import choose, wants_html
from api.pages.checked import checked
from api.pages.reading import Reading, marks_css, read
from api.pages.render import page
from api.routes.export import exported
from api.routes.jobs import accepted
from api.schema_org import of_document
from api.upload import FILES, MANY, PostedDep, Upload
from graph import lookups
from graph.case import to_case
from graph.export import EXPORTERS, OneDocument
from graph.ledger import Change, Entry
from graph.resolve import resolve

RDF: Final = ("turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld")

router = APIRouter(prefix="/documents", tags=["documents"])

BODY: Final = request_body(ARTICLE, "A short article", *DOCUMENTS, *MANY)
BODY["requestBody"]["content"] |= FILES

Id = Annotated[
    str,
    Path(description="16 hexadecimal digits.", openapi_examples={"seed": {"value": SEED_ID}}),
]


@router.post(
    "",
    summary="Put a document in, or many",
    status_code=201,
    response_model=wire.Stored,
    responses={
        200: {"model": wire.Stored, "description": "It was there already, or is a new version of one that was"},
        202: {"model": wire.JobOut, "description": "There may be many: a job reads them"},
    },
    dependencies=[INGEST],
    openapi_extra=BODY,
)
def add(
    request: Request,
    response: Response,
    service: ServiceDep,
    sent: PostedDep,
    field: Annotated[
        list[str] | None,
        Query(description="What a table's column or a JSON field is called where there are many: `text=body`."),
    ] = None,
) -> wire.Stored | Response:
    """Read it and store what was read. The same text changes nothing; another one under its address replaces it.

    What can hold many documents (JSON lines, tables, archives, mailboxes, feeds) and the files of a form are read by a
    job, and the answer says where to see how far it is. Nothing is fetched from elsewhere.
    """
    if isinstance(sent, Upload):
        document = sent.alone(service.settings)
        if document is None:
            return accepted(request, service.jobs.ask(sent.job))
    else:
        document = sent.document()
    with service.exclusive() as workspace:
        outcome = workspace.add(document)
        entry = workspace.ledger.get(document.id)
    change = outcome.change or Change.UNCHANGED
    response.status_code = 201 if change is Change.ADDED else 200
    response.headers["location"] = links.document_page(document.id)
    out = _out(service, entry)
    return wire.Stored(id=out.id, href=out.href, change=change, words=out.words, facts=out.facts)


@router.get("/{id}", summary="A document", response_model=wire.DocumentOut)
def document(request: Request, service: ServiceDep, id: Id) -> wire.DocumentOut | Response:
    """What is known of it; for a reader the text itself, with everything that was read from it."""
    entry = service.workspace.ledger.get(id)
    if wants_html(request):
        iri = links.iri_of(service.settings.base_iri, f"document/{id}")
        reading = reading_of(service, entry)
        title = entry.document.label
        linked = of_document(_out(service, entry), lookups.text_of(service.store, iri))
        shown = {"reading": reading, "title": title, "reprint_of": entry.reprint_of, "linked": linked}
        view = page(request, "document.html", stored=True, **shown)  # type: ignore[arg-type]
        return alternating(view, request, f"document/{id}")
    return _out(service, entry)


@router.delete("/{id}", summary="Take a document out", status_code=204, dependencies=[INGEST])
def delete(service: ServiceDep, id: Id) -> Response:
    """The document, its record and its graph."""
    with service.exclusive() as workspace:
        workspace.delete(id)
    return Response(status_code=204)


@router.get("/{id}/record", summary="What was read from a document", response_model=Case)
def record(service: ServiceDep, id: Id) -> Response:
    """Entities, relations, provisions, statements and events, each with its offsets."""
    entry = service.workspace.ledger.get(id)
    return JSONResponse(to_case(entry.document, entry.record))


@router.get("/{id}/text", summary="The text of a document", response_class=PlainTextResponse)
def text(service: ServiceDep, id: Id) -> PlainTextResponse:
    """Exactly the characters that offsets count."""
    return PlainTextResponse(service.workspace.ledger.get(id).document.text)


@router.get("/{id}/graph", summary="The graph of a document", response_class=Response)
def graph_of_document(
    request: Request,
    service: ServiceDep,
    id: Id,
    format: Annotated[
        str | None,
        Query(description=f"One of {', '.join(RDF)}; else `Accept`.", openapi_examples={"seed": {"value": "trig"}}),
    ] = None,
) -> Response:
    """All its quads, in any RDF format; Turtle unless something else is asked for."""
    types = {EXPORTERS[name].media_type: name for name in RDF}
    best = choose(request.headers.get("accept"), tuple(types)) or EXPORTERS["turtle"].media_type
    name = format or types[best]
    if name not in RDF:
        raise Problem(400, "unknown-format", "There is no such format", f"{name!r} is not among {', '.join(RDF)}.")
    service.workspace.ledger.get(id)
    return exported(service, name, OneDocument(id), name=id)


@router.get("/{id}/marks.css", include_in_schema=False)
def marks(service: ServiceDep, id: Id) -> Response:
    """What lights up the words of a fact on the document's page."""
    ledger = service.workspace.ledger
    entry = ledger.get(id)
    return Response(marks_css(entry.document, ledger.judgements.judged(entry.record).record), media_type="text/css")


def reading_of(service: Service, entry: Entry) -> Reading:
    """The reading view of a stored document as judged, with links to the pages of its entities."""
    ledger = service.workspace.ledger
    made = ledger.judgements.judged(entry.record)
    paths = resolve(entry.document, made.record, ledger.things.paths_of(entry.document.id)).paths
    pages = {entity_id: links.page_of_path(path) for entity_id, path in paths.items()}
    return read(entry.document, made.record, pages, checked(ledger, entry, made, service.settings.base_iri))


def _out(service: Service, entry: Entry) -> wire.DocumentOut:
    document, record = entry.document, entry.record
    return wire.DocumentOut(
        id=document.id,
        iri=links.iri_of(service.settings.base_iri, f"document/{document.id}"),
        href=links.document_page(document.id),
        title=document.label,
        date=document.date,
        url=document.url,
        publisher=document.publisher,
        author=document.author,
        language=document.language,
        characters=len(document.text),
        sha256=document.sha256,
        words=len(document.text.split()),
        facts=sum(len(family) for family in (record.relations, record.provisions, record.statements, record.events)),
        ingested=entry.ingested,
        version=entry.version,
        format=document.format,
        license=document.license,
        reprint_of=links.document_page(entry.reprint_of) if entry.reprint_of else None,
    )
