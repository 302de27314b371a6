"""Bodies with many documents, and files of a form: on the disk as they come, never in memory as a whole, for a job."""

from __future__ import annotations

import os
import shutil
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Final

from anyio.to_thread import run_sync
from fastapi import Depends
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import UploadFile
from starlette.requests import Request

from api.deps import service
from api.intake import DOCUMENTS, Sent, media_type_of
from api.negotiate import MULTIPART
from graph.errors import InputError
from graph.ledger_jobs import Job, Kind
from graph.model import Document
from graph.settings import Settings
from graph.sources import KINDS, STDIN, Intake, Origin, Piece, holds, pieces, read_piece
from graph.sources.fields import chosen
from graph.sources.kinds import kind_of
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
FILES: Final[dict[str, Any]] = {
    MULTIPART: {
        "schema": {
            "type": "object",
            "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
            "required": ["files"],
        }
    }
}
"""Files of a form, as OpenAPI describes them."""
MOST: Final = 1000  # files of a form
NAMED: Final = 3  # of the files of a form, how many the job is called by


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
    if media_type not in MANY and media_type != MULTIPART:
        return Sent.of(request, await request.body(), DOCUMENTS)
    fields = _fields(request)
    body = service(request).jobs.body(job_id := uuid.uuid4().hex[:16])
    if media_type == MULTIPART:
        return await _files(request, body, Job(job_id, Kind.DOCUMENTS, fields=fields))
    size = await spool(request, body)
    return Upload(Job(job_id, Kind.DOCUMENTS, size, MANY[media_type], fields), body, media_type)


def _fields(request: Request) -> dict[str, str]:
    try:
        return chosen(request.query_params.getlist("field"))
    except ValueError as error:
        place = {"loc": ("query", "field"), "msg": str(error), "type": "value_error"}
        raise RequestValidationError([place]) from error


async def _files(request: Request, body: Path, job: Job) -> Upload:
    """The files of a form: one as it is, several as an archive of them. Raises InputError for what is not read."""
    with disk_errors(str(body.parent)):
        async with request.form(max_files=MOST) as form:
            files = [part for part in form.getlist("files") if isinstance(part, UploadFile) and part.filename]
            names = [str(part.filename) for part in files]
            _check(names)
            await run_sync(_keep, files, names, body)
    known = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    suffix = kind_of(names[0]) if len(names) == 1 else ".zip"
    told = replace(job, size=body.stat().st_size, suffix=suffix, name=known)
    return Upload(told, body, MULTIPART)


def _check(names: Sequence[str]) -> None:
    if not names:
        raise InputError("the form", "has no file in it: choose one")
    if others := [name for name in names if not holds(name)]:
        known = ", ".join(sorted(kind[1:] for kind in KINDS))
        raise InputError(", ".join(others), f"cannot be read, and nothing was taken in; read are {known}")


def _keep(files: Sequence[UploadFile], names: Sequence[str], body: Path) -> None:
    with _new(body) as out:
        if len(files) == 1:
            shutil.copyfileobj(files[0].file, out)
        else:
            with zipfile.ZipFile(out, "w") as archive:
                for part, name in zip(files, names, strict=True):
                    with archive.open(name, "w", force_zip64=True) as member:
                        shutil.copyfileobj(part.file, member)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    """A new file, which is there at the end of the block if it has come whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as out:
            yield out
    except BaseException:
        path.unlink(missing_ok=True)
        raise


async def spool(request: Request, path: Path) -> int:
    """Write the body to a new file, on the disk for good; how many bytes it has. Raises Problem 413, StorageError."""
    size = 0
    with disk_errors(str(path.parent)), _new(path) as out:
        async for chunk in request.stream():
            size += await run_sync(out.write, chunk)
        out.flush()
        await run_sync(os.fsync, out.fileno())
    return size


PostedDep = Annotated[Sent | Upload, Depends(posted)]
