"""Documents as the graph knows them, by their IRIs or ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.errors import NotFound
from graph.queries import Term, select

if TYPE_CHECKING:
    from graph.store import Store

LIMIT = 100
"""How many things a page has unless told otherwise."""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document as the graph knows it; `id` is the ledger's. `documents` alone looks up licence and original."""

    iri: str
    id: str
    label: str
    date: str | None
    url: str | None
    publisher: str | None
    author: str | None
    language: str | None
    characters: int
    license: str | None = None
    reprint_of: str | None = None


def documents_of(store: Store, iris: Iterable[str]) -> tuple[DocumentLine, ...]:
    """The documents with these IRIs that there are."""
    nodes = [NamedNode(iri) for iri in iris]
    return tuple(_line(row) for row in select(store, "documents", {"document": nodes}, len(nodes)))


def documents(store: Store) -> Iterator[DocumentLine]:
    """All documents, as the store finds them."""
    return map(_line, select(store, "document-heads"))


def document(store: Store, key: str) -> DocumentLine:
    """One document, by its id (16 hexadecimal digits) or its IRI. Raises NotFound."""
    return next(_line(row) for row in select(store, "documents", {"document": [document_node(store, key)]}))


def document_node(store: Store, key: str) -> NamedNode:
    """The IRI of the document with an id or IRI. Raises NotFound."""
    by_id = {} if "://" in key else {"identifier": [Literal(key)]}
    rows = select(store, "documents", by_id or {"document": [_iri(key)]})
    for row in rows:
        return NamedNode(row["document"].value)
    raise NotFound("document", key)


def _iri(key: str) -> NamedNode:
    try:
        return NamedNode(key)
    except ValueError:
        raise NotFound("document", key) from None


def _line(row: dict[str, Term]) -> DocumentLine:
    known = {name: term.value for name, term in row.items()}
    return DocumentLine(
        iri=known["document"],
        id=known["identifier"],
        label=known["documentLabel"],
        date=known.get("date"),
        url=known.get("url"),
        publisher=known.get("publisher"),
        author=known.get("creator"),
        language=known.get("language"),
        characters=int(known["characters"]),
        license=known.get("license"),
        reprint_of=known.get("reprintOf"),
    )
