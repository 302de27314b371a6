"""A disk that fills up or may not be written to: what was acknowledged stays, the rest goes on once there is room."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import StorageError, StorageFull
from graph.model import Document, Record
from graph.pipeline import Workspace
from graph.settings import Settings

Case = tuple[Document, Record]
pytestmark = pytest.mark.slow


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", disk], check=True, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes: enough to begin, not for all cases."""
    (place := tmp_path / "disk").mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def put_all(workspace: Workspace, cases: list[Case], acknowledged: set[str]) -> None:
    for document, record in cases:
        if not workspace.ledger.has(document):
            workspace.put(document, record)
        acknowledged.add(document.id)


def graph(settings: Settings) -> list[str]:
    with Workspace.open(settings) as workspace:
        return sorted(map(str, workspace.store.quads()))


def test_a_disk_that_fills_up_loses_nothing_and_the_next_run_goes_on(
    disk: Path, cases: list[Case], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1756540800")
    full, plain = Settings(home=disk / "home"), Settings(home=tmp_path / "plain")
    acknowledged: set[str] = set()
    with pytest.raises(StorageFull, match=r"the disk is full|the disk takes no more"):  # noqa: SIM117
        with Workspace.open(full) as workspace:
            put_all(workspace, cases, acknowledged)
    assert 0 < len(acknowledged) < len(cases)
    remount(disk, "size=500m")
    with Workspace.open(full) as workspace:
        assert acknowledged <= {entry.document.id for entry in workspace.ledger.entries()}
        put_all(workspace, cases, acknowledged)
    with Workspace.open(plain) as workspace:
        put_all(workspace, cases, set())
    assert graph(full) == graph(plain)


def test_a_disk_that_may_not_be_written_to_is_named_and_nothing_on_it_changes(disk: Path, seed: Case) -> None:
    remount(disk, "size=500m")
    settings = Settings(home=disk / "home")
    with Workspace.open(settings) as workspace:
        workspace.put(*seed)
    before = graph(settings)
    remount(disk, "ro")
    with pytest.raises(StorageError, match="cannot be"):
        Workspace.open(settings)
    policygraph = Path(sys.executable).with_name("policygraph")
    command = [policygraph, "documents", "--home", settings.home]
    told = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"COLUMNS": "200"})
    assert told.returncode == 3
    assert "read-only" in told.stderr.lower() or "cannot be opened for writing" in told.stderr
    remount(disk, "rw")
    assert graph(settings) == before
