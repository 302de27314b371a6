"""The W3C's suites of SPARQL 1.1 Update over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.checked import MARKS, WRITING, check, each
from tests.conformance.manifest import Trial
from tests.conformance.serving import Client, serving

pytestmark = MARKS


@pytest.fixture(scope="module")
def open_to_updates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service that holds nothing yet."""
    with serving(tmp_path_factory.mktemp("w3c-updates"), ()) as client:
        yield client


@each(lambda suite: suite in WRITING)
def test_updates(trial: Trial, open_to_updates: Client) -> None:
    check(trial, open_to_updates)
