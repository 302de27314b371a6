"""The store `sparql-http`: any SPARQL 1.1 endpoint, so that the graph may lie on another machine.

The endpoint may hold other things too: no graph is changed or dropped but ours (names.py). Plain queries see whatever
there is, the graph of the mark among it.

Nothing here needs transactions that span requests: each graph is replaced in one request, and the mark, written last,
says what is known to be there. After a crash the pipeline does again what came after it.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox

from graph.delta import Delta, name_of, node_of
from graph.errors import StorageError
from graph.settings import Settings
from graph.store.changes import Changing
from graph.store.dialect import dialect
from graph.store.endpoint import RESULTS, TRIPLES, Body, Endpoint
from graph.store.names import Names
from graph.store.owner import Owner
from graph.store.oxigraph import Successor
from graph.store.skolem import Skolem
from graph.store.sparql import Scan, check, guard, without_from
from graph.store.terms import ANY, WHOLE, Dataset, Pattern, Results, Term, owned
from graph.store.union import union_parameters
from graph.store.updates import Lines, Updates, in_parts
from ontology.terms import RDF, RDFS

TOGETHER = 100  # graphs that are read at a time

_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH {} {{ ?s ?p ?o }} }}"
_GRAPHS = "SELECT ?g ?s ?p ?o {{ VALUES ?g {{ {} }} GRAPH ?g {{ ?s ?p ?o }} }}"
_MATCHING = "SELECT * {{ {1} GRAPH ?g {{ {0} }} }}"
_NAMES = "SELECT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"  # by DISTINCT, Virtuoso takes minutes for 600 graphs
_SIZES = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


class RemoteStore(Changing):
    """A store behind a SPARQL endpoint, written by one process."""

    def __init__(self, settings: Settings) -> None:
        """Raises StorageError where the endpoint does not answer, or not as a store must, StorageLocked."""
        super().__init__()
        self._owner, self._home = Owner(settings.home / "store.lock"), settings.home
        self._endpoint, self._names = Endpoint(settings), Names(settings.base_iri)
        self._writing, self._closed = threading.RLock(), False
        self._counted = -1, 0  # at which generation, how many quads
        try:
            self._union = union_parameters(self._endpoint, self._names.probe)
            self._dialect = dialect(self._endpoint.software)
            self._skolem = Skolem(settings.base_iri, self._dialect.veiled)
            self._updates = Updates(self._names, self._skolem)
            self._mark = self._marked()
        except BaseException:
            self.close()
            raise

    def _marked(self) -> dict[str, Any]:
        """The mark; and note which graphs are ours that do not lie below the base IRI."""
        mark = dict[str, Any]()
        for triple in self._triples(self._names.mark):
            if triple.predicate == RDF.value and isinstance(triple.object, ox.Literal):
                mark = json.loads(triple.object.value)
            elif triple.predicate == RDFS.member and isinstance(triple.object, ox.NamedNode):
                self._names.noted.add(triple.object.value)
        return mark

    @property
    def mark(self) -> Mapping[str, Any]:
        """What `settle` wrote last."""
        return self._mark

    def check(self) -> str:
        """What answers there. Raises StorageError where nothing does."""
        self._ask("ASK {}", RESULTS).end()
        return f"{self._endpoint.software or 'an endpoint'} at {self._endpoint.url}"

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make these the quads of a graph, in one request."""
        self.replace_all({graph: quads})

    def replace_all(self, graphs: Mapping[str, Iterable[ox.Quad]]) -> None:
        """Replace many graphs, some hundred in one request."""
        with self._change(graphs):
            batch, size = dict[str, list[str]](), 0
            for graph in graphs:
                lines = [self._skolem.triple(quad) for quad in owned(graph, graphs[graph])]
                if batch and size + len(lines) > self._dialect.batch:
                    self._replace(batch)
                    batch, size = {}, 0
                batch[graph] = lines
                size += len(lines) + 1
            self._replace(batch)

    def _replace(self, graphs: Lines) -> None:
        """Replace as many graphs as fit into one update, or a single larger one."""
        for graph, lines in graphs.items():
            if len(lines) > self._dialect.batch and self._endpoint.takes_graphs:
                return self._endpoint.put(self._names.outside(graph).value, "".join(lines).encode())
        self._tell(self._updates.replace(graphs))

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Put in quads beside those that there are."""
        for some in in_parts(quads, self._dialect.batch):
            lines = self._updates.lines(some)
            with self._change(lines):
                self._tell(self._updates.insert(lines))

    def change(self, delta: Delta) -> None:
        """Take out and put in, in one request; of very much, in one for each graph, or part by part where the endpoint
        takes no whole graphs. A graph without quads is none here."""
        with self._change(delta.graphs):
            if len(delta) <= self._dialect.whole:
                self._tell(self._updates.change(delta))
            elif self._endpoint.takes_graphs:
                for graph, lines in self._after(delta):
                    self._replace({graph: lines})
            else:
                for operations in self._updates.change_by_parts(delta, self._dialect.batch):
                    self._tell(operations)

    def _after(self, delta: Delta) -> Iterator[tuple[str, list[str]]]:
        """What each graph holds after a change."""
        gone, come = self._updates.lines(delta.removed), self._updates.lines(delta.added)
        for graph in sorted(delta.graphs):
            held = set() if graph in delta.dropped else {self._skolem.triple(quad) for quad in self.quads(graph)}
            yield graph, sorted(held.difference(gone.get(graph, ())).union(come.get(graph, ())))

    def drop(self, graph: str) -> None:
        """Remove a graph with its quads."""
        self.replace_all({graph: ()})

    def reload(self, quads: Iterable[ox.Quad]) -> None:
        """Make these all the quads there are."""
        with self._writing, self.beside() as fresh:
            fresh.fill(quads)
            fresh.succeed({})

    @contextmanager
    def beside(self) -> Iterator[Successor]:
        """An empty store on this machine's disk; what differs is sent when it takes this one's place."""
        self._home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="beside-", dir=self._home) as folder:
            fresh = Successor(self, ox.Store(folder), folder)
            try:
                yield fresh
            finally:
                fresh.close()

    def give_way(self, fresh: Successor, mark: Mapping[str, Any]) -> None:
        """Hold what the other one holds, graph by graph; a crash leaves no mark, so that it is done again."""
        with self._writing:
            self.settle({})
            there, wanted = set(self._held()), {"", *fresh.graphs()}
            self.replace_all(dict.fromkeys(there - wanted, ()))
            for some in in_parts(wanted, TOGETHER):
                new = {graph: set(fresh.quads(graph)) for graph in some}
                old = self._quads(there & new.keys())
                self.replace_all({graph: quads for graph, quads in new.items() if quads != old.get(graph, set())})
            self.settle(mark)

    def settle(self, mark: Mapping[str, Any]) -> None:
        """Write the mark, after everything that has been sent: an endpoint has what it has acknowledged."""
        with self._writing:
            self._tell(self._updates.mark(mark))
            self._mark = dict(mark)

    def query(
        self,
        sparql: str,
        bindings: Mapping[str, Term] | None = None,
        dataset: Dataset = WHOLE,
        base: str | None = None,
        seconds: float | None = None,
    ) -> Results:
        """Answer a SPARQL query. Raises QueryError, QueryRefused, QueryTimeout, StorageError."""
        seen, values = guard(sparql), dict(bindings or {})
        check(sparql, values, dataset, base)
        text = self._text(without_from(sparql) if dataset else sparql, seen, values, base)
        parameters = self._choice(dataset, seen)
        if seen.form in {"CONSTRUCT", "DESCRIBE"}:
            return self._skolem.graph(self._ask(text, TRIPLES, parameters, seconds))
        return self._skolem.results(
            self._ask(text, RESULTS, parameters, seconds), text if self._dialect.mends else None
        )

    def _mends(self, sparql: str) -> str | None:
        """The query of which results have to be put right."""
        return sparql if self._dialect.mends else None

    def _text(self, sparql: str, seen: Scan, values: Mapping[str, Term], base: str | None) -> str:
        """The query as it is sent."""
        before = self._dialect.query + (self._dialect.describe if seen.form == "DESCRIBE" else "")
        if base is not None:
            before += f"BASE {ox.NamedNode(base)}\n"
        terms = " ".join(str(self._skolem.out(term)) for term in values.values())
        names = " ".join(f"?{name}" for name in values)
        return before + sparql + (f"\nVALUES ({names}) {{ ({terms}) }}" if values else "")

    def _choice(self, dataset: Dataset, seen: Scan) -> list[tuple[str, str]]:
        """What the endpoint is told of the graphs to read."""
        if dataset:  # both of its halves, or some engines take for the other one all that there is
            default, named = (graphs or (self._names.nothing.value,) for graphs in (dataset.default, dataset.named))
            return [("default-graph-uri", iri) for iri in default] + [("named-graph-uri", iri) for iri in named]
        return [] if seen.chooses_graphs else self._union

    def quads(self, graph: str | None = None, pattern: Pattern = ANY) -> Iterator[ox.Quad]:
        """The quads of ours that match, of all graphs or of one."""
        if pattern != ANY:
            yield from self._matching(graph, pattern)
        elif graph is not None:
            node = node_of(graph)
            found = self._triples(self._names.outside(graph))
            yield from (ox.Quad(triple.subject, triple.predicate, triple.object, node) for triple in found)
        else:
            for some in in_parts(self._held(), TOGETHER):
                for quads in self._quads(some).values():
                    yield from quads

    def _matching(self, graph: str | None, pattern: Pattern) -> Iterator[ox.Quad]:
        """Those of all graphs of ours or of one."""
        within = "" if graph is None else f"VALUES ?g {{ {self._names.outside(graph)} }}"
        for row in self._select(_MATCHING.format(self._skolem.pattern(pattern), within)):
            if self._names.is_ours(row["g"].value):
                s, p, o = pattern
                yield ox.Quad(s or row["s"], p or row["p"], o or row["o"], self._names.node(row["g"]))

    def _triples(self, name: ox.NamedNode) -> Iterator[ox.Triple]:
        return self._skolem.triples(self._ask(_GRAPH.format(name), TRIPLES))

    def _quads(self, graphs: Collection[str]) -> dict[str, set[ox.Quad]]:
        """The quads of some graphs, by the graph."""
        found: dict[str, set[ox.Quad]] = {graph: set() for graph in graphs}
        if found:
            for row in self._select(_GRAPHS.format(" ".join(str(self._names.outside(graph)) for graph in found))):
                quad = ox.Quad(row["s"], row["p"], row["o"], self._names.node(row["g"]))
                found[name_of(quad)].add(quad)
        return found

    def graphs(self) -> Iterator[str]:
        """The names of all graphs of ours."""
        return (graph for graph in self._held() if graph)

    def _held(self) -> Iterator[str]:
        """All graphs of ours that hold something, the default one among them."""
        names = (row["g"].value for row in self._select(_NAMES))
        return (self._names.inside(name) for name in names if self._names.is_ours(name))

    def __len__(self) -> int:
        """How many quads of ours there are; counted once after each write."""
        generation = self._changes.generation
        if self._counted[0] != generation or self._closed:
            rows = ((row["g"].value, int(row["n"].value)) for row in self._select(_SIZES))
            self._counted = generation, sum(size for name, size in rows if self._names.is_ours(name))
        return self._counted[1]

    def close(self) -> None:
        """Let go of the connections."""
        self._closed = True
        self._endpoint.close()
        self._owner.release()

    @contextmanager
    def _change(self, graphs: Collection[str]) -> Iterator[None]:
        """A change of graphs, of which is noted first that they are ours. Whatever comes of it, what was computed
        before may be stale."""
        with self._writing:
            if news := self._names.news(graphs):
                self._tell(self._updates.note(news))
                self._names.noted |= news
            with self._changes.of(graphs):
                yield

    def _select(self, sparql: str) -> ox.QuerySolutions:
        found = self._skolem.results(self._ask(sparql, RESULTS), self._mends(sparql))
        assert isinstance(found, ox.QuerySolutions)
        return found

    def _ask(
        self, sparql: str, accept: str, parameters: Iterable[tuple[str, str]] = (), seconds: float | None = None
    ) -> Body:
        self._open()
        return self._endpoint.ask(sparql, accept, parameters, seconds)

    def _tell(self, operations: list[str]) -> None:
        self._open()
        if operations:
            self._endpoint.tell(" ;\n".join(operations))

    def _open(self) -> None:
        if self._closed:
            raise StorageError(self._endpoint.url, "is closed")
