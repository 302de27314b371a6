"""Pages as trees of elements, and their words as a reader has them."""

from __future__ import annotations

from typing import Any, Final

from lxml import html
from starlette.testclient import TestClient

HTML: Final = {"accept": "text/html"}


def tree(client: TestClient, address: str, status: int = 200, /, **asked: Any) -> html.HtmlElement:
    """The page at an address, asked as a browser does; it comes with this status."""
    answer = client.get(address, params=asked or None, headers=HTML)
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, "text/html"), answer.text
    return html.document_fromstring(answer.text)


def words(element: html.HtmlElement) -> str:
    """The text of an element, its spaces as one sees them."""
    return " ".join(element.text_content().split())
