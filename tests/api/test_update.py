"""SPARQL updates, by the protocol: what is written stays, the ledger's graphs stay, and nothing stops the service."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from graph import writing
from graph.pipeline import Workspace
from graph.settings import Settings

LOCAL = "http://127.0.0.1:8000"
UPDATE = {"content-type": "application/sparql-update"}
NOTES = "https://example.org/notes"
BASE = "https://w3id.org/policygraph/id/"
INSERT = f"INSERT DATA {{ GRAPH <{NOTES}> {{ <a:a> <a:b> 'x' }} <a:a> <a:b> 'y' }}"


def update(client: TestClient, text: str, path: str = "/sparql", **params: str) -> int:
    return client.post(path, content=text, headers=UPDATE, params=params).status_code


def slug(client: TestClient, text: str) -> tuple[int, str]:
    answer = client.post("/update", content=text, headers=UPDATE)
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def held(client: TestClient, graph: str = NOTES) -> list[str]:
    query = f"SELECT ?o {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} ORDER BY ?o"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    return [row["o"]["value"] for row in rows]


def counts(client: TestClient) -> dict[str, int]:
    return {graph["name"]: graph["quads"] for graph in client.get("/graphs").json()["items"]}


def test_an_update_is_sent_as_it_is_or_in_a_form_to_either_address(client: TestClient) -> None:
    answers = [update(client, INSERT), update(client, INSERT, "/update")]
    answers += [
        client.post(path, data={"update": f"CLEAR GRAPH <{NOTES}>"}).status_code for path in ("/sparql", "/update")
    ]

    assert answers == [204] * 4
    assert counts(client) == {"": 1, NOTES: 0}


def test_a_query_sees_at_once_what_an_update_wrote(client: TestClient) -> None:
    update(client, INSERT)
    update(client, f"WITH <{NOTES}> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p 'z' }} WHERE {{ ?s ?p ?o }}")

    assert held(client) == ["z"]


@pytest.mark.parametrize(
    "data",
    [
        {"update": ["CLEAR NAMED", "CLEAR DEFAULT"]},
        {"update": "CLEAR XYZ"},
        {"update": "CLEAR ALL", "query": "ASK {}"},
    ],
)
def test_what_is_no_one_update_is_refused(seed: TestClient, data: dict[str, list[str] | str]) -> None:
    assert seed.post("/sparql", data=data).status_code == 400
    assert seed.post("/update", data=data).status_code == 400


def test_an_update_comes_in_utf_8_and_by_its_media_type(client: TestClient) -> None:
    utf_16 = {"content-type": "application/sparql-update; charset=UTF-16"}

    assert client.get("/sparql", params={"update": "CLEAR ALL"}).status_code == 400
    assert client.get("/update").status_code == 405
    assert client.post("/sparql", content="CLEAR NAMED".encode("utf-16"), headers=utf_16).status_code == 415
    assert client.post("/sparql", content="CLEAR NAMED", headers={"content-type": "text/plain"}).status_code == 415
    assert (
        client.post("/update", content="ASK {}", headers={"content-type": "application/sparql-query"}).status_code
        == 400
    )
    assert client.post("/update", content=b"\xff", headers=UPDATE).status_code == 400


def test_the_request_names_the_graphs_that_where_reads_unless_the_update_does(client: TestClient) -> None:
    update(client, INSERT)
    copy = "INSERT { GRAPH <a:copy> { ?s ?p ?o } } WHERE { ?s ?p ?o }"
    moved = "DELETE WHERE { ?s ?p ?o }"
    named = "INSERT { GRAPH <a:named> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"

    assert update(client, copy, **{"using-graph-uri": NOTES}) == 204
    assert update(client, named, **{"using-named-graph-uri": NOTES}) == 204
    assert update(client, moved, **{"using-graph-uri": NOTES}) == 204  # NOTES has nothing of the default graph's
    assert (held(client, "a:copy"), held(client, "a:named"), counts(client)[""]) == (["x"], ["x"], 1)
    for written in (
        f"WITH <{NOTES}> {moved[:6]} {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        copy.replace("WHERE", "USING <a:x> WHERE"),
    ):
        assert update(client, written, **{"using-graph-uri": NOTES}) == 400
    assert update(client, moved, **{"using-graph-uri": "no iri"}) == 400


def test_relative_iris_start_from_the_address(client: TestClient) -> None:
    assert update(client, "INSERT DATA { GRAPH <g> { <a:a> <a:b> <test> } }", "/update") == 204

    assert held(client, "http://127.0.0.1:8000/g") == ["http://127.0.0.1:8000/test"]


@pytest.mark.parametrize(
    "text",
    [
        f"INSERT DATA {{ GRAPH <{BASE}graph/vocabulary> {{ <a:a> <a:b> 1 }} }}",
        f"PREFIX id: <{BASE}> INSERT DATA {{ <a:a> <a:b> 1 GRAPH id:x {{ <a:a> <a:b> 1 }} }}",
        f"BASE <{BASE}> DELETE DATA {{ GRAPH <document/x> {{ <a:a> <a:b> 1 }} }}",
        f"INSERT DATA {{ GRAPH <{BASE.replace('p', chr(92) + 'u0070')}x> {{ <a:a> <a:b> 1 }} }}",
        f"WITH <{BASE}graph/vocabulary> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"CLEAR GRAPH <{BASE}graph/vocabulary>",
        f"DROP SILENT GRAPH <{BASE}graph/vocabulary>",
        f"CREATE GRAPH <{BASE}new>",
        f"MOVE <{BASE}graph/vocabulary> TO <a:g>",
        f"ADD DEFAULT TO GRAPH <{BASE}graph/vocabulary>",
        "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
        "INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"INSERT DATA {{ <a:a> <a:b> 1 }} ; CLEAR GRAPH <{BASE}graph/vocabulary>",
    ],
)
def test_graphs_of_the_ledger_are_never_written(seed: TestClient, text: str) -> None:
    before = seed.get("/export/nquads").content

    assert slug(seed, text) == (403, "graph-protected")
    assert sorted(seed.get("/export/nquads").content.splitlines()) == sorted(before.splitlines())


def test_clearing_all_clears_what_people_have_written(client: TestClient) -> None:
    before = len(client.get("/export/nquads").content.splitlines())
    update(client, INSERT)

    assert update(client, "CLEAR NAMED") == 204
    assert counts(client) == {"": 1, NOTES: 0}
    assert update(client, "DROP ALL") == 204
    assert counts(client) == {"": 0}
    assert len(client.get("/export/nquads").content.splitlines()) == before


def test_a_variable_may_name_any_other_graph(client: TestClient) -> None:
    update(client, INSERT)
    text = f"""INSERT {{ GRAPH ?new {{ ?s ?p ?o }} }} WHERE {{
        GRAPH <{NOTES}> {{ ?s ?p ?o }} BIND(IRI(CONCAT("https://example.org/", ?o)) AS ?new) }}"""

    assert update(client, text) == 204
    assert held(client, "https://example.org/x") == ["x"]


def test_an_update_is_done_as_a_whole_or_not_at_all(client: TestClient) -> None:
    assert slug(client, f"{INSERT} ; DROP GRAPH <a:none>") == (409, "write-conflict")
    assert slug(client, "CREATE GRAPH <a:g> ; CREATE GRAPH <a:g>") == (409, "write-conflict")
    assert counts(client) == {}
    assert update(client, "DROP SILENT GRAPH <a:none>") == 204


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/> INTO GRAPH <a:g>",
        "INSERT { <a:a> <a:b> ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT { <a:a> <a:b> 1 } WHERE { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "INSERT DATA { <a:a> <a:b> 1 } #" + "x" * 1_000_000,
        "INSERT { ?t <a:b> 1 } WHERE { ?t <https://w3id.org/policygraph/ontology#matches> 'order' }",
    ],
)
def test_what_may_not_run_is_refused(seed: TestClient, text: str) -> None:
    assert slug(seed, text) == (403, "query-refused")


def test_load_with_silent_does_nothing_and_is_no_error(client: TestClient) -> None:
    assert update(client, f"LOAD SILENT <http://127.0.0.1:9/> ; {INSERT} ; LOAD SILENT <a:a> INTO GRAPH <a:g>") == 204
    assert counts(client) == {"": 1, NOTES: 1}
    assert slug(client, "LOAD SILENT <http://127.0.0.1:9/> INTO") == (400, "malformed-query")


@pytest.mark.slow
def test_an_update_without_end_is_ended_and_nothing_has_changed(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SECONDS", 5.0)
    start = f"USING <{BASE}graph/vocabulary> WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . "
    count = f"INSERT {{ <a:a> <a:b> ?n }} {start} {{ SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} }} }}"
    write = f"INSERT DATA {{ <a:a> <a:b> 1 }} ; INSERT {{ ?a ?e ?i }} {start} }}"

    for text in (count, write):
        assert slug(client, text) == (503, "write-stopped")
    assert counts(client) == {}
    assert update(client, INSERT) == 204


@pytest.mark.slow
def test_by_validate_nothing_is_written_that_breaks_the_shapes(client: TestClient) -> None:
    place = f"{BASE}place/written"
    start = "PREFIX pgo: <https://w3id.org/policygraph/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    bare = f"{start} INSERT DATA {{ GRAPH <{NOTES}> {{ <{place}> a pgo:Order }} }}"
    note = f"{start} INSERT DATA {{ GRAPH <{NOTES}> {{ <{place}> rdfs:comment 'a note' }} }}"
    broken = client.post("/update", params={"validate": "true"}, content=bare, headers=UPDATE)
    put = client.put(
        "/store",
        params={"graph": NOTES, "validate": "true"},
        content=f"<{place}> a <https://w3id.org/policygraph/ontology#Order> .",
        headers={"content-type": "text/turtle"},
    )

    problem = broken.json()
    assert (broken.status_code, problem["type"].rpartition("/")[2], put.status_code) == (422, "not-conforming", 422)
    assert {result["node"] for result in problem["results"]} == {place}
    assert {"node", "path", "value", "message"} == set(problem["results"][0])
    assert counts(client) == {}
    assert update(client, note, validate="true") == 204
    assert (update(client, bare, validate="maybe"), update(client, bare, validate="false")) == (400, 204)


def test_writing_needs_the_key(guarded: TestClient) -> None:
    key = {"authorization": "Bearer correct horse"}

    assert [update(guarded, INSERT, path) for path in ("/sparql", "/update")] == [401, 401]
    assert guarded.post("/sparql", content=INSERT, headers=UPDATE | key).status_code == 204


def test_a_page_of_elsewhere_cannot_write(seed: TestClient) -> None:
    foreign = {"origin": "https://elsewhere.example"}

    assert seed.post("/sparql", data={"update": INSERT}, headers=foreign).status_code == 403


@pytest.mark.parametrize("store", ["memory", "oxigraph"])
def test_what_was_acknowledged_is_there_when_the_store_is_gone(tmp_path: Path, store: str) -> None:
    settings = Settings(home=tmp_path / "home", store=store)
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        update(client, INSERT)
        update(client, f"INSERT {{ GRAPH <{NOTES}> {{ ?s ?p 'w' }} }} WHERE {{ ?s ?p ?o }}")
    shutil.rmtree(settings.store_path, ignore_errors=True)
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        assert (held(client), counts(client)) == (["w", "x"], {"": 1, NOTES: 2})


TERMS = st.sampled_from(["<a:a>", "<a:b>", "ex:c", "'x'", "1", "'}'", "'''GRAPH <a:z> {'''"])
NODES = st.sampled_from(["<a:a>", "<a:b>", "ex:c"])
GRAPHS = st.sampled_from(["<a:g>", "ex:h", "<r>"])
TRIPLES = st.builds("{} ex:p {} . # }}\n".format, NODES, TERMS)
BLOCKS = st.lists(
    st.one_of(TRIPLES, st.builds("GRAPH {} {{ {} }} ".format, GRAPHS, TRIPLES)), min_size=1, max_size=3
).map("".join)
PATTERNS = st.sampled_from(
    [
        "?s ?p ?o",
        "?s ?p ?o . ?s ?q ?r",
        "GRAPH <a:g> { ?s ?p ?o }",
        "GRAPH ?g { ?s ?p ?o }",
        "GRAPH ?g { ?s ?p ?o } FILTER(?o = 1)",
    ]
)
OUT = st.sampled_from(["?s ?p ?o", "GRAPH <a:g> { ?s ?p ?o }", "GRAPH ex:h { ?s ?p ?o } ?s ?p 2", "?s ex:p 3 ; ex:q 4"])
TO = st.sampled_from(["DEFAULT", "<a:g>", "GRAPH ex:h", "<r>"])
OPERATIONS = st.one_of(
    st.builds("INSERT DATA {{ {} }}".format, BLOCKS),
    st.builds("DELETE DATA {{ {} }}".format, BLOCKS),
    st.builds("DELETE {{ {} }} INSERT {{ {} }} WHERE {{ {} }}".format, OUT, OUT, PATTERNS),
    st.builds("WITH {} INSERT {{ {} }} WHERE {{ {} }}".format, GRAPHS, OUT, PATTERNS),
    st.builds("INSERT {{ {} }} USING {} USING NAMED ex:h WHERE {{ {} }}".format, OUT, GRAPHS, PATTERNS),
    st.builds("INSERT {{ GRAPH ?g {{ ?s ?p 5 }} }} WHERE {{ GRAPH ?g {{ {} }} }}".format, st.just("?s ?p ?o")),
    st.just("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }"),
    st.just("DELETE WHERE { ?s ?p ?o }"),
    st.builds("{} SILENT {} TO {}".format, st.sampled_from(["ADD", "MOVE", "COPY"]), TO, TO),
    st.builds(
        "{} SILENT {}".format,
        st.sampled_from(["CLEAR", "DROP"]),
        st.sampled_from(["ALL", "NAMED", "DEFAULT", "GRAPH <a:g>"]),
    ),
    st.builds("CREATE SILENT GRAPH {}".format, GRAPHS),
)
UPDATES = st.lists(st.lists(OPERATIONS, min_size=1, max_size=3).map(" ;\n".join), min_size=1, max_size=4)


@pytest.mark.slow
def test_a_series_of_updates_does_what_it_does_in_a_plain_store(tmp_path: Path) -> None:
    base, head = "http://127.0.0.1:8000/update", "PREFIX ex: <http://ex.example/>\n"
    settings = Settings(home=tmp_path, store="memory")
    with Workspace.open(settings) as workspace, TestClient(create_app(settings, workspace), base_url=LOCAL) as client:
        vocabulary = f"{BASE}graph/vocabulary"
        workspace.store.drop(vocabulary)  # GRAPH ?g would reach it

        @profile(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
        @given(UPDATES)
        def holds(updates: list[str]) -> None:
            client.post("/update", content="DROP ALL", headers=UPDATE)
            plain = ox.Store()
            for text in updates:
                plain.update(head + text, base_iri=base)
                assert client.post("/update", content=head + text, headers=UPDATE).status_code == 204, text
            kept = set(workspace.ledger.written.every_quad())
            assert set(workspace.store.quads()) == kept == set(plain), updates
            named = {name.value for name in plain.named_graphs() if isinstance(name, ox.NamedNode)}
            assert set(workspace.store.graphs()) == named

        holds()
