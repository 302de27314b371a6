"""Graphs that a store takes while somebody listens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Quad

from graph.search.entries import Said


class Heard(Mapping[str, Iterable[Quad]]):
    """Graphs of which is heard what can be found in them while a store takes them: unpacking them takes its time."""

    def __init__(self, graphs: Mapping[str, Iterable[Quad]], base_iri: str) -> None:
        self._graphs, self._base, self.said = graphs, base_iri, dict[str, Said]()

    def __getitem__(self, graph: str) -> Iterator[Quad]:
        """The quads of a graph."""
        return self.hear(graph, self._graphs[graph])

    def hear(self, graph: str, quads: Iterable[Quad]) -> Iterator[Quad]:
        """The quads of a graph, whether it is one of these or comes besides."""
        self.said[graph] = Said(graph, self._base)
        return self.said[graph].hear(quads)

    def __iter__(self) -> Iterator[str]:
        """The names of the graphs."""
        return iter(self._graphs)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._graphs)

    def __contains__(self, graph: object) -> bool:
        """Whether it is there."""
        return graph in self._graphs
