"""Writing: the process in which updates are tried out."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import psutil
import pytest

from graph.pipeline import Workspace
from graph.settings import Settings
from graph.writing import Update, Writer

GRAPH = "http://example.org/g"
BASE = "http://127.0.0.1/"


@pytest.fixture
def others() -> set[psutil.Process]:
    """The processes of services that other tests of this one share."""
    return _trials()


@pytest.fixture
def writer(home_settings: Settings) -> Iterator[Writer]:
    with Workspace.open(home_settings) as workspace:
        writer = Writer(workspace)
        yield writer
        writer.close()


def test_an_update_runs_after_the_thread_of_the_one_before_has_ended(
    others: set[psutil.Process], writer: Writer
) -> None:
    for number in (1, 2):
        thread = threading.Thread(target=_insert, args=(writer, number))
        thread.start()
        thread.join()
    assert _insert(writer, 3) == 1
    assert len(_trials() - others) == 1


def test_an_update_runs_after_the_system_has_ended_the_process_that_waited_for_it(
    others: set[psutil.Process], writer: Writer
) -> None:
    assert _insert(writer, 1) == 1
    for process in _trials() - others:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert _insert(writer, 2) == 1


def _insert(writer: Writer, number: int) -> int:
    """How many quads that added."""
    update = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{GRAPH}#{number}> <{GRAPH}#is> {number} }} }}"
    return len(writer.update(Update(update, BASE, BASE), "the test").added)


def _trials() -> set[psutil.Process]:
    return {child for child in psutil.Process().children() if "graph.trials.child" in child.cmdline()}
