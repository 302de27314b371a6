"""HTTP as it comes in: uvicorn's protocol over httptools; what is no request, or too long a one, is told why."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final

import httptools
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.errors import PROBLEM_JSON, Problem

LONGEST: Final = 1_000_000  # bytes of address and headers: the longest query, escaped, and room for more
LONGEST_PATH: Final = 65_535  # bytes: what uvicorn splits addresses by counts no further
LENGTHS: Final = (b"content-length", b"transfer-encoding")
LINGER: Final = 5.0  # seconds for which the rest may come: who is cut off while sending never reads why


def config(app: ASGIApp, **more: Any) -> uvicorn.Config:
    """How a service is served."""
    return uvicorn.Config(app, http=Connection, ws="none", lifespan="on", **more)


class Connection(HttpToolsProtocol):
    """One over which requests come. uvicorn answers whatever is wrong by a line of text, hangs up, and knows no limit
    to what comes beside the bodies."""

    _refused = False
    _come = 0  # bytes since there last was a whole head, some of a body, or the end of a request
    _length = b""  # the header that says how long a body is, of a request which wishes for another protocol
    _again = False  # that header is parsed by itself

    def data_received(self, data: bytes) -> None:
        """Something has come."""
        if self._refused:
            return
        self._unset_keepalive_if_required()
        self._come += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as wish:
            self._pass_over(data[wish.args[0] :])
        except httptools.HttpParserError as error:
            self._refuse(_malformed(error.__context__ or error))
        else:
            if self._come > LONGEST:
                self._refuse(_too_long(2 * len(self.url) > LONGEST))

    def _pass_over(self, rest: bytes) -> None:
        """Let be a wish for another protocol, as Java's clients send it with each request. The parser takes a body for
        a part of that protocol: it is told once more how long the body is."""
        if self._length:
            self._again = True
            self.parser.feed_data(b"POST / HTTP/1.1\r\n" + self._length + b"\r\n\r\n")
            self._again, self._length = False, b""
        if rest:
            self.data_received(rest)

    def on_message_begin(self) -> None:
        """A request begins."""
        if not self._again:
            super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Some of the address has come."""
        if not self._again:
            super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header has come."""
        if not self._again:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head of a request is whole."""
        self._come = 0
        if self._again:
            return
        hosts = [value for name, value in self.headers if name == b"host"]
        if len(hosts) != 1 and self.parser.get_http_version() == "1.1":
            raise ValueError(f"A request names one host, this one {len(hosts)}.")
        if self.parser.should_upgrade():
            told = [name + b": " + value for name, value in self.headers if name in LENGTHS]
            self._length = b"\r\n".join(told)
        self.url, _, query = self.url.partition(b"?")  # the query may be longer than a path
        if len(self.url) > LONGEST_PATH:
            raise ValueError(f"A path may have {LONGEST_PATH:,} bytes.")
        super().on_headers_complete()
        self.scope["query_string"] = query

    def on_body(self, body: bytes) -> None:
        """Some of a body has come."""
        self._come = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._come = 0
        if not self._length:
            super().on_message_complete()

    def shutdown(self) -> None:
        """The service ends, after the answers under way; those that would go on for ever (`state.endless`) are cut."""
        super().shutdown()
        if self.cycle and not self.cycle.response_complete and self.cycle.scope["state"].get("endless"):
            self.transport.close()

    def _refuse(self, problem: Problem) -> None:
        """Say what is wrong, where no answer is under way, and let go of the connection."""
        self._refused = True
        under_way = self.cycle if self.cycle is not None and not self.cycle.response_complete else None
        if under_way is not None and not under_way.more_body:
            under_way.keep_alive = False  # what is wrong came after it
            return
        if self.pipeline or (under_way is not None and under_way.response_started):
            return self.transport.close()
        if under_way is not None:
            under_way.disconnected = True
            under_way.message_event.set()
        self.transport.write(_written(problem))
        self.loop.call_later(LINGER, self.transport.close)


def _malformed(error: BaseException) -> Problem:
    return Problem(400, "malformed-request", "This is no HTTP request", str(error) or "It cannot be read.")


def _too_long(by_address: bool) -> Problem:
    limit = f"Address and headers may have {LONGEST:,} bytes."
    if by_address:
        return Problem(414, "address-too-long", "The address is too long", f"{limit} Send it by POST.", limit=LONGEST)
    return Problem(431, "headers-too-long", "The headers are too long", limit, limit=LONGEST)


def _written(problem: Problem) -> bytes:
    """A problem as an answer."""
    body = json.dumps(problem.body()).encode()
    head = f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}\r\ncontent-type: {PROBLEM_JSON}\r\n"
    return f"{head}content-length: {len(body)}\r\nconnection: close\r\n\r\n".encode() + body
