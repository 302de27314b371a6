"""Events whose participants the grammar hides: clauses of purpose, plural pronouns, asides, relative quantities."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, ORDER, Told, reported

ACTUAL = "actual"


def only(text: str, kind: str) -> list[Told]:
    """The events of a type."""
    return [told for told in reported(text) if told[0] == kind]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Senator Lena Brandt called for the mayor to resign.", ("REQUEST", ACTUAL, "Lena Brandt", "Dana Whitfield")),
        ("In a memo, the sheriff, Tom Alvarez, apologized.", ("CONCEDE", ACTUAL, "Tom Alvarez", None)),
        ("Senator Lena Brandt will take no part in it.", ("REJECT", "planned", "Lena Brandt", None)),
        ("The Sierra Club began legal action against the mayor.", ("ACCUSE", ACTUAL, "Sierra Club", "Dana Whitfield")),
        ("Residents jeered Senator Lena Brandt.", ("ACCUSE", ACTUAL, "Residents", "Lena Brandt")),
        ("A charity paid the evacuees' rent.", ("AID", ACTUAL, "charity", "evacuees")),
        ("Carl Benson backed up the mayor.", ("SUPPORT", ACTUAL, "Carl Benson", "Dana Whitfield")),
    ],
)
def test_event_is_read(text: str, told: Told) -> None:
    assert only(MAYOR + text, told[0]) == [told]


def test_them_are_the_collective_of_the_sentence() -> None:
    text = "The High Court met. Minister Ann Pell has paid the teachers and will meet them on Friday."
    assert only(text, "CONSULT") == [("CONSULT", "planned", "Ann Pell", "teachers")]


def test_judge_who_is_joined_in_her_dissent_does_not_dissent_alone() -> None:
    text = "The court upheld it. Justice Ana Ruiz, joined by Justice Leo Park, dissented from the ruling."
    assert {told[2] for told in only(text, "REJECT")} == {"Ana Ruiz", "Leo Park"}


def test_one_of_those_counted_is_who_is_named() -> None:
    text = f"{MAYOR}Police cited three people. A third, Carl Benson, was convicted and fined."
    assert ("SANCTION", ACTUAL, None, "Carl Benson") in reported(text)


def test_what_is_praised_as_it_is_a_norm() -> None:
    text = f"{MAYOR}The White House was silent about the order. Senator Lena Brandt welcomed it."
    assert only(text, "SUPPORT") == [("SUPPORT", ACTUAL, "Lena Brandt", ORDER)]


def test_what_is_plainly_called_something_is_judged() -> None:
    text = f"{MAYOR}The White House called the order un-American."
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "White House", ORDER)]


def test_request_that_is_turned_down_was_somebodys() -> None:
    text = "Governor Ruth Okafor asked lawmakers to meet, a request that Senator Lena Brandt rejected."
    assert only(text, "REJECT") == [("REJECT", ACTUAL, "Lena Brandt", "Ruth Okafor")]


def test_both_of_which_are_the_two_that_were_named() -> None:
    text = f"{MAYOR}The Sierra Club and the Red Cross, both of which had asked the mayor to act, left."
    assert {told[2] for told in only(text, "REQUEST")} == {"Sierra Club", "Red Cross"}


def test_suit_that_is_called_something_blames_those_who_sue() -> None:
    text = f"{MAYOR}The Sierra Club sued the mayor on Monday. Whitfield called the suit a stunt."
    assert ("ACCUSE", ACTUAL, "Dana Whitfield", "Sierra Club") in reported(text)


def test_who_says_we_in_a_press_release_is_whom_it_closes_with() -> None:
    text = (
        "FOR IMMEDIATE RELEASE\n\nMayor Dana Whitfield signed an order on Monday, the Lakeside Tenants Union said.\n\n"
        "We urge Governor Ruth Okafor to act.\n\nABOUT US\nThe Lakeside Tenants Union represents renters.\n"
    )
    assert only(text, "REQUEST") == [("REQUEST", ACTUAL, "Lakeside Tenants Union", "Ruth Okafor")]


def test_they_are_people_rather_than_a_body() -> None:
    text = f"{MAYOR}Nurses met the Department of Health on Monday. They sued Whitfield."
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "Nurses", "Dana Whitfield")]


def test_who_is_called_on_with_another_is_asked_too() -> None:
    text = f"{MAYOR}The Sierra Club called on Whitfield to replace the order and on Governor Ruth Okafor to fund it."
    assert [told[3] for told in only(text, "REQUEST")] == ["Dana Whitfield", "Ruth Okafor"]


def test_inquiry_is_told_without_whom_it_is_into() -> None:
    text = f"{MAYOR}The Senate opened an inquiry on Friday."
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "Senate", None)]


@pytest.mark.parametrize(
    "text",
    [
        "A clerk announced that she will not prosecute vendors.",
        "The court turned away an appeal by ranchers.",
        "The union sued the band.",
    ],
)
def test_what_is_not_meant_is_not_read(text: str) -> None:
    assert not {"THREATEN", "COERCE", "ACCUSE"} & {told[0] for told in reported(MAYOR + text)}


def test_promise_of_a_thing_is_an_agreement() -> None:
    text = f"{MAYOR}Whitfield promised Governor Ruth Okafor a vote."
    assert only(text, "AGREE") == [("AGREE", ACTUAL, "Dana Whitfield", "Ruth Okafor")]


def test_him_is_not_who_acts() -> None:
    text = f"{MAYOR}Councilman Joe Ditka seconded him."
    assert "Joe Ditka" not in {told[3] for told in reported(text)}
