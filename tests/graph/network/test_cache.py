"""The network in memory follows its store: after whatever was written it is what one read anew would be."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph.case import read_case
from graph.delta import Delta, in_graph
from graph.network import Cache, Network, arrays, project, ranking, read
from graph.network import cache as caching
from graph.pipeline import Workspace
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.settings import Settings
from graph.store import Store, open_store
from graph.store.oxigraph import MemoryStore
from ontology.terms import RDFS
from tests import engines
from tests.engines import Servers

BASE = "https://example.org/kg/"
DEV = Path(__file__).parent.parent.parent / "gold" / "dev"
CASES = sorted(DEV.glob("*.json"), key=lambda path: path.stat().st_size)[:6]
WRITTEN = "https://example.org/mine"


@cache
def told(number: int) -> tuple[str, tuple[Quad, ...]]:
    """The graph of a document, and what it holds."""
    document, record = read_case(CASES[number])
    return graph_iri(BASE, document.id), tuple(quads(document, record, resolve(document, record), BASE))


def state(network: Network) -> tuple[Any, ...]:
    """All that a network tells, in an order of its own."""
    near = {iri: {other: Counter(ties) for other, ties in network.near(iri).items()} for iri in network}
    return [network.node(iri) for iri in network], near, Counter(network.ties()), network.graphs, len(network)


def followed(cached: Cache) -> tuple[Any, ...]:
    with cached.reading() as network:
        return state(network)


def put(number: int) -> Callable[[Store], None]:
    return lambda store: store.replace(*told(number))


def drop(number: int) -> Callable[[Store], None]:
    return lambda store: store.drop(told(number)[0])


def halve(number: int) -> Callable[[Store], None]:
    graph, some = told(number)
    return lambda store: store.replace(graph, some[::2])


def rename(number: int) -> Callable[[Store], None]:
    """A longer name for a thing in a graph that a person writes."""
    things = sorted({quad.subject.value for quad in told(number)[1] if quad.predicate == RDFS.label})
    name = Quad(NamedNode(things[-1]), RDFS.label, Literal("By A Much Longer Name Than Before"), NamedNode(WRITTEN))
    return lambda store: store.change(Delta(added=(name, *in_graph(WRITTEN, told(number)[1]))))


def both(store: Store) -> None:
    store.replace_all(dict([told(0), told(1)]))


def anew(store: Store) -> None:
    store.reload(list(store.quads()))


NUMBERS = st.integers(0, len(CASES) - 1)
WRITES = st.one_of(
    st.builds(put, NUMBERS),
    st.builds(drop, NUMBERS),
    st.builds(halve, NUMBERS),
    st.builds(rename, NUMBERS),
    st.just(both),
    st.just(anew),
    st.just(lambda store: store.drop(WRITTEN)),
)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(WRITES, st.booleans()), max_size=12))
def test_after_whatever_writes_the_network_is_the_one_that_is_read_anew(
    writes: list[tuple[Callable[[Store], None], bool]],
) -> None:
    store = MemoryStore()
    cached = Cache(store)
    with cached.reading():
        pass
    for write, looked_at in writes:
        write(store)
        if looked_at:
            assert followed(cached) == state(read(store))
    assert followed(cached) == state(read(store))


@pytest.fixture(params=engines.STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Iterator[Store]:
    opened = open_store(servers.settings(request.param, home=tmp_path, base_iri=BASE))
    yield opened
    opened.close()


def test_it_follows_any_store(store: Store) -> None:
    cached = Cache(store)
    for write in (put(0), put(1), put(2), halve(1), drop(0), rename(3), anew, put(4)):
        write(store)
        assert followed(cached) == state(read(store))


def test_it_has_the_ties_and_things_that_the_projection_for_networkx_has(store: Store) -> None:
    for number in range(len(CASES)):
        put(number)(store)
    made, projected = read(store), project(store)
    assert {iri: made.node(iri) for iri in made}.keys() == set(projected.nodes)
    assert {iri: (made.node(iri).label, made.node(iri).type) for iri in made} == {
        iri: (data["label"], data.get("type")) for iri, data in projected.nodes(data=True)
    }
    fields = ("predicate", "family", "role", "status", "stance", "time", "date", "fact", "evidence", "confidence")
    assert Counter((t.source, t.target, *(getattr(t, name) for name in fields)) for t in made.ties()) == Counter(
        (one, other, *(data.get(name) for name in fields)) for one, other, data in projected.edges(data=True)
    )


def test_a_document_that_changes_is_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    for number in range(4):
        put(number)(store)
    cached, asked = Cache(store), list[str]()
    before = followed(cached)
    some = caching._some
    monkeypatch.setattr(caching, "_some", lambda store, graphs: [asked.extend(graphs), some(store, graphs)][1])
    assert followed(cached) == before
    put(4)(store)
    put(0)(store)
    followed(cached)
    assert asked == sorted([told(4)[0], told(0)[0]])


def test_it_follows_a_workspace_through_documents_and_judgements(tmp_path: Path) -> None:
    with Workspace.open(Settings(home=tmp_path, base_iri=BASE)) as workspace:
        cached = Cache(workspace.store)
        for case in CASES[:3]:
            workspace.put(*read_case(case))
            assert followed(cached) == state(read(workspace.store))
        workspace.delete(read_case(CASES[0])[0].id)
        assert followed(cached) == state(read(workspace.store))
        workspace.rebuild()
        assert followed(cached) == state(read(workspace.store))
        assert followed(cached)[3] == 2


def test_what_was_computed_is_kept_until_the_next_write() -> None:
    store, computed = MemoryStore(), list[int]()
    put(0)(store)
    cached = Cache(store)

    def things(given: Any) -> int:
        computed.append(len_of(given))
        return computed[-1]

    assert [cached.result("things", arrays, things) for _ in range(3)] == computed * 3
    put(1)(store)
    cached.result("things", arrays, things)
    assert len(computed) == 2
    assert computed[0] < computed[1]


def len_of(given: Any) -> int:
    return len(given.nodes)


def test_others_read_while_something_is_computed() -> None:
    store, begun, done = MemoryStore(), threading.Event(), threading.Event()
    put(0)(store)
    cached = Cache(store)
    ready = cached.result("ready", arrays, len_of)

    def waits(given: Any) -> bool:
        begun.set()
        return done.wait(30)

    computing = threading.Thread(target=cached.result, args=("waits", arrays, waits))
    computing.start()
    assert begun.wait(30)
    assert cached.result("ready", arrays, len_of) == ready
    put(1)(store)
    assert followed(cached) == state(read(store))
    done.set()
    computing.join()


def test_an_empty_store_is_an_empty_network() -> None:
    network = read(MemoryStore())
    assert (len(network), list(network), list(network.ties())) == (0, [], [])
    assert ranking(arrays(network), "pagerank").ranked == ()
