"""What is read is asked by names that its description has; any other is refused by name, with the nearest known one."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

PROTOCOLS = ("/sparql", "/reconcile")  # whose clients send what other services know


def test_whatever_is_read_refuses_a_parameter_that_it_does_not_have(read_only: TestClient) -> None:
    paths = read_only.get("/openapi.json").json()["paths"]
    read = [path for path, methods in paths.items() if "get" in methods and not path.startswith(PROTOCOLS)]
    for path in read:
        answer = read_only.get(re.sub(r"{\w+}", "x", path), params={"xyzzy": "1"})
        problem = answer.json()
        assert (answer.status_code, problem["type"].rpartition("/")[2]) == (422, "unknown-parameter"), path
        assert (problem["parameter"], "There is no 'xyzzy' here" in problem["detail"]) == ("xyzzy", True), path
    assert len(read) > 50


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("/search?q=mayor&tpye=Person", "type"),
        ("/contradictions?ordr=Chicago", "order"),
        ("/network/matrix?agianst=Trump", "against"),
        ("/network/neighbourhood?off=Chicago", "of"),
        ("/paths?from=Chicago&too=Trump", "to"),
        ("/queries/orders?plase=Chicago", "place"),
        ("/queries/orders?speaker=Trump", "place"),  # another query has a speaker
        ("/questions/2?ordr=Chicago", "order"),
        ("/orders/x/provisions?word=police", "words"),
        ("/entities/person/x?fromat=json", "format"),
        ("/ask?qu=who", "q"),
        ("/explore?of=Chicago&predicat=issuedBy", "predicate"),
        ("/export/turtle?entitty=Chicago", "entity"),
    ],
)
def test_the_known_name_that_is_most_like_it_is_said(read_only: TestClient, address: str, nearest: str) -> None:
    answer = read_only.get(address)

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["nearest"] == nearest
    assert f"did you mean {nearest!r}?" in answer.json()["detail"]


def test_a_reader_is_told_on_a_page(read_only: TestClient) -> None:
    answer = read_only.get("/search?q=mayor&tpye=Person", headers={"accept": "text/html"})

    assert answer.status_code == 422
    assert "did you mean &#39;type&#39;?" in answer.text


@pytest.mark.parametrize("address", ["/?utm_source=mail", "/docs?from=here", "/sparql?query=ASK%7B%7D&infer=true"])
def test_pages_that_ask_nothing_and_protocols_pass_over_what_others_add(read_only: TestClient, address: str) -> None:
    assert read_only.get(address).status_code == 200
