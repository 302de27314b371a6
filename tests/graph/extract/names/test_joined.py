"""Names that the model cuts in two, or takes for one with another: bodies with "and", knights, districts, parties."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse
from tests.graph.extract.named import named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Jamaica Hotel and Tourist Association said bookings fell.", "Jamaica Hotel and Tourist Association"),
        ("The BC Ferry and Marine Workers' Union backs the order.", "BC Ferry and Marine Workers' Union"),
        (
            "Lee, who chairs the Senate Energy and Natural Resources Committee, called it unlawful.",
            "Senate Energy and Natural Resources Committee",
        ),
        ("Ann Okafor of the People’s Organization for Progress spoke.", "People’s Organization for Progress"),
        ("The National Federation of Teachers’ Unions sued.", "National Federation of Teachers’ Unions"),
        (
            "Jim Vargo, president of Fraternal Order of Police Lodge 44, sued.",
            "Fraternal Order of Police Lodge 44",
        ),
    ],
)
def test_a_body_is_one_where_the_sentence_holds_its_halves_together(text: str, name: str) -> None:
    assert named(text)[name] in {"Agency", "Organization"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The White House and Justice Department declined to comment.", {"White House", "Justice Department"}),
        ("Ohio and Troy Hospital sued.", {"Ohio", "Troy Hospital"}),
    ],
)
def test_two_names_joined_by_and_stay_two(text: str, names: set[str]) -> None:
    assert names <= set(named(text))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("A petition was filed by the NGO Penna Parirakshana Samithi.", "Penna Parirakshana Samithi", "Organization"),
        ("He banned it under Section 163 of the BNSS.", "Section 163 of the BNSS", "Policy"),
        ("Labour's transport spokesperson, Ann Okafor, objected.", "Labour Party", "Organization"),
        ("He voted with the Conservative group on the council.", "Conservative Party", "Organization"),
    ],
)
def test_what_stands_beside_a_name_tells_what_it_names(text: str, name: str, kind: str) -> None:
    assert named(text)[name] == kind


def test_a_knight_is_called_by_the_given_name() -> None:
    text = "Traders wrote to Sir David Fawcett on Monday. Sir David said that he had every sympathy. Dame Ann left."
    assert named(text) == {"David Fawcett": "Person", "Ann": "Person"}


def test_two_districts_are_two_places() -> None:
    text = "The Collector banned mining in Nellore district. It should be extended to Kadapa district, he said."
    reading = read(Document(text), next(parse([text])))
    assert {m.span.text for r in reading.referents for m in r.mentions if "district" in m.span.text} == {
        "Nellore district",
        "Kadapa district",
    }
    assert not any(len(r.mentions) > 1 and "district" in r.name for r in reading.referents)


def test_the_party_of_a_state_is_the_party_and_a_court_of_a_territory_a_court() -> None:
    text = "The chairman of the Republican Party of Texas spoke. The Supreme Court of Yukon upheld it in March."
    assert "Party of Texas" not in named(text)
    assert named(text)["Supreme Court of Yukon"] == "Agency"
