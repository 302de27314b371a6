"""Markdown: YAML front matter becomes metadata; the rest becomes text without its markup.

The markup goes because the text is read as prose: `[Mayor Johnson](https://…)` is a name for a reader and noise for a
parser. Blocks are set apart by a blank line, numbers of ordered lists stay. A soft line break is a space where the
line was wrapped (graph.sources.wrapped) and stays otherwise: text out of PDFs keeps its headings by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from graph.errors import InputError
from graph.model import Document
from graph.sources.decode import decode
from graph.sources.fields import metadata
from graph.sources.wrapped import unwrap

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
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
    fields = metadata(known, {}, source)
    if "title" not in fields and (heading := _heading(tokens)):
        fields["title"] = heading
    return Document(unwrap("\n\n".join(_blocks(tokens))), **fields)


def _front_matter(text: str, source: str) -> dict[str, Any]:
    """The front matter's fields; empty where the text between two rules is no mapping."""
    try:
        loaded = yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 2}" if where else ""
        raise InputError(
            source, f"has front matter that is not YAML{line}: {getattr(error, 'problem', error)}"
        ) from error
    return {str(key): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


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
