"""Plain English over HTTP: what a sentence is taken for, the answer with its evidence, and what is not understood."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import html
from starlette.testclient import TestClient

from api.examples import ASKED, SEED_ORDER
from api.routes.questions import EXAMPLES
from graph.query import QUESTIONS

BASE = "https://w3id.org/policygraph/"
ORDER = f"{BASE}id/order/{SEED_ORDER}"
PAGE = {"accept": "text/html"}


def asked(client: TestClient, q: str) -> dict[str, Any]:
    answer = client.get("/ask", params={"q": q})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_it_says_what_it_was_taken_for_and_answers_with_evidence(seed: TestClient) -> None:
    found = asked(seed, "How did the White House respond to Chicago's order?")
    rows = found.pop("rows")
    sparql = found.pop("sparql")
    assert found == {
        "q": "How did the White House respond to Chicago's order?",
        "understood": True,
        "how": "Taken as question 11, “How did the White House respond to the order?”, with responder White House; "
        "order Johnson's order (“Chicago's order”).",
        "question": {"number": 11, "title": QUESTIONS[11].title, "href": "/questions/11"},
        "parameters": [
            {
                "name": "responder",
                "said": "the White House",
                "values": [f"{BASE}id/agency/white-house"],
                "things": [
                    {
                        "iri": f"{BASE}id/agency/white-house",
                        "id": "agency/white-house",
                        "label": "White House",
                        "href": "/entities/agency/white-house",
                    }
                ],
            },
            {
                "name": "order",
                "said": "Chicago's order",
                "values": [ORDER],
                "things": [
                    {
                        "iri": ORDER,
                        "id": f"order/{SEED_ORDER}",
                        "label": "Johnson's order",
                        "href": f"/orders/{SEED_ORDER}",
                    }
                ],
            },
        ],
        "corrected": [],
        "href": f"/orders/{SEED_ORDER}/responses?{urlencode({'responder': f'{BASE}id/agency/white-house'})}",
        "columns": list(QUESTIONS[11].columns),
        "alternatives": [],
    }
    assert [row["values"]["speaker"]["label"] for row in rows] == ["White House spokesperson"] * len(rows)
    assert all(row["evidence"] for row in rows)
    assert ORDER in sparql


@pytest.mark.parametrize("q", ASKED)
def test_its_address_gives_the_same_rows_and_its_sparql_runs(seed: TestClient, q: str) -> None:
    found = asked(seed, q)
    assert found["understood"]
    assert found["rows"]
    assert seed.get(found["href"]).json()["rows"] == found["rows"]
    assert seed.post("/sparql", data={"query": found["sparql"]}).status_code == 200


@pytest.mark.parametrize(
    ("q", "href"),
    [
        ("provisions of Johnson's order", f"/orders/{SEED_ORDER}/provisions"),
        ("Which lawsuits challenge Johnson's order?", f"/orders/{SEED_ORDER}/lawsuits"),
        ("What happened in the week after Johnson's order?", f"/orders/{SEED_ORDER}/events"),
        ("Has Pritzker changed his position?", "/officials/jb-pritzker-governor-of-illinois/positions"),
        ("Where have troops only been threatened?", "/questions/17?status=threatened"),
        ("Which statements come from unnamed speakers?", "/questions/16"),
    ],
)
def test_the_address_is_below_what_is_asked_about_where_there_is_one(seed: TestClient, q: str, href: str) -> None:
    assert asked(seed, q)["href"] == href


def test_what_is_not_understood_is_said_with_what_is_near(seed: TestClient) -> None:
    assert asked(seed, "What is the weather in Chicago?") == {
        "q": "What is the weather in Chicago?",
        "understood": False,
        "how": "That is none of the questions that can be asked here.",
        "question": None,
        "parameters": [],
        "corrected": [],
        "href": None,
        "sparql": None,
        "columns": [],
        "rows": [],
        "alternatives": [],
    }
    found = asked(seed, "What does Smithers say about Trump?")
    assert (found["understood"], found["rows"]) == (False, [])
    assert "“Smithers”" in found["how"]
    assert found["alternatives"][0]["number"] == 13


@pytest.mark.parametrize("given", [{}, {"q": ""}, {"q": "  "}, {"q": "x" * 301}])
def test_nothing_and_too_much_are_problems(seed: TestClient, given: dict[str, str]) -> None:
    answer = seed.get("/ask", params=given)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("q", ["\x00", "%FF", "'\"<script>", "\u202e order", "💥" * 300, "order " * 50])
def test_whatever_is_asked_is_answered(seed: TestClient, q: str) -> None:
    assert not asked(seed, q)["understood"]
    assert "<script>" not in seed.get("/ask", params={"q": q}, headers=PAGE).text


def test_the_page_shows_how_it_was_understood_with_the_rows_and_the_sparql(seed: TestClient) -> None:
    page = html.document_fromstring(seed.get("/ask", params={"q": ASKED[0]}, headers=PAGE).text)
    assert page.xpath("//form//input/@value") == [ASKED[0]]
    assert page.xpath("//main/p[1]/text()")[0].startswith("Taken as question 2, ")
    assert len(page.xpath("//tbody/tr")) == len(asked(seed, ASKED[0])["rows"])
    assert page.xpath("//tbody//p[@class='evidence']/a/@href")
    assert "SELECT" in page.xpath("string(//main//details)")
    assert page.xpath("//nav//a[@aria-current='page']/text()") == ["In plain English"]


def test_the_page_proposes_questions_before_one_is_asked_and_others_where_none_is_understood(
    seed: TestClient,
) -> None:
    empty = html.document_fromstring(seed.get("/ask", headers=PAGE).text)
    assert empty.xpath("//main/ul//a/text()") == list(ASKED)
    near = html.document_fromstring(seed.get("/ask?q=How+did+the+White+House+respond", headers=PAGE).text)
    assert near.xpath("//main/ul//a/@href") == ["/questions/11"]
    assert near.xpath("//table") == []


def test_questions_that_the_pages_propose_are_understood_in_their_own_words(read_only: TestClient) -> None:
    for number in EXAMPLES:
        found = asked(read_only, QUESTIONS[number].title)
        near = [found["question"], *found["alternatives"]]
        assert number in [one["number"] for one in near if one]
