"""Provisions of different orders that a reader would lay side by side are alike, others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.similar import LEAST, MOST, likeness, words_of

BAN = "a ban on masked identities during operations"
CAMERAS = "wear body cameras and clear identification"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BAN, "leave off the masks"),
        (BAN, "masked immigration operations"),
        (CAMERAS, "body camera footage"),
        (CAMERAS, "turn on body cameras at every stop"),
        ("wear masks indoors in public", "a district building has to wear a mask"),
        ("limit indoor gatherings to 10 people", "gatherings of more than ten people indoors are prohibited"),
        ("assisting in civil immigration enforcement", "help with civil immigration arrests"),
    ],
)
def test_provisions_on_one_thing_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= LEAST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BAN, CAMERAS),
        (BAN, "limit indoor gatherings to 10 people"),
        (CAMERAS, "freeze hiring in all departments"),
        ("freeze hiring in all departments", "close all beaches by the order of the governor"),
        ("shall report to the governor", "shall report to the council"),
    ],
)
def test_provisions_on_different_things_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < LEAST


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_a_share_whatever_the_words_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_provisions_are_looked_for_by_the_words_that_weigh_most() -> None:
    assert words_of([BAN]) == ("ident", "mask", "ban", "dure", "oper")
    assert len(words_of([" ".join(f"{letter}arbara" for letter in "abcdefghijklmnopqrstuvwxyz")])) == MOST
    assert words_of(["the of and"]) == ()
