"""Compressed answers, for whoever takes them (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import re
from typing import Final

from starlette.middleware.gzip import GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.sent import header

LEVEL: Final = 3  # N-Triples shrink to a 13th at 260 MB/s; level 6 makes it a 16th, at a third of that
SMALL: Final = 1000  # bytes, which would hardly shrink
IN_THREAD: Final = 32 * 1024  # bytes, from which on compressing would keep others waiting

_REFUSED: Final = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*;\s*q\s*=\s*0(?:\.0{0,3})?\s*(?:,|$)", re.IGNORECASE)


class Compression:
    """Compresses by gzip where that is wished for, as Starlette does; but Starlette takes the mere word for a wish,
    `gzip;q=0` too, and looks longer at a small answer than it takes to send it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and a small answer as it is."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start: Message | None = None
        forward: Send | None = None

        async def look(message: Message) -> None:
            nonlocal start, forward
            if forward is not None:
                await forward(message)
            elif start is None:
                start = message
            else:
                is_small = "body" in message and not message.get("more_body") and len(message["body"]) < SMALL
                forward = send if is_small else self._compressing(scope, send)
                await forward(start)
                await forward(message)

        await self.app(scope, receive, look)

    def _compressing(self, scope: Scope, send: Send) -> Send:
        wish = header(scope, b"accept-encoding") or ""
        takes = "gzip" in wish.lower() and not _REFUSED.search(wish)
        by: IdentityResponder = IdentityResponder(self.app, SMALL)
        if takes:
            by = GZipResponder(self.app, SMALL, LEVEL, thread_minimum_size=IN_THREAD)
        by.send = send
        return by.send_with_compression
