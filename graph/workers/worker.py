"""A worker: opens a checkpoint, then answers one query after another, until the service has gone or ends it."""

from __future__ import annotations

import io
import json
import os
import socket
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import pyoxigraph as ox

from graph.errors import QueryTooCostly
from graph.store.oxigraph import MemoryStore
from graph.workers import confine
from graph.workers.frames import CHUNK, Frame, packed, receive
from graph.workers.inbox import take
from graph.workers.run import run
from graph.workers.task import Task, decode, encode_error, encode_kind

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

SPENT: Final = 256 * 2**20  # bytes; one that has grown so large gives way to a fresh one of 30 MB


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker is made for: the checkpoint that it reads; the most bytes of memory and of results of a query."""

    checkpoint: str
    memory: int
    most: int


def serve(connection: socket.socket, inbox: socket.socket, work: Work, isolation: str) -> None:
    """Answer tasks until this process is ended."""
    store = MemoryStore(ox.Store.read_only(work.checkpoint), work.checkpoint)
    isolation = isolation or confine.open_no_more()
    confine.limit_memory(work.memory)
    connection.sendall(packed(Frame.READY, json.dumps([os.getpid(), isolation]).encode()))
    with connection.makefile("rb") as source:
        while True:
            task = take(inbox) or receive(source)[1]
            out = _answer(store, decode(task), connection, work.most)
            out.end(b"spent" if confine.peak() > SPENT else b"")


def _answer(store: MemoryStore, task: Task, connection: socket.socket, most: int) -> Out:
    out = Out(connection, most)
    try:
        run(store, task, out.begin, out.file)
        out.cut()
    except (EOFError, ConnectionError):
        raise
    except Exception as error:  # whatever it is, the client is told that the answer is not whole
        traceback.clear_frames(error.__traceback__)
        out.fail(error)
    return out


class Out(io.RawIOBase):
    """What results are written to: sends them in chunks, and a small answer at once, from what it is to its end.
    Raises QueryTooCostly for more bytes than it may take."""

    def __init__(self, connection: socket.socket, most: int) -> None:
        super().__init__()
        self._connection, self._most = connection, most
        self._frames, self._pending, self._sent = bytearray(), bytearray(), 0

    @property
    def file(self) -> BinaryIO:
        """Itself, as what writers of files ask for."""
        return cast(BinaryIO, self)

    def begin(self, kind: str, media_type: str | None) -> None:
        """Say what the results are."""
        self._frames += packed(Frame.KIND, encode_kind(kind, media_type))

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Take all of it, and send it once there is a chunk."""
        size = len(self._pending)
        self._pending += data
        size = len(self._pending) - size
        if len(self._pending) >= CHUNK:
            self.cut()
            self._send()
        return size

    def cut(self) -> None:
        """Make a frame of what has been written."""
        self._sent += len(self._pending)
        if self._sent > self._most:
            raise QueryTooCostly(f"the results have more than the {self._most:,} bytes that they may have")
        if self._pending:
            self._frames += packed(Frame.DATA, bytes(self._pending))
            self._pending.clear()

    def fail(self, error: Exception) -> None:
        """Say why there are no more, in the place of what is left."""
        self._frames += packed(Frame.ERROR, encode_error(error))

    def end(self, how: bytes) -> None:
        """Say that that was all."""
        self._frames += packed(Frame.END, how)
        self._send()

    def _send(self) -> None:
        self._connection.sendall(self._frames)
        self._frames.clear()

    def close(self) -> None:
        """Not the writer's to close: an error may have to follow."""
