"""JSON-LD, compact with ontology/context.jsonld, which stands in the file so that no reader needs the network.

rdflib compacts, because pyoxigraph writes expanded JSON-LD alone; one named graph at a time, so that what is held
is one document's graph. Named graphs are kept: `{"id": "<document>", "graph": [nodes …]}`.
Blank nodes (only a CONSTRUCT makes any) get IRIs `urn:bnode:…`: rdflib loses those that refer to one another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

import ontology
from graph.errors import ExportError
from graph.export.triples import sorted_quads
from graph.export.view import View


@cache
def context() -> dict[str, Any]:
    """What stands under `@context` in ontology/context.jsonld."""
    found: dict[str, Any] = json.loads(ontology.path("context.jsonld").read_text(encoding="utf-8"))["@context"]
    return found


def write_jsonld(view: View, out: BinaryIO) -> None:
    """One JSON object: the context, and every named graph with its nodes, sorted by id."""
    out.write(f'{{"@context": {_json(context())},\n"@graph": ['.encode())
    for n, item in enumerate(_items(view)):
        out.write(f"{',' if n else ''}\n{_json(item)}".encode())
    out.write(b"\n]}\n")


def _items(view: View) -> Iterator[Any]:
    for name, quads in groupby(sorted_quads(view.store), key=lambda quad: quad.graph_name):
        nodes = _nodes(quads)
        if isinstance(name, DefaultGraph):
            yield from nodes
        else:
            yield {"id": name.value, "graph": nodes}


def _nodes(quads: Iterable[Quad]) -> list[dict[str, Any]]:
    from rdflib.plugins.serializers.jsonld import from_rdf

    from graph.store.rdflib_bridge import to_graph

    found: dict[str, Any] = from_rdf(to_graph(_named(quad) for quad in quads), context_data=context())  # type: ignore[no-untyped-call]
    del found["@context"]
    nodes: list[dict[str, Any]] = found["graph"] if set(found) == {"graph"} else [found]
    return sorted(nodes, key=lambda node: str(node["id"]))


def _named(quad: Quad) -> Quad:
    return Quad(_skolem(quad.subject), quad.predicate, _skolem(quad.object), quad.graph_name)


def _skolem(term: Any) -> Any:
    if isinstance(term, Triple):
        raise ExportError("jsonld", "has no way to write a triple as an object")
    return NamedNode(f"urn:bnode:{term.value}") if isinstance(term, BlankNode) else term


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
