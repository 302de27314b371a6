"""The pool: takes a query, gives it a place, a fresh enough checkpoint and a worker, and sees to what is left after."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final

from graph.errors import PolicygraphError, QueryBusy, QueryStopped, QueryTimeout
from graph.settings import Settings
from graph.store import DiskStore, Store
from graph.store.federation import federated
from graph.workers.answer import Answer, TakenBack
from graph.workers.checkpoints import Checkpoint, Checkpointed, Checkpoints
from graph.workers.inbox import LARGEST
from graph.workers.processes import Nursery, Worker
from graph.workers.task import Task, encode
from graph.workers.turns import Place, Turns

log = logging.getLogger(__name__)

FOLDER: Final = "checkpoints"  # in the store's: on one file system, and deleted with it
READY: Final = 2  # workers that wait for queries from the start
SLOW: Final = 4  # times as many answers as run may wait for slow clients
SHORT: Final = 0.005  # seconds; behind a query that has run so long no other one waits


def pool_of(settings: Settings, store: Store) -> Pool | None:
    """The pool for a store, not started; None for one without checkpoints, or where processes cannot be forked."""
    if isinstance(store, DiskStore) and hasattr(os, "fork"):
        return Pool(settings, store, settings.store_path / FOLDER)
    return None


class Pool:
    """Worker processes that run queries over checkpoints of a store. For one event loop, `start` to `stop`."""

    def __init__(self, settings: Settings, store: Checkpointed, folder: Path) -> None:
        self._settings = settings
        self._checkpoints = Checkpoints(store, folder)
        self._nursery = Nursery(settings.query_memory, settings.query_bytes)
        self._turns = Turns(settings.query_workers, settings.query_waiting, self._young)
        self._idle: list[Worker] = []
        self._busy: dict[Place, Answer] = {}  # the ones that workers are at
        self._watching: asyncio.TimerHandle | None = None
        self._asking = ThreadPoolExecutor(settings.query_workers, "service")  # other endpoints, by SERVICE
        self._preparing: asyncio.Task[None] | None = None
        self.started = False
        self.outcomes = Counter[str]()  # of queries so far: answered, left, or the error's name
        self.isolation = ""  # how workers are kept off the network, once there has been one

    async def start(self) -> None:
        """Make ready for queries, in the background."""
        self.started = True
        self._preparing = asyncio.create_task(self._prepare())

    async def stop(self) -> None:
        """End all processes, and remove the checkpoints."""
        self.started = False
        if self._preparing is not None:
            self._preparing.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._preparing
        for answer in [*self._busy.values()]:
            answer.close()
        for worker in self._idle:
            worker.hang_up()
        self._idle.clear()
        self._nursery.close()
        self._asking.shutdown(wait=False, cancel_futures=True)
        self._checkpoints.close()

    def at_least(self, generation: int) -> None:
        """Let every query from now on see this generation: whoever wrote it has been told. From any thread."""
        self._checkpoints.at_least(generation)

    @property
    def fresh(self) -> str | None:
        """A name of what the next query will see; None where that is not known yet."""
        return self._checkpoints.fresh

    @property
    def running(self) -> tuple[int, ...]:
        """The ids of the processes that are answering a query."""
        return tuple(answer.worker.process for answer in self._busy.values())

    @property
    def standing(self) -> Counter[str]:
        """How many processes answer, and how many are idle."""
        return Counter(busy=len(self._busy), idle=len(self._idle))

    @property
    def waiting(self) -> int:
        """How many queries wait for their turn."""
        return self._turns.waiting

    @property
    def described(self) -> str:
        """What it is and how it stands, for whoever looks after the service."""
        kept = f"; {self.isolation}" if self.isolation else ""
        return f"{self._settings.query_workers} processes, of which {len(self._busy)} answer{kept}"

    async def ask(self, task: Task) -> Answer:
        """The answer to a query, once its first chunk is there; it must be read to its end, or closed.

        Raises QueryError, QueryRefused; QueryBusy where too many wait or none came to an end in time, QueryTimeout,
        QueryTooCostly, QueryStopped, ServiceFailed.
        """
        try:
            answer = await self._ask(task)
        except (Exception, asyncio.CancelledError) as error:
            self.outcomes["left" if isinstance(error, asyncio.CancelledError) else type(error).__name__] += 1
            raise
        self.outcomes["answered"] += 1
        return answer

    async def _ask(self, task: Task) -> Answer:
        data, is_federated = encode(task), "service" in task.query.lower() and bool(self._settings.endpoints)
        alone = is_federated or len(data) > LARGEST
        place = self._turns.at_once(task.client, alone) or await self._place(task, alone)
        try:
            if is_federated:
                task = await self._federated(task)
                data = encode(task)
            while (answer := await self._begun(place, data, task.seconds)) is None:
                if place.behind is not None or place.is_left:
                    place.leave()
                    place = await self._place(task, alone, first=True)
            return answer
        except BaseException:
            place.leave()
            raise

    async def _begun(self, place: Place, task: bytes, seconds: float) -> Answer | None:
        """The answer by the worker of the place before this one, or else by one of its own; None where that has not
        begun it, and will not."""
        try:
            worker = await self._worker() if place.behind is None else self._followed(place.behind)
            answer = Answer(self._nursery, worker, task, seconds, place, self._settle, self._recall)
            if worker.answers[0] is answer:
                self._busy[place] = answer
                self._turns.go_on()
            await answer.begin()
        except TakenBack:
            return None
        return answer

    def _followed(self, place: Place) -> Worker:
        """The worker of a place that another one is behind. Raises TakenBack where it has none any more."""
        if place not in self._busy:
            raise TakenBack
        if self._watching is None:
            self._watching = asyncio.get_running_loop().call_later(SHORT, self._watch)
        return self._busy[place].worker

    async def _place(self, task: Task, alone: bool, first: bool = False) -> Place:
        try:
            async with asyncio.timeout(task.seconds):
                return await self._turns.take(task.client, alone, first)
        except TimeoutError:
            raise QueryBusy(f"the query waited {task.seconds:g} s for others to end, and was not begun") from None

    async def _federated(self, task: Task) -> Task:
        """The task with what other endpoints say in the place of SERVICE, and the time that is left."""
        loop, query = asyncio.get_running_loop(), task.expanded or task.query
        end = loop.time() + task.seconds
        asked = (query, self._settings.endpoints, task.seconds, task.base)
        try:
            async with asyncio.timeout_at(end):
                found = await loop.run_in_executor(self._asking, federated, *asked)
        except TimeoutError:
            raise QueryTimeout(task.seconds) from None
        left = max(0.001, end - loop.time())
        return task if found == query else replace(task, query=found, expanded=None, seconds=left)

    def _make_room(self) -> None:
        """End the oldest of the answers that are read slowly, where there are too many: they have left their places."""
        slow = [answer for place, answer in self._busy.items() if place.is_left]
        if len(slow) >= SLOW * self._settings.query_workers:
            slow[0].close()

    async def _worker(self) -> Worker:
        """One that reads a checkpoint fresh enough: an idle one, or a new one."""
        if not self.started:
            raise QueryStopped("the service ends")
        self._make_room()
        checkpoint = await self._checkpoints.newest()
        self._dismiss_stale()
        if self._idle:
            self._checkpoints.release(checkpoint)
            return self._idle.pop()
        return await self._hire(checkpoint)

    async def _hire(self, checkpoint: Checkpoint) -> Worker:
        try:
            worker = await self._nursery.worker(checkpoint)
        except BaseException:
            self._checkpoints.release(checkpoint)
            raise
        self.isolation = worker.isolation
        return worker

    def _settle(self, answer: Answer, fit: bool) -> Place | None:
        """What becomes of a worker after a query, and of the tasks that lie before it; who takes over the place."""
        worker = answer.worker
        del self._busy[answer.place]
        worker.answers.popleft()
        if not fit:
            self._dismiss(worker)
        elif worker.answers:
            following = worker.answers[0]
            self._busy[following.place] = following
            following.go()
            return None if following.place.is_left else following.place
        else:
            self._keep(worker)
        return None

    def _young(self) -> list[Place]:
        """The places behind which queries may wait: theirs have just begun, over what the next ones may read."""
        if self.fresh is None:
            return []
        since = asyncio.get_running_loop().time() - SHORT
        young = [(place, answer.worker) for place, answer in self._busy.items() if answer.began > since]
        return [place for place, worker in young if self._is_of_use(worker)]

    def _watch(self) -> None:
        """Let none wait for a query that is young no more."""
        young = asyncio.get_running_loop().time() - SHORT
        for answer in [*self._busy.values()]:
            if answer.began <= young:
                self._recall(answer.worker)
        waiting = any(len(answer.worker.answers) > 1 for answer in self._busy.values())
        self._watching = asyncio.get_running_loop().call_later(SHORT, self._watch) if waiting else None

    def _recall(self, worker: Worker) -> None:
        """Take back the tasks that a worker has not begun; others may have them."""
        running, *others = worker.answers
        taken = worker.inbox.take_back(running.number) if others else ()
        for answer in others:
            if answer.number in taken:
                worker.answers.remove(answer)
                answer.give_back()

    def _keep(self, worker: Worker) -> None:
        """Have a worker ready for the next query, if it is of use."""
        if self._is_of_use(worker):
            self._idle.append(worker)
        else:
            self._dismiss(worker)

    def _is_of_use(self, worker: Worker) -> bool:
        """Whether one has not died, and what it reads is still the newest."""
        return self._nursery.has(worker) and self._checkpoints.is_newest(worker.checkpoint)

    def _dismiss_stale(self) -> None:
        """Part with idle workers that are of use no more."""
        for worker in self._idle[:]:
            if not self._is_of_use(worker):
                self._idle.remove(worker)
                self._dismiss(worker)

    def _dismiss(self, worker: Worker) -> None:
        while worker.answers:
            worker.answers.popleft().give_back()
        self._nursery.kill(worker)
        self._checkpoints.release(worker.checkpoint)

    async def _prepare(self) -> None:
        """Have some workers ready, so that the first queries need not wait for a process."""
        try:
            for _ in range(min(READY, self._settings.query_workers)):
                self._keep(await self._hire(await self._checkpoints.newest()))
        except PolicygraphError as error:  # whoever asks will be told, too
            log.error("no process is ready to run queries: %s", error)
