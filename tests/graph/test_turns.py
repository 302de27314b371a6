"""Whose query is next, and which one waits behind another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pytest

from graph.errors import QueryBusy
from graph.workers.turns import BEHIND, Place, Turns

T = TypeVar("T")


@dataclass
class Table:
    """Three places, and those of them whose queries have just begun."""

    young: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.turns = Turns(3, 2, lambda: self.young)

    def taken(self, client: str, alone: bool = False) -> Place:
        """A place that need not be waited for."""
        place = self.turns.at_once(client, alone)
        assert place is not None
        return place

    async def waiting(self, client: str, alone: bool = False, first: bool = False) -> asyncio.Task[Place]:
        """One that waits for a place."""
        task = asyncio.create_task(self.turns.take(client, alone, first))
        await asyncio.sleep(0)
        assert not task.done()
        return task


def at(test: Callable[[Table], Awaitable[T]]) -> T:
    async def run() -> T:
        return await test(Table())

    return asyncio.run(run())


def test_who_is_behind_a_place_takes_it_over_and_those_behind_him_move_up() -> None:
    async def take(table: Table) -> None:
        first, _ = table.taken("a"), table.taken("a")
        table.young = [first]
        second, third = table.taken("a"), table.taken("a")
        assert (second.behind, third.behind, table.turns.waiting) == (first, first, 2)
        first.leave()
        assert (second.behind, third.behind, table.turns.waiting) == (None, second, 1)
        third.leave()
        second.leave()
        assert (table.turns.waiting, table.taken("a").behind) == (0, None)

    at(take)


def test_nobody_waits_behind_what_has_run_for_long_or_has_so_many_behind_it() -> None:
    async def take(table: Table) -> None:
        first, _ = table.taken("a"), table.taken("a")
        assert table.turns.at_once("a") is None
        table.young = [first]
        for _ in range(BEHIND):
            assert table.taken("a").behind is first
        assert table.turns.at_once("a") is None

    at(take)


def test_those_who_wait_are_let_in_behind_what_has_just_begun() -> None:
    async def take(table: Table) -> None:
        first, _ = table.taken("a"), table.taken("a")
        waiting = await table.waiting("a")
        table.young = [first]
        table.turns.go_on()
        assert (await waiting).behind is first

    at(take)


def test_no_client_has_all_places_by_taking_over_anothers() -> None:
    async def take(table: Table) -> None:
        _, other = table.taken("a"), table.taken("b")
        table.young = [other]
        own = table.taken("a")
        assert table.turns.at_once("a") is None  # it would have all three
        own.leave()
        table.young = []
        _ = table.taken("c")
        table.young = [other]
        assert table.taken("a").behind is other
        assert table.turns.at_once("a") is None

    at(take)


def test_what_needs_a_place_of_its_own_gets_one_however_many_others_come() -> None:
    async def take(table: Table) -> None:
        places = [table.taken(client) for client in "abc"]
        table.young = [places[1]]
        behind = table.taken("b")
        alone = await table.waiting("d", alone=True)
        assert table.turns.at_once("e") is None
        places[1].leave()
        await asyncio.sleep(0)
        assert (behind.behind, alone.done()) == (None, False)
        behind.leave()
        assert (await alone).behind is None

    at(take)


def test_one_that_comes_again_is_before_all_others_however_many_wait() -> None:
    async def take(table: Table) -> list[str]:
        place, _ = table.taken("a"), table.taken("a")
        order: list[str] = []
        _ = table.taken("b")
        tasks = [await table.waiting("c"), await table.waiting("a"), await table.waiting("a")]
        with pytest.raises(QueryBusy):
            await table.turns.take("a")
        tasks.append(await table.waiting("a", first=True))
        for name, task in zip("c a2 a3 again".split(), tasks, strict=True):
            task.add_done_callback(lambda done, name=name: (order.append(name), done.result().leave()))
        place.leave()
        await asyncio.gather(*tasks)
        return order

    assert at(take) == ["again", "c", "a2", "a3"]


def test_who_leaves_the_moment_he_is_let_in_leaves_the_place_to_others() -> None:
    async def take(table: Table) -> None:
        first, _ = table.taken("a"), table.taken("a")
        waiting = await table.waiting("a")
        first.leave()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert table.taken("a").behind is None

    at(take)
