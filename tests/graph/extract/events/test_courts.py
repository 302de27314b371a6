"""What courts are asked and refuse, and what is told in a few words of what stood before: "so did", "it", "them"."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.extract.statements.statements import statements
from graph.model import Document
from graph.parse import parse
from tests.graph.extract.reported import MAYOR, ORDER, Told, reported

SUIT = "The Lakewood Tenants Union sued the city on Monday, asking a federal judge to block the order. "
UNION, JUDGE = "Lakewood Tenants Union", "Harold Finch"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("U.S. District Judge Harold Finch declined to do so.", ("SUPPORT", "actual", JUDGE, ORDER)),
        ("U.S. District Judge Harold Finch refused on Friday.", ("SUPPORT", "actual", JUDGE, ORDER)),
        ("U.S. District Judge Harold Finch declined to halt it.", ("SUPPORT", "actual", JUDGE, ORDER)),
        ("U.S. District Judge Harold Finch turned the union down.", ("SUPPORT", "actual", JUDGE, ORDER)),
    ],
)
def test_a_court_that_does_not_do_what_a_suit_asks_lets_the_order_stand(sentence: str, told: Told) -> None:
    assert told in reported(MAYOR + SUIT + sentence)


def test_a_judge_who_refuses_what_he_was_asked_for_beside_the_suit_refuses_it() -> None:
    asked = "City lawyers asked Judge Harold Finch to wait a week. He refused."
    found = reported(MAYOR + SUIT + asked)
    assert ("REJECT", "actual", JUDGE, "City lawyers") in found
    assert ("SUPPORT", "actual", JUDGE, ORDER) not in found


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The Housing Council lodged an urgent application with the county court.", ("ACCUSE", "actual")),
        ("The Housing Council filed a motion with the county court to halt the order.", ("ACCUSE", "actual")),
        ("The Housing Council has appealed to the county court to annul the order.", ("ACCUSE", "actual")),
        ("The Housing Council will ask the county court for an injunction.", ("ACCUSE", "planned")),
    ],
)
def test_whoever_asks_a_court_to_stop_an_order_sues_over_it(sentence: str, told: tuple[str, str]) -> None:
    assert reported(MAYOR + sentence) == [(*told, "Housing Council", ORDER)]


def test_a_court_asked_for_something_else_is_asked_and_an_appeal_to_people_is_a_request() -> None:
    assert [v[0] for v in reported(MAYOR + "Carl Benson asked the county court for a new date.")] == ["REQUEST"]
    appeal = "Carl Benson, a bishop, appealed to both sides for calm."
    assert reported(MAYOR + appeal) == [("REQUEST", "actual", "Carl Benson", None)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Sierra Club endorsed the order. So did the Red Cross.", ("SUPPORT", "actual", "Red Cross", ORDER)),
        ("The Sierra Club praised it. The Red Cross came out against it.", ("ACCUSE", "actual", "Red Cross", ORDER)),
        (
            "The City Council passed a camping bill in May, but Whitfield vetoed it.",
            ("REJECT", "actual", "Dana Whitfield", "camping bill"),
        ),
        ("Police arrested a baker, Carl Benson, on Monday.", ("COERCE", "actual", "Police", "Carl Benson")),
        ("The county agreed to lend the city 12 deputies.", ("AGREE", "actual", "county", "Lakewood")),
        (
            "A spokesman for Whitfield, Kevin Lau, blasted the Red Cross.",
            ("ACCUSE", "actual", "Kevin Lau", "Red Cross"),
        ),
    ],
)
def test_who_or_what_is_meant(text: str, told: Told) -> None:
    assert told in reported(MAYOR + text)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Court of Appeals upheld a similar limit in Oakville last year.",
        "Bus drivers walked off the job over pay.",
        "The Red Cross backs another step.",
    ],
)
def test_what_is_not_the_order_is_not_taken_for_it(sentence: str) -> None:
    assert not [told for told in reported(MAYOR + sentence) if told[3] == ORDER]


def test_an_apposition_to_what_is_done_is_no_second_object() -> None:
    text = "The state suspended the licenses of two clinics, a move that unions denounced."
    assert ("CONCEDE", "actual", "state", "move") not in reported(MAYOR + text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Protesters sat in the road until officers dragged them away.",
            ("COERCE", "actual", "officers", "Protesters"),
        ),
        ("Carl Benson, a bishop, appealed for calm.", ("REQUEST", "actual", "Carl Benson", None)),
        (
            "Carl Benson accused Whitfield of haste. The Red Cross spoke. Whitfield dismissed the criticism.",
            ("REJECT", "actual", "Dana Whitfield", "Carl Benson"),
        ),
        (
            "The Police Association of Lakewood blamed Whitfield. Police arrested nine campers.",
            ("COERCE", "actual", "Police", "nine campers"),
        ),
        (
            "The Lakewood Union of Tenants sued. The European Union condemned it. The union praised Carl Benson.",
            ("SUPPORT", "actual", "Lakewood Union of Tenants", "Carl Benson"),
        ),
    ],
)
def test_whose_act_it_is_and_whom_it_meets(text: str, told: Told) -> None:
    assert told in reported(MAYOR + text)


def test_the_judges_decision_is_a_ruling_and_no_order() -> None:
    ruled = "A federal judge blocked the order on Friday. The judge's decision stunned Whitfield. She will appeal."
    assert ("REJECT", "planned", "Dana Whitfield", "judge's decision") in reported(MAYOR + ruled)


def test_what_a_noun_is_for_is_not_what_somebody_is_criticized_for() -> None:
    text = MAYOR + "The Sierra Club criticized the exemption for churches and praised Whitfield for her courage."
    reading = read(Document(text), next(parse([text])))
    assert [text[s.start : s.end] for s in statements(reading)] == ["her courage"]
