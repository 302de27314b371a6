"""Mentions that say which one is meant: a body with whose it is, a collective with where it is, a norm with its day."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse


def mentions(text: str) -> dict[str, set[str]]:
    """The mentions of each thing that takes part, by its name."""
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    return {e.name: {m.text for m in e.mentions} for e in record.entities}


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("The state Supreme Court struck down the ban.", "Supreme Court", "state Supreme Court"),
        ("The county Health Department sued Mayor Ann Lee.", "Health Department", "county Health Department"),
        ("The school's PTA praised Mayor Ann Lee.", "PTA", "The school's PTA"),
        ("The Casa Azul shelter sued Mayor Ann Lee. Casa Azul said so.", "Casa Azul", "Casa Azul shelter"),
        ("The company paid growers in the valley $500.", "growers", "growers in the valley"),
        (
            "The mayors of Houston, Dallas and Austin sued the state.",
            "mayors",
            "The mayors of Houston, Dallas and Austin",
        ),
        ("Mayor Ann Lee met with aides to the governor.", "aides", "aides to the governor"),
        ("Two of the center's employees sued Mayor Ann Lee.", "center's employees", "Two of the center's employees"),
        ("Farmers along the Oder criticized the ban.", "Farmers", "Farmers along the Oder"),
        (
            "A judge blocked the executive order of May 4, 2021.",
            "executive order",
            "the executive order of May 4, 2021",
        ),
    ],
)
def test_mention_says_which_one_is_meant(text: str, name: str, whole: str) -> None:
    assert whole in mentions(text)[name]


@pytest.mark.parametrize(
    ("text", "name", "never"),
    [
        ("Police cleared vendors from the park.", "vendors", "vendors from the park"),
        ("The mayor told growers in a letter to wait.", "growers", "growers in a letter"),
        ("Officials met growers on Monday.", "growers", "growers on Monday"),
        (
            "Mayor Ann Lee's Justice Department sued the state.",
            "Justice Department",
            "Mayor Ann Lee's Justice Department",
        ),
    ],
)
def test_mention_takes_in_nothing_else(text: str, name: str, never: str) -> None:
    assert never not in mentions(text).get(name, set())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("TOPEKA, Kan. — Mayor Ann Lee signed an executive order.", "Kansas"),
        ("Mayor Ann Lee of Portland, Ore., signed an executive order.", "Oregon"),
        ("The governor sent troops to Washington DC.", "Washington DC"),
    ],
)
def test_a_region_is_named_in_full_where_it_is_only_written_short(text: str, place: str) -> None:
    assert place in mentions(text)
