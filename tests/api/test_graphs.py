"""The Graph Store Protocol, and the graphs that people write."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

TURTLE = {"content-type": "text/turtle; charset=utf-8"}
NOTES = "https://example.org/notes"
BASE = "https://w3id.org/policygraph/id/"
ONE = "<https://example.org/a> <https://example.org/p> [ <https://example.org/q> 'x' ] ."
TWO = "<https://example.org/a> <https://example.org/p> 'two' ."
BOUNDARY = "a6fe4cd636164618814be9f8d3d1a0de"
FORM = (
    "\r\n".join(
        line
        for name, data in (("one.ttl", "<a> <b> 'Doe' ."), ("two.ttl", "<a> <b> 'Jane' ."))
        for line in (
            f"--{BOUNDARY}",
            f'Content-Disposition: form-data; name="{name}"; filename="{name}"',
            "Content-Type: text/turtle; charset=utf-8",
            "",
            data,
            "",
        )
    )
    + f"--{BOUNDARY}--\r\n"
)


def canonical(text: str | bytes, form: ox.RdfFormat = ox.RdfFormat.TURTLE, base: str = NOTES) -> set[ox.Triple]:
    dataset = ox.Dataset(ox.parse(text, format=form, base_iri=base))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {quad.triple for quad in dataset}


def get(client: TestClient, **params: str) -> set[ox.Triple]:
    answer = client.get("/store", params=params, headers={"accept": "text/turtle"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    return canonical(answer.content)


def test_a_graph_is_made_replaced_read_and_removed(client: TestClient) -> None:
    at = {"graph": NOTES}
    made = client.put("/store", params=at, content=ONE, headers=TURTLE)
    first = get(client, **at)
    replaced = client.put("/store", params=at, content=TWO, headers=TURTLE)
    second = get(client, **at)
    removed = client.delete("/store", params=at)
    gone = [client.get("/store", params=at), client.head("/store", params=at), client.delete("/store", params=at)]

    assert (made.status_code, first) == (201, canonical(ONE))
    assert (replaced.status_code, second) == (204, canonical(TWO))
    assert (removed.status_code, removed.content) == (204, b"")
    assert [answer.status_code for answer in gone] == [404, 404, 404]


def test_triples_are_added_one_by_one_and_as_a_form_with_files(client: TestClient) -> None:
    at = {"graph": NOTES}
    form = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
    answers = [
        client.post("/store", params=at, content=ONE, headers=TURTLE),
        client.post("/store", params=at, content=TWO, headers=TURTLE),
        client.post("/store", params=at, content=FORM, headers=form),
    ]

    assert [answer.status_code for answer in answers] == [201, 204, 204]
    assert get(client, **at) == canonical(f"{ONE} {TWO} <a> <b> 'Doe', 'Jane' .")


def test_the_default_graph_is_there_from_the_start_and_is_emptied(client: TestClient) -> None:
    empty = get(client, default="")
    put = client.put("/store?default", content=ONE, headers=TURTLE)
    held = get(client, default="")
    removed = client.delete("/store?default")

    assert (empty, put.status_code, held, removed.status_code) == (set(), 204, canonical(ONE), 204)
    assert get(client, default="") == set()


def test_an_address_below_the_store_is_a_graph_of_that_name(client: TestClient) -> None:
    iri = "http://127.0.0.1:8000/store/person/%31.ttl"
    made = client.put("/store/person/%31.ttl", content="<> <https://example.org/p> 1 .", headers=TURTLE)

    assert made.status_code == 201
    assert client.get("/store/person/%31.ttl").content == client.get("/store", params={"graph": iri}).content
    assert get(client, graph=iri) == canonical(f"<{iri}> <https://example.org/p> 1 .")
    assert client.head("/store/person/1.ttl").status_code == 404
    assert client.delete("/store/person/%31.ttl").status_code == 204


def test_posting_to_the_store_makes_a_new_graph_and_says_where(client: TestClient) -> None:
    made = client.post("/store", content=ONE, headers=TURTLE)

    location = made.headers["location"]
    assert (made.status_code, location.startswith("http://127.0.0.1:8000/store/")) == (201, True)
    assert canonical(client.get(location, headers={"accept": "text/turtle"}).content) == canonical(ONE)
    assert get(client, graph=location) == canonical(ONE)


def test_a_data_set_goes_to_the_graphs_that_it_names(client: TestClient) -> None:
    trig = f"{TWO} <{NOTES}> {{ {TWO} }} <{NOTES}/2> {{ {ONE} }}"
    sent = client.post("/store", content=trig, headers={"content-type": "application/trig"})
    into_one = client.post(
        "/store", params={"graph": NOTES}, content=trig, headers={"content-type": "application/trig"}
    )
    ledgers = client.post(
        "/store", content=f"<{BASE}graph/x> {{ {TWO} }}", headers={"content-type": "application/trig"}
    )

    assert (sent.status_code, into_one.status_code, ledgers.status_code) == (204, 400, 403)
    assert (get(client, default=""), get(client, graph=NOTES)) == (canonical(TWO), canonical(TWO))
    assert get(client, graph=f"{NOTES}/2") == canonical(ONE)


@pytest.mark.parametrize(
    ("media_type", "form"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/n-quads", ox.RdfFormat.N_QUADS),
        ("application/trig", ox.RdfFormat.TRIG),
        ("text/n3", ox.RdfFormat.N3),
    ],
)
def test_graphs_go_in_and_out_in_every_form(client: TestClient, media_type: str, form: ox.RdfFormat) -> None:
    at = {"graph": NOTES}
    data = ox.serialize([quad.triple for quad in ox.parse(ONE, format=ox.RdfFormat.TURTLE)], format=form)
    put = client.put("/store", params=at, content=data, headers={"content-type": media_type})
    out = client.get("/store", params=at, headers={"accept": media_type})
    head = client.head("/store", params=at, headers={"accept": media_type})

    assert (put.status_code, out.status_code, head.status_code) == (201, 200, 200)
    assert out.headers["content-type"] == head.headers["content-type"]
    assert canonical(out.content, form) == canonical(ONE)
    assert head.content == b""


@pytest.mark.parametrize(
    ("content_type", "data", "status", "slug"),
    [
        ("text/turtle", "<a> <b> \n c", 400, "malformed-data"),
        ("application/rdf+xml", "<!DOCTYPE rdf [<!ENTITY a 'b'>]><rdf/>", 400, "malformed-data"),
        ("application/ld+json", '{"@context": "http://127.0.0.1:9/c", "a": 1}', 400, "malformed-data"),
        ("application/ld+json", "[" * 100_000, 400, "malformed-data"),
        ("image/png", "x", 415, "unsupported-media-type"),
        ("", "x", 415, "unsupported-media-type"),
        ("multipart/form-data", "x", 400, "malformed-request"),
        ("multipart/form-data; boundary=x", "--y\r\n\r\nz\r\n--y--", 400, "malformed-request"),
    ],
)
def test_what_is_not_understood_is_refused(
    seed: TestClient, content_type: str, data: str, status: int, slug: str
) -> None:
    for answer in (
        seed.put("/store", params={"graph": NOTES}, content=data, headers={"content-type": content_type}),
        seed.post("/store", params={"graph": NOTES}, content=data, headers={"content-type": content_type}),
    ):
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (status, slug)
    assert seed.get("/store", params={"graph": NOTES}).status_code == 404
    assert seed.get("/graphs").json()["items"] == []


@pytest.mark.parametrize(
    "address",
    ["/store?graph=a", "/store?graph=&default", "/store?graph=http://a/&default", "/store?graph=", "/store/a?default"],
)
def test_exactly_one_graph_is_named(seed: TestClient, address: str) -> None:
    assert seed.get(address).status_code == 400
    assert seed.put(address, content=ONE, headers=TURTLE).status_code == 400
    assert seed.delete(address).status_code == 400


def test_the_store_itself_is_not_read_replaced_or_removed_as_a_graph(seed: TestClient) -> None:
    answers = [seed.get("/store"), seed.put("/store", content=ONE, headers=TURTLE), seed.delete("/store")]
    other = seed.patch("/store?default")
    options = seed.options("/store")

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert (other.status_code, options.status_code) == (405, 204)
    assert options.headers["allow"] == "GET, HEAD, POST, PUT, DELETE, OPTIONS"


def test_graphs_of_the_ledger_are_read_and_never_written(seed: TestClient) -> None:
    graph = f"{BASE}graph/vocabulary"
    writes = [
        seed.put("/store", params={"graph": graph}, content=ONE, headers=TURTLE),
        seed.post("/store", params={"graph": graph}, content=ONE, headers=TURTLE),
        seed.delete("/store", params={"graph": graph}),
    ]

    assert seed.get("/store", params={"graph": graph}).status_code == 200
    assert seed.get("/store", params={"graph": f"{BASE}document/none"}).status_code == 404
    assert [answer.status_code for answer in writes] == [403, 403, 403]
    assert writes[0].json()["graph"] == graph
    assert graph in writes[0].json()["detail"]


def test_written_graphs_are_listed_with_who_wrote_them(client: TestClient) -> None:
    client.put("/store", params={"graph": NOTES, "who": "Ann Lee"}, content=ONE, headers=TURTLE)
    client.post("/store", params={"graph": NOTES}, content=TWO, headers=TURTLE | {"from": "bob@example.org"})
    client.put("/store?default", content=TWO, headers=TURTLE)

    (default, notes) = client.get("/graphs").json()["items"]
    log = client.get("/writes").json()["items"]
    page = client.get("/graphs", headers={"accept": "text/html"})

    assert (default["name"], default["quads"], notes["name"], notes["quads"]) == ("", 1, NOTES, 3)
    assert (notes["who"], client.get(notes["href"]).status_code) == ("bob@example.org", 200)
    assert [(line["graph"], line["who"], line["added"]) for line in log] == [
        ("", "testclient", 1),
        (NOTES, "bob@example.org", 1),
        (NOTES, "Ann Lee", 2),
    ]
    assert len(client.get("/writes", params={"graph": NOTES, "limit": 1}).json()["items"]) == 1
    assert NOTES in page.text


def test_written_graphs_are_in_plain_queries_and_in_exports(client: TestClient) -> None:
    client.put("/store", params={"graph": NOTES}, content=TWO, headers=TURTLE)
    client.put("/store?default", content="<a:a> <a:b> 'three' .", headers=TURTLE)
    query = "SELECT ?o { VALUES ?o { 'two' 'three' } ?s ?p ?o } ORDER BY ?o"

    found = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    exported = client.get("/export/nquads").text

    assert [row["o"]["value"] for row in found] == ["three", "two"]
    assert f"'two' <{NOTES}> .".replace("'", '"') in exported
    assert '<a:a> <a:b> "three" .' in exported


def test_writing_needs_the_key(guarded: TestClient) -> None:
    at = {"graph": NOTES}
    key = {"x-api-key": "correct horse"}
    bare = [
        guarded.put("/store", params=at, content=ONE, headers=TURTLE),
        guarded.post("/store", params=at, content=ONE, headers=TURTLE),
        guarded.delete("/store", params=at),
    ]

    assert [answer.status_code for answer in bare] == [401, 401, 401]
    assert guarded.put("/store", params=at, content=ONE, headers=TURTLE | key).status_code == 201
    assert guarded.get("/store", params=at).status_code == 200
