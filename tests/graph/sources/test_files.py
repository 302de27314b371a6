"""Sources: each kind of file becomes a document with its metadata, and each bad file an error that names it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Document, Record
from graph.settings import Settings
from graph.sources import CONTAINERS, READERS, find, read
from graph.sources.hyphens import mend
from graph.sources.wrapped import unwrap
from tests.graph.sources.making import found

SETTINGS = Settings(max_characters=100_000, max_bytes=400_000)
TEXT = "Mayor Ann Lee of Río signed “an order” on Monday – it bars the police from asking.\n\nResidents cheered.\n"
PAGE = """<!DOCTYPE html><html><head>{head}<title>Mayor signs order | The Tribune</title>
<meta property="og:site_name" content="The Tribune"><meta name="author" content="Ann Lee">
<link rel="canonical" href="https://tribune.example/a/1">
<meta property="article:published_time" content="2025-08-30T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Mayor signs order</h1>
<p>The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said.</p>
<p>The order directs <b>city agencies</b> on how to <a href="/x">respond</a> to the agents.</p></article>
<footer>Copyright 2019 Tribune. All rights reserved.</footer></body></html>"""
ARTICLE = (
    "Mayor signs order\n"
    "The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said.\n"
    "The order directs city agencies on how to respond to the agents."
)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


def refused(file: Path) -> str:
    with pytest.raises(InputError) as raised:
        read(file, SETTINGS)
    assert raised.value.source == str(file)
    return raised.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_plain_text_is_read_in_every_encoding_that_names_itself(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, "order.TXT", TEXT.encode(encoding))
    assert read(file, SETTINGS) == Document(TEXT, source=str(file), format="text/plain")


def test_big_endian_utf16_is_read_by_its_mark(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")), SETTINGS).text == TEXT


def test_the_source_is_the_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, "order.txt", TEXT)
    monkeypatch.chdir(tmp_path)
    assert read(Path("order.txt"), SETTINGS).source == str(file)


def test_front_matter_becomes_metadata_and_markup_goes(tmp_path: Path) -> None:
    markdown = """---
title: "Order: a first"
date: 2025-08-30
authors: [Ann Lee, {name: Bob Ray}]
canonical_url: https://tribune.example/a/1
site: The Tribune
tags: [x]
---
# Mayor signs order

The **mayor** of [Río](https://rio.example)
has signed an *order*. <br> It says:

1. Police shall not ask.
2. Agencies shall report.

| Agency | Duty |
|---|---|
| Police | Report |

> Residents `cheered`.
"""
    file = written(tmp_path, "a.md", markdown)
    assert read(file, SETTINGS) == Document(
        "Mayor signs order\n\nThe mayor of Río has signed an order.  It says:\n\n1. Police shall not ask.\n\n"
        "2. Agencies shall report.\n\nAgency | Duty\n\nPolice | Report\n\nResidents cheered.",
        title="Order: a first",
        url="https://tribune.example/a/1",
        publisher="The Tribune",
        author="Ann Lee, Bob Ray",
        date="2025-08-30",
        source=str(file),
        format="text/markdown",
    )


WRAPPED = """EXECUTIVE ORDER NO. 15
July 16, 1974

By the power vested in me as Mayor of the City of New York, it is
hereby ordered that all agencies shall within thirty days report to
the Mayor on what they have done for residents who were displaced.
The report shall name each office and its head.
1. The police shall not ask anybody for papers, nor shall they keep
records of it.
2. This order takes effect immediately and stays until it is revoked
(Section 2) or replaced.
"""


@pytest.mark.parametrize("name", ["order.txt", "order.md"])
def test_wrapped_lines_are_joined_and_other_lines_stay(tmp_path: Path, name: str) -> None:
    text = read(written(tmp_path, name, WRAPPED.replace("\n", "\r\n")), SETTINGS).text
    assert text.replace("\n\n", "\n").strip().split("\n") == [
        "EXECUTIVE ORDER NO. 15",
        "July 16, 1974",
        "By the power vested in me as Mayor of the City of New York, it is hereby ordered that all agencies shall "
        "within thirty days report to the Mayor on what they have done for residents who were displaced.",
        "The report shall name each office and its head.",
        "1. The police shall not ask anybody for papers, nor shall they keep records of it.",
        "2. This order takes effect immediately and stays until it is revoked (Section 2) or replaced.",
    ]
    assert name == "order.md" or len(text) == len(WRAPPED)


def test_annotated_texts_are_not_wrapped(cases: list[tuple[Document, Record]]) -> None:
    assert [unwrap(document.text) for document, _ in cases] == [document.text for document, _ in cases]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("a state of emer-\ngency in the city", "a state of emergency\nin the city"),
        ("the STATE GOVERN-\nMENT shall", "the STATE GOVERNMENT\nshall"),
        ("gave no com-\nment.\nHe left", "gave no comment.\nHe left"),
        ("the (re-\nquired) form", "the (required)\nform"),
        ("an emer\u00ad\ngency", "an emergency"),
        ("orders to stay-at-\nhome, he said", "orders to stay-at-home,\nhe said"),
        ("spread person-to\u00ad\nperson there", "spread person-to-person\nthere"),
        ("COVID-\n19 and section 28-\n105.1 of", "COVID-19\nand section 28-105.1\nof"),
        ("the after-\nschool club met after the school day", "the after-school\nclub met after the school day"),
        ("a Trump-\nappointed judge", "a Trump-appointed\njudge"),
        ("small-\nand medium-sized firms", "small-\nand medium-sized firms"),
        ("- Mayor -\nthe city", "- Mayor -\nthe city"),
    ],
)
def test_words_that_a_line_cut_are_whole_and_compounds_keep_their_hyphen(cut: str, whole: str) -> None:
    assert mend(cut) == whole
    assert mend(whole) == whole


@given(st.text("ab. \n", max_size=3000))
def test_joining_lines_keeps_every_word(text: str) -> None:
    assert unwrap(text).split() == text.split()


def test_a_phrase_that_ocr_cut_in_lines_is_one_line_again_and_lists_and_headings_stay() -> None:
    cut = (
        "EXECUTIVE ORDER NO. 9\nTRANSFER OF FUNCTIONS\nWHEREAS,\nthe\ntransfer of\nfive programs was agreed; and\n"
        "NOW, THEREFORE, the\npublic health\n\ncommissioner shall:\n(a) report to the\nCity; and\n(b) pay.\nMayor\n"
    )
    assert unwrap(cut).split("\n") == [
        "EXECUTIVE ORDER NO. 9",
        "TRANSFER OF FUNCTIONS",
        "WHEREAS, the transfer of five programs was agreed; and",
        "NOW, THEREFORE, the public health commissioner shall:",
        "(a) report to the City; and",
        "(b) pay.",
        "Mayor",
        "",
    ]


@pytest.mark.parametrize(
    ("written_date", "date"),
    [
        ("2025-08-30T10:00:00Z", "2025-08-30"),
        ("August 30, 2025", "2025-08-30"),
        ("'30 Aug 2025'", "2025-08-30"),
        ("", None),
    ],
)
def test_dates_in_front_matter_are_read_as_people_write_them(
    tmp_path: Path, written_date: str, date: str | None
) -> None:
    file = written(tmp_path, "a.md", f"---\ndate: {written_date}\n---\n{TEXT}")
    assert read(file, SETTINGS).date == date


def test_without_front_matter_the_first_heading_is_the_title(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a.md", f"---\n\n# An *order*\n\n{TEXT}"), SETTINGS)
    assert (document.title, document.date) == ("An order", None)
    assert document.text.startswith("An order\n\nMayor Ann Lee of Río")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"---\ntitle: a: b\n---\n{TEXT}", "has front matter that is not YAML in line 2: mapping values"),
        (f"---\ndate: soon\n---\n{TEXT}", "has a date that is none: 'soon'; write YYYY-MM-DD"),
        ("---\ntitle: x\n---\n\n", "is empty: there is no text in it"),
    ],
)
def test_front_matter_that_is_wrong_is_named(tmp_path: Path, content: str, reason: str) -> None:
    assert refused(written(tmp_path, "a.md", content)).startswith(reason)


PAGES = [
    ("", "utf-8"),
    ("", "utf-8-sig"),
    ('<meta charset="utf-8">', "utf-8"),
    ('<meta charset="windows-1252">', "cp1252"),
    ('<META http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),  # as browsers read it
    ('<meta charset="iso-8859-1">', "utf-8"),  # a wrong declaration that is often met
    ("<meta charset=utf-16>", "utf-16"),
]


@pytest.mark.parametrize(("head", "encoding"), PAGES)
def test_a_page_becomes_its_article_with_its_metadata(tmp_path: Path, head: str, encoding: str) -> None:
    file = written(tmp_path, "a.html", PAGE.replace("{head}", head).encode(encoding))
    assert read(file, SETTINGS) == Document(
        ARTICLE,
        title="Mayor signs order",
        url="https://tribune.example/a/1",
        publisher="The Tribune",
        author="Ann Lee",
        date="2025-08-30",
        source=str(file),
        format="text/html",
    )


LINKS = "".join(f"<li><a href='/{n}'>Read more about topic {n}</a></li>" for n in range(40))


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (f"<html><body><nav><ul>{LINKS}</ul></nav><footer>Copyright 2025</footer></body></html>", "holds no article"),
        ("<html><body></body></html>", "holds no article"),
        ("<html><body><p>Please enable JavaScript and cookies to continue.</p></body></html>", "holds no article"),
        ("<div>" * 20_000, "holds no article"),
        ("   ", "is empty"),
        ("<p>Brandon Johnson</p>", "holds no article"),
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str, reason: str) -> None:
    assert refused(written(tmp_path, "a.htm", page)).startswith(reason)


def test_a_list_of_objects_holds_many_documents_and_so_does_the_answer_of_a_service(tmp_path: Path) -> None:
    rows = [{"body": "A b.", "title": "T"}, 7, {"body": "B c."}]
    results = [("!1", "A b."), ("!2", "is no JSON object: each item of the list must be one, {…}"), ("!3", "B c.")]
    assert found(written(tmp_path, "a.json", json.dumps(rows))) == results
    assert found(written(tmp_path, "b.json", json.dumps({"status": "ok", "articles": rows}))) == results


def test_of_a_list_that_is_cut_off_what_can_be_read_is_kept(tmp_path: Path) -> None:
    rows = [{"text": f"Number {n} “is” long. " * 500} for n in range(100)]
    data = json.dumps(rows, ensure_ascii=False, indent=1).encode()
    whole, cut = (found(written(tmp_path, "a.json", part)) for part in (data, data[: len(data) // 2]))
    assert [text for _, text in whole] == [row["text"] for row in rows]
    assert cut[:-1] == whole[: len(cut) - 1]
    assert len(cut) == 51
    assert cut[-1][1].startswith("is cut off or not JSON in item 51 of its list: Unterminated string")


def test_a_case_gives_its_text_exactly_and_its_metadata(tmp_path: Path) -> None:
    case = {"text": TEXT, "title": "T", "url": "https://a.example/", "date": "2025-08-30", "entities": "none"}
    file = written(tmp_path, "a.json", json.dumps(case))
    known = {"title": "T", "url": "https://a.example/", "date": "2025-08-30"}
    assert read(file, SETTINGS) == Document(TEXT, **known, source=str(file), format="application/json")


def test_every_annotated_case_is_read_as_it_is_annotated(cases: list[tuple[Document, Record]]) -> None:
    gold = Path(__file__).parents[2] / "gold"
    texts = {read(path, Settings()).text for path in gold.glob("*/*.json")}
    assert texts == {document.text for document, _ in cases}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty: there is no text in it"),
        (
            "a.txt",
            TEXT.encode("cp1252"),
            "has the wrong encoding: not UTF-8 at byte 18 (0xED, line 1); if it is",
        ),
        ("a.txt", "Río. ".encode("latin-1"), "has the wrong encoding: not UTF-8 at byte 1 (0xED, line 1); save it"),
        ("a.txt", TEXT.encode("utf-16-le"), "has the wrong encoding: it looks like UTF-16 without its mark"),
        ("a.txt", b"\xff\xfe\x00", "begins with the mark of UTF-16 but is not UTF-16"),
        ("a.html", b"<meta charset=klingon>R\xedo", "declares an unknown encoding, 'klingon'"),
        ("a.html", b"<meta charset=ascii>\x81", "declares ascii but is not (byte 20)"),
        ("a.html", b"<p>R\xedo</p>", "has the wrong encoding: not UTF-8"),
        ("a.txt", bytes(range(256)) * 20, "is binary, not text: it holds zero bytes"),
        ("a.txt", b"%PDF-1.7 ...", "is binary, not text: it is a PDF"),
        ("a.html", b"PK\x03\x04....", "is binary, not text: it is a ZIP file or an office document"),
        ("a.txt", b"The order is in. " * 25_000, "is too long: 425,000 bytes, the limit is 400,000; cut it up"),
        ("a.txt", b"order " * 20_000, "is too long: 120,000 characters, the limit is 100,000"),
        ("a.txt", b"x" * 99_999, "is no prose: 99,999 characters without a space"),
        ("a.json", b"{", "is not JSON"),
        ("a.json", b'{"a":' * 50_000, "is not JSON: maximum recursion depth"),
        ("a.json", b"[" * 100_000, "is cut off or not JSON in item 1 of its list: maximum recursion depth"),
        ("a.json", b"7", "holds no document: it needs an object with a text, or a list of them"),
        ("a.json", b'{"title": "x"}', "has no field that is known to hold text; its fields are title"),
        ("a.json", b'[{"text": "A."}, {"text": "B."}]', "holds more than one document: `policygraph ingest`"),
        ("a.json", b'{"text": "Some text.", "date": "soon"}', "has a date that is none: 'soon'; write YYYY-MM-DD"),
        ("picture.png", b"\x89PNG....", "is binary, not text: it is a PNG picture"),
    ],
)
def test_every_bad_file_is_refused_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert refused(written(tmp_path, name, content))[: len(reason)] == reason


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    reasons = [refused(tmp_path / name) for name in ("pipe.txt", "folder.txt", "broken.txt", "none.txt")]
    assert reasons == ["is not a regular file", "is a directory, not a document", "does not exist", "does not exist"]


def test_a_tree_is_walked_in_order_without_hidden_files_and_loops(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/c.HTML",
        "a/d.png",
        "a/e.txt.gz",
        "a/f.sql.gz",
        ".git/x.txt",
        ".hidden.txt",
        "c.json",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = [str(path.relative_to(tmp_path)) for path in find(tmp_path)]
    assert found == ["a/c.HTML", "a/e.txt.gz", "a/z.md", "b.txt", "c.json"]


def test_a_path_that_is_no_folder_is_passed_on_to_be_read(tmp_path: Path) -> None:
    assert list(find(tmp_path / "none.docx")) == [tmp_path / "none.docx"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert [refused(path) for path in find(tmp_path)] == ["cannot be read: Permission denied"]


def test_there_is_a_reader_for_each_kind_that_is_promised() -> None:
    documents = ".txt .md .markdown .html .htm .xhtml .pdf .docx .fields"
    containers = ".json .jsonl .ndjson .csv .tsv .eml .mbox .warc .zip .tar .gz .tgz .bz2 .tbz2 .xz .txz"
    assert (" ".join(READERS), " ".join(CONTAINERS)) == (documents, containers)
