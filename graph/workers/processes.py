"""The processes beside the service, as the service has them: the nursery, and the workers that it forks."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph.errors import PolicygraphError, QueryStopped, QueryTooCostly
from graph.workers.checkpoints import Checkpoint
from graph.workers.frames import Frame
from graph.workers.inbox import LARGEST, Inbox
from graph.workers.line import Line
from graph.workers.worker import Work

if TYPE_CHECKING:
    from graph.workers.answer import Answer

CODE: Final = Path(__file__).parents[2]  # the folder that the package `graph` is in
START: Final = 10.0  # seconds that a worker may take to open its checkpoint
KILLED: Final = "the process that ran the query was ended from outside"
# what a query has taken is kept for the next one, instead of given back and taken anew: a tenth of the engine's time
ALLOCATOR: Final = ":".join(
    f"glibc.malloc.{name}={value}"
    for name, value in {"tcache_count": 2000, "trim_threshold": 2**26, "mmap_threshold": 2**24}.items()
)
COSTLY: Final = {
    signal.SIGABRT: "the query needs more memory than the {memory:,} bytes that it may take",
    signal.SIGSEGV: "the query nests too deeply for the engine, which it ended",
    signal.SIGBUS: "the query nests too deeply for the engine, which it ended",
}


@dataclass(eq=False, slots=True)
class Worker:
    """A process that reads a checkpoint, and the service's ends of the sockets to it.

    answers   of the tasks that it has been given: the one that it is at, and those that lie before it
    """

    number: int
    checkpoint: Checkpoint
    line: Line
    inbox: Inbox
    nursery: int = 0  # which it was forked by
    process: int = 0
    isolation: str = ""  # how it is kept off the network
    answers: deque[Answer] = field(default_factory=deque)

    def put(self, task: bytes) -> int:
        """Give it a task; its number."""
        if len(task) <= LARGEST:
            return self.inbox.put(task)
        self.line.tell(Frame.TASK, task)
        return self.inbox.put(b"")

    def hang_up(self) -> None:
        """Nothing more is wanted of it."""
        self.line.hang_up()
        self.inbox.close()


class Nursery:
    """The process that forks workers; started when it is first needed, and again if it has ended."""

    def __init__(self, memory: int, most: int) -> None:
        self._memory, self._most = memory, most
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._heard = b""
        self._numbers, self._nurseries = itertools.count(), 0
        self._ended: dict[int, asyncio.Future[int]] = {}

    async def worker(self, checkpoint: Checkpoint) -> Worker:
        """A new worker, its checkpoint open. Raises QueryStopped where none can be had."""
        ours, theirs = socket.socketpair()
        inbox, number = Inbox(), next(self._numbers)
        try:
            with theirs:
                self._fork(number, Work(str(checkpoint.path), self._memory, self._most), theirs, inbox.theirs)
            nursery = self._nurseries
            line = await Line.over(ours)
        except BaseException:
            self._forget(number)
            ours.close()
            inbox.close()
            raise
        worker = Worker(number, checkpoint, line, inbox, nursery)
        try:
            _, told = await worker.line.hear(START)
        except (EOFError, TimeoutError) as error:
            self.kill(worker)
            raise QueryStopped("no process could be started to run the query") from error
        except BaseException:
            self.kill(worker)
            raise
        worker.process, worker.isolation = json.loads(told)
        return worker

    def has(self, worker: Worker) -> bool:
        """Whether a worker may be alive: it dies with the process that forked it, if not at once."""
        return worker.nursery == self._nurseries and not worker.line.is_lost

    def kill(self, worker: Worker) -> None:
        """End a worker, whatever it is at; nobody will ask why."""
        self._forget(worker.number)
        worker.hang_up()

    def calm(self, worker: Worker) -> None:
        """Let all other processes go before a worker from now on."""
        self._tell({"calm": worker.number})

    async def cause(self, worker: Worker) -> PolicygraphError:
        """Why a worker has ended by itself."""
        try:
            status = await asyncio.wait_for(asyncio.shield(self._ended[worker.number]), 1)
        except (TimeoutError, KeyError):
            return QueryStopped(KILLED)
        reason = COSTLY.get(signal.Signals(-status)) if status < 0 else None
        return QueryTooCostly(reason.format(memory=self._memory)) if reason else QueryStopped(KILLED)

    def close(self) -> None:
        """End the process, and with it all workers. May be called again."""
        if self._line is not None:
            asyncio.get_running_loop().remove_reader(self._line)
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.wait(5)
            self._process = None
            self._nurseries += 1
        self._ended.clear()

    def _forget(self, number: int) -> None:
        self._tell({"kill": number})
        self._ended.pop(number, None)

    def _fork(self, number: int, work: Work, *theirs: socket.socket) -> None:
        self._ended[number] = asyncio.get_running_loop().create_future()
        ends = [end.fileno() for end in theirs]
        told = json.dumps({"fork": number, "work": asdict(work)}).encode() + b"\n"
        try:
            socket.send_fds(self._started(), [told], ends)
        except OSError:
            self.close()
            self._ended[number] = asyncio.get_running_loop().create_future()
            socket.send_fds(self._started(), [told], ends)

    def _started(self) -> socket.socket:
        if self._line is None:
            self._line, theirs = socket.socketpair()
            with theirs:
                self._process = _start(theirs)
            self._heard = b""
            asyncio.get_running_loop().add_reader(self._line, self._listen)
        return self._line

    def _listen(self) -> None:
        """What the nursery tells has come."""
        assert self._line is not None
        data = self._line.recv(65_536)
        if not data:
            return self.close()  # it was killed; its workers die with it
        *lines, self._heard = (self._heard + data).split(b"\n")
        for line in lines:
            told: dict[str, Any] = json.loads(line)
            ended = self._ended.get(told["ended"])
            if ended is not None and not ended.done():
                ended.set_result(told["status"])

    def _tell(self, told: dict[str, int]) -> None:
        if self._line is not None:
            try:
                self._line.sendall(json.dumps(told).encode() + b"\n")
            except OSError:
                self.close()


def _start(theirs: socket.socket) -> subprocess.Popen[bytes]:
    number, nowhere = theirs.fileno(), subprocess.DEVNULL
    told = {"GLIBC_TUNABLES": ALLOCATOR}
    return started("graph.workers.nursery", str(number), told=told, pass_fds=[number], stdin=nowhere, stdout=nowhere)


def started(
    module: str, *arguments: str, told: Mapping[str, str] | None = None, **more: Any
) -> subprocess.Popen[bytes]:
    """A process of this same Python that runs a module of ours, in an environment that has more `told` in it."""
    path = os.pathsep.join([str(CODE), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-m", module, *arguments],
        stderr=subprocess.DEVNULL,  # an engine that ends its process prints pages there
        env=os.environ | {"PYTHONPATH": path, **(told or {})},
        **more,
    )
