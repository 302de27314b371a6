"""JSON lines and tables: each line is a document, whatever its fields are called, and a bad one stops no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.model import Document
from graph.settings import Settings
from graph.sources import Intake, Origin, Piece, pieces, read_piece
from tests.graph.sources.making import found, written

ORDER = "Mayor Ann Lee has signed an order.\nIt bars the police from asking – “for good”."
ROW = {
    "Headline": "Mayor signs order",
    "body": ORDER,
    "canonical-url": "https://tribune.example/a/1",
    "site_name": "The Tribune",
    "authors": ["Ann Lee", {"name": "Bob Ray"}],
    "datePublished": "2025-08-30T10:00:00Z",
    "licence": "CC BY 4.0",
    "id": 7,
}
KNOWN = {
    "title": "Mayor signs order",
    "url": "https://tribune.example/a/1",
    "publisher": "The Tribune",
    "author": "Ann Lee, Bob Ray",
    "date": "2025-08-30",
    "license": "CC BY 4.0",
}


def documents(file: Path, intake: Intake) -> list[Document]:
    found = pieces(Origin(str(file)), Settings(), intake)
    return [read_piece(piece, Settings()) for piece in found if isinstance(piece, Piece)]


@pytest.mark.parametrize("name", ["all.jsonl", "all.ndjson"])
def test_each_line_is_a_document_with_what_it_says_of_itself(tmp_path: Path, name: str) -> None:
    file = written(tmp_path, name, "\ufeff" + json.dumps(ROW) + "\r\n\r\n" + json.dumps({"text": ORDER}))
    assert documents(file, Intake()) == [
        Document(ORDER, **KNOWN, source=f"{file}!1", format="application/jsonl"),
        Document(ORDER, source=f"{file}!3", format="application/jsonl"),
    ]


@pytest.mark.parametrize(("name", "mark"), [("all.csv", ","), ("all.csv", ";"), ("all.tsv", "\t"), ("all.csv", "\t")])
def test_each_row_is_a_document_under_the_number_that_a_spreadsheet_shows(tmp_path: Path, name: str, mark: str) -> None:
    text = ORDER.replace('"', '""')
    rows = f'Title|Full Text|Date|Author\r\nA|"{text}"|"August 30, 2025"|\r\nB|"{text}"\r\n'.replace("|", mark)
    file = written(tmp_path, name, b"\xef\xbb\xbf" + rows.encode())
    assert documents(file, Intake()) == [
        Document(ORDER, title="A", date="2025-08-30", source=f"{file}!2", format="text/csv"),
        Document(ORDER, title="B", source=f"{file}!3", format="text/csv"),
    ]


def test_the_user_says_what_fields_are_called_in_whatever_they_are_nested(tmp_path: Path) -> None:
    row = {"text": "no", "story": {"body": ORDER, "head": "H"}, "by": "A B", "date": "30/8/25"}
    intake = Intake({"text": "story.body", "title": "story.head", "date": ""})  # no date at all
    file = written(tmp_path, "all.jsonl", json.dumps(row))
    assert documents(file, intake) == [
        Document(ORDER, title="H", author="A B", source=f"{file}!1", format="application/jsonl")
    ]


def test_a_field_that_holds_a_page_is_read_as_one(tmp_path: Path) -> None:
    page = f"<div><p>{ORDER}</p><p>Residents of the city have cheered the mayor for it.</p></div>"
    file = written(tmp_path, "all.jsonl", json.dumps({"html": page, "title": "T"}))
    text = ORDER.replace("\n", " ") + "\nResidents of the city have cheered the mayor for it."
    assert documents(file, Intake()) == [Document(text, title="T", source=f"{file}!1", format="text/html")]


def test_a_line_that_is_none_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = [b'{"text": "A b."}', b"{", b"[1]", b'{"a": 1}', b'{"text": 7}', b'{"text": "B", "date": "soon"}']
    lines += [b"[" * 100_000, b'{"text": "R\xedo"}', b'{"text": "' + b"x" * 300_000 + b'"}', b'{"text": "B c.\\ud800"}']
    results = found(written(tmp_path, "all.jsonl", b"\n".join(lines)), Settings(max_bytes=200_000))
    assert [(name, reason[:60]) for name, reason in results] == [
        ("!1", "A b."),
        ("!2", "is not JSON: Expecting property name enclosed in double quot"),
        ("!3", "is no JSON object: each line must be one, {…}"),
        ("!4", "has no field that is known to hold text; its fields are a: n"),
        ("!5", "has no text in 'text', where its text should be"),
        ("!6", "has a date that is none: 'soon'; write YYYY-MM-DD"),
        ("!7", "is not JSON: maximum recursion depth exceeded while decoding"),
        ("!8", "is not JSON: 'utf-8' codec can't decode byte 0xed in positio"),
        ("!9", "is too long: more than 200,000 bytes; cut it up"),
        ("!10", "B c."),
    ]


@pytest.mark.parametrize(
    ("content", "fields", "results"),
    [
        (
            b"Text\nA b.\n\nR\xedo.\nB c.\n",
            {},
            [("!2", "A b."), ("!4", "has the wrong encoding: not UTF-8; save"), ("!5", "B c.")],
        ),
        (b"a,b\n1,2\n", {}, [("", "has no field that is known to hold text; its fields are a, b: name the right one")]),
        (
            b"a,b\n1,2\n",
            {"text": "c"},
            [("", "has no text in 'c'; its fields are a, b: name the right one")],
        ),
        (b"a,body\n1,\n1\n", {}, [(f"!{n}", "has no text in 'body', where its text should be") for n in (2, 3)]),
        (b"", {}, [("", "has no field that is known to hold text; its fields are none: name the right one")]),
        (b"text\n", {}, [("", "holds no document of a kind that is read")]),
        (b'text\nA b.\n"B' + b" c" * 200_000, {}, [("!2", "A b."), ("", "has a line of more than 200,000 bytes: cut")]),
        (b'text\nA b.\n"B\n' + b"c\n" * 200_000, {}, [("!2", "A b."), ("", "is damaged in line")]),
        ("text\nA b.\n".encode("utf-16"), {}, [("", "is in UTF-16: save it as UTF-8 (in Excel as CSV UTF-8)")]),
    ],
)
def test_a_table_that_is_wrong_says_why(
    tmp_path: Path, content: bytes, fields: dict[str, str], results: list[tuple[str, str]]
) -> None:
    there = found(written(tmp_path, "all.csv", content), Settings(max_bytes=200_000), Intake(fields))
    assert [(name, text[: len(wanted)]) for (name, text), (_, wanted) in zip(there, results, strict=True)] == results


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\n", "is given up: more than 1,000,000 lines in a row"),
        (b"7\n", "is given up: 10,000 lines in a row"),
    ],
)
def test_a_file_of_lines_that_are_none_is_given_up(tmp_path: Path, line: bytes, reason: str) -> None:
    *_, (_, told) = found(written(tmp_path, "all.jsonl", line * 1_000_002))
    assert told.startswith(reason)
