"""Answers that are made from the graph have an ETag (RFC 9110), and who has one already is told so: 304, without its
being made again. Each tag stands for what the store, the index and the ledger held as the answer was begun, so that it
may be too old for what the answer says, and never too new: after a write every answer is made anew.

Until then the last ones are kept, as much as a few megabytes hold: what one client has asked another one asks too.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import unquote_plus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deps import Service

TAGS: Final = frozenset({"facts", "network", "documents", "judgements", "queries", "graphs", "export", "linked data"})
"""Of the routes whose answers depend on what is held alone. Jobs go on, and figures are counted when there is time."""
NEVER: Final = ("/.well-known/", "/sparql/terms")  # with figures that are a while old
CALLBACK: Final = b"callback="
SPARQL: Final = "/sparql"
VOLATILE: Final = re.compile(r"\b(?:now|rand|uuid|struuid|service)\b", re.IGNORECASE)  # another answer each time
CHECKPOINTED: Final = "/queries/"  # by workers, too: what they read must be as new as the tag
VARIES: Final = ("accept", "prefer", "host")  # headers by which answers differ
KEPT: Final = 32 * 1024 * 1024  # bytes of answers
LONGEST: Final = 512 * 1024  # bytes of one; files and streams are longer


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, and the route that made it."""

    start: Message
    body: bytes
    route: Any


class Kept:
    """The answers that were asked for last, by their tags."""

    def __init__(self) -> None:
        self._answers, self._size = OrderedDict[str, Answer](), 0

    def get(self, tag: str) -> Answer | None:
        """One that is kept; it stays longer for being asked for."""
        if tag in self._answers:
            self._answers.move_to_end(tag)
        return self._answers.get(tag)

    def keep(self, tag: str, answer: Answer) -> None:
        """Keep one, and let go of those that have not been asked for longest."""
        if len(answer.body) > LONGEST or tag in self._answers:
            return
        self._answers[tag], self._size = answer, self._size + len(answer.body)
        while self._size > KEPT:
            self._size -= len(self._answers.popitem(last=False)[1].body)


class Fresh:
    """Tags answers, and tells who has one that it has not changed."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app, self._service, self._kept = app, service, Kept()
        self._process = uuid.uuid4().hex  # generations are counted from its beginning
        self._policy = "private, no-cache" if service.settings.reading == "key" else "no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: by 304 where its answer is known to who asks, by what is kept where it is known here."""
        if scope["type"] != "http" or scope["method"] != "GET" or (held := self._held(scope)) is None:
            return await self.app(scope, receive, send)
        if scope["path"].startswith(CHECKPOINTED):
            self._service.acknowledge()
        headers = Headers(scope=scope)
        tag = self._tag(held, scope, headers)
        told = {"etag": f"W/{tag}", "cache-control": self._policy}
        kept = self._kept.get(tag)
        if kept is not None:
            scope["route"] = kept.route  # for whoever counts what was asked for
        if tag in headers.get("if-none-match", ""):
            return await Response(status_code=304, headers=told)(scope, receive, send)
        if kept is not None:
            await send({**kept.start, "headers": [*kept.start["headers"]]})
            return await send({"type": "http.response.body", "body": kept.body})
        await self.app(scope, receive, _Marking(scope, send, told, lambda answer: self._kept.keep(tag, answer)))

    def _held(self, scope: Scope) -> tuple[object, ...] | None:
        """What an answer is made of; None for one that has no tag, among them a script: it is answered by whose page
        loads it, which no tag tells."""
        workspace, asked = self._service.workspace, scope["query_string"]
        if scope["path"].startswith(NEVER) or CALLBACK in asked:
            return None
        if scope["path"] != SPARQL:
            return workspace.store.generation, workspace.index.generation, workspace.ledger.changes
        read = self._service.readers and self._service.readers.fresh
        if read is None or b"query=" not in asked or VOLATILE.search(unquote_plus(asked.decode("latin-1"))):
            return None
        return read, workspace.index.generation

    def _tag(self, held: tuple[object, ...], scope: Scope, headers: Headers) -> str:
        """What an answer depends on: what is held, the day (orders expire), what is asked for, and in which form."""
        asked = (scope["path"], scope["query_string"], scope.get("root_path"), *(headers.get(one) for one in VARIES))
        told = repr((self._process, date.today(), held, asked))
        return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


class _Marking:
    """Sends an answer on with its tag, where it is made of the graph; and tells of it once it has gone out whole."""

    def __init__(self, scope: Scope, send: Send, told: Mapping[str, str], keep: Callable[[Answer], None]) -> None:
        self._scope, self._send, self._told, self._keep = scope, send, told, keep
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        """Send one message on."""
        if message["type"] == "http.response.start" and message["status"] == 200 and _is_made_of_graph(self._scope):
            MutableHeaders(scope=message).update(self._told)
            self._start = {**message, "headers": [*message["headers"]]}  # those outside add to the list
        elif self._start is not None and not message.get("more_body"):
            self._keep(Answer(self._start, message.get("body", b""), self._scope.get("route")))
        else:
            self._start = None  # it comes in parts: a stream
        await self._send(message)


def _is_made_of_graph(scope: Scope) -> bool:
    route = scope.get("route")
    return bool(TAGS.intersection(getattr(route, "tags", ())))
