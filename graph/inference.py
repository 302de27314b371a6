"""Inferences: what follows from the graphs of documents and descriptions, in a graph for each rule and thing.

    {base}id/graph/inferred/types/order/…       by a rule of ontology/rules: the classes above its class
    {base}id/graph/inferred/status/order/…      by graph/status: when the order was in force, blocked, revoked …
    each with   <graph> prov:wasGeneratedBy rule:types   (ontology/rules.ttl)

They are made anew where a graph changes that tells of the order's status, or states first, or last, what a rule infers
from: the ten thousandth document that says Chicago is a place changes nothing. So a store that has followed its
documents one by one holds what one that is made from all of them holds. While that is going on a note in the store says
of what, so that it is done after a crash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from pyoxigraph import NamedNode, Quad, Triple

from graph.delta import Delta
from graph.queries import Row, Term, select, select_many
from graph.rules import Rule, rules
from graph.standing import statuses
from graph.store import Store
from ontology.terms import PGO, PROV, RDF, RULES

TOGETHER = 1000  # things of which is inferred at once


class Inferences:
    """A store with what is inferred from its graphs."""

    def __init__(self, store: Store, base_iri: str) -> None:
        self._store, self._base = store, base_iri
        self._note = NamedNode(f"{base_iri}id/graph/unfinished")

    def graphs(self) -> Iterator[str]:
        """The names of the store's graphs."""
        return self._store.graphs()

    def quads(self, graph: str) -> Iterator[Quad]:
        """What a graph of the store holds."""
        return self._store.quads(graph)

    def replace_all(self, graphs: Mapping[str, Iterable[Quad]]) -> None:
        """Replace graphs in the store, and what is inferred from them."""
        if not graphs:
            return
        names = [NamedNode(name) for name in graphs]
        things, orders, stated = self._things(names), self._orders(names), self._stated(names)
        self._store.replace(self._note.value, (self._noted(one) for one in {*names, *things}))
        self._store.replace_all(graphs)
        news = self._news(stated ^ self._stated(names))
        for rule in rules():
            self._follow(rule, set().union(*(news[one] for one in rule.premises)))
        self._judge(orders | self._orders(names))
        self._store.drop(self._note.value)

    def change(self, delta: Delta) -> None:
        """Change in the store what people have written, and what is inferred from it."""
        things, orders = self._touched(delta)
        names = [NamedNode(name) for name in delta.graphs if name] if orders else []
        orders |= self._orders(names)
        self._store.replace(self._note.value, (self._noted(one) for one in things | orders))
        self._store.change(delta)
        for rule in rules():
            self._follow(rule, things)
        if names:
            self._judge(orders | self._orders(names))
        self._store.drop(self._note.value)

    def _touched(self, delta: Delta) -> tuple[set[NamedNode], set[NamedNode]]:
        """The things of which a change says something from which rules infer, and the orders and facts of orders."""
        lost = (quad for name in delta.dropped for quad in self._store.quads(name))
        premises = set().union(*(rule.premises for rule in rules()))
        things, told = set[NamedNode](), set[NamedNode]()
        for quad in chain(delta.removed, delta.added, lost):
            if isinstance(quad.subject, NamedNode) and quad.predicate in premises:
                things.add(quad.subject)
            if quad.predicate in (RDF.subject, RDF.object, RDF.predicate, PGO.recipient):
                told |= {term for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}
        return things, told

    def resume(self) -> None:
        """Infer what a crash has left undone."""
        left = {quad.object for quad in self._store.quads(self._note.value) if isinstance(quad.object, NamedNode)}
        if left:
            things = left | self._things(left)
            for rule in rules():
                self._follow(rule, things)
            self._judge({thing for thing in things if self._is_order(thing)})
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
        """All things of which something may follow from these graphs."""
        return set(_nodes(select_many(self._store, "inference-things", "graph", graphs)))

    def _orders(self, graphs: Iterable[NamedNode]) -> set[NamedNode]:
        """The orders of which the status may be another one where these graphs change."""
        found = _nodes(select_many(self._store, "status-orders", "graph", graphs))
        return {thing for thing in found if self._is_order(thing)}

    def _is_order(self, thing: NamedNode) -> bool:
        return thing.value.startswith(f"{self._base}id/order/")

    def _stated(self, graphs: Iterable[NamedNode]) -> set[tuple[Term, Row]]:
        """Each graph's triples from which rules infer."""
        rows = select_many(self._store, "inference-stated", "graph", graphs)
        return {(row["graph"], (row["thing"], row["property"], row["value"])) for row in rows}

    def _news(self, changed: Iterable[tuple[Term, Row]]) -> Mapping[Term, set[NamedNode]]:
        """Property -> the things of which a triple by it has come or gone that no graph has but those of the note."""
        triples = {triple for _, triple in changed}
        found: dict[Term, set[NamedNode]] = defaultdict(set)
        for row in select_many(self._store, "inference-news", "thing property value", triples, {"note": [self._note]}):
            found[row["property"]] |= set(_nodes([row]))
        return found

    def _follow(self, rule: Rule, things: set[NamedNode]) -> None:
        """Make anew what a rule infers of things, and of those that lead to one where that is another than before."""
        for some in _parts(things):
            found: dict[NamedNode, list[Triple]] = defaultdict(list)
            for thing, triple in rule.infer(self._store, some):
                found[thing].append(triple)
            changed = self._write(rule.name, some, found)
            if rule.through and changed:
                led = select(self._store, "inference-led", {"property": [rule.through], "outer": changed})
                if others := set(_nodes(led)) - things:
                    self._follow(rule, others)

    def _judge(self, orders: set[NamedNode]) -> None:
        """Make the timelines of orders anew."""
        for some in _parts(orders):
            self._write("status", some, statuses(self._store, some, self._base))

    def _write(
        self, rule: str, things: Iterable[NamedNode], found: Mapping[NamedNode, Iterable[Triple]]
    ) -> list[NamedNode]:
        """Write each thing's graph of what is inferred of it; those of which it is another one now."""
        made = {thing: self._graph(rule, thing, found.get(thing, ())) for thing in things}
        changed = {thing: new for thing, new in made.items() if new != set(self._store.quads(self._name(rule, thing)))}
        self._store.replace_all({self._name(rule, thing): new for thing, new in changed.items()})
        return list(changed)

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
