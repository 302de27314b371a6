"""WARC, the format of web archives: the pages, texts and PDFs that a crawl was answered with.

fastwarc, because it reads ten times as fast as warcio and undoes chunks and compression of HTTP.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from graph.errors import InputError
from graph.settings import Settings
from graph.sources.media import Media
from graph.sources.piece import Intake, Member

_KINDS = frozenset({".html", ".txt", ".md", ".pdf"})


def open_warc(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Member]:
    """The answers with status 200 that hold a document, under their addresses."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
            if record.http_headers is None:
                raise InputError(name, "is cut off or damaged; what stands before was read")
            if (member := _member(record, settings.max_bytes)) is not None:
                yield member
    except BaseException as error:
        if (
            not isinstance(error, OSError) and type(error).__name__ != "PanicException"
        ):  # what Rust has for an assertion
            raise
        raise InputError(name, f"is cut off or damaged ({error}); what stands before was read") from error


def _member(record: Any, max_bytes: int) -> Member | None:
    url, http = (record.headers.get("WARC-Target-URI") or "").strip("<>"), record.http_headers
    if not url or http.status_code != 200 or urlsplit(url).path == "/robots.txt":
        return None
    media = Media.of(http.get("Content-Type") or "", "")
    kind = media.kind(url, b"", None)
    if kind not in _KINDS:
        return None
    known = {"url": url, "date": record.record_date.date().isoformat()}  # the page was out by the day of its capture
    return Member(url, kind, partial(_body, record, media, kind, max_bytes), known=known)


def _body(record: Any, media: Media, kind: str, max_bytes: int) -> BinaryIO:
    data = record.reader.read(max_bytes + 1)
    if len(data) < min(record.content_length, max_bytes + 1):
        raise EOFError
    data = _decoded(data, record.http_headers, max_bytes)
    return io.BytesIO(data if kind == ".pdf" else media.text(data))


def _decoded(data: bytes, http: Any, max_bytes: int) -> bytes:
    """The body without HTTP's chunks and compression; in a record of its own, because a fault ends the iterator."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    codings = [(name, http.get(name)) for name in ("Transfer-Encoding", "Content-Encoding") if http.get(name)]
    if not codings:
        return data
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.is_http = True
    said = "".join(f"{name}: {coding}\r\n" for name, coding in codings)
    record.set_bytes_content(f"HTTP/1.1 200 OK\r\n{said}\r\n".encode() + data)
    record.parse_http(auto_decode="all")
    found: bytes = record.reader.read(max_bytes + 1)
    return found
