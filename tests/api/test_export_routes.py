"""Files over HTTP, and linked data."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.examples import SEED_ID
from graph.export import EXPORTERS

RDF = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML}


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_comes_with_its_media_type_and_a_file_name(seed: TestClient, name: str) -> None:
    answer = seed.get(f"/export/{name}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == EXPORTERS[name].media_type
    assert answer.headers["content-disposition"] == f'inline; filename="policygraph{EXPORTERS[name].suffix}"'
    assert answer.content


def test_the_graph_of_a_document_is_all_its_quads_in_the_format_that_is_liked_best(seed: TestClient) -> None:
    quads = seed.get(f"/documents/{SEED_ID}/graph", headers={"accept": "application/n-quads"})
    trig = seed.get(f"/documents/{SEED_ID}/graph", params={"format": "trig"}, headers={"accept": "text/html"})
    turtle = seed.get(f"/documents/{SEED_ID}/graph")

    store = seed.app.state.service.store  # type: ignore[attr-defined]
    (graph,) = (name for name in store.graphs() if name.endswith(SEED_ID))
    expected = set(store.quads(graph))
    assert set(ox.parse(quads.content, format=ox.RdfFormat.N_QUADS)) == expected
    assert set(ox.parse(trig.content, format=ox.RdfFormat.TRIG)) == expected
    assert {q.triple for q in ox.parse(turtle.content, format=ox.RdfFormat.TURTLE)} == {q.triple for q in expected}


@pytest.mark.parametrize("name", RDF)
def test_a_construct_is_exported_as_it_is(seed: TestClient, name: str) -> None:
    query = (
        "PREFIX pgo: <https://w3id.org/policygraph/ontology#> CONSTRUCT { ?o pgo:issuedBy ?w } { ?o pgo:issuedBy ?w }"
    )
    answer = seed.get(f"/export/{name}", params={"construct": query})
    direct = seed.get("/sparql", params={"query": query, "format": "ntriples"})

    got = {q.triple for q in ox.parse(answer.content, format=RDF[name])}
    assert got == {q.triple for q in ox.parse(direct.content, format=ox.RdfFormat.N_TRIPLES)}
    assert got


def test_what_is_around_a_thing_is_less_than_all_and_speaks_of_it(seed: TestClient) -> None:
    whole = seed.get("/export/ntriples").text.splitlines()
    part = seed.get("/export/ntriples", params={"entity": "Brandon Johnson"}).text.splitlines()

    assert 0 < len(part) < len(whole)
    assert any("brandon-johnson" in line for line in part)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/docx", 404),
        ("/export/turtle?document=0000000000000000", 404),
        ("/export/turtle?entity=Nobody+Atall", 404),
        ("/export/turtle?construct=CONSTRUCT+nonsense", 400),
        (f"/export/turtle?document={SEED_ID}&entity=Chicago", 422),
        (f"/documents/{SEED_ID}/graph?format=docx", 400),
    ],
)
def test_an_export_that_cannot_be_is_a_problem(seed: TestClient, path: str, status: int) -> None:
    answer = seed.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_format_that_is_unknown_is_told_those_that_are(seed: TestClient) -> None:
    assert seed.get("/export/nope").json()["detail"] == f"no format 'nope'; there are {', '.join(EXPORTERS)}"


def follow(seed: TestClient, path: str, accept: str) -> tuple[int, str, str]:
    first = seed.get(path, headers={"accept": accept}, follow_redirects=False)
    final = seed.get(path, headers={"accept": accept}, follow_redirects=True)
    assert final.status_code == 200, final.text
    return first.status_code, first.headers["location"], final.headers["content-type"].partition(";")[0]


def test_the_name_of_a_thing_leads_to_its_page_its_json_and_its_rdf(seed: TestClient) -> None:
    person = seed.get("/entities", params={"name": "Brandon Johnson"}).json()["items"][0]["id"]
    order = seed.get("/orders").json()["items"][0]["id"]

    for path, page in (
        (f"document/{SEED_ID}", f"/documents/{SEED_ID}"),
        (person, f"/entities/{person}"),
        (order, f"/orders/{order.removeprefix('order/')}"),
    ):
        assert follow(seed, f"/id/{path}", "text/html") == (303, page, "text/html")
        assert follow(seed, f"/id/{path}", "application/json") == (303, page, "application/json")
        status, location, media_type = follow(seed, f"/id/{path}", "text/turtle, text/html;q=0.5")
        assert (status, media_type) == (303, "text/turtle")
        assert location.startswith("/sparql?query=DESCRIBE")


def test_the_name_of_a_fact_leads_to_where_it_stands(seed: TestClient) -> None:
    event = seed.get("/events").json()["items"][0]
    path = event["iri"].partition("/id/")[2]

    assert seed.get(f"/id/{path}", follow_redirects=False).headers["location"] == event["evidence"]["href"]


@pytest.mark.parametrize("path", ["/id/person/nobody", "/id/%3E%20%7B%7D", "/id/"])
def test_the_name_of_nothing_is_404(seed: TestClient, path: str) -> None:
    answer = seed.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
