"""The vocabulary at its address: every term explained where its IRI leads, every file in every form."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

import pyoxigraph as ox
import pytest
from lxml import html
from starlette.testclient import TestClient

import ontology
from api.vocabulary import FORMS, SPACES, TITLES, address_of
from ontology.constraints import shapes
from ontology.terms import PREFIXES
from ontology.vocabulary import FILES, vocabulary
from tests.api.trees import HTML, tree, words

PGO = PREFIXES["pgo"]


def place(name: str) -> str:
    return "/ontology" if name == "policygraph" else f"/ontology/{name}"


def page(client: TestClient, name: str) -> html.HtmlElement:
    return tree(client, place(name))


def facts(text: bytes, form: ox.RdfFormat) -> list[str]:
    """The triples, but for the names of blank nodes."""
    return sorted(re.sub(r"_:\w+", "_:", str(quad.triple)) for quad in ox.parse(text, format=form))


@pytest.mark.parametrize("name", FILES)
def test_every_term_of_a_vocabulary_has_its_anchor_where_its_iri_leads(read_only: TestClient, name: str) -> None:
    ids = page(read_only, name).xpath("//@id")
    for term in vocabulary(name).terms:
        path, anchor = urldefrag(address_of(term.iri))
        assert (path, anchor in ids) == (place(name), True), term.iri
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", FILES)
def test_every_link_to_a_term_leads_to_one(read_only: TestClient, name: str) -> None:
    ids = {place(one): set(page(read_only, one).xpath("//@id")) for one in FILES}
    links = [urldefrag(link) for link in page(read_only, name).xpath("//main//a/@href")]
    of_terms = [(link.url or place(name), link.fragment) for link in links if link.fragment]
    assert {(where, fragment) for where, fragment in of_terms if where in ids and fragment not in ids[where]} == set()
    assert len(of_terms) > 2


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FILES)
def test_a_vocabulary_comes_in_every_form_whole(read_only: TestClient, name: str, form: str) -> None:
    media_type = FORMS[form].media_type
    answer = read_only.get(place(name), headers={"accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    file = ontology.path(FILES[name]).read_bytes()
    assert facts(answer.content, FORMS[form]) == facts(file, ox.RdfFormat.TURTLE)
    assert read_only.get(f"{place(name)}?format={form}").content == answer.content
    assert f'<{place(name)}?format={form}>; rel="alternate"; type="{media_type}"' in answer.headers["link"]


def test_a_reader_is_led_from_a_term_to_where_it_is_explained_and_a_program_gets_what_is_said_of_it(
    read_only: TestClient,
) -> None:
    answer = read_only.get("/ontology/Order", headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/ontology#Order")
    said = read_only.get("/ontology/Order", headers={"accept": "text/turtle"})
    quads = list(ox.parse(said.content, format=ox.RdfFormat.TURTLE))
    assert {quad.subject.value for quad in quads} == {f"{PGO}Order"}  # type: ignore[union-attr]
    assert f"{PGO}Norm" in {quad.object.value for quad in quads}  # type: ignore[union-attr]
    assert read_only.get("/ontology/Order", headers={"accept": "application/json"}).json()


def test_what_is_no_term_or_no_form_is_said_to_be_none(read_only: TestClient) -> None:
    unknown = read_only.get("/ontology/Ordr")
    assert (unknown.status_code, unknown.json()["detail"]) == (404, "no term 'Ordr'; there are Order")
    assert read_only.get("/ontology?format=pdf").json()["detail"].startswith("'pdf' is no form of a vocabulary")
    assert read_only.get("/ontology", headers={"accept": "image/png"}).status_code == 406


def test_a_class_is_shown_with_what_it_is_a_kind_of_its_properties_its_shape_and_an_example(
    read_only: TestClient,
) -> None:
    statement = page(read_only, "policygraph").get_element_by_id("Statement")
    told = dict(
        zip(*([one.text_content() for one in statement.xpath(f".//{tag}")] for tag in ("dt", "dd")), strict=True)
    )
    assert told["A kind of"] == "pgo:Fact, schema:Claim, prov:Entity"
    assert "pgo:speaker" in told["Its properties"].split(", ")
    assert "pgo:Event" in told["Never also"].split(", ")
    rows = [[words(cell) for cell in row] for row in statement.xpath(".//tbody/tr")]
    assert ["pgo:speaker", "exactly one", "a pgo:Actor"] in rows
    assert ["pgo:stance", "at most one", "one of pgo:inFavour, pgo:against"] in rows
    assert "a pgo:Statement" in statement.xpath(".//pre")[0].text_content()


def test_every_shape_is_told_in_words(read_only: TestClient) -> None:
    written = list(ox.parse(ontology.path("shapes.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
    targets = {quad.object.value for quad in written if str(quad.predicate).endswith("#targetClass>")}  # type: ignore[union-attr]
    assert set(shapes()) == targets
    evidence = shapes()[f"{PGO}Evidence"]
    assert ("exactly 2", ("http://www.w3.org/ns/oa#hasSelector",)) in {(c.count, c.path) for c in evidence.constraints}
    assert "It has no other properties." in evidence.notes


def test_pages_name_the_version_the_prefixes_and_the_other_vocabularies(read_only: TestClient) -> None:
    text = page(read_only, "policygraph").text_content()
    assert vocabulary("policygraph").head.first("owl:versionInfo") in text
    assert all(space in text for space in PREFIXES.values())
    assert set(SPACES.values()) == set(FILES) == set(TITLES)
