"""How real orders word their norms: titles, officers together, lists, asides and what is no norm."""

from __future__ import annotations

import pytest

from tests.graph.extract.required import Told, norms

TITLES = [
    (
        "Section 4.\n\nCare of Lamps The Secretary of Commerce, in consultation with the Secretary of Energy, shall "
        "count lamps.",
        [("requires", "Secretary of Commerce", "count lamps")],
    ),
    (
        "Section 4.\n\nMembership The Secretary of Commerce shall serve as Chair of the Lamp Council and shall direct "
        "its work. The Council shall have nine members.",
        [("requires", "Secretary of Commerce", "direct its work")],
    ),
    ("Section 4.\n\nDefinitions For the purposes of this order, the Secretary of Commerce shall mean a lamp.", []),
]


@pytest.mark.parametrize(("body", "told"), TITLES)
def test_a_title_that_runs_into_its_section_is_none_of_its_words(body: str, told: Told) -> None:
    assert norms(body) == told


def test_officers_who_are_meant_together_are_bound_together() -> None:
    body = (
        "Section 1. The Secretary of Commerce and the Secretary of Energy (the Secretaries) shall meet.\n\n"
        "Section 2. To spare oil, the Secretaries shall:\n\n(a) count lamps; and\n\n(b) sell lamps.\n\n"
        "Section 3. The Secretaries shall also rest."
    )
    assert norms(body)[1:] == [
        ("requires", "Secretaries", "count lamps"),
        ("requires", "Secretaries", "sell lamps"),
        ("requires", "Secretaries", "rest"),
    ]


LISTS = [
    (
        "Section 3. The Secretary of Commerce shall:\n\n(a) count lamps;\n\n(b) within 90 days of the date of this "
        "order:\n(i) write a plan for all harbors.\n\nThe Lamp Council may help with the plan;\n(ii) sell lamps; and\n"
        "\n(c) not later than one year after the sale, forward to the President a report on lamps.",
        [
            ("requires", "Secretary of Commerce", "count lamps"),
            ("requires", "Secretary of Commerce", "write a plan for all harbors"),
            ("permits", "Lamp Council", "help with the plan"),
            ("requires", "Secretary of Commerce", "sell lamps"),
            ("requires", "Secretary of Commerce", "forward to the President a report on lamps"),
        ],
    ),
    (
        "Section 3. The Secretary of Commerce shall:\n\n(a) speed sales by:\n(i) increasing the trust of buyers;\n"
        "(ii) consistent with law, using new forms; and\n\n(b) in doing so, the Secretary of Energy shall:\n"
        "(i) count lamps; and\n(ii) sell lamps.\n\n(c) paint towers.",
        [
            ("requires", "Secretary of Commerce", "speed sales"),
            ("requires", "Secretary of Energy", "count lamps"),
            ("requires", "Secretary of Energy", "sell lamps"),
            ("requires", "Secretary of Commerce", "paint towers"),
        ],
    ),
    (
        "Section 3. The Secretary of Commerce shall:\n(i) count lamps in these harbors:\na. Gull Bay.\nb. Salt Bay.\n"
        "(ii) during the winter, sell towers.\n\nSection 4. The Council met.\n\n(iii) sell lamps.",
        [
            ("requires", "Secretary of Commerce", "count lamps in these harbors"),
            ("requires", "Secretary of Commerce", "sell towers"),
        ],
    ),
    (
        "Section 3. The Secretary of Commerce shall:\n(a) coordinate sales of lamps and develop proposals relating "
        "to:\n(i) improving access; and\n(ii) training for keepers.",
        [
            ("requires", "Secretary of Commerce", "coordinate sales of lamps"),
            ("requires", "Secretary of Commerce", "develop proposals"),
        ],
    ),
]

LISTS.append(
    (
        "Section 3. The Lamp Board shall have the following powers and duties:\n1,\nto name a clerk;\na\n"
        "2. to count lamps; and\n3. to sell lamps.",
        [("requires", "Lamp Board", "count lamps"), ("requires", "Lamp Board", "sell lamps")],
    )
)


@pytest.mark.parametrize(("body", "told"), LISTS)
def test_a_list_goes_on_after_what_interrupts_it_and_what_is_part_of_an_item_is_no_item(body: str, told: Told) -> None:
    assert norms(body) == told


WHOLE = [
    (
        "Section 1. The Secretary of Commerce shall issue guidance to ensure the full use of lamps by keepers and "
        "ensure that towers are mended.",
        ["issue guidance to ensure the full use of lamps by keepers and ensure that towers are mended"],
    ),
    (
        "Section 1. The Secretary of Commerce shall write a more comprehensive, integrated, and strategic plan.",
        ["write a more comprehensive, integrated, and strategic plan"],
    ),
    (
        "Section 1. The Secretary of Commerce shall help in the care of its training and education programs and shall "
        "award all contracts.",
        ["help in the care of its training and education programs", "award all contracts"],
    ),
    (
        "Section 1. The Secretary of Commerce shall provide to the Chair, the Board, and the Director, pursuant to the "
        "rules set under section 4 of this order, a report on lamps.",
        [
            "provide to the Chair, the Board, and the Director, pursuant to the rules set under section 4 of this "
            "order, a report on lamps"
        ],
    ),
    (
        "Section 1. The Secretary of Commerce shall develop, by December 31, 2020, a strategy for lamps.",
        ["develop, by December 31, 2020, a strategy for lamps"],
    ),
    (
        "Section 1. All keepers shall refrain from texting while driving cars of the Government.",
        ["texting while driving cars of the Government"],
    ),
    (
        "Section 1. The Secretary of Commerce shall improve means to model and simulate the loss of lamps, and develop "
        "tools to guard lamps.",
        ["improve means to model and simulate the loss of lamps", "develop tools to guard lamps"],
    ),
    (
        "Section 1. The Secretary of Commerce shall update plans to prepare for, protect against, and mitigate the "
        "loss of lamps.",
        ["update plans to prepare for, protect against, and mitigate the loss of lamps"],
    ),
    (
        "Section 1. The Secretary of Commerce shall assess methods to more quickly and cheaply sell lamps.",
        ["assess methods to more quickly and cheaply sell lamps"],
    ),
    (
        "Section 1. There is established the Lamp Subcommittee to Save the Bell Fund (Subcommittee) to help keepers.",
        ["the Lamp Subcommittee to Save the Bell Fund"],
    ),
    (
        "Section 1. To promote effective coordination across agencies and to facilitate coordinated and strategic fire "
        "actions, an interagency Lamp Policy Committee (to be known as the Lamp Cabinet) is hereby established.",
        ["an interagency Lamp Policy Committee"],
    ),
    (
        "Section 1. I hereby revoke Executive Order 13000, and terminate that program.",
        ["Executive Order 13000", "that program"],
    ),
    ("Section 1. Any such agreement, including Order 5, is revoked.", ["Any such agreement, including Order 5"]),
]


@pytest.mark.parametrize(("body", "told"), WHOLE)
def test_what_is_to_be_done_is_told_whole(body: str, told: list[str]) -> None:
    assert [text for _, _, text in norms(body)] == told


BEARERS = [
    (
        "Section 1. The Lamp Council shall be charged with developing, planning, and selling lamps.",
        [("requires", "Lamp Council", "developing, planning, and selling lamps")],
    ),
    (
        "Section 1. The Lamp Council shall spare oil to honor keepers and may change its rules as needed.",
        [
            ("requires", "Lamp Council", "spare oil to honor keepers"),
            ("permits", "Lamp Council", "change its rules as needed"),
        ],
    ),
    (
        "Section 1. The Lamp Council will meet each month. This order will ensure that lamps shine, and the Government "
        "of the United States will prosper.",
        [("requires", "Lamp Council", "meet each month")],
    ),
    (
        "Section 1. The business liaison from each agency shall:\n(a) refer all keepers to the Lamp Council.",
        [("requires", "business liaison", "refer all keepers to the Lamp Council")],
    ),
]


@pytest.mark.parametrize(("body", "told"), BEARERS)
def test_who_is_charged_shares_a_verb_or_will_act_is_bound(body: str, told: Told) -> None:
    assert norms(body) == told


IDLE = [
    "Section 1. The plan shall address the costs of lamps. The report shall also advise keepers.",
    "Section 1. The amendments in Annex 1 shall take effect on June 1, 2020, and shall apply in accordance with law.",
    "Section 1. Such practices may increase the trust of buyers.",
    "Section 1. The Council shall include the heads of such agencies as the President, Co-Chairs, or Vice Chairs may, "
    "from time to time, invite.",
]


@pytest.mark.parametrize("body", IDLE)
def test_what_a_text_is_to_say_when_it_holds_and_what_may_come_of_it_bind_nobody(body: str) -> None:
    assert norms(body) == []


def test_what_is_asked_on_a_condition_is_no_norm() -> None:
    body = "Section 1.\n\nWhere action is required to end a lease, the Lamp Council shall tell all keepers."
    assert norms(body) == [("requires", "Lamp Council", "tell all keepers")]
