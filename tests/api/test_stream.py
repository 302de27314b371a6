"""Streaming from one thread into an answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import anyio
import pytest
from fastapi.responses import StreamingResponse

from api.stream import CHUNK, CHUNKS, Pipe, collected, stream
from graph.errors import QueryTimeout


async def _all(response: StreamingResponse) -> bytes:
    return b"".join([bytes(chunk) async for chunk in response.body_iterator])  # type: ignore[arg-type]


def test_what_the_work_writes_arrives_whole_and_in_order() -> None:
    def work(out: Pipe) -> None:
        for number in range(100_000):
            out.write(b"%d\n" % number)

    answer = anyio.run(_all, stream(work, "text/plain"))

    assert answer == b"".join(b"%d\n" % number for number in range(100_000))


def test_the_work_runs_in_one_thread_that_is_not_the_readers() -> None:
    threads: set[int] = set()

    def work(out: Pipe) -> None:
        for _ in range(3 * CHUNKS):
            threads.add(threading.get_ident())
            out.write(b"x" * CHUNK)

    anyio.run(_all, stream(work, "text/plain"))

    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_writing_nothing_gives_an_empty_answer() -> None:
    assert anyio.run(_all, stream(lambda out: None, "text/plain")) == b""


def test_the_work_may_say_what_it_writes_when_it_knows() -> None:
    def work(out: Pipe) -> None:
        out.media_type = "text/turtle"
        out.write(b"<a:b> <a:c> <a:d> .")

    assert stream(work).headers["content-type"].startswith("text/turtle")


def test_a_work_that_closes_its_output_still_arrives_whole() -> None:
    def work(out: Pipe) -> None:
        with out:
            out.write(b"all of it")

    assert anyio.run(_all, stream(work, "text/plain")) == b"all of it"


def test_a_failure_before_the_first_chunk_is_raised_at_once_even_after_a_header_was_written() -> None:
    def work(out: Pipe) -> None:
        out.write(b"header")
        raise ValueError("no such thing")

    with pytest.raises(ValueError, match="no such thing"):
        stream(work, "text/plain")


def test_a_later_failure_cuts_the_answer_off() -> None:
    def work(out: Pipe) -> None:
        out.write(b"x" * CHUNK)
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        anyio.run(_all, stream(work, "text/plain"))


@pytest.fixture
def ended() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    assert event.wait(10)


def test_a_reader_who_leaves_ends_the_work(ended: threading.Event) -> None:
    def work(out: Pipe) -> None:
        try:
            while True:
                out.write(b"x" * CHUNK)
        finally:
            ended.set()

    async def leave(response: StreamingResponse) -> None:
        iterator = aiter(response.body_iterator)
        await anext(iterator)
        await iterator.aclose()  # type: ignore[attr-defined]

    anyio.run(leave, stream(work, "text/plain"))


def test_work_that_takes_too_long_is_a_timeout_and_is_not_waited_for() -> None:
    go_on, waited = threading.Event(), list[bool]()

    with pytest.raises(QueryTimeout, match=r"within the 0\.1 s"):
        stream(lambda out: waited.append(go_on.wait(60)), seconds=0.1)
    go_on.set()


def test_an_answer_that_stops_coming_is_cut_off_and_the_work_ends_once_it_writes() -> None:
    go_on, ended = threading.Event(), threading.Event()

    def work(out: Pipe) -> None:
        out.write(b"x" * CHUNK)
        go_on.wait(60)
        try:
            out.write(b"x" * CHUNK)
        except BrokenPipeError:
            ended.set()
            raise

    with pytest.raises(QueryTimeout):
        anyio.run(_all, stream(work, seconds=0.5))
    go_on.set()
    assert ended.wait(60)


def test_what_is_collected_is_all_or_an_error() -> None:
    def work(out: Pipe) -> None:
        for _ in range(3):
            out.write(b"x" * CHUNK)

    def late(out: Pipe) -> None:
        threading.Event().wait(2)

    assert collected(work, 60) == b"x" * 3 * CHUNK
    with pytest.raises(QueryTimeout):
        collected(late, 0.1)
