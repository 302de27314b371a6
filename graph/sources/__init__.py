"""From whatever users have to Documents: files of many kinds, containers of many documents, addresses, standard input.

    origins("news/")  ->  Origin  --pieces-->  Piece  --read_piece-->  Document

READERS are the kinds that hold one document, CONTAINERS those that hold many; both tables are told by the suffix.
Opening a container streams and holds one piece at a time. Reading a piece cleans and checks its text, and may happen
in another process: that is where hostile PDFs and pages are taken apart. Every failure is an InputError that names
the source and the reason; a container's failure ends that container alone, after what could be read of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from graph.clean import accept
from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import files
from graph.sources.case import read_case_document
from graph.sources.html import read_html
from graph.sources.markdown import read_markdown
from graph.sources.piece import STDIN, Intake, Origin, Piece
from graph.sources.text import read_text

__all__ = ["CONTAINERS", "READERS", "STDIN", "Intake", "Origin", "Piece", "find", "origins", "pieces", "read"]


class Reader(NamedTuple):
    """Takes a document's bytes and its name, and returns a Document whose text is raw; with the kind's media type."""

    read: Callable[[bytes, str], Document]
    media_type: str


Opener = Callable[[BinaryIO, str, Settings, Intake], Iterator[Piece | InputError]]

READERS: dict[str, Reader] = {
    ".txt": Reader(read_text, "text/plain"),
    ".md": Reader(read_markdown, "text/markdown"),
    ".html": Reader(read_html, "text/html"),
    ".htm": Reader(read_html, "text/html"),
    ".json": Reader(read_case_document, "application/json"),
}
CONTAINERS: dict[str, Opener] = {}

_ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_DOUBLE = (".gz", ".bz2", ".xz")  # ".tar.gz", ".warc.gz"


def kind_of(name: str) -> str:
    """The suffix that tells what a file or a member of an archive is: ".html", ".tar.gz"."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    double = "".join(suffixes)
    return double if len(suffixes) == 2 and suffixes[1] in _DOUBLE else "".join(suffixes[-1:])


def find(path: Path) -> Iterator[Path]:
    """A file as it is, whatever its suffix; of a directory tree the files that can hold documents, sorted."""
    return files.walk(path, {*READERS, *CONTAINERS})


def origins(where: str) -> Iterator[Origin]:
    """What is to be opened for what a user named: a file, each file of a directory, an address, "-" for stdin."""
    if where == STDIN or Origin(where).is_address:
        yield Origin(where)
        return
    for path in find(Path(where)):
        yield files.origin(path)


def pieces(origin: Origin, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    """The documents in an origin, each still to be read, streaming; what cannot be opened is an InputError."""
    kind = kind_of(origin.name)
    try:
        if origin.is_address:
            yield from _fetched(origin, settings, intake)
        elif kind in CONTAINERS:
            with files.opened(Path(origin.name)) as stream:
                yield from CONTAINERS[kind](stream, origin.name, settings, intake)
        else:
            yield Piece(origin.name, kind, passed=origin.size)
    except InputError as error:
        yield error


def _fetched(origin: Origin, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    from graph.sources.fetch import fetch  # a run over files needs no network

    with fetch(origin.name, settings, intake) as fetched:
        if fetched.kind in CONTAINERS:
            yield from CONTAINERS[fetched.kind](cast(BinaryIO, fetched.body), origin.name, settings, intake)
        else:
            yield fetched.piece(origin.name)


def read_piece(piece: Piece, settings: Settings) -> Document:
    """The document in a piece, its text clean and checked, `source` the piece's. Raises InputError."""
    data = piece.data if piece.data is not None else files.load(Path(piece.source), settings.max_bytes)
    reader = READERS.get(piece.kind)
    if reader is None:
        known = ", ".join([*READERS, *CONTAINERS])
        reason = f"is of a kind that is not read ({piece.kind or 'no suffix'}); read are {known}"
        raise InputError(piece.source, reason)
    document = reader.read(data, piece.source)
    if document.url is not None and not Origin(document.url).is_address:
        document = replace(document, url=None)  # a page's relative "canonical" address is none
    told = {name: value for name, value in piece.known.items() if getattr(document, name) is None}
    document = replace(document, **told)
    if document.date is not None and not _ISO_DATE.fullmatch(document.date):
        raise InputError(piece.source, f"has a date that is none: {document.date!r}; write YYYY-MM-DD")
    text = accept(document.text, piece.source, settings.max_characters)
    return replace(document, text=text, source=piece.source, format=reader.media_type)


def read(path: Path, settings: Settings) -> Document:
    """The document in one file that holds one, `source` its absolute path. Raises InputError."""
    return replace(read_piece(Piece(str(path), kind_of(path.name)), settings), source=str(path.resolve()))
