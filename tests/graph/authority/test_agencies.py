"""Which public body a name means, and that the tables hold together."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from graph.authority import agencies, lookup
from graph.authority.agencies import meanings
from graph.authority.bodies import bodies, of_place, with_department
from graph.authority.names import listed, read, rows
from graph.authority.places import states


def found(name: str, jurisdiction: str | None = None, year: int | None = None) -> str | None:
    agency = lookup(name, jurisdiction, year)
    return agency.path.removeprefix("agency/") if agency else None


def test_the_federal_bodies_are_there_each_once() -> None:
    assert len(agencies()) == len(rows("agencies")) > 350
    assert len({agency.path for agency in agencies().values()}) == len(agencies())
    assert [key for key in agencies() if not re.fullmatch(r"[a-z0-9-]+", key)] == []


def test_every_row_says_where_it_can_be_checked() -> None:
    sources = {row["key"]: row["source"] for row in (*rows("agencies"), *rows("bodies"))}
    assert [key for key, source in sources.items() if not source] == []


def test_every_parent_and_successor_is_there_and_no_body_is_above_itself() -> None:
    for agency in agencies().values():
        assert set(agency.successors) <= set(agencies())
        above, seen = agency.parent, {agency.key}
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = agencies()[above].parent


def test_no_body_succeeds_itself_and_none_ends_before_it_begins() -> None:
    for agency in agencies().values():
        todo, seen = list(agency.successors), set[str]()
        while todo:
            key = todo.pop()
            assert key != agency.key
            todo += [] if key in seen else agencies()[key].successors
            seen.add(key)
        assert agency.since is None or agency.until is None or agency.since <= agency.until
        assert bool(agency.until) == bool(agency.successors)


def test_no_name_of_a_federal_body_means_two_in_one_year() -> None:
    for row in rows("agencies"):
        for name in (row["name"], *listed(row["names"]), *listed(row["acronyms"])):
            spans = sorted(meanings(read(re.sub(r" \(\d*-\d*\)$", "", name))).values())
            assert all(one[1] < other[0] for one, other in pairwise(spans)), name


def test_no_name_of_a_local_body_means_two() -> None:
    kinds: dict[str, set[str]] = {}
    for body in bodies().values():
        for name in with_department((body.name, *body.names)):
            kinds.setdefault(read(name).key, set()).add(body.key)
        for acronym in body.acronyms:
            kinds.setdefault(acronym, set()).add(body.key)
    assert {name: keys for name, keys in kinds.items() if len(keys) > 1} == {}


def test_every_wikidata_id_is_one_and_stands_once() -> None:
    ids = [agency.wikidata for agency in agencies().values() if agency.wikidata]
    assert all(re.fullmatch(r"Q[1-9]\d*", one) for one in ids)
    assert len(ids) == len(set(ids))


def test_a_federal_body_is_found_by_its_official_name() -> None:
    every = agencies().values()
    assert [agency for agency in every if lookup(agency.name, "United States", agency.since) != agency] == []


@pytest.mark.parametrize(
    "name",
    [
        "ICE",
        "I.C.E.",
        "Immigration and Customs Enforcement",
        "U.S. Immigration and Customs Enforcement",
        "US Immigration & Customs Enforcement",
        "the United States Immigration and Customs Enforcement",
        "immigration and customs enforcement",
    ],
)
def test_the_ways_of_writing_one_body_are_one(name: str) -> None:
    assert found(name) == "immigration-and-customs-enforcement"


def test_a_word_that_is_no_acronym_is_not_taken_for_one() -> None:
    assert [found(word) for word in ("ice", "Ice", "Don", "", "the", "&")] == [None] * 6


def test_a_department_is_found_by_either_order_of_its_name() -> None:
    names = ["Department of Justice", "the Justice Department", "Justice Dept.", "U.S. Department of Justice", "DOJ"]
    assert [found(name) for name in names] == ["department-of-justice"] * 5


def test_what_every_government_has_is_none_without_one() -> None:
    names = ["City Council", "Department of Education", "Supreme Court", "Senate", "National Guard", "DOT", "police"]
    assert [found(name) for name in names] == [None] * 7
    assert [found(name, "United States") for name in names] == [
        None,
        "department-of-education",
        "supreme-court-of-the-united-states",
        "united-states-senate",
        "national-guard-bureau",
        "department-of-transportation",
        None,
    ]


def test_the_nation_in_the_name_is_enough() -> None:
    assert (
        found("U.S. Department of Education") == found("federal Department of Education") == "department-of-education"
    )
    assert found("U.S. Supreme Court") == found("Supreme Court of the United States")
    assert found("9th U.S. Circuit Court of Appeals") == "united-states-court-of-appeals-for-the-ninth-circuit"


def test_a_local_body_is_told_by_its_government() -> None:
    assert found("City Council", "Chicago") == "chicago-city-council"
    assert found("Department of Education", "Oklahoma") == "oklahoma-department-of-education"
    assert found("National Guard", "State of Illinois") == "illinois-national-guard"
    assert found("Board of Commissioners", "Cook County") == "cook-county-commission"
    assert found("Police Department", "New York") == found("NYPD") == "new-york-city-police-department"
    assert found("Department of Health", "Washington, D.C.") == "district-of-columbia-department-of-health"
    assert found("ICE", "Chicago") == "immigration-and-customs-enforcement"


def test_a_government_that_has_no_such_body_gives_none() -> None:
    given = [("City Council", "Illinois"), ("State Police", "Chicago"), ("Senate", "Cook County")]
    assert [found(name, government) for name, government in given] == [None] * 3


@pytest.mark.parametrize(
    ("name", "path", "level", "jurisdiction"),
    [
        ("Illinois State Police", "illinois-state-police", "state", "Illinois"),
        ("New York State Police", "new-york-state-police", "state", "New York"),
        ("Washington State Department of Health", "washington-department-of-health", "state", "Washington"),
        ("Supreme Court of Ohio", "ohio-supreme-court", "state", "Ohio"),
        ("California Department of Justice", "california-department-of-justice", "state", "California"),
        ("Ohio EPA", "ohio-environmental-protection-agency", "state", "Ohio"),
        ("Wisconsin Assembly", "wisconsin-state-assembly", "state", "Wisconsin"),
        ("Virginia House", "virginia-house-of-delegates", "state", "Virginia"),
        ("New York City Council", "new-york-city-council", "city", "New York City"),
        ("Miami-Dade County Commission", "miami-dade-county-commission", "county", "Miami-Dade County"),
        ("Boston Police", "boston-police-department", "city", "Boston"),
        ("City of Chicago Department of Public Health", "chicago-department-of-public-health", "city", "Chicago"),
        ("Office of the Mayor of Chicago", "chicago-office-of-the-mayor", "city", "Chicago"),
        (
            "Los Angeles County Sheriff’s Department",
            "los-angeles-county-sheriffs-office",
            "county",
            "Los Angeles County",
        ),
    ],
)
def test_a_name_that_tells_its_government_needs_none(name: str, path: str, level: str, jurisdiction: str) -> None:
    agency = lookup(name)
    assert agency is not None
    assert (agency.path, agency.level, agency.jurisdiction) == (f"agency/{path}", level, jurisdiction)
    assert lookup(name, "Texas") in (agency, lookup(agency.name))


def test_what_stands_in_front_of_a_body_may_be_no_place() -> None:
    names = [
        "local police",
        "Metropolitan Police Department",
        "University of Chicago Police Department",
        "State Senate",
    ]
    assert [found(name) for name in names] == [None] * 4


def test_a_year_tells_a_body_from_its_predecessor_of_the_same_name() -> None:
    given = [None, 1940, 2025, 1990]
    assert [found("Department of War", year=year) for year in given] == [
        None,
        "department-of-war",
        "department-of-defense",
        None,
    ]


def test_a_body_that_is_gone_is_found_and_tells_what_followed() -> None:
    ins = lookup("INS", year=2025)
    assert ins is not None
    assert (ins.since, ins.until, ins.successors) == (1933, 2003, ("uscis", "ice", "cbp"))


def test_the_federal_districts_are_those_of_the_judicial_code() -> None:
    parts = ((part, state) for state in states().values() for part in state.districts or ("",) if part != "-")
    named = [f"{part} District of {state.name}".strip() for part, state in parts]
    courts = [of_place(bodies()["federal-district-court"], name) for name in named]
    assert None not in courts
    assert len({court.jurisdiction for court in courts if court}) == 94
    assert found("U.S. District Court for the Northern District of Illinois") == (
        "united-states-district-court-for-the-northern-district-of-illinois"
    )
    assert found("U.S. Attorney’s Office for the District of Columbia") == (
        "united-states-attorneys-office-for-the-district-of-columbia"
    )
    assert found("U.S. District Court for the Northern District of Oregon") is None


def test_all_states_are_there() -> None:
    kinds = [state.kind for state in states().values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {"state": 50, "district": 1, "territory": 5}
