"""Reads a text and says what stands in it; nothing is stored."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.requests import Request

from api.case import Case
from api.deps import ServiceDep
from api.examples import ARTICLE
from api.intake import SentDep, request_body
from api.negotiate import FORM, wants_html
from api.pages.reading import read
from api.pages.render import page
from graph import pipeline
from graph.case import to_case

router = APIRouter(tags=["documents"])


@router.get("/extract", summary="A page to give a text on", response_class=HTMLResponse)
def extract_form(request: Request) -> Response:
    """The page where a reader can give a text."""
    return page(request, "extract.html")


@router.post(
    "/extract",
    summary="Read a text; store nothing",
    response_model=Case,
    responses={200: {"content": {"text/html": {}}}},
    openapi_extra=request_body(ARTICLE, "A short article"),
)
def extract(request: Request, service: ServiceDep, sent: SentDep) -> Response:
    """The entities, relations, provisions, statements and events of a text, each with its offsets."""
    document = sent.document()
    with service.exclusive() as workspace:
        document, record = next(pipeline.extract([document], workspace.settings))
    if sent.media_type == FORM and wants_html(request):
        title = document.title or "Your text"
        return page(request, "document.html", reading=read(document, record), title=title, stored=False)
    return JSONResponse(to_case(document, record))
