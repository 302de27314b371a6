"""Files: what of a tree is read, and each bad file an error that names it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.settings import Settings
from graph.sources import CONTAINERS, READERS, find, origins, read
from tests.graph.sources.making import refused, written

SETTINGS = Settings(max_characters=100_000, max_bytes=400_000)
TEXT = "Mayor Ann Lee of Río signed “an order” on Monday – it bars the police from asking.\n\nResidents cheered.\n"


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
    assert refused(written(tmp_path, name, content), SETTINGS)[: len(reason)] == reason


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    reasons = [refused(tmp_path / name) for name in ("pipe.txt", "folder.txt", "broken.txt", "none.txt")]
    assert reasons == ["is not a regular file", "is a directory, not a document", "does not exist", "does not exist"]


def test_the_source_is_the_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, "order.txt", TEXT)
    monkeypatch.chdir(tmp_path)
    assert read(Path("order.txt"), SETTINGS).source == str(file)


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


def test_origins_are_resolved_but_their_order_is_that_of_their_names(tmp_path: Path) -> None:
    real, seen = tmp_path / "real", tmp_path / "seen"
    (real / "b").mkdir(parents=True)
    for name in ("a.txt", "b/c.txt", "d.txt"):
        (real / name).write_text(name)
    seen.symlink_to(real)
    (real / "b" / "link.txt").symlink_to(real / "a.txt")
    (real / "b" / "lost.txt").symlink_to(real / "none.txt")
    found = list(origins(str(seen)))
    assert [origin.name for origin in found] == [
        str(real / name) for name in ("a.txt", "b/c.txt", "a.txt", "b/lost.txt", "d.txt")
    ]
    assert [origin.size for origin in found] == [5, 7, 5, None, 5]
    assert found[0].modified == (real / "a.txt").stat().st_mtime_ns


def test_a_path_that_is_no_folder_is_passed_on_to_be_read(tmp_path: Path) -> None:
    assert list(find(tmp_path / "none.docx")) == [tmp_path / "none.docx"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    assert [refused(path) for path in find(tmp_path)] == ["cannot be read: Permission denied"]


def test_there_is_a_reader_for_each_kind_that_is_promised() -> None:
    documents = ".txt .md .markdown .html .htm .xhtml .pdf .docx .fields"
    containers = (
        ".json .jsonl .ndjson .csv .tsv .eml .mbox .warc .zip .tar .gz .tgz .bz2 .tbz2 .xz .txz .rss .atom .xml"
    )
    assert (" ".join(READERS), " ".join(CONTAINERS)) == (documents, containers)
