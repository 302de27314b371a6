"""Markdown: YAML front matter becomes metadata; the rest becomes text without its markup.

The markup goes because the text is read as prose: `[Mayor Johnson](https://…)` is a name for a reader and noise for a
parser. Blocks are set apart by a blank line, numbers of ordered lists stay. A soft line break is a space where the
line was wrapped (graph.sources.wrapped) and stays otherwise: text out of PDFs keeps its headings by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from graph.errors import InputError
from graph.model import Document
from graph.sources.decode import decode
from graph.sources.wrapped import unwrap

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_NAMES = {  # what the fields are called in front matter, the better name first
    "title": ("title", "headline"),
    "url": ("url", "canonical_url", "canonical", "link", "source_url", "permalink"),
    "publisher": ("publisher", "sitename", "site_name", "site"),
    "author": ("author", "authors", "byline", "by"),
    "date": ("date", "published", "date_published", "publication_date", "pubdate", "date_signed"),
}
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where libyaml is there
_MARKDOWN = MarkdownIt("commonmark").enable("table")


def read_markdown(data: bytes, source: str) -> Document:
    """The document of a .md file. Raises InputError for front matter that is not YAML, and for a date that is none."""
    text = decode(data, source)
    known = {}
    if front := _FRONT.match(text):
        known = _front_matter(front[1], source)
        text = text[front.end() :] if known else text
    tokens = _MARKDOWN.parse(text)
    fields = {field: _first(known, names, source) for field, names in _NAMES.items()}
    fields["title"] = fields["title"] or _heading(tokens)
    if fields["url"] and not re.match(r"https?://", fields["url"]):
        fields["url"] = None  # a permalink below a site that is not named
    return Document(text=unwrap("\n\n".join(_blocks(tokens))), **fields)


def _front_matter(text: str, source: str) -> dict[str, Any]:
    """The front matter's fields by lower-case name; empty where the text between two rules is no mapping."""
    try:
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 2}" if where else ""
        raise InputError(
            source, f"has front matter that is not YAML{line}: {getattr(error, 'problem', error)}"
        ) from error
    return {str(key).lower(): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _first(known: dict[str, Any], names: Iterable[str], source: str) -> str | None:
    for name in names:
        if (value := known.get(name)) not in (None, "", []):
            return _date(value, source) if name in _NAMES["date"] else _words(value)
    return None


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value))) or None
    if isinstance(value, dict):
        return _words(value.get("name"))
    return str(value).strip() or None


def _date(value: Any, source: str) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    for form in _DATES:
        try:
            return datetime.strptime(str(value).strip(), form).date().isoformat()
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(str(value).strip()).date().isoformat()
    except ValueError:
        raise InputError(source, f"has a date in its front matter that is none: {value!r}; write YYYY-MM-DD") from None


def _heading(tokens: list[Token]) -> str | None:
    """The first heading of the first rank, which is the title where front matter names none."""
    for token, inline in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return _inline(inline).strip() or None
    return None


def _blocks(tokens: list[Token]) -> Iterator[str]:
    """The text of each block; the cells of a table's row are one block."""
    number, row = "", list[str]()  # what a list's item and a table's row have gathered so far
    in_table = False
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            number = f"{token.info}{token.markup} "
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield " | ".join(row)
        elif token.type in {"td_open", "th_open"}:
            in_table = True
        elif token.type == "inline" and in_table:
            row.append(_inline(token))
            in_table = False
        elif (text := _block(token)).strip():
            yield number + text.strip("\n")
            number = ""


def _block(token: Token) -> str:
    if token.type == "inline":
        return _inline(token)
    if token.type in {"code_block", "fence"}:
        return token.content
    return _TAG.sub("", token.content) if token.type == "html_block" else ""


def _inline(token: Token) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n", "html_inline": "", "image": ""}
    return "".join(breaks.get(child.type, child.content) for child in token.children or ())
