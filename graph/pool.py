"""Batches of pieces read by worker processes, in order, with no more under way than memory should hold.

The standard library's process pool, because a task is many milliseconds of work and the pool costs a tenth of one
(shared figures). A document that ends its process (out of memory, a fault in a parser's C code) or does not come to an
end is found by reading the batches that were under way again, one document at a time; it is reported, the others are
read, and a new pool goes on. Workers end with the process that started them, even if that one is killed.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from pathlib import Path
from typing import IO, Final, Protocol

from graph.errors import ReadersLost
from graph.ledger import Change, Ledger
from graph.model import Document
from graph.outcome import Attempt, Outcome, Step, weight
from graph.reader import Reader, Selection
from graph.settings import Settings
from graph.sources import Piece

AHEAD: Final = 2  # batches under way for each worker: enough that none waits for the writer
PATIENCE: Final = 120.0  # seconds that a batch may take in any case
BYTES_PER_SECOND: Final = 2_000  # a tenth of what the slowest reading takes in; what is slower has come to no end
LONGEST: Final = 1_800.0
CRASHED: Final = "ended the process that read it: it may need more memory than there is, or be made to do harm"

Results = list[Attempt | Outcome]


class Readers(Protocol):
    """Whatever reads batches: this process or a pool of others."""

    def results(self, batches: Iterable[list[Step]]) -> Iterator[tuple[list[Step], Results]]:
        """Each batch with one result for each of its pieces, in order."""
        ...


class Alone:
    """Reads in this process."""

    def __init__(self, settings: Settings, selection: Selection, ledger: Ledger) -> None:
        self._reader = _reader(settings, selection, ledger)

    def results(self, batches: Iterable[list[Step]]) -> Iterator[tuple[list[Step], Results]]:
        """Each batch as soon as it is read."""
        for batch in batches:
            yield batch, self._reader.read(_pieces(batch))


class Pool:
    """Reads in `workers` processes, which know what is in the ledger already if they are to; it needs none otherwise.
    Raises ReadersLost where they cannot work at all."""

    def __init__(self, settings: Settings, selection: Selection, workers: int, foresee: bool = True) -> None:
        self._work, self._workers = (settings, selection, foresee), workers
        self._pool = self._new()

    def results(self, batches: Iterable[list[Step]]) -> Iterator[tuple[list[Step], Results]]:
        """As `read`; then the processes are ended."""
        try:
            yield from self.read(batches)
        finally:
            self.end()

    def read(self, batches: Iterable[list[Step]]) -> Iterator[tuple[list[Step], Results]]:
        """Each batch in its turn; another is taken up as one is given out."""
        under_way: deque[tuple[list[Step], Future[Results]]] = deque()
        for batch in batches:
            under_way.append((batch, self._submit(_pieces(batch))))
            if len(under_way) > AHEAD * self._workers:
                yield self._next(under_way)
        while under_way:
            yield self._next(under_way)

    def end(self) -> None:
        """End the processes."""
        _end(self._pool)

    def _next(self, under_way: deque[tuple[list[Step], Future[Results]]]) -> tuple[list[Step], Results]:
        batch, future = under_way.popleft()
        try:
            return batch, future.result()
        except BrokenProcessPool:
            self._renew()
            found = batch, [self._one(piece) for piece in _pieces(batch)]
            for at, (other, future) in enumerate(under_way):
                if not future.done() or future.exception() is not None:
                    under_way[at] = other, self._submit(_pieces(other))
            return found

    def _one(self, piece: Piece) -> Attempt | Outcome:
        began = time.monotonic()
        try:
            return self._submit([piece]).result()[0]
        except BrokenProcessPool:
            self._renew()
            reason, limit = CRASHED, patience([piece])
            if time.monotonic() - began >= limit:
                reason = f"was not read within {limit:,.0f} s and given up"
            return Outcome(piece.source, error=f"{piece.source}: {reason}")

    def _submit(self, pieces: list[Piece]) -> Future[Results]:
        if not pieces:
            return _done([])
        try:
            return self._pool.submit(_read, pieces)
        except BrokenProcessPool as error:  # found out at once rather than by its result
            failed: Future[Results] = Future()
            failed.set_exception(error)
            return failed

    def _renew(self) -> None:
        """A new pool in the place of a broken one."""
        _end(self._pool)
        self._pool = self._new()
        try:
            self._pool.submit(_read, []).result()
        except BrokenProcessPool as error:
            raise ReadersLost("the processes that read documents end as soon as they start: try --workers 0") from error

    def _new(self) -> ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")  # a fork would copy this process's threads' locks
        return ProcessPoolExecutor(self._workers, spawn, _start, self._work)


def _done(results: Results) -> Future[Results]:
    future: Future[Results] = Future()
    future.set_result(results)
    return future


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def patience(pieces: Sequence[Piece]) -> float:
    """How many seconds reading these may take before they are given up."""
    return min(LONGEST, PATIENCE + sum(map(weight, pieces)) / BYTES_PER_SECOND)


def _pieces(batch: list[Step]) -> list[Piece]:
    return [step.what for step in batch if isinstance(step.what, Piece)]


def _end(pool: ProcessPoolExecutor) -> None:
    """Wait for no worker: one that has come to no end would be waited for forever."""
    for process in list((pool._processes or {}).values()):  # the library has no public way before Python 3.14
        process.terminate()
    pool.shutdown(cancel_futures=True)


def _reader(settings: Settings, selection: Selection, ledger: Ledger | None) -> Reader:
    if ledger is None:
        return Reader(settings, selection, None)
    from graph.extract import extractor

    provenance = extractor(settings).provenance

    def foresee(document: Document) -> Change:
        return ledger.foresee(document, provenance)

    return Reader(settings, selection, foresee)


# in a worker

_work: tuple[Settings, Selection, bool]
_own: Reader | None = None
_silence: IO[str]


def _start(settings: Settings, selection: Selection, foresee: bool) -> None:
    """What a worker does first: leave interruptions to its parent, and end when that one does."""
    global _work, _silence
    _work, _silence = (settings, selection, foresee), Path(os.devnull).open("w")  # noqa: SIM115 - until the process ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _read(pieces: list[Piece]) -> Results:
    """Read a batch; the process ends itself where that takes too long, whatever it is caught in."""
    global _own
    faulthandler.dump_traceback_later(patience(pieces), exit=True, file=_silence)
    try:
        if _own is None and pieces:
            settings, selection, foresee = _work
            _own = _reader(settings, selection, Ledger(settings.ledger_path, readonly=True) if foresee else None)
        return _own.read(pieces) if _own else []
    finally:
        faulthandler.cancel_dump_traceback_later()
