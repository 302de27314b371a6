"""The texts of updates by which graphs come and go at an endpoint."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

import pyoxigraph as ox

from graph.delta import Delta, name_of
from graph.store.names import Names
from graph.store.skolem import Skolem
from ontology.terms import RDF, RDFS

Thing = TypeVar("Thing")
Lines = Mapping[str, list[str]]  # graph -> its triples, a line each


class Updates:
    """Says in SPARQL what is to change."""

    def __init__(self, names: Names, skolem: Skolem) -> None:
        self._names, self._skolem = names, skolem

    def lines(self, quads: Iterable[ox.Quad]) -> Lines:
        """Quads by their graphs."""
        graphs = defaultdict[str, list[str]](list)
        for quad in quads:
            graphs[name_of(quad)].append(self._skolem.triple(quad))
        return graphs

    def replace(self, graphs: Lines) -> list[str]:
        """Drop graphs and put them in anew; of those without a line, only the first."""
        return [*self.drop(graphs), *self.insert(graphs)]

    def drop(self, graphs: Iterable[str]) -> list[str]:
        """Drop graphs, if there are such."""
        return [f"DROP SILENT GRAPH {self._names.outside(graph)}" for graph in graphs]

    def insert(self, graphs: Lines) -> list[str]:
        """Put in what graphs hold."""
        return self._data("INSERT", graphs)

    def delete(self, graphs: Lines) -> list[str]:
        """Take out what these lines say."""
        return self._data("DELETE", graphs)

    def change(self, delta: Delta) -> list[str]:
        """A change by people: what goes and what comes."""
        gone, come = self.lines(delta.removed), self.lines(delta.added)
        return [*self.drop(sorted(delta.dropped)), *self.delete(gone), *self.insert(come)]

    def change_by_parts(self, delta: Delta, size: int) -> Iterator[list[str]]:
        """The same in updates of so many lines."""
        yield self.drop(sorted(delta.dropped))
        yield from (self.delete(self.lines(some)) for some in in_parts(delta.removed, size))
        yield from (self.insert(self.lines(some)) for some in in_parts(delta.added, size))

    def note(self, graphs: Iterable[str]) -> list[str]:
        """Note, beside the mark, which graphs are ours though their names do not say so."""
        name = self._names.mark
        return self._in_mark("INSERT DATA", [f"{name} {RDFS.member} {ox.NamedNode(graph)} .\n" for graph in graphs])

    def mark(self, mark: Mapping[str, Any]) -> list[str]:
        """Write the mark in the place of the one before; an empty one leaves none."""
        name, value = self._names.mark, ox.Literal(json.dumps(dict(mark)))
        old = self._in_mark("DELETE WHERE", [f"{name} {RDF.value} ?mark"])
        return [*old, *(self._in_mark("INSERT DATA", [f"{name} {RDF.value} {value}"]) if mark else [])]

    def _in_mark(self, word: str, lines: list[str]) -> list[str]:
        return [f"{word} {{ GRAPH {self._names.mark} {{ {''.join(lines)} }} }}"] if lines else []

    def _data(self, word: str, graphs: Lines) -> list[str]:
        blocks = [f"GRAPH {self._names.outside(g)} {{ {''.join(lines)} }}" for g, lines in graphs.items() if lines]
        return [f"{word} DATA {{ {' '.join(blocks)} }}"] if blocks else []


def in_parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """So many at a time."""
    rest = iter(things)
    while some := list(islice(rest, size)):
        yield some
