"""Who is meant by the words around an act: an apposition, a condition, those spelt out, and what is no such act."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, ORDER, Told, reported

ACTUAL = "actual"
MAYOR_NAME = "Dana Whitfield"
CITIES = "Suits over the order by two Ohio cities, Kettering and Oakwood, are pending."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Its nurses will walk out unless Carl Benson resigns.", ("PROTEST", "planned", "Its nurses", "Carl Benson")),
        ("About 90 nurses are on strike until Whitfield quits.", ("PROTEST", ACTUAL, "About 90 nurses", MAYOR_NAME)),
        ("The Housing Ombudsman, Ann Moss, thanked the Sierra Club.", ("SUPPORT", ACTUAL, "Ann Moss", "Sierra Club")),
        ("Carl Benson tore into his fellow Democrat, Ann Moss.", ("ACCUSE", ACTUAL, "Carl Benson", "Ann Moss")),
        ("Lobbyist Carl Benson is the man with whom Ann Moss met.", ("CONSULT", ACTUAL, "Ann Moss", "Carl Benson")),
        ("Officers were deployed at the Mayor's direction.", ("MOBILIZE", ACTUAL, MAYOR_NAME, None)),
        ("The Sierra Club paid a $9,000 fine.", ("SANCTION", ACTUAL, None, "Sierra Club")),
    ],
)
def test_event_is_read(text: str, told: Told) -> None:
    assert told in reported(MAYOR + text)


def test_what_is_told_after_a_comma_causes_what_the_clause_tells() -> None:
    text = MAYOR + "Federal agents may not enter the parks, drawing a rebuke from the Sierra Club."
    assert ("ACCUSE", ACTUAL, "Sierra Club", ORDER) in reported(text)


def test_who_rejects_criticism_of_his_office_rejects_its_critic() -> None:
    text = MAYOR + "Carl Benson blamed Sheriff Ann Moss for the delay. Moss rejected the criticism of her office."
    assert ("REJECT", ACTUAL, "Ann Moss", "Carl Benson") in reported(text)


def test_cities_that_are_counted_and_named_act_each() -> None:
    assert {actor for _, _, actor, _ in reported(MAYOR + CITIES)} == {"Kettering", "Oakwood"}


def test_orders_told_of_together_are_each_of_those_counted_after() -> None:
    text = (
        "Mayor Dana Whitfield signed two executive orders on Monday. The first closes the pier at night. "
        "The second, which took effect at once, bans scooters. Republican lawmakers condemned the orders."
    )
    told = [recipient for kind, _, _, recipient in reported(text) if kind == "ACCUSE"]
    assert told == ["first", "second"]


@pytest.mark.parametrize(
    "text",
    [
        "Contractors had to pay their workers at least $17 an hour.",
        "Two Air Force medical teams arrived on Friday.",
    ],
)
def test_wages_are_no_aid_and_medical_teams_no_troops(text: str) -> None:
    assert reported(MAYOR + text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Carl Benson urged farmers not to be cowed.", ("REQUEST", ACTUAL, "Carl Benson", "farmers")),
        (
            "The Sierra Club wrote to Carl Benson, seeking “flexibility.”",
            ("REQUEST", ACTUAL, "Sierra Club", "Carl Benson"),
        ),
        ("“The Sierra Club ought to have paid,” Carl Benson said.", ("ACCUSE", ACTUAL, "Carl Benson", "Sierra Club")),
        ("The ranchers' lawsuit goes after Carl Benson.", ("ACCUSE", ACTUAL, "ranchers", "Carl Benson")),
        ("Carl Benson is fighting a lawsuit by the Sierra Club.", ("ACCUSE", ACTUAL, "Sierra Club", "Carl Benson")),
    ],
)
def test_request_or_suit_is_read(text: str, told: Told) -> None:
    assert told in reported(MAYOR + text)


@pytest.mark.parametrize("text", ["No one has sued.", "No suit over the order has been filed."])
def test_that_nobody_has_sued_is_told_beside_a_planned_suit(text: str) -> None:
    planned = "The Sierra Club is planning a lawsuit. "
    assert ("ACCUSE", "negated", None, ORDER) in reported(MAYOR + planned + text)


def test_who_speaks_for_an_issuer_does_not_blame_the_order() -> None:
    text = MAYOR + "Whitfield's spokeswoman, Ann Moss, called the order disappointing."
    assert reported(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“I quit the job in May,” Carl Benson said.",
        "“I gave them the money,” Carl Benson said.",
        "The commission may look into it.",
    ],
)
def test_deeds_in_the_doers_words_and_what_a_body_may_look_into_are_not_told(text: str) -> None:
    assert reported(MAYOR + text) == []


def test_arrests_by_a_force_are_its_own_whoever_is_arrested() -> None:
    text = MAYOR + "Arrests by the Border Patrol fell in June."
    assert reported(text) == [("COERCE", ACTUAL, "Border Patrol", None)]


def test_a_capital_is_a_place_whatever_the_model_takes_it_for() -> None:
    text = "Romania borders Moldova. President Ann Lee signed a decree. Bucharest will also lend two transformers."
    assert reported(text) == [("AID", "planned", "Romania", None)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Moss filed a lawsuit, and the Sierra Club filed one of its own.", ("Sierra Club", ORDER)),
        ("A Sierra Club fact sheet complained of ranchers.", ("Sierra Club", "ranchers")),
        ("A letter from the Sierra Club accuses Ann Moss of neglect.", ("Sierra Club", "Ann Moss")),
    ],
)
def test_who_files_one_or_wrote_a_paper_accuses(text: str, told: tuple[str, str]) -> None:
    actor, recipient = told
    assert ("ACCUSE", ACTUAL, actor, recipient) in reported(MAYOR + text)
