"""What every request passes before a route sees it, and every answer before it leaves: size limits and headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from anyio import move_on_after
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Problem, respond
from api.sent import header

LINGER: Final = 5.0  # seconds for which the rest of a body that is too large may come
# scripts and styles from our own files alone, never from within a page; nothing from elsewhere, nothing sent elsewhere
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
)


class SecureHeaders:
    """Adds the headers that keep a browser from doing more than the pages need, and `Vary` where answers differ."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add headers as the answer starts."""

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _secured(list(message.get("headers", ())))
            await send(message)

        await self.app(scope, receive, add if scope["type"] == "http" else send)


def _secured(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer, and those of HEADERS that it lacks."""
    there = dict(headers)
    framed = b"frame-ancestors" in there.get(b"content-security-policy", b"")  # says itself who may frame it
    headers += [one for one in HEADERS if one[0] not in there and not (framed and one[0] == b"x-frame-options")]
    if b"vary" in there:
        MutableHeaders(raw=headers).add_vary_header("accept")
    else:
        headers.append((b"vary", b"accept"))
    return headers


class BodyLimit:
    """Answers 413 to a body of more bytes than `limit` allows the request; if that is announced, without reading it."""

    def __init__(self, app: ASGIApp, limit: Callable[[Scope], int]) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is read of the body."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        limit = self.limit(scope)
        announced = header(scope, b"content-length") or "0"
        if announced.isdecimal() and int(announced) > limit:
            if header(scope, b"expect") is None:  # who asks before sending has sent nothing
                await _pass_over(receive, 2 * limit)
            return await respond(Request(scope), too_large(limit))(scope, receive, send)
        seen = 0

        async def count() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                if message.get("more_body"):
                    await _pass_over(receive, 2 * limit)
                raise too_large(limit)
            return message

        await self.app(scope, count, send)


async def _pass_over(receive: Receive, most: int) -> None:
    """Let the rest of a body come, for a while and so many bytes: who is cut off while sending never reads why."""
    with move_on_after(LINGER):
        while most > 0 and (message := await receive()).get("more_body"):
            most -= len(message.get("body", b""))


def too_large(limit: int) -> Problem:
    """The problem of a body that is too long. The connection is closed: what is left of the body is not read."""
    return Problem(
        413,
        "body-too-large",
        "The body is too large",
        f"At most {limit:,} bytes can be sent.",
        headers={"connection": "close"},
        limit=limit,
    )
