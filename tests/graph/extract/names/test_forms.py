"""Whether two forms are one name."""

from __future__ import annotations

import pytest

from graph.extract.forms import body_fits, person_fits


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("DOT", "Department of Transportation", True),
        ("Treasury", "U.S. Treasury Department", True),
        ("Texas Guard", "Texas National Guard", True),
        ("ABC", "U.S. States", False),  # nothing but words that acronyms leave out
        ("DOT", "Department of Health", False),
    ],
)
def test_a_bodys_short_form_fits_its_full_name(short: str, full: str, fits: bool) -> None:
    assert body_fits(short, full) is fits


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Lee", "Ann Lee", True),
        ("A. Lee", "Ann B. Lee", True),
        ("Bob Lee", "Ann Lee", False),
        ("Lee", "Lee Roe", False),
    ],
)
def test_a_persons_short_form_fits_the_full_name(short: str, full: str, fits: bool) -> None:
    assert person_fits(short, full) is fits
