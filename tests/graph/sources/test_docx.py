"""Word documents: all that a reader of the page sees, in order, and no more."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import read
from tests.graph.sources.making import zipped


def order() -> bytes:
    made = docx.Document()
    made.core_properties.title = "Executive Order No. 9"
    made.core_properties.author = "Ann Lee"
    made.core_properties.modified = datetime(2025, 8, 30, 10, 0)
    made.add_heading("Executive Order No. 9 of 2025", 0)
    paragraph = made.add_paragraph("The Mayor of Río ")
    paragraph.add_run("orders").bold = True
    paragraph.add_run(" all agencies:")
    for text in ("to ask nobody for papers;", "to keep no record."):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("Nobody is exempt.", style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Agency", "Duty", "Police", "Report"), strict=True):
        cell.text = text
    edited = made.add_paragraph("This order ")
    space = nsdecls("w")
    edited._p.append(parse_xml(f"<w:ins {space}><w:r><w:t>takes effect</w:t></w:r></w:ins>"))
    edited._p.append(parse_xml(f"<w:del {space}><w:r><w:delText> never</w:delText></w:r></w:del>"))
    edited.add_run(" at once.")
    content = f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>Ann Lee, Mayor</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    made.element.body.append(parse_xml(content))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


TEXT = """Executive Order No. 9 of 2025

The Mayor of Río orders all agencies:

1. to ask nobody for papers;

2. to keep no record.

Nobody is exempt.

Agency | Duty

Police | Report

This order takes effect at once.

Ann Lee, Mayor"""


def written(folder: Path, data: bytes) -> Path:
    file = folder / "order.docx"
    file.write_bytes(data)
    return file


def test_a_word_document_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    file = written(tmp_path, order())
    assert read(file, Settings()) == Document(
        TEXT,
        title="Executive Order No. 9",
        author="Ann Lee",
        date="2025-08-30",
        source=str(file),
        format="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    assert read(file.rename(tmp_path / "download"), Settings()).text == TEXT


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * 60_000_000)
    return out.getvalue()


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0....", "is encrypted, or an old .doc file: save it from Word as .docx"),
        (bomb(), "is a bomb: word/document.xml in it would take 60,000,000 bytes"),
        (order()[:5000], "is no whole Word document: File is not a zip file"),
        (zipped({"a.txt": b"x"}), "is no whole Word document: "),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b"<d><e></d>"}), "is no whole Word document: "),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": ENTITIES.encode()}), "is empty: there is no text"),
    ],
)
def test_what_is_no_word_document_is_refused(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        read(written(tmp_path, data), Settings())
    assert raised.value.reason[: len(reason)] == reason
