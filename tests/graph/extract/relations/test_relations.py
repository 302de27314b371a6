"""Binary facts read from sentences of our own making: whole sets of relations."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse
from tests.graph.extract.related import Fact, related


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Ohio Gov. Ruth Okafor spoke.", "Governor of Ohio"),
        ("Ruth Okafor, a presidential candidate, spoke.", "candidate for President"),
        ("Ruth Okafor, who is running for governor, spoke.", "candidate for governor"),
        ("Ruth Okafor, the governor of Ohio, spoke.", "governor of Ohio"),
        ("The acting head of the Parks Bureau, Ruth Okafor, spoke.", "acting head of the Parks Bureau"),
        ("Former Ohio Governor Ruth Okafor spoke.", "Former Governor of Ohio"),
        ("Ruth Okafor, who leads the Parks Bureau, spoke.", "head of Parks Bureau"),
        ("Kent City Council member Ruth Okafor voted no.", "Kent City Council member"),
        ("Mayor Ruth Okafor's order, which binds Metro employees, stands.", "Mayor"),
    ],
)
def test_an_office_is_read_from_title_apposition_or_clause(text: str, office: str) -> None:
    assert related(text, "holdsOffice") == {("Ruth Okafor", "holdsOffice", office)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Three councilors - Ann Okafor, Bob Reyes and Cy Lindqvist - faulted Mayor Dee Novak of Lynn.",
            {(n, "holdsOffice", "councilor of Lynn") for n in ("Ann Okafor", "Bob Reyes", "Cy Lindqvist")},
        ),
        (
            "Councilors Ann Okafor and Bob Reyes faulted Mayor Dee Novak of Lynn.",
            {("Ann Okafor", "holdsOffice", "Councilor of Lynn"), ("Bob Reyes", "holdsOffice", "Councilor of Lynn")},
        ),
        (
            "Ann Okafor, who co-chairs the Ohio Water Council, voted. Bob Reyes ran the Ohio Water Council.",
            {("Ann Okafor", "holdsOffice", "co-chair of Ohio Water Council")},
        ),
        (
            "Ann Okafor became head of the Ohio Farm League.",
            {("Ann Okafor", "holdsOffice", "head of the Ohio Farm League")},
        ),
        (
            "Ann Okafor, then the state's health secretary, wrote it in Ohio.",
            {("Ann Okafor", "holdsOffice", "former health secretary of Ohio")},
        ),
        (
            "Bob Reyes, a Dayton Republican who heads the Senate Finance Committee, spoke.",
            {("Bob Reyes", "holdsOffice", "head of Senate Finance Committee")},
        ),
        (
            "The Ohio Farm League sided with the Parks Bureau. Executive director Ann Okafor said so on Monday.",
            {("Ann Okafor", "holdsOffice", "Executive director of Ohio Farm League")},
        ),
        (
            "Rep. Ann Okafor, R-Tenn., voted no.",
            {("Ann Okafor", "holdsOffice", "U.S. Representative from Tennessee")},
        ),
        (
            "Prefect Ann Okafor signed it.",
            {("Ann Okafor", "holdsOffice", "Prefect")},
        ),
    ],
)
def test_an_office_is_read_from_lists_verbs_and_owners(text: str, facts: set[Fact]) -> None:
    assert {f for f in related(text, "holdsOffice") if f[0] != "Dee Novak"} == facts


def test_a_legislator_sits_for_the_state_or_for_the_country() -> None:
    text = "Back in Massachusetts, Sen. Bob Reyes, D-Lynn, met with Rep. Ann Okafor, R-Ohio."
    assert related(text, "holdsOffice") >= {
        ("Ann Okafor", "holdsOffice", "U.S. Representative from Ohio"),
        ("Bob Reyes", "holdsOffice", "state Senator of Massachusetts"),
    }


def test_a_president_abroad_is_president_of_that_country() -> None:
    text = "President Ann Okafor of the ruling party signed the decree in Nairobi, Kenya. Kenya has waited for it."
    assert ("Ann Okafor", "holdsOffice", "President of Kenya") in related(text, "holdsOffice")


def test_a_text_set_in_a_state_is_set_in_its_country_whatever_others_it_speaks_of() -> None:
    text = "Utah Gov. Dee Novak banned drones from China. Utah has waited for it. Rep. Ann Okafor of Provo spoke."
    assert ("Ann Okafor", "holdsOffice", "state Representative of Utah") in related(text, "holdsOffice")


def test_a_judge_sits_in_a_court_of_the_judges_rank() -> None:
    text = (
        "The Ohio Supreme Court reversed Lucas County Circuit Judge Ann Okafor on Monday. "
        "Justice Bob Reyes wrote for the Ohio Supreme Court."
    )
    assert related(text, "memberOf") == {("Bob Reyes", "memberOf", "Ohio Supreme Court")}


def test_a_bare_title_gains_the_place_that_the_text_is_about() -> None:
    text = "TULSA, Okla. — Mayor Dana Whitfield signed an order on Friday. The city of Tulsa will enforce it."
    assert related(text, "holdsOffice") == {("Dana Whitfield", "holdsOffice", "Mayor of Tulsa")}


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Ruth Okafor, a Democrat, signed it.",
        "Sen. Ruth Okafor, Democrat of Ohio, signed it.",
        "Rep. Ruth Okafor, D-Dayton, signed it.",
        "Democratic Gov. Ruth Okafor signed it.",
        "Gov. Ruth Okafor of Ohio, another Democrat, signed it.",
    ],
)
def test_a_party_is_read_from_every_usual_form(text: str) -> None:
    assert related(text, "memberOf") == {("Ruth Okafor", "memberOf", "Democratic Party")}


@pytest.mark.parametrize(
    "text",
    [
        "Sens. Ann Okafor and Bob Reyes, both Democrats, praised the vote.",
        "Ann Okafor and Bob Reyes are Democrats.",
        "Two Democratic lawmakers, Sen. Ann Okafor and Rep. Bob Reyes, praised the vote.",
        "Among Democrats, Ann Okafor of Ohio was for it, and so was Democrat Bob Reyes.",
        "Ann Okafor, like Bob Reyes a Democrat, praised the vote.  Bob Reyes, a Democrat, did not.",
    ],
)
def test_a_party_said_of_a_list_is_each_persons(text: str) -> None:
    assert related(text, "memberOf") == {
        ("Ann Okafor", "memberOf", "Democratic Party"),
        ("Bob Reyes", "memberOf", "Democratic Party"),
    }


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Ann Okafor, a mechanic with the Lynn Water Department, spoke.", "Lynn Water Department"),
        ("Ann Okafor, an attorney with the Ohio Immigration Law Council, spoke.", "Ohio Immigration Law Council"),
        ("The Lynn City Council met. Council President Ann Okafor spoke.", "Lynn City Council"),
        ("Ann Okafor, who chairs the House Finance Committee, spoke.", "House Finance Committee"),
    ],
)
def test_staff_and_chairs_belong_to_their_bodies(text: str, body: str) -> None:
    assert related(text, "memberOf") == {("Ann Okafor", "memberOf", body)}


def test_a_party_leader_sits_in_no_chamber_for_that() -> None:
    text = "The National Assembly met. Ann Okafor, leader of the Ruby Party, was away."
    assert ("Ann Okafor", "memberOf", "National Assembly") not in related(text, "memberOf")


def test_whoever_argues_a_case_for_somebody_speaks_for_them() -> None:
    text = "Ann Okafor, who argued the case for the Parks Bureau, spoke."
    assert related(text, "speaksFor") == {("Ann Okafor", "speaksFor", "Parks Bureau")}


def test_those_who_work_for_a_party_need_be_no_members() -> None:
    assert related("Ann Okafor, a Democratic strategist, spoke.", "memberOf", "holdsOffice") == set()


def test_spokespeople_speak_for_a_body_or_a_person_and_hold_no_office() -> None:
    text = "White House spokesman Paul Stone declined. Lena Ortiz, a spokeswoman for Gov. Ruth Okafor, agreed."
    assert related(text, "speaksFor") == {
        ("Paul Stone", "speaksFor", "White House"),
        ("Lena Ortiz", "speaksFor", "Ruth Okafor"),
    }
    assert related(text, "holdsOffice") == {("Ruth Okafor", "holdsOffice", "Governor")}


def test_an_order_has_issuer_reach_and_those_whom_it_directs() -> None:
    text = (
        "Tulsa Mayor Dana Whitfield signed an executive order on Friday. "
        "The order requires city departments to list their vacant lots and it prohibits contractors from dumping there."
    )
    assert related(text, "issuedBy", "appliesIn", "directs") == {
        ("Dana Whitfield's executive order", "issuedBy", "Dana Whitfield"),
        ("Dana Whitfield's executive order", "appliesIn", "Tulsa"),
        ("Dana Whitfield's executive order", "directs", "city departments"),
        ("Dana Whitfield's executive order", "directs", "contractors"),
    }


def test_courts_neither_oppose_nor_support() -> None:
    text = "A federal judge blocked Governor Ruth Okafor's order on Friday. Senator Paul Stone opposes the order."
    assert related(text, "opposes", "supports") == {("Paul Stone", "opposes", "Ruth Okafor's order")}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Mayor Ruth Okafor of Kent signed an order on curfews. The Teachers Union sued Okafor over the order.",
            {("Teachers Union", "opposes", "Ruth Okafor's order")},
        ),
        (
            "Mayor Ruth Okafor of Kent signed an order on curfews. Paul Stone, an opponent of the order, spoke.",
            {("Paul Stone", "opposes", "Ruth Okafor's order")},
        ),
        (
            "Mayor Ruth Okafor of Kent signed an order on curfews. Senator Paul Stone stood by the order.",
            {("Paul Stone", "supports", "Ruth Okafor's order")},
        ),
        (
            "Mayor Ruth Okafor of Kent signed an order on curfews. Senator Paul Stone voted against the order.",
            {("Paul Stone", "opposes", "Ruth Okafor's order")},
        ),
    ],
)
def test_suits_names_and_verbs_of_standing_tell_who_is_for_or_against(text: str, facts: set[Fact]) -> None:
    assert related(text, "opposes", "supports") == facts


def test_a_group_stands_where_its_named_members_stand() -> None:
    text = (
        "Mayor Ruth Okafor of Kent signed an order on curfews. "
        "Three councilors - Paul Stone, Mary Lee and Dan Fox - criticized the order."
    )
    assert {s for s, _, _ in related(text, "opposes")} == {"Three councilors", "Paul Stone", "Mary Lee", "Dan Fox"}


def test_who_refuses_to_lift_an_order_does_not_oppose_it() -> None:
    text = "Mayor Ruth Okafor of Kent signed an order on curfews. The Kent City Council refused to lift the order."
    assert related(text, "opposes") == set()


@pytest.mark.parametrize(
    ("text", "office", "sure"),
    [
        ("Gov. Salazar signed an order on rents. Critics compared it to a law in Ohio.", "Governor of Ohio", False),
        ("Mayor Hartwell closed the parks. She had returned from a trip to Denver.", "Mayor of Denver", False),
        ("COLUMBUS, Ohio - Gov. Salazar signed an order on rents.", "Governor of Ohio", True),
        ("Gov. Maria Salazar of New Mexico signed an order on rents.", "Governor of New Mexico", True),
    ],
)
def test_an_office_is_no_surer_than_its_place(text: str, office: str, sure: bool) -> None:
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    ((value, confidence),) = [(r.value, r.confidence) for r in record.relations if r.predicate.value == "holdsOffice"]
    assert (value, confidence > 0.8, confidence <= 0.4) == (office, sure, not sure)


def test_of_two_governors_the_second_has_not_the_state_of_the_first() -> None:
    text = "Gov. Maria Salazar of New Mexico signed an order on rents. Gov. Dale Pruitt criticized it."
    assert {(s, o) for s, _, o in related(text, "holdsOffice")} == {
        ("Maria Salazar", "Governor of New Mexico"),
        ("Dale Pruitt", "Governor"),
    }


def test_an_order_that_nobody_issued_binds_nobody_and_a_later_one_is_another() -> None:
    text = "Mayor Tom Ellis of Dover declined to adopt a similar rule. His order requires shops to install fans."
    assert related(text, "issuedBy", "directs") == {
        ("Tom Ellis's order", "issuedBy", "Tom Ellis"),
        ("Tom Ellis's order", "directs", "shops"),
    }
    assert related("Gov. Ana Reyes of Oregon has not issued an order that requires shops to close.", "directs") == set()


@pytest.mark.parametrize(
    "text",
    [
        "Ghana's foreign minister, Kofi Mensah, said Togo's decree that bans onions hurts traders.",
        "Lithuania's foreign minister Jonas Petrauskas said the Belarusian decree, which bars trucks, was illegal.",
        "Kenyan Foreign Minister Amina Otieno summoned the Ugandan envoy over an order barring milk.",
    ],
)
def test_a_foreign_minister_has_not_issued_what_he_objects_to(text: str) -> None:
    assert {who for _, _, who in related(text, "issuedBy")} <= {"Togo"}


def test_whose_side_somebody_is_on_is_no_place_of_the_office_and_no_party() -> None:
    text = "The vote was won by pro-Moscow councillors Ann Chiang of the Blue Party and Priscilla Leung."
    assert related(text, "holdsOffice", "memberOf") == {
        ("Ann Chiang", "holdsOffice", "pro-Moscow councillor"),
        ("Ann Chiang", "memberOf", "Blue Party"),
    }


def test_a_member_of_a_team_sits_on_no_council_told_of_elsewhere() -> None:
    text = "The Lakewood City Council met on Monday. We are proud, team member Ruth Okafor said."
    assert related(text, "memberOf", "holdsOffice") == set()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Kara Voss, of the Unity League, called the ban on Monday a mistake.", "Unity League"),
        ("The Clean River Fund sued the city. The fund's Kara Voss said the water was brown.", "Clean River Fund"),
        ("The Clean River Fund sued the city. Staff attorney Kara Voss said it was brown.", "Clean River Fund"),
        ("Essex Police backed the ban. Inspector Kara Voss said it would help.", "Essex Police"),
        ("The minister, Kara Voss, who belongs to the Unity Party, signed the decree.", "Unity Party"),
        ("Unity Party leader Kara Voss called the decree a mistake.", "Unity Party"),
        ("President Kara Voss lost the vote after her own Unity Party turned away.", "Unity Party"),
        ("Republicans were no kinder. Senator Kara Voss called the order a farce.", "Republican Party"),
    ],
)
def test_who_belongs_to_what_is_told_beside_the_name_or_right_before(text: str, body: str) -> None:
    assert related(text, "memberOf") == {("Kara Voss", "memberOf", body)}


@pytest.mark.parametrize(
    "text",
    [
        "Essex Council backed the ban. Inspector Kara Voss said it would help.",
        "The Clean River Fund sued the city. Its president-elect, Kara Voss, said the water was brown.",
        "Governor Kara Voss blamed her Republican predecessor.",
        '"Republicans were no kinder," he said. Senator Kara Voss called the order a farce.',
    ],
)
def test_whose_body_is_another_belongs_to_none(text: str) -> None:
    assert "Kara Voss" not in {member for member, _, _ in related(text, "memberOf")}
