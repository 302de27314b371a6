"""Every request is given an id, and as it ends is counted and told of in the log, where whatever else it made be logged
has the same id.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from contextvars import ContextVar
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics
from api.sent import header

log = logging.getLogger(__name__)

HEADER: Final = b"x-request-id"
ID: Final = re.compile(r"[\w.:/+=@-]{1,128}", re.ASCII)
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request that is being answered."""


class Observe:
    """Measures requests, and tells of them. A client may bring the id by which it knows its own (`X-Request-ID`)."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See one request to its end."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        brought = header(scope, HEADER) or ""
        id = brought if ID.fullmatch(brought) else secrets.token_hex(16)
        known, named = request_id.set(id), (HEADER, id.encode())
        began, status = time.perf_counter(), 500

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), named]
            await send(message)

        scope.setdefault("state", {})
        try:
            await self.app(scope, receive, note)
        finally:
            self._tell(scope, status, time.perf_counter() - began)
            request_id.reset(known)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "")
        self.metrics.answered(scope["method"], route, status, seconds)
        if log.isEnabledFor(logging.INFO):
            told = _facts(scope, route) | {"status": status, "seconds": round(seconds, 4)}
            log.info('%(client)s %(key)s "%(method)s %(path)s" %(status)d %(seconds).4f s', told, extra=told)


def _facts(scope: Scope, route: str) -> dict[str, Any]:
    """What is told of a request, apart from how it ended."""
    caller, query = scope["state"].get("caller"), scope["query_string"].decode("ascii", "replace")
    return {
        "client": scope["client"][0] if scope["client"] else "-",
        "key": caller.key.name if caller and caller.key else "-",
        "method": scope["method"],
        "path": scope["path"] + (f"?{query}" if query else ""),
        "route": route,
    }
