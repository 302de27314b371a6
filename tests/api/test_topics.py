"""Topics over HTTP: the list with its counts, and the lists that are of one topic."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

HTML = {"Accept": "text/html"}


def items(client: TestClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_every_topic_is_listed_and_its_counts_are_those_of_its_lists(read_only: TestClient) -> None:
    topics = read_only.get("/topics").json()
    assert len(topics) == 21
    (immigration,) = (topic for topic in topics if topic["label"] == "Immigration")
    assert immigration == read_only.get("/topics/9").json() == read_only.get(immigration["href"]).json()
    assert read_only.get("/topics/immigration").json() == immigration
    assert immigration["orders"] > 0
    for name in ("documents", "orders", "statements", "events"):
        listed = {item["iri"] for item in items(read_only, immigration[f"{name}_href"])}
        assert immigration[name] == len(listed)


def test_an_order_shows_its_topic_with_the_words_that_tell(read_only: TestClient) -> None:
    (order,) = items(read_only, "/orders?topic=Immigration&place=Chicago")
    topics = [fact for fact in read_only.get(order["href"]).json()["facts"] if fact["family"] == "topic"]
    assert [(fact["predicate"], fact["object"]["label"], fact["object"]["href"]) for fact in topics][:1] == [
        ("topic", "Immigration", "/topics/9")
    ]
    assert "mmigra" in topics[0]["evidence"]["text"]
    assert read_only.get(topics[0]["object"]["href"]).status_code == 200


def test_pages_show_topics_and_offer_them(read_only: TestClient) -> None:
    assert "<h1>Topics</h1>" in read_only.get("/topics", headers=HTML).text
    assert "<h1>Immigration</h1>" in read_only.get("/topics/9", headers=HTML).text
    assert "<option selected>Immigration</option>" in read_only.get("/orders?topic=Immigration", headers=HTML).text
    assert "<option selected>Defense</option>" in read_only.get("/events?topic=Defense", headers=HTML).text
    document = items(read_only, "/documents?topic=9")[0]
    assert '<a href="/topics/9">Immigration</a>' in read_only.get(document["href"], headers=HTML).text


def test_saved_queries_take_a_topic(read_only: TestClient) -> None:
    asked = read_only.get("/queries/orders?topic=Immigration&format=csv").text
    assert "Johnson" in asked
    assert "topics#9" in read_only.get("/queries/statements?topic=immigration&explain=sparql").text
    counts = read_only.get("/queries/topics?topic=9&format=csv").text.splitlines()
    assert counts[0] == "topic,kind,things"


@pytest.mark.parametrize("address", ["/topics/11", "/orders?topic=weather", "/events?topic=99", "/documents?topic=x"])
def test_what_is_no_topic_is_not_found_and_those_there_are_are_named(read_only: TestClient, address: str) -> None:
    answer = read_only.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "Macroeconomics" in answer.json()["detail"]
    assert read_only.get("/orders?topic=").status_code == 200  # a form's field that was left empty
