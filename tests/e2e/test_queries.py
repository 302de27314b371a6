"""Hard and hostile queries against a real server: what happens to whom."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.conftest import DEV, fill
from tests.e2e.serving import serving

pytestmark = pytest.mark.slow

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY = "SELECT ?a ?c ?f { ?a ?b ?c . ?d ?e ?f }"
LABEL = "SELECT ?o { <https://w3id.org/policygraph/ontology#Order> a ?o } LIMIT 1"
DOCUMENT = "<https://w3id.org/policygraph/ontology#Document>"
DOCUMENTS = "SELECT ?d { ?d a <https://w3id.org/policygraph/ontology#Document> }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), query_workers=3, query_memory=200_000_000)
    with Workspace.open(settings) as workspace:
        fill(workspace, sorted(DEV.glob("*.json"))[:8])
    with serving(settings) as address:
        yield address


def ask(address: str, query: str, **headers: str) -> httpx2.Response:
    return httpx2.get(f"{address}/sparql", params={"query": query}, headers=headers, timeout=60)


def rows(address: str, query: str) -> int:
    return len(ask(address, query).json()["results"]["bindings"])


def test_a_query_that_never_ends_is_a_clean_503_while_another_client_is_answered(address: str) -> None:
    with ThreadPoolExecutor(2) as pool:
        endless = [pool.submit(ask, address, ENDLESS, prefer="respond-async, wait=2") for _ in range(2)]
        answered = 0
        while not all(one.done() for one in endless):
            with httpx2.Client(transport=httpx2.HTTPTransport(local_address="127.0.0.2")) as other:
                assert other.get(f"{address}/sparql", params={"query": LABEL}).status_code == 200
            answered += 1
    assert answered > 5
    for one in endless:
        problem = one.result().json()
        assert one.result().headers["retry-after"] == "60"
        assert one.result().headers["content-type"] == "application/problem+json"
        assert (problem["status"], problem["type"].rpartition("/")[2]) == (503, "query-timeout")
        assert "2 s" in problem["detail"]


def test_an_answer_that_is_late_in_the_middle_breaks_the_connection(address: str) -> None:
    sent = {"query": MANY, "timeout": 1, "format": "csv"}
    with httpx2.stream("GET", f"{address}/sparql", params=sent) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx2.RemoteProtocolError):
            answer.read()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("ASK {" + "(" * 10_000 + ")" * 10_000 + "}", 403),
        ("ASK { ?s ?p ?o FILTER(" + "!" * 90_000 + "?o) }", 422),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", 422),
        ("SELECT * {" + " ?s ?p ?o ." * 20_000 + "}", 413),
        ("SELECT * { ?s ?p ?o FILTER regex(str(?o), '(a+)+$') } LIMIT 1", 200),
    ],
)
def test_a_hostile_query_is_answered_with_what_is_wrong(address: str, query: str, status: int) -> None:
    answer = httpx2.post(f"{address}/sparql", data={"query": query}, timeout=60)

    assert answer.status_code == status, answer.text
    assert status == 200 or answer.json()["detail"]
    assert ask(address, LABEL).status_code == 200


def test_whoever_leaves_does_not_leave_his_query_behind(address: str) -> None:
    for _ in range(6):
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(f"{address}/sparql", params={"query": ENDLESS}, timeout=0.3)
    began = time.monotonic()
    assert ask(address, LABEL).status_code == 200
    assert time.monotonic() - began < 10


def test_slow_readers_keep_nobody_waiting(address: str) -> None:
    little = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]  # or megabytes lie in between before anybody is slow
    transports = [httpx2.HTTPTransport(socket_options=little) for _ in range(3)]
    slow = [httpx2.Client(transport=one, timeout=60) for one in transports]  # of one client, who may have two places
    try:
        for client in slow:
            request = client.build_request("GET", f"{address}/sparql", params={"query": MANY, "format": "csv"})
            assert client.send(request, stream=True).status_code == 200
        began = time.monotonic()
        assert ask(address, LABEL).status_code == 200
        assert time.monotonic() - began < 10
    finally:
        for client in slow:
            client.close()


def test_the_page_of_a_query_shows_its_first_rows(address: str) -> None:
    shown = ask(address, DOCUMENTS, accept="text/html")

    assert shown.status_code == 200
    assert shown.text.count("<tr>") == 1 + rows(address, DOCUMENTS)
    assert ask(address, "SELECT", accept="text/html").status_code == 400


def test_who_writes_sees_it_in_his_next_query(address: str) -> None:
    for left in range(rows(address, DOCUMENTS) - 1, 4, -1):
        document = json.loads(httpx2.get(f"{address}/documents").text)["items"][0]["id"]
        assert httpx2.delete(f"{address}/documents/{document}").status_code == 204
        assert rows(address, DOCUMENTS) == left


def test_who_writes_finds_its_words_by_his_next_query(address: str) -> None:
    matches = "<https://w3id.org/policygraph/ontology#matches>"
    for word in ("quuxian", "zebulous"):
        text = f"Governor Ann Lee signed the {word} order on Monday."
        sent = httpx2.post(f"{address}/documents", json={"text": text}, timeout=60).json()
        found = ask(address, f'SELECT ?d {{ ?d {matches} "{word} order" ; a {DOCUMENT} }}').json()["results"][
            "bindings"
        ]
        assert {row["d"]["value"].rpartition("/")[2] for row in found} == {sent["id"]}
        httpx2.delete(f"{address}/documents/{sent['id']}")
        assert rows(address, f'SELECT ?d {{ ?d {matches} "{word} order" }}') == 0


def test_what_is_wrong_with_a_query_by_words_is_told_of_the_query_as_it_came(address: str) -> None:
    query = 'SELECT * { ?d <https://w3id.org/policygraph/ontology#matches> "order" . ?d ?p }'
    problem = ask(address, query).json()
    assert (problem["status"], problem["line"], problem["column"]) == (400, 1, len(query) + 1)


def test_a_store_that_is_rebuilt_is_followed(address: str) -> None:
    before = rows(address, DOCUMENTS)
    job = httpx2.post(f"{address}/rebuild").json()
    while httpx2.get(f"{address}{job['href']}").json()["state"] in ("waiting", "running"):
        time.sleep(0.1)
    assert rows(address, DOCUMENTS) == before


def test_the_service_says_who_runs_queries(address: str) -> None:
    assert httpx2.get(f"{address}/health/ready").json()["readers"].startswith("3 processes, of which 0 answer; ")


def test_a_service_that_is_killed_leaves_no_process_and_the_next_one_no_checkpoint(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--home", str(tmp_path)]
    served = subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        answered(address)
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(f"{address}/sparql", params={"query": ENDLESS}, timeout=0.5)
        (nursery,) = children(served.pid)
        workers = children(nursery)
        assert workers
    finally:
        served.kill()
        served.wait()
    end = time.monotonic() + 10
    while any(Path(f"/proc/{process}/exe").exists() for process in (nursery, *workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{process}/exe").exists() for process in (nursery, *workers))
    assert list((tmp_path / "store" / "checkpoints").iterdir())
    with serving(Settings(home=tmp_path)) as again:
        answered(again)
        assert len(list((tmp_path / "store" / "checkpoints").iterdir())) == 1


def answered(address: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with contextlib.suppress(httpx2.TransportError):
            assert ask(address, "ASK { ?s ?p ?o }").json()["boolean"] is True
            return
        time.sleep(0.05)
    raise AssertionError("there is no answer")


def children(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in told.split()]
