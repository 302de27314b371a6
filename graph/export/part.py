"""The quads of a part of the store, and the store of its own that they are copied into."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryTriples

from graph.errors import ExportError
from graph.facts import EVERY, Fact, facts
from graph.listing import FACTS
from graph.listing import listed as items_of
from graph.lists import Asked, Item
from graph.queries import Row, Term, select_many
from graph.store import Store
from graph.store.oxigraph import DiskStore, MemoryStore
from graph.store.updates import in_parts
from ontology.terms import OA

if TYPE_CHECKING:
    from graph.search import Index

FEW: Final = 50_000  # quads of a part that is held in memory, some 20 MB
BATCH: Final = 1000  # items, or nodes, that are looked up together
QUADS: Final = 10_000  # quads that are held while it is looked up what they point to


@contextmanager
def held(quads: Iterable[Quad]) -> Iterator[Store]:
    """A store with these quads: in memory where they are few, else in a folder that is gone afterwards."""
    rest = iter(quads)
    first = list(islice(rest, FEW))
    if len(first) < FEW:
        part = MemoryStore()
        part.add(first)
        yield part
        return
    with TemporaryDirectory(prefix="policygraph-") as folder, closing(DiskStore(Path(folder))) as large:
        large.add(chain(first, rest))
        yield large


def about(store: Store, things: Collection[str], told: Iterable[Fact]) -> Iterator[Quad]:
    """The quads about things (of orders how they stood, too), facts and their evidence, and what names, dates and
    credits everything else in them; some come several times."""
    yield from _made(select_many(store, "statuses-of", "order", map(NamedNode, things)))
    stated = (iri for fact in told for iri in (fact.iri, fact.citation.iri))
    for nodes in in_parts(chain(things, stated), BATCH):
        for quads in in_parts(_quads_of(store, nodes), QUADS):
            yield from quads
            yield from _beside(store, frozenset(nodes), quads)


def _beside(store: Store, nodes: frozenset[str], quads: Iterable[Quad]) -> Iterator[Quad]:
    """What the quads about some nodes point to: selectors whole, of all else what names it."""
    ends = [
        (quad, quad.object) for quad in quads if isinstance(quad.object, NamedNode) and quad.object.value not in nodes
    ]
    selectors = [end.value for quad, end in ends if quad.predicate == OA.hasSelector]
    others: list[Row] = [
        (end, quad.graph_name)
        for quad, end in ends
        if quad.predicate != OA.hasSelector and isinstance(quad.graph_name, NamedNode)
    ]
    yield from _quads_of(store, selectors)
    yield from _made(select_many(store, "naming", "subject document", others))


def listed(store: Store, index: Index, asked: Asked, limit: int | None, after: Sequence[str | float]) -> Iterator[Quad]:
    """The quads of what a list lists, so many items at a time; some come several times."""
    root, name = index.root, asked.list.name
    for items in _batches(index, asked, limit, after):
        iris = [f"{root}{item.path}" for item in items]
        if name == "documents":
            for iri in iris:
                yield from store.quads(iri)
        elif name in FACTS:
            yield from about(store, (), facts(store, iris, FACTS[name]))
        else:
            yield from about(store, iris, _facts_of(store, iris))


def constructed(store: Store, sparql: str) -> Iterator[Quad]:
    """The triples that a CONSTRUCT gives. Raises ExportError for another query."""
    result = store.query(sparql)
    if not isinstance(result, QueryTriples):
        raise ExportError("construct", "only a CONSTRUCT or DESCRIBE gives a graph; this is a SELECT or ASK")
    return (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in result)


def _batches(index: Index, asked: Asked, limit: int | None, after: Sequence[str | float]) -> Iterator[list[Item]]:
    left = limit
    while items := items_of(index, asked, BATCH if left is None else min(BATCH, left), after):
        yield items
        after = items[-1].key
        left = None if left is None else left - len(items)


def _facts_of(store: Store, things: Iterable[str]) -> Iterator[Fact]:
    """The facts that any of the things takes part in; some come several times."""
    rows = select_many(store, "facts-of-entity", "entity", [NamedNode(iri) for iri in things])
    for some in in_parts((row["fact"].value for row in rows), BATCH):
        yield from facts(store, some, EVERY)


def _quads_of(store: Store, subjects: Iterable[str]) -> Iterator[Quad]:
    return _made(select_many(store, "neighbourhood", "subject", [NamedNode(iri) for iri in sorted(subjects)]))


def _made(rows: Iterable[dict[str, Term]]) -> Iterator[Quad]:
    for row in rows:
        terms: list[Any] = [row[name] for name in ("subject", "predicate", "object", "document")]
        yield Quad(*terms)
