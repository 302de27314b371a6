"""Graphs that people write, as they go over the wire."""

from __future__ import annotations

from urllib.parse import quote

from api.wire import Wire
from graph.ledger_written import WrittenGraph


class GraphOut(Wire):
    """A graph that people write; the default one has no name. `href` is where it is read and written."""

    name: str
    quads: int
    made: str
    changed: str
    who: str
    href: str


class WriteOut(Wire):
    """One change of one graph: how many quads went and came."""

    number: int
    at: str
    graph: str
    who: str
    removed: int
    added: int


def graph_out(graph: WrittenGraph) -> GraphOut:
    """A graph for the wire."""
    href = f"/store?graph={quote(graph.name, safe='')}" if graph.name else "/store?default"
    return GraphOut(
        name=graph.name, quads=graph.quads, made=graph.made, changed=graph.changed, who=graph.who, href=href
    )
