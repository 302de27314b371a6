"""rdflib at the edges: what a store answers as rdflib's objects, and rdflib's graphs as quads.

Terms go over exactly, language tags, datatypes and blank nodes too. rdflib knows no triple terms (RDF 1.2): TypeError.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.term import Identifier, Node

from graph.store import Results, Term

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_graph(quads: Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    """Quads (their graphs forgotten) or triples as one rdflib graph."""
    merged = rdflib.Graph()
    for quad in quads:
        merged.add(to_triple(quad))
    return merged


def to_result(answer: Results) -> Result:
    """A query's answer as rdflib's Result: of type SELECT, ASK or CONSTRUCT."""
    if isinstance(answer, ox.QueryBoolean):
        result = Result("ASK")
        result.askAnswer = bool(answer)
    elif isinstance(answer, ox.QueryTriples):
        result = Result("CONSTRUCT")
        result.graph = to_graph(answer)
    else:
        result = Result("SELECT")
        names = [variable.value for variable in answer.variables]
        result.vars = [rdflib.Variable(name) for name in names]
        result.bindings = (
            {rdflib.Variable(n): to_rdflib(value) for n in names if (value := row[n]) is not None} for row in answer
        )
    return result


def from_graph(source: rdflib.Graph) -> Iterator[ox.Quad]:
    """The quads of an rdflib graph (in the default graph) or dataset (each in its own)."""
    if isinstance(source, rdflib.Dataset):
        for s, p, o, name in source.quads():
            named = name is not None and name != DATASET_DEFAULT_GRAPH_ID
            yield _quad(s, p, o, from_rdflib(name) if name is not None and named else ox.DefaultGraph())
    else:
        for s, p, o in source:
            yield _quad(s, p, o, ox.DefaultGraph())


def to_rdflib(term: Term) -> Identifier:
    """One term for rdflib."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype.value == _XSD_STRING else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise TypeError(f"rdflib has no such term: {term}")


def from_rdflib(term: Node) -> Term:
    """One term from rdflib."""
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, rdflib.Literal):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    raise TypeError(f"not a term of RDF: {term!r}")


def to_triple(quad: ox.Quad | ox.Triple) -> tuple[Node, Node, Node]:
    """A quad's triple for rdflib."""
    return to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)


def _quad(s: Node, p: Node, o: Node, graph: Term | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(from_rdflib(s), from_rdflib(p), from_rdflib(o), graph)  # type: ignore[arg-type]
