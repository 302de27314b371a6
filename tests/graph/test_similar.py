"""Provisions of different orders that a reader would lay side by side are alike, others are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.similar import LEAST, MOST, Norm, likeness, words_of
from tests.gold.alike import average_precision, rates, scored

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
    assert likeness(Norm(one), Norm(other)) >= LEAST


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
    assert likeness(Norm(one), Norm(other)) < LEAST


NORMS = st.builds(Norm, st.text(max_size=100), st.text(max_size=30), st.sampled_from(["", "requires", "permits"]))


@given(NORMS, NORMS)
def test_likeness_is_a_share_whatever_the_words_and_the_same_both_ways(one: Norm, other: Norm) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_who_is_bound_what_else_the_order_says_and_the_kind_count_too() -> None:
    one, other = Norm("stay indoors after ten"), Norm("stay off the streets at night")
    plain = likeness(one, other)
    assert likeness(Norm(one.action, "residents"), Norm(other.action, "all residents")) > plain
    beside = [Norm(norm.action, beside=("fine those who break the curfew",)) for norm in (one, other)]
    assert likeness(*beside) > plain
    assert likeness(Norm(one.action, kind="requires"), Norm(other.action, kind="requires")) == plain
    assert likeness(Norm(one.action, kind="requires"), Norm(other.action, kind="permits")) < plain


def test_provisions_are_looked_for_by_the_words_that_weigh_most_in_each() -> None:
    assert words_of([Norm(BAN)]) == ("mask", "ident", "ban", "dure", "oper")
    assert words_of([Norm(BAN), Norm("close the city's beaches")])[:2] == ("beach", "mask")
    assert len(words_of([Norm(" ".join(f"{a}{b}rbara" for a in "bcdfghjk" for b in "aeiouzyx"))])) == MOST
    assert words_of([Norm("the of and")]) == ()


def test_on_documents_that_nothing_was_chosen_by_likeness_tells_pairs_apart_as_a_reader_does() -> None:
    pairs = scored("held")
    assert len(pairs) == 431
    assert average_precision(pairs) >= 0.41
    precision, recall = rates(pairs)
    assert precision >= 0.33
    assert recall >= 0.37
