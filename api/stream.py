"""Streams what one thread writes to a client who reads in another.

pyoxigraph aborts the process where a result is used outside the thread that made it, and Starlette may ask a plain
generator for each chunk in another thread. So the whole work (query and serialisation) runs in one thread of its own
and hands over bytes only, through a queue that holds a few chunks: memory stays flat and a slow client slows the work.
"""

from __future__ import annotations

import contextlib
import io
import queue
import threading
import time
import traceback
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from anyio.to_thread import run_sync
from fastapi.responses import StreamingResponse

from graph.errors import QueryTimeout

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

CHUNK: Final = 64 * 1024
CHUNKS: Final = 8


class Pipe(io.RawIOBase):
    """The end that the work writes to. Once the reader has gone, writing raises BrokenPipeError.

    The work may set `media_type` before it writes, where it only learns then what it has to write. `seconds` is how
    long the reader waits for it, all in all.
    """

    def __init__(self, media_type: str, seconds: float | None = None) -> None:
        super().__init__()
        self.media_type = media_type
        self.seconds = self.left = seconds
        self.chunks: queue.Queue[bytes | BaseException] = queue.Queue(CHUNKS)
        self.gone = threading.Event()
        self.pending = bytearray()

    @property
    def file(self) -> BinaryIO:
        """Itself, as what writers of files ask for."""
        return cast(BinaryIO, self)

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take all of it; hand it over in chunks, waiting while the queue is full."""
        size = len(self.pending)
        self.pending += data
        size = len(self.pending) - size
        if len(self.pending) >= CHUNK:
            self._hand_over()
        return size

    def close(self) -> None:
        """Not the writer's to close: `finish` ends the answer, once the work has come through whole."""

    def finish(self) -> None:
        """Hand over what is left, then the end."""
        self._hand_over()
        self.put(b"")

    def put(self, item: bytes | BaseException) -> None:
        """Queue a chunk, an error, or the end (no bytes)."""
        while not self.gone.is_set():
            try:
                return self.chunks.put(item, timeout=0.5)
            except queue.Full:
                continue
        raise BrokenPipeError("the reader has gone")

    def take(self) -> bytes:
        """The next chunk, empty at the end; raises what the work raised, and QueryTimeout."""
        began = time.monotonic()
        try:
            item = self.chunks.get(timeout=self.left)
        except queue.Empty:
            raise QueryTimeout(self.seconds or 0) from None
        if self.left is not None:
            self.left = max(0.0, self.left - (time.monotonic() - began))
        if isinstance(item, BaseException):
            raise item
        return item

    def _hand_over(self) -> None:
        if self.pending:
            self.put(bytes(self.pending))
            self.pending.clear()


def _produce(pipe: Pipe, work: Callable[[Pipe], None]) -> None:
    try:
        work(pipe)
        pipe.finish()
    except BrokenPipeError:
        return
    except BaseException as error:  # whatever it is, the reader must learn of it
        traceback.clear_frames(error.__traceback__)  # frames hold query results, which must die in this thread
        with contextlib.suppress(BrokenPipeError):
            pipe.put(error)


async def _read(pipe: Pipe, chunk: bytes) -> AsyncIterator[bytes]:
    try:
        while chunk:
            yield chunk
            chunk = await run_sync(pipe.take)
    finally:
        pipe.gone.set()


def stream(
    work: Callable[[Pipe], None],
    media_type: str = "application/octet-stream",
    headers: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> StreamingResponse:
    """Run `work(out)` in a thread of its own and answer with what it writes.

    Call it from a worker thread: it waits for the first bytes, so that whatever fails before them (a query that does
    not parse, an entity that is not there) is raised here and becomes a problem. Later failures cut the answer off. So
    does, sooner or later, work that takes longer than `seconds`, which ends by itself once it writes.
    """
    pipe, first = _begun(work, media_type, seconds)
    return StreamingResponse(_read(pipe, first), media_type=pipe.media_type, headers=dict(headers or {}))


def collected(work: Callable[[Pipe], None], seconds: float) -> bytes:
    """All that the work writes, in a thread of its own. Raises what it raises, and QueryTimeout."""
    pipe, chunk = _begun(work, "application/octet-stream", seconds)
    found = bytearray()
    try:
        while chunk:
            found += chunk
            chunk = pipe.take()
    finally:
        pipe.gone.set()
    return bytes(found)


def _begun(work: Callable[[Pipe], None], media_type: str, seconds: float | None) -> tuple[Pipe, bytes]:
    pipe = Pipe(media_type, seconds)
    threading.Thread(target=_produce, args=(pipe, work), name="stream", daemon=True).start()
    try:
        return pipe, pipe.take()
    except BaseException:
        pipe.gone.set()
        raise
