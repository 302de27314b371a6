"""The W3C's SPARQL 1.1 suites over HTTP. `known.toml` names what fails and why; it only gets shorter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.checked import CHANGING, MARKS, TRIALS, WRITING, check, each
from tests.conformance.known import KNOWN, PAGE, page
from tests.conformance.manifest import Trial
from tests.conformance.serving import Client, serving
from tests.conformance.verdict import quads

pytestmark = MARKS


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service that holds the data of all trials that only read, each file a graph."""
    data = quads(trial for trial in TRIALS if trial.suite not in WRITING | CHANGING)
    with serving(tmp_path_factory.mktemp("w3c"), data) as client:
        yield client


@each(lambda suite: suite not in WRITING | CHANGING)
def test_answers(trial: Trial, full: Client) -> None:
    check(trial, full)


@each(lambda suite: suite in CHANGING)
def test_requests(trial: Trial, tmp_path: Path) -> None:
    with serving(tmp_path, quads([trial])) as client:
        check(trial, client)


def test_every_known_failure_is_one_of_the_trials() -> None:
    assert KNOWN.keys() - {trial.name for trial in TRIALS} == set()


def test_the_documentation_has_the_results() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.conformance.known writes them"
