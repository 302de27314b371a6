"""Files of every kind, made for tests: by hand or with the standard library, so that nothing heavy is needed for it."""

from __future__ import annotations

import html
import io
import json
import tarfile
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from graph.errors import InputError
from graph.settings import Settings
from graph.sources import Intake, Origin, pieces, read, read_piece

SETTINGS, INTAKE = Settings(), Intake()


def pdf(pages: Sequence[Sequence[str]], info: Mapping[str, str] = {}) -> bytes:
    """A PDF of these lines (Latin-1); a page without any is a picture, as of a scan."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects += [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    objects += [
        _stream(
            b"\x80" * 64,
            b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8",
        )
    ]
    kids = []
    for lines in pages:
        objects.append(_stream(_text(lines) if lines else b"q 600 0 0 800 0 0 cm /Scan Do Q"))
        resources = b"<< /Font << /F1 3 0 R >> /XObject << /Scan 4 0 R >> >>"
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources %s /Contents %d 0 R >>"
        objects.append(page % (resources, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    told = b" ".join(b"/%s (%s)" % (key.encode(), _escaped(value)) for key, value in info.items())
    objects.append(b"<< %s >>" % told)
    return _assembled(objects)


def _text(lines: Sequence[str]) -> bytes:
    shown = b" ".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
    return b"BT /F1 11 Tf 14 TL 72 740 Td %s ET" % shown


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _assembled(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\n" % (len(objects) + 1, table, trailer)
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def encrypted(made: bytes, password: str, algorithm: str = "RC4-128") -> bytes:
    """The PDF, encrypted for a user's password and an owner's."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made)))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(files: Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def found(file: Path | str, settings: Settings = SETTINGS, intake: Intake = INTAKE) -> list[tuple[str, str]]:
    """What is in an origin: the names of its pieces, below its own, each with its text or the reason why not."""
    result = []
    for piece in pieces(Origin(str(file)), settings, intake):
        name = piece.source.removeprefix(str(file))
        if isinstance(piece, InputError):
            result.append((name, piece.reason))
            continue
        try:
            result.append((name, read_piece(piece, settings).text))
        except InputError as error:
            result.append((name, error.reason))
    return result


def answer(
    url: str,
    body: bytes,
    media_type: str = "text/html; charset=utf-8",
    status: int = 200,
    headers: Mapping[str, str] = {},
) -> bytes:
    """A WARC record of a server's answer."""
    said = "".join(f"{name}: {value}\r\n" for name, value in {"Content-Type": media_type, **headers}.items())
    http = f"HTTP/1.1 {status} OK\r\n{said}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:7>\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2025-08-30T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file of this content."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refused(file: Path, settings: Settings = SETTINGS) -> str:
    """The reason why a file cannot be read as one document."""
    with pytest.raises(InputError) as raised:
        read(file, settings)
    assert raised.value.source == str(file)
    return raised.value.reason


class Story(NamedTuple):
    """A document as it is to be written in some format."""

    text: str
    title: str
    url: str
    publisher: str
    author: str
    date: str

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.split("\n") if line.strip()]

    @property
    def row(self) -> dict[str, str]:
        return {"headline": self.title, "body": self.text} | {
            name: getattr(self, name) for name in ("url", "publisher", "author", "date")
        }


def as_text(story: Story) -> bytes:
    return story.text.encode()


def as_markdown(story: Story) -> bytes:
    front = json.dumps({name: value for name, value in story.row.items() if name != "body"}, ensure_ascii=False)
    return f"---\n{front}\n---\n\n".encode() + "\n\n".join(story.paragraphs).encode()


def as_page(story: Story) -> bytes:
    linked = {"@type": "NewsArticle", "author": {"name": story.author}, "datePublished": story.date}
    linked |= {"headline": story.title, "publisher": {"name": story.publisher}}
    title = html.escape(story.title)
    body = "".join(f"<p>{html.escape(line)}</p>" for line in story.paragraphs)
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    head = f'<meta charset="utf-8"><title>{title}</title><link rel="canonical" href="{story.url}">{script}'
    nav = '<nav><a href="/">Home</a></nav>'
    page = f"<html><head>{head}</head><body>{nav}<article><h1>{title}</h1>{body}</article></body></html>"
    return f"<!DOCTYPE html>{page}".encode()


def as_json(story: Story) -> bytes:
    return json.dumps({"text": story.text, **story.row}).encode()


def as_pdf(story: Story) -> bytes:
    lines = [line for paragraph in story.paragraphs for line in (*textwrap.wrap(paragraph, 90), "")]
    printable = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
    pages = [printable[start : start + 40] for start in range(0, len(printable), 40)]
    numbered = [[story.publisher, *page, f"Page {n} of {len(pages)}"] for n, page in enumerate(pages, start=1)]
    return pdf(numbered, {"Title": story.title.encode("cp1252", "replace").decode("cp1252")})


def as_docx(story: Story) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    made.core_properties.title = story.title
    for paragraph in story.paragraphs:
        made.add_paragraph(paragraph)
    made.save(out)
    with zipfile.ZipFile(out) as package:  # again without the time of day
        return zipped({name: package.read(name) for name in package.namelist()})


def as_mail(story: Story) -> bytes:
    made = EmailMessage()
    made["From"] = f"{story.author} <desk@news.example>"
    made["Subject"] = story.title
    made["Date"] = format_datetime(datetime.fromisoformat(story.date))
    made.set_content("\n\n".join(story.paragraphs))
    return made.as_bytes()
