"""`policygraph ingest --watch DIR --feed URL`: goes on until it is told to end, and ends in order."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import main

POLICYGRAPH = [sys.executable, "-c", "from api.cli import main; main()"]
TEXT = (
    "Springfield Mayor Ann Lee signed an executive order that bars police officers from flying drones over schools.\n"
)


def refused(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in ("ingest", *arguments)])
    assert result.exit_code == 2
    return " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.slow
def test_folders_and_feeds_are_taken_in_until_it_is_interrupted(tmp_path: Path, feed: str) -> None:
    inbox, report = tmp_path / "inbox", tmp_path / "report.jsonl"
    inbox.mkdir()
    (inbox / "one.txt").write_text(TEXT)
    os.utime(inbox / "one.txt", (1, 1))
    command = [*POLICYGRAPH, "ingest", "--watch", inbox, "--feed", feed, "--every", "1h", "--allow-private"]
    command += ["--retract", "--json", "--workers", "0", "--home", tmp_path / "home", "--report", report]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        lines = [json.loads(running.stdout.readline()) for _ in range(3)]
        said = [running.stderr.readline() for _ in range(3)]  # a file that goes before the round ends is of that round
        (inbox / "one.txt").unlink()
        lines.append(json.loads(running.stdout.readline()))
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    one, first, second = (
        str(inbox / "one.txt"),
        f"{feed}!https://tribune.example/a/1",
        f"{feed}!https://tribune.example/a/2",
    )
    assert [(line["source"], line["outcome"]) for line in lines] == [
        (one, "added"),
        (first, "added"),
        (second, "failed"),
        (one, "retracted"),
    ]
    assert running.returncode == 0, err
    summary = json.loads(out)["summary"]
    assert (summary["added"], summary["failed"], summary["retracted"]) == (2, 1, 1)
    assert [json.loads(line)["outcome"] for line in report.read_text().splitlines()] == [
        line["outcome"] for line in lines
    ]
    assert said[-1].endswith("  2 added, 1 failed\n")


def test_what_cannot_be_watched_is_said_before_anything_is_opened(tmp_path: Path) -> None:
    home = ("--home", tmp_path / "home")
    assert "name what to read, or what to --watch" in refused(*home)
    assert "must be a time like 30s, 15m, 1h or 2d, not 'soon'" in refused(
        "--watch", tmp_path, "--every", "soon", *home
    )
    assert "'feed.xml' is no address: write https://…" in refused("--feed", "feed.xml", *home)
    assert "do not go together" in refused("--watch", tmp_path, "--dry-run", *home)
    assert not (tmp_path / "home").exists()
