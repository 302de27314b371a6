"""What is told as an event and what is not: what an order requires, what somebody fears, what a chief plans."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.extract.rules import drafts_of
from graph.model import Document
from graph.parse import parse
from tests.graph.extract.reported import MAYOR, ORDER, Told, reported

CHIEF = "Police Chief Tom Alvarez"


def in_all(text: str) -> list[Told]:
    """The events of a text, after its provisions are read."""
    reading = read(Document(text), next(parse([text])))
    return [
        (v.type.value, v.status.value, v.actor and v.actor.name, v.recipient and v.recipient.name)
        for v in drafts_of(reading).events
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "It requires police officers to patrol the parks.",
        "It directs inspectors to impound any tent found in a park.",
        "The order tells officers to arrest campers who stay.",
        "The order allows residents to ask for an exception.",
    ],
)
def test_what_an_order_requires_is_no_event(sentence: str) -> None:
    assert in_all(MAYOR + sentence) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Under it, campers could be fined $500.", ("SANCTION", "hypothetical", None, "campers")),
        ("Under it, campers could be jailed for a year.", ("SANCTION", "hypothetical", None, "campers")),
        ("Officers arrested Carl Benson on Monday.", ("COERCE", "actual", "Officers", "Carl Benson")),
    ],
)
def test_what_may_be_done_to_who_breaks_it_and_what_was_done_is(sentence: str, told: Told) -> None:
    assert told in in_all(MAYOR + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Carl Benson, a baker, said any later mayor could rescind the order.",
        "Carl Benson, a baker, said some families could house the campers.",
        "Carl Benson, a baker, asked what happens if the council ignores the order.",
    ],
)
def test_what_somebody_thinks_possible_is_no_event(sentence: str) -> None:
    assert not [told for told in reported(MAYOR + sentence) if told[1] == "hypothetical"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("said 150 officers would be sent to the park", ("MOBILIZE", "planned", "Tom Alvarez", None)),
        ("said mounted police could be brought in from Dayton", ("MOBILIZE", "hypothetical", "Tom Alvarez", None)),
        ("said some 300 officers would be on the streets by Sunday", ("MOBILIZE", "planned", "Tom Alvarez", None)),
        ("said he has no plans to change the patrols", ("REJECT", "planned", "Tom Alvarez", ORDER)),
        ("said he has no intention of enforcing it", ("REJECT", "planned", "Tom Alvarez", ORDER)),
        ("said he would not change a word of the manual", ("REJECT", "planned", "Tom Alvarez", ORDER)),
        ("said his officers would not support the order", ("REJECT", "planned", "his officers", ORDER)),
    ],
)
def test_chief_says_what_he_plans_and_what_he_will_not_do(sentence: str, told: Told) -> None:
    assert told in reported(f"{MAYOR}{CHIEF} {sentence}.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Carl Benson, a baker, said 150 officers would be sent to the park.",
        "Police Chief Tom Alvarez said 150 officers had been sent to the park.",
        "The plans have no friends in the park.",
    ],
)
def test_who_cannot_plan_it_and_who_tells_what_was_done_is_no_actor(sentence: str) -> None:
    assert not [told for told in reported(MAYOR + sentence) if told[2] in {"Carl Benson", "Tom Alvarez"}]


def test_apology_that_is_not_made_is_negated() -> None:
    assert reported(MAYOR + "Whitfield made no apology.") == [("CONCEDE", "negated", "Dana Whitfield", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Sierra Club sued Whitfield on Monday, arguing that the order is illegal and cruel.",
        "The Sierra Club sued Whitfield over the order. The Sierra Club said that it would seek an injunction.",
        "The Sierra Club went to federal court over the order on Monday. In a lawsuit it sued Whitfield.",
    ],
)
def test_plaintiff_who_names_a_defendant_accuses_him_and_not_the_order(sentence: str) -> None:
    accused = [told for told in in_all(MAYOR + sentence) if told[0] == "ACCUSE"]
    assert accused == [("ACCUSE", "actual", "Sierra Club", "Dana Whitfield")]


@pytest.mark.parametrize(
    ("sentence", "recipients"),
    [
        ("The Sierra Club sued over the order.", {ORDER}),
        ("The Sierra Club sued Whitfield. “The order is cruel,” the Sierra Club said.", {"Dana Whitfield", ORDER}),
        ("Carl Benson accused Whitfield of greed and called the order cruel.", {"Dana Whitfield", ORDER}),
    ],
)
def test_order_is_accused_where_no_defendant_is_named_and_by_own_words(sentence: str, recipients: set[str]) -> None:
    assert {told[3] for told in in_all(MAYOR + sentence) if told[0] == "ACCUSE"} == recipients


def test_one_statement_blames_a_thing_or_praises_it() -> None:
    text = MAYOR + "Carl Benson described the order as “a necessary measure to reduce crime, disorder and chaos.”"
    assert len([told for told in reported(text) if told[3] == ORDER]) == 1


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The Sierra Club asked a federal judge to suspend the order.", ("ACCUSE", "Sierra Club", ORDER)),
        ("The Sierra Club asked a federal judge to hear it soon.", ("REQUEST", "Sierra Club", "federal judge")),
    ],
)
def test_who_asks_a_court_to_suspend_an_order_accuses_it(sentence: str, told: tuple[str, str, str]) -> None:
    assert [(kind, actor, aim) for kind, _, actor, aim in reported(MAYOR + sentence)] == [told]


@pytest.mark.parametrize(
    ("sentence", "recipient"),
    [
        ("Judge Carl Benson blocked the order, finding that Whitfield had overstepped her authority.", ORDER),
        ("Judge Carl Benson found that Whitfield had overstepped her authority.", "Dana Whitfield"),
    ],
)
def test_court_that_stops_an_order_does_not_punish_its_issuer_too(sentence: str, recipient: str) -> None:
    assert [told[3] for told in in_all(MAYOR + sentence) if told[0] == "SANCTION"] == [recipient]
