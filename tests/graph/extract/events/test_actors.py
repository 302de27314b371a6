"""Who acts where the clause or the parser hides it, and who is answered."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import Told, reported


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "DENVER, Colo. (AP) - The Sierra Club sued Governor Ruth Okafor on Monday.",
            [("ACCUSE", "actual", "Sierra Club", "Ruth Okafor")],
        ),
        (
            "The Sierra Club, along with the Lakewood Chamber of Commerce, sued Governor Ruth Okafor on Monday.",
            [
                ("ACCUSE", "actual", "Sierra Club", "Ruth Okafor"),
                ("ACCUSE", "actual", "Lakewood Chamber of Commerce", "Ruth Okafor"),
            ],
        ),
        (
            "Governor Ruth Okafor spent two years urging the Lakewood City Council to act.",
            [("REQUEST", "actual", "Ruth Okafor", "Lakewood City Council")],
        ),
        (
            "Federal agents were threatened and assaulted by protesters in Lakewood.",
            [
                ("THREATEN", "actual", "protesters", "Federal agents"),
                ("ASSAULT", "actual", "protesters", "Federal agents"),
            ],
        ),
        (
            "Dana Whitfield was arrested on Monday and handed a ticket.",
            [
                ("COERCE", "actual", None, "Dana Whitfield"),
                ("SANCTION", "actual", None, "Dana Whitfield"),
            ],
        ),
        (
            "Serbia says the drones carry cigarettes and blames Croatia for the flights.",
            [("ACCUSE", "actual", "Serbia", "Croatia")],
        ),
        (
            "Soldiers were deployed to Lakewood at Governor Ruth Okafor's direction.",
            [("MOBILIZE", "actual", "Ruth Okafor", None)],
        ),
    ],
)
def test_who_acts(text: str, told: list[Told]) -> None:
    assert reported(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Governor Ruth Okafor asked Congress to let soldiers stop, search and detain people.",
            [("REQUEST", "actual", "Ruth Okafor", "Congress")],
        ),
        (
            "Governor Ruth Okafor called on the state's Democratic senators, Mark Warner and Tim Kaine, to vote.",
            [
                ("REQUEST", "actual", "Ruth Okafor", "Mark Warner"),
                ("REQUEST", "actual", "Ruth Okafor", "Tim Kaine"),
            ],
        ),
        (
            "Governor Kathy Hochul spoke on Sunday. President Joe Biden declared an emergency at Hochul's request.",
            [("REQUEST", "actual", "Kathy Hochul", "Joe Biden")],
        ),
        (
            "The Benson administration closed offices of the Social Security Administration on Monday. The Sierra Club "
            "sued the administration on Tuesday. President Daniel Benson was away.",
            [("ACCUSE", "actual", "Sierra Club", "Benson administration")],
        ),
        (
            "A day after the Ohio House voted to override his veto, Governor Mike DeWine signed an order in Columbus.",
            [("REJECT", "actual", "Ohio House", "Mike DeWine")],
        ),
        (
            "Governor Ruth Okafor signed an executive order on Monday. Dana Whitfield, the secretary of the teachers "
            "union, criticised the lack of notice.",
            [("ACCUSE", "actual", "Dana Whitfield", "executive order")],
        ),
        (
            "The Justice Department is sending a team to investigate the fire.",
            [("ACCUSE", "actual", "Justice Department", None)],
        ),
        (
            "“Please do not drive in Lakewood,” Governor Ruth Okafor said on Monday.",
            [("REQUEST", "actual", "Ruth Okafor", None)],
        ),
        ("Governor Ruth Okafor tore into her fellow Democrat on Monday.", []),
        ("Governor Ruth Okafor asked the Lakewood City Council what the city wants to be.", []),
    ],
)
def test_whom_an_act_is_aimed_at(text: str, told: list[Told]) -> None:
    assert reported(text) == told


def test_refusal_answers_whoever_asked() -> None:
    text = "Governor Ruth Okafor asked Mayor Dana Whitfield to resign. Whitfield refused."
    assert ("REJECT", "actual", "Dana Whitfield", "Ruth Okafor") in reported(text)


def test_complaint_that_names_somebody_accuses_for_the_plaintiff() -> None:
    text = "The Sierra Club sued Governor Ruth Okafor on Monday. The complaint also names Sheriff Dana Whitfield."
    assert reported(text) == [
        ("ACCUSE", "actual", "Sierra Club", "Ruth Okafor"),
        ("ACCUSE", "actual", "Sierra Club", "Dana Whitfield"),
    ]


def test_crowd_that_gathers_to_protest_protests() -> None:
    text = "Governor Ruth Okafor signed an executive order. Residents gathered at the Capitol to protest the order."
    assert reported(text) == [("PROTEST", "actual", "Residents", "executive order")]


def test_a_month_is_no_march() -> None:
    text = "The Sierra Club sued Governor Ruth Okafor on March 3 over the order."
    assert reported(text) == [("ACCUSE", "actual", "Sierra Club", "Ruth Okafor")]


def test_names_before_a_titled_one_are_thanked_too() -> None:
    text = "Mayor Dana Whitfield met Governor Ruth Okafor. Carl Benson thanked Whitfield and state Sen. Ruth Okafor."
    assert [t for t in reported(text) if t[0] == "SUPPORT"] == [
        ("SUPPORT", "actual", "Carl Benson", "Dana Whitfield"),
        ("SUPPORT", "actual", "Carl Benson", "Ruth Okafor"),
    ]


def test_both_of_whom_something_was_asked_turn_it_down() -> None:
    text = (
        "Mayor Dana Whitfield asked the Oregon State Police and the Salem Police Department to send officers. "
        "Both turned it down."
    )
    assert [t for t in reported(text) if t[0] == "REJECT"] == [
        ("REJECT", "actual", "Oregon State Police", "Dana Whitfield"),
        ("REJECT", "actual", "Salem Police Department", "Dana Whitfield"),
    ]


def test_shelter_that_opens_helps_whoever_comes() -> None:
    assert reported("A shelter for pets has opened at Lakewood High School.") == [("AID", "actual", None, None)]


def test_court_that_sides_with_a_party_supports_it_where_the_parser_sees_a_noun() -> None:
    text = "A federal judge heard the case of the Sierra Club. If an appeals court sides with the Sierra Club, it wins."
    assert [t[0::3] for t in reported(text) if t[1] == "hypothetical"] == [("SUPPORT", "Sierra Club")]
