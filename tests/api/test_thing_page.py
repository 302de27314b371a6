"""The pages of people, bodies, places and offices, and the start page; whole, as a reader finds them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from api.pages.home import Bar, bars
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


def test_the_start_page_counts_what_there_is_and_shows_the_latest_and_where(seed: TestClient) -> None:
    page = tree(seed, "/")
    counts = {
        " ".join(words([one])).partition(" ")[2]: one.get("href") for one in page.xpath("//ul[@class='counts']//a")
    }
    assert words(page.xpath("//ul[@class='counts']/li")) == [
        *("1 document", "1 order", "5 people", "4 agencies", "1 organization", "4 places"),
        *("4 provisions", "10 statements", "10 events"),
    ]
    assert counts["people"] == "/people"
    shown = words(page.xpath("//ul[@class='rows']/li/*"))
    assert shown == ["Johnson's order", "Brandon Johnson · Chicago", "chicago-seed", ""]
    assert words(page.xpath("//table[@class='bars']/tbody/tr")) == ["Illinois 1"]
    (state,) = page.xpath("//table[@class='bars']/tbody//a/@href")
    assert words(tree(seed, state).xpath("//tbody/tr/th")) == ["Johnson's order"]
    assert page.xpath("//form/@action") == ["/search", "/extract"]


def test_a_chart_has_a_bar_for_each_month_or_for_each_year_of_a_longer_time() -> None:
    assert bars([]) == []
    assert bars([("2024-12", 2), ("2025-02", 4)]) == [
        Bar("2024-12", 2, "2024-12-01", "2024-12-31", 0.5),
        Bar("2025-01", 0, "2025-01-01", "2025-01-31", 0.0),
        Bar("2025-02", 4, "2025-02-01", "2025-02-28", 1.0),
    ]
    years = bars([("2007-05", 1), ("2007-06", 1), ("2011-01", 1)])
    assert [(bar.name, bar.count, bar.since, bar.until) for bar in years] == [
        ("2007", 2, "2007-01-01", "2007-12-31"),
        ("2008", 0, "2008-01-01", "2008-12-31"),
        ("2009", 0, "2009-01-01", "2009-12-31"),
        ("2010", 0, "2010-01-01", "2010-12-31"),
        ("2011", 1, "2011-01-01", "2011-12-31"),
    ]


@given(
    st.dictionaries(
        st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: day.isoformat()[:7]), st.integers(1, 99)
    )
)
def test_the_bars_of_a_chart_follow_one_another_and_are_so_few_that_they_can_be_seen(months: dict[str, int]) -> None:
    found = bars(sorted(months.items()))
    assert len(found) <= 60
    for one, other in pairwise(found):
        assert date.fromisoformat(one.until) + timedelta(days=1) == date.fromisoformat(other.since)
