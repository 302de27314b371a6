"""The read workers: real processes over checkpoints of a real store."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from graph.errors import QueryBusy, QueryError, QueryRefused, QueryStopped, QueryTimeout, QueryTooCostly
from graph.settings import Settings
from graph.store import Dataset, DiskStore, MemoryStore
from graph.workers import Pool, Task, confine, pool_of
from tests.graph.pooled import ENDLESS, POINT, objects, one_begun, soon, using, whole, written

BOMB = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
CONCAT = "SELECT (GROUP_CONCAT(CONCAT(?c, ?f, ?i)) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . { SELECT ?f { ?d ?e ?f } LIMIT 100 } }"  # 200,000 triples
MANY = "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }"  # four million triples


def test_an_answer_says_what_it_is_and_comes_in_the_form_that_is_wanted(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[tuple[str, str | None, bytes]]:
        tasks = [
            Task(POINT, results="text/csv; charset=utf-8"),
            Task("ASK { ?s ?p ?o }"),
            Task("CONSTRUCT WHERE { <http://e/s7> ?p ?o }", graphs="application/n-triples"),
            Task(POINT, rows=10),
            Task("SELECT ?o { <s7> <p> ?o }", Dataset(default=("http://e/other",)), "http://e/", results="text/csv"),
            Task(POINT, results=None),
        ]
        answers = [await pool.ask(task) for task in tasks]
        assert [answer.is_whole for answer in answers] == [True] * 6
        return [(answer.kind, answer.media_type, answer.first) for answer in answers]

    assert using(tmp_path, ask) == [
        ("solutions", "text/csv; charset=utf-8", b"o\r\nvalue 7\r\n"),
        ("boolean", "application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("triples", "application/n-triples", b'<http://e/s7> <http://e/p> "value 7" .\n'),
        ("solutions", "application/json", b'{"columns": ["o"], "rows": [[{"text": "value 7"}]], "more": false}'),
        ("solutions", "text/csv", b"o\r\n"),
        ("solutions", None, b""),
    ]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT ?x {\n ?x }", QueryError),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", QueryRefused),
        ("LOAD <http://127.0.0.1/>", QueryRefused),
        ("ASK {" + "{" * 10_000 + "}" * 10_000 + "}", QueryRefused),
        ("SELECT * { ?s ?p ?o FILTER(" + "!" * 300_000 + "?o) }", QueryTooCostly),
    ],
)
def test_a_query_that_may_not_run_is_an_error_and_the_pool_goes_on(
    tmp_path: Path, query: str, error: type[Exception]
) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[str]:
        with pytest.raises(error) as raised:
            await whole(pool, Task(query))
        if isinstance(raised.value, QueryError):
            assert (raised.value.line, raised.value.column) == (2, 6)
        return await objects(pool)

    assert using(tmp_path, ask) == ["value 7"]


@pytest.mark.slow
def test_a_query_that_never_ends_is_ended_in_time_while_others_are_answered(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> int:
        began, answered = time.monotonic(), 0
        endless = [asyncio.create_task(pool.ask(Task(ENDLESS, seconds=1.5, client="a"))) for _ in range(3)]
        while not all(one.done() for one in endless):
            assert await objects(pool) == ["value 7"]
            answered += 1
        assert time.monotonic() - began < 60
        assert [type(one.exception()) for one in endless] == [QueryTimeout] * 3
        return answered

    assert using(tmp_path, ask, query_workers=4) > 20


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_its_own_query_alone(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[str]:
        endless = asyncio.create_task(pool.ask(Task(ENDLESS)))
        await soon(lambda: one_begun(pool))
        (first,) = pool.running
        large = await pool.ask(Task(LARGE, graphs="application/n-triples", seconds=300))
        os.kill(first, signal.SIGKILL)
        with pytest.raises(QueryStopped, match="ended from outside"):
            await endless
        assert sum([chunk.count(b"\n") async for chunk in large.chunks()]) == 200_000
        return await objects(pool)

    assert using(tmp_path, ask) == ["value 7"]


@pytest.mark.slow
def test_a_query_that_takes_too_much_memory_dies_alone(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[str]:
        bombs = [asyncio.create_task(pool.ask(Task(bomb))) for bomb in (BOMB, CONCAT)]
        while not all(bomb.done() for bomb in bombs):
            assert await objects(pool) == ["value 7"]
        for bomb in bombs:
            assert isinstance(bomb.exception(), QueryTooCostly), bomb
            assert "40,000,000 bytes" in str(bomb.exception())
        return await objects(pool)

    assert using(tmp_path, ask, query_memory=40_000_000) == ["value 7"]


def test_results_of_more_bytes_than_allowed_are_cut_off(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> int:
        answer = await pool.ask(Task(LARGE, graphs="application/n-triples", seconds=300))
        read = [0]

        async def read_all() -> None:
            async for chunk in answer.chunks():
                read[0] += len(chunk)

        with pytest.raises(QueryTooCostly, match="1,000,000 bytes"):
            await read_all()
        assert await objects(pool) == ["value 7"]
        return read[0]

    assert 800_000 < using(tmp_path, ask, query_bytes=1_000_000) <= 1_000_000


def test_an_answer_that_goes_on_too_long_is_cut_off_with_an_error(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> None:
        answer = await pool.ask(Task(MANY, graphs="application/n-triples", seconds=0.5))
        with pytest.raises(QueryTimeout):
            async for _ in answer.chunks():
                pass
        assert await objects(pool) == ["value 7"]

    using(tmp_path, ask)


@pytest.mark.slow
def test_time_in_which_the_reader_is_slow_is_not_the_querys(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> int:
        query = LARGE.replace("LIMIT 100", "LIMIT 25")  # a fraction of the ten seconds, on a busy machine too
        answer = await pool.ask(Task(query, graphs="application/n-triples", seconds=10))
        lines, pauses = 0, 12
        async for chunk in answer.chunks():
            lines += chunk.count(b"\n")
            if pauses:
                await asyncio.sleep(1)
                pauses -= 1
        assert pauses == 0
        return lines

    assert using(tmp_path, ask) == 50_000


def test_a_query_that_nobody_waits_for_any_more_is_ended(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> None:
        for left in (asyncio.create_task(pool.ask(Task(ENDLESS))) for _ in range(3)):
            while not pool.running:
                await asyncio.sleep(0.01)
            (process,) = pool.running
            left.cancel()
            with pytest.raises(asyncio.CancelledError):
                await left
            assert pool.running == ()
            await gone(process)

    using(tmp_path, ask)


async def gone(process: int) -> None:
    """Wait until a process is no more, or only waits to be buried; it must be so within ten seconds."""
    for _ in range(1000):
        try:
            if state(process)[0] == "Z":
                return
        except (FileNotFoundError, ProcessLookupError):  # it may end while one reads of it
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it is still there")


@pytest.mark.slow
def test_no_client_has_all_the_places_and_none_may_have_too_many_waiting(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> None:
        hostile = [asyncio.create_task(pool.ask(Task(ENDLESS, seconds=1, client="a"))) for _ in range(10)]
        await asyncio.sleep(0)
        assert await objects(pool) == ["value 7"]
        ended = await asyncio.gather(*hostile, return_exceptions=True)
        kinds = [type(one) for one in ended]
        assert kinds.count(QueryTimeout) + kinds.count(QueryBusy) == 10
        assert kinds.count(QueryBusy) >= 7

    using(tmp_path, ask, query_workers=2, query_waiting=2)


@pytest.mark.slow
def test_a_write_that_was_acknowledged_is_seen_at_once_and_others_within_a_second(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> None:
        for number in range(5):
            store.add(written(f"told {number}"))
            pool.at_least(store.generation)
            assert f"told {number}" in await objects(pool)
        store.add(written("not told"))
        while "not told" not in await objects(pool):
            await asyncio.sleep(0.02)

    began = time.monotonic()
    using(tmp_path, ask)
    assert time.monotonic() - began < 60


@pytest.mark.slow
def test_checkpoints_stay_while_they_are_read_and_no_longer(tmp_path: Path) -> None:
    folder = Settings(home=tmp_path).store_path / "checkpoints"
    (folder / "left").mkdir(parents=True)

    async def ask(pool: Pool, store: DiskStore) -> None:
        large = await pool.ask(Task(LARGE, graphs="application/n-triples", seconds=300))
        for number in range(3):
            store.add(written(f"{number}"))
            pool.at_least(store.generation)
            await objects(pool)
        await soon(lambda: len(list(folder.iterdir())) == 2)  # a worker may just be made ready for an older one
        assert sum([chunk.count(b"\n") async for chunk in large.chunks()]) == 200_000
        assert len(list(folder.iterdir())) == 1

    using(tmp_path, ask)
    assert not folder.exists()


def test_a_store_that_was_made_anew_is_followed(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> None:
        assert await objects(pool) == ["value 7"]
        with store.beside() as fresh:
            fresh.fill(written("new"))
            fresh.succeed({})
        pool.at_least(store.generation)
        assert await objects(pool) == ["new"]

    using(tmp_path, ask)


def test_the_nursery_is_started_again_when_it_is_killed(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[str]:
        endless = asyncio.create_task(pool.ask(Task(ENDLESS)))
        await soon(lambda: one_begun(pool))
        (worker,) = pool.running
        os.kill(state(worker)[1], signal.SIGKILL)
        with pytest.raises(QueryStopped):
            await endless
        await gone(worker)
        return await objects(pool)

    assert using(tmp_path, ask) == ["value 7"]


def state(process: int) -> tuple[str, int]:
    """Its state and its parent."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return told[0], int(told[1])


def urgency(process: int) -> int:
    """Its niceness: the less, the sooner."""
    return os.getpriority(os.PRIO_PROCESS, process)


def test_the_service_goes_before_its_workers_and_other_workers_before_one_that_goes_on(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[int]:
        endless = asyncio.create_task(pool.ask(Task(ENDLESS)))
        while not pool.running:
            await asyncio.sleep(0.01)
        (worker,) = pool.running
        told = [urgency(0), urgency(worker)]
        while (later := urgency(worker)) == told[1]:
            await asyncio.sleep(0.01)
        endless.cancel()
        return [*told, later]

    service, young, old = using(tmp_path, ask)
    assert service < young < old


def test_workers_have_no_network_and_end_with_the_pool(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> int:
        endless = asyncio.create_task(pool.ask(Task(ENDLESS)))
        while not pool.running:
            await asyncio.sleep(0.01)
        process = state(pool.running[0])[1]
        assert pool.isolation in (confine.NAMESPACE, confine.DESCRIPTORS)
        if pool.isolation == confine.NAMESPACE:
            routes = Path(f"/proc/{pool.running[0]}/net/route").read_text(encoding="ascii")
            assert len(routes.splitlines()) <= 1  # its heading
        assert pool.described == f"4 processes, of which 1 answer; {pool.isolation}"
        endless.cancel()
        return process

    process = using(tmp_path, ask)
    assert not Path(f"/proc/{process}").exists()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="open files are counted in /dev/fd")
def test_a_pool_that_ends_while_it_makes_ready_leaves_no_socket_open(tmp_path: Path) -> None:
    async def begin_and_end(pool: Pool, store: DiskStore) -> list[int]:
        await soon(lambda: bool(pool.standing["idle"]))
        await pool.stop()
        left = []
        for turns in range(12):  # of the event loop: each stops it at another place
            await pool.start()
            for _ in range(turns):
                await asyncio.sleep(0)
            await pool.stop()
            await asyncio.sleep(0.01)
            left.append(len([*Path("/dev/fd").iterdir()]))
        return left

    assert len(set(using(tmp_path, begin_and_end))) == 1


def test_a_store_in_memory_has_no_pool(tmp_path: Path) -> None:
    assert pool_of(Settings(home=tmp_path), MemoryStore()) is None
