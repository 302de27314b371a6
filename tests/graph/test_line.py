"""The service's end of the socket to a worker, over real sockets."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from graph.workers.frames import CHUNK, Frame, packed, receive
from graph.workers.line import AHEAD, Line

T = TypeVar("T")


def over(test: Callable[[Line, socket.socket], Awaitable[T]]) -> T:
    """What a test of a line returns, which has the worker's end too."""

    async def run() -> T:
        ours, theirs = socket.socketpair()
        with theirs:
            line = await Line.over(ours)
            try:
                return await test(line, theirs)
            finally:
                line.hang_up()

    return asyncio.run(run())


def test_frames_are_heard_one_by_one_however_they_come() -> None:
    told = [(Frame.KIND, b"k"), (Frame.DATA, b"d" * 3000), (Frame.END, b"")]
    sent = b"".join(packed(*frame) for frame in told)

    async def hear(line: Line, theirs: socket.socket) -> list[tuple[Frame, bytes]]:
        for at in range(0, len(sent), 701):
            theirs.sendall(sent[at : at + 701])
            await asyncio.sleep(0)
        theirs.sendall(sent)
        return [await line.hear(10) for _ in range(6)]

    assert over(hear) == told * 2


def test_a_frame_that_is_told_is_received() -> None:
    async def tell(line: Line, theirs: socket.socket) -> tuple[Frame, bytes]:
        line.tell(Frame.TASK, b"x" * 1_000_000)
        with theirs.makefile("rb") as source:
            return await asyncio.to_thread(receive, source)

    assert over(tell) == (Frame.TASK, b"x" * 1_000_000)


def test_a_worker_waits_once_so_much_has_come_that_nobody_has_taken() -> None:
    many = 100
    frame = packed(Frame.DATA, b"x" * CHUNK)
    sent = []

    def send(theirs: socket.socket) -> None:
        for number in range(many):
            theirs.sendall(frame)
            sent.append(number)

    async def hear(line: Line, theirs: socket.socket) -> tuple[int, int]:
        sending = threading.Thread(target=send, args=(theirs,))
        sending.start()
        await asyncio.sleep(0.5)
        before = len(sent)
        taken = sum([len((await line.hear(10))[1]) for _ in range(many)])
        sending.join()
        return before, taken

    before, taken = over(hear)
    assert before * CHUNK < AHEAD + 4_000_000  # what the system itself holds is less by far
    assert taken == many * CHUNK


def test_nothing_heard_in_time_is_a_timeout_and_what_comes_later_is_heard() -> None:
    async def hear(line: Line, theirs: socket.socket) -> tuple[Frame, bytes]:
        with pytest.raises(TimeoutError):
            await line.hear(0.01)
        theirs.sendall(packed(Frame.END, b"spent"))
        return await line.hear(10)

    assert over(hear) == (Frame.END, b"spent")


def test_a_worker_that_has_gone_is_the_end_after_what_it_told() -> None:
    async def hear(line: Line, theirs: socket.socket) -> tuple[Frame, bytes]:
        theirs.sendall(packed(Frame.DATA, b"last"))
        theirs.close()
        last = await line.hear(10)
        with pytest.raises(EOFError):
            await line.hear(10)
        assert line.is_lost
        return last

    assert over(hear) == (Frame.DATA, b"last")
