"""The literals of holdsOffice come apart as a careful reader would take them apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.office import Office, Standing, parse

CURRENT, ACTING, FORMER, CANDIDATE = Standing.CURRENT, Standing.ACTING, Standing.FORMER, Standing.CANDIDATE


@pytest.mark.parametrize(
    ("value", "office"),
    [
        ("Mayor of Chicago", Office("Mayor", "Chicago", "of", CURRENT)),
        ("President", Office("President", None, "of", CURRENT)),
        ("Governor of the State of Oklahoma", Office("Governor", "Oklahoma", "of", CURRENT)),
        ("Mayor of the City of Philadelphia", Office("Mayor", "Philadelphia", "of", CURRENT)),
        ("Secretary of State of Oklahoma", Office("Secretary of State", "Oklahoma", "of", CURRENT)),
        ("Secretary of the Interior", Office("Secretary of the Interior", None, "of", CURRENT)),
        ("Virginia Secretary of Education", Office("Secretary of Education", "Virginia", "of", CURRENT)),
        (
            "Communications Secretary of the Philippines",
            Office("Communications Secretary", "Philippines", "of", CURRENT),
        ),
        ("Bernalillo County Sheriff", Office("Sheriff", "Bernalillo County", "of", CURRENT)),
        ("Erie County Executive", Office("County Executive", "Erie County", "of", CURRENT)),
        ("U.S. Attorney General", Office("Attorney General", "United States", "of", CURRENT)),
        ("Deputy Mayor of Los Angeles", Office("Deputy Mayor", "Los Angeles", "of", CURRENT)),
        ("Lieutenant Governor of Idaho", Office("Lieutenant Governor", "Idaho", "of", CURRENT)),
        ("Vice President", Office("Vice President", None, "of", CURRENT)),
        ("U.S. Senator from Utah", Office("U.S. Senator", "Utah", "from", CURRENT)),
        ("president of the University of Iowa", Office("president", "University of Iowa", "of", CURRENT)),
        ("former Governor of Ohio", Office("Governor", "Ohio", "of", FORMER)),
        ("ex-President", Office("President", None, "of", FORMER)),
        ("former acting head of ICE", Office("head", "ICE", "of", FORMER)),
        ("acting head of ICE", Office("head", "ICE", "of", ACTING)),
        (
            "interim corrections director of Miami-Dade County",
            Office("corrections director", "Miami-Dade County", "of", ACTING),
        ),
        ("candidate for Mayor of Albuquerque", Office("Mayor", "Albuquerque", "of", CANDIDATE)),
        ("Democratic candidate for President", Office("President", None, "of", CANDIDATE)),
        ("Governor-elect of Virginia", Office("Governor", "Virginia", "of", CANDIDATE)),
    ],
)
def test_a_literal_is_taken_apart(value: str, office: Office) -> None:
    assert parse(value) == office


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Illinois Governor", "Governor of Illinois"),
        ("Governor of the State of Maryland", "former Governor of Maryland"),
        ("President of the United States of America", "President of the United States"),
        ("mayor of Lynn", "Mayor of Lynn"),
        ("Sheriff of Bernalillo County", "Bernalillo County Sheriff"),
        ("County Executive of Erie County", "Erie County Executive"),
    ],
)
def test_two_ways_to_say_one_office_meet(one: str, other: str) -> None:
    assert parse(one).slug == parse(other).slug


def test_the_label_stands_without_the_standing() -> None:
    labels = [
        parse(v).label
        for v in ("former Governor of Ohio", "U.S. Attorney General", "acting Mayor", "Senator from Utah")
    ]
    assert labels == ["Governor of Ohio", "Attorney General of the United States", "Mayor", "Senator from Utah"]


@given(st.text(min_size=1).filter(str.strip))
def test_any_literal_has_a_title_and_a_slug(value: str) -> None:
    office = parse(value)
    assert office.title.strip()
    assert office.slug
