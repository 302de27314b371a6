"""An office is the same one however texts write it."""

from __future__ import annotations

import pytest

from graph.office import parse
from graph.resolve.profile import Seat
from graph.resolve.seats import seat


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Governor of Oregon", Seat("governor", "oregon")),
        ("Governor of Ore.", Seat("governor", "oregon")),
        ("Governor of N.Y.", Seat("governor", "new-york")),
        ("Mayor of L.A.", Seat("mayor", "los-angeles")),
        ("Mayor of D.C.", Seat("mayor", "district-of-columbia")),
        ("Mayor of Washington, D.C.", Seat("mayor", "district-of-columbia")),
        ("Governor of Washington State", Seat("governor", "washington")),
        ("President", Seat("president", "united-states")),
        ("U.S. Attorney General", Seat("attorney-general", "united-states")),
    ],
)
def test_an_office_is_called_by_its_title_and_by_the_full_name_of_what_it_is_over(written: str, meant: Seat) -> None:
    assert seat(parse(written)) == meant
