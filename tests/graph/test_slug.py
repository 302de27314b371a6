"""Slugs are readable, short, and safe in IRIs, whatever a name is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.slug import LONGEST, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Brandon Johnson", "brandon-johnson"),
        ("Prince George's County", "prince-georges-county"),
        ("O’Brien", "obrien"),
        ("U.S. Department of Justice", "us-department-of-justice"),
        ("J.B. Pritzker", "jb-pritzker"),
        ("287(g) agreements", "287-g-agreements"),
        ("Raúl Torrez", "raul-torrez"),
        ("Straße", "strasse"),
        ("王毅", "王毅"),
        ("Владимир Зеленский", "владимир-зеленскии"),
        ("नई दिल्ली", "नई-दिल्ली"),
        ("  a / b # c ? d  ", "a-b-c-d"),
    ],
)
def test_a_name_becomes(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize("name", ["", "—", "…", "🙂", "\x00"])
def test_a_name_without_letters_still_has_a_slug_of_its_own(name: str) -> None:
    assert slug(name)
    assert slug(name) != slug(name + "!")


def test_long_names_are_cut_and_still_told_apart() -> None:
    first, second = slug("a very long name " * 20 + "one"), slug("a very long name " * 20 + "two")
    assert first != second
    assert max(len(first), len(second)) <= LONGEST


@given(st.text())
def test_any_slug_is_a_segment_of_an_iri(name: str) -> None:
    assert NamedNode(f"https://graph.example/id/person/{slug(name)}").value.rpartition("/")[2] == slug(name)
    assert slug(name)
    assert len(slug(name)) <= LONGEST
    assert not set(slug(name)) & set("/#?%.:@ ")
