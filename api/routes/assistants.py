"""Assistants: the tools of api/tools.py by the Model Context Protocol. What is sent there is described by the protocol
itself, and not in OpenAPI."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.access import foreign
from api.deps import service
from api.errors import Problem

router = APIRouter(include_in_schema=False)

INSTALL: Final = "It needs the package mcp: pip install 'policygraph[mcp]'"


class _Answered(Response):
    """What the library answers."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await scope["app"].state.assistants.answer(scope, receive, send)
        except ModuleNotFoundError as error:
            raise Problem(501, "not-installed", "This service has no tools for assistants", INSTALL) from error


@router.post("/mcp")
async def mcp(request: Request) -> Response:
    """One message of an assistant's. Raises Problem 403 for pages that may not read here."""
    if (why := foreign(request, service(request).settings)) is not None:
        raise Problem(403, "foreign-page", "Pages of other sites may not ask", why)
    return _Answered()
