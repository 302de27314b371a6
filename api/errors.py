"""The one place that knows HTTP statuses: every error leaves as problem+json (RFC 9457), or as a page for readers."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from api.negotiate import FORM, MULTIPART, wants_html
from graph.errors import (
    DataError,
    EndpointError,
    ExportError,
    GraphProtected,
    InputError,
    ModelError,
    NotConforming,
    NotFound,
    PolicygraphError,
    QueryBusy,
    QueryError,
    QueryRefused,
    QueryStopped,
    QueryTimeout,
    QueryTooCostly,
    ReadersLost,
    ServiceFailed,
    SettingsError,
    ShapeError,
    StorageError,
    StorageFull,
    StorageLocked,
    WriteError,
    WriteStopped,
)

log = logging.getLogger(__name__)

PROBLEM_JSON: Final = "application/problem+json"
TYPES: Final = "https://w3id.org/policygraph/problems/"


class Problem(Exception):
    """What goes wrong at the HTTP edge itself: `slug` names the kind, `facts` are extension members."""

    def __init__(
        self,
        status: int,
        slug: str,
        title: str,
        detail: str,
        headers: Mapping[str, str] | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.slug = slug
        self.title = title
        self.detail = detail
        self.headers = dict(headers or {})
        self.facts = facts

    def body(self) -> dict[str, Any]:
        """The members of the problem object."""
        known = {name: value for name, value in self.facts.items() if value is not None}
        return {
            "type": TYPES + self.slug if self.slug else "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        } | known


# the first class that fits decides, so that the narrow ones stand before the wide
STATUSES: Final[tuple[tuple[type[PolicygraphError], int, str, str], ...]] = (
    (InputError, 422, "unreadable-document", "The document cannot be read"),
    (QueryError, 400, "malformed-query", "The query does not parse"),
    (QueryRefused, 403, "query-refused", "The query may not run here"),
    (QueryTooCostly, 422, "query-too-costly", "The query asks for more than it may have"),
    (QueryTimeout, 503, "query-timeout", "The query took too long"),
    (QueryBusy, 503, "too-many-queries", "Too many queries at once"),
    (QueryStopped, 503, "query-stopped", "The query was ended before it was answered"),
    (ServiceFailed, 502, "service-failed", "An endpoint that the query asks by SERVICE does not answer"),
    (DataError, 400, "malformed-data", "The data do not parse"),
    (GraphProtected, 403, "graph-protected", "This graph is not written to"),
    (NotConforming, 422, "not-conforming", "What would be there breaks the shapes; nothing has changed"),
    (WriteStopped, 503, "write-stopped", "The write was ended; nothing has changed"),
    (WriteError, 409, "write-conflict", "The write does not fit what there is; nothing has changed"),
    (NotFound, 404, "not-found", "There is no such thing here"),
    (StorageLocked, 503, "storage-locked", "Another process holds the storage"),
    (StorageFull, 507, "storage-full", "The disk is full; nothing was stored"),
    (StorageError, 503, "storage-error", "The storage cannot be used"),
    (ShapeError, 500, "shape-error", "The document's graph breaks the shapes; nothing was stored"),
    (ExportError, 422, "not-expressible", "The format cannot express this"),
    (EndpointError, 502, "endpoint-error", "The language model's endpoint cannot be used"),
    (ReadersLost, 503, "readers-lost", "No process that reads documents stays alive"),
    (ModelError, 503, "model-error", "The language model cannot be used"),
    (SettingsError, 500, "settings-error", "A setting makes no sense"),
    (PolicygraphError, 500, "error", "Something went wrong"),
)
# after how many seconds it may be worth asking again
AGAIN: Final[dict[type[PolicygraphError], str]] = {QueryTimeout: "60", QueryBusy: "5", QueryStopped: "1"}
# messages of these name files of this machine, which are no business of a client
PRIVATE: Final = (StorageError, SettingsError, ModelError, ReadersLost)


def problem_of(error: PolicygraphError) -> Problem:
    """The problem that an error of ours is, with the facts that it carries."""
    status, slug, title = next(row[1:] for row in STATUSES if isinstance(error, row[0]))
    detail = f"{title}; the service's log says more." if isinstance(error, PRIVATE) else str(error)
    facts: dict[str, Any] = {}
    if isinstance(error, QueryError | DataError):
        facts = {"line": error.line, "column": error.column}
    elif isinstance(error, NotConforming):
        facts = {"results": error.results}
    elif isinstance(error, GraphProtected):
        facts = {"graph": error.graph}
    elif isinstance(error, NotFound):
        facts = {"kind": error.kind, "key": error.key} | ({"known": error.known} if error.known else {})
    elif isinstance(error, InputError):
        facts = {"source": error.source, "reason": error.reason}
    headers = {"retry-after": AGAIN[type(error)]} if type(error) in AGAIN else None
    return Problem(status, slug, title, detail, headers, **facts)


def invalid(error: RequestValidationError) -> Problem:
    """What of a request does not fit its description, place by place."""
    places = [{"at": ".".join(str(part) for part in e["loc"]), "reason": str(e["msg"])} for e in error.errors()]
    detail = "; ".join(f"{place['at']}: {place['reason']}" for place in places)
    return Problem(422, "invalid-request", "The request does not fit its description", detail, errors=places)


def of_framework(error: HTTPException) -> Problem:
    """What the framework raises by itself: no such route, method not allowed."""
    title = HTTPStatus(error.status_code).phrase
    return Problem(error.status_code, "", title, str(error.detail), headers=error.headers)


def respond(request: Request, problem: Problem) -> Response:
    """The problem as problem+json; as a page where a reader's browser asks, or sends a form."""
    form = request.headers.get("content-type", "").startswith((FORM, MULTIPART))
    if (form or request.method in ("GET", "HEAD")) and wants_html(request):
        from api.pages.render import page  # a page that fails must not be needed to say so: imported late

        response = page(request, "problem.html", status=problem.status, problem=problem)
        response.headers.update(problem.headers)
        return response
    return JSONResponse(problem.body(), problem.status, headers=problem.headers, media_type=PROBLEM_JSON)


def install(app: FastAPI) -> None:
    """Make the application answer every error as a problem."""

    def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, PolicygraphError)
        problem = problem_of(error)
        if problem.status >= 500 and not isinstance(error, QueryStopped):
            log.error("%s %s: %s", request.method, request.url.path, error, exc_info=error)
        return respond(request, problem)

    def edge(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return respond(request, error)

    def validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return respond(request, invalid(error))

    def framework(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return respond(request, of_framework(error))

    def unforeseen(request: Request, error: Exception) -> Response:
        detail = "The service failed; its log says more."
        return respond(request, Problem(500, "", HTTPStatus(500).phrase, detail))

    def gone(request: Request, error: Exception) -> Response:
        return Response(status_code=400)  # to nobody: the client left before its body had come

    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(PolicygraphError, ours)
    app.add_exception_handler(Problem, edge)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(Exception, unforeseen)
