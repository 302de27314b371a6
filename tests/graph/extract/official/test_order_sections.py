"""Sections, officers and what goes on, as real orders word them."""

from __future__ import annotations

import pytest

from tests.graph.extract.required import FEDERAL, Told, norms, required

SECTIONS = [
    (
        "Section 2.\n\nPolicy\n\n(a) The Secretary of Commerce shall count all lamps.\n\n(b) Our Nation must have "
        "lamps. Lamps shall shine for everybody.",
        [("requires", "Secretary of Commerce", "count all lamps")],
    ),
    (
        "Section 2.\n\nAuthority\n\nDuring this time, the Attorney General shall:\n\n(i) sell no lamps; and\n\n"
        "(ii) paint towers.",
        [("requires", "Attorney General", "sell no lamps"), ("requires", "Attorney General", "paint towers")],
    ),
    ("Section 2.\n\nPolicy\n\nIt is the policy of the United States that all agencies shall honor lamps.", []),
    ("Section 2.\n\nPolicy\n\nIt is the policy of the United States to:\n\n(a) light all coasts; and\n\n(b) rest.", []),
    ("Section 2.\n\nDefinitions\n\n“Lamp” means what the Secretary of Commerce shall call one.", []),
]


@pytest.mark.parametrize(("body", "told"), SECTIONS)
def test_a_section_of_aims_binds_only_whom_it_says_shall_act(body: str, told: Told) -> None:
    assert norms(body) == told


OFFICERS = [
    (
        "Section 1. The Administrator of General Services (Administrator) shall sell. The Administrator may rest.",
        [
            ("requires", "Administrator of General Services", "sell"),
            ("permits", "Administrator of General Services", "rest"),
        ],
    ),
    (
        "Section 1. The Chair of the Council on Environmental Quality (Chair) shall meet. The Chair shall report.",
        [
            ("requires", "Chair of the Council on Environmental Quality", "meet"),
            ("requires", "Chair of the Council on Environmental Quality", "report"),
        ],
    ),
    (
        "Section 1. The Assistant to the President for Maritime Affairs (APMA) shall meet. The APMA shall report.",
        [
            ("requires", "Assistant to the President for Maritime Affairs", "meet"),
            ("requires", "Assistant to the President for Maritime Affairs", "report"),
        ],
    ),
    (
        "Section 1. The Director of National Intelligence (DNI) shall listen. The DNI shall report. The National Lamp "
        "Council (NLC) shall meet. The NLC shall vote.",
        [
            ("requires", "Director of National Intelligence", "listen"),
            ("requires", "Director of National Intelligence", "report"),
            ("requires", "National Lamp Council", "meet"),
            ("requires", "National Lamp Council", "vote"),
        ],
    ),
    (
        "Section 1. There is established an Office of Lamps. The Office shall be headed by a Director, appointed by "
        "the President, and the Director of the Office of Management and Budget shall help. The Director shall report.",
        [
            ("establishes", None, "an Office of Lamps"),
            ("requires", "Director of the Office of Management and Budget", "help"),
            ("requires", "Director", "report"),
        ],
    ),
    (
        "Section 1. The Co-Chairs, in consultation with the Council, shall rest. The Co-Chairs may hire clerks.",
        [("requires", "Co-Chairs", "rest"), ("permits", "Co-Chairs", "hire clerks")],
    ),
    (
        "Section 1. The Commission and the Administrator shall keep each other advised, shall consult with each other, "
        "and may jointly sell lamps.",
        [
            ("requires", "Commission", "keep each other advised"),
            ("requires", "Commission", "consult with each other"),
            ("permits", "Commission", "sell lamps"),
        ],
    ),
    (
        "Section 1. The Council shall meet, and the Chair shall report.",
        [("requires", "Council", "meet"), ("requires", "Chair", "report")],
    ),
]


@pytest.mark.parametrize(("body", "told"), OFFICERS)
def test_an_officer_goes_by_the_short_name_that_the_text_gives_him(body: str, told: Told) -> None:
    assert norms(body) == told


GOING_ON = [
    ("Section 1. I hereby order that section 2 of Executive Order No. 504 is extended for five (5) days.", []),
    (
        "Section 1. I hereby direct that the State of Emergency declared in Executive Order No. 241, dated May 5, "
        "2021, is extended for thirty (30) days.",
        [("declares", None, "the State of Emergency")],
    ),
    ("Section 1. The lease is extended, and the deadline for bids is hereby extended to June 1.", []),
    ("Section 1. The Council, established in 2012, has served keepers well.", []),
    ("Section 1. There are hereby transferred to the Administrator all functions of the Lamp Commission.", []),
]


@pytest.mark.parametrize(("body", "told"), GOING_ON)
def test_an_emergency_that_goes_on_is_declared_and_what_was_founded_before_is_not_founded(
    body: str, told: Told
) -> None:
    assert norms(body) == told


WHO = [
    (
        "Section 1. The Secretary of Defense, in coordination with the Secretaries of Commerce, Labor, and Energy, the "
        "Director of Lamps, and the heads of such agencies as he deems fit, shall provide a report.",
        [("requires", "Secretary of Defense", "provide a report")],
    ),
    (
        "Section 1. The Secretary of State shall take all action, in consultation with the Chair and the "
        "Director of Lamps, to make a plan.",
        [
            (
                "requires",
                "Secretary of State",
                "take all action, in consultation with the Chair and the Director of Lamps, to make a plan",
            )
        ],
    ),
    (
        "Section 1. All lamps of pirates may not be transferred, paid, exported, or otherwise dealt in.",
        [
            (
                "prohibits",
                None,
                "All lamps of pirates may not be transferred, paid, exported, or otherwise dealt in",
            )
        ],
    ),
    (
        "Section 1. The Secretary of State shall house those who may be designated. The Institute should be abolished.",
        [("requires", "Secretary of State", "house those who may be designated")],
    ),
]


@pytest.mark.parametrize(("body", "told"), WHO)
def test_who_acts_with_others_is_bound_alone_and_participles_share_their_verb(body: str, told: Told) -> None:
    assert norms(body) == told


def test_what_stands_before_the_clause_of_enactment_binds_nobody() -> None:
    text = FEDERAL.format("Section 1. The Secretary of State shall rest.").replace(
        "it is\nhereby ordered:", "I find that all States must respect keepers, and I hereby order:"
    )
    assert [words for _, _, words in required(text)] == ["rest"]
