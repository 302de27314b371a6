"""Acts that news tells in idioms: praise, blame, courts, crowds and force; and who acts in asides."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, ORDER, Told, reported

ACTUAL = "actual"
FARMERS = "About 90 farmers"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Carl Benson protested the order.", ("ACCUSE", ACTUAL, "Carl Benson", ORDER)),
        ("Carl Benson had harsh words for the Sierra Club.", ("ACCUSE", ACTUAL, "Carl Benson", "Sierra Club")),
        ("Carl Benson dressed down Sheriff Tom Alvarez.", ("ACCUSE", ACTUAL, "Carl Benson", "Tom Alvarez")),
        ("The Sierra Club is preparing a class action.", ("ACCUSE", "planned", "Sierra Club", ORDER)),
        ("The Sierra Club gave the order a warm welcome.", ("SUPPORT", ACTUAL, "Sierra Club", ORDER)),
        ("The Sierra Club is collecting signatures for the order.", ("SUPPORT", ACTUAL, "Sierra Club", ORDER)),
        ("The Sierra Club came out swinging against the order.", ("ACCUSE", ACTUAL, "Sierra Club", ORDER)),
        ("Carl Benson threw cold water on the order.", ("ACCUSE", ACTUAL, "Carl Benson", ORDER)),
        ("Carl Benson lavished praise on Tom Alvarez.", ("SUPPORT", ACTUAL, "Carl Benson", "Tom Alvarez")),
        ("Carl Benson turned a deaf ear to Tom Alvarez.", ("REJECT", ACTUAL, "Carl Benson", "Tom Alvarez")),
        ("The Sierra Club put Carl Benson on notice.", ("THREATEN", ACTUAL, "Sierra Club", "Carl Benson")),
        ("Carl Benson vowed to keep up the fight.", ("REJECT", "planned", "Carl Benson", ORDER)),
        ("The Sierra Club threatened to down tools.", ("PROTEST", "threatened", "Sierra Club", ORDER)),
        ("The Sierra Club said it would stage a sit-in.", ("PROTEST", "planned", "Sierra Club", ORDER)),
        ("A mob torched 35 buses.", ("ASSAULT", ACTUAL, "mob", None)),
        ("Councillors received threats.", ("THREATEN", ACTUAL, None, "Councillors")),
        ("On Monday Carl Benson fired Ann Moss.", ("SANCTION", ACTUAL, "Carl Benson", "Ann Moss")),
        ("Officers impounded the wares of 30 traders.", ("COERCE", ACTUAL, "Officers", "30 traders")),
        ("About 90 farmers broke through a barrier.", ("PROTEST", ACTUAL, FARMERS, ORDER)),
        ("Officers were pelted with eggs.", ("ASSAULT", ACTUAL, None, "Officers")),
        ("Carl Benson spoke to Tom Alvarez.", ("CONSULT", ACTUAL, "Carl Benson", "Tom Alvarez")),
        ("Carl Benson denied that a single vote had been lost.", ("REJECT", ACTUAL, "Carl Benson", None)),
        ("The Sierra Club offered to pay for two wells.", ("AID", "planned", "Sierra Club", None)),
        ("The Sierra Club will pay growers $1,200 a week.", ("AID", "planned", "Sierra Club", "growers")),
    ],
)
def test_idiom_is_read(text: str, told: Told) -> None:
    assert reported(MAYOR + text) == [told]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Carl Benson, president of the Sierra Club, who sued over the order, is ill.", "Carl Benson"),
        ("About 90 farmers, many with children, sued over the order.", FARMERS),
        ("About 90 farmers, vintners among them, sued over the order.", FARMERS),
    ],
)
def test_who_acts_stands_before_an_aside(text: str, actor: str) -> None:
    assert reported(MAYOR + text) == [("ACCUSE", ACTUAL, actor, ORDER)]


def test_what_an_order_or_an_opponent_is_called_is_blame_where_nothing_in_it_is_praise() -> None:
    text = MAYOR + "Carl Benson called the order “a haircut for a drowning man.”"
    assert reported(text) == [("ACCUSE", ACTUAL, "Carl Benson", ORDER)]


def test_who_signs_an_order_thanks_and_asks_in_it_but_does_nothing_else() -> None:
    text = (
        "EXECUTIVE ORDER 2025-11\n\n"
        "I, Dana Whitfield, Mayor of Lakewood, by the authority vested in me, order as follows:\n\n"
        "1. The police department shall close the park.\n\n"
        "I thank the Sierra Club. I call upon the City Council to fund it. I suspend all permits.\n\n"
        "Dana Whitfield\nMayor"
    )
    assert reported(text) == [
        ("SUPPORT", ACTUAL, "Dana Whitfield", "Sierra Club"),
        ("REQUEST", ACTUAL, "Dana Whitfield", "City Council"),
    ]


def test_a_charge_that_is_rejected_is_answered_to_who_spoke_last() -> None:
    text = MAYOR + "“It is a theft,” Carl Benson said on Monday. Sheriff Tom Alvarez rejected the charge."
    assert ("REJECT", ACTUAL, "Tom Alvarez", "Carl Benson") in reported(text)


def test_a_collective_whose_members_are_all_named_acts_by_each_of_them() -> None:
    text = MAYOR + "Two lawmakers, Carl Benson and Ann Moss, criticized the order."
    assert reported(text) == [("ACCUSE", ACTUAL, "Carl Benson", ORDER), ("ACCUSE", ACTUAL, "Ann Moss", ORDER)]


def test_they_who_act_together_are_all_of_the_clause_above() -> None:
    text = MAYOR + "Ohio and Utah filed a brief in which they accuse Whitfield of overreach."
    assert reported(text) == [
        ("ACCUSE", ACTUAL, "Ohio", "Dana Whitfield"),
        ("ACCUSE", ACTUAL, "Utah", "Dana Whitfield"),
    ]


def test_who_asks_a_court_to_stop_an_order_accuses_it() -> None:
    text = MAYOR + "A federal judge blocked the order. The stay came at the request of Ohio."
    assert ("ACCUSE", ACTUAL, "Ohio", ORDER) in reported(text)


def test_what_a_body_says_that_it_would_not_do_is_refused() -> None:
    text = MAYOR + "The Lakewood Police Department said it would not inspect tents, and that it would not worry."
    assert reported(text) == [("REJECT", "planned", "Lakewood Police Department", ORDER)]


def test_he_in_somebodys_words_is_whose_order_is_spoken_of() -> None:
    text = (
        "Mayor Carl Whitfield issued an executive order that bans camping. Senator Tom Alvarez praised the order. "
        "“I'm with him,” said Ann Moss, a baker."
    )
    assert ("SUPPORT", ACTUAL, "Ann Moss", "Carl Whitfield") in reported(text)


def test_a_picket_of_a_place_is_aimed_at_the_order() -> None:
    text = MAYOR + "Nurses picketed the Capitol on Monday."
    assert reported(text) == [("PROTEST", ACTUAL, "Nurses", ORDER)]


def test_a_bill_that_would_undo_an_order_is_another_norm() -> None:
    text = MAYOR + "The council gave final approval to a bill that would undo the order."
    assert ("SUPPORT", ACTUAL, "council", "bill") in reported(text)


def test_a_spokesman_blames_nobody_for_whom_he_speaks() -> None:
    text = MAYOR + "Carl Benson, a spokesman for Whitfield, said the mayor was sorry, wrong and reckless."
    assert not [told for told in reported(text) if told[0] == "ACCUSE"]


@pytest.mark.parametrize(
    "text",
    [
        "Two farmers were killed by a driver.",
        "Lakewood and Chicago meet that test.",
        "The army is charged with guarding the parks.",
        "The Sierra Club laid off half of its staff.",
        "Carl Benson insisted that every farm would be open.",
        "Carl Benson said farmers should not have to wait.",
    ],
)
def test_what_only_sounds_like_an_act_is_none(text: str) -> None:
    assert not [told for told in reported(MAYOR + text) if told[0] not in {"ACCUSE", "SUPPORT"}]
