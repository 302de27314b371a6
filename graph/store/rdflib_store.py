"""A store for those who think in rdflib: nothing is copied, queries go to the engine and patterns to its index.

Our own and not oxrdflib's, because it works over every store of STORES, a remote one too; plain reads see the union of
all graphs, as the product's queries do; prepared queries stay with the engine (oxrdflib leaves them to rdflib's own
evaluation), and so do values given to variables; and nothing is fetched from the network, by SERVICE, FROM or LOAD.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from typing import Any, Final

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result
from rdflib.term import Identifier, Node, URIRef

from graph.delta import DEFAULT, Delta, name_of, node_of
from graph.errors import QueryRefused
from graph.store import WHOLE, Dataset, Pattern, Store
from graph.store.rdflib_bridge import from_rdflib, to_result, to_triple
from graph.store.sparql import chooses_graphs, tokens, with_values
from ontology.terms import PREFIXES

Write = Callable[[Delta], object]
Triple = tuple[Node, Node, Node]

UNION: Final = "__UNION__"  # what rdflib says instead of a graph's name
LEAVE: Final = "this graph can only be read here: give `to_dataset` what writes, as `Writer.change` does"


def to_dataset(store: Store, write: Write | None = None) -> rdflib.Dataset:
    """Everything a store holds; plain queries see the union of its graphs. `write` makes a change of graphs that people
    write (graph.writing.Writer.change); without it nothing can be changed."""
    return _Dataset(RdflibStore(store, write), default_union=True)


class RdflibStore(rdflib.store.Store):
    """rdflib's view of a store. A Graph without a name of its own over it is the union of all graphs.

    A graph is there once it holds something. `len` counts quads: what two graphs hold counts twice.
    """

    context_aware = True
    graph_aware = True

    def __init__(self, store: Store, write: Write | None = None) -> None:
        super().__init__()
        self.held, self._write, self._names = store, write, Memory()
        for prefix, namespace in PREFIXES.items():
            self.bind(prefix, URIRef(namespace))

    def triples(
        self, triple_pattern: tuple[Any, Any, Any], context: rdflib.Graph | None = None
    ) -> Iterator[tuple[Triple, Iterator[rdflib.Graph]]]:
        """The triples that match, each once, with the graphs that hold it."""
        seen = set[Any]()
        for quad in self.quads(triple_pattern, context):
            if quad.triple not in seen:
                seen.add(quad.triple)
                yield to_triple(quad), self._contexts(quad, context)

    def quads(self, triple_pattern: tuple[Any, Any, Any], context: rdflib.Graph | None = None) -> Iterator[Quad]:
        """The quads that match, as the store has them."""
        pattern = _pattern(*triple_pattern)
        return iter(()) if pattern is None else self.held.quads(_name(context), pattern)

    def _contexts(self, quad: Quad, context: rdflib.Graph | None) -> Iterator[rdflib.Graph]:
        name = _name(context)
        same = [quad] if name is not None else self.held.quads(None, (quad.subject, quad.predicate, quad.object))
        yield from (self.context(name_of(each)) for each in same)

    def context(self, name: str) -> rdflib.Graph:
        """The graph of a name."""
        return rdflib.Graph(self, URIRef(name) if name else DATASET_DEFAULT_GRAPH_ID)

    def contexts(self, triple: Triple | None = None) -> Generator[rdflib.Graph, None, None]:
        """The graphs that hold something, or this triple."""
        if triple is None:
            yield from (self.context(name) for name in self.held.graphs())
        else:
            yield from (self.context(name_of(quad)) for quad in self.quads(triple))

    def __len__(self, context: rdflib.Graph | None = None) -> int:
        """How many quads there are, or triples in a graph."""
        return len(self.held) if _name(context) is None else sum(1 for _ in self.held.quads(_name(context)))

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's name
        initBindings: Mapping[Any, Identifier],  # noqa: N803
        queryGraph: Any,  # noqa: N803
        base: str | None = None,
        **others: Any,
    ) -> Result:
        """Answer by the engine. Where it cannot say what is asked (blank nodes as values, the default graph alone),
        rdflib answers over the index. Raises QueryError, QueryRefused."""
        dataset = _dataset(queryGraph)
        if not isinstance(query, str):  # what prepareQuery has made
            query, initNs, base = query._original_args  # noqa: N806
        values = {str(name): from_rdflib(term) for name, term in initBindings.items()}
        text = with_values(query, values)
        if dataset is None or text is None:
            _refuse_network(query)
            raise NotImplementedError
        return to_result(self.held.query(_prefixes(text, initNs) + text, dataset=dataset, base=base))

    def update(self, *_: Any, **__: Any) -> None:
        """Raises QueryRefused: rdflib would run it triple by triple, and LOAD what lies elsewhere."""
        raise QueryRefused("updates are not run through rdflib: use Writer.update, or POST them to /sparql")

    def add(self, triple: Triple, context: Any, quoted: bool = False) -> None:
        """Add a triple to a graph. Raises QueryRefused, GraphProtected."""
        self.addN([(*triple, context)])

    def addN(self, quads: Iterable[tuple[Any, Any, Any, Any]]) -> None:  # noqa: N802
        """Add triples to their graphs, in one write. Raises QueryRefused, GraphProtected."""
        self._change(Delta(added=tuple(_quad(*quad) for quad in quads)))

    def remove(self, triple: tuple[Any, Any, Any], context: Any = None) -> None:
        """Take out what matches, from one graph or from all. Raises QueryRefused, GraphProtected."""
        self._change(Delta(removed=tuple(self.quads(triple, context))))

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Nothing: `Dataset.graph` calls it, which is how a graph is got."""

    def remove_graph(self, graph: rdflib.Graph) -> None:
        """Take out a graph. Raises QueryRefused, GraphProtected."""
        self.remove((None, None, None), graph)

    def _change(self, delta: Delta) -> None:
        if self._write is None:
            raise QueryRefused(LEAVE)
        self._write(delta)

    def bind(self, prefix: str, namespace: URIRef, override: bool = True) -> None:
        """Name a namespace."""
        self._names.bind(prefix, namespace, override)

    def prefix(self, namespace: URIRef) -> str | None:
        """The name of a namespace."""
        return self._names.prefix(namespace)

    def namespace(self, prefix: str) -> URIRef | None:
        """The namespace of a name."""
        return self._names.namespace(prefix)

    def namespaces(self) -> Iterator[tuple[str, URIRef]]:
        """All names and namespaces."""
        return self._names.namespaces()


class _Dataset(rdflib.Dataset):
    """Quads as the store gives them: rdflib would ask for the graphs of each triple."""

    def quads(self, quad: Any = None) -> Generator[Any, None, None]:
        """The quads that match, streaming; those of the default graph with None."""
        s, p, o, context = self._spoc(quad)
        assert isinstance(self.store, RdflibStore)
        for found in self.store.quads((s, p, o), context):
            yield (*to_triple(found), URIRef(name) if (name := name_of(found)) else None)


def _name(context: Any) -> str | None:
    """The name of a graph; None for all of them: those without a name of their own are views of the union."""
    name = context.identifier if isinstance(context, rdflib.Graph) else context
    return (DEFAULT if name == DATASET_DEFAULT_GRAPH_ID else str(name)) if isinstance(name, URIRef) else None


def _dataset(query_graph: Any) -> Dataset | None:
    """What a query reads; None for the default graph, which our stores cannot be asked for alone."""
    name = None if query_graph == UNION else _name(query_graph)
    return WHOLE if name is None else Dataset((name,)) if name else None


def _refuse_network(sparql: str) -> None:
    """Raises QueryRefused for what rdflib would fetch from elsewhere."""
    if chooses_graphs(sparql):
        raise QueryRefused("FROM cannot be given together with such values: name the graphs by GRAPH")


def _pattern(*terms: Any) -> Pattern | None:
    """A pattern for the index; None for one that matches nothing, because of what no triple has there."""
    try:
        s, p, o = (None if term is None else from_rdflib(term) for term in terms)
    except (TypeError, ValueError):
        return None
    fits = not isinstance(s, Literal) and not isinstance(p, Literal | BlankNode)
    return (s, p, o) if fits else None  # type: ignore[return-value]


def _quad(s: Node, p: Node, o: Node, context: Any) -> Quad:
    triple: tuple[Any, Any, Any] = (from_rdflib(s), from_rdflib(p), from_rdflib(o))
    return Quad(*triple, node_of(_name(context) or DEFAULT))


def _prefixes(sparql: str, namespaces: Mapping[str, Any]) -> str:
    """Declarations of the prefixes that a query uses; those that it declares itself come after, and win."""
    used = {token[0].partition(":")[0] for token in tokens(sparql) if token.lastgroup == "name"}
    return "".join(f"PREFIX {name}: {NamedNode(str(namespaces[name]))} " for name in sorted(used & namespaces.keys()))
