"""Entities, orders, statements, events, paths and questions over HTTP, each fact with its evidence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.examples import SEED_ID

SPRINGFIELD = (
    "Mayor Ann Lee of Springfield signed an executive order that bars police officers from flying drones.\n\n"
    "“Children deserve privacy,” Lee said. Governor Bo Day accused Lee of overreach.\n"
)


def get(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def texts(client: TestClient) -> str:
    return client.get(f"/documents/{SEED_ID}/text").text


def assert_evidence(client: TestClient, evidence: dict[str, Any]) -> None:
    text = client.get(f"/documents/{evidence['document']}/text").text
    assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert evidence["href"] == f"/documents/{evidence['document']}#char={evidence['start']},{evidence['end']}"
    assert evidence["iri"].endswith(f"/id/document/{evidence['document']}#char={evidence['start']},{evidence['end']}")


def test_the_mayor_is_found_by_name_and_known_with_his_office_party_and_order(seed: TestClient) -> None:
    (found,) = get(seed, "/entities", type="Person", name="Brandon Johnson")["items"]
    mayor = get(seed, found["href"])

    said = {
        (f["predicate"], (f["object"] or f["subject"])["label"]) for f in mayor["facts"] if f["family"] == "relation"
    }
    assert found["label"] == mayor["label"] == "Brandon Johnson"
    assert mayor["id"] == found["id"] == found["href"].removeprefix("/entities/")
    assert ("holdsOffice", "Mayor of Chicago") in said
    assert any(predicate == "memberOf" and "Democrat" in label for predicate, label in said)
    assert any(f["predicate"] == "issuedBy" and f["object"]["iri"] == mayor["iri"] for f in mayor["facts"])
    for fact in mayor["facts"]:
        assert_evidence(seed, fact["evidence"])


def test_the_facts_of_a_thing_come_part_by_part(seed: TestClient) -> None:
    path = "/entities/person/brandon-johnson-mayor-of-chicago"
    whole, parts, at = get(seed, path), list[dict[str, Any]](), f"{path}?limit=2"
    assert (whole["total"], whole["first"], whole["next"]) == (len(whole["facts"]), path, None)
    while at:
        answer = seed.get(at)
        parts.append(answer.json())
        at = parts[-1]["next"]
        assert answer.headers["link"].startswith(f'<{path}?limit=2>; rel="first"')
        assert ('rel="next"' in answer.headers["link"]) == bool(at)
    assert [fact for part in parts for fact in part["facts"]] == whole["facts"]
    assert {(part["total"], len(part["facts"])) for part in parts[:-1]} == {(whole["total"], 2)}
    assert seed.get(f"{path}?after=x").status_code == 422


def test_an_order_comes_with_its_provisions_of_whom_and_in_which_words(seed: TestClient) -> None:
    orders = get(seed, "/orders", issuer="Brandon Johnson")["items"]
    order = get(seed, orders[0]["href"])

    assert [i["label"] for i in order["issuers"]] == ["Brandon Johnson"]
    demands = {(p["predicate"], (p["object"] or {"label": None})["label"]): p["value"] for p in order["provisions"]}
    record = get(seed, f"/documents/{SEED_ID}/record")
    assert len(order["provisions"]) == len(record["provisions"])
    assert sorted(demands.values()) == sorted({p["text"] for p in record["provisions"]})
    assert all(p["subject"]["iri"] == order["iri"] for p in order["provisions"])
    for fact in order["provisions"] + order["facts"]:
        assert_evidence(seed, fact["evidence"])


def test_an_order_comes_part_by_part_with_its_provisions_first(seed: TestClient) -> None:
    path = get(seed, "/orders", issuer="Brandon Johnson")["items"][0]["href"]
    whole, parts, at = get(seed, path), list[dict[str, Any]](), f"{path}?limit=3"
    assert (whole["total"], whole["first"], whole["next"]) == (len(whole["provisions"] + whole["facts"]), path, None)
    while at:
        answer = seed.get(at)
        parts.append(answer.json())
        at = parts[-1]["next"]
        assert answer.headers["link"].startswith(f'<{path}?limit=3>; rel="first"')
        assert ('rel="next"' in answer.headers["link"]) == bool(at)
    for name in ("provisions", "facts"):
        assert [fact for part in parts for fact in part[name]] == whole[name]
    assert [len(part["provisions"] + part["facts"]) for part in parts[:-1]] == [3] * (len(parts) - 1)
    assert {part["total"] for part in parts} == {whole["total"]}
    assert seed.get(f"{path}?after=x").status_code == seed.get(f"{path}?limit=0").status_code == 422


def test_an_order_is_found_under_its_whole_path_too(seed: TestClient) -> None:
    (order, *_) = get(seed, "/orders")["items"]

    path, found = f"/orders/{order['id']}", get(seed, order["href"])
    assert get(seed, path) == found | {"first": path}


def test_a_claim_stands_with_its_speaker_and_nowhere_as_a_fact(seed: TestClient) -> None:
    (claim,) = get(seed, "/statements", words="stunt")["items"]

    assert claim["family"] == "statement"
    assert claim["value"] == "Johnson's order a publicity stunt"
    assert "spokesperson" in claim["subject"]["label"]
    assert_evidence(seed, claim["evidence"])
    facts = get(seed, "/sparql", query='SELECT ?p { ?s ?p ?o FILTER(ISLITERAL(?o) && CONTAINS(STR(?o), "stunt")) }')
    predicates = {b["p"]["value"].rpartition("#")[2] for b in facts["results"]["bindings"]}
    assert not predicates & {"action", "altLabel"}


def test_deployments_that_happened_stand_apart_from_those_threatened_and_planned(seed: TestClient) -> None:
    by_status = {
        status: [
            e["place"]["label"] for e in get(seed, "/events", type="MOBILIZE", status=status)["items"] if e["place"]
        ]
        for status in ("actual", "threatened", "planned")
    }

    assert all("Washington" in place for place in by_status["actual"])
    assert by_status["actual"]
    assert set(by_status["threatened"] + by_status["planned"]) == {"Chicago"}


@pytest.mark.parametrize("path", ["/statements", "/events"])
def test_who_wants_only_what_is_sure_says_how_sure(client: TestClient, path: str) -> None:
    assert client.post("/documents", json={"text": SPRINGFIELD}).status_code == 201
    everything = get(client, path)["items"]
    sure = get(client, path, confidence=1)["items"]
    assert 0 < len(sure) < len(everything)  # what was annotated is certain, what was read is not
    assert sure == [f for f in everything if f["confidence"] == 1]
    assert get(client, path, confidence=0.001)["items"] == everything
    assert client.get(path, params={"confidence": 2}).status_code == 422


def test_lists_come_in_parts_that_join_without_gap_or_overlap(read_only: TestClient) -> None:
    for path in ("/entities", "/orders", "/statements", "/events", "/documents"):
        whole = get(read_only, path, limit=40)
        parts: list[Any] = []
        address: str | None = f"{path}?limit=15"
        while address and len(parts) < 40:
            part = get(read_only, address)
            parts += part["items"]
            address = part["next"]
        assert parts[:40] == whole["items"][:40]


def test_parts_lead_on_and_back_to_the_first(read_only: TestClient) -> None:
    first = get(read_only, "/statements?words=order&limit=2")
    second = get(read_only, first["next"])

    assert get(read_only, second["first"]) == first
    assert "words=order" in first["next"]


def test_a_path_leads_from_one_official_to_another_fact_by_fact(seed: TestClient) -> None:
    steps = get(seed, "/paths", **{"from": "Brandon Johnson", "to": "JB Pritzker"})["steps"]

    assert (steps[0]["source"]["label"], steps[-1]["target"]["label"]) == ("Brandon Johnson", "JB Pritzker")
    for before, after in pairwise(steps):
        assert before["target"]["iri"] == after["source"]["iri"]
    for step in steps:
        assert_evidence(seed, step["fact"]["evidence"])
    assert get(seed, "/paths", **{"from": "JB Pritzker", "to": "JB Pritzker"}) == {"steps": [], "others": []}


def test_a_path_leads_around_what_is_to_be_avoided(seed: TestClient) -> None:
    ends = {"from": "Brandon Johnson", "to": "JB Pritzker"}
    middle = get(seed, "/paths", **ends)["steps"][0]["target"]
    around = get(seed, "/paths", **ends, avoid=middle["iri"])["steps"]

    assert all(step["target"]["iri"] != middle["iri"] for step in around or [])


def test_a_path_can_be_asked_for_by_path_and_by_iri(seed: TestClient) -> None:
    one, other = (get(seed, "/entities", name=n)["items"][0] for n in ("Brandon Johnson", "JB Pritzker"))

    by_id = get(seed, "/paths", **{"from": one["id"], "to": other["id"]})
    assert by_id == get(seed, "/paths", **{"from": one["iri"], "to": other["iri"]})


def test_a_question_is_answered_with_evidence_for_every_row(seed: TestClient) -> None:
    answer = get(seed, "/questions/2", order="Chicago")

    assert (answer["number"], answer["title"]) == (2, "What does an order require, and of which agency?")
    assert answer["rows"]
    for row in answer["rows"]:
        assert row["evidence"]
        for evidence in row["evidence"]:
            assert_evidence(seed, evidence)


def test_a_parameter_may_be_given_several_times(seed: TestClient) -> None:
    both = get(seed, "/questions/12", words=["unconstitutional", "stunt"])
    one = get(seed, "/questions/12", words="unconstitutional")

    assert len(both["rows"]) > len(one["rows"]) > 0


def test_the_questions_are_listed_with_their_parameters_and_their_sparql(seed: TestClient) -> None:
    questions = get(seed, "/questions")

    assert {q["number"] for q in questions} >= {1, 2, 3, 5, 9, 11, 12, 13, 17, 20, 25}
    for question in questions:
        if not any(p["required"] for p in question["parameters"]):
            assert seed.get("/sparql", params={"query": question["sparql"]}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/entities/person/nobody", 404),
        ("/entities/<>", 404),
        ("/orders/nothing", 404),
        ("/questions/99", 404),
        ("/orders?place=Atlantis", 404),
        ("/statements?speaker=Nobody+Atall", 404),
        ("/paths?from=Nobody+Atall&to=Chicago", 404),
        ("/documents/0000000000000000", 404),
        ("/documents/0000000000000000/record", 404),
        ("/documents/0000000000000000/text", 404),
        ("/documents/0000000000000000/graph", 404),
        ("/documents/..%2f..%2fetc", 404),
        ("/nowhere", 404),
        ("/questions/two", 422),
        ("/questions/2?colour=red", 422),
        ("/questions/25", 422),
        ("/paths?from=Chicago", 422),
        ("/events?type=DANCE", 422),
        ("/events?limit=0", 422),
        ("/events?limit=100000", 422),
        ("/events?limit=-1", 422),
        ("/events?after=nonsense", 422),
        ("/events?offset=10", 422),
        ("/search?q=x&offset=-1", 422),
        ("/entities?type=Dog", 422),
    ],
)
def test_what_is_not_there_or_makes_no_sense_is_a_problem(seed: TestClient, path: str, status: int) -> None:
    answer = seed.get(path)

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert problem["status"] == status
    assert all(problem[member] for member in ("type", "title", "detail"))


def test_fields_of_a_form_that_were_left_empty_count_as_not_given(seed: TestClient) -> None:
    assert get(seed, "/events?type=&status=&actor=&place=") == get(seed, "/events") | {}
    assert get(seed, "/entities?type=&name=")["items"] == get(seed, "/entities")["items"]
