"""Routes whose functions take the request alone, called without what FastAPI does for all others: to look for the
route, solve its dependencies and close what they opened takes longer than a small query."""

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


class Direct(BaseRoute):
    """The short way to one of FastAPI's routes, which stays: it describes the operation, and answers where the path
    is another one, as behind a proxy that adds to it."""

    def __init__(self, route: APIRoute) -> None:
        self.route, self._methods, self.answer = route, frozenset(route.methods or ()), _called(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for this path and method, exactly."""
        if scope["type"] == "http" and scope["path"] == self.route.path and scope["method"] in self._methods:
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


def direct(router: APIRouter) -> list[Direct]:
    """The short ways to all routes of a router."""
    return [Direct(route) for route in router.routes if isinstance(route, APIRoute)]


def _called(route: APIRoute) -> Callable[[Request], Awaitable[Response]]:
    assert list(signature(route.endpoint).parameters) == ["request"], route.path
    return route.endpoint
