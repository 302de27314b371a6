"""The start page: what is in the graph, on a map and over time, with the same as tables; and the sample."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from api.examples import SEED_ID
from api.pages import map as maps
from api.pages.home import Bar, bars
from api.wire import EntityRef
from tests.api import trees
from tests.api.trees import HTML, tree

PATHS = {"Illinois": "M0,0h1v1z", "Maine": "M2,0h1v1z", "Virginia": "M4,0h1v1z"}


def words(found: list[html.HtmlElement]) -> list[str]:
    return list(map(trees.words, found))


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


ORDER = """CITY OF HARROWGATE
OFFICE OF THE MAYOR

EXECUTIVE ORDER NO. {number}

NOW, THEREFORE, by the power vested in me as Mayor of the City of Harrowgate, it is hereby ordered:

Section 1. The Department of Buildings shall inspect every sidewalk shed within ten days.

Dated: January {number}, 2024

Ines de la Cruz,
MAYOR
"""


def test_latest_orders_stand_by_the_day_that_is_told_of_them(client: TestClient) -> None:
    for number, reported in ((12, "2025-05-01"), (17, "2024-02-01")):
        client.post("/documents", json={"text": ORDER.format(number=number), "date": reported})
    days = words(tree(client, "/").xpath("//section[@aria-labelledby='latest']//time"))
    assert days == ["2024-01-17", "2024-01-12"]


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


@pytest.fixture
def outlines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Outlines of three states; those that are built need npm. Answers are kept: each test asks by its own address."""
    path = tmp_path / "states.json"
    path.write_text(json.dumps({"box": "0 0 5 1", "paths": PATHS}), encoding="utf-8")
    monkeypatch.setattr(maps, "OUTLINES", path)
    maps._outlines.cache_clear()
    yield path
    maps._outlines.cache_clear()


def test_each_state_of_the_map_leads_to_as_many_orders_as_it_says(read_only: TestClient, outlines: Path) -> None:
    (drawn,) = tree(read_only, "/?with=three").xpath("//figure[@class='map']/svg")
    said = {link.get("aria-label"): link.get("href") for link in drawn.xpath("./a")}

    assert {path.get("d") for path in drawn.xpath(".//path")} == set(PATHS.values())
    assert words(drawn.xpath("./path/title")) == [
        f"{name}: no order" for name in PATHS if not any(one.startswith(name) for one in said)
    ]
    assert said
    for label, href in said.items():
        name, _, count = label.partition(": ")
        assert len(read_only.get(f"{href}&limit=1000").json()["items"]) == int(count.split()[0]), name
    most = max(drawn.xpath("./a"), key=lambda link: int(link.get("aria-label").split(": ")[1].split()[0]))
    assert most.xpath("./path/@class") == ["of-5"]


def test_one_state_by_two_names_is_one_and_those_of_other_countries_are_not_on_the_map(outlines: Path) -> None:
    told = {"State of Maine": 1, "Ontario": 9, "Maine": 3, "Virginia": 1}
    places = {name: EntityRef(iri=f"urn:{name}", id=None, label=name, href="/") for name in told}
    drawn = maps.map_of([(places[name], count) for name, count in told.items()])

    assert drawn is not None
    assert {one.name: (one.count, one.place and one.place.label, one.level) for one in drawn.shapes} == {
        "Illinois": (0, None, 0),
        "Maine": (4, "State of Maine", 5),
        "Virginia": (1, "Virginia", 3),
    }


def test_without_outlines_the_states_stand_in_a_table_alone(read_only: TestClient, outlines: Path) -> None:
    outlines.unlink()
    page = tree(read_only, "/?with=none")

    assert page.xpath("//figure[@class='map']") == []
    assert page.xpath("//section[@aria-labelledby='where']//th[@scope='row']/a")


def test_each_chart_has_a_table_of_the_same(read_only: TestClient) -> None:
    charts = tree(read_only, "/").xpath("//figure[@class='chart']")

    assert words([chart.xpath(".//summary")[0] for chart in charts]) == ["Orders as a table", "Events as a table"]
    for chart in charts:
        shown = {link.get("href"): link.get("aria-label") for link in chart.xpath("./svg/a")}
        rows = {row.xpath(".//a/@href")[0]: words(row.xpath("*")) for row in chart.xpath(".//tbody/tr")}
        assert len(rows) > 1
        assert shown == {
            href: f"{day}: {count} {words(chart.xpath('.//th[2]'))[0].lower()}" for href, (day, count) in rows.items()
        }


def test_the_sample_that_is_in_is_led_to(read_only: TestClient) -> None:
    (section,) = tree(read_only, "/").xpath("//section[@aria-labelledby='sample']")

    assert section.xpath(".//a/@href") == [f"/documents/{SEED_ID}"]
    assert section.xpath(".//form") == []


@pytest.mark.slow
def test_the_sample_that_is_not_in_is_loaded_by_a_button(client: TestClient) -> None:
    client.delete(f"/documents/{SEED_ID}")
    (form,) = tree(client, "/").xpath("//section[@aria-labelledby='sample']//form")
    answer = client.request(form.get("method"), form.get("action"), headers=HTML, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{SEED_ID}")
    assert client.get(f"/documents/{SEED_ID}").json()["facts"] > 10
