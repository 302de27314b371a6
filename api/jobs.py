"""Jobs: what takes longer than an answer may, done one after the other in a thread of the service.

What is asked for stands in the ledger and a body that was sent in a file, both before the answer is given. A job that a
restart interrupts is run again: documents that are in are passed over, and the report goes on where it ended; of an
address, where something else may stand by then, it begins anew.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from anyio.to_thread import run_sync

from api.bell import Bell
from api.errors import problem_of
from api.report import Report
from api.rounds import Rounds
from graph.errors import InputError, NotFound, PolicygraphError
from graph.ledger_jobs import ENDED, Job, Kind, Progress, State
from graph.pipeline import Outcome, Workspace
from graph.watch import Round

OFTEN: Final = 1.0  # seconds between two notes of how far a job is: each is a commit
FOLLOWERS: Final = 200  # clients that are told how a job goes on
FEEDS: Final = 100  # that are watched: each is fetched once in its time
PAUSE: Final = 5.0  # seconds until the next attempt, where the ledger cannot even note that a job failed

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The job has been cancelled, or the service ends."""


class Jobs:
    """The jobs of a workspace. `start` has them done, until `stop`, which waits for the batch that is under way."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace, self.table = workspace, workspace.ledger.jobs
        self.folder = workspace.settings.home / "jobs"
        self._rounds = Rounds(workspace.settings, self.folder)
        self.body = self._rounds.body
        self._moving = threading.Lock()  # a job changes its state and loses its files in one piece
        self._awake, self._ending = threading.Event(), threading.Event()
        self._cancelled, self._bell = set[str](), Bell()
        self._noted = 0.0
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)

    def start(self) -> None:
        """Go on with what is not ended, and then with what is asked for."""
        self._sweep()
        self._thread.start()

    def stop(self) -> None:
        """End after the batch that is under way."""
        self._ending.set()
        self._awake.set()
        self._bell.ring()
        if self._thread.is_alive():
            self._thread.join()

    def report(self, job_id: str) -> Path:
        """Where what became of each document is written."""
        return self.folder / f"{job_id}.jsonl"

    def ask(self, job: Job) -> Job:
        """Have a job done, whose body lies where it belongs; to make the store anew once is enough at a time. A feed is
        watched once, as it was wished for last. Raises InputError where too many are."""
        with self._moving:
            unended = self.table.unended()
            other = next((one for one in unended if _is_of_the_same(one, job)), None)
            if other is not None and (other.every, other.follow) == (job.every, job.follow):
                return other
            if other is None and job.kind is Kind.FEED and sum(one.kind is Kind.FEED for one in unended) >= FEEDS:
                raise InputError(str(job.address), f"is not watched: {FEEDS} feeds are. Cancel the job of one of them")
            self.table.add(job)
            if other is not None:
                self._cancel(other)
        self._awake.set()
        return self.table.get(job.id)

    @property
    def is_followed_by_many(self) -> bool:
        """Whether nobody else may be told of changes now."""
        return len(self._bell) >= FOLLOWERS

    async def changes(self, job_id: str) -> AsyncIterator[Job]:
        """The job as it is now, and whenever it has changed, up to its end or that of the service."""
        told: Job | None = None
        with self._bell.heard(job_id) as changed, suppress(NotFound):  # it has ended and been forgotten
            while not (told and told.ended) and not self._ending.is_set():
                changed.clear()
                if (job := await run_sync(self.table.get, job_id)) != told:
                    yield (told := job)
                    continue
                await changed.wait()

    def cancel(self, job_id: str) -> Job | None:
        """Have a job end soon, or forget one that has ended: then None. Raises NotFound."""
        with self._moving:
            job = self.table.get(job_id)
            if job.state in ENDED:
                self.table.remove(job_id)
                self.report(job_id).unlink(missing_ok=True)
                self._bell.ring(job_id)
                return None
            self._cancel(job)
            return self.table.get(job_id)

    def _cancel(self, job: Job) -> None:
        self._cancelled.add(job.id)
        self._move(job.id, State.CANCELLED if job.state in (State.QUEUED, State.WAITING) else State.CANCELLING)

    def _move(self, job_id: str, state: State) -> None:
        self.table.move(job_id, state)
        if state in ENDED:
            self._rounds.forget(job_id)
        self._bell.ring(job_id)

    def _tell(self, job_id: str, progress: Progress) -> None:
        self.table.note(job_id, progress)
        self._bell.ring(job_id)

    def _sweep(self) -> None:
        """Remove bodies whose job is not known: the service was killed before they had come whole."""
        waiting = {job.id for job in self.table.unended()}
        for body in self.folder.glob("*.body"):
            if body.stem not in waiting:
                body.unlink()

    def _work(self) -> None:
        while not self._ending.is_set():
            self._awake.clear()
            try:
                if (job := self._next()) is None:
                    self._awake.wait(self._rounds.pause())
                else:
                    self._do(job)
            except Exception:
                log.exception("a job could not be gone on with")
                self._ending.wait(PAUSE)

    def _next(self) -> Job | None:
        """The job whose turn it is: the oldest that is due, but a feed that is asked again lets others pass."""
        with self._moving:
            due = filter(self._rounds.is_due, self.table.unended())
            job = min(due, key=lambda one: one.state is State.WAITING, default=None)
            if job and job.state in (State.QUEUED, State.WAITING):
                self._move(job.id, State.RUNNING)
            return job

    def _do(self, job: Job) -> None:
        error, whole = None, False
        try:
            (self._rebuild if job.kind is Kind.REBUILD else self._ingest)(job)
            whole = True
        except Stopped:
            pass
        except PolicygraphError as failure:
            log.exception("job %s failed", job.id)
            error = problem_of(failure).detail
        except Exception:
            log.exception("job %s failed", job.id)
            error = "The service failed; its log says more."
        with self._moving:
            self._end(job.id, whole, error)

    def _end(self, job_id: str, whole: bool, error: str | None) -> None:
        job = self.table.get(job_id)
        if error is not None:
            self._tell(job_id, replace(job.progress, error=error))
            self._move(job_id, State.FAILED)
        elif whole and job.kind is Kind.FEED and job.state is not State.CANCELLING:
            self._rounds.rest(job)
            self._move(job_id, State.WAITING)
        elif whole:
            self._move(job_id, State.DONE)
        else:
            self._move(job_id, State.CANCELLED if job.state is State.CANCELLING else State.QUEUED)
        self._cancelled.discard(job_id)

    def _ingest(self, job: Job) -> None:
        """Read what was sent or named. The first outcomes are those of the lines that a report has already."""
        self._go_on(job)
        began, done, is_feed = time.monotonic(), 0, job.kind is Kind.FEED
        found = self._rounds.of(job)
        self.folder.mkdir(parents=True, exist_ok=True)
        if job.address is not None and not is_feed:
            self.report(job.id).unlink(missing_ok=True)
        with Report(self.report(job.id), newest=is_feed) as report:
            told = 0 if is_feed else report.lines
            for number, outcome in enumerate(self._outcomes(job, found)):
                done += outcome.bytes
                if number >= told and self._rounds.is_news(job, outcome):
                    report.add(outcome)
                self._note(job, report, done, began)
            whole = not self._is_stopped(job)
            self._note(job, report, job.size if whole else done, began, at_once=True)
        self._go_on(job)

    def _outcomes(self, job: Job, found: Round) -> Iterator[Outcome]:
        """What becomes of what a job is to read now."""
        for error in found.errors:
            yield Outcome(error.source, error=str(error))
        if found.where:
            workers = 0 if self._workspace.settings.extractor == "llm" else 1
            stopped = partial(self._is_stopped, job)
            yield from self._workspace.ingest(found.where, found.intake, workers=workers, until=stopped)

    def _note(self, job: Job, report: Report, done: int, began: float, at_once: bool = False) -> None:
        now = time.monotonic()
        if not at_once and now - self._noted < OFTEN:
            return
        self._noted, tally = now, report.tally
        seconds = job.progress.seconds + now - began
        figures = (tally.words, tally.facts, max(done, job.progress.bytes), round(seconds, 3))
        self._tell(job.id, Progress(tally.documents_by_outcome(), *figures, [*report.failures]))

    def _rebuild(self, job: Job) -> None:
        """Make the store anew."""
        began = self._noted = time.monotonic()
        documents = 0

        def note() -> None:
            self._noted = time.monotonic()
            self._tell(job.id, Progress({"rebuilt": documents}, seconds=round(self._noted - began, 3)))

        def told(done: int) -> None:
            nonlocal documents
            documents = done
            self._go_on(job)
            if time.monotonic() - self._noted >= OFTEN:
                note()

        self._go_on(job)
        self._workspace.rebuild(told)
        note()

    def _is_stopped(self, job: Job) -> bool:
        return self._ending.is_set() or job.id in self._cancelled

    def _go_on(self, job: Job) -> None:
        if job.state is State.CANCELLING or self._is_stopped(job):
            raise Stopped


def _is_of_the_same(other: Job, job: Job) -> bool:
    """Whether what is asked for is under way already, if in another way perhaps."""
    is_same = (other.kind, other.address) == (job.kind, job.address)
    return is_same and job.kind in (Kind.REBUILD, Kind.FEED)
