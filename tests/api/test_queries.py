"""The saved queries: by name, with typed parameters, in every form of results."""

from __future__ import annotations

import csv
import io

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from graph.errors import NotFound
from graph.query import SAVED, filled
from graph.store.oxigraph import MemoryStore

CHICAGO = "Protecting Chicago"
EXAMPLES = {
    "order": "Chicago",
    "responder": "White House",
    "speaker": "JB Pritzker",
    "official": "JB Pritzker",
    "about": "Trump",
    "place": "Chicago",
    "entity": "Brandon Johnson",
    "one": "Brandon Johnson",
    "other": "JB Pritzker",
    "name": "Johnson",
    "words": "mayor",
}


def rows(client: TestClient, path: str, **given: str | list[str]) -> list[dict[str, str]]:
    answer = client.get(f"/queries/{path}", params={**given, "format": "csv"})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_list_tells_of_each_what_it_finds_and_what_it_can_be_asked(read_only: TestClient) -> None:
    listed = {query["name"]: query for query in read_only.get("/queries").json()}
    assert set(listed) == set(SAVED)
    assert listed["entities"] | {"sparql": ""} == {
        "name": "entities",
        "title": "things by type and name, those in most documents first; reprints of one story count once. "
        "Of several labels the longest: Oregon before Ore., Joe Biden before Biden.",
        "href": "/queries/entities",
        "parameters": [
            {
                "name": "type",
                "kind": "class",
                "required": False,
                "help": "Person, Agency, Organization, Group, Place, Order or Policy",
            },
            {
                "name": "name",
                "kind": "words",
                "required": False,
                "help": "words of a name, in order; the last may be cut short",
            },
        ],
        "parts": True,
        "sparql": "",
    }


@pytest.mark.parametrize("name", sorted(SAVED))
def test_each_runs_with_what_it_needs(read_only: TestClient, name: str) -> None:
    needed = {p.name: EXAMPLES.get(p.name, "x") for p in SAVED[name].parameters if p.required and p.name in EXAMPLES}
    answer = read_only.get(f"/queries/{name}", params=needed, headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.text


def test_parameters_are_names_classes_statuses_and_shares(read_only: TestClient) -> None:
    orders = rows(read_only, "orders", place="Chicago", issuer="Brandon Johnson")
    assert {(row["issuerLabel"], row["placeLabel"]) for row in orders} == {("Brandon Johnson", "Chicago")}
    found = rows(read_only, "entities", type="Person", name="Brandon Johnson")
    assert [row["entityLabel"] for row in found] == ["Brandon Johnson"]
    claimed = rows(read_only, "events", type="MOBILIZE", status="threatened", least="0")
    every = rows(read_only, "events", type="MOBILIZE", status=["threatened", "actual"])
    assert 0 < len(claimed) < len(every)


def test_a_part_of_the_rows_can_be_asked_for(read_only: TestClient) -> None:
    whole = rows(read_only, "documents")
    parts = [row for n in range(0, len(whole), 3) for row in rows(read_only, "documents", limit="3", offset=str(n))]
    assert parts == whole
    assert len(whole) > 3


def test_it_is_shown_as_sparql_that_gives_the_same(read_only: TestClient) -> None:
    given = {"place": "Chicago", "limit": "5"}
    shown = read_only.get("/queries/orders", params=given | {"explain": "sparql"})
    assert shown.headers["content-type"].partition(";")[0] == "application/sparql-query"
    by_accept = read_only.get("/queries/orders", params=given, headers={"accept": "application/sparql-query"})
    assert by_accept.text == shown.text
    again = read_only.get("/sparql", params={"query": shown.text, "format": "csv"})
    assert again.text == read_only.get("/queries/orders", params=given | {"format": "csv"}).text
    assert "Chicago" not in shown.text  # a name has become what it names


def test_the_pages_show_forms_and_results(read_only: TestClient) -> None:
    html = {"accept": "text/html"}
    forms = read_only.get("/queries", headers=html).text
    assert forms.count("<form action=") == len(SAVED)
    assert "Brandon Johnson" in read_only.get("/queries/orders?place=Chicago", headers=html).text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("nothing", 404, "nothing"),
        ("inference-led", 404, "inference-led"),
        ("orders?colour=red", 422, "colour"),
        ("orders?place=Nowhere+at+all", 404, "Nowhere at all"),
        ("entity", 422, "query entity needs entity"),
        ("events?least=much", 422, "write it from 0 to 1"),
        ("orders?on=yesterday", 422, "write it as 2025-08-30"),
        ("documents?document=no%20iri", 422, "no iri"),
        ("documents?limit=0", 422, "limit"),
        ("documents?format=yaml", 400, "yaml"),
    ],
)
def test_what_cannot_be_asked_is_said(read_only: TestClient, path: str, status: int, told: str) -> None:
    answer = read_only.get(f"/queries/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told in answer.text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_text_becomes_a_part_of_the_query(words: str) -> None:
    store = MemoryStore()
    shape = filled(store, "statements", {"words": "mask"}).partition('"mask"')
    asked = filled(store, "statements", {"words": words})
    assert asked == f"{shape[0]}{ox.Literal(words)}{shape[2]}"
    with pytest.raises(NotFound):
        filled(store, words if words not in SAVED else "x", {})


def test_words_are_looked_for_in_the_index_and_the_best_come_first(seed: TestClient) -> None:
    found = rows(seed, "words", words='"publicity stunt"')

    assert [row["thing"].rpartition("/")[2] for row in found if row["type"].endswith("#Statement")] == [
        "3172838525bc482d-8a4ed1bc2800"
    ]
    assert [float(row["score"]) for row in found] == sorted((float(row["score"]) for row in found), reverse=True)
    shown = seed.get("/queries/words", params={"words": "stunt", "explain": "sparql"}).text
    assert 'VALUES ?words { "stunt" }' in shown
    assert "(?thing ?score) pgo:matches ?words ." in shown
    assert rows(seed, "words", words=["zyxwvut", "'; } #"]) == []
