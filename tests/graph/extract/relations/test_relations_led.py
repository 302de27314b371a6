"""Whose the president, the judge or the member is whom a text names beside a body."""

from __future__ import annotations

import pytest

from tests.graph.extract.related import Fact, related


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Tom Readman, landlord of the Jolly Sailor and chairman of the Lynn Traders' Association, objected.",
            ("Tom Readman", "holdsOffice", "chairman of the Lynn Traders' Association"),
        ),
        (
            "The White House welcomed it. The union said it was a blow. “We will sue,” said its president, Ann Okafor.",
            ("Ann Okafor", "holdsOffice", "president of union"),
        ),
        (
            "The order came from the Bureau of Ocean Energy. In a letter its acting director, Ann Okafor, told why.",
            ("Ann Okafor", "holdsOffice", "acting director of Bureau of Ocean Energy"),
        ),
        (
            "The High Court will hear it after the Supreme Court did. Then Judge Ann Okafor of Lynn refused.",
            ("Ann Okafor", "memberOf", "High Court"),
        ),
        (
            "In the House of Commons, MP Ann Okafor moved that the order be withdrawn.",
            ("Ann Okafor", "memberOf", "House of Commons"),
        ),
        (
            "The Lynn Bar Federation is furious too. According to its chair, Gert Poels, bars lose a third.",
            ("Gert Poels", "holdsOffice", "chair of Lynn Bar Federation"),
        ),
        (
            "A similar order in Launceston was withdrawn last year by then-Mayor Danny Gibson.",
            ("Danny Gibson", "holdsOffice", "former Mayor of Launceston"),
        ),
        (
            "Ex-Mayor Bob Roe of Lynn did not agree.",
            ("Bob Roe", "holdsOffice", "former Mayor of Lynn"),
        ),
        (
            "The Lynn Hotel Association, whose secretary Ann Babu called the ban arbitrary, will approach the court.",
            ("Ann Babu", "holdsOffice", "secretary of Lynn Hotel Association"),
        ),
        (
            "Basis Yorkshire called for more. Liberal Democrat group leader Stewart Golton voted against.",
            ("Stewart Golton", "holdsOffice", "Liberal Democrat group leader"),
        ),
        (
            "Budget Director Kim Murnieks agreed. Her predecessor, Tim Keen, imposed a similar freeze in 2009.",
            ("Tim Keen", "holdsOffice", "former Budget Director"),
        ),
        (
            "Lt. Gov. Jon Husted praised the freeze.",
            ("Jon Husted", "holdsOffice", "Lieutenant Governor"),
        ),
        (
            "The Parks Department agreed. City Council President Betsy Wilkerson supported the move.",
            ("Betsy Wilkerson", "holdsOffice", "City Council President"),
        ),
        (
            "SPOKANE, Wash. — Mayor Lisa Brown banned camping in Spokane. Spokane Valley Mayor Pam Haley agreed.",
            ("Lisa Brown", "holdsOffice", "Mayor of Spokane"),
        ),
        (
            "Lord Mayor Jane Whitcombe signed the order on Monday.",
            ("Jane Whitcombe", "holdsOffice", "Lord Mayor"),
        ),
        (
            "It split the People Power Party, whose leader, Han Dong-hoon, described the order as wrong.",
            ("Han Dong-hoon", "memberOf", "People Power Party"),
        ),
        (
            "“He must go,” wrote Ann Okafor, who leads the Party for Freedom.",
            ("Ann Okafor", "memberOf", "Party for Freedom"),
        ),
        (
            "The American Bar Association praised it. Its president-elect, Ann Okafor, urged firms to wait.",
            ("Ann Okafor", "holdsOffice", "president-elect of American Bar Association"),
        ),
        (
            "The Teachers Union struck. The union’s secretary-general, Dan Wasonga-Ouma, accused the government.",
            ("Dan Wasonga-Ouma", "holdsOffice", "secretary-general of Teachers Union"),
        ),
        (
            "“It helps,” said Ann Okafor, who lost a son in 2021 and now leads New Mexicans Against Gun Violence.",
            ("Ann Okafor", "holdsOffice", "head of New Mexicans Against Gun Violence"),
        ),
        (
            "Ruben Escobedo, who directs the Casa Sagrada shelter, accused police.",
            ("Ruben Escobedo", "holdsOffice", "head of Casa Sagrada shelter"),
        ),
        (
            "State Secretary of Agriculture Wade Cordrey signed the order.",
            ("Wade Cordrey", "holdsOffice", "State Secretary of Agriculture"),
        ),
        (
            "Council Member Ann Okafor said no. The City Council passed a budget.",
            ("Ann Okafor", "holdsOffice", "Council Member of City Council"),
        ),
        (
            "The Clean Water Fund gathered on the steps. It is a blow, said Ann Okafor, an organizer.",
            ("Ann Okafor", "memberOf", "Clean Water Fund"),
        ),
        ("Labour councillor Ann Okafor voted against it.", ("Ann Okafor", "memberOf", "Labour Party")),
        (
            "Ann Okafor, the recorder of Yuma County, agreed.",
            ("Ann Okafor", "holdsOffice", "recorder of Yuma County"),
        ),
    ],
)
def test_an_office_is_that_of_the_body_told_of_right_before(text: str, fact: Fact) -> None:
    assert fact in related(text, "holdsOffice", "memberOf")


@pytest.mark.parametrize(
    "text",
    [
        "He told a spokesman for the mayor, Ann Okafor, that it was late.",
        "According to a friend of the chair, Ann Okafor, bars lose a third.",
        "Ann Okafor, who leads the Ohio march, spoke.",
    ],
)
def test_a_name_after_a_comma_is_not_always_the_one_in_office(text: str) -> None:
    assert not any("Okafor" in who and "head" in office for who, _, office in related(text, "holdsOffice"))


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Court ruled on Friday. Its president, Ann Okafor, spoke of the White House.",
        "The White House sued. President Ann Okafor of the union laughed.",
    ],
)
def test_nobody_presides_over_the_white_house(text: str) -> None:
    assert not any("White House" in told for _, _, told in related(text, "holdsOffice"))


def test_a_seat_is_in_no_place_that_is_only_spoken_of() -> None:
    text = "Councilwoman Ann Okafor asked for a curfew.\n\nThe mayor said that it would cost too much, as in Akron."
    assert related(text, "holdsOffice") == {("Ann Okafor", "holdsOffice", "Councilwoman")}


def test_a_director_of_one_thing_is_not_the_director_of_another() -> None:
    text = (
        "She would ask the law director to review it. The Lynn Homeless Coalition welcomed the move. Its executive "
        "director, Ann Okafor, said that the group had sued."
    )
    assert related(text, "holdsOffice") == {
        ("Ann Okafor", "holdsOffice", "executive director of Lynn Homeless Coalition")
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The Lynn Hotel Association met. The association's lawyer, Sandra Cole, plans to ask a judge for a stay.",
            ("Sandra Cole", "speaksFor", "Lynn Hotel Association"),
        ),
        (
            "Amazon Web Services agreed to redesign it, a company spokeswoman, Rhea Castellano, said in an email.",
            ("Rhea Castellano", "speaksFor", "Amazon Web Services"),
        ),
        (
            "The Liberal Party leader, Ann Lee, called that a bribe. Her party's health critic, Ned Fyfe, agreed.",
            ("Ned Fyfe", "memberOf", "Liberal Party"),
        ),
    ],
)
def test_a_body_is_meant_by_its_kind_where_its_voice_or_member_is_told(text: str, fact: Fact) -> None:
    assert fact in related(text, "speaksFor", "memberOf")


@pytest.mark.parametrize(
    "text",
    [
        "“The order is fair,” said Councillor Brad Orlikow, who represents Fort Rouge on the council.",
        "Lawrence Keane, general counsel of the National Shooting Sports Foundation, said so.",
    ],
)
def test_neither_who_is_elected_nor_a_general_counsel_is_a_voice(text: str) -> None:
    assert not related(text, "speaksFor")


def test_lawyers_speak_for_whose_they_are_and_not_for_the_fund_that_they_come_from() -> None:
    text = "The Lynn Hotel Association sued. Its lawyers, Bob Roe and Ann Babu of the Clean Water Fund, filed the case."
    assert related(text, "speaksFor") == {
        ("Bob Roe", "speaksFor", "Lynn Hotel Association"),
        ("Ann Babu", "speaksFor", "Lynn Hotel Association"),
    }
