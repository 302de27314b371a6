"""What is exported: the whole store, one document, what is known of one entity, or what a CONSTRUCT gives.

A part is copied into a store in memory, so that every format reads every scope in the same way; the whole is read
from where it lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples

from graph.errors import ExportError
from graph.facts import EVERY, Fact, facts
from graph.projection import Edge, Node, edges, nodes, plain_edges, plain_nodes, topic_nodes
from graph.queries import select_many
from graph.query import document, facts_about
from graph.store import Store
from graph.store.oxigraph import MemoryStore
from ontology.terms import DCTERMS, OA, OWL, RDF, RDFS, SKOS


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


Scope = Whole | OneDocument | Neighbourhood | Among | Construct


@dataclass(frozen=True, slots=True)
class View:
    """A scope as every format reads it: quads, nodes and edges, facts. `among`: the only nodes, where there are others
    in what is said of those."""

    store: Store
    plain: bool = False
    among: frozenset[str] | None = None

    def nodes(self) -> Iterator[Node]:
        """The things, and the topics of orders; for a CONSTRUCT, whatever is subject or object."""
        if self.plain:
            return plain_nodes(self.store.quads())
        return (node for node in chain(nodes(self.store), topic_nodes(self.store)) if self._has(node.iri))

    def edges(self) -> Iterator[Edge]:
        """The facts between two things, and topics; for a CONSTRUCT, every triple between two things."""
        if self.plain:
            return plain_edges(self.store.quads())
        return (edge for edge in edges(self.store, EVERY) if self._has(edge.source) and self._has(edge.target))

    def facts(self) -> Iterator[Fact]:
        """The facts; a CONSTRUCT has none, only triples."""
        return iter(()) if self.plain else facts(self.store, families=EVERY)

    def _has(self, iri: str) -> bool:
        return self.among is None or iri in self.among


def view(store: Store, scope: Scope) -> View:
    """What a scope means in a store. Raises NotFound, QueryError, QueryRefused, ExportError."""
    match scope:
        case Whole():
            return View(store)
        case OneDocument(key):
            return View(_memory(store.quads(document(store, key).iri)))
        case Neighbourhood(iri):
            return View(_memory(_about(store, {iri}, facts_about(store, iri))))
        case Among(things, wanted):
            return View(_memory(_about(store, things, facts(store, wanted))), among=things)
        case Construct(sparql):
            return View(_memory(_triples(store, sparql)), plain=True)


def _memory(quads: Iterable[Quad]) -> Store:
    part = MemoryStore()
    part.reload(quads)
    return part


def _triples(store: Store, sparql: str) -> Iterator[Quad]:
    result = store.query(sparql)
    if not isinstance(result, QueryTriples):
        raise ExportError("construct", "only a CONSTRUCT or DESCRIBE gives a graph; this is a SELECT or ASK")
    return (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in result)


_NAMING = frozenset({RDF.type, RDFS.label, SKOS.altLabel, OWL.sameAs, DCTERMS.issued})


def _about(store: Store, things: Iterable[str], told: Iterable[Fact]) -> Iterator[Quad]:
    """The quads about things, facts and their evidence, and what names and dates everything else in them."""
    about = list(told)
    nodes = {*things, *(fact.iri for fact in about), *(fact.citation.iri for fact in about)}
    whole = list(_quads_of(store, nodes))
    ends = [(quad.predicate, quad.object.value) for quad in whole if isinstance(quad.object, NamedNode)]
    selectors = {iri for predicate, iri in ends if predicate == OA.hasSelector}
    others = {iri for _, iri in ends} - nodes - selectors
    yield from whole
    yield from _quads_of(store, selectors)
    documents = {quad.graph_name for quad in whole}
    yield from (q for q in _quads_of(store, others) if q.predicate in _NAMING and q.graph_name in documents)


def _quads_of(store: Store, subjects: Iterable[str]) -> Iterator[Quad]:
    for row in select_many(store, "neighbourhood", "subject", [NamedNode(iri) for iri in sorted(subjects)]):
        subject, predicate, graph = (NamedNode(row[name].value) for name in ("subject", "predicate", "document"))
        yield Quad(subject, predicate, row["object"], graph)
