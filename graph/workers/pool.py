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

from graph.errors import PolicygraphError, QueryBusy, QueryTimeout
from graph.settings import Settings
from graph.store import DiskStore, Store
from graph.store.federation import federated
from graph.workers.answer import Answer
from graph.workers.checkpoints import Checkpoint, Checkpointed, Checkpoints
from graph.workers.processes import Nursery, Worker
from graph.workers.task import Task
from graph.workers.turns import Place, Turns

log = logging.getLogger(__name__)

FOLDER: Final = "checkpoints"  # in the store's: on one file system, and deleted with it
READY: Final = 2  # workers that wait for queries from the start
SLOW: Final = 4  # times as many answers as run may wait for slow clients


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
        self._turns = Turns(settings.query_workers, settings.query_waiting)
        self._idle: list[Worker] = []
        self._busy: list[Answer] = []
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
        for answer in self._busy[:]:
            answer.close()
        for worker in self._idle:
            worker.line.hang_up()
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
        return tuple(answer.worker.process for answer in self._busy)

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
        place = self._turns.at_once(task.client) or await self._place(task)
        try:
            if "service" in task.query.lower() and self._settings.endpoints:
                task = await self._federated(task)
            self._make_room()
            worker = await self._worker()
        except BaseException:
            place.leave()
            raise
        answer = Answer(self._nursery, worker, task, place, self._settle)
        self._busy.append(answer)
        await answer.begin()
        return answer

    async def _place(self, task: Task) -> Place:
        try:
            async with asyncio.timeout(task.seconds):
                return await self._turns.take(task.client)
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
        slow = [answer for answer in self._busy if answer.place.is_left]
        if len(slow) >= SLOW * self._settings.query_workers:
            slow[0].close()

    async def _worker(self) -> Worker:
        """One that reads a checkpoint fresh enough: an idle one, or a new one."""
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

    def _settle(self, answer: Answer, fit: bool) -> None:
        """What becomes of a worker after a query."""
        self._busy.remove(answer)
        if fit:
            self._keep(answer.worker)
        else:
            self._dismiss(answer.worker)

    def _keep(self, worker: Worker) -> None:
        """Have a worker ready for the next query, unless it has died or what it reads is no longer the newest."""
        if self._checkpoints.is_newest(worker.checkpoint) and self._nursery.has(worker):
            self._idle.append(worker)
        else:
            self._dismiss(worker)

    def _dismiss_stale(self) -> None:
        """Part with idle workers whose checkpoint is no longer the newest, and with those that have died."""
        for worker in self._idle[:]:
            if not (self._nursery.has(worker) and self._checkpoints.is_newest(worker.checkpoint)):
                self._idle.remove(worker)
                self._dismiss(worker)

    def _dismiss(self, worker: Worker) -> None:
        self._nursery.kill(worker)
        self._checkpoints.release(worker.checkpoint)

    async def _prepare(self) -> None:
        """Have some workers ready, so that the first queries need not wait for a process."""
        try:
            for _ in range(min(READY, self._settings.query_workers)):
                self._keep(await self._hire(await self._checkpoints.newest()))
        except PolicygraphError as error:  # whoever asks will be told, too
            log.error("no process is ready to run queries: %s", error)
