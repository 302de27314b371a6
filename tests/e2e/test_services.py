"""Queries that ask another endpoint by SERVICE, over HTTP: of a service with read workers, and of one without."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from graph.settings import Settings
from graph.store.endpoint import Endpoint
from tests import engines
from tests.e2e.serving import serving

pytestmark = pytest.mark.slow

CLASS = "https://w3id.org/policygraph/ontology#Order"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's server, which has its own opinion of our class."""
    with engines.oxigraph(tmp_path_factory.mktemp("there")) as addresses:
        settings = Settings(**addresses)
        Endpoint(settings).tell(f"INSERT DATA {{ <{CLASS}> <http://e/says> 'so be it' }}")
        yield str(settings.store_url)


@pytest.fixture(scope="module", params=["oxigraph", "memory"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, there: str) -> Iterator[str]:
    home = tmp_path_factory.mktemp("home")
    with serving(Settings(home=home, store=request.param, services=f"http://127.0.0.1:1/ {there}")) as address:
        yield address


def ask(address: str, query: str) -> httpx2.Response:
    return httpx2.post(f"{address}/sparql", data={"query": query, "timeout": "10"}, timeout=60)


def test_what_both_know_is_joined(address: str, there: str) -> None:
    query = f"SELECT ?said {{ ?class a <http://www.w3.org/2002/07/owl#Class> SERVICE <{there}> {{ ?class ?p ?said }} }}"

    for _ in range(2):
        rows = ask(address, query).json()["results"]["bindings"]
        assert rows == [{"said": {"type": "literal", "value": "so be it"}}]


def test_the_service_says_that_it_can(address: str) -> None:
    described = httpx2.get(f"{address}/sparql", headers={"accept": "text/turtle"}).text
    assert "BasicFederatedQuery" in described


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:2/> { ?s ?p ?o } }", 403, "query-refused"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 502, "service-failed"),
        ("SELECT * { SERVICE <THERE> { ?s ?p } }", 502, "service-failed"),
        ("SELECT * { SERVICE <THERE> { ?s ?p ?o } ", 400, "malformed-query"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", 200, None),
    ],
)
def test_what_cannot_be_asked_is_a_problem_that_says_why(
    address: str, there: str, query: str, status: int, kind: str | None
) -> None:
    answer = ask(address, query.replace("THERE", there))

    assert answer.status_code == status, answer.text
    assert answer.json().get("type", "").rpartition("/")[2] == (kind or "")


def test_an_update_asks_nobody(address: str, there: str) -> None:
    update = f"INSERT {{ <http://e/a> <http://e/b> ?o }} WHERE {{ SERVICE <{there}> {{ ?s ?p ?o }} }}"
    answer = httpx2.post(f"{address}/sparql", data={"update": update}, timeout=60)

    assert (answer.status_code, "updates ask none" in answer.json()["detail"]) == (403, True)
