"""Pages of the network: whole without script, each number with what it counts, each fact with its words."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.api.trees import HTML, tree, words

TRUMP = "https://w3id.org/policygraph/id/person/donald-trump-president-of-united-states"


def rows(page: html.HtmlElement, table: int = 0) -> list[list[str]]:
    """The cells of one table of a page."""
    found = page.xpath("//table")[table]
    return [[words(cell) for cell in row] for row in found.xpath("./tbody/tr")]


def data(client: TestClient, address: str, **asked: Any) -> Any:
    return client.get(address, params=asked or None).json()


def test_ties_are_shown_with_counts_that_lead_to_as_many_facts(read_only: TestClient) -> None:
    asked = {"of": TRUMP, "limit": 5}
    page, found = tree(read_only, "/network/neighbours", **asked), data(read_only, "/network/neighbours", **asked)
    assert [row[1:] for row in rows(page)] == [
        [one["label"], one["type"] or "", str(one["count"])] for one in found["items"]
    ]
    for link, one in list(zip(page.xpath("//tbody/tr/td[last()]/a/@href"), found["items"], strict=True))[:4]:
        facts = data(read_only, link)
        assert len(facts["items"]) >= one["count"]
        assert {fact["predicate"] for fact in facts["items"]} == {one["predicate"]}
    assert page.xpath("//nav[@class='pager']/a[@rel='next']")


def test_a_reader_is_led_to_the_explorer_for_what_is_around_a_thing(read_only: TestClient) -> None:
    asked = "of=Brandon+Johnson&hops=2&limit=12&predicate=issuedBy"
    answer = read_only.get(f"/network/neighbourhood?{asked}&format=html", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/explore?{asked}")
    found = data(read_only, f"/network/neighbourhood?{asked}")
    page = tree(read_only, f"/explore?{asked}")
    assert [row[0] for row in rows(page)] == [one["label"] for one in found["nodes"]]
    counts = page.xpath("//table[@id='links']/tbody/tr/td[4]/a")
    assert [int(one.text) for one in counts] == [one["count"] for one in found["links"]]
    assert len(data(read_only, counts[0].get("href"))["items"]) >= found["links"][0]["count"]


def test_who_is_against_whom_is_a_table_of_which_each_number_has_its_evidence_below(read_only: TestClient) -> None:
    asked = {"by": "year", "facts": 1}
    page, found = tree(read_only, "/network/matrix", **asked), data(read_only, "/network/matrix", **asked)
    numbers = page.xpath("//table[@class='matrix']/tbody//td/a")
    assert [int(one.text) for one in numbers] == [cell["count"] for cell in found["cells"]]
    for link, cell in zip(numbers, found["cells"], strict=True):
        row = page.get_element_by_id(link.get("href").removeprefix("#"))
        assert row.xpath("./td[2]")[0].text_content().strip() == str(cell["count"])
        shown = row.xpath(".//p[@class='evidence']/a/@href")
        assert shown == [one["evidence_href"] for one in cell["latest"]]
    more = page.xpath("//tr[starts-with(@id, 'cell-')]/td[2]/a/@href")
    (cell,) = data(read_only, more[0])["cells"]
    assert len(cell["latest"]) == cell["count"] > 1
    alone = tree(read_only, more[0])
    assert len(alone.xpath("//p[@class='evidence']")) == cell["count"]


@pytest.mark.parametrize("measure", ["degree", "betweenness"])
def test_what_the_network_turns_on_is_shown_by_rank(read_only: TestClient, measure: str) -> None:
    asked = {"measure": measure, "type": "Person", "limit": 5, "offset": 5}
    page, found = tree(read_only, "/network/centrality", **asked), data(read_only, "/network/centrality", **asked)
    assert [row[:4] for row in rows(page)] == [
        [str(n), one["label"], "Person", f"{one['score']:.4g}"] for n, one in enumerate(found["items"], start=6)
    ]


def test_communities_are_shown_with_their_things(read_only: TestClient) -> None:
    page, found = tree(read_only, "/network/communities", limit=3), data(read_only, "/network/communities", limit=3)
    assert [row[:3] for row in rows(page)] == [
        [str(one[name]) for name in ("size", "within", "outward")] for one in found["items"]
    ]
    rest = page.xpath("//tbody/tr[1]//a[@class='quiet']/@href")[0]
    (whole,) = data(read_only, rest)["items"]
    assert len(whole["things"]) == whole["size"]


def test_a_timeline_is_counts_by_period_and_the_facts_between_two_if_both_are_given(read_only: TestClient) -> None:
    asked = {"of": TRUMP, "by": "year", "limit": 1000}
    page, found = tree(read_only, "/network/timeline", **asked), data(read_only, "/network/timeline", **asked)
    assert [row[:2] for row in rows(page)] == [[one["period"], str(one["count"])] for one in found["periods"]]
    assert len(page.xpath("//ul[@class='cards wide']/li")) == len(found["items"])
    both = data(read_only, "/network/timeline", **asked, **{"with": "JB Pritzker"})
    things = [{one["iri"] for one in (f["subject"], f["object"], *f["about"]) if one} for f in both["items"]]
    assert things
    assert all(TRUMP in one and any("pritzker" in iri for iri in one) for one in things)
    assert len(both["items"]) < len(found["items"])


def test_who_is_directed_together_is_shown_with_the_words_of_each_order(read_only: TestClient) -> None:
    page, found = tree(read_only, "/network/codirection"), data(read_only, "/network/codirection")
    assert [row[:3] for row in rows(page)] == [
        [one["one"]["label"], one["other"]["label"], str(one["count"])] for one in found["items"]
    ]
    shown = set(page.xpath("//p[@class='evidence']/a/@href"))
    assert {
        one[side]["evidence_href"] for pair in found["items"] for one in pair["orders"] for side in ("one", "other")
    } == shown


def test_several_paths_are_shown_step_by_step(read_only: TestClient) -> None:
    asked = {"from": "Brandon Johnson", "to": "JB Pritzker", "k": 2}
    page, found = tree(read_only, "/paths", **asked), data(read_only, "/paths", **asked)
    steps = [step for path in (found["steps"], *found["others"]) for step in path]
    assert [one.text_content() for one in page.xpath("//ol//p[@class='evidence']//q")] == [
        step["fact"]["evidence"]["text"] for step in steps
    ]
    assert len(page.xpath("//ol[@class='cards']")) == 2


def test_the_form_has_a_field_for_each_parameter_with_what_was_asked(read_only: TestClient) -> None:
    page = tree(read_only, "/network/matrix", office=["governor", "mayor"], by="year", topic="Immigration")
    controls = page.xpath("//main//form//*[self::input or self::select]")
    named = [(one.get("name"), one.value or "") for one in controls]
    asked = [("office", "governor"), ("office", "mayor"), ("by", "year"), ("topic", "Immigration"), ("limit", "20")]
    assert [pair for pair in asked if pair not in named] == []
    again = tree(read_only, "/network/matrix", **{name: value for name, value in named if name != "office"})
    assert again.xpath("//h1")


@pytest.mark.parametrize(
    "address",
    ["/entities/person/brandon-johnson-mayor-of-chicago", "/entities/place/4887398", "/network", "/network/centrality"],
)
def test_pages_lead_into_the_network(read_only: TestClient, address: str) -> None:
    links = [
        one for one in tree(read_only, address).xpath("//main//a/@href") if one.startswith(("/network/", "/explore"))
    ]
    assert len(links) > 3
    for link in links[:8]:
        assert read_only.get(link, headers=HTML).status_code == 200, link


def test_nothing_found_is_said_to_be_nothing(read_only: TestClient) -> None:
    assert (
        "Nobody who fits" in tree(read_only, "/network/matrix", since="1990-01-01", until="1990-01-02").text_content()
    )
    assert "None that fits" in tree(read_only, "/network/timeline", of=TRUMP, until="1990-01-02").text_content()
    assert "Nothing that fits" in tree(read_only, "/network/neighbours", of=TRUMP, until="1990-01-02").text_content()


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/network", ["of", "from", "to"]),
        ("/network/matrix", ["who", "against"]),
        ("/network/timeline?of=Chicago", ["of", "with"]),
        ("/paths?from=Brandon+Johnson&to=JB+Pritzker", ["from", "to", "avoid"]),
        ("/compare", ["orders", "orders"]),
    ],
)
def test_fields_that_ask_for_a_thing_propose_names(read_only: TestClient, address: str, fields: list[str]) -> None:
    assert tree(read_only, address).xpath("//main//input[@data-proposes]/@name") == fields
