"""Things are known again across the annotated cases, and told apart: `gold/across.csv` says which are one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.evaluate.across import Across, read_across, read_cases, score_across
from graph.model import EntityType

GOLD = Path(__file__).parents[2] / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["across"]
PERSON, ORDER, ORGANIZATION = EntityType.PERSON, EntityType.ORDER, EntityType.ORGANIZATION


@pytest.fixture(scope="module")
def scores() -> dict[EntityType, Across]:
    """The pairs of entities of all annotated cases, resolved together."""
    return score_across(read_across(GOLD / "across.csv"), read_cases(GOLD))


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_type_falls_below_its_floor(scores: dict[EntityType, Across], name: str) -> None:
    assert scores[EntityType(name)].counts.f1 >= FLOORS[name]


def test_no_two_persons_are_taken_for_one(scores: dict[EntityType, Across]) -> None:
    assert scores[PERSON].merged == ()


def test_no_two_orders_are_taken_for_one_but_those_of_one_day_about_one_thing(scores: dict[EntityType, Across]) -> None:
    # the vaccination of federal employees and of contractors: EO 14043 and 14042, both of September 9, 2021
    merged = {one.case for pair in scores[ORDER].merged for one in pair}
    vaccines = {
        "train/phoenix-vaccine-mandate-pause",
        "orders/contractor-vaccines-biden",
        "orders/held-federal-vaccines",
    }
    assert merged <= vaccines


def test_the_gold_holds_enough_pairs_that_are_one_and_that_only_more_than_the_name_tells_apart(
    scores: dict[EntityType, Across],
) -> None:
    assert sum(one.counts.gold for type_, one in scores.items() if type_ is not ORGANIZATION) >= 150
    assert sum(one.hard for one in scores.values()) >= 150
    assert (scores[ORDER].counts.gold, scores[ORDER].hard) >= (50, 1000)
