"""What fresh stories showed of who is meant: unnamed office-holders, outlets that only listen, unions, rulings."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse
from tests.graph.extract.related import related
from tests.graph.extract.reported import MAYOR, ORDER, Told, reported

LEE = '"That is wrong," said Carl Benson, president of the Lakewood Growers League. '


def names(text: str, kind: str) -> list[str]:
    """The names of everything of a type."""
    return [r.name for r in read(Document(text), next(parse([text]))).referents if r.type.value == kind]


def test_office_holder_of_the_lead_is_who_speaks_next() -> None:
    text = (
        "Minister halts blasting\n\nManitoba's environment minister has ordered a mine to stop blasting. "
        'Tracy Olafson said Tuesday that the order stands. "It was close," the minister told reporters.'
    )
    assert names(text, "Person") == ["Tracy Olafson"]


def test_outlet_that_is_only_told_is_no_company_nor_them() -> None:
    text = (
        MAYOR
        + "It binds two companies, Zipp and Glyde. Glyde is unhappy. In an email to 2 News, the company blasted it."
    )
    assert ("ACCUSE", "actual", "Glyde", ORDER) in reported(text)


def test_union_brought_in_by_whom_it_represents_is_none_spoken_of() -> None:
    text = MAYOR + "AARP Ohio praised the order. The union that represents nurses sued."
    assert {t[2] for t in reported(text) if t[0] == "ACCUSE"} & {"AARP Ohio"} == set()


def test_partys_government_and_the_force_are_those_spoken_of() -> None:
    text = "The RCMP left. The government told it to. Lee accused the NDP government. The force was pleased."
    assert names(text, "Agency") == ["RCMP", "government"]


def test_opposition_party_is_no_band_of_people() -> None:
    assert names("The Opposition Progressive Conservatives said the order is wrong.", "Group") == []


def test_decision_of_the_lead_is_the_headlines_order() -> None:
    text = "Homes fume over governor's staffing order\n\nGov. Tomas Bernal's decision to set levels united them."
    assert len(names(text, "Order")) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Judge Ann Pell refused to let the Coast Guard clear a camp.",
            ("REJECT", "actual", "Ann Pell", "Coast Guard"),
        ),
        ("Judge Ann Pell left intact a part of the order.", ("SUPPORT", "actual", "Ann Pell", ORDER)),
        (
            "Police raided the offices of Carl Benson. Agents raided Benson's office.",
            ("COERCE", "actual", "Agents", "Carl Benson"),
        ),
        (
            "Carl Benson asked the mayor to lift it. Mayor Whitfield said she had no plans to do that.",
            ("REJECT", "planned", "Dana Whitfield", "Carl Benson"),
        ),
        (
            "The Growers League has written to Governor Ann Lee asking for the ban to be put on hold.",
            ("REQUEST", "actual", "Growers League", "Ann Lee"),
        ),
        (
            "Carl Benson halted work in a valley that feeds two towns, siding with the Ely Shoshone Tribe.",
            ("SUPPORT", "actual", "Carl Benson", "Ely Shoshone Tribe"),
        ),
    ],
)
def test_event_is_read(text: str, told: Told) -> None:
    assert told in reported(MAYOR + text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor ordered it, ending a blockade by a First Nation.", "RETREAT"),
        ("Judge Ann Pell issued an injunction against the order. Carl Benson called it a win for growers.", "SUPPORT"),
    ],
)
def test_event_is_not_read(text: str, kind: str) -> None:
    assert [t for t in reported(MAYOR + text) if t[0] == kind and t[3] in (None, ORDER)] == []


def test_complaint_about_something_else_is_none_of_the_order() -> None:
    assert related(MAYOR + "Resident Barb Kilgore complained about the smell from the plant.", "opposes") == set()


def test_asking_that_a_ban_be_put_on_hold_is_no_support() -> None:
    assert related(MAYOR + "Carl Benson asked for the order to be put on hold.", "supports") == set()


def test_they_are_not_the_speakers_own_body() -> None:
    text = MAYOR + LEE + '"We asked them to wait, and they ignored us," he said.'
    assert {t[3] for t in reported(text) if t[0] == "REQUEST"} & {"Lakewood Growers League"} == set()


def test_predecessor_between_commas_has_the_name_after() -> None:
    text = "A similar order by Bernal's predecessor, Republican Anne Whitcomb, was struck down."
    assert names("Governor Tomas Bernal issued an order. " + text, "Person") == ["Tomas Bernal", "Anne Whitcomb"]


def test_then_governor_is_a_former_one() -> None:
    found = related("Nevada is dry. In 2019, then-Gov. Bill Harkness closed a valley to new wells.", "holdsOffice")
    assert {office.split()[0] for _, _, office in found} == {"former"}


def test_protesters_are_those_who_were_told_to_protest() -> None:
    text = "Riders shut roads to protest the order. But the protesters, who blocked the bridge, said it hurts families."
    assert {t[2] for t in reported(MAYOR + text) if t[0] == "PROTEST"} == {"Riders"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Growers League did not rule out going to court.", ("ACCUSE", "hypothetical", "Growers League", ORDER)),
        ("The Wetlands Trust has given the police two boats.", ("AID", "actual", "Wetlands Trust", "police")),
        ("The Zipp Company said it will cooperate.", ("AGREE", "planned", "Zipp Company", None)),
    ],
)
def test_deed_is_read(text: str, told: Told) -> None:
    assert told in reported(MAYOR + text)


def test_deadline_is_no_aid() -> None:
    assert [t for t in reported(MAYOR + "The League gave the mayor 14 days to repeal it.") if t[0] == "AID"] == []


def test_rule_that_acts_is_one_of_its_own() -> None:
    text = "Judge Ann Pell halted a rule that would have closed 11 clinics."
    assert [t[3] for t in reported(MAYOR + text) if t[0] == "SANCTION"] == ["rule"]


def test_request_that_was_received_is_the_one_told_of() -> None:
    text = "Senator Lena Brandt has asked Attorney General Paul Reyes for an opinion. Reyes received Brandt's request."
    assert [t[2] for t in reported(MAYOR + text) if t[0] == "REQUEST"] == ["Lena Brandt"]


def test_what_seldom_happens_is_none() -> None:
    assert [t for t in reported(MAYOR + "It united two groups that seldom agree on anything.") if t[0] == "AGREE"] == []


def test_it_that_forbids_is_the_order() -> None:
    text = "Captain Neil Dorsey issued an order after a survey that the state plans. It prohibits anyone from entering."
    found = read(Document(text), next(parse([text])))
    assert next(found.discourse.of(t) for t in found.doc if t.text == "It") is next(
        r for r in found.referents if r.type.value == "Order"
    )
