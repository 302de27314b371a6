"""Answers that are made from the graph have an ETag (RFC 9110), and who has one already is told so: 304, without its
being made again. Each tag stands for what the store, the index and the ledger held as the answer was begun, so that it
may be too old for what the answer says, and never too new: after a write every answer is made anew.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import date
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deps import Service

TAGS: Final = frozenset({"facts", "network", "documents", "judgements", "queries", "graphs", "export", "linked data"})
"""Of the routes whose answers depend on what is held alone. Jobs go on, and figures are counted when there is time."""
NEVER: Final = ("/sparql", "/.well-known/")  # answered from a checkpoint; with figures that are a while old
CHECKPOINTED: Final = "/queries/"  # by workers, too: what they read must be as new as the tag
VARIES: Final = ("accept", "prefer", "host")  # headers by which answers differ


class Fresh:
    """Tags answers, and tells who has one that it has not changed."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app, self._service = app, service
        self._process = uuid.uuid4().hex  # generations are counted from its beginning
        self._policy = "private, no-cache" if service.settings.reading == "key" else "no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: by 304 where its answer is known to who asks."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(NEVER):
            return await self.app(scope, receive, send)
        if scope["path"].startswith(CHECKPOINTED):
            self._service.acknowledge()
        headers = Headers(scope=scope)
        tag = self._tag(scope, headers)
        told = {"etag": f"W/{tag}", "cache-control": self._policy}
        if tag in headers.get("if-none-match", ""):
            return await Response(status_code=304, headers=told)(scope, receive, send)

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200 and _is_made_of_graph(scope):
                MutableHeaders(scope=message).update(told)
            await send(message)

        await self.app(scope, receive, mark)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        """What an answer depends on: what is held, the day (orders expire), what is asked for, and in which form."""
        workspace = self._service.workspace
        held = (workspace.store.generation, workspace.index.generation, workspace.ledger.changes)
        asked = (scope["path"], scope["query_string"], scope.get("root_path"), *(headers.get(one) for one in VARIES))
        told = repr((self._process, date.today(), held, asked))
        return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def _is_made_of_graph(scope: Scope) -> bool:
    route = scope.get("route")
    return bool(TAGS.intersection(getattr(route, "tags", ()))) and not getattr(route, "path", "").startswith(NEVER)
