"""Clients that others wrote, against the running service."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode

import httpx2
import pandas
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TURTLE, XML, SPARQLWrapper

from graph.access import Access, Role
from graph.case import read_case
from graph.pipeline import Workspace
from graph.settings import Settings
from graph.store import Store
from tests.conftest import GOLD
from tests.e2e.serving import serving

SELECT = "SELECT ?s ?o { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o } ORDER BY ?s ?o LIMIT 20"
NOTES = "https://example.org/notes"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
COMUNICA = {
    "user-agent": "Comunica/4.0 (linux; x64) ActorHttpFetch/4.5.0 Node.js/20",
    "accept-encoding": "br,gzip,deflate",
    "accept-language": "*",
    "sec-fetch-mode": "cors",
}
"""What @comunica/query-sparql 4.1 sends with each request, written down while it asked this service; the real one takes
500 packages of npm."""
ANY_RDF = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,"
    "text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,"
    "text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18,application/json;q=0.135,text/shaclc;q=0.1,"
    "text/shaclc-ext;q=0.05"
)
RESULTS = "application/sparql-results+json;q=1.0,application/sparql-results+xml;q=0.7"


def values(store: Store) -> list[list[str]]:
    rows = store.query(SELECT)
    assert isinstance(rows, ox.QuerySolutions)
    return [[str(term.value) for term in row] for row in rows]


@contextmanager
def seeded(home: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The address of a service with the seed article, and what it answers to SELECT."""
    settings = Settings(home=home)
    with Workspace.open(settings) as workspace:
        workspace.put(*read_case(GOLD / "dev" / "chicago-seed.json"))
        ours = values(workspace.store)
    assert len(ours) == 20
    with serving(settings) as address:
        yield address, ours


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[list[str]]]]:
    """For tests that change nothing."""
    with seeded(tmp_path_factory.mktemp("clients")) as both:
        yield both


Service = tuple[str, list[list[str]]]


def test_rdflibs_sparql_store_asks_and_reads_as_a_graph(service: Service) -> None:
    address, ours = service
    graph = rdflib.Graph(SPARQLStore(f"{address}/sparql"))
    assert [[str(term) for term in row] for row in graph.query(SELECT)] == ours  # type: ignore[union-attr]
    subject = rdflib.URIRef(ours[0][0])
    assert ours[0][1] in {str(label) for label in graph.objects(subject, rdflib.RDFS.label)}
    assert graph.query(f"ASK {{ <{subject}> ?p ?o }}").askAnswer is True
    built = graph.query(f"CONSTRUCT {{ <{subject}> ?p ?o }} WHERE {{ <{subject}> ?p ?o }}").graph
    assert built is not None
    assert set(built) == {(subject, p, o) for p, o in graph.predicate_objects(subject)}


def test_rdflibs_update_store_writes_a_graph_of_its_own_and_none_of_a_document(tmp_path: Path) -> None:
    with seeded(tmp_path) as (address, ours):
        store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/update")
        dataset = rdflib.Dataset(store)
        notes, subject = dataset.graph(rdflib.URIRef(NOTES)), rdflib.URIRef(ours[0][0])
        notes.add((subject, rdflib.RDFS.comment, rdflib.Literal("checked", lang="en")))
        notes.add((subject, rdflib.RDFS.comment, rdflib.Literal("doubtful", lang="en")))
        notes.remove((subject, rdflib.RDFS.comment, rdflib.Literal("doubtful", lang="en")))
        assert list(notes) == [(subject, rdflib.RDFS.comment, rdflib.Literal("checked", lang="en"))]
        documents = "https://w3id.org/policygraph/id/graph/any"
        with pytest.raises(HTTPError, match="403"):
            rdflib.Graph(store, documents).add((subject, rdflib.RDFS.comment, rdflib.Literal("forged")))
        reader = SPARQLStore(f"{address}/sparql")
        assert reader.query("ASK { ?s ?p 'forged' }").askAnswer is False


def test_a_key_is_given_to_such_clients_as_a_password(tmp_path: Path) -> None:
    access = Access(tmp_path / "access.sqlite")
    secret = access.create("notes", Role.CURATE)[1]
    access.close()
    with seeded(tmp_path) as (address, ours):
        triple = (rdflib.URIRef(ours[0][0]), rdflib.RDFS.comment, rdflib.Literal("checked"))
        with pytest.raises(HTTPError, match="401"):
            rdflib.Graph(SPARQLUpdateStore(f"{address}/sparql", f"{address}/update"), NOTES).add(triple)
        store = SPARQLUpdateStore(f"{address}/sparql", f"{address}/update", auth=("anybody", secret))
        rdflib.Graph(store, NOTES).add(triple)
        client = SPARQLWrapper(f"{address}/sparql", f"{address}/update")
        client.setCredentials("anybody", secret)
        client.setMethod(POST)
        client.setQuery(f"INSERT DATA {{ GRAPH <{NOTES}> {{ <urn:a> <urn:b> <urn:c> }} }}")
        client.query()
        written = httpx2.get(f"{address}/writes").json()["items"]
        assert [(one["who"], one["graph"], one["added"]) for one in written] == [("notes", NOTES, 1)] * 2


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # by SPARQLWrapper
def test_sparqlwrapper_gets_each_form_by_get_and_by_post(service: Service) -> None:
    address, ours = service
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(SELECT)
    client.setReturnFormat(JSON)
    for method in ("GET", POST):
        client.setMethod(method)
        rows: Any = client.queryAndConvert()
        assert [[row[name]["value"] for name in ("s", "o")] for row in rows["results"]["bindings"]] == ours
    client.setReturnFormat(CSV)
    table: Any = client.queryAndConvert()
    assert table.decode().splitlines()[0] == "s,o"
    client.setQuery(f"CONSTRUCT WHERE {{ <{ours[0][0]}> a ?kind }}")
    client.setReturnFormat(TURTLE)
    told: Any = client.queryAndConvert()
    assert set(rdflib.Graph().parse(data=told).subjects()) == {rdflib.URIRef(ours[0][0])}
    for form in (XML, RDFXML, JSONLD):
        client.setReturnFormat(form)
        parsed: Any = client.queryAndConvert()
        assert set(parsed.subjects()) == {rdflib.URIRef(ours[0][0])}, form


def test_pandas_reads_a_query_as_a_table(service: Service) -> None:
    address, ours = service
    asked = pandas.read_csv(f"{address}/sparql?{urlencode({'query': SELECT, 'format': 'csv'})}")
    assert asked.to_numpy().tolist() == ours
    saved = pandas.read_csv(f"{address}/queries/orders?format=csv")
    assert len(saved) >= 1
    assert "order" in saved.columns


def test_comunica_finds_the_endpoint_by_its_description_and_asks_it(service: Service) -> None:
    address, ours = service
    url = f"{address}/sparql"
    with httpx2.Client(headers=COMUNICA) as client:
        described = client.get(url, headers={"accept": ANY_RDF})
        assert described.headers["content-type"] == "application/n-quads"
        description = rdflib.Graph().parse(data=described.text, format="nt")
        assert [str(each) for each in description.objects(None, SD.endpoint)] == [url]
        assert SD.UnionDefaultGraph in set(description.objects(None, SD.feature))
        void = client.get(f"{address}/.well-known/void", headers={"accept": ANY_RDF})
        assert (void.status_code, void.headers["content-type"]) == (200, "application/n-quads")
        rows = client.post(url, data={"query": SELECT}, headers={"accept": RESULTS}).json()["results"]["bindings"]
        assert [[row[name]["value"] for name in ("s", "o")] for row in rows] == ours
        truth = client.post(url, data={"query": "ASK { ?s ?p ?o }"}, headers={"accept": RESULTS})
        assert truth.json()["boolean"] is True
        built = client.post(url, data={"query": "CONSTRUCT WHERE { ?s a ?k }"}, headers={"accept": "text/turtle"})
        assert len(rdflib.Graph().parse(data=built.text, format="turtle")) > 10
