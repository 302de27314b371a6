"""Stores: transactions, the union of graphs, refusals, durability, and rdflib at the edges."""

from __future__ import annotations

import errno
import json
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from graph.delta import Delta
from graph.errors import QueryError, QueryRefused, SettingsError, StorageError, StorageFull, StorageLocked
from graph.settings import Settings
from graph.store import Dataset, Store, open_store, oxigraph, transaction
from graph.store import rdflib_bridge as bridge
from graph.store.changes import Changes
from graph.store.oxigraph import DiskStore, MemoryStore
from graph.store.rdflib_store import to_dataset
from graph.store.sparql import chooses_graphs, guard, scan
from tests import engines
from tests.engines import Servers

A, B = "https://example.org/graph/a", "https://example.org/graph/b"
E = "https://example.org/"


def quad(subject: str, value: object = "x", graph: str = A) -> ox.Quad:
    term = value if isinstance(value, ox.Literal | ox.NamedNode | ox.BlankNode) else ox.Literal(str(value))
    return ox.Quad(ox.NamedNode(E + subject), ox.NamedNode(E + "p"), term, ox.NamedNode(graph))


@pytest.fixture(params=engines.STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path, servers: Servers) -> Iterator[Store]:
    opened = open_store(servers.settings(request.param, home=tmp_path, base_iri=E))
    yield opened
    opened.close()


def values(store: Store, sparql: str, **bindings: ox.NamedNode) -> list[str]:
    answer = store.query(sparql, bindings)
    assert isinstance(answer, ox.QuerySolutions)
    return sorted(str(row[0].value) for row in answer)


def test_replacing_a_graph_leaves_nothing_of_the_old_one_and_all_of_the_others(store: Store) -> None:
    store.replace(A, [quad("old"), quad("both")])
    store.replace(B, [quad("other", graph=B)])
    store.replace(A, [quad("both"), quad("new")])
    assert set(store.quads()) == {quad("both"), quad("new"), quad("other", graph=B)}
    assert (set(store.quads(A)), len(store)) == ({quad("both"), quad("new")}, 3)
    assert sorted(store.graphs()) == [A, B]


def test_dropping_a_graph_removes_it_and_dropping_none_is_nothing(store: Store) -> None:
    store.replace(A, [quad("one")])
    store.replace(B, [quad("two", graph=B)])
    store.drop(A)
    store.drop(E + "graph/unknown")
    assert (list(store.graphs()), list(store.quads())) == ([B], [quad("two", graph=B)])


def test_quads_of_another_graph_are_refused_and_nothing_stored(store: Store) -> None:
    with pytest.raises(ValueError, match="were given for"):
        store.replace(A, [quad("one"), quad("two", graph=B)])
    assert len(store) == 0


def test_reloading_leaves_only_the_new_quads(store: Store) -> None:
    store.replace(A, [quad("old")])
    store.settle({"log": 1})
    store.reload([quad("new", graph=B)])
    assert (list(store.quads()), dict(store.mark)) == ([quad("new", graph=B)], {})


def test_a_reload_that_fails_changes_nothing(store: Store) -> None:
    def broken() -> Iterator[ox.Quad]:
        yield quad("new")
        raise ArithmeticError

    store.replace(A, [quad("old")])
    store.settle({"log": 1})
    with pytest.raises(ArithmeticError):
        store.reload(broken())
    assert (list(store.quads()), dict(store.mark)) == ([quad("old")], {"log": 1})


def test_every_write_raises_the_generation(store: Store) -> None:
    seen = [store.generation]
    for write in (lambda: store.replace(A, [quad("a")]), lambda: store.drop(A), lambda: store.reload([])):
        write()
        seen.append(store.generation)
    assert seen == sorted(set(seen))


def test_a_store_tells_which_graphs_have_changed_since_a_generation(store: Store) -> None:
    start = store.generation
    store.replace_all({A: [quad("a")], B: [quad("b", graph=B)]})
    first = store.generation
    store.add([quad("more", graph=B)])
    second = store.generation
    store.change(Delta(removed=(quad("a"),)))
    store.drop(B)
    changed = {since: store.changed(since) for since in (start, first, second, store.generation)}
    assert changed == {start: {A, B}, first: {A, B}, second: {A, B}, store.generation: set()}
    store.replace(A, [quad("new")])
    assert store.changed(store.generation - 1) == {A}


def test_after_a_store_was_filled_anew_every_graph_may_have_changed_where_that_is_not_known(tmp_path: Path) -> None:
    for store in (MemoryStore(), DiskStore(tmp_path)):
        before = store.generation
        store.reload([quad("a")])
        assert store.changed(before) is None
        store.replace(B, [quad("b", graph=B)])
        assert store.changed(store.generation - 1) == {B}


def test_who_has_missed_very_many_changes_is_told_that_any_graph_may_be_another_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graph.store.changes.KEPT", 2)
    changes = Changes()
    for graph in (A, B, A):
        changes.note([graph])
    assert [changes.since(at) for at in range(4)] == [{A, B}, {A, B}, {A}, set()]
    changes.note([E])
    assert [changes.since(at) for at in (3, 4)] == [None, set()]


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StorageError, match="is closed"):
        len(store)


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
LANGUAGES = st.sampled_from(["en", "de", "en-GB"])
LITERALS = st.one_of(
    ANY_TEXT.map(ox.Literal),
    st.builds(lambda text, language: ox.Literal(text, language=language), ANY_TEXT, LANGUAGES),
    st.integers(-(2**31), 2**31).map(ox.Literal),
    st.booleans().map(ox.Literal),
)


@given(st.lists(LITERALS, max_size=5), st.lists(LITERALS, max_size=5))
def test_any_text_survives_both_ways_of_writing(first: list[ox.Literal], second: list[ox.Literal]) -> None:
    store = MemoryStore()
    for literals in (first, second):
        store.replace(A, [quad("s", literal) for literal in literals])
        assert {q.object for q in store.quads(A)} == set(literals)


NODES = st.sampled_from([ox.NamedNode(E + "s"), ox.NamedNode(E + "o"), ox.BlankNode("b"), ox.BlankNode("c")])
GRAPHS = st.sets(st.tuples(NODES, NODES), max_size=6)


@given(st.lists(GRAPHS, min_size=2, max_size=4))
def test_a_graph_that_is_replaced_again_and_again_holds_what_came_last(versions: list[set[tuple[Any, Any]]]) -> None:
    store, other = MemoryStore(), quad("other", graph=B)
    for pairs in versions:
        quads = [ox.Quad(s, ox.NamedNode(E + "p"), o, ox.NamedNode(A)) for s, o in pairs]
        store.replace_all({A: quads, B: [other]})
        told, meant = ("".join(f"{q.triple} .\n" for q in some) for some in (store.quads(A), quads))
        assert isomorphic(*(rdflib.Graph().parse(data=text, format="nt") for text in (told, meant)))
    assert list(store.quads(B)) == [other]


# queries


def test_a_plain_query_sees_the_union_and_a_query_with_from_only_what_it_names(store: Store) -> None:
    store.replace(A, [quad("a")])
    store.replace(B, [quad("b", graph=B)])
    assert values(store, "SELECT ?s { ?s ?p ?o }") == [E + "a", E + "b"]
    assert values(store, "SELECT ?s FROM <https://example.org/graph/b> { ?s ?p ?o }") == [E + "b"]
    assert values(store, "SELECT ?s FROM NAMED <https://example.org/graph/b> { GRAPH ?g { ?s ?p ?o } }") == [E + "b"]
    assert values(store, f"SELECT ?s {{ GRAPH <{A}> {{ ?s ?p ?o }} }}") == [E + "a"]


@pytest.mark.parametrize(
    ("dataset", "default", "named"),
    [
        (Dataset(), ["a", "b"], ["a", "b"]),
        (Dataset(default=(A,)), ["a"], []),
        (Dataset(default=(A, B)), ["a", "b"], []),
        (Dataset(named=(A,)), [], ["a"]),
        (Dataset(default=(B, E + "graph/none"), named=(A, B)), ["b"], ["a", "b"]),
    ],
)
def test_a_data_set_says_what_is_read_and_outranks_from(
    store: Store, dataset: Dataset, default: list[str], named: list[str]
) -> None:
    store.replace_all({A: [quad("a")], B: [quad("b", graph=B)]})

    def read(clause: str, where: str) -> list[str]:
        answer = store.query(f"SELECT ?s {clause} {{ {where} }}", dataset=dataset)
        assert isinstance(answer, ox.QuerySolutions)
        return sorted(row[0].value.removeprefix(E) for row in answer)

    for clause in ["", f"FROM <{A}> FROM NAMED <{B}>"] if dataset else [""]:
        assert read(clause, "?s ?p ?o") == default
        assert read(clause, "GRAPH ?g { ?s ?p ?o }") == named


def test_a_data_set_of_what_is_no_iri_is_an_error_of_the_query(store: Store) -> None:
    with pytest.raises(QueryError, match="No scheme"):
        store.query("ASK {}", dataset=Dataset(default=("relative",)))


def test_relative_iris_start_from_the_base_that_is_given(store: Store) -> None:
    store.replace(A, [quad("a")])
    assert bool(store.query("ASK { GRAPH <graph/a> { <a> <p> 'x' } }", base=E))
    with pytest.raises(QueryError, match="does not parse"):
        store.query("ASK { <a> <p> 'x' }")


def test_bindings_give_variables_their_values(store: Store) -> None:
    store.replace(A, [quad("a", "1"), quad("b", "2")])
    assert values(store, "SELECT ?o ?s { ?s ?p ?o }", s=ox.NamedNode(E + "b")) == ["2"]
    with pytest.raises(QueryError, match=r"variable \?s"):
        values(store, "SELECT ?o { ?s ?p ?o }", s=ox.NamedNode(E + "b"))


def test_every_form_of_query_is_answered(store: Store) -> None:
    store.replace(A, [quad("a")])
    assert bool(store.query("ASK { ?s ?p 'x' }"))
    triples = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(triples, ox.QueryTriples)
    assert list(triples) == [quad("a").triple]
    described = store.query(f"DESCRIBE <{E}a>")
    assert isinstance(described, ox.QueryTriples)
    assert list(described) == [quad("a").triple]


@pytest.mark.parametrize(
    ("sparql", "line", "column"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p }", 2, 10),
        ("SELECT * { ?s ?p ?o", 1, 20),
        ("", 1, 1),
        ("SELECT ?s\n{ ?s a foo:bar }", 2, 15),
        ("SELECT ?é { ?é ?p 'ü' ! }", 1, 23),
    ],
)
def test_a_query_that_does_not_parse_is_named_with_line_and_column(
    store: Store, sparql: str, line: int, column: int
) -> None:
    with pytest.raises(QueryError, match=f"line {line}, column") as raised:
        store.query(sparql)
    assert (raised.value.line, raised.value.column) == (line, column)


def test_an_undeclared_prefix_is_called_that(store: Store) -> None:
    with pytest.raises(QueryError, match="a prefix is used that no PREFIX line declares"):
        store.query("SELECT ?s { ?s a foo:bar }")


@pytest.mark.parametrize(
    ("sparql", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("ASK { FILTER EXISTS { SERVICE<http://a/>{} } }", "SERVICE is not allowed"),
        ("PREFIX e: <http://e/> ASK { ?s e:a\\#b 1 . SERVICE e:x { } }", "SERVICE is not allowed"),
        ("LOAD <http://127.0.0.1:1/>", "LOAD is an update"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "INSERT is an update"),
        ("PREFIX select: <http://e/> DROP ALL", "DROP is an update"),
        (f"SELECT * {'{' * 101}{'}' * 101}", "nests 101 brackets"),
        (f"SELECT * {{ FILTER({'(' * 5000}1{')' * 5000}) }}", "nests 5,002 brackets"),
        ("SELECT * {" + " ".join(f"BIND(1 AS ?x{n})" for n in range(501)) + "}", "assigns 501 values"),
        ("SELECT * {" + " " * 1_000_000 + "}", "is too long"),
    ],
)
def test_a_query_that_may_not_run_is_refused(store: Store, sparql: str, reason: str) -> None:
    with pytest.raises(QueryRefused, match=reason):
        store.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?service ?p 'SERVICE <http://a/>' }",
        "# SERVICE <http://a/>\nASK { ?s ?p ?o }",
        "PREFIX service: <http://service/> ASK { ?s service:x service:y }",
        "PREFIX e: <http://e/#SERVICE> ASK { ?s e:service e:SERVICE.SERVICE }",
        'ASK { ?s ?p """a "SERVICE" \\""" b""" , "it\'s"@en-service }',
        "ASK { ?a ?p ?b FILTER(?a < ?b && ?b > ?a) }",
        "ASK { $service ?p _:service }",
        "DESCRIBE <http://e/load>",
    ],
)
def test_the_word_alone_is_no_service(store: Store, sparql: str) -> None:
    assert store.query(sparql) is not None


# What may stand between the parts of a query: each piece hides text that looks like something else.
NOISE = st.lists(
    st.sampled_from(
        [
            "# it's \" a <comment>\n",
            "?s ?p 'a # b' .",
            '?s ?p "it\'s \\" {" .',
            "?s ?p '''a ' b '' c \\''' d''' .",
            '?s ?p """a " b \\\\""" .',
            "?s <http://e/#x> <http://e/'y\"> .".replace('"', ""),
            "?s e:a\\#b e:c\\'d .",
            "?s ?p _:b1 .",
            "?s ?p 'x'@en .",
            "FILTER(?s<?p) ",
            "FILTER(?s < 1 || 2 > 3) ",
            "\n\t ",
        ]
    ),
    max_size=8,
).map(" ".join)
SERVICES = st.sampled_from(["SERVICE <http://e/> {}", "Service ?x {}", "SERVICE SILENT e:x {}", "SERVICE#\n<a:b>{}"])


@given(NOISE, SERVICES, NOISE)
def test_no_noise_hides_a_service(before: str, service: str, after: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        guard(f"PREFIX e: <http://e/> ASK {{ {before} {service} {after} }}")


@given(NOISE)
def test_noise_alone_is_a_query_that_parses_and_passes(noise: str) -> None:
    sparql = f"PREFIX e: <http://e/> ASK {{ {noise} }}"
    assert guard(sparql).words[:2] == ("PREFIX", "ASK")
    assert isinstance(MemoryStore().query(sparql), ox.QueryBoolean)


WORDS = st.sampled_from(
    ["FROM <http://e/g>", "from named e:g", "SERVICE <http://e/> {}", "INSERT DATA {}", "(" * 101, ""]
)


def told(look: Callable[[str], object], sparql: str) -> object:
    """What a look at a query gives, or why it is refused."""
    try:
        return look(sparql)
    except QueryRefused as refused:
        return str(refused)


@given(NOISE, WORDS, NOISE)
def test_a_short_look_at_a_query_tells_what_taking_it_apart_does(before: str, word: str, after: str) -> None:
    for sparql in (f"{before} {word} {after}", f"ASK {{ {before} {word} {after} }}", f"{word} ASK {{ {after} }}"):
        assert told(chooses_graphs, sparql) == told(lambda text: guard(text).chooses_graphs, sparql)


@pytest.mark.parametrize(("more", "refused"), [(" AS" * 501, "by AS"), ("[" * 101, "brackets deep")])
def test_a_query_of_none_of_the_words_is_still_not_too_deep(more: str, refused: str) -> None:
    with pytest.raises(QueryRefused, match=refused):
        chooses_graphs(f"ASK {{{more}")


@given(st.text(max_size=200))
def test_scanning_ends_on_any_text(text: str) -> None:
    assert scan(text).depth <= len(text)


# on disk


def test_what_is_on_disk_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    first = DiskStore(tmp_path / "store")
    first.replace(A, [quad("a")])
    first.settle({"log": 7})
    first.reload([quad("b")])
    first.settle({"log": 8})
    first.close()
    second = DiskStore(tmp_path / "store")
    assert (list(second.quads()), dict(second.mark)) == ([quad("b")], {"log": 8})
    second.close()


def test_a_store_that_is_filled_anew_is_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction, "PART", 70)
    store = DiskStore(tmp_path / "store")

    store.reload(quad(str(number)) for number in range(200))
    assert len(store) == 200
    store.close()

    files = [file for folder in tmp_path.glob("store/database-*") for file in folder.glob("*.sst")]
    assert 0 < len(files) < 15  # one for each of the engine's tables, of which each of three parts makes its own


def test_a_reload_leaves_the_database_before_for_whoever_reads_it_until_the_store_is_closed(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store")
    for number in range(3):
        store.reload([quad(str(number))])
    assert len([path for path in (tmp_path / "store").iterdir() if path.is_dir()]) == 2
    store.close()
    assert len([path for path in (tmp_path / "store").iterdir() if path.is_dir()]) == 1


def test_a_database_that_was_deleted_counts_as_new(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store")
    store.replace(A, [quad("a")])
    store.settle({"log": 7})
    store.close()
    for path in sorted((tmp_path / "store").glob("database-*/*")):
        path.unlink()
    next((tmp_path / "store").glob("database-*")).rmdir()
    again = DiskStore(tmp_path / "store")
    assert (len(again), dict(again.mark)) == (0, {})
    again.close()


def test_a_store_that_is_open_is_locked_to_others(tmp_path: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from graph.store.oxigraph import DiskStore\n"
        "store = DiskStore(Path(sys.argv[1])); print(flush=True); input()"
    )
    command = [sys.executable, "-c", hold, tmp_path / "store"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StorageLocked, match="store: another process has it open"):
            DiskStore(tmp_path / "store")
        other.communicate(b"\n")
    DiskStore(tmp_path / "store").close()


def test_a_store_that_this_process_has_open_is_locked_too(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store")
    with pytest.raises(StorageLocked):
        DiskStore(tmp_path / "store")
    store.close()


def test_a_path_that_cannot_be_a_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="file: cannot be used"):
        DiskStore(tmp_path / "file")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("[]")
    with pytest.raises(StorageError, match="CURRENT: is not a store of ours"):
        DiskStore(tmp_path / "store")


def test_a_damaged_store_is_named_with_the_way_out(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store")
    store.replace(A, [quad("a")])
    store.settle({})
    store.close()
    for manifest in (tmp_path / "store").rglob("MANIFEST-*"):
        manifest.write_bytes(b"garbage" * 10)
    with pytest.raises(StorageError, match="store: is damaged: delete this folder"):
        DiskStore(tmp_path / "store")


def test_an_unknown_kind_of_store_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such store: 'cloud'; there are"):
        open_store(Settings(home=tmp_path, store="cloud"))


KILLED = """
import sys
from pathlib import Path
import pyoxigraph as ox
from graph.store.oxigraph import DiskStore
store = DiskStore(Path(sys.argv[1]))
n = ox.NamedNode
for round in range(10_000):
    graph = f"https://example.org/{round % 7}"
    value = ox.Literal(round)
    store.replace(graph, [ox.Quad(n(f"https://example.org/{i}"), n("a:p"), value, n(graph)) for i in range(50)])
    print(round, flush=True)
"""


def test_a_killed_process_leaves_whole_graphs_and_every_acknowledged_one(tmp_path: Path) -> None:
    for wait in (1, 40, 90):
        with subprocess.Popen([sys.executable, "-c", KILLED, tmp_path / "store"], stdout=subprocess.PIPE) as victim:
            assert victim.stdout is not None
            for _ in range(wait):
                last = int(victim.stdout.readline())
            victim.send_signal(signal.SIGKILL)
        store = DiskStore(tmp_path / "store")
        found = {graph: {int(q.object.value) for q in store.quads(graph)} for graph in store.graphs()}  # type: ignore[union-attr]
        assert all(len(list(store.quads(graph))) == 50 and len(rounds) == 1 for graph, rounds in found.items())
        assert max(chain.from_iterable(found.values())) >= last
        store.close()


FULL = """
import resource, sys
from pathlib import Path
import pyoxigraph as ox
from graph.errors import StorageFull
from graph.store.oxigraph import DiskStore
store = DiskStore(Path(sys.argv[1]))
n = ox.NamedNode
store.replace("a:first", [ox.Quad(n("a:s"), n("a:p"), ox.Literal("kept"), n("a:first"))])
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    for round in range(1000):
        values = [ox.Literal(f"{round} {i}" * 20) for i in range(500)]
        store.replace("a:g", [ox.Quad(n("a:s"), n("a:p"), value, n("a:g")) for value in values])
except StorageFull as error:
    print(error.reason)
"""


def test_a_full_disk_is_named_and_leaves_the_store_whole(tmp_path: Path) -> None:
    """No file may grow beyond 300,000 bytes: to RocksDB, the disk takes no more."""
    run = subprocess.run([sys.executable, "-c", FULL, tmp_path / "s"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("the disk is full; nothing was half-written")
    store = DiskStore(tmp_path / "s")
    assert [str(q.object) for q in store.quads("a:first")] == ['"kept"']
    assert len(list(store.quads("a:g"))) in {0, 500}
    store.close()


def test_limits_of_this_process_are_as_they_were() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


# rdflib

TERMS = st.one_of(LITERALS, st.sampled_from([ox.NamedNode(E + "é"), ox.BlankNode("b1")]))


@given(st.lists(st.tuples(TERMS, st.sampled_from([A, B])), max_size=6))
def test_a_store_goes_through_rdflib_and_comes_back_the_same(given_terms: list[tuple[ox.Literal, str]]) -> None:
    store = MemoryStore()
    unnamed = ox.Quad(ox.BlankNode("x"), ox.NamedNode(E), ox.Literal("d"), ox.DefaultGraph())
    store.reload([unnamed, *(quad("s", term, graph) for term, graph in given_terms)])
    assert set(bridge.from_graph(to_dataset(store))) == set(store.quads())


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib 7.6 warns of its own call
def test_an_rdflib_dataset_of_a_store_answers_as_the_store_does() -> None:
    store = MemoryStore()
    store.reload([quad("a", "1"), quad("b", ox.Literal("zwei", language="de"), B)])
    sparql = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?s"
    ours = bridge.to_result(store.query(sparql))
    theirs = to_dataset(store).query(sparql, use_store_provided=False)
    assert json.loads(ours.serialize(format="json") or b"") == json.loads(theirs.serialize(format="json") or b"")
    assert bridge.to_result(store.query("ASK { ?s ?p ?o }")).askAnswer is True
    constructed = bridge.to_result(store.query("CONSTRUCT WHERE { ?s ?p ?o }")).graph
    assert constructed is not None
    assert isomorphic(constructed, bridge.to_graph(store.quads()))


def test_an_unbound_variable_stays_unbound() -> None:
    result = bridge.to_result(MemoryStore().query("SELECT ?a ?b { BIND(1 AS ?a) }"))
    assert result.bindings == [{rdflib.Variable("a"): rdflib.Literal(1)}]


def test_an_rdflib_graph_goes_into_the_default_graph() -> None:
    plain = rdflib.Graph()
    plain.add(
        (rdflib.URIRef("a:s"), rdflib.URIRef("a:p"), rdflib.Literal("01", datatype=rdflib.XSD.integer, normalize=False))
    )
    integer = ox.NamedNode(str(rdflib.XSD.integer))
    expected = ox.Quad(ox.NamedNode("a:s"), ox.NamedNode("a:p"), ox.Literal("01", datatype=integer), ox.DefaultGraph())
    assert list(bridge.from_graph(plain)) == [expected]


@pytest.mark.parametrize("kind", ["memory", "disk"])
def test_queries_go_on_over_what_they_began_with_while_another_database_takes_its_place(
    kind: str, tmp_path: Path
) -> None:
    store = DiskStore(tmp_path / "store") if kind == "disk" else MemoryStore()
    store.reload(quad(f"old-{number}") for number in range(20_000))
    seen, stop = list[tuple[str, int]](), threading.Event()

    def read() -> None:
        while not stop.is_set():
            rows = store.quads()
            first = next(rows)
            kind = str(first.subject).partition("-")[0].rpartition("/")[2]
            seen.append((kind, 1 + sum(1 for _ in rows)))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for turn in range(4):
        with store.beside() as fresh:
            fresh.fill(quad(f"new{turn}-{number}") for number in range(10_000 + turn))
            fresh.succeed({"log": turn})
    stop.set()
    for reader in readers:
        reader.join()
    assert set(seen) <= {("old", 20_000), *((f"new{turn}", 10_000 + turn) for turn in range(4))}
    assert (len(store), dict(store.mark)) == (10_003, {"log": 3})
    store.close()


@pytest.mark.parametrize("breaks", [False, True])
def test_a_change_of_very_much_is_seen_whole_or_not_at_all(
    breaks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DiskStore(tmp_path / "store")
    before, after = [quad(f"old-{number}") for number in range(60)], [quad(f"new-{number}") for number in range(200)]
    store.replace(A, before)
    store.settle({"log": 7})
    seen, put_in = list[set[ox.Quad]](), transaction.load

    def load(database: ox.Store, quads: Iterator[ox.Quad]) -> None:
        put_in(database, quads)
        seen.append(set(store.quads()))
        if breaks:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(transaction, "load", load)
    monkeypatch.setattr(transaction, "BULK", 50)
    monkeypatch.setattr(oxigraph, "BULK", 50)
    with pytest.raises(StorageFull) if breaks else nullcontext():
        store.change(Delta(tuple(before), tuple(after)))
    store.close()
    again = DiskStore(tmp_path / "store")
    assert seen == [set(before)]
    assert (set(again.quads()), dict(again.mark)) == (set(before if breaks else after), {"log": 7})
    assert len(list((tmp_path / "store").iterdir())) == 2  # the database and CURRENT
    again.close()


def test_a_store_that_was_begun_beside_another_and_given_up_leaves_nothing(tmp_path: Path) -> None:
    store = DiskStore(tmp_path / "store")
    store.replace(A, [quad("a")])
    with store.beside() as fresh:
        fresh.fill([quad("b")])
    assert list(store.quads()) == [quad("a")]
    assert len([path for path in (tmp_path / "store").iterdir() if path.is_dir()]) == 1
    store.close()
