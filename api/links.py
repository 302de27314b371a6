"""Addresses: from an IRI of the graph to the page or the data of this service, and back.

`{base}id/person/brandon-johnson` is `/entities/person/brandon-johnson` here, `{base}id/order/x` is `/orders/x`,
`{base}id/document/0123456789abcdef#char=12,30` is `/documents/0123456789abcdef#char=12,30`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from ontology.terms import TOPICS

ENTITIES: Final = frozenset({"person", "agency", "organization", "group", "place", "policy", "office"})
_SAFE: Final = "/:@!$&'()*+,;=~-._"
_SPAN: Final = re.compile(r"^char=\d+,\d+$")


def iri_of(base_iri: str, path: str) -> str:
    """The IRI of a path below `id/`."""
    return f"{base_iri}id/{path}"


def as_name(base_iri: str, name: str) -> str:
    """What somebody calls a thing: its name or IRI as it is, a path below `id/` as its IRI."""
    return iri_of(base_iri, name) if "/" in name and "://" not in name else name


def path_of(base_iri: str, iri: str) -> str | None:
    """The path below `id/` of an IRI of this deployment, with its fragment; None for any other IRI."""
    prefix = f"{base_iri}id/"
    return iri.removeprefix(prefix) if iri.startswith(prefix) and len(iri) > len(prefix) else None


def quoted(path: str) -> str:
    """A path as it stands in an address."""
    return quote(path, _SAFE)


def page_of_path(path: str) -> str:
    """Where this service shows a path below `id/`."""
    path, _, fragment = path.partition("#")
    kind, _, rest = path.partition("/")
    if kind == "document":
        return document_page(rest, fragment)
    if kind == "order":
        return f"/orders/{quote(rest, _SAFE)}"
    if kind in ENTITIES:
        return f"/entities/{quote(path, _SAFE)}"
    return name_of_path(path)


def name_of_path(path: str) -> str:
    """The address that is a thing's name, by its path below `id/`."""
    return f"/id/{quote(path, _SAFE)}"


def document_page(document_id: str, fragment: str = "") -> str:
    """Where a document is shown, at the span that a fragment (`char=12,30`) names."""
    return f"/documents/{quote(document_id, _SAFE)}" + (f"#{fragment}" if _SPAN.match(fragment) else "")


def fact_page(base_iri: str, iri: str) -> str:
    """Where a fact is shown with who else says so."""
    return f"/facts/{quote(path_of(base_iri, iri) or iri, _SAFE)}"


def topic_page(code: str) -> str:
    """Where a topic is shown with what is about it."""
    return f"/topics/{quote(code, _SAFE)}"


def anchor(start: int, end: int) -> str:
    """The id, on a document's page, of the span `[start, end)`."""
    return f"char={start},{end}"


@lru_cache(maxsize=10_000)  # lists and searches show the same things and documents again and again
def page_of_iri(base_iri: str, iri: str) -> str:
    """Where an IRI is shown: by this service if it is one of its own, else where it says itself.

    A topic is no deployment's own, and shown here all the same.
    Anything but http(s) gives no link at all ("#"), whatever a document made us store (`javascript:` …).
    """
    path = path_of(base_iri, iri)
    if path is not None:
        return page_of_path(path)
    if iri.startswith(TOPICS):
        return topic_page(iri.removeprefix(TOPICS))
    return iri if iri.startswith(("http://", "https://")) else "#"
