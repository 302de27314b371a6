"""HTTP as it comes in: uvicorn's protocol over h11; of what is no request, or too long a one, is said what is wrong."""

from __future__ import annotations

import json
import sys
from http import HTTPStatus
from typing import Any, Final

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.errors import PROBLEM_JSON, Problem

LONGEST: Final = 1_000_000  # bytes of address and headers: the longest query, escaped, and room for more; 64 KiB else
LINGER: Final = 5.0  # seconds for which the rest may come: who is cut off while sending never reads why


def config(app: ASGIApp, **more: Any) -> uvicorn.Config:
    """How a service is served."""
    return uvicorn.Config(app, http=Connection, h11_max_incomplete_event_size=LONGEST, lifespan="on", **more)


class Connection(H11Protocol):
    """One over which requests come. uvicorn answers whatever is wrong by a line of text, and hangs up."""

    _refused = False

    def data_received(self, data: bytes) -> None:
        """Something has come."""
        if not self._refused:
            super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Say what is wrong, where no answer is under way, and let go of the connection."""
        self._refused = True
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return self.transport.close()
        problem = _problem(sys.exc_info()[1], self.conn.trailing_data[0])
        body = json.dumps(problem.body()).encode()
        about = {"content-type": PROBLEM_JSON, "content-length": str(len(body)), "connection": "close"}
        head = h11.Response(status_code=problem.status, headers=list(about.items()), reason=_phrase(problem.status))
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.loop.call_later(LINGER, self.transport.close)


def _problem(error: BaseException | None, come: bytes) -> Problem:
    """What is wrong with a request of which so much has come."""
    if not (isinstance(error, h11.RemoteProtocolError) and error.error_status_hint == 431):
        return Problem(400, "malformed-request", "This is no HTTP request", str(error or "It cannot be read."))
    limit = f"Address and headers may have {LONGEST:,} bytes."
    if b"\n" in come:
        return Problem(431, "headers-too-long", "The headers are too long", limit, limit=LONGEST)
    return Problem(414, "address-too-long", "The address is too long", f"{limit} Send it by POST.", limit=LONGEST)


def _phrase(status: int) -> bytes:
    return HTTPStatus(status).phrase.encode()
