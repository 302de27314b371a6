"""What is called how at an endpoint that may hold other things too, and which graphs there are ours.

Ours are the graphs below the base IRI and those that are noted in the graph of the mark. The default graph is kept
under a name: engines differ in whether there is one, and in whether a plain query reads it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from graph.delta import DEFAULT, node_of


class Names:
    """The names of graphs, inside and at the endpoint."""

    def __init__(self, base_iri: str) -> None:
        self._base = base_iri
        self.mark, self.probe, self.nothing, self._default = (
            ox.NamedNode(f"{base_iri}id/graph/{name}") for name in ("mark", "probe", "nothing", "default")
        )
        self.noted: set[str] = set()

    def outside(self, graph: str) -> ox.NamedNode:
        """The name at the endpoint; of the default graph, too."""
        return ox.NamedNode(graph) if graph else self._default

    def inside(self, name: str) -> str:
        """The graph of a name at the endpoint."""
        return DEFAULT if name == self._default.value else name

    def node(self, graph: ox.NamedNode) -> ox.NamedNode | ox.DefaultGraph:
        """The graph of a name at the endpoint, as quads have it."""
        return node_of(self.inside(graph.value))

    def is_ours(self, name: str) -> bool:
        """Whether a graph at the endpoint is one of those that are written from here; the mark's is none."""
        return (name.startswith(self._base) or name in self.noted) and name != self.mark.value

    def news(self, graphs: Iterable[str]) -> set[str]:
        """Those whose names do not say that they are ours, and that are not noted either."""
        return {graph for graph in graphs if not self.is_ours(self.outside(graph).value)}
