"""Questions at the addresses of what they are asked about, orders side by side, and the SPARQL of either."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from api.examples import SEED_ORDER
from graph.query import QUESTIONS

ORDER = f"/orders/{SEED_ORDER}"
PRITZKER = "/officials/jb-pritzker-governor-of-illinois"
PAGE = {"accept": "text/html"}


def rows(client: TestClient, address: str, *columns: str) -> list[tuple[Any, ...]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return [tuple(_told(row["values"].get(column)) for column in columns) for row in answer.json()["rows"]]


def _told(value: Any) -> Any:
    return value["label"] if isinstance(value, dict) else value


def test_an_orders_provisions_are_of_every_kind_and_of_it_alone(read_only: TestClient) -> None:
    assert rows(read_only, f"{ORDER}/provisions", "kind", "bearer", "action") == [
        ("requires", "city agencies", "how to respond to possible immigration enforcement actions"),
        ("requires", "federal agents", "stand down from any attempts to deploy the US Armed Forces in Chicago"),
        ("reaffirms", "law enforcement officers", "wear body cameras and clear identification"),
        ("reaffirms", None, "a ban on masked identities during operations"),
    ]
    assert rows(read_only, f"{ORDER}/provisions?words=masked", "kind") == [("reaffirms",)]


def test_responses_are_anybodys_unless_somebody_is_named(read_only: TestClient) -> None:
    everybody = rows(read_only, f"{ORDER}/responses", "speaker", "manner")
    assert ("White House spokesperson", "ACCUSE") in everybody
    white_house = rows(read_only, f"{ORDER}/responses?responder=White+House", "speaker")
    assert set(white_house) == {("White House spokesperson",)}
    assert everybody == rows(read_only, "/questions/11?order=Johnson%27s+order&responder=", "speaker", "manner")


def test_positions_and_conflicts_are_of_the_official(read_only: TestClient) -> None:
    assert set(rows(read_only, f"{PRITZKER}/positions", "official", "about", "stance")) == {
        ("JB Pritzker", "Donald Trump", "against")
    }
    assert rows(read_only, f"{PRITZKER}/conflicts", "official", "opponent", "type") == [
        ("JB Pritzker", "Donald Trump", "ACCUSE")
    ]
    assert rows(read_only, "/officials/abigail-jackson/conflicts?opponent=Brandon+Johnson", "type") == []


@pytest.mark.parametrize("name", ["provisions", "responses", "events", "lawsuits"])
def test_each_answer_is_that_of_its_question_with_evidence(read_only: TestClient, name: str) -> None:
    answer = read_only.get(f"{ORDER}/{name}").json()
    assert set(answer["columns"]) == set(QUESTIONS[answer["number"]].columns)
    assert answer["asked"]["order"] == [f"https://w3id.org/policygraph/id/order/{SEED_ORDER}"]
    assert all(row["evidence"] for row in answer["rows"])


def test_a_browser_gets_a_page_that_asks_only_for_what_the_address_does_not_say(read_only: TestClient) -> None:
    page = html.document_fromstring(read_only.get(f"{ORDER}/responses", headers=PAGE).text)
    assert page.xpath("//h1/text()") == ["Who said what of an order, or acted on it"]
    assert page.xpath("//form//input/@name") == ["responder"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/orders/no-such-order/provisions", 404),
        ("/officials/nobody/positions", 404),
        (f"{ORDER}/provisions?order=Chicago", 422),
        (f"{ORDER}/responses?responder=Atlantis", 404),
        (f"{ORDER}/events?explain=prolog", 422),
        ("/compare", 422),
        ("/compare?orders=Chicago", 422),
        ("/compare?orders=Chicago,Atlantis", 404),
        ("/compare?orders=" + ",".join(["Chicago"] * 6), 422),
        ('/compare?orders=Chicago,"}%20DROP%20ALL', 404),
    ],
)
def test_what_cannot_be_asked_is_a_problem(read_only: TestClient, address: str, status: int) -> None:
    answer = read_only.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text


def test_orders_stand_side_by_side_by_kind(read_only: TestClient) -> None:
    answer = read_only.get("/compare", params={"orders": [SEED_ORDER, "Seattle"]}).json()
    assert [side["asked"] for side in answer["sides"]] == [SEED_ORDER, "Seattle"]
    assert [order["label"] for order in answer["sides"][0]["orders"]] == ["Johnson's order"]
    counts = {kind["kind"]: [len(side) for side in kind["sides"]] for kind in answer["kinds"]}
    assert counts["requires"][0] == counts["reaffirms"][0] == 2
    assert counts["requires"][1] > 0
    assert counts["prohibits"] == [0, 1]
    assert read_only.get(f"/compare?orders={SEED_ORDER},Seattle").json() == answer


def test_the_page_has_a_column_for_each_and_asks_for_the_other_where_one_is_given(read_only: TestClient) -> None:
    page = html.document_fromstring(
        read_only.get("/compare", params={"orders": [SEED_ORDER, "Seattle"]}, headers=PAGE).text
    )
    assert page.xpath("//tbody/tr/th/text()")[:2] == ["must", "must not"]
    assert len(page.xpath("//thead//th")) == 3
    empty = html.document_fromstring(read_only.get(f"/compare?orders={SEED_ORDER}&orders=", headers=PAGE).text)
    assert empty.xpath("//form//input/@value") == [SEED_ORDER, ""]


@pytest.mark.parametrize(
    "address",
    ["/questions/2?order=Chicago", f"{ORDER}/responses", f"{PRITZKER}/conflicts", "/compare?orders=Chicago,Seattle"],
)
def test_explained_it_is_sparql_that_gives_the_rows_when_it_is_run(read_only: TestClient, address: str) -> None:
    explained = read_only.get(f"{address}{'&' if '?' in address else '?'}explain=sparql")
    assert explained.headers["content-type"].startswith("application/sparql-query")
    found = read_only.get("/sparql", params={"query": explained.text, "format": "json"}).json()
    answer = read_only.get(address).json()
    told = answer["rows"] if "rows" in answer else [r for k in answer["kinds"] for side in k["sides"] for r in side]
    assert len(found["results"]["bindings"]) >= len(told) > 0


def test_every_question_explains_itself(read_only: TestClient) -> None:
    for number in QUESTIONS:
        explained = read_only.get(f"/questions/{number}?explain=sparql")
        assert (explained.status_code, "SELECT" in explained.text) == (200, True), number
    assert "LIMIT 3 OFFSET 0" in read_only.get("/questions/20?limit=3&explain=sparql").text
    assert read_only.get("/questions/20?limit=many&explain=sparql").status_code == 422
