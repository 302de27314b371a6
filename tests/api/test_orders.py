"""Orders with their status: on a day, now, and over time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.graph.told import PATH, blocked, restored


@pytest.fixture(scope="module")
def service(shared: Settings) -> Iterator[TestClient]:
    """A service that has read two stories: one of a block, one of its end."""
    with Workspace.open(shared) as workspace:
        workspace.put(*blocked("a", "2025-10-10", signed="2025-10-06"))
        workspace.put(*restored("b", "2025-10-20", "A court reinstated the order on Monday."))
        with TestClient(create_app(shared, workspace), base_url="http://127.0.0.1:8000") as client:
            yield client


def listed(service: TestClient, **asked: str) -> list[tuple[str, str | None]]:
    answer = service.get("/orders", params=asked)
    assert answer.status_code == 200, answer.text
    return [(item["id"], item["status"]) for item in answer.json()["items"]]


def test_orders_are_found_by_their_status_on_a_day(service: TestClient) -> None:
    assert listed(service, status="blocked", on="2025-10-10") == [(PATH, "blocked")]
    assert listed(service, status="blocked", on="2025-10-20") == listed(service, status="revoked") == []
    assert listed(service, status="in force", on="2025-10-08") == [(PATH, "inForce")]
    assert listed(service, on="2025-10-09") == [(PATH, "blocked")]
    assert listed(service, on="2025-10-05") == [(PATH, None)]


def test_an_order_shows_its_status_now_and_how_it_came_to_that(service: TestClient) -> None:
    shown = service.get(f"/orders/{PATH.removeprefix('order/')}").json()
    assert shown["status"] == "inForce"
    assert [(s["status"], s["since"], s["until"], s["or_before"]) for s in shown["timeline"]] == [
        ("inForce", "2025-10-06", "2025-10-08", False),
        ("blocked", "2025-10-09", "2025-10-19", False),
        ("inForce", "2025-10-20", None, False),
    ]
    (because,) = shown["timeline"][1]["because"]
    assert because["evidence"]["text"] == "A judge blocked the order on Thursday."
    assert because["fact"].rpartition("/")[0].endswith("/id/event")


@pytest.mark.parametrize("scope", ["/export/sqlite?", f"/export/sqlite?entity={PATH}&", "/orders?format=sqlite&"])
def test_files_have_it_too(service: TestClient, scope: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(service.get(scope).content)
        told = db.execute("SELECT status, since, until, or_before FROM order_statuses").fetchall()
        shown = db.execute("SELECT status FROM named_orders WHERE iri LIKE ?", (f"%{PATH}",)).fetchall()
        keys = db.execute("PRAGMA foreign_key_check").fetchall()
    assert told == [
        ("inForce", "2025-10-06", "2025-10-08", 0),
        ("blocked", "2025-10-09", "2025-10-19", 0),
        ("inForce", "2025-10-20", None, 0),
    ]
    assert (shown, keys) == ([("inForce",)], [])


def test_the_pages_show_it_too(service: TestClient) -> None:
    page = service.get(f"/orders/{PATH.removeprefix('order/')}", headers={"Accept": "text/html"}).text
    assert "<strong>Blocked</strong>" in page
    listing = service.get("/orders?place=&status=blocked&on=2025-10-10", headers={"Accept": "text/html"}).text
    assert "<td>blocked</td>" in listing


@pytest.mark.parametrize(("asked", "status"), [("status=dead", 404), ("on=yesterday", 422)])
def test_what_is_no_status_or_no_day_is_named(service: TestClient, asked: str, status: int) -> None:
    answer = service.get(f"/orders?{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_question_8_takes_a_day(service: TestClient) -> None:
    rows = service.get("/questions/8?date=2025-10-10&status=blocked").json()["rows"]
    assert [(row["values"]["standing"], row["values"]["since"]) for row in rows] == [("blocked", "2025-10-09")]
    assert service.get("/questions/8?date=tomorrow").status_code == 422
