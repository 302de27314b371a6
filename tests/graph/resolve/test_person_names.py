"""Which names can be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.resolve.person_names import Likeness, PersonName, likeness, marks, person_name

EQUAL, FAMILIAR, INITIAL, SURNAME, UNLIKE = Likeness


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Brandon Johnson", PersonName("johnson", "brandon")),
        ("Edmund G. “Jerry” Brown Jr.", PersonName("brown", "edmund", ("g",), "jr", "jerry")),
        ("Lawrence J. Hogan, Jr.", PersonName("hogan", "lawrence", ("j",), "jr")),
        ("George H.W. Bush", PersonName("bush", "george", ("h", "w"))),
        ("J.B. Pritzker", PersonName("pritzker", "j", ("b",))),
        ("Bill de Blasio", PersonName("de blasio", "bill")),
        ("Ursula von der Leyen", PersonName("von der leyen", "ursula")),
        ("Sarah Huckabee Sanders", PersonName("sanders", "sarah", ("huckabee",))),
        ("Beyoncé", PersonName("beyonce")),
        ("Jr.", PersonName("jr")),
        ("", PersonName("")),
    ],
)
def test_a_name_is_taken_apart(name: str, parts: PersonName) -> None:
    assert person_name(name) == parts


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("Joe Biden", "Joe Biden", EQUAL),
        ("Andrew Cuomo", "Andrew M. Cuomo", EQUAL),
        ("JB Pritzker", "J.B. Pritzker", INITIAL),
        ("Joe Biden", "Joseph R. Biden Jr.", FAMILIAR),
        ("Larry Hogan", "Lawrence J. Hogan, Jr.", FAMILIAR),
        ("Mike Johnson", "Michael Johnson", FAMILIAR),
        ("Edmund “Jerry” Brown", "Jerry Brown", FAMILIAR),
        ("J. Johnson", "Jeh Johnson", INITIAL),
        ("L. Brooks Patterson", "Brooks Patterson", FAMILIAR),
        ("Johnson", "Brandon Johnson", SURNAME),
        ("Kate Brown", "Jerry Brown", UNLIKE),
        ("George W. Bush", "George H.W. Bush", UNLIKE),
        ("Robert Kennedy Sr.", "Robert Kennedy Jr.", UNLIKE),
        ("John A. Smith", "John B. Smith", UNLIKE),
        ("Andy Lee", "Ann Lee", UNLIKE),
        ("Ann Lee", "Ann Li", UNLIKE),
    ],
)
def test_two_names_are_alike_or_not(one: str, other: str, found: Likeness) -> None:
    assert likeness(person_name(one), person_name(other)) is found
    assert likeness(person_name(other), person_name(one)) is found


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_the_names_likeness_looks_at_both_alike(one: str, other: str) -> None:
    a, b = person_name(one), person_name(other)
    assert likeness(a, b) is likeness(b, a)
    assert likeness(a, a) in {EQUAL, INITIAL, SURNAME}


NAMES = st.sampled_from(
    [
        "John Lee",
        "Jack Lee",
        "J. Lee",
        "Lee",
        "JR Lee",
        "J. Robert Lee",
        "Robert “Bob” Lee",
        "Bob Lee",
        "Ann B. Lee",
        "B. Lee",
    ]
)


@given(NAMES, NAMES)
def test_names_that_are_not_unlike_find_one_another(one: str, other: str) -> None:
    (bears, seeks), (borne, sought) = marks(one), marks(other)
    found = not bears.isdisjoint(sought) or not borne.isdisjoint(seeks)
    assert found or likeness(person_name(one), person_name(other)) is Likeness.UNLIKE
