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


@dataclass(frozen=True, slots=True)
class Inside:
    """The application for one caller, whose answers have at most so many bytes; None: any number."""

    app: ASGIApp
    caller: Caller
    most: int | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as the caller's; raise TooMuch as soon as the answer is too long."""
        seen = 0

        async def count(message: Message) -> None:
            nonlocal seen
            seen += len(message.get("body", b""))
            if self.most is not None and seen > self.most:
                raise TooMuch
            await send(message)

        await self.app({**scope, "state": {"caller": self.caller}}, receive, count)


def client_of(app: ASGIApp, caller: Caller, most: int | None = MOST) -> AsyncClient:
    """What asks the application as the caller would; answers of more bytes raise TooMuch."""
    transport = ASGITransport(Inside(app, caller, most), client=(caller.address, 0))
    headers = {"accept": "application/json", "accept-encoding": "identity"}
    return AsyncClient(
        transport=transport, base_url="http://inside", headers=headers, follow_redirects=True, timeout=None
    )
