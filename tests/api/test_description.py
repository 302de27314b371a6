"""What the service and its data are, in RDF."""

from __future__ import annotations

from dataclasses import replace

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID, Namespace
from starlette.testclient import TestClient

from api.app import create_app
from api.description import RDF as FORMS
from graph.errors import SettingsError
from graph.export import EXPORTERS
from graph.extent import extent
from graph.pipeline import Workspace
from graph.settings import Settings

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
PGO = Namespace("https://w3id.org/policygraph/ontology#")
HERE = "http://127.0.0.1:8000"
DATASET = rdflib.URIRef(f"{HERE}/.well-known/void#dataset")
ENDPOINT = rdflib.URIRef(f"{HERE}/sparql")
ADDRESSES = ["/sparql", "/.well-known/void", "/.well-known/dcat"]


def read(client: TestClient, path: str) -> rdflib.Graph:
    answer = client.get(path, headers={"accept": "text/turtle"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")
    return rdflib.Graph().parse(data=answer.text, format="turtle")


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("accept", FORMS)
def test_descriptions_come_in_every_rdf_format(read_only: TestClient, path: str, accept: str) -> None:
    answer = read_only.get(path, headers={"accept": f"{accept}, text/html;q=0.1"})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, accept)
    assert answer.content


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_description_in_no_format_that_there_is_is_406(read_only: TestClient, path: str) -> None:
    assert read_only.get(path, headers={"accept": "image/png"}).status_code == 406


def test_the_endpoint_describes_itself_where_nothing_is_asked(read_only: TestClient) -> None:
    found = read(read_only, "/sparql")

    (service,) = found.subjects(RDF.type, SD.Service)
    assert list(found.objects(service, SD.endpoint)) == [ENDPOINT]
    assert list(found.objects(service, SD.feature)) == [SD.UnionDefaultGraph]
    assert {SD.SPARQL11Query, SD.SPARQL11Update} < set(found.objects(service, SD.supportedLanguage))
    assert len(list(found.objects(service, SD.inputFormat))) == 6
    assert len(list(found.objects(service, SD.resultFormat))) == 10
    assert list(found.objects(service, SD.defaultDataset)) == [DATASET]


def test_a_reader_gets_the_form_and_an_empty_query_is_none(read_only: TestClient) -> None:
    page = read_only.get("/sparql", headers={"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    empty = read_only.get("/sparql", params={"query": ""}, headers={"accept": "text/turtle"})

    assert (page.status_code, "<textarea" in page.text) == (200, True)
    assert (empty.status_code, empty.json()["title"]) == (400, "There is no query")


def test_void_has_the_figures_of_the_store(read_only: TestClient) -> None:
    found, held = read(read_only, "/.well-known/void"), extent(read_only.app.state.service.store)  # type: ignore[attr-defined]

    def number(subject: rdflib.term.Node, name: rdflib.URIRef) -> int:
        return int(str(found.value(subject, name)))

    parts = {
        str(found.value(p, VOID["class"])): number(p, VOID.entities)
        for p in found.objects(DATASET, VOID.classPartition)
    }
    properties = {
        str(found.value(p, VOID.property)): number(p, VOID.triples)
        for p in found.objects(DATASET, VOID.propertyPartition)
    }
    assert found.value(rdflib.URIRef(f"{HERE}/.well-known/void"), FOAF.primaryTopic) == DATASET
    assert number(DATASET, VOID.triples) == held.quads == sum(properties.values())
    assert parts == {name.value: n for name, n in held.classes}
    assert properties == {name.value: n for name, n in held.properties}
    assert number(DATASET, VOID.documents) == read_only.get("/health/ready").json()["documents"]
    assert found.value(DATASET, VOID.sparqlEndpoint) == ENDPOINT
    assert [str(name) for name in found.objects(DATASET, VOID.exampleResource)] != []


def test_every_dump_and_example_that_is_named_is_there(read_only: TestClient) -> None:
    found, dcat = read(read_only, "/.well-known/void"), read(read_only, "/.well-known/dcat")

    dumps = {str(address) for address in found.objects(DATASET, VOID.dataDump)}
    tables = {address.rpartition("/")[0] + name for address in dumps for name in ("/csv", "/sqlite")}
    assert dumps | tables == {str(dcat.value(d, DCAT.downloadURL)) for d in dcat.objects(DATASET, DCAT.distribution)}
    assert {address.rpartition("/")[2] for address in dumps} <= set(EXPORTERS)
    for address in dumps | tables:
        assert read_only.head(address).status_code == 200
    for example in found.objects(DATASET, VOID.exampleResource):
        path = str(example).removeprefix("https://w3id.org/policygraph")
        assert read_only.get(path, follow_redirects=True).status_code == 200


def test_dcat_has_a_catalogue_a_data_set_and_a_service(read_only: TestClient) -> None:
    found = read(read_only, "/.well-known/dcat")

    (catalogue,) = found.subjects(RDF.type, DCAT.Catalog)
    (service,) = found.subjects(RDF.type, DCAT.DataService)
    assert list(found.objects(catalogue, DCAT.dataset)) == list(found.objects(service, DCAT.servesDataset)) == [DATASET]
    assert (service, found.value(service, DCAT.endpointURL)) == (ENDPOINT, ENDPOINT)
    assert found.value(DATASET, DCTERMS.modified) is not None
    assert found.value(DATASET, DCTERMS.license) is None


def test_title_and_licence_are_what_is_set_and_cannot_be_more_than_that(settings: Settings) -> None:
    title = 'Orders of "Ohio" .\n<a:b> <a:b> <a:b> . {{ 1 }}'
    settings = replace(settings, title=title, licence="https://creativecommons.org/licenses/by/4.0/")
    with Workspace.open(settings) as workspace, TestClient(create_app(settings, workspace), base_url=HERE) as client:
        for path in ADDRESSES[1:]:
            found = read(client, path)
            assert found.value(DATASET, DCTERMS.title) == rdflib.Literal(title)
            assert found.value(DATASET, DCTERMS.license) == rdflib.URIRef(str(settings.licence))


def test_a_licence_is_an_address() -> None:
    with pytest.raises(SettingsError, match="licence"):
        Settings(licence="MIT")


def test_figures_follow_the_store(client: TestClient) -> None:
    before = read(client, "/.well-known/void").value(DATASET, VOID.triples)
    service = client.app.state.service  # type: ignore[attr-defined]
    graph = next(iter(service.store.graphs()))
    count = len(list(service.store.quads(graph)))
    service.store.drop(graph)
    service.extent._until = 0.0  # as if the time of rest had gone by

    after = read(client, "/.well-known/void").value(DATASET, VOID.triples)
    assert int(str(before)) - int(str(after)) == count
