"""Calibration: bins, their error, and which facts are counted as right."""

from __future__ import annotations

from typing import Any

import pytest

from graph.evaluate.calibration import Bin, Calibration, calibration, total

TEXT = "Ana Lee signed an order. Bo Day opposes it. Bo Day said it was wrong."
ENTITIES = [
    {"id": "a", "type": "Person", "name": "Ana Lee", "mentions": ["Ana Lee"]},
    {"id": "b", "type": "Person", "name": "Bo Day", "mentions": ["Bo Day"]},
    {"id": "o", "type": "Order", "name": "an order", "mentions": ["an order"]},
]


def case(**facts: list[dict[str, Any]]) -> dict[str, Any]:
    families: dict[str, Any] = {"relations": [], "provisions": [], "statements": [], "events": []}
    return {"text": TEXT, "entities": ENTITIES} | families | facts


GOLD = case(
    relations=[{"s": "o", "p": "issuedBy", "o": "a"}, {"s": "b", "p": "opposes", "o": "o"}],
    statements=[{"speaker": "b", "text": "it was wrong", "direct": False}],
)


def test_a_fact_is_right_where_the_scorer_pairs_it() -> None:
    told = case(
        relations=[
            {"s": "o", "p": "issuedBy", "o": "a", "confidence": 0.95},
            {"s": "o", "p": "issuedBy", "o": "b", "confidence": 0.91},
            {"s": "b", "p": "opposes", "o": "o"},  # says nothing of how sure it is
        ],
        statements=[{"speaker": "b", "text": "it was wrong", "direct": False, "confidence": 0.3}],
    )
    assert calibration(GOLD, told) == Calibration(
        {("relations", 9): Bin(2, 0.95 + 0.91, 1), ("statements", 3): Bin(1, 0.3, 1)}
    )


def test_the_error_is_the_mean_distance_weighted_by_facts() -> None:
    found = Calibration(
        {("relations", 9): Bin(4, 3.8, 3), ("events", 9): Bin(1, 1.0, 1), ("events", 2): Bin(5, 1.2, 2)}
    )
    assert found.error(["relations"]) == pytest.approx(0.8 / 4)
    assert found.error(["events"]) == pytest.approx(0.8 / 6)
    assert found.error() == pytest.approx((0.8 + 0.8) / 10)  # the upper bins are one: 4.8 said, 4 so
    assert found.figures() == {
        "error": 0.16,
        "families": {"relations": 0.2, "provisions": None, "statements": None, "events": 0.133},
        "table": [
            {"from": 0.2, "to": 0.3, "facts": 5, "confidence": 0.24, "right": 0.4},
            {"from": 0.9, "to": 1.0, "facts": 5, "confidence": 0.96, "right": 0.8},
        ],
    }


def test_certainty_and_its_opposite_have_a_bin() -> None:
    facts = [{"s": "o", "p": "issuedBy", "o": o, "confidence": c} for o, c in (("a", 1.0), ("b", 0.0))]
    assert calibration(GOLD, case(relations=facts)).bins == {("relations", 9): Bin(1, 1.0, 1), ("relations", 0): Bin(1)}


def test_documents_add_up_and_no_facts_have_no_error() -> None:
    one = Calibration({("events", 5): Bin(2, 1.1, 1)})
    assert total([one, one]) == Calibration({("events", 5): Bin(4, 2.2, 2)})
    assert total([]).figures()["error"] is None
