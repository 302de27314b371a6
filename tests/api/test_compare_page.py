"""Orders side by side on a page: what is alike stands on one line."""

from __future__ import annotations

from api.pages.compare import aligned
from api.wire import RowOut


def told(*actions: str) -> list[RowOut]:
    return [RowOut(values={"action": action}, evidence=[]) for action in actions]


def read(sides: list[list[RowOut]]) -> tuple[list[list[str]], list[list[str]]]:
    found = aligned(sides)
    alike = [["" if row is None else str(row.values["action"]) for row in line] for line in found.alike]
    return alike, [[str(row.values["action"]) for row in rows] for rows in found.alone]


def test_what_is_alike_stands_on_one_line_and_what_is_not_below_it() -> None:
    one = told("publish a list of drones", "wear masks on duty")
    other = told("report to the council every month", "wear a mask while on duty")
    assert read([one, other]) == (
        [["wear masks on duty", "wear a mask while on duty"]],
        [["publish a list of drones"], ["report to the council every month"]],
    )


def test_each_provision_of_three_orders_stands_once_and_beside_what_is_likest() -> None:
    sides = [told("wear masks on duty"), told("close the parks"), told("close parks at night", "wear masks")]
    assert read(sides) == (
        [["wear masks on duty", "", "wear masks"], ["", "close the parks", "close parks at night"]],
        [[], [], []],
    )


def test_of_two_that_are_alike_to_one_the_likest_stands_beside_it() -> None:
    sides = [told("wear masks on duty"), told("wear masks", "wear masks on duty")]
    assert read(sides) == ([["wear masks on duty", "wear masks on duty"]], [[], ["wear masks"]])


def test_nothing_beside_nothing_is_no_line() -> None:
    assert read([[], []]) == ([], [[], []])
