"""The SPARQL endpoint, by the protocol."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from lxml import etree, html
from starlette.testclient import TestClient

SELECT = (
    "PREFIX pgo: <https://w3id.org/policygraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    "SELECT ?name WHERE { ?order a pgo:Order ; rdfs:label ?name } ORDER BY ?name LIMIT 5"
)
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = (
    "PREFIX pgo: <https://w3id.org/policygraph/ontology#> CONSTRUCT { ?o pgo:issuedBy ?w } WHERE { ?o pgo:issuedBy ?w }"
)


def ask(client: TestClient, query: str, accept: str = "*/*") -> tuple[int, str, str]:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    return answer.status_code, answer.headers["content-type"].partition(";")[0], answer.text


def test_a_reader_whose_query_fails_has_it_before_him_with_the_reason(read_only: TestClient) -> None:
    for query, status, said in (("SELEKT {", 400, "does not parse"), ("LOAD <x:y>", 403, "may not run")):
        answer = read_only.get("/sparql", params={"query": query}, headers={"accept": "text/html"})
        page = html.document_fromstring(answer.text)
        assert (answer.status_code, page.xpath("//textarea")[0].text.strip()) == (status, query)
        assert said in page.xpath("//p[@role='alert']")[0].text_content()


def test_a_select_comes_as_json_unless_something_else_is_asked_for(read_only: TestClient) -> None:
    status, media_type, text = ask(read_only, SELECT)

    result = json.loads(text)
    assert (status, media_type) == (200, "application/sparql-results+json")
    assert result["head"] == {"vars": ["name"]}
    assert len(result["results"]["bindings"]) == 5


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.7", "application/sparql-results+xml"),
    ],
)
def test_results_come_in_the_form_that_is_liked_best(read_only: TestClient, accept: str, media_type: str) -> None:
    for query in (SELECT, ASK):
        status, got, text = ask(read_only, query, accept)
        assert (status, got) == (200, media_type)
        assert text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/sparql-results+json, text/html;q=0.9", "application/sparql-results+json"),
        ("text/html;q=0.1, text/csv;q=0.2", "text/csv"),
        ("text/turtle;q=0.3, text/html;q=0.2, */*;q=0.1", "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv;q=0, text/*;q=0.5, application/json;q=0.4", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("nonsense", "application/sparql-results+json"),
    ],
)
def test_a_page_comes_where_that_is_liked_better_than_any_form(
    read_only: TestClient, accept: str, media_type: str
) -> None:
    assert ask(read_only, ASK, accept)[:2] == (200, media_type)


def test_all_forms_of_results_say_the_same(read_only: TestClient) -> None:
    names = [b["name"]["value"] for b in json.loads(ask(read_only, SELECT)[2])["results"]["bindings"]]
    xml = etree.fromstring(ask(read_only, SELECT, "application/sparql-results+xml")[2].encode())
    rows = list(csv.reader(io.StringIO(ask(read_only, SELECT, "text/csv")[2], newline="")))

    assert [e.text for e in xml.iter("{http://www.w3.org/2005/sparql-results#}literal")] == names
    assert rows == [["name"], *([name] for name in names)]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("text/n3", ox.RdfFormat.N3),
        ("*/*", ox.RdfFormat.TURTLE),
    ],
)
def test_a_construct_comes_in_any_rdf_format(read_only: TestClient, accept: str, form: ox.RdfFormat) -> None:
    status, media_type, text = ask(read_only, CONSTRUCT, accept)
    expected = set(ox.parse(ask(read_only, CONSTRUCT, "application/n-triples")[2], format=ox.RdfFormat.N_TRIPLES))

    assert (status, media_type) == (200, form.media_type)
    assert expected
    assert set(ox.parse(text, format=form)) == expected


def test_a_query_can_be_posted_as_it_is_or_in_a_form(read_only: TestClient) -> None:
    by_get = ask(read_only, SELECT)[2]

    raw = read_only.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query; charset=utf-8"})
    form = read_only.post("/sparql", data={"query": SELECT})

    assert (raw.status_code, raw.text) == (200, by_get)
    assert (form.status_code, form.text) == (200, by_get)


def test_format_names_a_form_whatever_is_accepted(read_only: TestClient) -> None:
    answer = read_only.get("/sparql", params={"query": SELECT, "format": "csv"}, headers={"accept": "text/html"})

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def test_a_query_that_does_not_parse_is_400_with_line_and_column(read_only: TestClient) -> None:
    answer = read_only.get("/sparql", params={"query": "SELECT ?x WHERE {\n  ?x ?y }"})

    problem = answer.json()
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {k: problem[k] for k in ("type", "title", "status", "line")} == {
        "type": "https://w3id.org/policygraph/problems/malformed-query",
        "title": "The query does not parse",
        "status": 400,
        "line": 2,
    }
    assert problem["column"] > 0
    assert problem["detail"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 403),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", 403),
        ("ASK { " + "(" * 5000 + ")" * 5000 + " }", 403),
        ("", 400),
        ("SELECT * {" + " " * 100_000 + "}", 413),
    ],
)
def test_what_may_not_run_is_refused_and_the_service_lives(read_only: TestClient, query: str, status: int) -> None:
    answer = read_only.post("/sparql", content=query, headers={"content-type": "application/sparql-query"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert read_only.get("/health/ready").status_code == 200


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ("update=INSERT%20DATA%20%7B%7D&query=ASK%7B%7D", 400),
        ("query=ASK%7B%7D&query=ASK%7B%7D", 400),
        ("query=ASK%7B%7D&default-graph-uri=relative", 400),
        ("query=ASK%7B%7D&named-graph-uri=http%3A%2F%2Fa%2F%00", 400),
        ("query=ASK%7B%7D&format=docx", 400),
        ("nothing=here", 400),
        ("query=%FF", 400),
    ],
)
def test_a_form_that_asks_for_something_else_is_refused(read_only: TestClient, data: str, status: int) -> None:
    answer = read_only.post("/sparql", content=data, headers={"content-type": "application/x-www-form-urlencoded"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize("way", ["get", "form", "direct", "form and address"])
def test_the_request_names_the_graphs_that_are_read_whatever_the_query_does(client: TestClient, way: str) -> None:
    store = client.app.state.service.store  # type: ignore[attr-defined]
    one, two = ("http://example.org/graph/1", "http://example.org/graph/2")
    for graph in (one, two):
        store.replace(graph, [ox.Quad(ox.NamedNode(graph), ox.NamedNode("a:p"), ox.Literal("x"), ox.NamedNode(graph))])
    chosen = f"FROM <{two}> FROM NAMED <{one}>"
    query = "SELECT ?s ?t " + chosen + " { { ?s ?p ?o } UNION { GRAPH ?g { ?t ?p ?o } } }"
    graphs = {"default-graph-uri": [one], "named-graph-uri": [two]}

    if way == "get":
        answer = client.get("/sparql", params={"query": query, "format": "csv"} | graphs)
    elif way == "form":
        answer = client.post("/sparql", data={"query": query, "format": "csv"} | graphs)
    elif way == "direct":
        headers = {"content-type": "application/sparql-query", "accept": "text/csv"}
        answer = client.post("/sparql", params=graphs, content=query, headers=headers)
    else:
        answer = client.post("/sparql", params=graphs, data={"query": query, "format": "csv"})

    assert (answer.status_code, sorted(answer.text.splitlines())) == (200, [f",{two}", f"{one},", "s,t"])


@pytest.mark.parametrize("accept", ["application/n-triples", "text/html"])
def test_relative_iris_of_a_query_start_from_the_address_it_is_sent_to(read_only: TestClient, accept: str) -> None:
    text = ask(read_only, "CONSTRUCT { <s> <#p> 1 } WHERE {}", accept)[2]

    assert "http://127.0.0.1:8000/s" in text
    assert "http://127.0.0.1:8000/sparql#p" in text


def test_a_page_keeps_the_graphs_that_were_named(read_only: TestClient) -> None:
    asked = {"query": SELECT, "default-graph-uri": "http://example.org/none"}
    answer = read_only.get("/sparql", params=asked, headers={"accept": "text/html"})

    assert ("No rows" in answer.text, 'value="http://example.org/none" checked' in answer.text) == (True, True)


def test_updates_by_get_and_unknown_bodies_are_refused(read_only: TestClient) -> None:
    update = read_only.get("/sparql", params={"update": "CLEAR ALL"})
    other = read_only.post("/sparql", content="{}", headers={"content-type": "application/json"})

    assert (update.status_code, other.status_code) == (400, 415)


def test_a_form_of_results_that_there_is_not_is_406(read_only: TestClient) -> None:
    assert ask(read_only, SELECT, "image/png")[:2] == (406, "application/problem+json")


def test_a_reader_gets_a_page_with_the_rows_and_can_go_on(read_only: TestClient) -> None:
    answer = read_only.get("/sparql", params={"query": SELECT}, headers={"accept": "text/html"})
    empty = read_only.get("/sparql", headers={"accept": "text/html"})
    wrong = read_only.get("/sparql", params={"query": "SELECT"}, headers={"accept": "text/html"})

    assert answer.status_code == 200
    assert answer.text.count("<tr>") == 6
    assert (empty.status_code, "<textarea" in empty.text) == (200, True)
    assert (wrong.status_code, "at line 1" in wrong.text) == (400, True)


def test_a_query_is_answered_behind_a_proxy_that_adds_to_the_path(read_only: TestClient) -> None:
    behind = TestClient(read_only.app, root_path="/graph")
    for query, status in (("ASK {}", 200), ("ASK {", 400)):
        plain, added = (
            read_only.get("/sparql", params={"query": query}),
            behind.get("/graph/sparql", params={"query": query}),
        )
        assert (plain.status_code, added.status_code, added.text) == (status, status, plain.text)


def test_results_that_are_left_half_read_do_no_harm(read_only: TestClient) -> None:
    for _ in range(5):
        with read_only.stream("GET", "/sparql", params={"query": "SELECT * { ?s ?p ?o }"}) as answer:
            next(answer.iter_bytes())
    assert read_only.get("/health/ready").status_code == 200


WORDS = (
    "PREFIX pgo: <https://w3id.org/policygraph/ontology#> "
    'SELECT ?statement ?evidence { (?statement ?score ?words ?evidence) pgo:matches ("publicity stunt" pgo:Statement) }'
)


def test_words_are_looked_for_however_the_query_is_sent(seed: TestClient) -> None:
    ways = (
        seed.get("/sparql", params={"query": WORDS}, headers={"accept": "text/csv"}),
        seed.post("/sparql", data={"query": WORDS}, headers={"accept": "text/csv"}),
        seed.post("/sparql", content=WORDS, headers={"accept": "text/csv", "content-type": "application/sparql-query"}),
    )

    for answer in ways:
        (row,) = csv.DictReader(io.StringIO(answer.text))
        assert row["statement"].endswith("/statement/3172838525bc482d-8a4ed1bc2800")
    page = seed.get("/sparql", params={"query": WORDS}, headers={"accept": "text/html"})
    assert "/facts/statement/3172838525bc482d-8a4ed1bc2800" in page.text or "8a4ed1bc2800" in page.text
    assert "VALUES" not in page.text  # the form keeps the query as it was written


def test_a_pattern_that_cannot_be_answered_is_told_with_its_place(seed: TestClient) -> None:
    answer = seed.get("/sparql", params={"query": WORDS.replace('"publicity stunt"', "?words")})

    assert (answer.status_code, answer.json()["line"], answer.json()["column"]) == (400, 1, 134)
    assert "a variable that VALUES gives strings" in answer.json()["detail"]
