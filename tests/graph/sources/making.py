"""Files of every kind, made for tests: by hand or with the standard library, so that nothing heavy is needed for it."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

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


def encrypted(made: bytes, password: str, owner: str = "owner") -> bytes:
    """The PDF, encrypted with RC4 for a user's and an owner's password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made)))
    writer.encrypt(password, owner, algorithm="RC4-128")
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
