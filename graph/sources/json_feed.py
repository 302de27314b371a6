"""JSON Feed (version 1 and 1.1, jsonfeed.org)."""

from __future__ import annotations

import json
from typing import Any

from graph.errors import InputError
from graph.sources.dates import day
from graph.sources.decode import decode
from graph.sources.entry import Entry
from graph.sources.markup import plain


def is_json_feed(told: dict[str, Any]) -> bool:
    """Whether a JSON object says that it is one."""
    return "jsonfeed.org" in str(told.get("version"))


def read_json_feed(data: bytes, name: str) -> list[Entry]:
    """The items of a JSON Feed. Raises InputError for JSON that is none."""
    try:
        feed = json.loads(decode(data, name))
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(name, f"is no feed: neither XML nor JSON ({error})") from error
    if not isinstance(feed, dict) or not is_json_feed(feed):
        raise InputError(name, "is JSON but no feed: a JSON Feed names its version, https://jsonfeed.org/version/1.1")
    items = feed.get("items")
    found = items if isinstance(items, list) else []
    return [_entry(item, feed, name, number) for number, item in enumerate(found, 1) if isinstance(item, dict)]


def _entry(item: dict[str, Any], feed: dict[str, Any], name: str, number: int) -> Entry:
    known = {
        "title": _string(item, "title"),
        "url": _string(item, "url") or _string(item, "external_url"),
        "publisher": _string(feed, "title"),
        "author": _authors(item) or _authors(feed),
        "date": day(_string(item, "date_published") or _string(item, "date_modified")),
        "format": "application/feed+json",
    }
    texts = [plain(_string(item, "content_html")), _string(item, "content_text").strip(), _string(item, "summary")]
    return Entry.of(name, number, texts, known)


def _authors(told: dict[str, Any]) -> str:
    listed = told.get("authors")
    authors = listed if isinstance(listed, list) else [told.get("author")]
    return ", ".join(filter(None, (_string(author, "name") for author in authors if isinstance(author, dict))))


def _string(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""
