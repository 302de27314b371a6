"""PDF: the text of the pages as prose, the metadata that is plausible, and a reason for each that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import read
from graph.sources.pages import joined
from tests.graph.sources.making import encrypted, pdf

PAGES = [
    [
        "CITY OF RÍO",
        "OFFICE OF THE MAYOR",
        "EXECUTIVE ORDER NO. 9 (2025)",
        "WHEREAS, federal agents have been sent to the city, and the residents of it are in",
        "fear for their safety; and the city has declared that its police shall not take part in",
        "the enforcement of immigration law, the Mayor hereby orders that all agencies of the",
        "city keep no records of the status of residents. The police commissioner shall pub-",
        "lish a report on what has been done in each of the city's districts by the end of the",
        "EO 9",
        "Page 1 of 3",
    ],
    [
        "CITY OF RÍO",
        "month, and each agency shall name an officer who answers the questions of residents",
        "about this order, and shall train those of its employees who meet the public in their",
        "daily work.",
        "EO 9",
        "Page 2 of 3",
    ],
    ["CITY OF RÍO", "This order takes effect immediately.", "Ann Lee, Mayor", "EO 9", "Page 3 of 3"],
]
TEXT = """CITY OF RÍO
OFFICE OF THE MAYOR
EXECUTIVE ORDER NO. 9 (2025)
WHEREAS, federal agents have been sent to the city, and the residents of it are in fear for their safety; and the city \
has declared that its police shall not take part in the enforcement of immigration law, the Mayor hereby orders that \
all agencies of the city keep no records of the status of residents. The police commissioner shall publish a report on \
what has been done in each of the city's districts by the end of the month, and each agency shall name an officer who \
answers the questions of residents about this order, and shall train those of its employees who meet the public in \
their daily work.

This order takes effect immediately.
Ann Lee, Mayor"""
INFO = {"Title": "Executive Order No. 9", "Author": "City of Río", "CreationDate": "D:20250830100000Z"}


def written(folder: Path, data: bytes) -> Path:
    file = folder / "order.pdf"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    "made",
    [
        pdf(PAGES, INFO),
        *(encrypted(pdf(PAGES, INFO), "", algorithm) for algorithm in ("RC4-128", "AES-128", "AES-256")),
    ],
    ids=["plain", "RC4", "AES-128", "AES-256"],
)
def test_pages_become_prose_without_what_is_repeated_on_them(tmp_path: Path, made: bytes) -> None:
    file = written(tmp_path, made)
    assert read(file, Settings()) == Document(
        TEXT,
        title="Executive Order No. 9",
        author="City of Río",
        date="2025-08-30",
        source=str(file),
        format="application/pdf",
    )


def test_metadata_that_a_program_left_there_is_not_taken(tmp_path: Path) -> None:
    info = {"Title": "Microsoft Word - order_9.docx", "Author": "jsmith2", "CreationDate": "D:20190101000000Z"}
    document = read(written(tmp_path, pdf(PAGES, info)), Settings())
    assert (document.title, document.author, document.date) == (None, None, None)


def test_numbers_of_sections_at_the_edges_of_two_pages_are_no_page_numbers() -> None:
    pages = ["Section 1. The police\nshall report.", "Section 2. The Mayor\nshall answer."]
    assert joined(pages) == "Section 1. The police\nshall report.\n\nSection 2. The Mayor\nshall answer."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            pdf([[], []]),
            "has no text in it: its 2 pages are pictures without text, as of a scan: run OCR over it first, "
            "for example `ocrmypdf OLD.pdf NEW.pdf`",
        ),
        (encrypted(pdf(PAGES), "secret"), "is encrypted: it needs a password; take it off first, for example `qpdf"),
        (encrypted(pdf(PAGES), "secret", "AES-256"), "is encrypted: it needs a password; take it off first, for"),
        (pdf([]), "is a broken PDF: there are no pages in it"),
        (pdf(PAGES)[:200], "is a broken PDF: "),
        (b"%PDF-1.7 nothing", "is a broken PDF: "),
        (b"not a PDF at all", "is a broken PDF: "),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        read(written(tmp_path, data), Settings())
    assert raised.value.reason[: len(reason)] == reason
