"""RDF as text: N-Triples, N-Quads, Turtle and TriG, one named graph after the other.

pyoxigraph writes them: rdflib's Turtle takes 31 ms for 300 triples and holds the whole graph in memory.
Nothing is held but the named graph at hand (for Turtle and TriG, which are sorted to read well), so memory stays
flat over a store of any size. A triple that several documents state is written once for each of them in the
formats that have no named graphs: RDF reads it as one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.export.view import View
from graph.store import Store
from ontology.terms import PREFIXES

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def write_ntriples(view: View, out: BinaryIO) -> None:
    """One triple a line, in no particular order."""
    serialize((quad.triple for quad in view.store.quads()), out, RdfFormat.N_TRIPLES)


def write_nquads(view: View, out: BinaryIO) -> None:
    """One quad a line, in no particular order."""
    serialize(view.store.quads(), out, RdfFormat.N_QUADS)


def write_turtle(view: View, out: BinaryIO) -> None:
    """Turtle with our prefixes, each document's triples together, sorted by subject."""
    triples = (quad.triple for quad in sorted_quads(view.store))
    serialize(triples, _with_sorted_head(out), RdfFormat.TURTLE, prefixes=PREFIXES)


def write_trig(view: View, out: BinaryIO) -> None:
    """TriG with our prefixes, one block for each named graph, sorted by subject."""
    serialize(sorted_quads(view.store), _with_sorted_head(out), RdfFormat.TRIG, prefixes=PREFIXES)


class _Body(io.RawIOBase):
    """Passes on what is written to it but for the first `skip` bytes."""

    def __init__(self, out: BinaryIO, skip: int) -> None:
        super().__init__()
        self._out, self._skip = out, skip

    def write(self, data: Any) -> int:
        skipped = min(self._skip, len(data))
        self._skip -= skipped
        self._out.write(data[skipped:])
        return len(data)


def _with_sorted_head(out: BinaryIO) -> BinaryIO:
    """Write the prefixes in order; what pyoxigraph then writes has them first, as long, in an order of chance."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(PREFIXES.items())).encode()
    out.write(head)
    return cast("BinaryIO", _Body(out, len(head)))


def sorted_quads(store: Store) -> Iterator[Quad]:
    """All quads, graph by graph in the order of their names, each by subject, `a` before all other predicates."""
    yield from sorted((q for q in store.quads(None) if isinstance(q.graph_name, DefaultGraph)), key=_reading_order)
    for name in sorted(store.graphs()):
        yield from sorted(store.quads(name), key=_reading_order)


def _reading_order(quad: Quad | Triple) -> tuple[str, bool, str, str]:
    predicate = quad.predicate.value
    subject = quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)
    return subject, predicate != RDF_TYPE, predicate, str(quad.object)
