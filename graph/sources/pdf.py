"""PDF: the text of its pages without what is repeated on each, with wrapped lines joined, and what it says of itself.

pypdf, because it is BSD and pure Python; the faster PyMuPDF is AGPL. A PDF's metadata is what some program left there:
a title that is a file's name, an author that is an account, the day of a scan. What does not look right is not taken.
"""

from __future__ import annotations

import io
import logging
import time
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.model import Document
from graph.sources.pages import joined
from graph.sources.properties import plausible
from graph.sources.wrapped import unwrap

if TYPE_CHECKING:
    from pypdf import DocumentInformation, PdfReader

FEWEST = 20  # letters a page, below which a page is a picture with at most a stamp on it
SECONDS = 120.0  # for all pages; a page of an order takes 10 to 50 ms

_OCR = "are pictures without text, as of a scan: run OCR over it first, for example `ocrmypdf OLD.pdf NEW.pdf`"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}


def read_pdf(data: bytes, source: str) -> Document:
    """The document of a .pdf file. Raises InputError for one that is encrypted, broken, or scanned without text."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every blemish; what stops us is raised
    try:
        reader = PdfReader(io.BytesIO(data))  # tries the empty password by itself
        pages = _pages(reader, source)
        known = reader.metadata
    except FileNotDecryptedError as error:
        reason = "is encrypted: it needs a password; take it off first, for example `qpdf --decrypt OLD.pdf NEW.pdf`"
        raise InputError(source, reason) from error
    except (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise InputError(source, f"is a broken PDF: {str(error)[:200] or repr(error)}") from error
    text = unwrap(joined(pages).translate(_LIGATURES))
    return Document(text=text, **_told(known, text))


def _pages(reader: PdfReader, source: str) -> list[str]:
    pages, started = list[str](), time.monotonic()
    for page in reader.pages:
        pages.append(page.extract_text())
        if time.monotonic() - started > SECONDS:
            raise InputError(source, f"takes too long: {len(pages):,} pages in {SECONDS:.0f} s; cut it up")
    if not pages:
        raise InputError(source, "is a broken PDF: there are no pages in it")
    if sum(map(str.isalpha, "".join(pages))) < FEWEST * len(pages):
        raise InputError(source, f"has no text in it: its {len(pages):,} pages {_OCR}")
    return pages


def _told(known: DocumentInformation | None, text: str) -> dict[str, str]:
    if known is None:
        return {}
    try:
        made = known.creation_date
    except (ValueError, TypeError):
        made = None
    return plausible(known.title, known.author, made.date() if made else None, text)
