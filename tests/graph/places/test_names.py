"""Names of places folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.places.names import Kind, fold, governed


@pytest.mark.parametrize(
    ("names", "folded"),
    [
        (("St. Paul", "SAINT PAUL", "Saint-Paul"), "saint paul"),
        (("D.C.", "DC", "D. C."), "dc"),
        (("Côte d’Ivoire", "Cote d'Ivoire"), "cote divoire"),
        (("O'Hare", "O’Hare", "OHARE"), "ohare"),
        (("the Bronx", "The Bronx", "Bronx the"[:5]), "bronx"),
        (("Winston-Salem", "Winston Salem"), "winston salem"),
        (("Main St", "main st"), "main st"),
        (("", "—", "..."), ""),
    ],
)
def test_names_that_a_reader_takes_for_one_fold_to_one(names: tuple[str, ...], folded: str) -> None:
    assert {fold(name) for name in names} == {folded}


@given(st.text(max_size=40))
def test_folding_never_fails_and_folds_no_further(name: str) -> None:
    once = fold(name)
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("City of Boston", ("Boston", Kind.CITY)),
        ("the City and County of San Francisco", ("San Francisco", Kind.CITY)),
        ("STATE OF ALASKA", ("ALASKA", Kind.STATE)),
        ("the Great State of Texas", ("Texas", Kind.STATE)),
        ("County of Santa Clara", ("Santa Clara County", Kind.COUNTY)),
        ("Province of Ontario", ("Ontario", Kind.STATE)),
        ("Republic of Korea", ("Korea", Kind.COUNTRY)),
        ("Chicago", ("Chicago", None)),
    ],
)
def test_what_a_government_calls_itself_says_what_kind_of_place_it_is(
    name: str, called: tuple[str, Kind | None]
) -> None:
    assert governed(name) == called
