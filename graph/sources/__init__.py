"""From whatever users have to Documents: files of many kinds, containers of many documents, addresses, standard input.

    origins("news/")  ->  Origin  --pieces-->  Piece  --read_piece-->  Document

READERS are the kinds that hold one document, CONTAINERS those that hold many; both tables are told by the suffix.
Opening a container streams and holds one piece at a time. Reading a piece cleans and checks its text, and may happen
in another process: that is where hostile PDFs and pages are taken apart. Every failure is an InputError that names
the source and the reason; a container's failure ends that container alone, after what could be read of it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from graph.clean import accept
from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import archives, fields, files, mail, objects, rows, warc
from graph.sources.dates import is_day
from graph.sources.docx import read_docx
from graph.sources.feeds import open_feed
from graph.sources.html import read_html
from graph.sources.kinds import is_read, kind_of, legible
from graph.sources.markdown import read_markdown
from graph.sources.pdf import read_pdf
from graph.sources.piece import BODY_NAME, STDIN, STDIN_NAME, Intake, Origin, Piece
from graph.sources.streams import Budget, counted
from graph.sources.text import read_text
from graph.sources.unpacked import Opener, Unpacking, broken

__all__ = [
    "CONTAINERS",
    "READERS",
    "STDIN",
    "Intake",
    "Origin",
    "Piece",
    "find",
    "holds",
    "origins",
    "pieces",
    "read",
    "read_piece",
    "unpacked",
]


class Reader(NamedTuple):
    """Takes a document's bytes and its name, and returns a Document whose text is raw; with the kind's media type."""

    read: Callable[[bytes, str], Document]
    media_type: str


READERS: dict[str, Reader] = {
    ".txt": Reader(read_text, "text/plain"),
    ".md": Reader(read_markdown, "text/markdown"),
    ".markdown": Reader(read_markdown, "text/markdown"),
    ".html": Reader(read_html, "text/html"),
    ".htm": Reader(read_html, "text/html"),
    ".xhtml": Reader(read_html, "application/xhtml+xml"),
    ".pdf": Reader(read_pdf, "application/pdf"),
    ".docx": Reader(read_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    fields.FIELDS: Reader(fields.read_fields, "application/json"),
}
CONTAINERS: dict[str, Opener] = {
    ".json": objects.open_json,
    ".jsonl": rows.open_lines,
    ".ndjson": rows.open_lines,
    ".csv": rows.open_table,
    ".tsv": rows.open_table,
    ".eml": mail.open_mail,
    ".mbox": mail.open_mailbox,
    ".warc": warc.open_warc,
    ".zip": archives.open_zip,
    ".tar": archives.open_tar,
    ".gz": archives.open_gzip,
    ".tgz": archives.open_gzip,
    ".bz2": archives.open_bzip2,
    ".tbz2": archives.open_bzip2,
    ".xz": archives.open_xz,
    ".txz": archives.open_xz,
    ".rss": open_feed,
    ".atom": open_feed,
    ".xml": open_feed,
}
_FRONT = re.compile(r"https?://[^/?#]*/?(#.*)?", re.IGNORECASE)  # the address of a site
KINDS = (READERS.keys() | CONTAINERS.keys()) - {fields.FIELDS}  # what files are named


def find(path: Path) -> Iterator[Path]:
    """A file as it is, whatever its suffix; of a directory tree the files that can hold documents, sorted."""
    return files.walk(path, holds)


def holds(name: str) -> bool:
    """Whether a file of this name can hold documents."""
    return is_read(name, KINDS)


def origins(where: str) -> Iterator[Origin]:
    """What is to be opened for what a user named: a file, each file of a directory, an address, "-" for stdin."""
    if where == STDIN or Origin(where).is_address:
        yield Origin(where)
        return
    yield from files.origins(Path(where), holds)


def pieces(origin: Origin, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    """The documents in an origin, each still to be read, streaming; what cannot be opened is an InputError."""
    if (name := legible(origin.name)) != origin.name:
        yield InputError(name, "has a name that is not in UTF-8: rename it")
        return
    kind = kind_of(origin.name)
    if kind in KINDS and kind not in CONTAINERS and not origin.is_address:
        yield Piece(origin.name, kind, passed=origin.size)
        return
    source = origin.name if origin.name != STDIN else BODY_NAME if intake.body else STDIN_NAME
    try:
        if origin.name in intake.feeds:
            yield from open_feed(BytesIO(intake.feeds[origin.name]), origin.name, settings, intake)
            return
        if origin.is_address:
            yield from _fetched(origin, settings, intake)
            return
        with _stream(origin, intake) as stream:
            yield from unpacked(stream, source, kind if kind in KINDS else intake.kind, settings, intake)
    except InputError as error:
        yield error


def _fetched(origin: Origin, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    from graph.sources.fetch import fetch  # a run over files needs no network

    with fetch(origin.name, settings, intake) as fetched:
        kind = "." + fetched.kind.rpartition(".")[2]  # of ".jsonl.gz" the name tells the rest
        if kind in CONTAINERS:
            yield from unpacked(cast(BinaryIO, fetched.body), origin.name, kind, settings, intake)
        else:
            yield fetched.piece(origin.name)


def unpacked(
    stream: BinaryIO, source: str, kind: str | None, settings: Settings, intake: Intake
) -> Iterator[Piece | InputError]:
    """The documents in a stream of a kind; None is found out. Raises InputError where the whole of it is a bomb."""
    stream, position = counted(stream, source)
    found = False
    for piece in Unpacking(CONTAINERS, KINDS, settings, intake, Budget(source, position)).pieces(stream, source, kind):
        found = True
        yield replace(piece, passed=position()) if isinstance(piece, Piece) else piece
    if not found:
        raise InputError(source, "holds no document of a kind that is read")


def read_piece(piece: Piece, settings: Settings) -> Document:
    """The document in a piece, its text clean and checked. Raises InputError."""
    data = piece.data if piece.data is not None else files.load(Path(piece.source), settings.max_bytes)
    reader = READERS.get(piece.kind)
    if reader is None:
        known = ", ".join([*READERS, *CONTAINERS])
        reason = f"is of a kind that is not read ({piece.kind or 'no suffix'}); read are {known}"
        raise InputError(piece.source, reason)
    document = _taken_in(reader, data, piece.source)
    if document.url is not None and not _is_own(document.url, piece.known.get("url")):
        document = replace(document, url=None)
    told = {name: value for name, value in piece.known.items() if getattr(document, name) is None}
    document = replace(document, **told)
    if document.date is not None and not is_day(document.date):
        raise InputError(piece.source, f"has a date that is none: {document.date!r}; write YYYY-MM-DD")
    text = accept(document.text, piece.source, settings.max_characters)
    return replace(document, text=text, source=piece.place, format=document.format or reader.media_type)


def _taken_in(reader: Reader, data: bytes, source: str) -> Document:
    """What the reader makes of it; the libraries below meet files that were made to break them."""
    try:
        return reader.read(data, source)
    except InputError:
        raise
    except Exception as error:
        raise broken(source, error) from error


def _is_own(url: str, found_at: str | None) -> bool:
    """Whether what a page calls its address is one: not a part of one, and not its site's front page, which some sites
    put into all of their pages (all would be versions of one document)."""
    is_front = _FRONT.fullmatch(url) and found_at and not _FRONT.fullmatch(found_at)
    return Origin(url).is_address and not is_front


def read(path: Path, settings: Settings) -> Document:
    """The one document in a file or, under the name "-", on standard input; `source` is the file's absolute path.

    Raises InputError, also where there are several.
    """
    found = pieces(Origin(str(path)), settings, Intake())
    first, second = next(found, None), next(found, None)
    if isinstance(fault := second or first, InputError):
        raise fault
    if not isinstance(first, Piece) or second is not None:
        name = first.source.split("!")[0] if isinstance(first, Piece) else str(path)
        raise InputError(name, "holds more than one document: `policygraph ingest` takes them all")
    document = read_piece(first, settings)
    if document.source is None:
        return document
    return replace(document, source=str(path.resolve()) + first.source.removeprefix(str(path)))


def _stream(origin: Origin, intake: Intake) -> AbstractContextManager[BinaryIO]:
    if origin.name != STDIN:
        return files.opened(Path(origin.name))
    return nullcontext(sys.stdin.buffer) if intake.body is None else files.opened(intake.body)
