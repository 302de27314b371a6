"""Over HTTP: who else tells a fact, and what documents tell otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.app import create_app
from api.cli import main
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.graph.test_contradictions import ECHO, STAR, TEXT
from tests.graph.test_corroboration import QUOTE, story

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def service(shared: Settings) -> Iterator[TestClient]:
    """A service that has read an order's own text, two articles about it, and three stories with one quote."""
    with Workspace.open(shared) as workspace:
        for case in (TEXT, ECHO, STAR, story("globe"), story("globe", number=2), story("herald")):
            workspace.put(*case)
        with TestClient(create_app(shared, workspace), base_url="http://127.0.0.1:8000") as client:
            yield client


def test_contradictions_are_listed_with_the_evidence_of_all_sides_page_by_page(service: TestClient) -> None:
    found = service.get("/contradictions").json()["items"]
    assert [(one["what"], one["about"]["label"]) for one in found] == [
        (what, "Executive Order 14999") for what in ("dateSigned", "figures", "kind")
    ]
    assert [
        [
            (side["says"], [ground["evidence"]["title"] for ground in side["grounds"]])
            for side in (one["one"], one["other"])
        ]
        for one in found[:1]
    ] == [[("2025-03-01", ["Register", "Star"]), ("2025-03-02", ["Echo"])]]
    assert service.get("/contradictions", params={"order": "14999"}).json()["items"] == found
    (first,) = (part := service.get("/contradictions", params={"limit": 1}).json())["items"]
    assert first == found[0]
    second = service.get(part["next"])
    assert second.json()["items"] == found[1:2]
    assert second.headers["link"] == f'</contradictions?limit=1>; rel="first", <{second.json()["next"]}>; rel="next"'
    assert service.get(second.json()["next"]).json()["next"] is None
    assert service.get("/contradictions?after=WyJ4Il0").json()["detail"].startswith("after: it is not what `next`")
    assert "the day on which it was signed" in service.get("/contradictions", headers=HTML).text


def test_an_order_shows_what_is_told_otherwise_of_it(service: TestClient) -> None:
    order = service.get("/orders/executive-order-14999")
    assert order.json()["contradictions"] == service.get("/contradictions").json()["items"]
    assert "What documents tell otherwise" in service.get("/orders/executive-order-14999", headers=HTML).text


def test_a_fact_tells_its_documents_and_its_independent_sources(service: TestClient) -> None:
    statements = service.get("/statements", params={"words": "bullied"}).json()["items"]
    assert [statement["documents"] for statement in statements] == [None, None, None]
    told = service.get(statements[0]["href"]).json()
    assert told["fact"] == statements[0] | {"documents": 3, "sources": 2}
    assert (len(told["documents"]), told["sources"]) == (3, 2)
    assert [other["value"] for other in told["others"]] == [QUOTE, QUOTE]
    assert "3 documents, 2 independent sources." in service.get(statements[0]["href"], headers=HTML).text
    assert service.get("/facts/statement/0123456789abcdef-none").status_code == 404


def test_a_thing_shows_by_how_many_sources_it_and_each_of_its_facts_is_told(service: TestClient) -> None:
    path = "/entities/person/michelle-wu-mayor-of-boston"
    person = service.get(path).json()
    assert (len(person["documents"]), person["sources"]) == (3, 2)
    assert {(fact["documents"], fact["sources"]) for fact in person["facts"]} == {(3, 2)}
    page = service.get(path, headers=HTML).text
    assert ">3 documents</a> of 2 independent sources</dd>" in page
    assert "3 documents, 2 independent sources" in page


def test_the_command_lists_them_for_people_and_programs(tmp_path: Path) -> None:
    with Workspace.open(Settings(home=tmp_path)) as workspace:
        for case in (TEXT, ECHO):
            workspace.put(*case)

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["contradictions", *arguments, "--home", str(tmp_path)])
        assert result.exit_code == 0, result.output
        return result.output

    found = json.loads(run("--json"))
    assert [(one["what"], one["one"]["says"], one["other"]["says"]) for one in found[:1]] == [
        ("dateSigned", "2025-03-01", "2025-03-02")
    ]
    assert json.loads(run("14999", "--json")) == found
    assert "2025-03-02" in run()
