"""The service as others meet it: a real server on a real port, with a real store on disk."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn

import seeds
from api.app import body_limit, create_app
from api.examples import SEED_ID
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.e2e.browser import LAUNCH, needs_browser
from tests.e2e.serving import serving

pytestmark = pytest.mark.slow

SEED = (Path(seeds.__file__).parent / "chicago-protecting-order.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the seed article in it, sent over HTTP and read by the real extractor."""
    folder = tmp_path_factory.mktemp("home")
    with serving(Settings(home=folder)) as address:
        answer = httpx2.post(
            f"{address}/documents", content=SEED, headers={"content-type": "text/plain; charset=utf-8"}, timeout=120
        )
        assert (answer.status_code, answer.json()["id"], answer.json()["change"]) == (201, SEED_ID, "added")
    return folder


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with serving(Settings(home=home)) as address:
        yield address


def test_what_was_put_in_is_there_after_a_restart(address: str) -> None:
    assert httpx2.get(f"{address}/documents/{SEED_ID}/text").text == SEED.strip()
    ready = httpx2.get(f"{address}/health/ready").json()
    assert (ready["status"], ready["documents"]) == ("ready", 1)


def rows(address: str, path: str) -> list[dict[str, Any]]:
    """The items of a list, or the rows of an answer."""
    answer = httpx2.get(f"{address}{path}")
    assert answer.status_code == 200, answer.text
    body = answer.json()
    found: list[dict[str, Any]] = body["rows"] if "rows" in body else body["items"]
    return found


def test_the_mayors_order_is_found_by_its_issuer_with_the_city_it_applies_in(address: str) -> None:
    order = rows(address, "/orders?issuer=Brandon+Johnson")[0]
    (mayor,) = rows(address, "/entities?type=Person&name=Brandon+Johnson")
    facts = httpx2.get(f"{address}{mayor['href']}").json()["facts"]

    assert [place["label"] for place in order["places"]] == ["Chicago"]
    said = {(f["predicate"], f["object"]["label"]) for f in facts if f["family"] == "relation" and f["object"]}
    assert said >= {("holdsOffice", "Mayor of Chicago"), ("memberOf", "Democratic Party")}


def test_what_the_order_demands_of_city_agencies_and_of_federal_agents_stands_apart(address: str) -> None:
    demands = {
        r["values"]["bearer"]["label"]: r["values"]["action"] for r in rows(address, "/questions/2?order=Chicago")
    }

    assert "respond to possible immigration enforcement actions" in demands["city agencies"]
    assert any("stand down" in action for bearer, action in demands.items() if "agents" in bearer)


def test_claims_have_speakers_and_deployments_a_status(address: str) -> None:
    (stunt,) = rows(address, "/statements?words=stunt")
    places = {e["status"]: e["place"]["label"] for e in rows(address, "/events?type=MOBILIZE") if e["place"]}

    assert stunt["subject"]["label"] == "White House spokesperson"
    assert (places["actual"], places["threatened"], places["planned"]) == ("Washington DC", "Chicago", "Chicago")
    assert rows(address, "/statements?speaker=JB+Pritzker&words=crisis")
    assert rows(address, "/statements?speaker=Abigail+Jackson&words=partisan")


def test_readers_and_a_writer_at_once_do_not_disturb_each_other(address: str) -> None:
    article = {"url": "https://example.org/a", "text": "Governor Max Stone signed an executive order on Monday."}
    query = {"query": "SELECT * { ?s ?p ?o . ?s ?q ?r }"}

    def read(number: int) -> int:
        with httpx2.Client(base_url=address, timeout=120) as client:
            if number % 3 == 0:
                with client.stream("GET", "/sparql", params=query) as answer:
                    next(answer.iter_bytes())  # and leave, half read
                return answer.status_code
            return client.get(("/export/nquads", "/", "/questions/17")[number % 3]).status_code

    def write(number: int) -> int:
        sent = article | {"text": f"{article['text']} It is number {number}."}
        return httpx2.post(f"{address}/documents", json=sent, timeout=120).status_code

    with ThreadPoolExecutor(8) as pool:
        reads = [pool.submit(read, number) for number in range(30)]
        writes = [pool.submit(write, number) for number in range(4)]
        assert {r.result() for r in reads} == {200}
        assert sorted(w.result() for w in writes) == [200, 200, 200, 201]
    assert httpx2.delete(f"{address}/documents/{_id(article['url'])}").status_code == 204


def _id(url: str) -> str:
    from graph.model import Document

    return Document(text="-", url=url).id


def test_a_body_that_never_ends_is_cut_off(address: str) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while True:
            sent += 1 << 20
            yield b"x" * (1 << 20)

    try:
        status = httpx2.post(
            f"{address}/extract", content=endless(), headers={"content-type": "text/plain"}
        ).status_code
    except (httpx2.WriteError, httpx2.ReadError, httpx2.RemoteProtocolError):
        status = 413  # the connection was closed while the client was still sending
    assert status == 413
    assert sent < 4 * body_limit(Settings())
    assert httpx2.get(f"{address}/health/live").status_code == 200


def test_a_second_service_on_the_same_home_is_refused(home: Path, address: str) -> None:
    from graph.errors import StorageLocked

    with pytest.raises(StorageLocked):
        create_app(Settings(home=home))


def test_an_app_that_is_given_a_workspace_leaves_it_open(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, store="memory")
    with Workspace.open(settings) as workspace:
        server = uvicorn.Server(uvicorn.Config(create_app(settings, workspace), port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            thread.join(0.05)
        server.should_exit = True
        thread.join(30)
        assert len(workspace.ledger) == 0


@needs_browser
@pytest.mark.parametrize("path", ["/", f"/documents/{SEED_ID}", "/questions/2?order=Chicago", "/docs", "/sparql"])
def test_a_browser_shows_the_pages_without_a_complaint(address: str, path: str, tmp_path: Path) -> None:
    command = [
        *(LAUNCH["executable_path"], *LAUNCH["args"], "--headless=new", f"--user-data-dir={tmp_path}"),
        *("--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom", f"{address}{path}"),
    ]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    assert "<main" in shown.stdout
    assert [line for line in shown.stderr.splitlines() if "CONSOLE" in line or "Content Security Policy" in line] == []
