"""Search: everything that has a name or stands in a document, by words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request
from starlette.types import Scope

from api import links, search, wire
from api.after import MOST, USUAL, After, Limit, following, key_of, of_types
from api.alternates import address
from api.deps import BLANK, GIVEN, Service, ServiceDep
from api.errors import Problem
from api.forms import FORMS, TYPES, Form, fields_of, form_of, leading, lines, picked, table
from api.negotiate import CSV, HTML, NDJSON
from api.pages.render import page
from graph.containment import within
from graph.naming import given_day
from graph.search import Filters, Kind, find_or_correct, wanted

router = APIRouter(tags=["facts"])

LONGEST: Final = 300  # characters that are looked for

KEY: Final = of_types(float, int, str, str, int)
COLUMNS: Final = fields_of(search.HitOut)
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
FORM: Final = Query(
    description="The form; else `Accept` says.", json_schema_extra={"enum": [form.value for form in FORMS["search"]]}
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
async def found(
    request: Request,
    service: ServiceDep,
    q: Annotated[str, WORDS] = "",
    type: Annotated[list[Kind] | None, GIVEN, TYPE] = None,
    document: Annotated[
        list[str] | None, GIVEN, Query(max_length=100, description="Only in documents of these ids or IRIs.")
    ] = None,
    place: Annotated[str | None, PLACE] = None,
    since: Annotated[Day, Query(description="Only in documents of this day or later.")] = None,
    until: Annotated[Day, Query(description="Only in documents of this day or before.")] = None,
    limit: Limit = USUAL,
    after: After = "",
    format: Annotated[str | None, FORM] = None,
) -> Response:
    """Things by their names, titles, provisions, statements and sentences: what is called just so comes first. Words
    that nothing has are taken for ones that something has, if one is near enough: `corrected` says for which."""
    asked = {"q": q, "type": type or [], "document": document or [], "place": place, "since": since, "until": until}
    return await service.searching.run(_found, request, service, asked, limit, after)


def is_plain(scope: Scope) -> bool:
    """Whether a search is for words alone, so many of them, without what FastAPI would look at or refuse."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    given = dict(asked)
    limit = given.get("limit", "1")
    fits = limit.isascii() and limit.isdigit() and len(limit) <= len(str(MOST)) and 1 <= int(limit) <= MOST
    plain = len(given) == len(asked) and given.keys() <= {"q", "limit"}
    return plain and fits and len(given.get("q", "")) <= LONGEST


async def plain(request: Request, service: Service) -> Response:
    """Answer a plain search."""
    given = request.query_params
    return await found(request, service, q=given.get("q", ""), limit=int(given.get("limit", USUAL)))


def _found(request: Request, service: Service, asked: Mapping[str, Any], limit: int, after: str) -> Response:
    form = Form(form_of(request, "search"))
    if form is Form.HTML and not asked["q"].strip():
        return page(request, "search.html", asked=asked, kinds=list(Kind), listing=None)
    result = _result(request, service, asked, limit, after)
    links = {"link": leading(request, "search", form, result.first, result.next)}
    if form is not Form.HTML:
        return Response(_content(form, result), media_type=TYPES[form], headers=links)
    shown = page(request, "search.html", asked=asked, kinds=list(Kind), listing=result, parts=search.parts)
    shown.headers.update(links)
    return shown


def _content(form: Form, result: search.Hits) -> str:
    """What was found as a program takes it."""
    if form is Form.JSON:
        return result.model_dump_json()
    told = [picked(hit, ()) for hit in result.items]
    return lines(told) if form is Form.JSONL else table(told, COLUMNS)


def _filters(service: Service, asked: Mapping[str, Any]) -> Filters:
    base, place = service.settings.base_iri, asked["place"]
    ids = ((links.path_of(base, one) or one).removeprefix("document/") for one in asked["document"])
    try:
        days = [None if day is None else given_day(day).value for day in (asked["since"], asked["until"])]
    except ValueError as error:
        raise Problem(422, "invalid-request", "A parameter does not fit", str(error)) from error
    places = within(service.store, service.workspace.index, place) if place else None
    return Filters(tuple(asked["type"]), tuple(ids), days[0], days[1], places)


def _result(request: Request, service: Service, asked: Mapping[str, Any], limit: int, after: str) -> search.Hits:
    filters, words = _filters(service, asked), wanted(asked["q"], goes_on=True)
    if not words:
        detail = "`q` needs a word at least, of letters or digits."
        raise Problem(422, "invalid-request", "There is nothing to look for", detail)
    behind = key_of(after, KEY) if after else None
    found, meant = find_or_correct(service.workspace.index, words, filters, limit + 1, after=behind)
    return search.Hits(
        items=[search.hit(service.settings.base_iri, one) for one in found[:limit]],
        limit=limit,
        first=address(request),
        next=following(request, limit, [one.key for one in found]),
        corrected=None if meant is None else meant.whole,
    )
