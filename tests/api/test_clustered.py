"""`ingest --cluster` and `load` as users meet them, with a scheduler and a worker started as users start them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import main

DASK = Path(sys.executable).with_name("dask")
POLICYGRAPH = Path(sys.executable).with_name("policygraph")
TEXT = "Mayor Ann Lee signed executive order {n} on Monday. The order directs the police to protect ward {n}.\n"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A scheduler's address, with a worker of two threads behind it."""
    told = tmp_path / "scheduler.json"
    scheduler = [DASK, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", told]
    worker = [DASK, "worker", "--nthreads", "2", "--no-dashboard", "--scheduler-file", told]
    with ExitStack() as stack:
        log = stack.enter_context((tmp_path / "dask.log").open("wb"))
        for command in (scheduler, [*worker, "--local-directory", tmp_path / "dask"]):
            process = subprocess.Popen(command, cwd=tmp_path, stdout=log, stderr=log)
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        while not told.exists():
            assert process.poll() is None, (tmp_path / "dask.log").read_text()
            time.sleep(0.1)
        yield json.loads(told.read_text())["address"]


def called(*arguments: str | Path) -> tuple[int, list[dict[str, object]], str]:
    """A command in a process of its own: its exit code, the lines that it printed and what it said."""
    done = subprocess.run([POLICYGRAPH, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


@pytest.mark.slow
def test_a_folder_goes_through_a_cluster_into_a_home(address: str, tmp_path: Path) -> None:
    news, parts, home = tmp_path / "news", tmp_path / "parts", tmp_path / "home"
    news.mkdir()
    for n in range(6):
        (news / f"{n}.txt").write_text(TEXT.format(n=n))
    code, lines, said = called("ingest", news, "--cluster", address, "--parts", parts, "--json")
    assert (code, said) == (0, f"the parts are whole: policygraph load {parts}\n")
    assert {str(line["source"]) for line in lines[:-1]} == {str(news / f"{n}.txt") for n in range(6)}
    for outcome in ("added", "unchanged"):
        code, lines, said = called("load", parts, "--home", home, "--json")
        assert (code, said) == (0, "")
        assert [line["outcome"] for line in lines[:-1]] == [outcome] * 6


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--cluster", "tcp://127.0.0.1:9"], "--cluster ADDRESS and --parts LOCATION go together"),
        (["--parts", "parts"], "--cluster ADDRESS and --parts LOCATION go together"),
        (["--cluster", "x", "--parts", "y", "--retract", "--limit", "3"], "--limit, --retract cannot be used with"),
    ],
)
def test_options_that_mean_nothing_together_are_refused(options: list[str], reason: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["ingest", str(tmp_path), *options], env={"COLUMNS": "200"})
    assert (done.exit_code, reason in done.stderr) == (2, True), done.stderr


def test_a_folder_without_parts_is_not_loaded(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["load", str(tmp_path / "parts"), "--home", str(tmp_path / "home")])
    assert done.exit_code == 1
    assert done.stderr == f"error: {tmp_path}/parts: holds no parts: `policygraph ingest --cluster` makes them\n"
