"""Styles and scripts: named by what is in them, kept for ever, and left out where they could not be bundled."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from api.pages import assets

FOR_EVER = "public, max-age=31536000, immutable"
BUNDLED = {"explore": {"script": "explore-1.js", "style": None, "imports": ["shared-2.js"]}}


@pytest.fixture
def bundled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A manifest of what might have been bundled."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"sources": "x", "files": BUNDLED}), encoding="utf-8")
    monkeypatch.setattr(assets, "MANIFEST", manifest)
    return manifest


def test_the_style_sheet_is_kept_for_ever_by_the_name_that_pages_have_for_it_and_no_other(
    read_only: TestClient,
) -> None:
    page = html.document_fromstring(read_only.get("/docs", headers={"accept": "text/html"}).text)
    (style,) = page.xpath("//link[@rel='stylesheet']/@href")

    assert read_only.get(style).headers["cache-control"] == FOR_EVER
    for other in ("/static/style.css", "/static/style.css?v=0"):
        assert "cache-control" not in read_only.get(other).headers


@pytest.mark.usefixtures("bundled")
def test_a_page_loads_what_was_bundled_for_it(read_only: TestClient) -> None:
    page = html.document_fromstring(read_only.get("/explore", headers={"accept": "text/html"}).text)

    assert page.xpath("//script[@type='module']/@src") == ["/static/build/explore-1.js"]
    assert page.xpath("//link[@rel='modulepreload']/@href") == ["/static/build/shared-2.js"]


def test_without_anything_bundled_a_page_loads_no_script(read_only: TestClient, bundled: Path) -> None:
    bundled.write_text(json.dumps({"sources": "", "files": {}}), encoding="utf-8")
    page = read_only.get("/explore", headers={"accept": "text/html"})
    assert '<script type="module"' not in page.text
    bundled.unlink()
    assert read_only.get("/explore", headers={"accept": "text/html"}).text == page.text


def test_what_was_bundled_comes_as_it_was_compressed_and_whole_to_who_wants_it_so(
    read_only: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = assets.STATIC / "build"
    folder.mkdir(exist_ok=True)
    script = folder / "test-0123.js"
    try:
        script.write_text("let said;", encoding="utf-8")
        Path(f"{script}.gz").write_bytes(gzip.compress(b"let said;"))
        for wish, coding in (("gzip", "gzip"), ("identity", None)):
            got = read_only.get("/static/build/test-0123.js", headers={"accept-encoding": wish})
            assert (got.text, got.headers.get("content-encoding")) == ("let said;", coding)
            assert got.headers["content-type"].startswith("text/javascript")
            assert got.headers["cache-control"] == FOR_EVER
    finally:
        script.unlink()
        Path(f"{script}.gz").unlink()
