"""What a store takes and gives: pyoxigraph's terms and answers, which are small, fast and typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graph.delta import node_of

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Pattern = tuple[ox.NamedNode | ox.BlankNode | ox.Triple | None, ox.NamedNode | None, Term | None]
ANY: Pattern = (None, None, None)
"""Subject, predicate and object of the quads that are meant; None for any."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query reads, by their IRIs, whatever it says by FROM; none: what it says, or else all of them.

    The `default` ones are read as one where the query says no GRAPH; the `named` ones are those that GRAPH finds.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether it chooses any graph."""
        return bool(self.default or self.named)


WHOLE = Dataset()


def owned(graph: str, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads, all of which must be of this graph. Raises ValueError."""
    name = node_of(graph)
    for quad in quads:
        if quad.graph_name != name:
            raise ValueError(f"quads of {quad.graph_name} were given for {name}")
        yield quad
