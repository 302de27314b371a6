"""The short way of a query: what programs ask most, `GET /sparql?query=…`, past what other requests need.

Each of the layers that a request passes (api/app.py) looks whether it has something to do, and the route is looked for:
that takes longer than all else that the service does for a plain query. Here one look at the headers tells that nobody
has. An answer that is no plain one either (an error, a stream, what is to be compressed) is sent the usual way, where
api/direct.py and api/fresh.py find it as it was made. tests/api/test_short.py holds both ways to one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi.responses import Response
from starlette.requests import Request
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access import Caller
from api.compression import SMALL
from api.direct import Direct
from api.fresh import SPARQL, Answer, Kept, Tags
from api.guard import HEADERS
from api.rates import Rates

PLAIN: Final = {"type": "http", "method": "GET", "path": SPARQL}
ALONE: Final = b"query="  # the one parameter
OTHERS: Final = frozenset(  # headers that somebody else has to look at
    {b"authorization", b"x-api-key", b"origin", b"if-none-match", b"expect", b"content-length", b"transfer-encoding"}
)
VARIES, LARGE_VARIES = (b"vary", b"accept"), (b"vary", b"Accept-Encoding, accept")


class Short:
    """Answers plain queries; passes on all else."""

    def __init__(self, app: ASGIApp, routes: Sequence[Direct], tags: Tags, kept: Kept, rates: Rates | None) -> None:
        self.app, self._tags, self._kept, self._rates = app, tags, kept, rates
        self._route = next(one for one in routes if one.matches(PLAIN)[0] is Match.FULL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != SPARQL or (tag := self._tag(scope)) is None:
            return await self.app(scope, receive, send)
        if (kept := self._kept.get(tag)) is None:
            scope["made"] = made = await self._made(Request(scope, receive, send))
            if type(made) is not Response:
                return await self._as_usual(tag, scope, receive, send)
            kept = Answer((*made.raw_headers, *self._tags.told(tag)), bytes(made.body), self._route.route)
            self._kept.keep(tag, kept)
        is_small = len(kept.body) < SMALL
        if not is_small and b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"").lower():
            return await self._as_usual(tag, scope, receive, send)
        scope["route"] = kept.route  # for whoever counts what was asked for
        headers = [*kept.headers, *HEADERS, VARIES if is_small else LARGE_VARIES]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": kept.body})

    def _tag(self, scope: Scope) -> str | None:
        """The tag of the answer to a plain query; None for any other request, and for who asks too often."""
        asked = scope["query_string"]
        if scope["method"] != "GET" or not asked.startswith(ALONE) or b"&" in asked:
            return None
        sent = dict(reversed(scope["headers"]))
        is_plain = OTHERS.isdisjoint(sent) and b"html" not in sent.get(b"accept", b"").lower()
        if not is_plain or (held := self._tags.held(scope)) is None:
            return None
        if self._rates is not None and self._rates.wait(_address(scope)):
            return None
        return self._tags.tag(held, scope, sent)

    async def _made(self, request: Request) -> Response | Exception:
        """The answer of the route, or what it raises."""
        try:
            return await self._route.answer(request)
        except Exception as error:
            return error

    async def _as_usual(self, tag: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that has been let in."""
        scope["tag"], scope["state"]["caller"] = tag, Caller(None, _address(scope))
        await self.app(scope, receive, send)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else "somebody"
