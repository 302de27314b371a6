"""A store together with its index of words: what the one is told of graphs, the other is told too.

The index is marked like the store, and before it, so that after a crash both are brought up by the ledger's log from
the store's mark on. One that is not there, is behind, was made by other code or belongs to another ledger is made anew
from the store's graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import Quad

from graph.delta import Delta
from graph.inference import Inferences
from graph.ledger import LogLine
from graph.ledger_written import Written
from graph.search import Index
from graph.store import Store
from graph.written import ACTION, bring_up


class Searched:
    """A store with what is inferred from its graphs, and the index of their words."""

    def __init__(self, store: Store, index: Index, base_iri: str) -> None:
        self._store, self._index = store, index
        self._inferences = Inferences(store, base_iri)
        self._descriptions = tuple(f"{base_iri}id/graph/{kind}/" for kind in ("place", "authority", "judgement"))
        self.graphs, self.quads = store.graphs, store.quads

    def replace_all(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Replace graphs, what is inferred from them, and what can be found in them."""
        if graphs:
            heard = self._index.hearing(graphs)
            self._inferences.replace_all(heard)
            self._index.take(heard)

    def change(self, delta: Delta) -> None:
        """Change what people have written, and what follows from it."""
        self._inferences.change(delta)
        self._index.change(delta)

    def bring_up(self) -> None:
        """Infer of everything where nothing is inferred yet, and index what is not in the index yet."""
        self._inferences.bring_up()
        self._index.fill(self._store)

    def resume(self, mark: Mapping[str, Any], written: Written, lines: Iterable[LogLine]) -> None:
        """Do what a crash has left undone in a store that has this mark, and hold those written graphs as the ledger
        has them of which lines of its log speak."""
        self._inferences.resume()
        its, told = self._index.mark, list(lines)
        if {**its, "log": 0} != {**mark, "log": 0} or its["log"] < mark["log"]:
            with self._index.beside() as fresh:
                fresh.fill(self._store)
                self._index.give_way(fresh, mark)
        bring_up(self._inferences, written, told)
        self._index.replace_all({line.key: self._store.quads(line.key) for line in told if line.action == ACTION})

    def agree(self) -> None:
        """Let all descriptions that the store has be found, which are in no line of a log, and nothing that it has no
        longer: it may have been told what the index was not."""
        there, known = {"", *self._store.graphs()}, self._index.graphs()
        lacking = sorted(name for name in there - known if name.startswith(self._descriptions))
        gone = dict.fromkeys(known - there, tuple[Quad, ...]())
        self._index.replace_all(gone | {name: self._store.quads(name) for name in lacking})

    def settle(self, mark: Mapping[str, Any]) -> None:
        """Write everything to the disk, then the marks."""
        self._index.settle(mark)
        self._store.settle(mark)
