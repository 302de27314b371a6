"""Routes whose functions take the request alone, or the service with it, called without what FastAPI does for all
others: to look for the route, solve its dependencies and close what they opened takes longer than a small query. A
route that takes more can have a function for its plain requests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import signature
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.datastructures import URLPath
from starlette.requests import Request
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

from api.deps import Service, service
from api.known import Known

Answering = Callable[[Request], Awaitable[Response]]
Answered = Callable[[Request, Service], Awaitable[Response]]
Plain = Callable[[Scope], bool]


class Direct(BaseRoute):
    """The short way to one of FastAPI's routes, which stays: it describes the operation, and answers where the path
    is another one, as behind a proxy that adds to it."""

    def __init__(self, route: APIRoute, answer: Answering, is_plain: Plain = lambda scope: True) -> None:
        self.route, self._methods, self.answer = route, frozenset(route.methods or ()), answer
        self._is_plain = is_plain

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for this path and method, exactly, and plain enough."""
        is_this = scope["type"] == "http" and scope["path"] == self.route.path and scope["method"] in self._methods
        if is_this and self._is_plain(scope):
            return Match.FULL, {"endpoint": self.route.endpoint, "route": self.route}
        return Match.NONE, {}

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """Never: the route itself has the name."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; by what has been made already, where it has (api/short.py)."""
        made = scope["made"] if "made" in scope else await self.answer(Request(scope, receive, send))
        if isinstance(made, Exception):
            raise made
        await made(scope, receive, send)


def direct(router: APIRouter, known: Known | None = None) -> list[Direct]:
    """The short ways to all routes of a router; what is not `known` to be a parameter of theirs is refused."""
    routes = (route for route in router.routes if isinstance(route, APIRoute))
    return [Direct(route, _called(route, known)) for route in routes]


def plainly(router: APIRouter, path: str, answer: Answered, is_plain: Plain) -> Direct:
    """The short way to the route of a router at a path, for requests that are plain."""
    route = next(one for one in router.routes if isinstance(one, APIRoute) and one.path == path)
    return Direct(route, lambda request: answer(request, service(request)), is_plain)


def _called(route: APIRoute, known: Known | None) -> Answering:
    takes = [*signature(route.endpoint).parameters]
    assert takes in (["request"], ["request", "service"]), route.path
    answer: Answering = route.endpoint if len(takes) == 1 else lambda request: route.endpoint(request, service(request))
    return answer if known is None else _refusing(known, answer)


def _refusing(known: Known, answer: Answering) -> Answering:
    async def refuse_or_answer(request: Request) -> Response:
        await known(request)
        return await answer(request)

    return refuse_or_answer
