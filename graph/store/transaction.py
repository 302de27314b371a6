"""Quads out and quads in, in one transaction: pyoxigraph does that by an update only.

SPARQL can neither take out a blank node nor put one in under its own label. So such terms are written as literals, and
a function of ours gives the term back while the update runs: a label once given stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, groupby, islice

import pyoxigraph as ox

from graph.delta import Delta

BULK = 20_000  # quads; above it bulk loading takes half the time, below it the files that it makes cost more
PART = 200_000  # quads that are loaded at a time, which takes 1 KB of memory each

_TERM = "urn:x-policygraph:term"  # both the function's name and the datatype of the literals that it reads
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_FUNCTIONS: dict[ox.NamedNode, Callable[..., _Term | None]] = {ox.NamedNode(_TERM): lambda term: _decoded(term)}
_BESIDE = "VALUES (?x ?p ?y) {{\n{rows}}} BIND(<" + _TERM + ">(?x) AS ?s) BIND(<" + _TERM + ">(?y) AS ?o)"


def exchange(
    database: ox.Store,
    removed: Collection[ox.Quad],
    added: Collection[ox.Quad],
    dropped: Iterable[str] = (),
    made: Iterable[str] = (),
) -> None:
    """Drop graphs, take quads out, put quads in, and make graphs: all of it, or nothing after a failure."""
    told = [f"DROP SILENT GRAPH {ox.NamedNode(name)}" for name in dropped]
    told += [*_told("DELETE", removed), *_told("INSERT", added)]
    told += [f"CREATE SILENT GRAPH {ox.NamedNode(name)}" for name in made]
    if told:
        database.update(" ;\n".join(told), custom_functions=_FUNCTIONS)


def change(database: ox.Store, delta: Delta) -> None:
    """Make a change, in one transaction."""
    exchange(database, delta.removed, delta.added, delta.dropped, delta.made)


def change_by_parts(database: ox.Store, delta: Delta) -> None:
    """Make a change of very much: fast, and half of it after a failure."""
    exchange(database, (), (), delta.dropped)
    rest = iter(delta.removed)
    while some := list(islice(rest, BULK)):
        exchange(database, some, ())
    load(database, iter(delta.added))
    exchange(database, (), (), (), delta.made)


def load(database: ox.Store, quads: Iterator[ox.Quad]) -> None:
    """Put in very many quads, part by part."""
    for first in quads:
        database.bulk_extend(chain([first], islice(quads, PART - 1)))


def _told(word: str, quads: Collection[ox.Quad]) -> Iterable[str]:
    """The updates that take out or put in."""
    plain = [quad for quad in quads if not has_blank(quad)]
    for graph, some in groupby(sorted(plain, key=_graph), key=_graph):
        block = "".join(f"{quad.triple} .\n" for quad in some)
        yield f"{word} DATA {{ {_in(graph, block)} }}"
    blank = [quad for quad in quads if has_blank(quad)]
    for graph, some in groupby(sorted(blank, key=_graph), key=_graph):
        rows = "".join(f"({_encoded(q.subject)} {q.predicate} {_encoded(q.object)})\n" for q in some)
        yield f"{word} {{ {_in(graph, '?s ?p ?o')} }} WHERE {{ {_BESIDE.format(rows=rows)} }}"


def has_blank(quad: ox.Quad) -> bool:
    """Whether a quad has a blank node in it."""
    return _is_blank(quad.subject) or _is_blank(quad.object)


def _is_blank(term: object) -> bool:
    if isinstance(term, ox.Triple):
        return _is_blank(term.subject) or _is_blank(term.object)
    return isinstance(term, ox.BlankNode)


def _graph(quad: ox.Quad) -> str:
    return str(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else ""


def _in(graph: str, block: str) -> str:
    return f"GRAPH {graph} {{ {block} }}" if graph else block


def _encoded(term: object) -> str:
    return str(ox.Literal(str(term), datatype=ox.NamedNode(_TERM)) if _is_blank(term) else term)


def _decoded(term: _Term) -> _Term:
    if isinstance(term, ox.Literal) and term.datatype.value == _TERM:
        line = f"<urn:s> <urn:p> {term.value} ."
        decoded: _Term = next(ox.parse(line, format=ox.RdfFormat.N_TRIPLES)).object
        return decoded
    return term
