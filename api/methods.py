"""What every address understands besides its own methods: HEAD wherever GET, OPTIONS, and `Allow` in every 405."""

from __future__ import annotations

from typing import Final

from anyio import CancelScope
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.routing import Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


class Methods:
    """Answers HEAD and OPTIONS, and tells with a 405 what would be allowed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS by itself and HEAD by GET; pass on the rest."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if scope["method"] == "OPTIONS" and (known := allowed(scope)):
            return await Response(status_code=204, headers={"allow": known})(scope, receive, send)
        if scope["method"] == "HEAD" and "GET" in allowed(scope):
            return await self._head(scope, receive, send)
        asked = dict(scope)  # routes change it on the way

        async def tell(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 405:
                MutableHeaders(scope=message)["allow"] = allowed(asked)
            await send(message)

        await self.app(scope, receive, tell)

    async def _head(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As GET up to the first bytes of the body; then whatever makes the rest is stopped."""
        asked = {**scope, "method": "GET"}
        with CancelScope() as answering:

            async def start(message: Message) -> None:
                if message["type"] == "http.response.start":
                    return await send(message)
                await send({"type": "http.response.body", "body": b""})
                answering.cancel()

            await self.app(asked, receive, start)
        scope["route"] = asked.get("route")  # for whoever counts what was asked for


def allowed(scope: Scope) -> str:
    """The methods that an address understands, as `Allow` has them; nothing where there is no such address."""
    found = [method for method in METHODS if _understood({**scope, "method": method})]
    head = ["HEAD"] if "GET" in found else []
    return ", ".join([*found[:1], *head, *found[1:], "OPTIONS"]) if found else ""


def _understood(scope: Scope) -> bool:
    for route in scope["app"].router.routes:
        if route.matches(scope)[0] is Match.FULL:
            return not isinstance(route, Mount) or scope["method"] == "GET"  # files are only read
    return False
