"""The pages of people, bodies, places and offices; whole, as a reader finds them."""

from __future__ import annotations

from lxml import html
from starlette.testclient import TestClient

from tests.api import trees
from tests.api.trees import tree


def words(found: list[html.HtmlElement]) -> list[str]:
    return list(map(trees.words, found))


def test_a_persons_page_has_offices_orders_words_and_who_is_near(seed: TestClient) -> None:
    page = tree(seed, "/entities/person/brandon-johnson-mayor-of-chicago")
    told = words(page.xpath("//dl[@class='about']/*"))
    assert dict(zip(told[::2], told[1::2], strict=True)) == {
        "Also called": "Johnson, Mayor Brandon Johnson",
        "Office": "Mayor of Chicago (no day known)",
        "Told in": "1 document of 1 independent source",
    }
    assert words(page.xpath("//h2")) == [
        "Orders (1)",
        "What they say (2)",
        "Who and what is near (3)",
        "Who is who, and what bears on what (3)",
        "Sources (1)",
    ]
    assert [words(row.xpath("*")) for row in page.xpath("//tbody/tr")] == [["Johnson's order", "issued it"]]
    near = words(page.xpath("//ul[@class='chips']/li"))
    assert near == ["Democratic Party 1", "Johnson's order 1", "Mayor of Chicago 1"]


def test_an_offices_page_says_who_held_it(seed: TestClient) -> None:
    office = seed.get("/entities/office/mayor-of-chicago").json()
    (held,) = office["tenures"]
    assert (held["holder"]["label"], held["standing"], held["since"], held["attested"]) == (
        *("Brandon Johnson", "current", None),
        [],
    )
    page = tree(seed, "/entities/office/mayor-of-chicago")
    assert words(page.xpath("//section[@aria-labelledby='holders']//li//a")) == ["Brandon Johnson"]
