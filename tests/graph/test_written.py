"""Written graphs: what people write stays, whatever becomes of the store, and follows the ledger."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.delta import Delta
from graph.errors import NotFound, StorageFull
from graph.inference import Inferences
from graph.ledger_written import Write
from graph.model import Document, Record
from graph.pipeline import Workspace
from graph.settings import Settings
from graph.store import open_store
from graph.store.oxigraph import DiskStore, MemoryStore
from ontology.terms import PGO, RDF
from tests.engines import Servers

E = "https://example.org/"
NOTES = f"{E}graph/notes"
EMPTY = f"{E}graph/empty"
LABEL = ox.NamedNode(f"{E}label")


def quad(subject: str, value: object = "x", graph: str = NOTES) -> ox.Quad:
    term = value if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal) else ox.Literal(str(value))
    start = ox.BlankNode(subject[2:]) if subject.startswith("_:") else ox.NamedNode(E + subject)
    return ox.Quad(start, LABEL, term, ox.NamedNode(graph) if graph else ox.DefaultGraph())


WRITTEN = (quad("a"), quad("_:b", ox.BlankNode("c")), quad("d", graph=""), quad("_:b", "line\nbreak", graph=""))


def mine(workspace: Workspace) -> set[ox.Quad]:
    """What the store holds of written graphs."""
    return {one for one in workspace.store.quads() if "/policygraph/id/" not in str(one.graph_name)}


def test_what_is_written_is_in_the_ledger_and_the_store_and_says_who_wrote_it(home_settings: Settings) -> None:
    with Workspace.open(home_settings) as workspace:
        made = workspace.write(Delta(added=WRITTEN, made=frozenset({EMPTY})), "ann")
        again = workspace.write(Delta(added=WRITTEN[:1], removed=(quad("nobody"),), made=frozenset({NOTES})), "bob")
        graphs = workspace.ledger.written.graphs()

        assert (set(made.added), made.made, bool(again)) == (set(WRITTEN), {EMPTY}, False)
        assert [(one.name, one.quads, one.who) for one in graphs] == [
            ("", 2, "ann"),
            (EMPTY, 0, "ann"),
            (NOTES, 2, "ann"),
        ]
        assert set(workspace.ledger.written.every_quad()) == mine(workspace) == set(WRITTEN)
        assert set(workspace.store.quads("")) == set(WRITTEN[2:])
        assert EMPTY in set(workspace.store.graphs())


def test_what_is_taken_out_is_gone_and_the_log_keeps_who_did_that(workspace: Workspace) -> None:
    workspace.write(Delta(added=WRITTEN), "ann")
    workspace.write(Delta(removed=(WRITTEN[1], WRITTEN[2])), "bob")
    workspace.write(Delta(dropped=frozenset({NOTES, EMPTY})), "cid")

    assert set(workspace.ledger.written.every_quad()) == mine(workspace) == {WRITTEN[3]}
    assert NOTES not in set(workspace.store.graphs())
    assert [(one.graph, one.who, one.removed, one.added) for one in workspace.ledger.written.writes()] == [
        (NOTES, "cid", 1, 0),
        (NOTES, "bob", 1, 0),
        ("", "bob", 1, 0),
        (NOTES, "ann", 0, 2),
        ("", "ann", 0, 2),
    ]
    assert [isinstance(one, Write) for one in workspace.ledger.written.writes(NOTES, 1)] == [True]
    with pytest.raises(NotFound):
        workspace.ledger.written.find(NOTES)


def test_a_store_that_is_deleted_or_made_anew_holds_what_was_written(home_settings: Settings) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.write(Delta(added=WRITTEN, made=frozenset({EMPTY})), "ann")
        workspace.rebuild()
        rebuilt = mine(workspace), EMPTY in set(workspace.store.graphs())
    shutil.rmtree(home_settings.store_path)
    with Workspace.open(home_settings) as workspace:
        assert rebuilt == (mine(workspace), EMPTY in set(workspace.store.graphs())) == (set(WRITTEN), True)


def test_an_older_copy_of_the_store_catches_up(home_settings: Settings, tmp_path: Path) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.write(Delta(added=WRITTEN, made=frozenset({EMPTY})), "ann")
    shutil.copytree(home_settings.store_path, tmp_path / "older")
    with Workspace.open(home_settings) as workspace:
        workspace.write(Delta(removed=WRITTEN[:2], added=(quad("_:b", "new"),), dropped=frozenset({EMPTY})), "ann")
    shutil.rmtree(home_settings.store_path)
    shutil.copytree(tmp_path / "older", home_settings.store_path)
    with Workspace.open(home_settings) as workspace:
        assert mine(workspace) == {quad("_:b", "new"), *WRITTEN[2:]}
        assert EMPTY not in set(workspace.store.graphs())


def test_what_comes_while_the_store_is_made_anew_is_in_the_new_one(
    workspace: Workspace, seed: tuple[Document, Record]
) -> None:
    workspace.put(*seed)
    workspace.write(Delta(added=WRITTEN), "ann")
    workspace.rebuild(lambda done: workspace.write(Delta(removed=WRITTEN[:1], added=(quad("late"),)), "bob") and None)
    assert mine(workspace) == {quad("late"), *WRITTEN[1:]}


def test_a_write_that_the_store_could_not_take_is_there_after_the_next_one(
    home_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull("store", "the disk is full")

    with Workspace.open(home_settings) as workspace:
        with monkeypatch.context() as broken:
            broken.setattr(DiskStore, "change", full)
            with pytest.raises(StorageFull):
                workspace.write(Delta(added=WRITTEN[:1]), "ann")
        workspace.write(Delta(added=WRITTEN[1:]), "ann")
        assert mine(workspace) == set(WRITTEN)


def test_what_is_inferred_follows_what_is_written(workspace: Workspace, seed: tuple[Document, Record]) -> None:
    def inferred() -> set[ox.Quad]:
        return {one for one in workspace.store.quads() if "/id/graph/inferred/" in str(one.graph_name)}

    base = workspace.settings.base_iri
    place = ox.NamedNode(f"{base}id/place/written")
    told = [ox.Quad(place, RDF.type, PGO.Place, ox.NamedNode(NOTES))]
    workspace.put(*seed)
    before = inferred()
    workspace.write(Delta(added=(*told, *WRITTEN)), "ann")
    held = MemoryStore()
    held.reload(one for one in workspace.store.quads() if "/id/graph/inferred/" not in str(one.graph_name))
    Inferences(held, base).bring_up()

    assert before < inferred() == {one for one in held.quads() if "/id/graph/inferred/" in str(one.graph_name)}
    workspace.write(Delta(dropped=frozenset({NOTES})), "ann")
    assert inferred() == before


KILLED = """
import sys
from graph.pipeline import Workspace
from graph.settings import Settings
from pathlib import Path
from tests.graph.test_written import WRITTEN, Delta
workspace = Workspace.open(Settings(home=Path(sys.argv[1])))
for one in WRITTEN:
    workspace.write(Delta(added=(one,)), "ann")
    print("written", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
@pytest.mark.parametrize("deleted", [False, True])
def test_a_process_that_is_killed_loses_nothing_that_was_acknowledged(home_settings: Settings, deleted: bool) -> None:
    command = [sys.executable, "-c", KILLED, str(home_settings.home)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdout
        assert [process.stdout.readline() for _ in WRITTEN] == [b"written\n"] * len(WRITTEN)
        process.send_signal(signal.SIGKILL)
    if deleted:
        shutil.rmtree(home_settings.store_path)
    with Workspace.open(home_settings) as workspace:
        assert mine(workspace) == set(WRITTEN)


NODES = st.sampled_from([ox.NamedNode(E + "s"), ox.NamedNode(E + "o"), ox.BlankNode("b"), ox.BlankNode("c")])
QUADS = st.builds(
    lambda s, o, g: ox.Quad(s, LABEL, o, g), NODES, NODES, st.sampled_from([ox.NamedNode(NOTES), ox.DefaultGraph()])
)
DELTAS = st.builds(
    lambda out, into, drop: Delta(tuple(out), tuple(into), frozenset({NOTES} if drop else ())),
    st.sets(QUADS, max_size=4),
    st.sets(QUADS, max_size=6),
    st.booleans(),
)


@pytest.mark.parametrize("kind", ["memory", "oxigraph", "oxigraph-server"])
def test_a_store_changes_as_sets_do_and_blank_nodes_keep_their_labels(
    kind: str, tmp_path: Path, servers: Servers
) -> None:
    store = open_store(servers.settings(kind, home=tmp_path))

    @given(st.lists(DELTAS, max_size=4))
    def holds(deltas: list[Delta]) -> None:
        store.change(Delta(tuple(store.quads()), dropped=frozenset({NOTES})))
        held = set[ox.Quad]()
        for delta in deltas:
            store.change(delta)
            if delta.dropped:
                held = {one for one in held if one.graph_name != ox.NamedNode(NOTES)}
            held = (held - set(delta.removed)) | set(delta.added)
            assert set(store.quads()) == held

    holds()
    store.close()
