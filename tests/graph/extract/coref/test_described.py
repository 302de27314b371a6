"""Bodies met by what they are, and who acts where the parser joins a verb to the wrong clause."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, reported


def who(text: str, kind: str) -> list[tuple[str | None, str | None]]:
    """Actor and recipient of each event of a type."""
    return [(actor, recipient) for type_, _, actor, recipient in reported(text) if type_ == kind]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Lakeside Tenants Union, a nonprofit that sued the mayor, runs a clinic.", "Lakeside Tenants Union"),
        ("A police union sued Lakewood. The Lakewood Officers Association is new.", "Lakewood Officers Association"),
        ("Norland's largest union sued Lakewood. The Norland Teachers Guild is new.", "Norland Teachers Guild"),
    ],
)
def test_body_is_the_one_that_its_description_stands_beside_or_before(text: str, body: str) -> None:
    assert [actor for actor, _ in who(text, "ACCUSE")] == [body]


def test_top_court_is_the_supreme_court_that_is_named() -> None:
    text = (
        f"{MAYOR}The Norland Supreme Court will sit in May. Before that, Norland's highest court struck down the order."
    )
    assert who(text, "SANCTION") == [("Norland Supreme Court", "executive order")]


def test_members_of_a_board_are_the_board() -> None:
    text = "The Board of Supervisors met on Monday. Senator Lena Brandt urged the supervisors to resign."
    assert who(text, "REQUEST") == [("Lena Brandt", "Board of Supervisors")]


def test_her_office_is_the_one_that_she_heads() -> None:
    text = "The Lakewood Sheriff's Office is small. Sheriff Ann Moss is new. Her office blasted Mayor Dana Whitfield."
    assert who(text, "ACCUSE") == [("Lakewood Sheriff's Office", "Dana Whitfield")]


def test_who_tells_what_others_had_done_goes_on_to_ask() -> None:
    text = "Senator Lena Brandt said that the mayor had not called her and asked Governor Ruth Okafor for help."
    assert who(text, "REQUEST") == [("Lena Brandt", "Ruth Okafor")]


def test_class_action_accuses_for_those_who_filed_it() -> None:
    text = f"{MAYOR}A class action filed Friday by three shop owners accuses the Lakewood Police Department of theft."
    assert ("three shop owners", "Lakewood Police Department") in who(text, "ACCUSE")


def test_names_before_a_titled_name_are_sued_too() -> None:
    text = f"{MAYOR}The Sierra Club has filed suit against Whitfield and Police Chief Tom Ray."
    assert sorted(str(b) for _, b in who(text, "ACCUSE")) == ["Dana Whitfield", "Tom Ray"]
