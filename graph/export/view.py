"""What is exported: the whole store, one document, what is known of one entity or of what a list lists, or what a
CONSTRUCT gives.

A part is copied into a store of its own (graph/export/part.py), so that every format reads every scope in the same
way; the whole is read from where it lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from graph.document_list import DocumentLine, documents
from graph.export.part import about, constructed, held, listed
from graph.facts import EVERY, Fact, facts
from graph.lists import Asked
from graph.projection import Edge, Node, edges, nodes, plain_edges, plain_nodes, topic_nodes
from graph.query import document, facts_about
from graph.store import Store

if TYPE_CHECKING:
    from graph.search import Index


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything, the vocabulary too."""


@dataclass(frozen=True, slots=True)
class OneDocument:
    """One document's graph. `key` is its id (16 hexadecimal digits) or its IRI."""

    key: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """One entity, every fact it takes part in with its evidence, and what those facts tie it to."""

    iri: str


@dataclass(frozen=True, slots=True)
class Among:
    """Some things, and some facts (IRIs) between them with their evidence; other things in these are left out of
    networks."""

    things: frozenset[str]
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Construct:
    """The triples of a SPARQL CONSTRUCT (or DESCRIBE), of whatever shape."""

    sparql: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list lists (graph/listing.py): documents whole, facts with their evidence, things with all their facts
    and what those tie them to. `limit` and `after` as of a part of the list; all of it unless they are given."""

    index: Index
    asked: Asked
    limit: int | None = None
    after: tuple[str | float, ...] = field(default=())


Scope = Whole | OneDocument | Neighbourhood | Among | Listed | Construct


@dataclass(frozen=True, slots=True)
class View:
    """A scope as every format reads it: quads, nodes and edges, facts, documents. `among`: the only nodes, where there
    are others in what is said of those. `licence`: the address of that of the data, if they have one."""

    store: Store
    plain: bool = False
    among: frozenset[str] | None = None
    licence: str | None = None

    def nodes(self) -> Iterator[Node]:
        """The things, and the topics of orders; for a CONSTRUCT, whatever is subject or object."""
        if self.plain:
            return plain_nodes(self.store.quads())
        return (node for node in chain(nodes(self.store), topic_nodes(self.store)) if self.has(node.iri))

    def edges(self) -> Iterator[Edge]:
        """The facts between two things, and topics; for a CONSTRUCT, every triple between two things."""
        if self.plain:
            return plain_edges(self.store.quads())
        return (edge for edge in edges(self.store, EVERY) if self.has(edge.source) and self.has(edge.target))

    def facts(self) -> Iterator[Fact]:
        """The facts; a CONSTRUCT has none, only triples."""
        return iter(()) if self.plain else facts(self.store, families=EVERY)

    def documents(self) -> Iterator[DocumentLine]:
        """What the facts were read from."""
        return documents(self.store)

    def has(self, iri: str) -> bool:
        """Whether a thing is to be among the nodes."""
        return self.among is None or iri in self.among


@contextmanager
def view(store: Store, scope: Scope, licence: str | None = None) -> Iterator[View]:
    """What a scope means in a store. Raises NotFound, QueryError, QueryRefused, ExportError."""
    if isinstance(scope, Whole):
        yield View(store, licence=licence)
        return
    with held(_quads(store, scope)) as part:
        among = scope.things if isinstance(scope, Among) else None
        yield View(part, isinstance(scope, Construct), among, licence)


def _quads(store: Store, scope: OneDocument | Neighbourhood | Among | Listed | Construct) -> Iterator[Quad]:
    match scope:
        case OneDocument(key):
            return store.quads(document(store, key).iri)
        case Neighbourhood(iri):
            return about(store, {iri}, facts_about(store, iri))
        case Among(things, wanted):
            return about(store, things, facts(store, wanted))
        case Listed(index, asked, limit, after):
            return listed(store, index, asked, limit, after)
        case Construct(sparql):
            return constructed(store, sparql)
