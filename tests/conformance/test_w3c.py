"""The W3C's SPARQL 1.1 suites over HTTP. `known.toml` names what fails and why; it only gets shorter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conformance.known import KNOWN, PAGE, page
from tests.conformance.manifest import FOLDER, SUITES, Trial, trials
from tests.conformance.serving import Client, serving
from tests.conformance.verdict import quads, verdict

ABSENT = f"the W3C's tests are not at {FOLDER}: name the folder that has sparql/sparql11 by W3C_TESTS"
CHANGING = frozenset({"protocol", "graph-store-protocol"})  # suites whose trials have a service of their own each
TRIALS = [trial for suites in SUITES.values() for s in suites for trial in trials(s)] if FOLDER.is_dir() else []

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)]


WRITING = frozenset(SUITES["SPARQL 1.1 Update"] + SUITES["SPARQL 1.1 Update, syntax"])  # each begins by DROP ALL


def each(some: Callable[[str], bool]) -> pytest.MarkDecorator:
    """The trials of some suites."""
    chosen = [pytest.param(trial, id=trial.name) for trial in TRIALS if some(trial.suite)]
    return pytest.mark.parametrize("trial", chosen)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service that holds the data of all trials that only read, each file a graph."""
    data = quads(trial for trial in TRIALS if trial.suite not in WRITING | CHANGING)
    with serving(tmp_path_factory.mktemp("w3c"), data) as client:
        yield client


def check(trial: Trial, client: Client) -> None:
    wrong = verdict(trial, client)
    if trial.name in KNOWN:
        assert wrong is not None, f"{trial.name} passes now: take it out of known.toml, and write the table anew"
        pytest.xfail(KNOWN[trial.name])
    assert wrong is None


@each(lambda suite: suite not in WRITING | CHANGING)
def test_answers(trial: Trial, full: Client) -> None:
    check(trial, full)


@pytest.fixture(scope="module")
def open_to_updates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service that holds nothing yet."""
    with serving(tmp_path_factory.mktemp("w3c-updates"), ()) as client:
        yield client


@each(lambda suite: suite in WRITING)
def test_updates(trial: Trial, open_to_updates: Client) -> None:
    check(trial, open_to_updates)


@each(lambda suite: suite in CHANGING)
def test_requests(trial: Trial, tmp_path: Path) -> None:
    with serving(tmp_path, quads([trial])) as client:
        check(trial, client)


def test_every_known_failure_is_one_of_the_trials() -> None:
    assert KNOWN.keys() - {trial.name for trial in TRIALS} == set()


def test_the_documentation_has_the_results() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.conformance.known writes them"
