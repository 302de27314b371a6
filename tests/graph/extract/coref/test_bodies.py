"""Which body, judge or holder of an office a text means where its name stands elsewhere."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse
from tests.graph.extract.related import related
from tests.graph.extract.reported import Told, reported


def mentions(text: str, name: str) -> list[str]:
    """The mentions of whatever is called by a name, in order."""
    found = read(Document(text), next(parse([text]))).referents
    return [m.span.text for r in found if r.name == name for m in r.mentions]


def test_office_before_a_name_between_commas_is_its_holders() -> None:
    text = (
        "The circular, signed on Monday by the secretary of the Premier’s Department, Simon Draper, says they should."
    )
    assert mentions(text, "Simon Draper") == ["the secretary of the Premier’s Department", "Simon Draper"]


@pytest.mark.parametrize(
    "text",
    [
        "A spokesman for his rival, Ann Lee, said nothing.",
        "In a letter to the mayor, Ann Lee asked for help.",
    ],
)
def test_office_before_anothers_name_is_not_the_names(text: str) -> None:
    assert not [said for said in mentions(text, "Ann Lee") if "spokesman" in said or "mayor" in said]


def test_judge_who_is_asked_is_the_next_one_named() -> None:
    text = "A family asked a judge on Friday to close the road. They wept. Circuit Judge Wendy Park refused."
    assert mentions(text, "Wendy Park") == ["a judge", "Wendy Park"]


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (
            "The Gulf Whale Trust sued. The trust lost.",
            "Gulf Whale Trust",
            ["Gulf Whale Trust", "The trust"],
        ),
        (
            "The Center for Miners Foundation has sued. The foundation is large.",
            "Center for Miners Foundation",
            ["Center for Miners Foundation", "The foundation"],
        ),
        (
            "Ealing Council banned vigils. Ann Lee, a lawmaker, praised her local council.",
            "Ealing Council",
            ["Ealing Council", "her local council"],
        ),
        (
            "The Lakewood City Council met on Monday. The vote split the chamber.",
            "Lakewood City Council",
            ["Lakewood City Council", "the chamber"],
        ),
        (
            "The union that represents officers, AFSCME Local 39, sued. The American Gun Union is glad.",
            "AFSCME Local 39",
            ["The union", "AFSCME Local 39"],
        ),
    ],
)
def test_body_is_taken_up_by_its_noun(text: str, name: str, said: list[str]) -> None:
    assert mentions(text, name) == said


def test_his_department_is_not_any_department_spoken_of() -> None:
    text = "The Department of Homeland Security sent agents. Police Chief Bob Roe said his department will not help."
    assert mentions(text, "Department of Homeland Security") == ["Department of Homeland Security"]


def test_government_is_the_administration_before_a_court_and_the_federal_government_the_one_spoken_of() -> None:
    text = (
        "The Trump administration appealed to the Supreme Court. Lawyers for the government said so. "
        "A critic calls the federal government bloated."
    )
    assert mentions(text, "Trump administration") == ["Trump administration", "the government"]
    assert mentions("The government grew. Lee calls the federal government bloated.", "government") == [
        "The government",
        "the federal government",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Sens. Lena Brandt and Tom Ray wrote to Mayor Dana Whitfield last week. They also asked Congress to act.",
            [
                ("REQUEST", "actual", "Lena Brandt", "Congress"),
                ("REQUEST", "actual", "Tom Ray", "Congress"),
            ],
        ),
    ],
)
def test_they_are_those_of_whom_the_sentence_before_tells_together(text: str, told: list[Told]) -> None:
    assert [t for t in reported(text) if t[0] == "REQUEST"] == told


def test_the_city_is_no_place_named_in_passing() -> None:
    text = (
        "Chicago closed two shelters. Chicago has none left. Families sleep in motel rooms in Boise. "
        "A company is lending the city a manager."
    )
    assert mentions(text, "Chicago") == ["Chicago", "Chicago", "the city"]


def test_the_county_and_its_commissioner_are_of_the_county_that_the_paragraph_tells_of() -> None:
    text = (
        "Governor Ann Lee halted transfers on Friday. Bob Roe, the sheriff of Lane County, denounced it.\n\n"
        "Marion County has sued over a similar pause that her predecessor imposed in 2022; a judge threw that case out "
        "after two weeks. Commissioner Eve Poe said the county would sue again."
    )
    assert mentions(text, "Marion County") == ["Marion County", "the county"]
    assert ("Eve Poe", "holdsOffice", "Commissioner of Marion County") in related(text, "holdsOffice")
