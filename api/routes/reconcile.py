"""Reconciliation for OpenRefine and its kind (Reconciliation Service API 0.2): what the names in a table mean."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Annotated, Any, Final, TypeVar
from urllib.parse import parse_qsl

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request

from api import reconcile as wire
from api.cors import may_load, origins
from api.deps import Service, ServiceDep, service
from api.errors import Problem
from api.negotiate import FORM
from api.pages.render import page
from graph.reconcile import Reconciler, properties, values

router = APIRouter(tags=["queries"])

CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*", re.ASCII)
SUGGESTIONS: Final = 20
# who embeds it is whoever asks: there is nothing on it to be clicked by mistake
FRAMED: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
QUERIES: Final = TypeAdapter(dict[str, wire.QueryIn])
EXTEND: Final = TypeAdapter(wire.ExtendIn)
EXAMPLE: Final = '{"q0": {"query": "Brandon Johnson", "type": "Person"}, "q1": {"query": "Chicago", "limit": 3}}'
EXTENSION: Final = (
    '{"ids": ["person/brandon-johnson-mayor-of-chicago"], "properties": [{"id": "office"}, {"id": "place"}]}'
)
MEMBERS: Final = {
    "queries": {"type": "string", "description": "A batch of queries, in JSON.", "example": EXAMPLE},
    "extend": {"type": "string", "description": "Things and the properties wanted of them, in JSON."},
}
BODY: Final = {
    "requestBody": {"required": True, "content": {FORM: {"schema": {"type": "object", "properties": MEMBERS}}}}
}

Read = TypeVar("Read")
Callback = Annotated[
    str | None, Query(max_length=200, description="A function's name: the answer is a script (JSONP).")
]
Queries = Annotated[
    str | None, Query(description="A batch of queries, in JSON.", openapi_examples={"two names": {"value": EXAMPLE}})
]
Extend = Annotated[
    str | None,
    Query(description="Things and properties, in JSON.", openapi_examples={"an official": {"value": EXTENSION}}),
]


@router.get("/reconcile", summary="What names in a table mean (OpenRefine)", response_class=Response)
def by_get(
    request: Request,
    service: ServiceDep,
    queries: Queries = None,
    extend: Extend = None,
    callback: Callback = None,
) -> Response:
    """The answers to a batch of queries, or the properties of things; without either, what the service can do."""
    return _answered(request, _answer(request, service, {"queries": queries, "extend": extend}), callback)


@router.post(
    "/reconcile", summary="What names in a table mean (OpenRefine)", response_class=Response, openapi_extra=BODY
)
async def by_post(request: Request, service: ServiceDep, callback: Callback = None) -> Response:
    """As by GET, with a form."""
    form = await _form(request)
    answer = await run_sync(_answer, request, service, form)
    return _answered(request, answer, form.get("callback") or callback)


Prefix = Annotated[str, Query(max_length=300, description="What has been typed.")]


@router.get("/reconcile/suggest/entity", summary="Things as one types", response_class=Response)
def suggest_entity(
    request: Request,
    service: ServiceDep,
    prefix: Prefix = "",
    cursor: Annotated[int, Query(ge=0, le=10_000, description="How many to pass over.")] = 0,
    callback: Callback = None,
) -> Response:
    """Things whose names, or id, begin so."""
    found = _reconciler(service).beginning(prefix, SUGGESTIONS, cursor) if prefix.strip() else ()
    return _answered(request, {"result": [wire.suggestion(service.settings.base_iri, one) for one in found]}, callback)


@router.get("/reconcile/suggest/type", summary="Kinds of things as one types", response_class=Response)
def suggest_type(request: Request, prefix: Prefix = "", callback: Callback = None) -> Response:
    """Kinds of things whose names begin so."""
    return _answered(request, {"result": wire.suggested(wire.types(), prefix)}, callback)


@router.get("/reconcile/suggest/property", summary="Properties as one types", response_class=Response)
def suggest_property(request: Request, prefix: Prefix = "", callback: Callback = None) -> Response:
    """Properties whose names begin so."""
    known = [wire.property_out(one) for one in properties().values()]
    return _answered(request, {"result": wire.suggested(known, prefix)}, callback)


@router.get("/reconcile/properties", summary="Properties of a kind of things", response_class=Response)
def propose(
    request: Request,
    type: Annotated[str, Query(max_length=300, description="The kind's id.")] = "",
    limit: Annotated[int | None, Query(ge=1, le=1000, description="How many, at most.")] = None,
    callback: Callback = None,
) -> Response:
    """What can be asked for of things of a kind."""
    return _answered(request, wire.proposed(type, limit), callback)


@router.get("/reconcile/preview", summary="A thing in a few words", response_class=Response)
def preview(
    request: Request,
    service: ServiceDep,
    id: Annotated[str, Query(max_length=1000, openapi_examples={"mayor": {"value": "place/4887398"}})],
) -> Response:
    """A small page of its names and what tells it from others, to be shown in a frame."""
    found = _reconciler(service).itself(id)
    has = values(service.store, [found.iri], [properties()["name"]]).get(found.iri, {}).get("name", ())
    out = wire.suggestion(service.settings.base_iri, found)
    names = sorted({value.text for value in has} - {found.label})
    shown = page(request, "preview.html", thing=out, names=names, documents=found.documents)
    shown.headers["content-security-policy"] = FRAMED
    return shown


def _answer(request: Request, service: Service, given: Mapping[str, str | None]) -> dict[str, Any]:
    if queries := given.get("queries"):
        return _results(service, _read(QUERIES, queries, "queries"))
    if extend := given.get("extend"):
        return _extended(service, _read(EXTEND, extend, "extend"))
    if request.method == "POST":
        raise Problem(422, "invalid-request", "There is nothing to answer", "Send `queries` or `extend` in a form.")
    settings, root = service.settings, str(request.base_url).rstrip("/")
    return wire.manifest(settings.base_iri, root, settings.title, version("policygraph"))


def _results(service: Service, batch: dict[str, wire.QueryIn]) -> dict[str, Any]:
    if len(batch) > wire.MOST:
        raise Problem(413, "too-many", "Too many queries", f"A batch may have {wire.MOST}; this has {len(batch)}.")
    base, reconciler = service.settings.base_iri, _reconciler(service)
    asked = {name: wire.query(base, given) for name, given in batch.items()}
    return {
        name: {"result": [wire.result(base, one) for one in reconciler.candidates(query)]}
        for name, query in asked.items()
    }


def _extended(service: Service, given: wire.ExtendIn) -> dict[str, Any]:
    base, wanted = service.settings.base_iri, wire.wanted(given)
    iris = {id: wire.iri_of(base, id) for id in given.ids}
    has = values(service.store, iris.values(), wanted)

    def row(iri: str) -> dict[str, Any]:
        return {one.id: [wire.cell(base, one, value) for value in has.get(iri, {}).get(one.id, ())] for one in wanted}

    return {"meta": [wire.meta(one) for one in wanted], "rows": {id: row(iri) for id, iri in iris.items()}}


def _reconciler(service: Service) -> Reconciler:
    return Reconciler(service.store, service.workspace.index)


async def _form(request: Request) -> dict[str, str]:
    """The form that a request brings. Raises Problem 415 and 400."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        detail = f"Send `queries` or `extend` as {FORM}."
        raise Problem(
            415, "unsupported-media-type", "This kind of body is not understood", detail, {"accept-post": FORM}
        )
    try:
        return dict(parse_qsl((await request.body()).decode("ascii"), errors="strict", max_num_fields=100))
    except ValueError as error:
        raise Problem(400, "malformed-request", "The body is not well-formed", str(error)) from error


def _read(kind: TypeAdapter[Read], text: str, name: str) -> Read:
    """What a parameter has in JSON. Raises Problem 422, which says what is wrong where."""
    try:
        return kind.validate_json(text)
    except ValidationError as error:
        places = [{"at": ".".join(map(str, (name, *e["loc"]))), "reason": e["msg"]} for e in error.errors()[:20]]
        detail = "; ".join(f"{place['at']}: {place['reason']}" for place in places)
        raise Problem(422, "invalid-request", f"`{name}` does not fit", detail, errors=places) from error


def _answered(request: Request, answer: dict[str, Any], callback: str | None) -> Response:
    """As JSON, or as a script that calls a function with it. Raises Problem 422, 403 for pages that may not read."""
    if not callback:
        return JSONResponse(answer)
    if not CALLBACK.fullmatch(callback):
        raise Problem(422, "invalid-request", "A parameter does not fit", f"{callback!r} is no name of a function.")
    if not may_load(request.headers, origins(service(request).settings), request.url.path):
        detail = "Only pages of this machine, or of origins that the service is told of, may read this by a script."
        raise Problem(403, "foreign-page", "Pages of other sites may not ask", detail)
    return Response(f"/**/{callback}({json.dumps(answer)});", media_type="text/javascript")
