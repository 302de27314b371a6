"""The pages of the ready-made questions: forms, and answers that are shown as more than rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.pages import map as maps
from api.pages import natural_earth
from api.pages.albers import place
from api.pages.answer import Spot, exchanges
from api.pages.render import ENVIRONMENT
from api.wire import EntityRef, EvidenceOut, RowOut
from tests.api.trees import tree, words

ABROAD = {"Paris": (2.35, 48.86), "Lima": (-77.03, -12.04)}
POINTS = {
    (-122.4194, 37.7749): (34.8, 261.4),
    (-74.0064, 40.7142): (869.7, 215.7),
    (-149.9003, 61.2181): (112.3, 544.3),
    (-157.8583, 21.3069): (267.0, 549.2),
}
"""San Francisco, New York, Anchorage and Honolulu as the tests of d3-geo have them, to our scale."""
WORLD = {
    (2.35, 48.86): (15.8, -429.8),
    (-77.03, -12.04): (-581.4, 105.9),
    (174.76, -36.85): (1241.1, 325.1),
    (-149.9, 61.2181): (-924.0, -532.0),
}
"""Paris, Lima, Auckland and Anchorage as d3-geo has them, to our scale."""
SAID = {"speaker": "JB Pritzker", "about": "Trump"}


def test_claims_stand_beside_what_is_said_in_reply_with_speakers_and_words(read_only: TestClient) -> None:
    page = tree(read_only, "/questions/13", **SAID)
    (exchange,) = page.find_class("exchange")
    sides = [
        (
            words(side[0]),
            [(words(card.find_class("who")[0]), words(card.find_class("evidence")[0])) for card in side[1]],
        )
        for side in exchange.xpath(".//section")
    ]
    assert sides == [
        (
            "Said",
            [
                ("JB Pritzker", "Trump's threats to deploy the National Guard as an abuse of power"),
                ("JB Pritzker", "attempting to create a crisis to distract from the issues facing working families"),
            ],
        ),
        (
            "In reply",
            [
                (
                    "Abigail Jackson",
                    "Chicago officials ought to focus on reducing crime instead of making partisan statements against "
                    "the President",
                )
            ],
        ),
    ]
    assert all(
        read_only.get(link.partition("#")[0]).is_success for link in page.xpath("//*[@class='evidence']/a/@href")
    )


def test_headings_say_what_stands_below_them(read_only: TestClient) -> None:
    heads = tree(read_only, "/questions/8", date="2025-10-10").xpath("//table[1]/thead//th")
    assert [words(one) for one in heads] == [
        *("Order", "Standing", "Since", "Perhaps earlier", "Told otherwise, too", "Evidence")
    ]


def said(turn: str, start: int, document: str = "one") -> RowOut:
    end = start + 10
    evidence = EvidenceOut(
        iri=f"{document}{start}", document=document, title="", date=None, start=start, end=end, text="", href=""
    )
    return RowOut(values={"turn": turn}, evidence=[evidence])


def test_a_reply_stands_beside_the_claims_that_come_shortly_before_it() -> None:
    first, second, reply, later, elsewhere = rows = [
        said("says", 0),
        said("says", 300),
        said("reply", 800),
        said("says", 900),
        said("says", 950, "other"),
    ]
    found = [(one.claims, one.replies) for one in exchanges([*rows, said("reply", 1700, "other")])]
    assert found[:3] == [([first, second], [reply]), ([later], []), ([elsewhere], [])]


@pytest.mark.parametrize(
    ("asked", "row", "column", "quoted"),
    [
        ("/questions/23", "JB Pritzker", "Defense", "has criticized Trump's threats to deploy the National Guard"),
        ("/questions/17", "Chicago", "Threatened", "has threatened to extend the order to Chicago"),
    ],
)
def test_behind_each_cell_of_a_matrix_stand_the_words_that_it_counts(
    read_only: TestClient, asked: str, row: str, column: str, quoted: str
) -> None:
    (matrix,) = tree(read_only, asked).find_class("matrix")
    at = [words(head) for head in matrix.xpath("./thead/tr/*")].index(column)
    (line,) = [line for line in matrix.xpath("./tbody/tr") if words(line[0]) == row]
    assert words(line[at].find(".//summary")) == f"1 of {row}, {column.lower() if row == 'Chicago' else column}"
    assert quoted in words(line[at])


def test_places_are_on_a_map_without_script_where_all_lie_in_the_usa(
    read_only: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OUTLINES", "WORLD"):
        monkeypatch.setattr(maps, name, Path(__file__))  # those that are built need npm
    monkeypatch.setattr(maps, "_outlines", lambda: ("0 0 975 610", {"Illinois": "M0,0h1v1z", "Iowa": "M1,1h1v1z"}))
    (drawn,) = tree(read_only, "/questions/17?place=&type=&status=").xpath("//div[@id='map']/figure")

    said = {link.get("aria-label"): link for link in drawn.xpath("./svg/a")}
    chicago = said["Chicago: planned, threatened"]
    assert dict(chicago.find("circle").attrib) == {"cx": "637.9", "cy": "226.8", "r": "6", "class": "unreal"}
    assert chicago.get("href") == "/entities/place/4887398"
    assert said["Los Angeles: happened"].find("circle").get("class") is None
    assert words(drawn.find("figcaption")) == (
        "Hollow and dashed: planned, threatened, possible or denied, not done. "
        "2 more places are not on the map: nobody has told where they lie."
    )
    assert drawn.xpath("./svg/path/@d") == ["M0,0h1v1zM1,1h1v1z"]


def test_places_abroad_are_on_a_map_of_as_much_of_the_world_as_they_are_spread_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("OUTLINES", "WORLD"):
        monkeypatch.setattr(maps, name, Path(__file__))
    monkeypatch.setattr(maps, "_land", lambda: "M0,0h1v1z")
    paris, lima = (Spot(EntityRef(iri=f"urn:{n}", id=None, label=n, href="/"), at, ()) for n, at in ABROAD.items())
    near, far = maps.dots_of([paris]), maps.dots_of([paris, lima])
    assert near is not None
    assert far is not None
    assert [(spot.place.label, round(x), round(y)) for spot, (x, y) in near.dots] == [("Paris", 488, 299)]
    assert [(spot.place.label, round(x), round(y)) for spot, (x, y) in far.dots] == [
        ("Paris", 749, 72),
        ("Lima", 234, 534),
    ]
    assert (far.box, far.land, far.moved) == ("0 0 975 610", "M0,0h1v1z", "translate(735.1 442.6) scale(0.863)")
    assert maps.dots_of([]) is None


@pytest.mark.parametrize(("point", "at"), POINTS.items())
def test_points_stand_where_d3_has_them(point: tuple[float, float], at: tuple[float, float]) -> None:
    assert place(point) == pytest.approx(at, abs=0.1)


@pytest.mark.parametrize(("point", "at"), WORLD.items())
def test_points_of_the_world_stand_where_d3_has_them(point: tuple[float, float], at: tuple[float, float]) -> None:
    assert natural_earth.place(point) == pytest.approx(at, abs=0.1)


def test_where_outlines_could_not_be_built_the_table_alone_says_where(
    read_only: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(maps, "OUTLINES", tmp_path / "not built")
    page = tree(read_only, "/questions/17?place=&status=")  # an address that no answer is kept of
    assert page.xpath("//div[@id='map']") == []
    assert "Chicago" in [words(one) for one in page.xpath("//table[@class='matrix']//tbody/tr/th")]


def test_a_page_stays_short_where_many_rows_answer_while_its_counts_and_its_data_have_all(
    read_only: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENVIRONMENT.globals, "SHOWN", 2)
    monkeypatch.setitem(ENVIRONMENT.globals, "BEHIND", 0)
    rows = len(read_only.get("/questions/17").json()["rows"])
    page = tree(read_only, "/questions/17?place=&type=")  # an address that no answer is kept of
    assert words(page.find_class("notice")[0]).startswith(f"{rows} rows answer it, of which the first 2 are shown;")
    assert len(page.xpath("//details[@class='rest']//tbody/tr")) == 2
    counts = [int(words(one).split()[0]) for one in page.xpath("//table[@class='matrix']//summary")]
    assert sum(counts) == rows
    assert [words(one) for one in page.xpath("//table[@class='matrix']//details/p")] == [
        f"and {n} more" for n in counts
    ]


def test_what_has_days_is_a_timeline_that_says_where_the_day_is_that_of_the_report(read_only: TestClient) -> None:
    (timeline,) = tree(read_only, "/questions/19").find_class("timeline")
    days = [words(day.find("./time")) for day in timeline.xpath("./li[time]")]
    assert days == sorted(days)
    (curfew,) = [day for day in timeline if words(day[0]) == "2025-06-11"]
    assert [words(one) for one in curfew.xpath("./div/p")][:2] == [
        "reported that day",
        "Lawsuit: Gavin Newsom → Trump administration; over Trump's memorandum",
    ]


def test_a_form_offers_what_fits_and_keeps_all_that_was_given(read_only: TestClient) -> None:
    form = tree(
        read_only, "/questions/17?place=Chicago&place=Seattle&type=mobilize&status=threatened"
    ).get_element_by_id("question")
    assert [(one.name, one.value) for one in form.xpath(".//input|.//select")] == [
        ("place", "Chicago"),
        ("place", "Seattle"),
        ("type", "mobilize"),
        ("status", "threatened"),
    ]
    assert {one.get("type") for one in tree(read_only, "/questions/7").xpath("//form//input[@name='date']")} == {"date"}


def test_a_name_that_nobody_has_is_told_beside_the_form_and_leads_to_the_search(read_only: TestClient) -> None:
    page = tree(read_only, "/questions/13", 404, speaker="Nobody At All", about="Trump")
    (notice,) = page.find_class("notice")
    assert words(notice) == "There is no such thing here: no actor 'Nobody At All'. Look for it"
    assert notice.xpath("./a/@href") == ["/search?q=Nobody+At+All"]
    assert page.xpath("//form//input[@name='speaker']/@value") == ["Nobody At All"]


def test_every_answer_leads_to_the_same_as_data(read_only: TestClient) -> None:
    for asked in (
        "/questions/13?speaker=JB+Pritzker&about=Trump",
        "/officials/jb-pritzker-governor-of-illinois/positions",
    ):
        page = tree(read_only, asked)
        as_json, as_csv = page.xpath("//p[@class='data']/a/@href")
        rows = read_only.get(as_json).json()["rows"]
        table = list(csv.DictReader(io.StringIO(read_only.get(as_csv).text)))
        assert (
            len(rows) == len(page.xpath("//details[@class='rest']//tbody/tr")) == len({(r["evidence"]) for r in table})
        )
