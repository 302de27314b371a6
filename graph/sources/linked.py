"""What a page says of itself where trafilatura does not look: JSON-LD of an article, and its licence.

Read by hand, because it is five fields of one object; extruct would bring RDFa, microdata and a dozen packages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.sources.dates import day

_ARTICLE = re.compile(r"(?:Article|Report|Posting|Legislation|GovernmentService|WebPage)$")
_LICENSE = ("license", "licence", "dc.license", "dcterms.license", "dc.rights.license", "copyright-license")
LONGEST = 300  # characters of a field, above which it is no name and no address


@dataclass(frozen=True, slots=True)
class Linked:
    """`free` is false where the page says that readers have to pay for it."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    license: str | None = None
    free: bool = True


def linked(tree: Any) -> Linked:
    """From a page that lxml has parsed."""
    article = _article(tree)
    main = article.get("mainEntityOfPage")
    return Linked(
        title=_name(article.get("headline")),
        url=_address(article.get("url")) or _address(main) or _address(article.get("@id")),
        publisher=_name(article.get("publisher")),
        author=_name(article.get("author")),
        date=day(article["datePublished"]) if article.get("datePublished") else None,
        license=_address(article.get("license")) or _name(article.get("license")) or _license(tree),
        free=str(article.get("isAccessibleForFree", True)).lower() != "false",
    )


def _article(tree: Any) -> Mapping[str, Any]:
    """The object of a page's JSON-LD that is the article; empty where there is none."""
    found: list[Mapping[str, Any]] = []
    for script in tree.xpath('.//script[@type="application/ld+json"]'):
        try:
            found += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    articles = [item for item in found if any(_ARTICLE.search(kind) for kind in _kinds(item))]
    return min(articles, key=lambda item: "WebPage" in _kinds(item), default={})  # a page is better than nothing


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph", []))


def _kinds(item: Mapping[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if 0 < len(text) <= LONGEST else None


def _address(value: Any) -> str | None:
    if isinstance(value, list):
        return next(filter(None, map(_address, value)), None)
    if isinstance(value, dict):
        return _address(value.get("@id") or value.get("url"))
    return value if isinstance(value, str) and re.fullmatch(r"https?://\S{1,2000}", value) else None


def _license(tree: Any) -> str | None:
    """What links of the relation "license" point to, or what a meta tag says."""
    for node in tree.xpath('.//*[self::link or self::a][contains(@rel, "license")][@href]'):
        if address := _address(node.get("href")):
            return address
    for node in tree.xpath(".//meta[@content][@name or @property]"):
        if (node.get("name") or node.get("property")).lower() in _LICENSE:
            return _name(node.get("content"))
    return None
