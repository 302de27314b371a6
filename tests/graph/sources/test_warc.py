"""WARC: the pages of a crawl, under their addresses."""

from __future__ import annotations

import gzip
from pathlib import Path

from graph.model import Document
from graph.settings import Settings
from graph.sources import Intake, Origin, Piece, pieces, read_piece
from tests.graph.sources.making import answer, found, pdf

TEXT = "The mayor of Río has signed an order detailing how the city will resist a crackdown – “a first step”, she said."
PAGE = (
    f"<html><head><title>Mayor signs order</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()
)
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)


def written(folder: Path, data: bytes, name: str = "crawl.warc") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


CRAWL = b"".join(
    [
        answer("https://a.example/1", PAGE),
        answer("https://a.example/2", gzip.compress(PAGE), headers={"Content-Encoding": "gzip"}),
        answer("https://a.example/3", CHUNKS, headers={"Transfer-Encoding": "chunked"}),
        answer("https://a.example/4", TEXT.encode("cp1252"), "text/plain; charset=iso-8859-1"),
        answer("https://a.example/robots.txt", b"Allow: all", "text/plain"),
        answer("https://a.example/logo.png", b"PNG", "image/png"),
        answer("https://a.example/gone", PAGE, status=404),
        answer("https://a.example/5", pdf([[TEXT[:70]]]), "application/pdf"),
        answer("https://a.example/1", PAGE),
    ]
)


def test_the_documents_of_a_crawl_are_found_among_all_else(tmp_path: Path) -> None:
    texts = [("!https://a.example/1", TEXT), ("!https://a.example/2", TEXT), ("!https://a.example/3", TEXT)]
    texts += [("!https://a.example/4", TEXT), ("!https://a.example/5", TEXT[:70].strip())]
    texts += [("!https://a.example/1#2", TEXT)]
    assert found(written(tmp_path, CRAWL)) == texts
    assert found(written(tmp_path, gzip.compress(CRAWL), "crawl.warc.gz")) == texts


def test_a_page_has_the_address_it_was_fetched_from_and_the_day_where_it_says_none(tmp_path: Path) -> None:
    file = written(tmp_path, CRAWL)
    piece = next(pieces(Origin(str(file)), Settings(), Intake()))
    assert isinstance(piece, Piece)
    assert read_piece(piece, Settings()) == Document(
        TEXT,
        title="Mayor signs order",
        url="https://a.example/1",
        date="2025-08-30",
        source=f"{file}!https://a.example/1",
        format="text/html",
    )


def test_one_damaged_answer_stops_no_other_and_a_cut_off_crawl_says_so(tmp_path: Path) -> None:
    bad = answer("https://a.example/bad", b"no gzip", headers={"Content-Encoding": "gzip"})
    results = found(written(tmp_path, bad + CRAWL))
    assert results[0] == ("!https://a.example/bad", "is broken: Gzip decompression error: data error")
    assert len(results) == 7
    whole = found(written(tmp_path, CRAWL))
    for cut in (5, 200, 500, 700):
        part = found(written(tmp_path, CRAWL[:-cut]))
        assert part[:-1] == whole[: len(part) - 1]
        assert len(part) >= 5
    assert [found(written(tmp_path, data))[0][1] for data in (b"nothing", b"")] == [
        "is cut off or damaged (Invalid WARC header); what stands before was read",
        "holds no document of a kind that is read",
    ]
