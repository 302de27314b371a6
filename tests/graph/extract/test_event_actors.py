"""Who acts where the clause or the parser hides it, and who is answered."""

from __future__ import annotations

import pytest

from graph.extract.events import events
from graph.extract.reading import read
from graph.extract.statements import statements
from graph.model import Document
from graph.parse import parse

Told = tuple[str, str, str | None, str | None]


def _told(text: str) -> list[Told]:
    reading = read(Document(text), next(parse([text])))
    return [
        (v.type.value, v.status.value, v.actor and v.actor.name, v.recipient and v.recipient.name)
        for v in events(reading, statements(reading))
    ]


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
            "Soldiers were deployed to Lakewood at Governor Ruth Okafor's direction.",
            [("MOBILIZE", "actual", "Ruth Okafor", None)],
        ),
    ],
)
def test_who_acts(text: str, told: list[Told]) -> None:
    assert _told(text) == told


def test_refusal_answers_whoever_asked() -> None:
    text = "Governor Ruth Okafor asked Mayor Dana Whitfield to resign. Whitfield refused."
    assert ("REJECT", "actual", "Dana Whitfield", "Ruth Okafor") in _told(text)


def test_complaint_that_names_somebody_accuses_for_the_plaintiff() -> None:
    text = "The Sierra Club sued Governor Ruth Okafor on Monday. The complaint also names Sheriff Dana Whitfield."
    assert _told(text) == [
        ("ACCUSE", "actual", "Sierra Club", "Ruth Okafor"),
        ("ACCUSE", "actual", "Sierra Club", "Dana Whitfield"),
    ]


def test_crowd_that_gathers_to_protest_protests() -> None:
    text = "Governor Ruth Okafor signed an executive order. Residents gathered at the Capitol to protest the order."
    assert _told(text) == [("PROTEST", "actual", "Residents", "executive order")]
