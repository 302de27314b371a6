"""Lists as files: all that is known of what a list lists, in every format, whatever its filters."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from api.forms import FILES
from graph.export import EXPORTERS, part
from graph.lists import LISTS
from ontology.terms import OA, PGO

NQUADS = ox.RdfFormat.N_QUADS


def quads(client: TestClient, address: str, **asked: str) -> set[ox.Quad]:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}")
    assert answer.status_code == 200, answer.text
    return set(ox.parse(answer.content, format=NQUADS))


def iris(client: TestClient, address: str) -> list[str]:
    return [item["iri"] for item in client.get(f"{address}{'&' if '?' in address else '?'}limit=300").json()["items"]]


@pytest.mark.parametrize("name", FILES)
def test_a_list_is_a_file_in_every_format_by_its_media_type_and_name(read_only: TestClient, name: str) -> None:
    answer = read_only.get(f"/orders?place=Chicago&format={name}")
    exporter = EXPORTERS[FILES[name]]
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == exporter.media_type
    assert answer.headers["content-disposition"] == f'inline; filename="orders{exporter.suffix}"'
    assert b"Johnson" in answer.content or exporter.media_type == "application/zip"


def test_every_list_is_a_file_that_is_a_part_of_the_whole(read_only: TestClient) -> None:
    whole = quads(read_only, "/export/nquads")
    for name in LISTS:
        found = quads(read_only, f"/{name}?limit=3", format="nquads")
        listed = {item["iri"] for item in read_only.get(f"/{name}?limit=3").json()["items"]}
        assert found <= whole
        assert listed <= {quad.subject.value for quad in found}, name


def test_things_come_with_all_that_is_around_them(read_only: TestClient) -> None:
    listed = iris(read_only, "/people?name=J")
    around = [quads(read_only, "/export/nquads", entity=iri) for iri in listed]
    assert len(listed) > 2
    assert quads(read_only, "/people?name=J", format="nquads") == set().union(*around)


def test_facts_come_with_their_evidence_and_no_other_facts(read_only: TestClient) -> None:
    address = "/statements?speaker=JB+Pritzker"
    found, listed = quads(read_only, address, format="nquads"), iris(read_only, address)
    told = {(q.subject.value, q.object.value) for q in found if q.predicate == PGO.evidence}
    texts = {q.object.value for q in found if q.predicate == OA.exact}
    items = read_only.get(address).json()["items"]
    assert listed
    assert {fact for fact, _ in told} == set(listed)
    assert {span for _, span in told} == {item["evidence"]["iri"] for item in items}
    assert texts == {item["evidence"]["text"] for item in items}
    credits = {q.subject.value for q in found if q.predicate == PGO.characters}
    assert credits == {span.partition("#")[0] for _, span in told}


def test_documents_come_whole(read_only: TestClient) -> None:
    address = "/documents?entity=JB+Pritzker"
    graphs = {quad.graph_name.value for quad in quads(read_only, address, format="nquads")}
    assert graphs == set(iris(read_only, address))
    whole = quads(read_only, "/export/nquads")
    assert quads(read_only, address, format="nquads") == {q for q in whole if q.graph_name.value in graphs}


def test_a_network_of_a_list_has_what_it_lists_and_their_neighbours(read_only: TestClient) -> None:
    listed = iris(read_only, "/orders?place=Chicago")
    network: Any = read_only.get("/orders?place=Chicago&format=nodelink").json()
    nodes = {node["id"]: node["label"] for node in network["nodes"]}
    assert set(listed) < set(nodes)
    assert {"Chicago", "Brandon Johnson"} <= set(nodes.values())
    assert all(edge["text"] and edge["evidence"] for edge in network["edges"])
    assert all({edge["source"], edge["target"]} & set(listed) for edge in network["edges"])


def test_a_file_has_all_of_the_list_or_as_many_as_its_limit_says(
    read_only: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, "BATCH", 7)
    whole = quads(read_only, "/events?type=ACCUSE", format="nquads")
    first: Any = read_only.get("/events?type=ACCUSE&limit=5").json()
    after = first["next"].partition("after=")[2]
    beginning = quads(read_only, "/events?type=ACCUSE&limit=5", format="nquads")
    rest = quads(read_only, f"/events?type=ACCUSE&after={after}", format="nquads")
    facts = {q.subject.value for q in beginning if q.predicate == PGO.evidence}
    assert facts == {item["iri"] for item in first["items"]}
    assert beginning | rest == whole
    assert {q.subject.value for q in rest if q.predicate == PGO.evidence}.isdisjoint(facts)


def test_a_large_part_is_copied_to_the_disk_and_is_the_same(
    read_only: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = quads(read_only, "/people", format="nquads")
    monkeypatch.setattr(part, "FEW", 100)
    assert quads(read_only, "/people", format="nquads") == small
    assert len(small) > 1000


def test_a_program_gets_the_rdf_that_it_likes_best_and_the_list_says_where_it_is(read_only: TestClient) -> None:
    direct = read_only.get("/orders?place=Chicago&limit=5&total=true", headers={"accept": "text/html"})
    liked = read_only.get("/orders?place=Chicago", headers={"accept": "application/ld+json, application/json;q=0.5"})
    assert liked.headers["content-type"] == "application/ld+json"
    assert json.loads(liked.content)["@graph"]
    told = '</orders?place=Chicago&format={}>; rel="alternate"; type="{}"'
    for name, media_type in (("turtle", "text/turtle"), ("jsonld", "application/ld+json")):
        assert told.format(name, media_type) in direct.headers["link"]
    for name in ("turtle", "graphml", "csv.zip", "sqlite"):
        assert f'href="/orders?place=Chicago&amp;format={name}"' in direct.text


@pytest.mark.parametrize("asked", ["fields=iri", "total=true", "facets=kind"])
def test_what_a_file_has_no_place_for_is_refused(read_only: TestClient, asked: str) -> None:
    answer = read_only.get(f"/orders?{asked}&format=turtle")
    assert answer.status_code == 422
    name = asked.partition("=")[0]
    expected = f"{name}: a file (turtle) has all that is known of what the list lists, and no counts"
    assert answer.json()["detail"] == expected


def test_a_list_that_has_nothing_is_an_empty_file(read_only: TestClient) -> None:
    assert quads(read_only, "/statements?since=2090-01-01", format="nquads") == set()
