"""Pages of the network: what is asked at the head, what was found in tables, whole without script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.requests import Request

from api import outgoing
from api.deps import Service
from api.network import CitedOut
from api.openapi import describe
from api.pages.asking import fields
from api.pages.render import page
from api.sent import root_of
from api.wire import FactOut, Wire
from graph.facts import facts

OF_ONE = {
    "/explore": "What is around it",
    "/network/neighbours": "What it is tied to",
    "/network/timeline": "What it took part in, and when",
}
OF_ALL = ("/network/matrix", "/network/centrality", "/network/communities", "/network/codirection")


def start(request: Request) -> Response:
    """What can be asked."""
    paths = describe(request.app)["paths"]
    whole = [(path, paths[path]["get"]) for path in OF_ALL]
    return page(request, "network_start.html", asked=[*OF_ONE.items()], whole=whole)


def explored(request: Request) -> Response:
    """Leads a reader to the explorer, which shows what is around things, by the same parameters."""
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "format"]
    root = root_of(request.scope)
    return RedirectResponse(f"{root}/explore?{urlencode(given)}", 303)


def view(request: Request, name: str, found: Wire, **context: Any) -> Response:
    """The page of what was found, with the same fields as its address has parameters."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    said: dict[str, Any] = {"title": route.summary, "lead": route.description.replace("`", "")}
    return page(request, f"network_{name}.html", found=found, fields=fields(request), **said, **context)


def quotes(service: Service, cited: Iterable[CitedOut]) -> dict[str, FactOut]:
    """Facts by their IRIs, with their words."""
    found = facts(service.store, dict.fromkeys(one.fact for one in cited))
    return {fact.iri: fact for fact in outgoing.facts(service.settings.base_iri, found)}
