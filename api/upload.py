"""Bodies with many documents: written to the disk as they come, never in memory as a whole, and left to a job."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from anyio.to_thread import run_sync
from fastapi import Depends
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request

from api.deps import service
from api.intake import DOCUMENTS, Sent, media_type_of
from graph.errors import InputError
from graph.ledger_jobs import Job, Kind
from graph.model import Document
from graph.settings import Settings
from graph.sources import STDIN, Intake, Origin, Piece, pieces, read_piece
from graph.sources.fields import chosen
from graph.store.disk import disk_errors

MAIL: Final = "message/rfc822"
MANY: Final = {
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/jsonlines": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/x-tar": ".tar",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/x-bzip2": ".bz2",
    "application/x-xz": ".xz",
    "application/warc": ".warc",
    "application/mbox": ".mbox",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    MAIL: ".eml",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A job that is still to be asked for, and where its body lies."""

    job: Job
    body: Path
    media_type: str

    def alone(self, settings: Settings) -> Document | None:
        """The one document that the body holds, which then is gone, where it may hold one: a message without
        attachments. Raises InputError where it cannot be read."""
        if self.media_type != MAIL:
            return None
        found = pieces(Origin(STDIN), settings, Intake(kind=self.job.suffix, body=self.body))
        first, second = next(found, None), next(found, None)
        if second is not None:
            return None
        try:
            if isinstance(first, Piece):
                return read_piece(first, settings)
            raise first or InputError("the request's body", "holds no text")
        finally:
            self.body.unlink()


async def posted(request: Request) -> Sent | Upload:
    """The request's body: one document in memory, or many on the disk."""
    media_type = media_type_of(request)
    if media_type not in MANY:
        return Sent.of(request, await request.body(), DOCUMENTS)
    try:
        fields = chosen(request.query_params.getlist("field"))
    except ValueError as error:
        place = {"loc": ("query", "field"), "msg": str(error), "type": "value_error"}
        raise RequestValidationError([place]) from error
    body = service(request).jobs.body(job_id := uuid.uuid4().hex[:16])
    size = await spool(request, body)
    return Upload(Job(job_id, Kind.DOCUMENTS, size, MANY[media_type], fields), body, media_type)


async def spool(request: Request, path: Path) -> int:
    """Write the body to a new file, on the disk for good; how many bytes it has. Raises Problem 413, StorageError."""
    size = 0
    with disk_errors(str(path.parent)):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as out:
                async for chunk in request.stream():
                    size += await run_sync(out.write, chunk)
                out.flush()
                await run_sync(os.fsync, out.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return size


PostedDep = Annotated[Sent | Upload, Depends(posted)]
