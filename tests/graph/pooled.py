"""Read workers over a small store, for tests of the pool."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from graph.settings import Settings
from graph.store import DiskStore
from graph.workers import Pool, Task, pool_of

T = TypeVar("T")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
POINT = "SELECT ?o { <http://e/s7> <http://e/p> ?o }"


def quads(count: int) -> list[ox.Quad]:
    p, g = ox.NamedNode("http://e/p"), ox.NamedNode("http://e/g")
    return [ox.Quad(ox.NamedNode(f"http://e/s{n}"), p, ox.Literal(f"value {n}"), g) for n in range(count)]


def using(home: Path, test: Callable[[Pool, DiskStore], Awaitable[T]], **settings: float) -> T:
    """What a test of a pool over 2,000 quads returns."""

    async def run() -> T:
        async with pool_at(home, **settings) as (pool, store):
            return await test(pool, store)

    return asyncio.run(run())


@asynccontextmanager
async def pool_at(home: Path, **chosen: float) -> AsyncIterator[tuple[Pool, DiskStore]]:
    settings = replace(Settings(home=home), **chosen)  # type: ignore[arg-type]
    store = DiskStore(settings.store_path)
    store.add(quads(2000))
    pool = pool_of(settings, store)
    assert pool is not None
    await pool.start()
    try:
        yield pool, store
    finally:
        await pool.stop()
        store.close()


async def whole(pool: Pool, task: Task) -> bytes:
    answer = await pool.ask(task)
    return b"".join([chunk async for chunk in answer.chunks()])


async def objects(pool: Pool, query: str = POINT) -> list[str]:
    found = json.loads(await whole(pool, Task(query)))
    return [row["o"]["value"] for row in found["results"]["bindings"]]


async def soon(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, ten seconds at most."""
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.01)


def one_begun(pool: Pool) -> bool:
    """Whether one query is at a worker, which has taken it up: one that is ended before is asked of another."""
    return [answer.worker.inbox.first() == answer.number for answer in pool._busy.values()] == [False]


def written(value: str) -> list[ox.Quad]:
    p, g = ox.NamedNode("http://e/p"), ox.NamedNode("http://e/g")
    return [ox.Quad(ox.NamedNode("http://e/s7"), p, ox.Literal(value), g)]
