"""Days as clauses of news name them."""

from __future__ import annotations

from datetime import date

import pytest

from graph.status.days import day_told

FRIDAY = date(2025, 10, 10)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("A judge on Thursday blocked the order", "2025-10-09"),
        ("blocked the order Friday", "2025-10-10"),
        ("was blocked yesterday", "2025-10-09"),
        ("On Oct. 3, a judge blocked it", "2025-10-03"),
        ("On December 3, a judge blocked it", "2024-12-03"),
        ("blocked on April 22, 2024", "2024-04-22"),
        ("CHICAGO, Oct. 8, 2025 - A judge blocked the order", None),
        ("on Monday blocked the order signed Sept. 2", "2025-10-06"),
        ("voids two orders, signed May 31 and June 24", None),
        ("last Monday a judge blocked it", None),
        ("blocked it Monday and Tuesday", None),
        ("blocked it on Feb. 30, 2024", None),
        ("blocked it until May 20", None),
        ("blocked on April 22, 2026", None),
        ("A judge blocked the order", None),
    ],
)
def test_the_day_is_told_by_that_of_the_story(words: str, day: str | None) -> None:
    assert day_told(words, FRIDAY) == (date.fromisoformat(day) if day else None)


def test_without_the_story_s_day_only_a_whole_date_tells() -> None:
    assert day_told("on Thursday", None) is None
    assert day_told("on April 22, 2024", None) == date(2024, 4, 22)
