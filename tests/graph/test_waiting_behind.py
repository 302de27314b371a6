"""A query that waits behind another one at the same worker: whatever becomes of that, it is answered, and in time."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from pathlib import Path

import pytest

from graph.errors import QueryStopped, QueryTimeout
from graph.store import DiskStore
from graph.workers import Answer, Pool, Task
from tests.graph.pooled import ENDLESS, objects, one_begun, soon, using, whole, written

BRIEF = "SELECT ?o { <http://e/s%d> <http://e/p> ?o }"
LONGER = "SELECT (COUNT(*) AS ?o) { { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 20000 } }"


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a query that goes on for ever others wait on."""
    monkeypatch.setattr("graph.workers.pool.SHORT", 600)


async def endless_and_behind(pool: Pool, seconds: float = 30) -> tuple[asyncio.Task[Answer], asyncio.Task[list[str]]]:
    """A query without an end, which its worker has begun, and one behind it; of two places none may have both."""
    endless = asyncio.create_task(pool.ask(Task(ENDLESS, seconds=seconds)))
    await asyncio.sleep(0)
    behind = asyncio.create_task(objects(pool))
    await soon(lambda: one_begun(pool))
    await asyncio.sleep(0.01)
    assert not behind.done()
    return endless, behind


@pytest.mark.usefixtures("patient")
def test_one_whose_worker_is_killed_over_the_query_before_it_is_answered_by_another(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[str]:
        endless, behind = await endless_and_behind(pool)
        os.kill(pool.running[0], signal.SIGKILL)
        with pytest.raises(QueryStopped, match="ended from outside"):
            await endless
        return await behind

    assert using(tmp_path, ask, query_workers=2) == ["value 7"]


@pytest.mark.usefixtures("patient")
def test_one_behind_a_query_that_is_ended_or_left_is_answered(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[list[str]]:
        endless, behind = await endless_and_behind(pool, seconds=1)
        with pytest.raises(QueryTimeout):
            await endless
        answers = [await behind]
        endless, behind = await endless_and_behind(pool)
        endless.cancel()
        return [*answers, await behind]

    assert using(tmp_path, ask, query_workers=2) == [["value 7"]] * 2


@pytest.mark.usefixtures("patient")
def test_one_that_nobody_waits_for_any_more_is_forgotten_and_the_one_before_it_goes_on(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> None:
        endless, left = await endless_and_behind(pool)
        running = pool.running
        stays = asyncio.create_task(objects(pool))
        await soon(lambda: pool.waiting == 2)
        left.cancel()
        with pytest.raises(asyncio.CancelledError):
            await left
        assert (pool.running, pool.waiting) == (running, 1)
        endless.cancel()
        assert await stays == ["value 7"]

    using(tmp_path, ask, query_workers=2)


@pytest.mark.usefixtures("patient")
def test_none_waits_behind_a_query_over_what_was_held_before_a_write(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[str]:
        endless = asyncio.create_task(pool.ask(Task(ENDLESS, seconds=0.5)))
        await soon(lambda: len(pool.running) == 1)
        store.add(written("told"))
        pool.at_least(store.generation)
        found = await objects(pool)
        with pytest.raises(QueryTimeout):
            await endless
        return found

    assert sorted(using(tmp_path, ask, query_workers=2)) == ["told", "value 7"]


def test_a_query_that_goes_on_holds_up_none_that_has_come_behind_it(tmp_path: Path) -> None:
    async def ask(pool: Pool, store: DiskStore) -> list[list[str]]:
        await objects(pool)
        endless = asyncio.create_task(pool.ask(Task(ENDLESS)))
        while not pool.running:
            await asyncio.sleep(0)
        answers = await asyncio.gather(*(objects(pool) for _ in range(6)))
        assert not endless.done()
        endless.cancel()
        return answers

    assert using(tmp_path, ask, query_workers=3) == [["value 7"]] * 6


def test_whatever_befalls_workers_and_clients_each_query_has_its_own_answer(tmp_path: Path) -> None:
    chance = random.Random(1)

    async def client(pool: Pool, name: str) -> None:
        for _ in range(30):
            number = chance.randrange(2000)
            query, found = chance.choice([(BRIEF % number, [f"value {number}"])] * 9 + [(LONGER, ["20000"])])
            asked = asyncio.create_task(whole(pool, Task(query, results="text/csv", client=name)))
            fate = chance.random()
            if fate < 0.05:
                await asyncio.sleep(0.001)
                asked.cancel()
            elif fate < 0.07 and pool.running:
                os.kill(chance.choice(pool.running), signal.SIGKILL)
            await asyncio.wait([asked])
            if not asked.cancelled() and not isinstance(asked.exception(), QueryStopped):
                assert asked.result().decode().split("\r\n") == ["o", *found, ""]

    async def ask(pool: Pool, store: DiskStore) -> None:
        await asyncio.gather(*(client(pool, name) for name in "aaaaabbc"))
        assert (pool.running, pool.waiting) == ((), 0)
        assert pool.outcomes["answered"] > 150

    using(tmp_path, ask, query_workers=3)
