"""A real cluster of worker processes: what it loses it does again, none twice, and the graph is the one made here."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from distributed import Client, LocalCluster

from graph.cluster import ingest
from graph.errors import SettingsError
from graph.ledger import Change
from graph.loading import load
from graph.outcome import Outcome
from graph.pipeline import Workspace
from graph.reader import Selection
from graph.settings import Settings
from graph.sources import Intake

pytestmark = pytest.mark.slow

TEXT = "Mayor Ann Lee signed executive order {n} on Monday. The order directs the police to protect ward {n}.\n"
INTAKE, ALL = Intake(), Selection()


@pytest.fixture(scope="module", autouse=True)
def _a_fixed_time() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1767323045")
        yield


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two workers of one thread, each a process of its own with a nanny that starts it anew."""
    options = {"processes": True, "dashboard_address": ":0", "local_directory": str(tmp_path_factory.mktemp("dask"))}
    with LocalCluster(n_workers=2, threads_per_worker=1, **options) as made:
        yield made


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents in files and in a container, one of which cannot be read."""
    folder = tmp_path_factory.mktemp("corpus") / "news"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n:02}.txt").write_text(TEXT.format(n=n))
    lines = [json.dumps({"text": TEXT.format(n=n), "url": f"https://example.org/{n % 4}"}) for n in range(20, 28)]
    (folder / "more.jsonl").write_text("\n".join(lines))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    return folder


def run(cluster: LocalCluster, news: Path, parts: Path, selection: Selection = ALL) -> Iterator[Outcome]:
    return ingest([str(news)], str(parts), cluster.scheduler_address, Settings(), INTAKE, selection, most=3)


def readers_of(workers: list[int]) -> list[psutil.Process]:
    """The processes that read for Dask's workers."""
    children = (child for worker in workers for child in psutil.Process(worker).children())
    return [child for child in children if "spawn_main" in str(child.cmdline())]


def test_a_lost_worker_and_a_lost_reader_lose_no_document_and_double_none(
    cluster: LocalCluster, news: Path, tmp_path: Path
) -> None:
    found = run(cluster, news, tmp_path / "parts")
    done = [next(found)]
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = client.run(os.getpid)
        busy = [address for address, tasks in client.processing().items() if tasks]
    assert len(workers) == 2
    assert busy
    killed, other = workers[busy[0]], next(pid for address, pid in workers.items() if address != busy[0])
    orphans = readers_of([killed])
    os.kill(killed, signal.SIGKILL)
    for reader in readers_of([other]):
        reader.kill()
    done += found
    _, alive = psutil.wait_procs(orphans, timeout=20)
    assert alive == []
    assert [one.error for one in done if one.error] == [
        f"{news}/broken.pdf: is a broken PDF: Stream has ended unexpectedly"
    ]
    assert sorted(one.source for one in done if one.change is Change.ADDED) == sorted(wanted(news))
    same_graph_as_here(news, tmp_path)


def test_what_was_made_before_its_worker_was_lost_is_told_as_made(
    cluster: LocalCluster, news: Path, tmp_path: Path
) -> None:
    found = run(cluster, news, tmp_path / "parts")
    done = [next(found)]
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = client.run(os.getpid).values()
        while any(client.processing().values()) or not client.has_what():
            time.sleep(0.05)  # until all that is under way is made, and its results wait in the workers
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    done += found
    assert sorted(one.source for one in done if one.change is Change.ADDED) == sorted(wanted(news))


def wanted(news: Path) -> set[str]:
    """The sources of all documents that can be read."""
    return {f"{news}/{n:02}.txt" for n in range(20)} | {f"{news}/more.jsonl!{n}" for n in range(1, 9)}


def same_graph_as_here(news: Path, tmp_path: Path) -> None:
    """What is loaded from the parts is what reading the same files in this process makes."""
    with (
        Workspace.open(Settings(home=tmp_path / "here", store="memory")) as here,
        Workspace.open(Settings(home=tmp_path / "loaded", store="memory")) as loaded,
    ):
        assert sum(one.error is not None for one in here.ingest([str(news)])) == 1
        assert not [one.error for one in load(loaded, str(tmp_path / "parts")) if one.error]
        loaded.settle()
        assert len(here.ledger) == 24  # of one address there is the last version
        assert list(loaded.ledger.entries()) == list(here.ledger.entries())
        assert sorted(map(str, loaded.store.quads())) == sorted(map(str, here.store.quads()))


def test_what_is_there_is_not_made_again_and_what_is_damaged_is(
    cluster: LocalCluster, news: Path, tmp_path: Path
) -> None:
    parts = tmp_path / "parts"
    assert {one.change for one in run(cluster, news, parts)} == {Change.ADDED, None}
    made = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in parts.glob("part-*")}
    assert len(list(parts.iterdir())) == len(made) + 1
    victim = max(parts.glob("*.parquet"), key=lambda file: file.stat().st_size)  # not the one of what cannot be read
    victim.write_bytes(made[victim][0][:-1])
    (parts / "manifest.json").unlink()
    again = list(run(cluster, news, parts))
    assert len(again) == 29
    assert {file: file.read_bytes() for file in parts.glob("part-*")} == {
        file: data for file, (data, _) in made.items()
    }
    remade = {file.stem.split(".")[0] for file, (_, at) in made.items() if file.stat().st_mtime_ns != at}
    assert remade == {victim.stem}
    assert {one.change for one in again} == {Change.ADDED, Change.UNCHANGED, None}
    assert (parts / "manifest.json").exists()
    begun = time.time_ns()
    assert {one.change for one in run(cluster, news, parts, Selection(again=True))} == {Change.ADDED, None}
    assert min(file.stat().st_mtime_ns for file in parts.glob("part-*")) >= begun


def test_where_no_scheduler_answers_that_is_said(news: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        next(ingest([str(news)], str(tmp_path), "tcp://127.0.0.1:9", Settings(), INTAKE, ALL))
