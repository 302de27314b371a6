"""What the fields of a document are called in front matter, in tables and in JSON, and a document's piece from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from graph.errors import InputError
from graph.model import Document
from graph.sources.dates import required_day
from graph.sources.piece import Piece

FIELDS = ".fields"  # the kind of a piece whose container has told text and metadata apart; no file is named so

NAMES = {  # the better name first; without case, spaces, hyphens and underscores
    "text": (
        *("text", "fulltext", "articletext", "articlebody", "bodytext", "plaintext", "maintext", "body", "content"),
        *("article", "story", "transcript", "html", "bodyhtml", "contenthtml"),
    ),
    "title": ("title", "headline", "heading"),
    "url": ("url", "canonicalurl", "canonical", "link", "sourceurl", "weburl", "permalink", "uri"),
    "publisher": ("publisher", "sitename", "site", "outlet", "newspaper", "publication"),
    "author": ("author", "authors", "byline", "by", "creator"),
    "date": ("date", "published", "datepublished", "publicationdate", "pubdate", "publishedat", "datesigned"),
    "license": ("license", "licence", "rights"),
}
METADATA = tuple(name for name in NAMES if name != "text")
_CHOSEN = re.compile(f"({'|'.join(NAMES)})=(.+)", re.DOTALL)
_PAGE = re.compile(r"\s*<(?:!doctype|[a-z][a-z0-9]*[\s>]).*</[a-z][a-z0-9]*>\s*\Z", re.IGNORECASE | re.DOTALL)


def chosen(given: Iterable[str]) -> dict[str, str]:
    """What a user calls the fields, each written like "text=body". Raises ValueError where one is not."""
    found = dict[str, str]()
    for one in given:
        if (match := _CHOSEN.fullmatch(one)) is None:
            raise ValueError(f"{one!r}: write it like text=body or date=published")
        found[match[1]] = match[2]
    return found


def metadata(row: Mapping[str, Any], chosen: Mapping[str, str], source: str) -> dict[str, str]:
    """What a row, an object or front matter says of its document. Raises InputError for a date that is none."""
    found = {field: value for field in METADATA if (value := _value(row, field, chosen)) is not None}
    known = {
        field: required_day(value, source) if field == "date" else words
        for field, value in found.items()
        if (words := _words(value))
    }
    if not re.match(r"https?://", known.get("url", "http://")):
        del known["url"]  # a permalink below a site that is not named
    return known


def piece(row: Mapping[str, Any], chosen: Mapping[str, str], source: str, media_type: str) -> Piece:
    """The document of a row or an object, still to be read. Raises InputError where it has no text."""
    if (text := text_of(row, chosen)) is None:
        raise InputError(source, lacks_text(row, chosen))
    known = metadata(row, chosen, source)
    data = text.encode("utf-8", "ignore")  # half a surrogate pair, which JSON can hold, is no character
    if _PAGE.match(text):
        return Piece(source, ".html", data, known)
    return Piece(source, FIELDS, data, known | {"format": media_type})


def read_fields(data: bytes, source: str) -> Document:
    """The text exactly as its container has it, in UTF-8."""
    return Document(text=data.decode("utf-8"))


def lacks_text(names: Iterable[str], chosen: Mapping[str, str]) -> str:
    """What to tell a user whose table or object has no text under a name that we know, or none in it."""
    there = list(map(str, names))
    if "text" not in chosen and (known := next((name for name in there if _squashed(name) in NAMES["text"]), None)):
        return f"has no text in {known!r}, where its text should be"
    wanted = f"no text in {chosen['text']!r}" if "text" in chosen else "no field that is known to hold text"
    shown = ", ".join(f"{name:.40}" for name in there) or "none"
    return f"has {wanted}; its fields are {shown:.400}: name the right one with --field text=NAME"


def text_of(row: Mapping[str, Any], chosen: Mapping[str, str]) -> str | None:
    """The text of a row or an object, None where there is none."""
    text = _value(row, "text", chosen)
    return text if isinstance(text, str) else None


def _value(row: Mapping[str, Any], field: str, chosen: Mapping[str, str]) -> Any:
    """The value under the name that the user chose, else under the best of the known ones; None where it is empty."""
    if field in chosen:
        return _at(row, chosen[field])
    by_name = {_squashed(str(name)): value for name, value in row.items()}
    return next((value for name in NAMES[field] if (value := by_name.get(name)) not in (None, "", [])), None)


def _squashed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _at(row: Any, path: str) -> Any:
    """The value under a name, or under names joined by dots: "article.body"."""
    if not isinstance(row, Mapping) or path in row:
        return row.get(path) if isinstance(row, Mapping) else None
    head, dot, rest = path.partition(".")
    return _at(row.get(head), rest) if dot else None


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value))) or None
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    return None if value is None else str(value).strip() or None
