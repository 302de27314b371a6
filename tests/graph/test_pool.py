"""The pool: however many processes read, the graph is the same; one that ends or hangs costs its own document alone."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.model import Document, Record
from graph.outcome import Outcome, Step
from graph.pipeline import Selection, Workspace
from graph.pool import LONGEST, PATIENCE, Pool, patience
from graph.settings import Settings
from graph.sources import KINDS, Origin, Piece

Case = tuple[Document, Record]
pytestmark = pytest.mark.slow

# what a worker imports first: a kind of file that does to its reader what hostile ones can
TRAPS = """
import os, sys, time
if any("multiprocessing" in part for part in sys.orig_argv):
    import graph.pool, graph.sources
    graph.pool.PATIENCE = 30.0
    Reader = graph.sources.Reader
    graph.sources.READERS[".crash"] = Reader(lambda data, name: os.kill(os.getpid(), 11), "text/plain")
    graph.sources.READERS[".hang"] = Reader(lambda data, name: time.sleep(600), "text/plain")
"""


@pytest.fixture(scope="module")
def stories(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Sixty short files: more than one process reads by itself; two of them hold the same text."""
    folder = tmp_path_factory.mktemp("stories")
    texts = [document.text[:900].rpartition(" ")[0] for document, _ in cases[:59]]
    for number, text in enumerate([*texts, texts[0]]):
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.iterdir())


def ingested(home: Path, files: list[Path], workers: int | None) -> tuple[list[Outcome], str]:
    """The outcomes, and the graph as canonical N-Quads: it has no blank nodes, so that sorting makes it canonical."""
    with Workspace.open(Settings(home=home)) as workspace:
        outcomes = list(workspace.ingest(files, workers=workers))
        return outcomes, "\n".join(sorted(map(str, workspace.store.quads())))


def test_the_graph_is_the_same_however_many_processes_read_and_in_whatever_order(
    stories: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756540800")
    shuffled = random.Random(7).sample(stories, len(stories))
    alone, graph = ingested(tmp_path / "alone", stories, 0)
    assert [outcome.source for outcome in alone] == [str(file) for file in stories]
    assert [str(outcome.change) for outcome in alone] == ["added"] * 59 + ["unchanged"]
    for workers, files in ((1, stories), (3, shuffled)):
        outcomes, again = ingested(tmp_path / str(workers), files, workers)
        assert [outcome.source for outcome in outcomes] == [str(file) for file in files]
        assert again == graph
    # few documents are read by this process, many by as many processes as there are processors
    assert ingested(tmp_path / "auto", stories, None)[1] == graph


def test_a_document_that_ends_its_process_or_hangs_is_reported_and_all_others_are_read(
    stories: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(TRAPS)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{Path(__file__).parents[2]}")
    monkeypatch.setattr("graph.pool.PATIENCE", 30.0)  # of which a busy machine may need half to load the model
    monkeypatch.setattr("graph.sources.KINDS", KINDS | {".crash", ".hang"})  # for this process, which reads none of it
    (crash := tmp_path / "bad.crash").write_text("x")
    (hang := tmp_path / "bad.hang").write_text("x")
    outcomes, _ = ingested(tmp_path / "home", [*stories[:9], crash, *stories[9:20], hang, *stories[20:25]], 2)
    said = {outcome.source: outcome.error for outcome in outcomes if outcome.error}
    assert said.keys() == {str(crash), str(hang)}
    assert "ended the process that read it" in str(said[str(crash)])
    assert "was not read within 30 s and given up" in str(said[str(hang)])
    assert [o.source for o in outcomes if o.change] == [str(file) for file in stories[:25]]


def test_a_process_that_is_killed_costs_no_document(stories: list[Path], home_settings: Settings) -> None:
    with Workspace.open(home_settings) as workspace:
        reading = workspace.ingest(stories, workers=2)
        outcomes = [next(reading)]
        killed = multiprocessing.active_children()[0]
        os.kill(killed.pid or 0, signal.SIGKILL)
        outcomes += reading
        assert [str(outcome.change) for outcome in outcomes] == ["added"] * 59 + ["unchanged"]
        assert multiprocessing.active_children() == []


def test_a_reading_that_is_left_ends_its_processes(stories: list[Path], home_settings: Settings) -> None:
    with Workspace.open(home_settings) as workspace:
        reading = workspace.ingest(stories, workers=2)
        next(reading)
        assert multiprocessing.active_children()
        reading.close()  # type: ignore[attr-defined]
        assert multiprocessing.active_children() == []


READING = """
import sys
from pathlib import Path
from graph.pipeline import Workspace
from graph.settings import Settings
if __name__ == "__main__":
    with Workspace.open(Settings(home=Path(sys.argv[1]))) as workspace:
        for outcome in workspace.ingest(sys.argv[2:], workers=2):
            print(outcome.change, flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")
def test_the_processes_of_a_reading_that_is_killed_end_with_it(stories: list[Path], tmp_path: Path) -> None:
    (script := tmp_path / "reading.py").write_text(READING)
    command = [sys.executable, script, tmp_path / "home", *stories]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as reading:
        assert reading.stdout is not None
        assert reading.stdout.readline() == "added\n"
        started = Path(f"/proc/{reading.pid}/task/{reading.pid}/children").read_text().split()
        assert len(started) >= 2
        reading.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{process}").exists() for process in started) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [process for process in started if Path(f"/proc/{process}").exists()] == []


def test_nothing_to_read_starts_no_process(home_settings: Settings) -> None:
    pool = Pool(home_settings, Selection(), 2)
    known = [Step(Origin("f"), Outcome("f", error="f: bad")), Step(Origin("f"), None)]
    assert list(pool.results([known, known])) == [(known, []), (known, [])]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("length", "seconds"), [(0, PATIENCE), (2_000_000, PATIENCE + 1000), (10**9, LONGEST)])
def test_long_files_may_take_longer(length: int, seconds: float) -> None:
    assert patience([Piece("f", ".txt", passed=length)]) == seconds
