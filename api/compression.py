"""Compressed answers, for whoever takes them (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LEVEL: Final = 3  # N-Triples shrink to a 13th at 260 MB/s; level 6 makes it a 16th, at a third of that
SMALL: Final = 1000  # bytes, which would hardly shrink
IN_THREAD: Final = 32 * 1024  # bytes, from which on compressing would keep others waiting

_REFUSED: Final = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*;\s*q\s*=\s*0(?:\.0{0,3})?\s*(?:,|$)", re.IGNORECASE)


class Compression(GZipMiddleware):
    """Compresses by gzip where that is wished for. Starlette takes the mere word for a wish, `gzip;q=0` too."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=SMALL, compresslevel=LEVEL, thread_minimum_size=IN_THREAD)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, without a wish that is a refusal."""
        if scope["type"] == "http" and _REFUSED.search(Headers(scope=scope).get("accept-encoding", "")):
            headers = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            scope = {**scope, "headers": headers}
        await super().__call__(scope, receive, send)
