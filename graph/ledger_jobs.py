"""What the service has been asked to do by and by, and how far it is; kept with the documents, so that it goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Final

from graph.errors import NotFound
from graph.ledger_database import Database
from graph.ledger_rows import Row, now


class Kind(StrEnum):
    """What a job does."""

    DOCUMENTS = "documents"
    FEED = "feed"
    REBUILD = "rebuild"


class State(StrEnum):
    """How a job stands. One that is not ended goes on when the service starts again."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


ENDED: Final = (State.DONE, State.CANCELLED, State.FAILED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: documents by what became of them, words, facts, bytes that are dealt with, seconds at work;
    the first documents that failed, as (source, reason); and why all of it failed, if it did."""

    documents: Mapping[str, int] = field(default_factory=dict)
    words: int = 0
    facts: int = 0
    bytes: int = 0
    seconds: float = 0.0
    failures: Sequence[tuple[str, str]] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job of documents has a body of `size` bytes of a kind that is read (graph.sources), with names of fields; or
    reads an `address`, by `follow` with the pages that a feed there links to. `name` is what was sent, for people. A
    job of a feed reads its address `every` so many seconds, and waits between."""

    id: str
    kind: Kind
    size: int = 0
    suffix: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    follow: bool = False
    every: float | None = None
    name: str | None = None
    state: State = State.QUEUED
    asked: str = field(default_factory=now)
    began: str | None = None
    ended: str | None = None
    progress: Progress = Progress()


class Jobs:
    """The ledger's table `jobs`. Each method is a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, job: Job) -> None:
        """Put a new job behind the others."""
        told = {"address": job.address, "follow": job.follow, "every": job.every, "name": job.name}
        how = json.dumps({"suffix": job.suffix, "fields": dict(job.fields), **told}, ensure_ascii=False)
        insert = """INSERT INTO jobs (id, kind, state, how, size, asked, progress)
                    VALUES (:id, :kind, :state, :how, :size, :asked, :progress)"""
        row = {"id": job.id, "kind": job.kind, "state": job.state, "size": job.size, "asked": job.asked}
        with self._database.transaction():
            self._database.run(insert, **row, how=how, progress=_json(job.progress))

    def get(self, job_id: str) -> Job:
        """The job of that id. Raises NotFound."""
        found = self._database.rows("SELECT * FROM jobs WHERE id = ?", job_id)
        if not found:
            raise NotFound("job", job_id)
        return _job(dict(found[0]))

    def newest(self, limit: int, offset: int) -> list[Job]:
        """Some jobs, the newest first."""
        found = self._database.rows("SELECT * FROM jobs ORDER BY number DESC LIMIT ? OFFSET ?", limit, offset)
        return [_job(dict(row)) for row in found]

    def unended(self) -> list[Job]:
        """The jobs that are still to be done, the oldest first."""
        sql = f"SELECT * FROM jobs WHERE state NOT IN {tuple(map(str, ENDED))} ORDER BY number"  # noqa: S608 - ours
        return [_job(dict(row)) for row in self._database.rows(sql)]

    def move(self, job_id: str, state: State) -> None:
        """Note the state of a job, and when it began and ended."""
        sql = """UPDATE jobs SET state = :state, began = iif(:begins, coalesce(began, :now), began),
                 ended = iif(:ends, :now, NULL) WHERE id = :id"""
        moment = {"begins": state is State.RUNNING, "ends": state in ENDED, "now": now()}
        with self._database.transaction():
            self._database.run(sql, id=job_id, state=state, **moment)

    def note(self, job_id: str, progress: Progress) -> None:
        """Note how far a job is."""
        with self._database.transaction():
            self._database.run("UPDATE jobs SET progress = ? WHERE id = ?", _json(progress), job_id)

    def remove(self, job_id: str) -> None:
        """Forget a job."""
        with self._database.transaction():
            self._database.run("DELETE FROM jobs WHERE id = ?", job_id)


def _json(progress: Progress) -> str:
    return json.dumps(asdict(progress), ensure_ascii=False)


def _job(row: Row) -> Job:
    progress, how = json.loads(row["progress"]), json.loads(row["how"])
    progress["failures"] = [(source, reason) for source, reason in progress["failures"]]
    known = {name: row[name] for name in ("id", "size", "asked", "began", "ended")}
    return Job(kind=Kind(row["kind"]), state=State(row["state"]), progress=Progress(**progress), **known, **how)
