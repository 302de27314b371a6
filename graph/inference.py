"""Inferences: what follows from the graphs of documents and descriptions, in a graph for each thing it is inferred of.

    {base}id/graph/inferred/status/order/…      by graph/status: when an order was in force, blocked, revoked …

They are made anew where a graph that speaks of the thing changes, so that a store that has followed its documents one
by one holds what one that is made from all of them holds. While that is going on a note in the store says of what, so
that it is done after a crash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from pyoxigraph import NamedNode, Quad, Triple

from graph.queries import Term, select, select_many
from graph.standing import statuses
from graph.store import Store
from ontology.terms import PROV

TOGETHER = 1000  # things of which is inferred at once


class Inferences:
    """A store with what is inferred from its graphs."""

    def __init__(self, store: Store, base_iri: str) -> None:
        self._store, self._base = store, base_iri
        self._note = NamedNode(f"{base_iri}id/graph/unfinished")

    def graphs(self) -> Iterator[str]:
        """The names of the store's graphs."""
        return self._store.graphs()

    def replace_all(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Replace graphs in the store, and what is inferred from them."""
        names = [NamedNode(name) for name in graphs]
        before = self._things(names)
        self._store.replace(self._note.value, (self._noted(one) for one in {*names, *before}))
        self._store.replace_all(graphs)
        self._infer(before | self._things(names))
        self._store.drop(self._note.value)

    def resume(self) -> None:
        """Infer what a crash has left undone."""
        left = {quad.object for quad in self._store.quads(self._note.value) if isinstance(quad.object, NamedNode)}
        if left:
            self._infer(left | self._things(left))
            self._store.drop(self._note.value)

    def bring_up(self) -> None:
        """Infer of everything, in a store that holds no inferences yet."""
        self._infer(self._nodes(select(self._store, "inference-things")))

    def _noted(self, one: NamedNode) -> Quad:
        return Quad(self._note, PROV.used, one, self._note)

    def _things(self, graphs: Iterable[NamedNode]) -> set[NamedNode]:
        """The things that graphs speak of."""
        return set(self._nodes(select_many(self._store, "inference-things", "graph", graphs)))

    def _nodes(self, rows: Iterable[Mapping[str, Term]]) -> Iterator[NamedNode]:
        return (row["thing"] for row in rows if isinstance(row["thing"], NamedNode))

    def _infer(self, things: Iterable[NamedNode]) -> None:
        """Make anew what is inferred of things, and replace what is another than before."""
        wanted = iter(sorted(things, key=lambda thing: thing.value))
        while some := list(islice(wanted, TOGETHER)):
            made = {name: self._graph(name, triples) for name, triples in self._made(some)}
            self._store.replace_all({name: new for name, new in made.items() if new != set(self._store.quads(name))})

    def _made(self, things: Iterable[NamedNode]) -> Iterator[tuple[str, Iterable[Triple]]]:
        """Each graph of what can be inferred of things, with its triples; none where nothing is."""
        orders = [thing for thing in things if thing.value.startswith(f"{self._base}id/order/")]
        found = statuses(self._store, orders, self._base)
        for order in orders:
            yield self._name("status", order), found.get(order, ())

    def _name(self, rule: str, thing: NamedNode) -> str:
        return f"{self._base}id/graph/inferred/{rule}/{thing.value.removeprefix(f'{self._base}id/')}"

    def _graph(self, name: str, triples: Iterable[Triple]) -> set[Quad]:
        graph = NamedNode(name)
        return {Quad(t.subject, t.predicate, t.object, graph) for t in triples}
