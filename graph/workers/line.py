"""The service's end of the socket to a worker: frames go out, and come in as fast as they are taken."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from typing import Final, cast

from graph.workers.frames import CHUNK, Frame, packed, unpacked

AHEAD: Final = 2 * CHUNK  # bytes that may have come before they are taken: the worker waits then


class Line(asyncio.Protocol):
    """A socket, read by the event loop. What comes together, as a small answer does, is there without waiting."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._loop = asyncio.get_running_loop()
        self._come: deque[tuple[Frame, bytes]] = deque()
        self._part = b""  # of a frame that has not come whole
        self._held = 0  # bytes that have come and are not taken
        self._waiting: asyncio.Future[None] | None = None
        self.is_lost = False  # the worker has gone

    @classmethod
    async def over(cls, ours: socket.socket) -> Line:
        """One over a socket."""
        ours.setblocking(False)
        _, line = await asyncio.get_running_loop().create_connection(cls, sock=ours)
        return line

    def tell(self, kind: Frame, data: bytes) -> None:
        """Send a frame."""
        self._transport.write(packed(kind, data))

    async def hear(self, seconds: float) -> tuple[Frame, bytes]:
        """The next frame, waited for so long. Raises TimeoutError, and EOFError once the worker has ended."""
        late = self._loop.call_later(seconds, self._wake, TimeoutError())
        try:
            while (come := self.come()) is None:
                if self.is_lost:
                    raise EOFError
                self._waiting = self._loop.create_future()
                await self._waiting
        finally:
            late.cancel()
        return come

    def come(self) -> tuple[Frame, bytes] | None:
        """The next frame, if it is there."""
        if not self._come:
            return None
        kind, data = self._come.popleft()
        if self._held > AHEAD >= self._held - len(data):
            self._transport.resume_reading()
        self._held -= len(data)
        return kind, data

    def hang_up(self) -> None:
        """Nothing more is wanted of it."""
        self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The event loop has the socket."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Something has come."""
        frames, self._part = unpacked(self._part + data)
        before = self._held
        self._come += frames
        self._held += sum(len(data) for _, data in frames)
        if before <= AHEAD < self._held:
            self._transport.pause_reading()
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        """The worker has gone, or we have."""
        self.is_lost = True
        self._wake()

    def _wake(self, error: Exception | None = None) -> None:
        if self._waiting is None or self._waiting.done():
            return
        if error is None:
            self._waiting.set_result(None)
        else:
            self._waiting.set_exception(error)
