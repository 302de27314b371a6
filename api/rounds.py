"""What jobs read: a body that was sent, what is at an address, and, round after round, what is new in a feed."""

from __future__ import annotations

import time
from pathlib import Path

from graph.errors import NotFound
from graph.ledger import Change
from graph.ledger_jobs import Job, Kind, State
from graph.outcome import Outcome
from graph.settings import DAY, Settings
from graph.sources import STDIN, Intake
from graph.watch import Round
from graph.watch.feeds import Feeds


class Rounds:
    """The rounds of jobs. What is known of the feeds is in memory: after a restart all that they hold is looked at."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._feeds, self._due = dict[str, Feeds](), dict[str, float]()
        self._failing = dict[str, dict[str, str]]()  # of each job: what failed, and why

    def body(self, job_id: str) -> Path:
        """Where what was sent lies until the job is ended."""
        return self._folder / f"{job_id}.body"

    def of(self, job: Job) -> Round:
        """What a job is to read now. Raises NotFound where what was sent is gone."""
        if job.kind is Kind.FEED:
            return self._news(job)
        if job.address is not None:
            return Round((job.address,), (), Intake(job.fields, follow=job.follow), ())
        if not (body := self.body(job.id)).exists():
            raise NotFound("body", job.id)
        return Round((STDIN,), (), Intake(job.fields, job.suffix, body=body), ())

    def _news(self, job: Job) -> Round:
        if (feeds := self._feeds.get(job.id)) is None:
            intake = Intake(job.fields, follow=job.follow)
            feeds = self._feeds[job.id] = Feeds([job.address or ""], job.every or DAY, self._settings, intake)
        fetched, errors = feeds.fetched()
        if not errors:
            self._failing.get(job.id, {}).pop(job.address or "", None)
        return Round(tuple(fetched), (), feeds.intake(fetched), tuple(errors))

    def is_news(self, job: Job, outcome: Outcome) -> bool:
        """Whether a report is to tell of it: of a feed neither what is in already nor what failed so the last time.
        What was not taken in is tried again in a later round."""
        if job.kind is not Kind.FEED:
            return True
        failing = self._failing.setdefault(job.id, {})
        if outcome.error is None:
            failing.pop(outcome.source, None)
            return outcome.change is not Change.UNCHANGED
        self._feeds[job.id].failed(outcome.source)
        before, failing[outcome.source] = failing.get(outcome.source), outcome.error
        return before != outcome.error

    def rest(self, job: Job) -> None:
        """Let a feed be for as long as it was wished for."""
        self._due[job.id] = time.monotonic() + (job.every or DAY)

    def is_due(self, job: Job) -> bool:
        """Whether there is something to do for a job now."""
        return job.state is not State.WAITING or self._due.get(job.id, 0) <= time.monotonic()

    def pause(self) -> float | None:
        """Seconds until a feed is due; None where none is watched."""
        return max(0.0, min(self._due.values()) - time.monotonic()) if self._due else None

    def forget(self, job_id: str) -> None:
        """That a job has ended, and what it would have read is needed no more."""
        self._feeds.pop(job_id, None)
        self._failing.pop(job_id, None)
        self._due.pop(job_id, None)
        self.body(job_id).unlink(missing_ok=True)
