"""Where an order governs."""

from __future__ import annotations

from graph.extract.rules import RulesExtractor
from graph.model import Document, Predicate
from graph.parse import parse


def _reach(text: str) -> set[tuple[str, str]]:
    """Order and place, by name."""
    document = Document(text)
    record = RulesExtractor().extract(document, next(parse([text])))
    names = {e.id: e.name for e in record.entities}
    return {
        (names[r.subject], names[r.object])
        for r in record.relations
        if r.predicate is Predicate.APPLIES_IN and r.object
    }


def test_an_order_governs_its_issuers_own_jurisdiction() -> None:
    text = (
        "BOISE, Idaho — Gov. Ann Lee of Idaho signed Executive Order 2025-07 on Monday. It requires agencies to close."
    )
    assert _reach(text) == {("Executive Order 2025-07", "Idaho")}


def test_an_order_that_names_its_reach_governs_there_and_nowhere_else() -> None:
    text = (
        "Gov. Ann Lee of Ohio signed Executive Order 2025-07 on Monday. "
        "The order bars pumps from selling fuel in Dayton, Toledo and Akron."
    )
    assert _reach(text) == {
        ("Executive Order 2025-07", "Dayton"),
        ("Executive Order 2025-07", "Toledo"),
        ("Executive Order 2025-07", "Akron"),
    }


def test_what_comes_from_another_state_does_not_move_the_order_there() -> None:
    text = (
        "Premier Ann Lee of Ontario signed Directive 7 on Monday. "
        "The directive bars stores from selling wine made in Kentucky."
    )
    assert _reach(text) == {("Directive 7", "Ontario")}


def test_an_order_governs_where_it_is_said_to_apply() -> None:
    text = (
        "Gov. Ann Lee of Ohio signed Executive Order 2025-07 on Monday. It keeps trucks off the roads after dark.\n\n"
        "The order covers the cities of Dayton, Toledo and Akron."
    )
    assert {place for _, place in _reach(text)} == {"Dayton", "Toledo", "Akron"}


def test_what_an_order_covers_is_told_of_it_in_passing_too() -> None:
    text = (
        "Leeds City Council has approved an order that will ban dogs. "
        "The order, which covers Sweet Street and Water Lane, allows officers to issue fines."
    )
    assert {place for _, place in _reach(text)} == {"Sweet Street", "Water Lane"}


def test_of_people_somewhere_an_order_does_not_govern_there_alone() -> None:
    text = (
        "Gov. Ann Lee of Ohio signed Executive Order 2025-07 on Monday. It forbids smoking at work.\n\n"
        "The order covers Dayton employees too."
    )
    assert _reach(text) == {("Executive Order 2025-07", "Ohio")}


def test_what_is_due_to_come_into_force_somewhere_is_the_order_and_not_its_maker() -> None:
    text = (
        "Lynn Borough Council approved Order 7 on Monday, and it was due to come into force in Margate and Ramsgate. "
        "The order bars dogs from beaches."
    )
    assert {place for _, place in _reach(text)} == {"Margate", "Ramsgate"}


def test_places_after_a_second_preposition_are_reached_too() -> None:
    text = (
        "Gov. Ann Lee of Ohio signed Executive Order 2025-07 on Monday. "
        "The order bars pumps from selling fuel in Dayton and in Toledo."
    )
    assert {place for _, place in _reach(text)} == {"Dayton", "Toledo"}


def test_where_an_order_is_signed_it_does_not_govern_therefore() -> None:
    text = "COLUMBUS, Ohio — Gov. Ann Lee of Ohio signed the executive order in Toledo on Monday. It bans vaping."
    assert {place for _, place in _reach(text)} == {"Ohio"}


def test_an_older_order_of_the_same_series_governs_where_the_new_one_does() -> None:
    text = (
        "STATE OF OHIO\n\nEXECUTIVE ORDER 2025-07\n\n"
        "I, Ann Lee, Governor of Ohio, by the authority vested in me, do hereby order:\n\n"
        "1. The Department of Health shall post prices.\n\n"
        "2. Executive Order 2019-14 is hereby rescinded.\n\nANN LEE\nGovernor\n"
    )
    assert {order for order, place in _reach(text) if place.title() == "Ohio"} == {
        "EXECUTIVE ORDER 2025-07",
        "Executive Order 2019-14",
    }


def test_a_provincial_ministers_order_governs_the_province() -> None:
    text = (
        "HALIFAX — Natural Resources Minister Ann Lee signed a proclamation on Monday. "
        "The proclamation bars hikers from the woods of Nova Scotia.\n\n"
        "Nova Scotia’s opposition wants it gone."
    )
    assert {place for _, place in _reach(text)} == {"Nova Scotia"}


def test_a_chief_ministers_order_governs_the_state_and_not_another_country() -> None:
    text = (
        "PANAJI: Chief Minister Ann Lobo signed an order on Monday that forbids shacks in Goa. "
        "Goa draws tourists from Britain. Tourists from Britain were not asked, and Britain has said nothing."
    )
    assert {place for _, place in _reach(text)} == {"Goa"}


def test_the_order_of_a_secretary_in_washington_governs_no_state() -> None:
    text = (
        "AUSTIN, Texas — Homeland Security Secretary Ann Lee issued a memorandum on Monday. "
        "The memorandum directs officers to wear badges. Texas has sued."
    )
    assert _reach(text) == set()


def test_washington_is_no_state_where_it_is_not_called_one() -> None:
    text = (
        "AUSTIN — Ranchers looked to Washington, and Washington to them. Washington has said nothing.\n\n"
        "Gov. Ann Lee signed an order on Monday. The order forbids fences. Texas has many."
    )
    assert {place for _, place in _reach(text)} == {"Texas"}


def test_the_heading_above_tells_of_which_state_a_governor_is() -> None:
    text = (
        "Two governors signed orders.\n\n1. ARIZONA: A LONG WEEK\n\n"
        "Gov. Ann Lee of Arizona signed an order on Monday. The order forbids fences. Arizona has many.\n\n"
        "2. NEVADA: A SHORT WEEK\n\nGov. Joe Ruiz signed an order on Tuesday. The order bans vaping."
    )
    assert {place.title() for order, place in _reach(text) if order.startswith("Joe Ruiz")} == {"Nevada"}


def test_a_place_in_one_of_many_norms_is_not_where_an_order_governs() -> None:
    text = (
        "Gov. Ann Lee of Ohio signed Executive Order 2025-07 on Monday. "
        "The order requires agencies to post prices. It bars smoking in Dayton. It forbids landlords to raise rents. "
        "It directs the Department of Health to report. It orders schools to open."
    )
    assert _reach(text) == {("Executive Order 2025-07", "Ohio")}


def test_the_order_of_the_president_of_the_united_states_governs_where_it_says_so_alone() -> None:
    text = (
        "EXECUTIVE ORDER 14999\n\nBy the authority vested in me as President of the United States of America, "
        "it is hereby ordered:\n\nSection 1. The Secretary of Labor shall report to the President.\n\n"
        "JANE ROE\nPresident of the United States of America\n"
    )
    assert _reach(text) == set()


def test_an_order_called_after_a_place_governs_there_and_no_street_makes_one() -> None:
    text = (
        "Mission Street ban, day one\n\nSAN FRANCISCO — Mayor Ann Lee signed the ban on Monday. "
        "The ban bars vendors from selling food."
    )
    assert {place for _, place in _reach(text)} == {"Mission Street"}


def test_what_an_order_is_extended_to_is_where_it_governs() -> None:
    text = (
        "AUSTIN, Texas — Gov. Alan Trujillo extended his own disaster declaration to Fort Bend, Brazoria and "
        "Wharton counties on Saturday. Texas will send trucks."
    )
    assert {place for _, place in _reach(text)} == {"Fort Bend County", "Brazoria County", "Wharton County"}


def test_a_county_judge_rules_the_county_and_issues_its_orders() -> None:
    text = (
        "RICHMOND, Texas — Fort Bend County Judge Marcus Odom ordered residents to leave on Sunday. "
        "The evacuation order directs the sheriff's office to close the roads.\n\n"
        "Gov. Alan Trujillo thanked him. Trujillo sent trucks to Texas towns."
    )
    assert {place for _, place in _reach(text)} == {"Fort Bend County"}
