"""What a write by people changes: quads and graphs that are no document's. The default graph is called by no name, "".

Graphs below `{base}id/` follow from documents, lists and judgements, and are the ledger's own: nobody writes to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

DEFAULT: Final = ""

INFERRED: Final = "/id/graph/inferred/"
"""What the names of graphs have in them that hold what follows from others."""


@dataclass(frozen=True, slots=True)
class Delta:
    """Quads that go and that come; named graphs that go with all they hold, and that there are even without quads."""

    removed: tuple[Quad, ...] = ()
    added: tuple[Quad, ...] = ()
    dropped: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()

    def __len__(self) -> int:
        """How many quads it names."""
        return len(self.removed) + len(self.added)

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self.removed or self.added or self.dropped or self.made)

    @property
    def graphs(self) -> set[str]:
        """The graphs that it changes."""
        return {name_of(quad) for quad in (*self.removed, *self.added)} | self.dropped | self.made


def is_ledgers(graph: str, base_iri: str) -> bool:
    """Whether a graph is the ledger's own, so that nobody writes to it."""
    return graph.startswith(f"{base_iri}id/")


def name_of(quad: Quad) -> str:
    """What the graph of a quad is called."""
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else DEFAULT


def node_of(graph: str) -> NamedNode | DefaultGraph:
    """The graph of a name."""
    return NamedNode(graph) if graph else DefaultGraph()


def in_graph(graph: str, quads: Iterable[Quad]) -> Iterator[Quad]:
    """The same triples in another graph."""
    node = node_of(graph)
    return (Quad(quad.subject, quad.predicate, quad.object, node) for quad in quads)
