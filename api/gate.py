"""What every request passes first: who asks is found out, how often he may, and whether he may read at all.

What he may do beyond reading is checked where the route says so (api/access.py), and what came of it noted here.
"""

from __future__ import annotations

import math
from typing import Final

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access import Caller, identify, unauthorised
from api.deps import service
from api.errors import Problem, respond
from api.rates import Rates
from graph.access import Role
from graph.settings import Settings

OPEN: Final = ("/health/", "/static/")  # to everybody, as often as he likes


class Gate:
    """Lets requests in, or answers 401 or 429."""

    def __init__(self, app: ASGIApp, settings: Settings, rates: Rates | None) -> None:
        self.app, self.settings, self.rates = app, settings, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        state = scope.setdefault("state", {})
        if isinstance(state.get("caller"), Caller):  # asked from inside (api/inside.py)
            return await self.app(scope, receive, send)
        state["caller"] = asking = await identify(scope)
        if (problem := self._problem(scope, asking)) is not None:
            return await respond(Request(scope), problem)(scope, receive, send)
        await self._pass(scope, receive, send)

    def _problem(self, scope: Scope, asking: Caller) -> Problem | None:
        if scope["path"].startswith(OPEN):
            return None
        if self.rates is not None and (seconds := self.rates.wait(_bucket(asking))):
            return _too_often(self.rates, seconds)
        locked = self.settings.reading == "key" and asking.key is None
        return unauthorised(asking, Role.READ) if locked else None

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where it was let do something, note what came of it."""
        status = 500

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            act = scope["state"].get("act")
            if act is not None:
                await run_sync(service(Request(scope)).access.end, act, status)


def _bucket(asking: Caller) -> str:
    return f"key {asking.key.id}" if asking.key else asking.address


def _too_often(rates: Rates, seconds: float) -> Problem:
    detail = f"Each key, or address without one, may send {rates.most:,} requests in {rates.seconds:,} seconds."
    return Problem(429, "too-often", "Too many requests", detail, {"retry-after": str(math.ceil(seconds))})
