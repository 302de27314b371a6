"""Content negotiation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.negotiate import MediaRange, choose, parse, quality

OFFERED = ("application/json", "text/html", "text/turtle")
CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        (CHROMIUM, "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.9, text/html;q=0.8", "text/turtle"),
        ("text/turtle;q=0.1, text/html;q=0.8", "text/html"),
        ("text/*", "text/html"),
        ("text/*;q=0.9, text/html;q=0.1", "text/turtle"),
        ("TEXT/Turtle ; Q=1.0", "text/turtle"),
        ("text/turtle; charset=utf-8", "text/turtle"),
        ("application/json;q=0, */*;q=0.1", "text/html"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("nonsense", "application/json"),
        ("text/html;q=abc, text/turtle;q=0.5", "text/turtle"),
    ],
)
def test_the_best_liked_of_the_offered_media_types_is_chosen(accept: str | None, expected: str | None) -> None:
    assert choose(accept, OFFERED) == expected


def test_a_range_is_read_with_its_quality() -> None:
    assert parse("text/*;q=0.25, */*") == (MediaRange("text", "*", 0.25), MediaRange("*", "*", 1.0))


@given(st.text(max_size=200))
def test_any_header_gives_an_offered_type_or_none(accept: str) -> None:
    assert choose(accept, OFFERED) in (*OFFERED, None)


@given(st.lists(st.sampled_from(["text/html", "text/turtle", "*/*", "text/*"]), min_size=1, unique=True))
def test_quality_lies_between_nought_and_one(names: list[str]) -> None:
    ranges = parse(",".join(f"{name};q=0.{i}" for i, name in enumerate(names)))
    assert 0.0 <= quality(ranges, "text/html") <= 1.0
