"""Lists, definitions and clauses of an order's own text, in the forms that real ones have."""

from __future__ import annotations

import pytest

from tests.graph.extract.required import Told, required

CITY = """THE CITY OF HARROWGATE
OFFICE OF THE MAYOR

EXECUTIVE ORDER NO. 73
April 8, 2022

{}

NOW, THEREFORE, by the power vested in me as Mayor of the City of Harrowgate, it is hereby ordered:

{}

Ines de la Cruz,
MAYOR
"""


def norms(body: str, recitals: str = "WHEREAS, lamps went out;") -> Told:
    return required(CITY.format(recitals, body))


LISTS = [
    (
        "Section 1. The Director of Lamps shall have the following functions and responsibilities:\n"
        "(a) Under the supervision of the Mayor, to plan the lighting of harbors.\n(b) To train keepers.",
        [
            ("requires", "Director of Lamps", "plan the lighting of harbors"),
            ("requires", "Director of Lamps", "train keepers"),
        ],
    ),
    (
        "Section 1. The duties of the Director of Lamps shall include, but not be limited to:\n"
        "a. Monitoring all spending on lamps.\nb. Review of all plans for new harbors.",
        [
            ("requires", "Director of Lamps", "Monitoring all spending on lamps"),
            ("requires", "Director of Lamps", "Review of all plans for new harbors"),
        ],
    ),
    (
        "Section 1. The Commissioner of Buildings shall take all appropriate action to:\n"
        "(a) permit all inspectors of the City, as well as all officers, to enter the harbors; and\n"
        "(b) identify and, where lawful, sell all old lamps.",
        [
            (
                "requires",
                "Commissioner of Buildings",
                "permit all inspectors of the City, as well as all officers, to enter the harbors",
            ),
            ("requires", "Commissioner of Buildings", "identify and, where lawful, sell all old lamps"),
        ],
    ),
    (
        "Section 1. I hereby suspend the following provisions of law:\n"
        "a. The requirement of Code §28-105 that an application be filed within two days.\n"
        "b. Section 19-162 of the Code is suspended.",
        [
            ("revokes", None, "The requirement of Code §28-105 that an application be filed within two days"),
            ("revokes", None, "Section 19-162 of the Code"),
        ],
    ),
    ("Section 1. The transfer shall:\n(a) begin in June; and\n(b) include all lamps.", []),
    (
        "Section 1. The Commissioner of Buildings shall:\n(a) no later than June 1, 2022, count all lamps; and\n"
        "(b) sell them.",
        [
            ("requires", "Commissioner of Buildings", "count all lamps"),
            ("requires", "Commissioner of Buildings", "sell them"),
        ],
    ),
]


@pytest.mark.parametrize(("body", "told"), LISTS)
def test_items_say_what_their_lead_announces(body: str, told: Told) -> None:
    assert norms(body) == told


CLAUSES = [
    (
        "Section 1. The Harbor Master shall see that gates are shut and shall send a report.",
        [
            ("requires", "Harbor Master", "see that gates are shut"),
            ("requires", "Harbor Master", "send a report"),
        ],
    ),
    (
        "Section 1. The Harbor Master shall have the power to inspect all lamps.",
        [("permits", "Harbor Master", "inspect all lamps")],
    ),
    (
        "Section 1. The Harbor Master shall be responsible for monitoring, testing and mending the lamps.",
        [("requires", "Harbor Master", "be responsible for monitoring, testing and mending the lamps")],
    ),
    (
        "Section 1. There is hereby established under the direction of the Office of the Mayor a Commission on Lamps.",
        [("establishes", None, "a Commission on Lamps")],
    ),
    (
        "Section 1. The Harbor Master shall notify the Mayor, unless a shorter time is required by the rules.",
        [("requires", "Harbor Master", "notify the Mayor")],
    ),
    ("Section 1. The State of Emergency shall remain in effect for thirty days.", []),
    (
        "Section 1. A finding that lamps shall not be lit does not bind the Harbor Master, who must inspect them.",
        [],
    ),
    (
        "Section 1. The Harbor Master, with such clerks as the Mayor may deem fit, shall name a post for which consent "
        "is required.",
        [("requires", "Harbor Master", "name a post for which consent is required")],
    ),
    (
        "Section 1. Our cities must make it easier to find a lamp, and these rates shall be effective on June 1, 2022.",
        [],
    ),
    ("Section 1. All harbors should be barred from selling lamps.", []),
    (
        "Section 1. I hereby waive the requirements of the Lamps Act.",
        [("revokes", None, "the requirements of the Lamps Act")],
    ),
    (
        "Section 1. The Chair shall terminate the Task Force. The Task Force shall terminate in two years.",
        [("requires", "Chair", "terminate the Task Force")],
    ),
    (
        "Section 1. All taxis licensed by the City are authorized to carry lamps.",
        [("permits", None, "All taxis licensed by the City are authorized to carry lamps")],
    ),
    (
        "Section 1. The Harbor Master shall set rules and the owner shall obey them.",
        [("requires", "Harbor Master", "set rules"), ("requires", "owner", "obey them")],
    ),
]


@pytest.mark.parametrize(("body", "told"), CLAUSES)
def test_a_clause_of_an_order_binds_whom_it_names_and_nobody_where_it_only_tells(body: str, told: Told) -> None:
    assert norms(body) == told


def test_a_term_that_an_order_defines_means_one_officer_whoever_is_named_between() -> None:
    body = (
        "Section 1. “the Secretary” shall refer to the Secretary of Labor.\n\n"
        "§ 2. The agencies shall report to the Secretary of State.\n\n§ 3. The Secretary shall inspect all lamps."
    )
    assert norms(body)[-1] == ("requires", "Secretary of Labor", "inspect all lamps")


def test_a_recital_that_a_scan_breaks_over_lines_is_no_norm() -> None:
    recitals = "WHEREAS,\nthe emergency last extended by Order\nNo. 60, dated March 9, 2022, remains in effect;\n"
    mixed = "Whereas, Costs have risen since the program was established; and"
    body = "Section 1. The Harbor Master shall report to the Mayor."
    told = [("requires", "Harbor Master", "report to the Mayor")]
    assert (norms(body, recitals), norms(body, mixed)) == (told, told)
