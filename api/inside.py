"""The service asked from inside, by what speaks for a client who has been let in already: with all that the same
request would meet from outside, but the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from httpx2 import ASGITransport, AsyncClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access import Caller

MOST: Final = 20_000_000  # bytes of an answer, which is held whole, and of a stranger


class TooMuch(Exception):
    """An answer of more bytes than can be held."""


class BrokenOff(Exception):
    """An answer that has begun and does not end: its query was ended in between."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The application for one caller, whose answers have at most so many bytes; None: any number."""

    app: ASGIApp
    caller: Caller
    most: int | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as the caller's; raise TooMuch as soon as the answer is too long, BrokenOff without end."""
        seen, is_whole = 0, False

        async def count(message: Message) -> None:
            nonlocal seen, is_whole
            seen += len(message.get("body", b""))
            if self.most is not None and seen > self.most:
                raise TooMuch
            is_whole = message["type"] == "http.response.body" and not message.get("more_body")
            await send(message)

        await self.app({**scope, "state": {"caller": self.caller}}, receive, count)
        if not is_whole:
            raise BrokenOff


def client_of(app: ASGIApp, caller: Caller, most: int | None = MOST) -> AsyncClient:
    """What asks the application as the caller would; answers of more bytes raise TooMuch, without end BrokenOff."""
    transport = ASGITransport(Inside(app, caller, most), client=(caller.address, 0))
    headers = {"accept": "application/json", "accept-encoding": "identity"}
    return AsyncClient(
        transport=transport, base_url="http://inside", headers=headers, follow_redirects=True, timeout=None
    )
