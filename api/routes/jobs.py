"""Jobs: what was asked for and takes its time, how far it is, what became of each document."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form, Path
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from fastapi.sse import EventSourceResponse
from starlette.requests import Request

from api import wire
from api.access import ADMIN, INGEST
from api.deps import PageDep, ServiceDep, listing
from api.errors import Problem
from api.intake import media_type_of
from api.jobs import FOLLOWERS
from api.negotiate import FORM, MULTIPART, NDJSON, wants_html
from api.pages.corpus import KINDS_READ, sources, told
from api.pages.render import page
from api.report import told_so_far
from api.sent import root_of
from graph.errors import InputError, SettingsError
from graph.ledger_jobs import Job, Kind, Progress, State
from graph.settings import DAY
from graph.sources.address import Network, locate
from graph.watch import interval

router = APIRouter(tags=["jobs"])

Id = Annotated[str, Path(description="As in the address that the answer to a request named.")]
MINUTE: Final = 60
PATIENCE: Final = 5.0  # seconds for whoever knows where an address leads


@router.get("/jobs", summary="The jobs, newest first", response_model=wire.Listing[wire.JobOut])
def jobs(request: Request, service: ServiceDep, part: PageDep) -> wire.Listing[wire.JobOut] | Response:
    """What was sent in and asked for, and how it stands; for a reader with ways to put documents in."""
    found = service.jobs.table.newest(part.limit + 1, part.offset)
    result = listing(request, part, [out(job) for job in found])
    if not wants_html(request):
        return result
    unended = service.jobs.table.unended()
    at_work = next((job for job in unended if job.state is not State.WAITING), None)
    watched = [out(job) for job in unended if job.kind is Kind.FEED]
    known = {"watched": watched, "at_work": at_work and at_work.id, "sources": sources(service)}
    return page(request, "jobs.html", listing=result, kinds=KINDS_READ, **known)  # type: ignore[arg-type]


@router.post(
    "/jobs", summary="Read what is at an address", status_code=202, response_model=wire.JobOut, dependencies=[INGEST]
)
def read(request: Request, service: ServiceDep, sent: Annotated[wire.AddressIn, Form()]) -> Response:
    """Fetch a page, a file or a feed, and put in what it holds; a feed, if that is wished for, again and again. That is
    a job, and the answer says where to see how far it is. Private addresses, and those of the service's own machine,
    are refused."""
    locate(sent.address, False, PATIENCE, Network())  # as it will be when it is fetched
    every = _every(sent.every)
    kind = Kind.DOCUMENTS if every is None else Kind.FEED
    job = Job(uuid.uuid4().hex[:16], kind, address=sent.address, follow=sent.follow, every=every)
    return accepted(request, service.jobs.ask(job))


def _every(text: str | None) -> float | None:
    """The seconds between two looks at a feed. Raises InputError where they are too few or too many."""
    if text is None:
        return None
    try:
        seconds = interval(text)
    except SettingsError as error:
        raise InputError("every", error.reason) from error
    if not MINUTE <= seconds <= DAY:
        raise InputError("every", f"must be a minute at least and a day at most, not {text!r}")
    return seconds


@router.get("/jobs/{id}", summary="A job", response_model=wire.JobOut)
def job(request: Request, service: ServiceDep, id: Id) -> wire.JobOut | Response:
    """How far it is: documents by what became of them, words, bytes, how fast, and the first that failed."""
    found = service.jobs.table.get(id)
    if found.ended:
        service.acknowledge()
    if not wants_html(request):
        return out(found)
    return page(request, "job.html", job=out(found), told=told(service, id))


def _followed(request: Request, service: ServiceDep, id: Id) -> str:
    """The id of a job whose events go on as long as it does. Raises NotFound, Problem 503."""
    request.state.endless = True
    if service.jobs.is_followed_by_many:
        detail = f"At most {FOLLOWERS} can follow jobs at a time. Ask for /jobs/{id} now and then."
        raise Problem(503, "too-many-followers", "Too many are told how jobs go on", detail, {"retry-after": "30"})
    return service.jobs.table.get(id).id


@router.get("/jobs/{id}/events", summary="How a job goes on, as it does", response_class=EventSourceResponse)
async def events(service: ServiceDep, id: Annotated[str, Depends(_followed)]) -> AsyncIterator[wire.JobOut]:
    """Server-sent events: the job as it is now, and at each change, up to its end. Whoever comes back after an
    interruption begins with what has become of it meanwhile."""
    async for job in service.jobs.changes(id):
        if job.ended:
            service.acknowledge()
        yield out(job)


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
    return Response(status_code=204) if ending is None else _answer(ending)


@router.post("/jobs/{id}/cancel", dependencies=[INGEST], include_in_schema=False)
def cancel_by_form(request: Request, service: ServiceDep, id: Id) -> Response:
    """The same for a form, which leads back to the job, or to the others where it is forgotten."""
    ending = service.jobs.cancel(id)
    return RedirectResponse(f"{root_of(request.scope)}/jobs{f'/{id}' if ending else ''}", 303)


@router.post(
    "/rebuild",
    summary="Make the store anew from the ledger",
    status_code=202,
    response_model=wire.JobOut,
    dependencies=[ADMIN],
)
def rebuild(request: Request, service: ServiceDep) -> Response:
    """The old one answers until the new one is whole; documents may come and go meanwhile."""
    return accepted(request, service.jobs.ask(Job(uuid.uuid4().hex[:16], Kind.REBUILD)))


def accepted(request: Request, job: Job) -> Response:
    """The answer that something will be done, and where to see how far it is; a reader's form is led there."""
    if media_type_of(request) in (FORM, MULTIPART) and wants_html(request):
        return RedirectResponse(f"{root_of(request.scope)}/jobs/{job.id}", 303)
    return _answer(job)


def _answer(job: Job) -> Response:
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
        name=job.name,
        address=job.address,
        every=job.every,
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
    if job.ended or not job.size or not progress.bytes:
        return None
    return round(progress.seconds * (job.size - progress.bytes) / progress.bytes, 1)
