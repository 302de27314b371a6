"""Search: everything that has a name or stands in a document, by words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import PlainTextResponse, Response
from starlette.requests import Request

from api import links, search, wire
from api.deps import BLANK, GIVEN, Page, PageDep, Service, ServiceDep, listing
from api.errors import Problem
from api.negotiate import CSV, HTML, JSON, NDJSON, choose
from api.pages.render import page
from graph.containment import within
from graph.naming import given_day
from graph.search import Filters, Kind, Wanted, find_or_correct, wanted

router = APIRouter(tags=["facts"])

LONGEST: Final = 300  # characters that are looked for


class Form(StrEnum):
    """In which form what is found is told; else `Accept` says."""

    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


FORMS: Final = {JSON: Form.JSON, NDJSON: Form.JSONL, CSV: Form.CSV, HTML: Form.HTML}
Day = Annotated[wire.Date | None, BLANK]
WORDS: Final = Query(
    max_length=LONGEST,
    description="Words, one at least, all of which must be found; the last may be the beginning of one. "
    '`"…"`: one after the other; `prosec*`: words that begin so.',
    openapi_examples={
        "a name, as it is typed": {"value": "brandon joh"},
        "words that follow one another": {"value": '"publicity stunt"'},
        "a typing mistake": {"value": "Pritkzer"},
    },
)
TYPE: Final = Query(
    max_length=len(Kind),
    description="What is looked for; several will do.",
    openapi_examples={"words that follow one another": {"value": "Statement"}},
)
PLACE: Final = Query(
    max_length=300, description="Only in documents that speak of this place (name or IRI), or of one in it."
)


@router.get(
    "/search",
    summary="Find anything by words",
    response_model=search.Hits,
    responses={200: {"content": {NDJSON: {}, CSV: {}, HTML: {}}}},
)
def found(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    q: Annotated[str, WORDS] = "",
    type: Annotated[list[Kind] | None, GIVEN, TYPE] = None,
    document: Annotated[
        list[str] | None, GIVEN, Query(max_length=100, description="Only in documents of these ids or IRIs.")
    ] = None,
    place: Annotated[str | None, PLACE] = None,
    since: Annotated[Day, Query(description="Only in documents of this day or later.")] = None,
    until: Annotated[Day, Query(description="Only in documents of this day or before.")] = None,
    format: Annotated[Form | None, BLANK, Query(description="The form; else `Accept` says.")] = None,
) -> search.Hits | Response:
    """Things by their names, titles, provisions, statements and sentences: what is called just so comes first. Words
    that nothing has are taken for ones that something has, if one is near enough: `corrected` says for which."""
    form = format or FORMS[choose(request.headers.get("accept"), tuple(FORMS)) or JSON]
    asked = {"q": q, "type": type or [], "place": place, "since": since, "until": until}
    if form is Form.HTML and not q.strip():
        return page(request, "search.html", asked=asked, kinds=list(Kind), listing=None)
    filters = _filters(service, type, document, place, since, until)
    result = _result(request, service, part, wanted(q, goes_on=True), filters)
    if form is Form.JSONL:
        return PlainTextResponse(search.lines(result.items), media_type=NDJSON, headers=_links(result))
    if form is Form.CSV:
        return PlainTextResponse(search.table(result.items), media_type=CSV, headers=_links(result))
    if form is Form.JSON:
        return result
    return page(request, "search.html", asked=asked, kinds=list(Kind), listing=result, parts=search.parts)


def _filters(
    service: Service,
    kinds: list[Kind] | None,
    documents: list[str] | None,
    place: str | None,
    since: str | None,
    until: str | None,
) -> Filters:
    base = service.settings.base_iri
    ids = ((links.path_of(base, one) or one).removeprefix("document/") for one in documents or ())
    try:
        days = [None if day is None else given_day(day).value for day in (since, until)]
    except ValueError as error:
        raise Problem(422, "invalid-request", "A parameter does not fit", str(error)) from error
    places = within(service.store, service.workspace.index, place) if place else None
    return Filters(tuple(kinds or ()), tuple(ids), days[0], days[1], places)


def _result(request: Request, service: Service, part: Page, asked: Wanted, filters: Filters) -> search.Hits:
    if not asked:
        detail = "`q` needs a word at least, of letters or digits."
        raise Problem(422, "invalid-request", "There is nothing to look for", detail)
    hits, meant = find_or_correct(service.workspace.index, asked, filters, part.limit + 1, part.offset)
    made = listing(request, part, [search.hit(service.settings.base_iri, one) for one in hits])
    return search.Hits(**dict(made), corrected=None if meant is None else meant.whole)


def _links(result: search.Hits) -> dict[str, str]:
    """The parts beside this one, as a list without a head has no other place for them (RFC 8288)."""
    beside = {"next": result.next, "prev": result.previous}
    told = ", ".join(f'<{address}>; rel="{name}"' for name, address in beside.items() if address)
    return {"link": told} if told else {}
