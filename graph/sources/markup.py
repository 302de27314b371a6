"""Fragments of HTML, as feeds have them: their text with its paragraphs, and the feeds that a page names.

By lxml, which trafilatura brings along: the standard library's parser takes a time that grows with the square of the
length for some input (8 s for 24 kB of `<p <p <p`).
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

_BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol p pre section table td th tr ul".split()
)
_HIDDEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "title"})
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_PARAGRAPH = "\n\n"


def plain(markup: str) -> str:
    """The text of a fragment, its paragraphs set apart by a blank line."""
    parts: list[str] = []
    walk = etree.iterwalk(_tree(markup), events=("start", "end"))
    for event, element in walk:
        if event == "start" and element.tag in _HIDDEN:
            walk.skip_subtree()
            continue
        block = _PARAGRAPH if element.tag in _BLOCKS else ""
        said = element.text if event == "start" else element.tail
        parts += (block, re.sub(r"\s+", " ", said or ""))  # a blank line within text is no paragraph's end in HTML
    blocks = ("".join(parts)).split(_PARAGRAPH)
    return _PARAGRAPH.join(filter(None, map(str.strip, blocks)))


def alternates(page: str) -> list[str]:
    """The addresses of the feeds that a page names, as it writes them."""
    return [
        link.get("href", "").strip()
        for link in _tree(page).iter("link")
        if "alternate" in link.get("rel", "").lower() and link.get("type", "").lower() in _FEEDS
    ]


def _tree(markup: str) -> Any:
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    parser.feed(f"<body>{markup}".encode("utf-8", "replace"))  # the body, so that text alone is a tree
    return parser.close()
