"""Binary facts read from sentences of our own making: whole sets of relations."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse

Fact = tuple[str, str, str]


def _facts(text: str, *predicates: str) -> set[Fact]:
    """Subject, predicate and object of the relations of the given kinds."""
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    names = {e.id: e.name for e in record.entities}
    return {
        (names[r.subject], r.predicate.value, r.value if r.value is not None else names[r.object or ""])
        for r in record.relations
        if r.predicate in predicates
    }


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ohio Gov. Ruth Okafor spoke.", "Governor of Ohio"),
        ("Ruth Okafor, the governor of Ohio, spoke.", "governor of Ohio"),
        ("The acting head of the Parks Bureau, Ruth Okafor, spoke.", "acting head of the Parks Bureau"),
        ("Former Ohio Governor Ruth Okafor spoke.", "Former Governor of Ohio"),
        ("Ruth Okafor, who leads the Parks Bureau, spoke.", "head of Parks Bureau"),
        ("Kent City Council member Ruth Okafor voted no.", "Kent City Council member"),
    ],
)
def test_an_office_is_read_from_title_apposition_or_clause(text: str, office: str) -> None:
    assert _facts(text, "holdsOffice") == {("Ruth Okafor", "holdsOffice", office)}


def test_a_bare_title_gains_the_place_that_the_text_is_about() -> None:
    text = "TULSA, Okla. — Mayor Dana Whitfield signed an order on Friday. The city of Tulsa will enforce it."
    assert _facts(text, "holdsOffice") == {("Dana Whitfield", "holdsOffice", "Mayor of Tulsa")}


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Ruth Okafor, a Democrat, signed it.",
        "Sen. Ruth Okafor, Democrat of Ohio, signed it.",
        "Rep. Ruth Okafor, D-Dayton, signed it.",
        "Democratic Gov. Ruth Okafor signed it.",
        "Gov. Ruth Okafor of Ohio, another Democrat, signed it.",
    ],
)
def test_a_party_is_read_from_every_usual_form(text: str) -> None:
    assert _facts(text, "memberOf") == {("Ruth Okafor", "memberOf", "Democratic Party")}


def test_spokespeople_speak_for_a_body_or_a_person_and_hold_no_office() -> None:
    text = "White House spokesman Paul Stone declined. Lena Ortiz, a spokeswoman for Gov. Ruth Okafor, agreed."
    assert _facts(text, "speaksFor") == {
        ("Paul Stone", "speaksFor", "White House"),
        ("Lena Ortiz", "speaksFor", "Ruth Okafor"),
    }
    assert _facts(text, "holdsOffice") == {("Ruth Okafor", "holdsOffice", "Governor")}


def test_an_order_has_issuer_reach_and_those_whom_it_directs() -> None:
    text = (
        "Tulsa Mayor Dana Whitfield signed an executive order on Friday. "
        "The order requires city departments to list their vacant lots and it prohibits contractors from dumping there."
    )
    assert _facts(text, "issuedBy", "appliesIn", "directs") == {
        ("Dana Whitfield's executive order", "issuedBy", "Dana Whitfield"),
        ("Dana Whitfield's executive order", "appliesIn", "Tulsa"),
        ("Dana Whitfield's executive order", "directs", "city departments"),
        ("Dana Whitfield's executive order", "directs", "contractors"),
    }


def test_courts_neither_oppose_nor_support() -> None:
    text = "A federal judge blocked Governor Ruth Okafor's order on Friday. Senator Paul Stone opposes the order."
    assert _facts(text, "opposes", "supports") == {("Paul Stone", "opposes", "Ruth Okafor's order")}
