"""A service over annotated cases: the seed article and some more, with a real ledger and a real store in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.case import read_case
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.engines import Servers

DEV = Path(__file__).parents[1] / "gold" / "dev"
LOCAL = "http://127.0.0.1:8000"


def fill(workspace: Workspace, cases: list[Path]) -> None:
    """The annotated records of some cases; the seed's document is the one that the demo has."""
    for path in cases:
        document, record = read_case(path)
        workspace.put(document, record)


@pytest.fixture(scope="session")
def read_only(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds all of tests/gold/dev; for tests that change nothing."""
    home = tmp_path_factory.mktemp("service")
    with servers.chosen("memory") as store:
        settings = Settings(home=home, **store)
        with Workspace.open(settings) as workspace:
            fill(workspace, [DEV / "chicago-seed.json", *sorted(DEV.glob("*.json"))])
            with TestClient(create_app(settings, workspace), base_url=LOCAL) as client:
                yield client


@pytest.fixture(scope="module")
def seed(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that holds the annotated seed article; for tests that change nothing."""
    with servers.chosen("memory") as store:
        settings = Settings(home=tmp_path_factory.mktemp("seed"), **store)
        with Workspace.open(settings) as workspace:
            fill(workspace, [DEV / "chicago-seed.json"])
            with TestClient(create_app(settings, workspace), base_url=LOCAL) as client:
                yield client


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the annotated seed article, on disk."""
    home = tmp_path_factory.mktemp("home")
    with Workspace.open(Settings(home=home)) as workspace:
        fill(workspace, [DEV / "chicago-seed.json"])
    return home


@pytest.fixture
def settings(servers: Servers, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a service of one's own."""
    with servers.chosen("memory") as store:
        yield Settings(home=tmp_path / "home", **store)


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of a service of one's own, which holds the annotated seed article."""
    with Workspace.open(settings) as workspace:
        fill(workspace, [DEV / "chicago-seed.json"])
        with TestClient(create_app(settings, workspace), base_url=LOCAL) as client:
            yield client


@pytest.fixture
def guarded(settings: Settings) -> Iterator[TestClient]:
    """A client of a service that others can reach, with an API key."""
    settings = replace(settings, host="0.0.0.0", api_key="correct horse")  # noqa: S104 - what is tested
    with Workspace.open(settings) as workspace:
        fill(workspace, [DEV / "chicago-seed.json"])
        with TestClient(create_app(settings, workspace), base_url="http://policy.example") as client:
            yield client
