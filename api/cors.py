"""Which web pages of others may read here (the Fetch standard's CORS). None may write: their browsers are not told that
they might, and no credentials are ever asked of them.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.sent import header
from graph.settings import LOOPBACK, Settings

ASKED: Final = frozenset({"/sparql", "/reconcile", "/mcp"})  # what is read by POST too
HERE: Final = "/reconcile"  # what pages of this machine may always read: OpenRefine's, which runs beside the service
SENT: Final = "accept, accept-language, content-type, prefer, mcp-method, mcp-name, mcp-protocol-version"
SHOWN: Final = "allow, content-disposition, link, location, retry-after, x-request-id"
A_DAY: Final = "86400"


class ForeignPages:
    """Lets pages of other origins read, where the settings say so."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.origins = origins(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what a browser asks before it sends; add to an answer who may read it."""
        origin = header(scope, b"origin") if scope["type"] == "http" else None
        if not origin or not (self.origins & {"*", origin} or is_here(origin, scope["path"])):
            return await self.app(scope, receive, send)
        wanted = header(scope, b"access-control-request-method") or ""
        if scope["method"] == "OPTIONS" and reads(wanted, scope["path"]):
            return await Response(status_code=204, headers=self._permit(origin, wanted))(scope, receive, send)

        async def permit(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered = MutableHeaders(scope=message)
                answered.update(self._permit(origin))
                answered.add_vary_header("origin")
            await send(message)

        await self.app(scope, receive, permit if reads(scope["method"], scope["path"]) else send)

    def _permit(self, origin: str, wanted: str | None = None) -> dict[str, str]:
        permitted = {"access-control-allow-origin": "*" if "*" in self.origins else origin}
        if wanted is None:
            return permitted | {"access-control-expose-headers": SHOWN}
        asked = {"access-control-allow-methods": wanted, "access-control-allow-headers": SENT}
        return permitted | asked | {"access-control-max-age": A_DAY}


def is_here(origin: str, path: str) -> bool:
    """Whether a page that another program on this machine serves reads what such a page may."""
    return (path == HERE or path.startswith(f"{HERE}/")) and host_of(origin) in LOOPBACK


def host_of(address: str) -> str | None:
    """The host that an address names; None where it is none."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def may_load(headers: Headers, allowed: frozenset[str], path: str) -> bool:
    """Whether a page may read by loading a script (JSONP), for which browsers tell no origin, but whence it came."""
    if "*" in allowed:
        return True
    came = urlsplit(headers.get("referer", ""))
    origin = f"{came.scheme}://{came.netloc}"
    return origin in allowed or is_here(origin, path)


def reads(method: str, path: str) -> bool:
    """Whether a request does no more than read."""
    return method in ("GET", "HEAD") or (method == "POST" and path in ASKED)


def origins(settings: Settings) -> frozenset[str]:
    """Whose pages may read. A service for this machine alone shows its texts to no page, unless it is told to."""
    if settings.origins is None:
        return frozenset() if settings.loopback_only else frozenset({"*"})
    return frozenset(settings.origins.split())
