"""A service that is killed in the middle of a job: started again on the same home, it brings the job to its end."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from graph.ledger import Ledger
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.test_jobs import NDJSON, article, lines

pytestmark = pytest.mark.slow

COUNT = 240


@contextmanager
def server(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a real server, and its process."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--home", str(home), "--port", "0"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1756540800"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://\S+", said)
        assert found, said
        try:
            yield found.group(), process
        finally:
            process.send_signal(signal.SIGTERM)
            process.stderr.read()
            process.wait(60)


def until(client: httpx2.Client, href: str, wanted: str) -> dict[str, Any]:
    """The job, once it has ended or, at "begun", has put something in."""
    for _ in range(9000):
        try:
            job: dict[str, Any] = client.get(href).json()
        except httpx2.ConnectError:
            job = {"ended": None, "documents": {}}  # it is only starting
        if job["ended"] or (wanted == "begun" and job["documents"].get("added")):
            return job
        time.sleep(0.02)
    raise AssertionError(job)


def graph(home: Path) -> set[str]:
    with Workspace.open(Settings(home=home)) as workspace:
        return set(map(str, workspace.store.quads()))


def test_a_job_survives_that_its_service_is_killed(tmp_path: Path) -> None:
    sent = lines([article(number) for number in range(COUNT)])
    with server(tmp_path / "killed") as (address, process), httpx2.Client(base_url=address, timeout=60) as client:
        answer = client.post("/documents", content=sent, headers=NDJSON)
        assert answer.status_code == 202
        href = answer.headers["location"]
        assert until(client, href, "begun")["state"] == "running"
        process.kill()
        process.wait()
    with Ledger(Settings(home=tmp_path / "killed").ledger_path, readonly=True) as ledger:
        assert 0 < len(ledger) < COUNT
    with server(tmp_path / "killed") as (address, _), httpx2.Client(base_url=address, timeout=60) as client:
        job = until(client, href, "ended")
        report = [json.loads(line) for line in client.get(f"{href}/report").text.splitlines()]
    with server(tmp_path / "plain") as (address, _), httpx2.Client(base_url=address, timeout=60) as client:
        plain = until(client, client.post("/documents", content=sent, headers=NDJSON).headers["location"], "ended")

    assert (job["state"], job["documents"]["failed"]) == ("done", 0)
    # what was committed in the moment before the kill may be told as unchanged
    assert job["documents"]["added"] + job["documents"]["unchanged"] == COUNT == plain["documents"]["added"]
    assert [one["source"] for one in report] == [f"the request's body!{number}" for number in range(1, COUNT + 1)]
    assert list((tmp_path / "killed" / "jobs").glob("*.body")) == []
    assert graph(tmp_path / "killed") == graph(tmp_path / "plain")
