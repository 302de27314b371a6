"""Names that six more fresh stories showed: short forms of bodies, leaders known by their administration, ranks."""

from __future__ import annotations

import pytest

from tests.graph.extract.named import named
from tests.graph.extract.related import related
from tests.graph.extract.reported import MAYOR, ORDER, reported


@pytest.mark.parametrize(
    ("text", "whole", "short"),
    [
        ("Corvair Communities sued. Corvair said it was not asked.", "Corvair Communities", "Corvair"),
        (
            "The Department of Licenses and Inspections lost a file. Renters accused L&I of waste.",
            "Department of Licenses and Inspections",
            "L&I",
        ),
    ],
)
def test_short_form_is_the_body(text: str, whole: str, short: str) -> None:
    found = named(MAYOR + text)
    assert whole in found
    assert short not in found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The hotel association Dehoga Sachsen called it excessive.", "Dehoga Sachsen", "Organization"),
        ("District Council 47 sued the city.", "District Council 47", "Organization"),
        ("The National Environment and Planning Agency (NEPA) sent wardens. NEPA said so.", "NEPA", ""),
    ],
)
def test_name_is_read_as_what_it_is(text: str, name: str, kind: str) -> None:
    assert named(MAYOR + text).get(name, "") == kind


def test_leader_is_known_by_the_name_of_the_administration() -> None:
    text = "Mayor Cherelle Parker's administration barred it. Parker, at an event, brushed it off. A Parker ally left."
    assert "Cherelle Parker" in named(text)


def test_rank_is_no_office() -> None:
    assert related(MAYOR + "Lt. Gen. Omar Pruitt and Col. Brett Hanlon spoke.", "holdsOffice") == {
        ("Dana Whitfield", "holdsOffice", "Mayor of Lakewood")
    }


def test_spokesman_on_a_subject_is_the_one_named() -> None:
    text = "Opposition spokesman on agriculture Lothan Cousins urged the mayor to lift it."
    assert [t[2] for t in reported(MAYOR + text) if t[0] == "REQUEST"] == ["Lothan Cousins"]


def test_court_acts_and_not_the_town_it_sits_in() -> None:
    text = "She appealed to the Higher Administrative Court in Bautzen, which upheld the order."
    assert ("SUPPORT", "actual", "Higher Administrative Court", ORDER) in reported(MAYOR + text)


def test_it_that_forbids_is_nobodys_act() -> None:
    text = "The Lakewood Police issued it on Monday. It forbids anyone to enter the park."
    assert [t for t in reported(MAYOR + text) if t[0] == "COERCE"] == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Pamalakaya Cagayan, which has campaigned for it, praised the order.", "Pamalakaya Cagayan", "Organization"),
        ("It binds farmers in Westmoreland and St Elizabeth.", "St Elizabeth", "Place"),
        ("The march went through Savanna-la-Mar on Monday.", "Savanna-la-Mar", "Place"),
    ],
)
def test_name_is_no_persons(text: str, name: str, kind: str) -> None:
    assert named(MAYOR + text)[name] == kind


@pytest.mark.parametrize(
    "text",
    [
        "Governor Ann Lee declined an interview request through a spokeswoman.",
        "Governor Ann Lee has not said what she will do, but a spokesman says she has concerns.",
    ],
)
def test_bare_spokesperson_speaks_for_whoever_is_told_of(text: str) -> None:
    assert {told for _, _, told in related(MAYOR + "The Senate passed a bill. " + text, "speaksFor")} == {"Ann Lee"}


def test_contractor_is_not_called_by_what_he_is_accused_of() -> None:
    told = reported(MAYOR + "Governor Ann Lee spoke, accusing a contractor of hauling off sand.")
    assert ("ACCUSE", "actual", "Ann Lee", "contractor") in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The ACLU of Kansas has filed a brief in the mayor's support.",
            ("SUPPORT", "ACLU of Kansas", "Dana Whitfield"),
        ),
        ("The order took effect on Monday, drawing protests from hoteliers.", ("PROTEST", "hoteliers", ORDER)),
    ],
)
def test_stand_is_told(text: str, told: tuple[str, str, str]) -> None:
    assert told in [(kind, actor, aim) for kind, _, actor, aim in reported(MAYOR + text)]


def test_any_officer_who_would_is_none_who_did() -> None:
    text = "Senator Lena Brandt vowed to block the promotion of any officer who carries out the evictions."
    assert [t for t in reported(MAYOR + text) if t[0] == "COERCE"] == []


def test_it_is_whom_the_spokesman_speaks_for() -> None:
    text = "The High Court met. A spokesman for the Ports Authority said it had asked the mayor to wait."
    assert [t[2] for t in reported(MAYOR + text) if t[0] == "REQUEST"] == ["Ports Authority"]


def test_airline_is_the_one_last_told_of() -> None:
    text = "Ryanair Holdings called the order unlawful. The airline sued the mayor."
    assert ("ACCUSE", "actual", "Ryanair Holdings", "Dana Whitfield") in reported(MAYOR + text)


def test_former_mayor_of_another_town_is_another() -> None:
    text = "Police say the former mayor of Wairoa seized a pub."
    assert [t[2] for t in reported(MAYOR + text) if t[0] == "COERCE"] != ["Dana Whitfield"]


def test_meeting_is_asked_of_whom_one_would_meet() -> None:
    text = "The Growers League has asked to meet the mayor."
    assert ("REQUEST", "actual", "Growers League", "Dana Whitfield") in reported(MAYOR + text)


def test_unknown_given_name_alone_is_its_bearer() -> None:
    text = "Minister Phiphat Ratchakit faulted the city. Students called for Phiphat to resign."
    assert "Phiphat" not in named(MAYOR + text)
