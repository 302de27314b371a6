"""Which trials there are, and how one is held against `known.toml`: what the tests of this folder share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conformance.known import KNOWN
from tests.conformance.manifest import FOLDER, SUITES, Trial, trials
from tests.conformance.serving import Client
from tests.conformance.verdict import verdict

ABSENT = f"the W3C's tests are not at {FOLDER}: name the folder that has sparql/sparql11 by W3C_TESTS"
MARKS = [pytest.mark.slow, pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)]
CHANGING = frozenset({"protocol", "graph-store-protocol"})  # suites whose trials have a service of their own each
WRITING = frozenset(SUITES["SPARQL 1.1 Update"] + SUITES["SPARQL 1.1 Update, syntax"])  # each begins by DROP ALL
TRIALS = [trial for suites in SUITES.values() for s in suites for trial in trials(s)] if FOLDER.is_dir() else []


def each(some: Callable[[str], bool]) -> pytest.MarkDecorator:
    """The trials of some suites."""
    chosen = [pytest.param(trial, id=trial.name) for trial in TRIALS if some(trial.suite)]
    return pytest.mark.parametrize("trial", chosen)


def check(trial: Trial, client: Client) -> None:
    """Fail where a trial does, unless it is known to; and where it is known to and does not."""
    wrong = verdict(trial, client)
    if trial.name in KNOWN:
        assert wrong is not None, f"{trial.name} passes now: take it out of known.toml, and write the table anew"
        pytest.xfail(KNOWN[trial.name])
    assert wrong is None
