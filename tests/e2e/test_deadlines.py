"""Queries that never end, of a service over another engine, where there are no read workers."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2
import pytest

from graph.settings import Settings
from tests import engines
from tests.e2e.serving import serving

pytestmark = pytest.mark.slow

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service over Oxigraph's server, which goes on with a query that nobody waits for until it is ended itself."""
    home = tmp_path_factory.mktemp("home")
    with engines.oxigraph(home / "server") as there, serving(Settings(home=home, store="sparql-http", **there)) as one:
        yield one


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_an_engine_that_takes_too_long_is_a_clean_503(address: str, accept: str) -> None:
    began = time.monotonic()
    answer = httpx2.get(
        f"{address}/sparql", params={"query": ENDLESS, "timeout": "1"}, headers={"accept": accept}, timeout=60
    )

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert time.monotonic() - began < 20


def test_others_are_answered_meanwhile_and_after(address: str) -> None:
    answer = httpx2.get(f"{address}/sparql", params={"query": "ASK { ?s ?p ?o }", "timeout": "30"}, timeout=60)
    assert answer.json()["boolean"] is True
