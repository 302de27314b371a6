"""What the orders of presidents and mayors bind whom to, in the forms that real ones have."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document, Record
from graph.parse import parse

FEDERAL = """Executive Order 14901 of May 6, 2019
Guarding the Lighthouses

By the authority vested in me as President by the Constitution and the laws of the United States of America, it is
hereby ordered:

{}

THE WHITE HOUSE,
May 6, 2019.
"""
CITY = """THE CITY OF HARROWGATE
OFFICE OF THE MAYOR

EMERGENCY EXECUTIVE ORDER NO. 73
April 8, 2022

{}

NOW, THEREFORE, by the power vested in me as Mayor of the City of Harrowgate, it is hereby ordered:

{}

Ines de la Cruz,
MAYOR
"""


def read(text: str) -> Record:
    return RulesExtractor().extract(Document(text), next(parse([text])))


def norms(record: Record) -> list[tuple[str, str | None, str]]:
    names = {e.id: e.name for e in record.entities}
    return [(p.kind.value, names.get(p.bearer or ""), p.evidence.text) for p in record.provisions]


def links(record: Record, predicate: str) -> list[tuple[str, str]]:
    names = {e.id: e.name for e in record.entities}
    return [(names[r.subject], names[r.object or ""]) for r in record.relations if r.predicate == predicate]


def test_each_secretary_of_a_list_is_directed_whatever_the_department_is_called() -> None:
    clause = (
        "Section 1. The Secretary of the Treasury, the Secretary of Labor, and the Secretary of Homeland Security "
        "shall inspect all lamps."
    )
    record = read(FEDERAL.format(clause))
    assert norms(record) == [("requires", "Secretary of the Treasury", "inspect all lamps")]
    assert [whom for _, whom in links(record, "directs")] == [
        "Secretary of the Treasury",
        "Secretary of Labor",
        "Secretary of Homeland Security",
    ]


def test_what_is_to_be_done_by_somebody_binds_him_and_a_citation_ends_no_sentence() -> None:
    functions = (
        "any functions of the President under that Act, except that of reporting to the Congress, shall be performed "
        "by the Secretary of Energy"
    )
    clause = f"Sec. 2. Insofar as the Lamp Act, as amended (5 U.S.C. App.), may apply to the Board, {functions}."
    record = read(FEDERAL.format(clause))
    assert (norms(record), record.statements) == ([("requires", "Secretary of Energy", functions)], ())


def test_what_an_action_is_for_is_no_further_action() -> None:
    clause = (
        "Section 1. The Secretary of Commerce shall take all action, in accord with the law, to adopt rules and to "
        "promote lamps. The Director of Lamps may appoint keepers and pay their wages."
    )
    assert norms(read(FEDERAL.format(clause))) == [
        ("requires", "Secretary of Commerce", "take all action, in accord with the law"),
        ("permits", "Director of Lamps", "appoint keepers"),
        ("permits", "Director of Lamps", "pay their wages"),
    ]


def test_how_a_norm_is_to_be_carried_out_is_no_event() -> None:
    clause = (
        "Section 1. The Director of Lamps, in consultation with the Secretary of State, shall give the Board "
        "information when requested by the Chair."
    )
    record = read(FEDERAL.format(clause))
    assert (len(record.provisions), record.events) == (1, ())


def test_what_an_order_declares_elsewhere_and_its_title_are_no_norms() -> None:
    clause = (
        "Section 1. I find that gifts would impair my ability to deal with the emergency declared in this order, and I "
        "hereby prohibit such gifts. Any conspiracy formed to violate this order is prohibited."
    )
    text = FEDERAL.format(clause).replace("Executive Order 14901 of May 6, 2019\n", "Executive Order 14901: ")
    record = read(text.replace("Guarding the Lighthouses", "Establishing a Board of Lighthouses"))
    assert norms(record) == [
        ("prohibits", None, "such gifts"),
        ("prohibits", None, "Any conspiracy formed to violate this order is prohibited"),
    ]


def test_recitals_tell_of_other_orders_and_what_i_issued_is_mine() -> None:
    recitals = (
        "WHEREAS, on March 7, 2020, Governor Joan Public declared a state disaster emergency for the entire "
        "State of Oregano;\n\n"
        "WHEREAS, on July 27, 2021, I issued Emergency Executive Order No. 24, and declared a state of emergency to "
        "exist within the harbor, and such declaration remains in effect;"
    )
    record = read(CITY.format(recitals, "Section 1. The Harbor Master shall report to the Mayor."))
    names = {e.id: e.name for e in record.entities}
    assert [(names[p.order], p.evidence.text) for p in record.provisions] == [
        ("Emergency Executive Order No. 24", "a state of emergency to exist within the harbor"),
        ("EXECUTIVE ORDER NO. 73", "report to the Mayor"),
    ]
    assert ("Emergency Executive Order No. 24", "Ines de la Cruz") in links(record, "issuedBy")


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        (
            "The Board of Keepers and Lamps (BKLM) is hereby established. The BKLM shall meet twice a year.",
            ("requires", "Board of Keepers and Lamps", "meet twice a year"),
        ),
        (
            "The Director of Lamps shall ensure that State and local governments are provided with lamps.",
            ("requires", "Director of Lamps", "ensure that State and local governments are provided with lamps"),
        ),
    ],
)
def test_a_body_goes_by_what_brackets_bring_in_and_two_adjectives_share_a_noun(
    text: str, norm: tuple[str, str, str]
) -> None:
    assert norms(read(FEDERAL.format(f"Section 1. {text}")))[-1] == norm


def test_nobody_stands_on_an_order_in_its_own_text_and_no_other_order_changes_it() -> None:
    recitals = (
        "WHEREAS, Executive Order No. 60, dated March 9, 2022, contains a proclamation extending a state of "
        "emergency in the City of Harrowgate;\n\nWHEREAS, advocates support policies that help keepers in all they do;"
    )
    record = read(CITY.format(recitals, "Section 1. The Harbor Master shall report to the Mayor."))
    told = [str(r.predicate) for r in record.relations if r.predicate in {"supports", "opposes", "amends"}]
    assert (told, norms(record), record.events) == ([], [("requires", "Harbor Master", "report to the Mayor")], ())


def test_what_shall_be_in_a_plan_is_no_duty_and_each_officers_duty_is_one_though_told_alike() -> None:
    clauses = (
        "Section 1. The First Deputy Mayor shall:\na. Report directly to the Mayor.\nb. Add to the plan:\n(i) A "
        "planning requirement for lamps.\n(ii) Public education on lamps.\n(iii) Development of harbors.\n\n"
        "§ 2. The Deputy Mayor for Lamps shall:\na. Report directly to the Mayor."
    )
    assert norms(read(CITY.format("WHEREAS, lamps went out;", clauses))) == [
        ("requires", "First Deputy Mayor", "Report directly to the Mayor"),
        ("requires", "First Deputy Mayor", "Add to the plan"),
        ("requires", "Deputy Mayor for Lamps", "Report directly to the Mayor"),
    ]


def test_a_name_begins_after_the_end_of_the_sentence_before() -> None:
    clause = (
        "Section 1. The Director of Lamps shall report to the Mayor. The Mayor's Office to Combat Darkness shall light "
        "lamps."
    )
    bearers = [bearer for _, bearer, _ in norms(read(CITY.format("WHEREAS, lamps went out;", clause)))]
    assert bearers == ["Director of Lamps", "Mayor's Office"]
