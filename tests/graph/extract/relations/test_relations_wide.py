"""Wider constructions of binary facts: heads of bodies, whom somebody speaks for, and who wants a norm undone."""

from __future__ import annotations

import pytest

from tests.graph.extract.related import Fact, related


@pytest.mark.parametrize(
    ("text", "person", "office"),
    [
        (
            "The Federal Rail Commission met on Friday. Chairman Bob Reyes said the rule would stay.",
            "Bob Reyes",
            "Chairman of Federal Rail Commission",
        ),
        ("Health and Human Services Secretary Ann Okafor spoke.", "Ann Okafor", "Health and Human Services Secretary"),
        ("Ann Okafor is running for the U.S. Senate.", "Ann Okafor", "candidate for U.S. Senate"),
        ("Captain Ann Okafor is running the Water Bureau for now.", "Ann Okafor", "head of Water Bureau"),
        (
            "Energy Secretary Ann Okafor signed it. Secretary Okafor left Lansing, Michigan.",
            "Ann Okafor",
            "Energy Secretary",
        ),
        ("04:58 Prime Minister Ann Okafor spoke.", "Ann Okafor", "Prime Minister"),
        ("Provincial governor Ann Okafor spoke.", "Ann Okafor", "Provincial governor"),
    ],
)
def test_an_office_is_told_with_its_body_or_portfolio(text: str, person: str, office: str) -> None:
    assert (person, "holdsOffice", office) in related(text, "holdsOffice")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Okafor, who led that raid, spoke.",
        "Ann Okafor, who leads the suit, spoke.",
        "Twelve states, led by Ann Okafor, sued the mayor.",
    ],
)
def test_who_leads_a_raid_a_suit_or_states_holds_no_office(text: str) -> None:
    assert related(text, "holdsOffice") == set()


def test_a_title_in_the_plural_is_that_of_each() -> None:
    text = "Sens. Ann Okafor of Kansas and Bea Lindqvist of Alaska wrote to the president."
    assert related(text, "holdsOffice") == {
        ("Ann Okafor", "holdsOffice", "U.S. Senator from Kansas"),
        ("Bea Lindqvist", "holdsOffice", "U.S. Senator from Alaska"),
    }


def test_a_list_of_names_has_the_party_of_the_noun_that_it_spells_out() -> None:
    text = "The two Democrats, Ann Okafor and Bob Reyes, voted no."
    assert related(text, "memberOf") == {
        ("Ann Okafor", "memberOf", "Democratic Party"),
        ("Bob Reyes", "memberOf", "Democratic Party"),
    }


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "The Ohio Water Bureau will obey the order, a spokesman said.",
            ("spokesman", "speaksFor", "Ohio Water Bureau"),
        ),
        (
            "At the Ohio Water Bureau, spokesperson Ann Okafor said the order was late.",
            ("Ann Okafor", "speaksFor", "Ohio Water Bureau"),
        ),
    ],
)
def test_a_bare_spokesperson_speaks_for_the_body_last_spoken_of(text: str, fact: Fact) -> None:
    assert related(text, "speaksFor") == {fact}


ORDER = "Mayor Dee Novak of Lynn signed an executive order on parking on Monday. "


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Ann Okafor urged the mayor to rescind the order.", "opposes"),
        ("Ann Okafor urged the mayor not to rescind the order.", "supports"),
        ("Ann Okafor called for the repeal of the order.", "opposes"),
        ("Ann Okafor vowed to scrap the order.", "opposes"),
        ("Ann Okafor asked the mayor to extend the order.", "supports"),
        ("Ann Okafor voted no.", "opposes"),
        ("Ann Okafor was the lone no.", "opposes"),
    ],
)
def test_a_wish_or_a_vote_is_a_stand(text: str, side: str) -> None:
    assert {(s, p) for s, p, _ in related(ORDER + text, "opposes", "supports")} == {("Ann Okafor", side)}


def test_who_is_nobody_takes_no_stand() -> None:
    assert related(ORDER + "No one has challenged the order.", "opposes", "supports") == set()


def test_who_threatens_to_carry_an_order_on_does_not_stand_for_it() -> None:
    assert related(ORDER + "Ann Okafor threatened to extend the order to Salem.", "opposes", "supports") == set()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "The Biden administration will appeal. Ann Okafor, a Justice Department lawyer, told the judge so.",
            {
                ("Ann Okafor", "memberOf", "Justice Department"),
                ("Ann Okafor", "speaksFor", "Biden administration"),
            },
        ),
        (
            "Republican senators, among them Ann Okafor and Bob Reyes, voted yes.",
            {("Ann Okafor", "memberOf", "Republican Party"), ("Bob Reyes", "memberOf", "Republican Party")},
        ),
    ],
)
def test_lawyers_and_lists_belong_to_bodies_and_parties(text: str, facts: set[Fact]) -> None:
    assert related(text, "memberOf", "speaksFor") == facts


def test_a_no_on_undoing_an_order_is_support_of_it() -> None:
    text = ORDER + "The council met on Tuesday and revoked the order. Ann Okafor voted no."
    assert ("Ann Okafor", "supports") in {(s, p) for s, p, _ in related(text, "opposes", "supports")}


def test_a_lawyer_who_is_heard_stands_with_the_clients() -> None:
    text = ORDER + "The Lynn Drivers League sued over the order. Its lawyer, Ann Okafor, said drivers were waiting."
    assert ("Ann Okafor", "opposes") in {(s, p) for s, p, _ in related(text, "opposes", "supports")}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Ann Okafor is critical of the order.", "opposes"),
        ("Ann Okafor is in favor of the order.", "supports"),
        ("Ann Okafor has doubts about the order.", "opposes"),
        ("Ann Okafor signed a petition against the order.", "opposes"),
        ("Ann Okafor pushed back against the order.", "opposes"),
        ("Ann Okafor wants the order rescinded.", "opposes"),
    ],
)
def test_who_is_or_has_something_against_a_norm_opposes_it(text: str, side: str) -> None:
    assert {(s, p) for s, p, _ in related(ORDER + text, "opposes", "supports")} == {("Ann Okafor", side)}


def test_a_bill_to_overturn_an_order_is_a_stand_against_the_order() -> None:
    found = related(ORDER + "Ann Okafor introduced a bill to overturn the order.", "opposes", "supports")
    assert {(s, p) for s, p, _ in found} == {("Ann Okafor", "opposes"), ("Ann Okafor", "supports")}


def test_who_is_only_urged_to_act_takes_no_stand() -> None:
    text = ORDER + "Ann Okafor urged lawmakers to reject the order."
    assert {(s, p) for s, p, _ in related(text, "opposes", "supports")} == {("Ann Okafor", "opposes")}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Ann Okafor, a Democrat who represents Lynn in the Ohio Senate, spoke.",
            ("Ann Okafor", "memberOf", "Ohio Senate"),
        ),
        (
            "Ann Okafor, elected to the Lynn City Council in 2019, spoke.",
            ("Ann Okafor", "memberOf", "Lynn City Council"),
        ),
        (
            "The governor's spokeswoman, Ann Okafor, said Gov. Bob Reyes would sign it.",
            ("Ann Okafor", "speaksFor", "Bob Reyes"),
        ),
        ("Ann Okafor, CEO of Lynn Power, spoke.", ("Ann Okafor", "holdsOffice", "CEO of Lynn Power")),
        (
            "Ann Okafor took over as head of the Water Bureau in May.",
            ("Ann Okafor", "holdsOffice", "head of the Water Bureau"),
        ),
    ],
)
def test_seats_voices_and_offices_are_read_from_clauses_and_owners(text: str, fact: Fact) -> None:
    assert fact in related(text, "memberOf", "speaksFor", "holdsOffice")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Lynn Councilwoman Ann Okafor spoke.", {("Ann Okafor", "holdsOffice", "Lynn Councilwoman")}),
        (
            "Ann Okafor, who represents Lynn in the state Senate, spoke.",
            {("Ann Okafor", "memberOf", "Senate")},  # and speaks for nobody
        ),
        ("Ann Okafor, who represents the 9th District, spoke.", set()),
        ("Ann Okafor, who represents the tenants, spoke.", {("Ann Okafor", "speaksFor", "tenants")}),
        (
            "Ann Okafor, president of Teamsters Local 120, spoke.",
            {("Ann Okafor", "holdsOffice", "president of Teamsters Local 120")},
        ),
        (
            "Ann Okafor, a farmer in Lynn and the president of the Farm Bureau, spoke.",
            {("Ann Okafor", "holdsOffice", "president of the Farm Bureau")},
        ),
    ],
)
def test_no_more_is_read_from_what_somebody_is_called(text: str, facts: set[Fact]) -> None:
    assert related(text, "memberOf", "speaksFor", "holdsOffice") == facts


@pytest.mark.parametrize(
    ("sentence", "stand"),
    [
        ("Senator Bob Reyes called for the order to be repealed.", "opposes"),
        ("The order has the support of Senator Bob Reyes.", "supports"),
        ("The order drew criticism from Senator Bob Reyes.", "opposes"),
    ],
)
def test_stand_is_read_from_what_is_wished_for_a_norm_and_what_it_meets_with(sentence: str, stand: str) -> None:
    text = f"Mayor Ann Okafor signed an order that closes parks. {sentence}"
    assert related(text, "opposes", "supports") == {("Bob Reyes", stand, "Ann Okafor's order")}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Minister Ann Okafor signed a new ministerial direction on Friday.", "Ann Okafor's new ministerial direction"),
        ("Mayor Ann Okafor's ordinance forbids kiosks to sell beer.", "Ann Okafor's ordinance"),
        ("President Ann Okafor signed Supreme Decree 139 on Friday.", "Supreme Decree 139"),
        ("Mayor Ann Okafor issued Emergency Regulation No. 2020-23.", "Emergency Regulation No. 2020-23"),
    ],
)
def test_what_an_executive_lays_down_is_an_order_whatever_it_is_called(text: str, order: str) -> None:
    assert related(text, "issuedBy") == {(order, "issuedBy", "Ann Okafor")}


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ann Okafor led the city in a new direction.",
        "Council President Ann Okafor's ordinance forbids kiosks to sell beer.",
        "Mayor Ann Okafor cited Municipal Ordinance 11/2014.",
        "The troops are under the direction of Mayor Ann Okafor.",
    ],
)
def test_a_way_and_what_a_council_passes_are_no_orders(text: str) -> None:
    assert related(text, "issuedBy") == set()


def test_parties_of_other_countries_are_not_the_american_ones() -> None:
    text = "Free Democrat leader Ann Okafor spoke. Senator Bob Reyes of Fianna Fáil did not."
    assert related(text, "memberOf") == {
        ("Ann Okafor", "memberOf", "Free Democrats"),
        ("Bob Reyes", "memberOf", "Fianna Fáil"),
    }


def test_who_may_back_an_order_or_not_takes_no_stand() -> None:
    text = "Mayor Ann Okafor of Lynn signed an order. It expires on June 5 unless the City Council extends it."
    assert related(text, "supports", "opposes") == set()
