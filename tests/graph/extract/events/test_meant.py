"""Whom an act means: none of several, an issuer unnamed, another than who speaks, feelings, votes told by nouns."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, ORDER, Told, drafts, reported

ACTUAL = "actual"


def only(text: str, kind: str) -> list[Told]:
    """The events of a type."""
    return [told for told in reported(text) if told[0] == kind]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("None of the shop owners has challenged the order.", ("ACCUSE", "negated", "shop owners", ORDER)),
        ("Carl Benson is threatening court action.", ("ACCUSE", "threatened", "Carl Benson", ORDER)),
        ("The Sierra Club intervened on Carl Benson's side.", ("SUPPORT", ACTUAL, "Sierra Club", "Carl Benson")),
        ("Farmers signed a letter in support of Carl Benson.", ("SUPPORT", ACTUAL, "Farmers", "Carl Benson")),
        ("Farmers were grateful to Carl Benson.", ("SUPPORT", ACTUAL, "Farmers", "Carl Benson")),
        ("Farmers were furious at Carl Benson.", ("ACCUSE", ACTUAL, "Farmers", "Carl Benson")),
        ("Carl Benson spoke warmly of the farmers.", ("SUPPORT", ACTUAL, "Carl Benson", "farmers")),
        ("Farmers had lobbied for the order.", ("REQUEST", ACTUAL, "Farmers", "Dana Whitfield")),
        ("Senator Lena Brandt was a yes.", ("SUPPORT", ACTUAL, "Lena Brandt", ORDER)),
        ("Senator Lena Brandt, the lone no vote, left early.", ("REJECT", ACTUAL, "Lena Brandt", ORDER)),
        ("A petition by the Sierra Club is pending.", ("ACCUSE", ACTUAL, "Sierra Club", ORDER)),
        (
            "The Sierra Club will resist a crackdown threatened by Carl Benson.",
            ("REJECT", "planned", "Sierra Club", "Carl Benson"),
        ),
        ("A move assailed by the Sierra Club drew crowds.", ("ACCUSE", ACTUAL, "Sierra Club", ORDER)),
    ],
)
def test_event_is_read(text: str, told: Told) -> None:
    assert only(MAYOR + text, told[0]) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Carl Benson's club will not operate on Sundays.",
        "Shops may go on selling tents, after the council agreed to wait.",
        "The general called the order an assault on his authority.",
        "Lakewood welcomed two million visitors last year.",
        "Carl Benson spent $5 million on a new house.",
    ],
)
def test_what_is_no_act_is_none(text: str) -> None:
    told = reported(MAYOR + text)
    assert not [kind for kind, *_ in told if kind not in {"ACCUSE", "AGREE"}]


def test_who_agrees_to_do_a_thing_has_not_done_it() -> None:
    text = f"{MAYOR}The council agreed to reopen the pool."
    assert [kind for kind, *_ in reported(text)] == ["AGREE"]


def test_who_is_at_law_with_somebody_agrees_with_him() -> None:
    text = f"{MAYOR}Six owners sued the Sierra Club in May. The Sierra Club agreed to let them return."
    assert only(text, "AGREE") == [("AGREE", ACTUAL, "Sierra Club", "Six owners")]


def test_he_of_a_speaker_is_another_than_the_speaker() -> None:
    text = 'Governor Roy Dale signed an executive order on tents. "He is a reckless bully," said Carl Benson, a baker.'
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "Carl Benson", "Roy Dale")]


def test_him_whom_nobody_names_is_who_issued_the_order() -> None:
    text = (
        "A ban on tents, an executive order of Governor Roy Dale, begins today. Tents are sold in every town. "
        "Some cost $900. Most are green. Few are large. Rain was expected on Monday. The Sierra Club sued him."
    )
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "Sierra Club", "Roy Dale")]


def test_act_without_a_doer_is_judged_in_the_order_that_does_it() -> None:
    text = f'{MAYOR}"It is cruel, shameful and wrong to take away their tents," said Carl Benson, a baker.'
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "Carl Benson", ORDER)]


def test_we_of_a_press_release_are_who_was_just_named() -> None:
    text = (
        "PRESS RELEASE\n\nMayor Dana Whitfield issued an order that bans tents.\n\n"
        "The Sierra Club represents the tenants. We urge Governor Ruth Okafor to act.\n\n###\n\nDonate today."
    )
    assert ("REQUEST", ACTUAL, "Sierra Club", "Ruth Okafor") in reported(text)


def test_mayor_who_is_only_elect_is_not_the_mayor() -> None:
    text = (
        "Mayor Dana Whitfield signed an order on tents. Mayor-elect Jo Hart will take office in May. "
        "Hart has not met the council. Carl Benson thanked the mayor."
    )
    assert only(text, "SUPPORT") == [("SUPPORT", ACTUAL, "Carl Benson", "Dana Whitfield")]


def test_vote_beside_a_name_is_told_by_name_and_vote() -> None:
    text = f"{MAYOR}Senator Lena Brandt, the lone no vote, left early."
    told = next(draft for draft in drafts(text) if draft.type.value == "REJECT")
    assert text[told.start : told.end] == "Senator Lena Brandt, the lone no vote"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The bureau wants more, when the Blue Bears plan to march, and it asked the State Patrol for help.",
            ("REQUEST", ACTUAL, "bureau", "State Patrol"),
        ),
        (
            "Carl Benson came back after agents shot a 33-year-old man and arrested him.",
            ("COERCE", ACTUAL, "agents", "33-year-old man"),
        ),
        (
            "Jo Hart was fined. She had asked Roy Dale for a waiver, but he declined.",
            ("REJECT", ACTUAL, "Roy Dale", "Jo Hart"),
        ),
        (
            "Governor Ruth Okafor called on other states to follow and on Congress to pay.",
            ("REQUEST", ACTUAL, "Ruth Okafor", "Congress"),
        ),
        (
            "A spokesman, Roy Dale, said that the rule remains the law and accused the Sierra Club of lying.",
            ("ACCUSE", ACTUAL, "Roy Dale", "Sierra Club"),
        ),
        (
            "The suit, which the Sierra Club filed against Lakewood, says so. It accuses the FBI of delay.",
            ("ACCUSE", ACTUAL, "Sierra Club", "FBI"),
        ),
        (
            "A federal judge blocked the order on Monday.\n\nJo Hart, who was appointed in 2019, issued the ruling.",
            ("SANCTION", ACTUAL, "Jo Hart", ORDER),
        ),
    ],
)
def test_who_acts_is_told_by_the_clause_beside(text: str, told: Told) -> None:
    assert told in only(MAYOR + text, told[0])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The High Court struck down the 1945 law.", ("SANCTION", ACTUAL, "High Court", "1945 law")),
        ("Judges in Norland have blocked bans on tents.", ("SANCTION", ACTUAL, "Judges", "bans")),
        ("The city council passed a $5 million budget.", ("SUPPORT", ACTUAL, "city council", "$5 million budget")),
        ("The Sierra Club criticized the move.", ("ACCUSE", ACTUAL, "Sierra Club", ORDER)),
        ("The Sierra Club criticized the ban that Whitfield had issued.", ("ACCUSE", ACTUAL, "Sierra Club", ORDER)),
    ],
)
def test_norm_that_is_told_apart_is_not_the_order_in_focus(text: str, told: Told) -> None:
    assert only(MAYOR + text, told[0]) == [told]


def test_it_that_is_urged_is_the_body_of_the_sentence() -> None:
    text = (
        "The State Patrol met on Monday. Senator Lena Brandt wrote to the Lakewood City Council, calling the order "
        "wrong and urging it to wait."
    )
    assert only(MAYOR + text, "REQUEST") == [("REQUEST", ACTUAL, "Lena Brandt", "Lakewood City Council")]


def test_it_that_is_fought_is_the_order() -> None:
    text = f"{MAYOR}The order angered the FBI. Farmers plan to fight it."
    assert only(text, "REJECT") == [("REJECT", "planned", "Farmers", ORDER)]


def test_doctor_of_medicine_is_no_state() -> None:
    text = (
        "Florida is wary. Surgeon General Roy Dale, MD, spoke on Monday. He said the state would sue the Sierra Club."
    )
    assert only(text, "ACCUSE") == [("ACCUSE", "planned", "Florida", "Sierra Club")]


@pytest.mark.parametrize(
    "words",
    [
        "Ann Roe, a curator, said that Andy Warburg was obsessed with death and the rich.",
        "Sehar Memon said that Ahmed Noor had been subject to cruel abuse.",
    ],
)
def test_words_on_somebody_without_an_office_are_no_politics(words: str) -> None:
    assert reported(words) == []


def test_words_on_who_holds_an_office_are() -> None:
    text = f"{MAYOR}Carl Benson, a camper, said that the mayor had been cruel and corrupt."
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "Carl Benson", "Dana Whitfield")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Officers shot a protester on Friday.", [("ASSAULT", ACTUAL, "Officers", "protester")]),
        ("A photographer shot the new outfits on Friday.", []),
        ("He hung up balloons and smacked them around.", []),
        (
            "Images of the boy wearing a shirt and handcuffed by police were quickly posted.",
            [("COERCE", ACTUAL, "police", "boy")],
        ),
    ],
)
def test_force_is_used_on_people_by_those_who_use_it(text: str, told: list[Told]) -> None:
    assert reported(text) == told
