"""What comes back from a worker: what it is, and its bytes as they are made, until the query's time has passed; which
begins once the worker has ended the answers before it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Final, cast

from graph.errors import QueryStopped, QueryTimeout
from graph.workers.frames import CHUNK, Frame
from graph.workers.processes import Nursery, Worker
from graph.workers.task import decode_error, decode_kind
from graph.workers.turns import Place

PATIENCE: Final = 30.0  # seconds that a client may leave a chunk lying
SLOW: Final = 1.0  # seconds after which the place of a query whose client is slow is another's
LONG: Final = 0.25  # seconds after which other processes go before a query; a point query takes a hundredth of it


class TakenBack(Exception):
    """The worker has not begun the task, and will not: another one may."""


class Answer:
    """The answer of a worker, to be read to its end or closed.

    kind, media_type   what it is: `solutions`, `boolean` or `triples`; None where it was not wanted in any form
    """

    def __init__(
        self,
        nursery: Nursery,
        worker: Worker,
        task: bytes,
        seconds: float,
        place: Place,
        done: Callable[[Answer, bool], Place | None],
        recall: Callable[[Worker], None],
    ) -> None:
        self.kind, self.media_type = "", cast(str | None, "")
        self._loop = asyncio.get_running_loop()
        self.worker, self.place = worker, place  # the place is left before the end where the client is slow
        self._nursery, self._done, self._recall = nursery, done, recall
        self._seconds = self._left = seconds
        self.began = 0.0  # by the loop's clock
        self._first, self._ended, self._cut = b"", False, False
        self._waiting: list[asyncio.TimerHandle] = []  # for the client to take what there is
        self._turn: asyncio.Future[bool] | None = self._loop.create_future() if worker.answers else None
        worker.answers.append(self)
        self.number = worker.put(task)
        if self._turn is None:
            self.go()

    def go(self) -> None:
        """The worker has come to this one."""
        self.began = self._loop.time()
        if self._turn is not None and not self._turn.done():
            self._turn.set_result(True)
        self._turn = None
        if self._cut:
            self._end(fit=False)

    def give_back(self) -> None:
        """The worker has not begun this one, and will not."""
        self._ended = True
        if self._turn is not None and not self._turn.done():
            self._turn.set_result(False)

    async def begin(self) -> None:
        """Wait for the first chunk to be whole, or for the end: what goes wrong until then is raised here. Raises
        TakenBack, too."""
        chunks = bytearray()
        try:
            if self._turn is not None and not await self._turn:
                raise TakenBack
            while len(chunks) < CHUNK and (chunk := await self._chunk()) is not None:
                chunks += chunk
        except BaseException:
            self.close()
            raise
        self._first = bytes(chunks)
        if not self._ended:
            self._wait_for_client()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is in the first chunk."""
        return self._ended

    @property
    def first(self) -> bytes:
        """The first chunk."""
        return self._first

    async def chunks(self) -> AsyncIterator[bytes]:
        """All chunks, the first first. Raises QueryTimeout, QueryTooCostly, QueryStopped: the answer is not whole."""
        try:
            yield self._first
            async for chunk in self:
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """Nothing more is wanted: a worker that is still at it is ended."""
        self._wait_no_more()
        if self._ended:
            return
        self._cut = True
        if self._turn is None:
            self._end(fit=False)
        else:
            self._recall(self.worker)  # or if it has just been begun, it is ended once that is known

    def __aiter__(self) -> Answer:
        """Itself."""
        return self

    async def __anext__(self) -> bytes:
        """The next chunk."""
        self._wait_no_more()
        if (chunk := await self._chunk()) is None:
            raise StopAsyncIteration
        self._wait_for_client()
        return chunk

    async def _chunk(self) -> bytes | None:
        """The next chunk from the worker; None where that was the last."""
        while not self._ended:
            kind, data = self.worker.line.come() or await self._hear()
            if kind is Frame.DATA:
                return data
            if kind is Frame.KIND:
                self.kind, self.media_type = decode_kind(data)
            elif kind is Frame.ERROR:
                await self._last_words()
                raise decode_error(data)
            else:
                self._end(fit=data != b"spent")
        if self._cut:
            raise QueryStopped("the answer was left lying, and ended")
        return None

    async def _hear(self) -> tuple[Frame, bytes]:
        try:
            if (soon := LONG - (self._seconds - self._left)) > 0:
                with suppress(TimeoutError):
                    return await self._wait(min(soon, self._left))
                self._nursery.calm(self.worker)
            return await self._wait(self._left)
        except TimeoutError:
            self.close()
            raise QueryTimeout(self._seconds) from None
        except EOFError:
            unbegun = self.worker.inbox.first() == self.number
            cause = TakenBack() if unbegun else await self._nursery.cause(self.worker)
            self.close()
            raise cause from None

    async def _wait(self, seconds: float) -> tuple[Frame, bytes]:
        began = self._loop.time()
        try:
            return await self.worker.line.hear(seconds)
        finally:
            self._left = max(0.0, self._left - (self._loop.time() - began))

    async def _last_words(self) -> None:
        """After an error comes the end, by which the worker is free."""
        kind, data = self.worker.line.come() or await self._hear()
        self._end(fit=kind is Frame.END and data != b"spent")

    def _end(self, fit: bool) -> None:
        self._ended = True
        self.place.leave(self._done(self, fit and self._seconds - self._left < LONG))

    def _wait_for_client(self) -> None:
        later = self._loop.call_later
        self._waiting = [later(SLOW, self.place.leave), later(PATIENCE, self.close)]

    def _wait_no_more(self) -> None:
        while self._waiting:
            self._waiting.pop().cancel()
