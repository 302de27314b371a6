"""What fresh stories showed: who a bare noun, a given name or an aside stands for, and what no act can be aimed at."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse
from tests.graph.extract.related import related
from tests.graph.extract.reported import MAYOR, reported


def types(text: str) -> dict[str, str]:
    """Name -> type of everything spoken of."""
    return {r.name: r.type.value for r in read(Document(text), next(parse([text]))).referents}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Nigeria Labour Congress threatened a strike.", "Nigeria Labour Congress", "Organization"),
        (
            "The International Longshoremen's Association Local 1414 agreed to it.",
            "International Longshoremen's Association Local 1414",
            "Organization",
        ),
        (
            "The Fraternal Order of Police Capital City Lodge No. 9 sued.",
            "Fraternal Order of Police Capital City Lodge No. 9",
            "Organization",
        ),
        ("The Commissioner for Information, Joe Bipi, told journalists that it stands.", "Joe Bipi", "Person"),
        ("It binds the city's two scooter companies, Zipp and Glyde.", "Glyde", "Organization"),
        ("A driver hit Marcus Odom. Riders held candles for Marcus.", "Marcus Odom", "Person"),
    ],
)
def test_name_is_read_whole_and_as_what_it_is(text: str, name: str, kind: str) -> None:
    assert types(MAYOR + text)[name] == kind


def test_given_name_alone_is_its_bearer() -> None:
    assert "Marcus" not in types(MAYOR + "A driver hit Marcus Odom. Riders held candles for Marcus.")


def test_verb_of_a_headline_is_no_part_of_a_name() -> None:
    text = "Attorney General Hollister Joins 16 States in Suing Over Fee\n\nAttorney General Grace Hollister sued Ohio."
    assert [n for n, kind in types(text).items() if kind == "Person"] == ["Grace Hollister"]


def test_bare_authority_is_the_body_called_so() -> None:
    text = "The Lakewood Ports Authority backed the order. Carl Benson praised the authority."
    assert ("SUPPORT", "actual", "Carl Benson", "Lakewood Ports Authority") in reported(MAYOR + text)
    assert "authority" not in types(MAYOR + "Carl Benson said that she had the authority.")


def test_fraction_is_no_order() -> None:
    text = MAYOR + "Carl Benson says about a third of his customers ride."
    assert [n for n, kind in types(text).items() if kind == "Order"] == ["executive order"]


def test_those_of_whom_a_coalition_is_are_no_second_collective() -> None:
    text = MAYOR + "A coalition of 17 attorneys general sued. The attorneys general allege that she broke the law."
    assert [n for n, kind in types(text).items() if kind == "Group" and "attorneys" in n] == []


@pytest.mark.parametrize(
    "text",
    [
        "The order covers a rural valley that feeds two towns.",
        "Families will pay for the order.",
        "Investors may seek damages under a pact between Canada and Honduras.",
        '"If they won\'t pay, that is wrong," said Carl Benson, president of the Growers League.',
    ],
)
def test_nothing_happens(text: str) -> None:
    assert {told[0] for told in reported(MAYOR + text)} & {"AID", "AGREE", "REJECT"} == set()


def test_blocked_road_is_not_protested_against() -> None:
    told = reported(MAYOR + "Residents have blocked the highway since Friday.")
    assert [t[3] for t in told if t[0] == "PROTEST"] == [None]


def test_presidential_order_is_no_chief_executives() -> None:
    text = (
        "The fee was imposed by a presidential proclamation. Neil Banerjee, chief executive of the Hospital Alliance, "
        "said he could not pay it."
    )
    assert related(text, "issuedBy") == set()


def test_elected_speaks_for_no_place() -> None:
    assert related(MAYOR + "Councilor Amy Driskill, who represents the district, voted no.", "speaksFor") == set()
