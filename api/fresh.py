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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.deps import Service
from api.sent import parameters

TAGS: Final = frozenset({"facts", "network", "documents", "judgements", "queries", "graphs", "export", "linked data"})
"""Of the routes whose answers depend on what is held alone. Jobs go on, and figures are counted when there is time."""
NEVER: Final = ("/.well-known/", "/sparql/terms")  # with figures that are a while old
CALLBACK: Final = b"callback="
SPARQL: Final = "/sparql"
VOLATILE: Final = re.compile(r"\b(?:now|rand|uuid|struuid|service)\b")  # another answer each time
IN_LETTERS: Final = ("now", "rand", "uuid", "service")  # which are looked for first, in a fifth of the time
CHECKPOINTED: Final = "/queries/"  # by workers, too: what they read must be as new as the tag
VARIES: Final = (b"accept", b"prefer", b"host")  # headers by which answers differ
NONE: Final = b"\r"  # in the place of a header that is not there
KEPT: Final = 32 * 1024 * 1024  # bytes of answers
LONGEST: Final = 512 * 1024  # bytes of one; files and streams are longer
SAID: Final = frozenset({b"etag", b"cache-control"})  # by what is here, and by no route
Told = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer with the headers that the route gave it, and the route. Of nothing that Python's collector would
    have to go through: tens of thousands of answers are kept, and it stopped the service for 70 ms at a time."""

    headers: Told
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


class Tags:
    """What the answers of a service are told from one another by."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._process = uuid.uuid4().hex  # generations are counted from its beginning
        self._policy = b"private, no-cache" if service.settings.reading == "key" else b"no-cache"

    def held(self, scope: Scope) -> tuple[object, ...] | None:
        """What an answer is made of; None for one that has no tag, among them a script: it is answered by whose page
        loads it, which no tag tells."""
        workspace, asked = self.service.workspace, scope["query_string"]
        if scope["path"].startswith(NEVER) or CALLBACK in asked:
            return None
        if scope["path"] != SPARQL:
            return workspace.store.generation, workspace.index.generation, workspace.ledger.changes
        read = self.service.readers and self.service.readers.fresh
        if read is None or b"query=" not in asked or is_volatile(parameters(scope)):
            return None
        return read, workspace.index.generation

    def tag(self, held: tuple[object, ...], scope: Scope, sent: Mapping[bytes, bytes]) -> str:
        """What an answer depends on: what is held, the day (orders expire), what is asked for, and in which form."""
        told = f"{self._process}\n{date.today()}\n{held}\n{scope.get('root_path')}\n{scope['path']}".encode()
        asked = b"\n".join((told, scope["query_string"], *(sent.get(one, NONE) for one in VARIES)))
        return f'"{hashlib.sha256(asked).hexdigest()[:24]}"'

    def told(self, tag: str) -> Told:
        """The headers by which an answer tells its tag."""
        return (b"etag", f"W/{tag}".encode()), (b"cache-control", self._policy)


class Fresh:
    """Tags answers, and tells who has one that it has not changed."""

    def __init__(self, app: ASGIApp, tags: Tags, kept: Kept) -> None:
        self.app, self._tags, self._kept = app, tags, kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request: by 304 where its answer is known to who asks, by what is kept where it is known here."""
        if scope["type"] != "http" or scope["method"] != "GET" or (held := self._tags.held(scope)) is None:
            return await self.app(scope, receive, send)
        if scope["path"].startswith(CHECKPOINTED):
            self._tags.service.acknowledge()
        sent = dict(reversed(scope["headers"]))
        tag = scope.get("tag") or self._tags.tag(held, scope, sent)  # that of what has been made (api/short.py)
        told = self._tags.told(tag)
        kept = self._kept.get(tag)
        if kept is not None:
            scope["route"] = kept.route  # for whoever counts what was asked for
        if tag.encode() in sent.get(b"if-none-match", b""):
            await send({"type": "http.response.start", "status": 304, "headers": [*told]})
            return await send({"type": "http.response.body", "body": b""})
        if kept is not None:
            await send({"type": "http.response.start", "status": 200, "headers": [*kept.headers]})
            return await send({"type": "http.response.body", "body": kept.body})
        await self.app(scope, receive, _Marking(scope, send, told, lambda answer: self._kept.keep(tag, answer)))


class _Marking:
    """Sends an answer on with its tag, where it is made of the graph; and tells of it once it has gone out whole."""

    def __init__(self, scope: Scope, send: Send, told: Told, keep: Callable[[Answer], None]) -> None:
        self._scope, self._send, self._told, self._keep = scope, send, told, keep
        self._headers: Told | None = None

    async def __call__(self, message: Message) -> None:
        """Send one message on."""
        if message["type"] == "http.response.start" and message["status"] == 200 and _is_made_of_graph(self._scope):
            self._headers = *(one for one in message["headers"] if one[0] not in SAID), *self._told
            message["headers"] = [*self._headers]  # those outside add to the list
        elif self._headers is not None and not message.get("more_body"):
            self._keep(Answer(self._headers, message.get("body", b""), self._scope.get("route")))
        else:
            self._headers = None  # it comes in parts: a stream
        await self._send(message)


def is_volatile(sent: Sequence[tuple[str, str]]) -> bool:
    """Whether a query may have another answer each time."""
    said = " ".join([value for _, value in sent]).lower()
    return any(word in said for word in IN_LETTERS) and VOLATILE.search(said) is not None


def _is_made_of_graph(scope: Scope) -> bool:
    route = scope.get("route")
    return bool(TAGS.intersection(getattr(route, "tags", ())))
