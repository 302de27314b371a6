"""The pipeline: what is acknowledged stays, the store follows the ledger, and one bad document stops no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.authority import agencies, descriptions
from graph.errors import InputError, NotFound, SettingsError, StorageFull, StorageLocked
from graph.inference import Inferences
from graph.model import Document, Predicate, Record, Relation
from graph.outcome import Outcome, Step, batches
from graph.pipeline import Change, Workspace, extract
from graph.places import open_gazetteer
from graph.places.describe import describe
from graph.rdf import graph_iri, quads, vocabulary_quads
from graph.resolve import resolve, together
from graph.settings import Settings
from graph.sources import Origin, Piece
from graph.store.oxigraph import DiskStore, MemoryStore
from tests.indexed import held

Case = tuple[Document, Record]
VOCABULARY = "https://w3id.org/policygraph/id/graph/vocabulary"
ORDER = "Mayor Ann Lee signed an executive order on Monday. The order directs the police to protect residents.\n"


def expected(workspace: Workspace) -> set[ox.Quad]:
    """What the store is to hold, worked out from the ledger alone."""
    base = workspace.settings.base_iri
    wanted = set(vocabulary_quads(base))
    known = together((entry.document, entry.record) for entry in workspace.ledger.entries())
    for entry in workspace.ledger.entries():
        resolution = resolve(entry.document, entry.record, known[entry.document.id])
        wanted |= set(quads(entry.document, entry.record, resolution, base, entry.ingested))
        places = {entity.geonames for entity in entry.record.entities if entity.geonames is not None}
        gazetteer = open_gazetteer(workspace.settings)
        wanted |= {quad for place in places for quad in describe(place, gazetteer, base)}
        bodies = [agency for agency in agencies().values() if agency.path in resolution.paths.values()]
        wanted |= {quad for agency in bodies for quad in descriptions.quads(agency, base)}
    return wanted


def in_step(workspace: Workspace) -> bool:
    held = MemoryStore()
    held.reload(expected(workspace))  # literals in the form in which a store keeps them
    Inferences(held, workspace.settings.base_iri).bring_up()
    return set(workspace.store.quads()) == set(held.quads()) and not workspace.problems


def test_a_new_workspace_holds_the_vocabulary_and_no_document(workspace: Workspace) -> None:
    assert list(workspace.store.graphs()) == [VOCABULARY]
    assert in_step(workspace)
    assert len(workspace.ledger) == 0


def test_documents_are_in_the_ledger_and_in_the_store_and_stay(home_settings: Settings, cases: list[Case]) -> None:
    cases = cases[:20]
    with Workspace.open(home_settings) as workspace:
        assert {workspace.put(*case).change for case in cases} == {Change.ADDED}
        assert in_step(workspace)
    with Workspace.open(home_settings) as workspace:
        assert len(workspace.ledger) == len(cases)
        assert in_step(workspace)


def test_a_new_version_replaces_the_graph_of_the_old_one(workspace: Workspace, cases: list[Case]) -> None:
    (old, old_record), (new, new_record) = cases[:2]
    named = replace(old, source="/news/today.txt"), replace(new, source="/news/today.txt")
    workspace.put(named[0], old_record)
    commit = workspace.put(named[1], new_record)
    assert (commit.change, commit.superseded) == (Change.CHANGED, old.id)
    stated = {name for name in workspace.store.graphs() if "/inferred/" not in name and "/authority/" not in name}
    assert stated == {VOCABULARY, graph_iri(workspace.settings.base_iri, new.id)}
    assert in_step(workspace)


def test_a_document_is_deleted_from_both(workspace: Workspace, cases: list[Case]) -> None:
    for case in cases[:2]:
        workspace.put(*case)
    workspace.delete(cases[0][0].id)
    assert [entry.document for entry in workspace.ledger.entries()] == [cases[1][0]]
    assert in_step(workspace)
    with pytest.raises(NotFound):
        workspace.delete(cases[0][0].id)


def test_what_is_too_much_to_hold_in_memory_is_written_to_the_disk_and_marked(
    workspace: Workspace, seed: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.pipeline.UNSETTLED", 100)
    workspace.put(*seed)
    assert workspace.store.mark["log"] == workspace.ledger.position == 1
    assert in_step(workspace)


def test_a_rebuilt_store_is_the_same_store(workspace: Workspace, cases: list[Case]) -> None:
    for case in cases[:20]:
        workspace.put(*case)
    before = set(workspace.store.quads())
    workspace.rebuild()
    assert set(workspace.store.quads()) == before


def test_documents_come_and_go_while_the_store_is_made_anew(workspace: Workspace, cases: list[Case]) -> None:
    for case in cases[:20]:
        workspace.put(*case)
    ids = sorted(document.id for document, _ in cases[:20])

    def meanwhile(done: int) -> None:
        if done == 10:
            workspace.delete(ids[3])  # it has been written already
            workspace.delete(ids[15])  # it is still to come
            for case in cases[20:25]:
                workspace.put(*case)
            assert in_step(workspace)

    workspace.rebuild(meanwhile)
    assert in_step(workspace)
    assert len(workspace.ledger) == 23

    can_be_found = held(workspace.index)
    workspace.rebuild()
    assert held(workspace.index) == can_be_found


def test_a_rebuild_that_is_given_up_leaves_the_store_as_it_was(workspace: Workspace, cases: list[Case]) -> None:
    for case in cases[:3]:
        workspace.put(*case)

    def enough(done: int) -> None:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        workspace.rebuild(enough)
    workspace.put(*cases[3])
    assert in_step(workspace)


def test_a_deleted_store_comes_back_when_the_workspace_is_opened(home_settings: Settings, seed: Case) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.put(*seed)
    for path in sorted(home_settings.store_path.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with Workspace.open(home_settings) as workspace:
        assert in_step(workspace)
        assert len(workspace.ledger) == 1


def test_another_base_iri_makes_the_store_anew(home_settings: Settings, seed: Case) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.put(*seed)
    with Workspace.open(replace(home_settings, base_iri="https://graph.example/")) as workspace:
        assert all(name.startswith("https://graph.example/id/") for name in workspace.store.graphs())
        assert in_step(workspace)


def test_a_store_in_memory_is_filled_from_the_ledger(home_settings: Settings, seed: Case) -> None:
    for _ in range(2):
        with Workspace.open(replace(home_settings, store="memory")) as workspace:
            workspace.put(*seed)
            assert in_step(workspace)


def test_an_older_copy_of_the_store_catches_up(home_settings: Settings, cases: list[Case], tmp_path: Path) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.put(*cases[0])
        workspace.put(*cases[1])
    subprocess.run(["cp", "-a", home_settings.store_path, tmp_path / "copy"], check=True)
    with Workspace.open(home_settings) as workspace:
        workspace.put(*cases[2])
        workspace.delete(cases[0][0].id)
    subprocess.run(["rm", "-r", home_settings.store_path], check=True)
    (tmp_path / "copy").rename(home_settings.store_path)
    with Workspace.open(home_settings) as workspace:
        assert len(workspace.ledger) == 2
        assert in_step(workspace)


def test_opening_a_workspace_in_step_writes_no_quads(home_settings: Settings, seed: Case) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.put(*seed)
    with Workspace.open(home_settings) as workspace:
        assert workspace.store.generation == 0


VICTIM = """
import sys
from pathlib import Path
from graph.case import read_case
from graph.pipeline import Workspace
from graph.settings import Settings
with Workspace.open(Settings(home=Path(sys.argv[1]))) as workspace:
    print("open", flush=True)
    for path in sorted(Path(sys.argv[2]).glob("*.json")):
        document, record = read_case(path)
        if not workspace.ledger.has(document):
            workspace.put(document, record)
            print(document.id, flush=True)
"""


@pytest.mark.slow
def test_a_process_that_is_killed_again_and_again_loses_no_acknowledged_document(home_settings: Settings) -> None:
    gold = Path(__file__).parents[1] / "gold" / "train"
    acknowledged: set[str] = set()
    for wait in (0, 1, 5, 9, 2):
        command = [sys.executable, "-c", VICTIM, home_settings.home, gold]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as victim:
            assert victim.stdout is not None
            assert victim.stdout.readline() == "open\n"
            acknowledged |= {victim.stdout.readline().strip() for _ in range(wait)}
            victim.send_signal(signal.SIGKILL)
            acknowledged |= {line.strip() for line in victim.stdout if line.endswith("\n")}
        with Workspace.open(home_settings) as workspace:
            assert acknowledged <= {entry.document.id for entry in workspace.ledger.entries()}
            assert in_step(workspace)
    assert len(acknowledged) >= 17


READER = """
import sys
from pathlib import Path
from graph.pipeline import Workspace
from graph.settings import Settings
with Workspace.open(Settings(home=Path(sys.argv[1]))) as workspace:
    for outcome in workspace.ingest([Path(sys.argv[2])]):
        print(outcome.change, outcome.document_id, flush=True)
"""


@pytest.mark.slow
def test_reading_that_is_killed_loses_no_acknowledged_document_and_goes_on(
    home_settings: Settings, tmp_path: Path
) -> None:
    """The ledger runs ahead of the store by some documents: the next opening brings the store up."""
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"{ORDER}It is the order number {number}.\n")
    acknowledged: set[str] = set()
    for wait in (3, 20):
        command = [sys.executable, "-c", READER, home_settings.home, tmp_path]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as victim:
            assert victim.stdout is not None
            lines = [victim.stdout.readline().split() for _ in range(wait)]
            victim.send_signal(signal.SIGKILL)
        known = {document for change, document in lines if change == "unchanged"}
        assert acknowledged <= known
        acknowledged |= {document for _, document in lines}
        with Workspace.open(home_settings) as workspace:
            assert acknowledged <= {entry.document.id for entry in workspace.ledger.entries()}
            assert in_step(workspace)


def test_a_store_that_failed_catches_up_before_the_next_document(
    workspace: Workspace, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full when the store is to follow; the ledger has committed."""
    with monkeypatch.context() as full:
        full.setattr(DiskStore, "replace_all", _full)
        with pytest.raises(StorageFull):
            workspace.put(*cases[0])
        workspace.settle()
    assert workspace.store.mark["log"] == 0
    workspace.put(*cases[1])
    assert len(workspace.ledger) == 2
    assert in_step(workspace)


def _full(*_: object) -> None:
    raise StorageFull("store", "the disk is full")


def test_a_document_whose_graph_cannot_be_made_leaves_nothing(workspace: Workspace, seed: Case) -> None:
    document, record = seed
    evidence = record.relations[0].evidence
    broken = replace(record, relations=(Relation("nobody", Predicate.ISSUED_BY, evidence, "nobody"),))
    with pytest.raises(Exception, match="nobody"):
        workspace.put(document, broken)
    assert (len(workspace.ledger), workspace.ledger.position) == (0, 0)
    assert in_step(workspace)


def test_a_workspace_that_is_open_elsewhere_is_locked_and_untouched(home_settings: Settings, seed: Case) -> None:
    hold = VICTIM.replace('print("open", flush=True)', 'print("open", flush=True); input()')
    with Workspace.open(home_settings) as workspace:
        workspace.put(*seed)
    command = [sys.executable, "-c", hold, home_settings.home, "."]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StorageLocked, match="another process has it open"):
            Workspace.open(home_settings)
        other.communicate(b"\n")
    with Workspace.open(home_settings) as workspace:
        assert in_step(workspace)


def test_an_unknown_extractor_is_a_wrong_setting(home_settings: Settings) -> None:
    with pytest.raises(SettingsError, match="no such extractor: 'oracle'; there are rules, learned, llm"):
        Workspace.open(replace(home_settings, extractor="oracle"))
    assert not home_settings.home.exists()


# reading files


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with good files, bad ones among them, and what is no document."""
    folder = tmp_path / "articles"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    for number in range(20):
        (folder / f"good-{number:02}.txt").write_text(f"{ORDER}It is the order number {number}.\n")
    (folder / "bad-05.txt").write_bytes(b"\x00\x01\x02" * 100)
    (folder / "deep" / "er" / "note.md").write_text(f"---\ntitle: A note\ndate: 2025-08-30\n---\n# Note\n\n{ORDER}")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden" / "draft.txt").write_text(ORDER)
    return folder


def test_one_bad_file_among_many_is_named_and_the_others_are_done(workspace: Workspace, articles: Path) -> None:
    outcomes = list(workspace.ingest([articles]))
    errors = [outcome for outcome in outcomes if outcome.error]
    assert [(Path(o.source).name, o.document_id, o.change) for o in errors] == [("bad-05.txt", None, None)]
    assert errors[0].error == f"{articles / 'bad-05.txt'}: is binary, not text: it holds zero bytes"
    assert [Path(o.source).name for o in outcomes if o.change == "added"] == [
        "note.md",
        *(f"good-{number:02}.txt" for number in range(20)),
    ]
    assert sum(outcome.words for outcome in outcomes) > 400
    assert len(workspace.ledger) == 21
    assert in_step(workspace)


def test_reading_the_same_folder_again_changes_nothing(workspace: Workspace, articles: Path) -> None:
    first = list(workspace.ingest([articles]))
    position = workspace.ledger.position
    again = list(workspace.ingest([articles, articles]))
    assert {outcome.change for outcome in again} == {Change.UNCHANGED, None}
    assert (len(again), workspace.ledger.position) == (2 * len(first), position)


def test_a_changed_file_is_a_new_version(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "order.txt"
    changes = []
    for text in (ORDER, ORDER + "It was revoked on Friday.", ORDER + "It was revoked on Friday."):
        file.write_text(text)
        changes += [outcome.change for outcome in workspace.ingest([file])]
    assert changes == ["added", "changed", "unchanged"]
    assert len(workspace.ledger) == 1
    assert in_step(workspace)


def test_a_path_that_does_not_exist_is_named_and_the_others_are_done(workspace: Workspace, articles: Path) -> None:
    outcomes = list(workspace.ingest([articles / "nowhere", articles / "good-01.txt"]))
    assert [outcome.error for outcome in outcomes] == [f"{articles / 'nowhere'}: does not exist", None]


def test_a_file_whose_name_is_not_in_utf_8_is_named_and_the_others_are_done(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name in (b"a.txt", b"\xff.txt"):
        Path(os.fsdecode(bytes(tmp_path / "") + b"/" + name)).write_text(ORDER)
    outcomes = list(workspace.ingest([tmp_path]))
    reason = f"{tmp_path}/\\xff.txt: has a name that is not in UTF-8: rename it"
    assert [(outcome.change, outcome.error) for outcome in outcomes] == [("added", None), (None, reason)]


def test_an_interrupted_reading_keeps_what_it_acknowledged(home_settings: Settings, articles: Path) -> None:
    with Workspace.open(home_settings) as workspace:
        reading = workspace.ingest([articles])
        seen = [next(reading) for _ in range(5)]
        assert isinstance(reading, Iterator)
        del reading
    with Workspace.open(home_settings) as workspace:
        assert {outcome.document_id for outcome in seen} - {None} <= {e.document.id for e in workspace.ledger.entries()}
        assert in_step(workspace)


def test_a_reading_that_outlives_its_workspace_does_no_harm(home_settings: Settings, articles: Path) -> None:
    """So it is where an interruption reaches the block around the workspace before it reaches the reading."""
    with Workspace.open(home_settings) as workspace:
        reading = workspace.ingest([articles])
        assert isinstance(reading, Generator)
        while next(reading).change is None:
            pass
    reading.close()
    with Workspace.open(home_settings) as workspace:
        assert len(workspace.ledger) > 0
        assert in_step(workspace)


def test_a_text_is_added_clean_and_bad_ones_are_refused(workspace: Workspace) -> None:
    outcome = workspace.add(Document(ORDER.replace("\n", "\r\n") + "\x07", url="https://news.example/1"))
    assert (outcome.source, outcome.change) == ("https://news.example/1", "added")
    assert [entry.document.text for entry in workspace.ledger.entries()] == [ORDER]
    assert workspace.add(Document(ORDER, url="https://news.example/1")).change == "unchanged"
    with pytest.raises(InputError, match=r"https://news\.example/2: is empty"):
        workspace.add(Document(" \n", url="https://news.example/2"))


def test_extracting_streams_in_order_and_stores_nothing(workspace: Workspace) -> None:
    pulled = []

    def documents() -> Iterator[Document]:
        for number in range(40):
            pulled.append(number)
            yield Document(f"{ORDER}It is number {number}.")

    results = extract(documents(), workspace.settings)
    document, record = next(results)
    assert len(pulled) <= 17
    assert (document.text, record.document_id) == (f"{ORDER}It is number 0.", document.id)
    assert [record.document_id for _, record in results] == [
        Document(f"{ORDER}It is number {number}.").id for number in range(1, 40)
    ]
    assert len(workspace.ledger) == 0


def test_batches_end_by_number_and_by_size() -> None:
    file = Origin("f")
    short, long = (Step(file, Piece("f", ".txt", b"x" * length)) for length in (1, 250_000))
    failed, end = Step(file, Outcome("f", error="f: bad")), Step(file, None)
    known = Step(file, Outcome("f", "id", Change.UNCHANGED))
    assert [len(batch) for batch in batches([*[short] * 20, long, failed, long, short, end])] == [16, 7, 2]
    assert [len(batch) for batch in batches([*[short, end] * 20, *[known] * 600])] == [31, 512, 97]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(workspace: Workspace, articles: Path) -> None:
    (articles / "good-01.txt").chmod(0)
    outcomes = list(workspace.ingest([articles / "good-01.txt"]))
    assert [outcome.error for outcome in outcomes] == [f"{articles / 'good-01.txt'}: cannot be read: Permission denied"]
