"""Actions in the sentences of orders: lists and asides inside them, and what follows a semicolon."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse

ORDER = """Executive Order 14901 of May 6, 2019
Guarding the Lighthouses

By the authority vested in me as President by the Constitution and the laws of the United States of America, it is
hereby ordered:

Section 1. {}

THE WHITE HOUSE,
May 6, 2019.
"""


def actions(body: str) -> list[str]:
    text = ORDER.format(body)
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    return [p.evidence.text for p in record.provisions]


ONE = [
    "review any rule that may hinder, slow or otherwise delay a lamp",
    "rescind, revoke, revise, amend, defer, or grant exemptions from any rules that harm lamps",
    "establish, administer, review, and revise, if appropriate, a cap on lamps",
    "meet keepers, State, tribal, and local governments and agencies, and elected officials",
    "use all military, civilian, or commercial lamps to guard the coast",
    "ensure that, to the extent permitted by law, they are meeting the goals of the Lamps Plan",
    "reinstate the final rule entitled “Special Areas; Roadless Coasts, Capes and Lamps” in its old form",
    "coordinate, as appropriate, the actions needed to light lamps",
    "designate, within 30 days of the date of this order, a senior official",
    "name resources needed to identify, address, mitigate, and prevent risks to lamps",
    "take all steps to immediately plan, design, and build a tower",
    "request that each Lamp Council, within 180 days of this order, provide the Secretary with a report",
    "designate a keeper from among the members of the Guild",
]


@pytest.mark.parametrize("action", ONE)
def test_lists_and_asides_inside_an_action_do_not_cut_it(action: str) -> None:
    assert actions(f"The Secretary of Commerce shall {action}.") == [action]


SEVERAL = [
    (
        "The Council shall count all lamps; identify and provide a response to dark coasts, including storms; and "
        "facilitate the work of keepers.",
        ["count all lamps", "identify and provide a response to dark coasts", "facilitate the work of keepers"],
    ),
    (
        "The Administrator shall conduct, in cooperation with States, a survey of lamps and shall, to the extent "
        "feasible, publish it.",
        ["conduct, in cooperation with States, a survey of lamps", "publish it"],
    ),
    ("The Council shall meet keepers, as needed, and the Chair shall report.", ["meet keepers", "report"]),
    ("The Council shall meet keepers; the Chair shall report.", ["meet keepers", "report"]),
    ("The Council shall vote, but the Chair, where it fits, may wait.", ["vote", "wait"]),
    ("The Council shall have nine members. The Chair shall be the Mayor. Members shall have diverse views.", []),
    (
        "The Council shall:\n\n(i) in consultation with OMB, use the budget to light lamps;\n\n(ii) as soon as "
        "practicable, but no later than June 1, publish it; and\n\n(iii) "
        "immediately review and, if needed, audit all lamps.",
        ["use the budget to light lamps", "publish it", "review and, if needed, audit all lamps"],
    ),
]


@pytest.mark.parametrize(("body", "told"), SEVERAL)
def test_what_follows_a_semicolon_or_an_aside_is_a_further_action_where_it_has_a_verb(
    body: str, told: list[str]
) -> None:
    assert actions(body) == told
