"""Inferences: what follows from the graphs of documents and descriptions, in a graph for each rule and thing.

    {base}id/graph/inferred/types/order/…       by a rule of ontology/rules: the classes above its class
    {base}id/graph/inferred/status/order/…      by graph/status: when the order was in force, blocked, revoked …
    each with   <graph> prov:wasGeneratedBy rule:types   (ontology/rules.ttl)

They are made anew where a graph changes that speaks of the thing, or of an order that revokes or amends it, so that a
store that has followed its documents one by one holds what one that is made from all of them holds. While that is going
on a note in the store says of what, so that it is done after a crash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from pyoxigraph import NamedNode, Quad, Triple

from graph.queries import Term, select, select_many
from graph.rules import Rule, rules
from graph.standing import statuses
from graph.store import Store
from ontology.terms import PROV, RULES

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
        if not graphs:
            return
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
        for rule in rules():
            self._store.add(self._all_of(rule))
        for some in _parts(_nodes(select(self._store, "inference-orders"))):
            found = statuses(self._store, some, self._base)
            self._store.add(quad for one in found for quad in self._graph("status", one, found[one]))

    def _all_of(self, rule: Rule) -> Iterator[Quad]:
        """All that a rule infers, as it is found: it may not fit into memory."""
        for thing, triple in rule.infer(self._store, None):
            yield from self._graph(rule.name, thing, (triple,))

    def _noted(self, one: NamedNode) -> Quad:
        return Quad(self._note, PROV.used, one, self._note)

    def _things(self, graphs: Iterable[NamedNode]) -> set[NamedNode]:
        """The things of which something else may follow where these graphs change."""
        return set(_nodes(select_many(self._store, "inference-things", "graph", graphs)))

    def _infer(self, things: set[NamedNode]) -> None:
        """Make anew what is inferred of things, and of those that it leads on to where it is another than before."""
        led = set[NamedNode]()
        for some in _parts(things):
            made = self._graphs_of(some)
            changed = {name: new for name, new in made.items() if new != set(self._store.quads(name))}
            led |= self._led(some, changed.keys())
            self._store.replace_all(changed)
        if others := led - things:
            self._infer(others)

    def _led(self, things: Iterable[NamedNode], changed: Collection[str]) -> set[NamedNode]:
        """What leads, by a closure, to things of which this closure has changed: a town to its state."""
        found = set[NamedNode]()
        for rule in rules():
            through = [thing for thing in things if self._name(rule.name, thing) in changed]
            if rule.through and through:
                led = select(self._store, "inference-led", {"property": [rule.through], "outer": through})
                found |= set(_nodes(led))
        return found

    def _graphs_of(self, things: list[NamedNode]) -> dict[str, set[Quad]]:
        """Each graph of what can be inferred of things; without quads where nothing is."""
        made: dict[str, set[Quad]] = {}
        for rule, found in self._inferred(things):
            for thing in things:
                made[self._name(rule, thing)] = self._graph(rule, thing, found.get(thing, ()))
        return made

    def _inferred(self, things: list[NamedNode]) -> Iterator[tuple[str, Mapping[NamedNode, Iterable[Triple]]]]:
        """What each rule infers of each thing."""
        for rule in rules():
            found: dict[NamedNode, list[Triple]] = defaultdict(list)
            for thing, triple in rule.infer(self._store, things):
                found[thing].append(triple)
            yield rule.name, found
        yield "status", statuses(self._store, self._orders(things), self._base)

    def _orders(self, things: Iterable[NamedNode]) -> list[NamedNode]:
        return [thing for thing in things if thing.value.startswith(f"{self._base}id/order/")]

    def _name(self, rule: str, thing: NamedNode) -> str:
        return f"{self._base}id/graph/inferred/{rule}/{thing.value.removeprefix(f'{self._base}id/')}"

    def _graph(self, rule: str, thing: NamedNode, triples: Iterable[Triple]) -> set[Quad]:
        """The graph of what a rule infers of a thing."""
        graph = NamedNode(self._name(rule, thing))
        quads = {Quad(t.subject, t.predicate, t.object, graph) for t in triples}
        return quads | {Quad(graph, PROV.wasGeneratedBy, NamedNode(f"{RULES}{rule}"), graph)} if quads else quads


def _nodes(rows: Iterable[Mapping[str, Term]]) -> Iterator[NamedNode]:
    return (row["thing"] for row in rows if isinstance(row["thing"], NamedNode))


def _parts(things: Iterable[NamedNode]) -> Iterator[list[NamedNode]]:
    wanted = iter(sorted(things, key=lambda thing: thing.value))
    while some := list(islice(wanted, TOGETHER)):
        yield some
