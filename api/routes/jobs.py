"""Jobs: what was asked for and takes its time, how far it is, what became of each document."""

from __future__ import annotations

import uuid
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.requests import Request

from api import wire
from api.access import ADMIN, INGEST
from api.deps import PageDep, ServiceDep, listing
from api.negotiate import NDJSON
from api.report import told_so_far
from graph.ledger_jobs import Job, Kind, Progress

router = APIRouter(tags=["jobs"])

Id = Annotated[str, Path(description="As in the address that the answer to a request named.")]


@router.get("/jobs", summary="The jobs, newest first", response_model=wire.Listing[wire.JobOut])
def jobs(request: Request, service: ServiceDep, part: PageDep) -> wire.Listing[wire.JobOut]:
    """What was sent in and asked for, and how it stands."""
    found = service.jobs.table.newest(part.limit + 1, part.offset)
    return listing(request, part, [out(job) for job in found])


@router.get("/jobs/{id}", summary="A job", response_model=wire.JobOut)
def job(service: ServiceDep, id: Id) -> wire.JobOut:
    """How far it is: documents by what became of them, words, bytes, how fast, and the first that failed."""
    found = service.jobs.table.get(id)
    if found.ended:
        service.acknowledge()
    return out(found)


@router.get("/jobs/{id}/report", summary="What became of each document", response_class=StreamingResponse)
def report(service: ServiceDep, id: Id) -> StreamingResponse:
    """A line of JSON for each document that is dealt with by now, as `policygraph ingest --report` writes it."""
    service.jobs.table.get(id)
    return StreamingResponse(told_so_far(service.jobs.report(id)), media_type=NDJSON)


@router.delete(
    "/jobs/{id}",
    summary="Cancel a job, or forget one that has ended",
    status_code=204,
    responses={202: {"model": wire.JobOut, "description": "It is being cancelled"}},
    dependencies=[INGEST],
)
def cancel(service: ServiceDep, id: Id) -> Response:
    """What a cancelled job has put in stays. A job that has ended is removed with its report."""
    ending = service.jobs.cancel(id)
    return Response(status_code=204) if ending is None else accepted(ending)


@router.post(
    "/rebuild",
    summary="Make the store anew from the ledger",
    status_code=202,
    response_model=wire.JobOut,
    dependencies=[ADMIN],
)
def rebuild(service: ServiceDep) -> Response:
    """The old one answers until the new one is whole; documents may come and go meanwhile."""
    return accepted(service.jobs.ask(Job(uuid.uuid4().hex[:16], Kind.REBUILD)))


def accepted(job: Job) -> Response:
    """The answer that something will be done, and where to see how far it is."""
    body = out(job)
    return JSONResponse(body.model_dump(), 202, headers={"location": body.href})


def out(job: Job) -> wire.JobOut:
    """A job as it goes over the wire."""
    progress = job.progress
    return wire.JobOut(
        id=job.id,
        href=f"/jobs/{job.id}",
        report=f"/jobs/{job.id}/report",
        kind=job.kind,
        state=job.state,
        asked=job.asked,
        began=job.began,
        ended=job.ended,
        documents=dict(progress.documents),
        words=progress.words,
        facts=progress.facts,
        bytes=progress.bytes,
        bytes_total=job.size,
        seconds=progress.seconds,
        seconds_left=_left(job, progress),
        words_per_second=round(progress.words / progress.seconds, 1) if progress.seconds else None,
        failures=[wire.FailureOut(source=source, reason=reason) for source, reason in progress.failures],
        error=progress.error,
    )


def _left(job: Job, progress: Progress) -> float | None:
    """How long it will take yet, by the bytes; None where that is not known, or the job has ended."""
    if job.ended or not progress.bytes:
        return None
    return round(progress.seconds * (job.size - progress.bytes) / progress.bytes, 1)
