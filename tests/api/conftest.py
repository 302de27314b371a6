"""A service over annotated cases: the seed article and some more, with a real ledger and a real store in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.case import read_case
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.engines import Servers

DEV = Path(__file__).parents[1] / "gold" / "dev"
SEED = DEV / "chicago-seed.json"
LOCAL = "http://127.0.0.1:8000"
FEED = """<rss version="2.0"><channel><title>The Tribune</title><item><title>Order</title>
<link>https://tribune.example/a/1</link><description>Mayor Ann Lee signed an order on Monday.</description></item>
<item><title>Link</title><link>https://tribune.example/a/2</link></item></channel></rss>"""


def fill(workspace: Workspace, cases: list[Path]) -> None:
    """The annotated records of some cases; the seed's document is the one that the demo has."""
    for path in cases:
        document, record = read_case(path)
        workspace.put(document, record)


@contextmanager
def client_of(settings: Settings, cases: list[Path], address: str = LOCAL) -> Iterator[TestClient]:
    """A client of a service that holds some annotated cases."""
    with Workspace.open(settings) as workspace:
        fill(workspace, cases)
        with TestClient(create_app(settings, workspace), base_url=address) as client:
            yield client


@pytest.fixture(scope="session")
def read_only(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds all of tests/gold/dev; for tests that change nothing."""
    with servers.chosen("memory") as store:
        settings = Settings(home=tmp_path_factory.mktemp("service"), **store)
        with client_of(settings, [SEED, *sorted(DEV.glob("*.json"))]) as client:
            yield client


@pytest.fixture(scope="session")
def seed(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds the annotated seed article; for tests that change nothing."""
    with servers.chosen("memory") as store:
        settings = Settings(home=tmp_path_factory.mktemp("seed"), **store)
        with client_of(settings, [SEED]) as client:
            yield client


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the annotated seed article, on disk."""
    home = tmp_path_factory.mktemp("home")
    with Workspace.open(Settings(home=home)) as workspace:
        fill(workspace, [SEED])
    return home


@pytest.fixture(scope="module")
def shared(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a service that the tests of a file have together; for tests that change nothing."""
    with servers.chosen("memory") as store:
        yield Settings(home=tmp_path_factory.mktemp("home"), **store)


@pytest.fixture
def settings(servers: Servers, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a service of one's own."""
    with servers.chosen("memory") as store:
        yield Settings(home=tmp_path / "home", **store)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of a service of one's own, which holds the annotated seed article."""
    with client_of(settings, [SEED]) as client:
        yield client


@pytest.fixture
def guarded(settings: Settings) -> Iterator[TestClient]:
    """A client of a service that others can reach, with an API key."""
    settings = replace(settings, host="0.0.0.0", api_key="correct horse")  # noqa: S104 - what is tested
    with client_of(settings, [SEED], "http://policy.example") as client:
        yield client


@pytest.fixture
def feed() -> Iterator[str]:
    """The address of a feed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(FEED.encode())

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/feed"
        server.shutdown()
        serving.join()
