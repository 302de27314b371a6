"""The explorer as those see it who have no script, and what its script is given; the terms that queries are made of."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from lxml import html
from starlette.testclient import TestClient

from ontology.terms import PREFIXES
from tests.api.test_network import get
from tests.api.trees import tree


def table(page: html.HtmlElement, name: str) -> list[list[str]]:
    """The cells of a table's rows."""
    return [[cell.text_content() for cell in row] for row in page.xpath(f"//table[@id='{name}']/tbody/tr")]


def test_the_page_has_the_things_and_links_that_the_network_tells_with_the_evidence(seed: TestClient) -> None:
    page, told = tree(seed, "/explore?of=Chicago"), get(seed, "/network/neighbourhood", of="Chicago", limit=25)
    names = {node["iri"]: node["label"] for node in told["nodes"]}

    assert [(row[0], row[2]) for row in table(page, "things")] == [(n["label"], str(n["facts"])) for n in told["nodes"]]
    assert [(row[0], row[2], row[3]) for row in table(page, "links")] == [
        (names[link["source"]], names[link["target"]], str(link["count"])) for link in told["links"]
    ]
    words = [link["latest"]["evidence_href"] for link in told["links"]]
    assert page.xpath("//table[@id='links']//a[text()='its words']/@href") == words
    given = json.loads(page.xpath("//script[@id='explored']")[0].text)
    assert given["shown"] == told


def test_what_is_not_shown_is_counted_and_a_link_goes_on_from_there(seed: TestClient) -> None:
    page = tree(seed, "/explore?of=JB+Pritzker")
    (trump,) = (row for row in table(page, "things") if row[0] == "Donald Trump")
    (on,) = page.xpath("//table[@id='things']//tr[th='Donald Trump']/td/a/@href")

    others = {n["iri"] for n in get(seed, "/network/neighbours", of="Donald Trump")["items"]}
    assert trump[3].split()[0] == str(len(others) - 1)
    assert len(table(tree(seed, on), "things")) == len(others) + 1


def test_filters_and_the_number_of_things_are_kept_in_the_form_and_in_the_files(seed: TestClient) -> None:
    page = tree(seed, "/explore?of=JB+Pritzker&predicate=ACCUSE&status=actual&confidence=0.1&limit=7")

    assert [row[1] for row in table(page, "links")] == ["accuse"]
    assert page.xpath("//form[@id='filters']//input[@checked]/@value") == ["actual", "ACCUSE"]
    (gexf,) = page.xpath("//a[@data-format='gexf']/@href")
    assert dict(parse_qsl(urlsplit(gexf).query)) == {
        "of": "person/jb-pritzker-governor-of-illinois",
        **{"hops": "1", "limit": "7", "predicate": "ACCUSE", "status": "actual", "confidence": "0.1", "format": "gexf"},
    }
    assert seed.get(gexf).headers["content-type"].startswith("application/gexf+xml")


def test_a_link_to_things_of_which_some_are_gone_shows_the_others_and_says_so(seed: TestClient) -> None:
    page = tree(seed, "/explore?of=JB+Pritzker&of=person/nobody&hops=0")

    assert [row[0] for row in table(page, "things")] == ["JB Pritzker"]
    assert "person/nobody" in page.xpath("//p[@class='notice']")[0].text_content()


def test_who_names_nothing_or_nobody_is_shown_where_to_begin(seed: TestClient) -> None:
    first = get(seed, "/network/centrality", measure="degree", limit=12)["items"]

    for address, status in (("/explore", 200), ("/explore?of=", 200), ("/explore?of=nobody+at+all", 404)):
        page = tree(seed, address, status)
        assert page.xpath("//ul[@class='doors']//a/text()") == [one["label"] for one in first]
        assert page.xpath("//table") == []


def test_what_queries_can_speak_of_is_counted_and_explained(seed: TestClient) -> None:
    told = get(seed, "/sparql/terms")
    classes = {term["name"]: term for term in told["classes"]}
    properties = {term["name"]: term for term in told["properties"]}

    assert told["prefixes"] == PREFIXES
    people = seed.get("/sparql", params={"query": "SELECT * { ?who a <" + classes["pgo:Person"]["iri"] + "> }"}).json()
    assert classes["pgo:Person"]["count"] == len({row["who"]["value"] for row in people["results"]["bindings"]})
    assert classes["pgo:Person"]["comment"] == "A human being, named, or referred to as an individual."
    assert (properties["rdfs:label"]["label"], properties["pgo:issuedBy"]["label"]) == (None, "issued by")
    assert [term["count"] for term in told["properties"]] == sorted(
        (t["count"] for t in told["properties"]), reverse=True
    )
