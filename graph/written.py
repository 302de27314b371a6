"""Written graphs: how a store comes to hold what the ledger has of what people have written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import Quad

from graph.delta import Delta
from graph.ledger import LogLine
from graph.ledger_written import Written

ACTION = "written"  # of the lines of the ledger's log


class Changing(Protocol):
    """A store, as far as what people write goes."""

    def quads(self, graph: str) -> Iterator[Quad]:
        """What a graph holds."""

    def change(self, delta: Delta) -> None:
        """Take out and put in."""


def bring_up(store: Changing, written: Written, lines: Iterable[LogLine]) -> None:
    """Have a store hold those written graphs as the ledger has them of which lines of its log speak."""
    for name in dict.fromkeys(line.key for line in lines if line.action == ACTION):
        if name and not written.has(name):
            store.change(Delta(dropped=frozenset({name})))
        else:
            have, want = set(store.quads(name)), set(written.quads(name))
            store.change(Delta(tuple(have - want), tuple(want - have), made=frozenset({name} if name else ())))


def empty_graphs(written: Written) -> Delta:
    """The graphs that hold nothing, which no quad makes."""
    return Delta(made=frozenset(graph.name for graph in written.graphs() if graph.name and not graph.quads))
