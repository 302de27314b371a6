"""Who and what a text speaks of: names, nominal mentions, and which of them are one thing."""

from __future__ import annotations

import pytest

from graph.extract.reading import Reading, read
from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse


def _read(text: str) -> Reading:
    return read(Document(text), next(parse([text])))


def _things(text: str) -> dict[str, tuple[str, list[str]]]:
    """Name -> type and mentions of every referent."""
    return {r.name: (r.type.value, [m.span.text for m in r.mentions]) for r in _read(text).referents}


def test_surname_and_office_lead_back_to_the_full_name() -> None:
    things = _things(
        "Mayor Dana Whitfield of Tulsa signed the order on Friday. Whitfield said it was needed. "
        "The mayor will meet the council next week."
    )
    assert things["Dana Whitfield"] == ("Person", ["Dana Whitfield", "Whitfield", "The mayor"])


def test_two_people_with_one_surname_stay_two() -> None:
    things = _things("Governor Ruth Okafor and Senator Paul Okafor disagreed. Ruth Okafor signed the bill.")
    assert things["Ruth Okafor"][1] == ["Ruth Okafor", "Ruth Okafor"]
    assert things["Paul Okafor"][1] == ["Paul Okafor"]


def test_he_and_she_stand_for_people_who_can_be_he_and_she() -> None:
    reading = _read("Margaret Okafor met Robert Reyes on Monday. He thanked the city, and she left.")
    meant = {t.lower_: reading.referent(t) for t in reading.doc if t.lower_ in {"he", "she"}}
    assert {k: r.name if r else None for k, r in meant.items()} == {"he": "Robert Reyes", "she": "Margaret Okafor"}


def test_a_judge_of_the_headline_and_the_lead_is_the_one_named_below() -> None:
    things = _things(
        "Judge halts camping ban\n\nA federal judge on Friday blocked the ban. "
        "U.S. District Judge Ann Okafor said it went too far."
    )
    assert things["Ann Okafor"][1] == ["Judge", "A federal judge", "Ann Okafor"]


def test_the_councilman_is_the_council_member_and_the_lawmaker_the_senator() -> None:
    things = _things(
        "Lynn City Council Member Bob Reyes and state Sen. Ann Okafor met. "
        "The councilman praised the plan, and the lawmaker agreed."
    )
    assert things["Bob Reyes"][1] == ["Bob Reyes", "The councilman"]
    assert things["Ann Okafor"][1] == ["Ann Okafor", "the lawmaker"]


def test_the_governor_is_whom_the_story_speaks_of_and_not_the_predecessor() -> None:
    things = _things(
        "Gov. Ann Okafor signed the order. Okafor called it fair, and Okafor thanked the House. "
        "It undoes an order that Gov. Bob Reyes signed in 2010. The governor will appeal."
    )
    assert things["Ann Okafor"][1] == ["Ann Okafor", "Okafor", "Okafor", "The governor"]


def test_a_title_of_ones_own_after_a_comma_makes_a_list() -> None:
    things = _things(
        "Gov. Ann Okafor signed it. The order binds the governor, Attorney General Bob Reyes and their aides."
    )
    assert things["Ann Okafor"][1] == ["Ann Okafor", "the governor"]
    assert things["Bob Reyes"][1] == ["Bob Reyes"]


def test_nicknames_and_two_word_surnames_belong_to_one_person() -> None:
    things = _things('Former Governor C.L. "Butch" Reyes met Daniella Levine Cava. Levine Cava thanked Reyes.')
    assert things['C.L. "Butch" Reyes'][1] == ['C.L. "Butch" Reyes', "Reyes"]
    assert things["Daniella Levine Cava"][1] == ["Daniella Levine Cava", "Levine Cava"]


def test_an_administration_tells_its_heads_full_name() -> None:
    reading = _read("Gov. Ann Okafor's administration appealed. Okafor had no comment.")
    persons = {r.name: [x.text for x in r.roles] for r in reading.referents if r.type.value == "Person"}
    assert persons == {"Ann Okafor": ["Governor"]}


def test_named_members_stand_for_the_collective_before_them() -> None:
    things = _things("The state's Democratic senators, Ann Okafor and Bob Reyes, praised the mayor.")
    assert sorted(n for n, (kind, _) in things.items() if kind in {"Person", "Group"}) == [
        "Ann Okafor",
        "Bob Reyes",
        "mayor",
    ]


def test_an_unnamed_person_takes_along_who_it_is() -> None:
    record = RulesExtractor().extract(
        Document(t := "A neighbor who rents a garage said the rules were fair."), next(parse([t]))
    )
    assert [[m.text for m in e.mentions] for e in record.entities] == [["A neighbor", "A neighbor who rents a garage"]]


def test_whoever_acts_as_something_is_meant_by_it() -> None:
    things = _things(
        "Ann Okafor signed the order on Friday. As a candidate she called it cruel. Lt Gen Bob Reyes agreed."
    )
    assert {n: t for n, t in things.items() if t[0] == "Person"} == {
        "Ann Okafor": ("Person", ["Ann Okafor", "a candidate"]),
        "Bob Reyes": ("Person", ["Bob Reyes"]),
    }


def test_a_hyphenated_surname_is_one_name() -> None:
    things = _things("Director Lena Ortiz-Vega resigned on Monday. Ortiz-Vega had led the agency since 2020.")
    assert things["Lena Ortiz-Vega"] == ("Person", ["Lena Ortiz-Vega", "Ortiz-Vega"])


def test_a_company_is_known_by_the_first_word_of_its_name() -> None:
    things = _things("Bedrock Properties Group sued Lakewood. The council rejected Bedrock’s appeal.")
    assert things["Bedrock Properties Group"] == ("Organization", ["Bedrock Properties Group", "Bedrock"])


def test_a_body_is_known_by_its_initials_and_by_the_short_form_given_to_it() -> None:
    things = _things(
        "The Northland Teachers Association and the Department of Agriculture (DA) met the governor in Lakewood. "
        "NTA thanks her. The DA had asked her for higher fees, and it bought a DA-12."
    )
    assert things["Northland Teachers Association"] == ("Organization", ["Northland Teachers Association", "NTA"])
    assert things["Department of Agriculture"] == ("Agency", ["Department of Agriculture", "DA", "DA"])


def test_an_acronym_joins_the_name_that_defines_it() -> None:
    things = _things(
        "The Department of Water Resources (DWR) must report by June. DWR has 400 employees. The department agreed."
    )
    assert things["Department of Water Resources"][1] == [
        "Department of Water Resources",
        "DWR",
        "DWR",
        "The department",
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("She signed Executive Order 2024-11 on Monday.", "Executive Order 2024-11", "Order"),
        ("He cited Proclamation 9844 in court.", "Proclamation 9844", "Order"),
        ("Officers rely on 287(g) agreements.", "287(g) agreements", "Policy"),
        ("The state passed Senate Bill 25-276 last year.", "Senate Bill 25-276", "Policy"),
        ("It violates 42 U.S.C. 1983, they said.", "42 U.S.C. 1983", "Policy"),
        ("Lawyers for the Biden administration appealed.", "Biden administration", "Agency"),
        ("A spokesman for the Mayor’s Office of New Citizens answered.", "Mayor’s Office of New Citizens", "Agency"),
        ("The City of Tacoma sued.", "City of Tacoma", "Agency"),
        ("Rep. Gail Stone, R-Medford, voted no.", "Republican Party", "Organization"),
        ("The Center for Budget Integrity praised it.", "Center for Budget Integrity", "Organization"),
        ("The Leeds Council objected.", "Leeds Council", "Agency"),
        ("The Natural Rivers Defense Council sued.", "Natural Rivers Defense Council", "Organization"),
        ("He asked the General Assembly of Ohio to act.", "General Assembly of Ohio", "Agency"),
        (
            "She sued the Department of Ports, Rivers, and Roads.",
            "Department of Ports, Rivers, and Roads",
            "Agency",
        ),
        ("The ACLU of Ohio sued the county.", "ACLU of Ohio", "Organization"),
        ("A Folsom Republican opposes it.", "Folsom", "Place"),
        ("Two cities, Chelsea and Lawrence, sued.", "Lawrence", "Place"),
        ("Traffic on I-95 was halted.", "Interstate 95", "Place"),
        ("They drilled in the Arctic Coast Wildlife Refuge.", "Arctic Coast Wildlife Refuge", "Place"),
        ("Jersey City Mayor Ann Lee signed it.", "Jersey City", "Place"),
        ("Oakland City Attorney Ann Lee sued.", "Oakland", "Place"),
        ("The Marin Health District closed clinics.", "Marin Health District", "Agency"),
        ("A suit by the State of Ohio failed.", "State of Ohio", "Agency"),
        ("Rep. Ann Lee of Lawrence voted no.", "Lawrence", "Place"),
        ("The order covers Moyale, Takaba, Wajir and Nairobi.", "Takaba", "Place"),
    ],
)
def test_a_name_is_typed_by_its_shape_or_head_word(text: str, name: str, kind: str) -> None:
    assert _things(text)[name][0] == kind


def test_counties_named_together_are_places_of_their_own() -> None:
    things = _things("The governor declared an emergency in Marion and Polk counties.")
    assert [things[n][0] for n in ("Marion County", "Polk County")] == ["Place", "Place"]


def test_departments_named_together_are_one_each() -> None:
    things = _things("He told the Departments of Buildings, Health and Mental Hygiene, and Fire to close the pier.")
    assert {n: m for n, (kind, m) in things.items() if kind == "Agency"} == {
        "Department of Buildings": ["Buildings"],
        "Department of Health and Mental Hygiene": ["Health and Mental Hygiene"],
        "Department of Fire": ["Fire"],
    }


def test_offices_and_peoples_names_hide_no_body_and_no_place() -> None:
    things = _things("Defense Secretary Ann Lee met House Speaker Bob Roe, Senate Democrats and hundreds of Iowans.")
    assert {n for n, (kind, _) in things.items() if kind in ("Agency", "Organization", "Place")} == {"Democratic Party"}


def test_a_city_governs_where_it_acts_and_is_a_place_where_things_are() -> None:
    things = _things("The City of Tacoma sued. They met in the City of Spokane.")
    assert (things["City of Tacoma"][0], things["Spokane"][0]) == ("Agency", "Place")


def test_a_dateline_is_a_place_in_ordinary_spelling() -> None:
    assert _things("CEDAR FALLS, Iowa — Mayor Ann Lee signed it.")["Cedar Falls"] == ("Place", ["CEDAR FALLS"])


def test_orders_are_told_apart_by_issuer_and_number() -> None:
    reading = _read(
        "Mayor Dana Whitfield signed an order on Friday. The order bars masks. "
        "Governor Ruth Okafor issued Executive Order 31 last week. Whitfield's order goes further."
    )
    orders = {
        r.name: (r.issuer.name if r.issuer else None, [m.span.text for m in r.mentions])
        for r in reading.referents
        if r.type == "Order"
    }
    assert orders == {
        "order": ("Dana Whitfield", ["an order", "The order", "Whitfield's order"]),
        "Executive Order 31": ("Ruth Okafor", ["Executive Order 31"]),
    }


def test_an_orders_own_text_is_one_order_issued_by_its_signatory() -> None:
    reading = _read(
        "STATE OF OHIO\nOFFICE OF THE GOVERNOR\n\nEXECUTIVE ORDER 2024-07\n\nWHEREAS, the river is high; and\n\n"
        "NOW, THEREFORE, I, Ruth Okafor, Governor of the State of Ohio, do hereby order as follows:\n\n"
        "1. State agencies shall close low bridges.\n\n2. This Order takes effect at once.\n\nRUTH OKAFOR\nGovernor\n\n"
        "ATTEST:\nPAUL STONE\nSecretary of State"
    )
    orders = [(r.name, r.issuer.name if r.issuer else None) for r in reading.referents if r.type == "Order"]
    assert reading.official
    assert orders == [("EXECUTIVE ORDER 2024-07", "Ruth Okafor")]


def test_the_pages_furniture_names_nobody() -> None:
    things = _things(
        "Mayor Dana Whitfield signed it.\n\nBy Carla Reyes, Staff Writer\n\nSign up for the Tulsa Ledger newsletter."
    )
    assert set(things) == {"Dana Whitfield"}


def test_collectives_take_along_who_is_meant() -> None:
    things = _things("Agencies that collect water data must publish it. Park rangers and game wardens must help.")
    assert things["Agencies"] == ("Group", ["Agencies that collect water data"])
    assert things["Park rangers and game wardens"] == ("Group", ["Park rangers and game wardens"])


def test_seats_of_government_that_act_are_bodies_and_countries() -> None:
    things = _things("City Hall will appeal. They met at Beacon Hall. Lithuania blames Minsk. Belarus denied it.")
    assert things["City Hall"][0] == "Agency"
    assert things["Belarus"] == ("Place", ["Minsk", "Belarus"])


def test_a_caption_and_the_rest_of_a_line_of_furniture_name_things() -> None:
    things = _things(
        "Mayor Ann Lee signed it.\n\nPhoto: Mayor Ann Lee speaks to reporters in Dayton on Friday.\n\n"
        "The fair opens at Miller Park on Sunday. Sign up for our Toledo newsletter."
    )
    assert {n for n, (kind, _) in things.items() if kind == "Place"} == {"Dayton", "Miller Park"}


def test_whose_a_body_is_belongs_to_its_only_mention() -> None:
    text = "Norway’s Ministry of Trade objected."
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    agency = next(e for e in record.entities if e.type == "Agency")
    assert [m.text for m in agency.mentions] == ["Norway’s Ministry of Trade", "Ministry of Trade"]


def _groups(text: str) -> list[list[str]]:
    """The mentions of every collective."""
    return [[m.span.text for m in r.mentions] for r in _read(text).referents if r.type == "Group"]


def test_a_collective_counted_otherwise_is_another_one() -> None:
    groups = _groups(
        "Mayor Ann Lee met the press.\n\nSome 50 vendors protested on Friday. About 30 vendors marched on Monday. "
        "The vendors want permits."
    )
    assert groups == [["Some 50 vendors"], ["About 30 vendors", "The vendors"]]


def test_what_a_collective_is_told_by_later_need_not_be_told_again() -> None:
    text = "Mayor Ann Lee spoke.\n\nA dozen firms that sell fuel sued. The 12 firms want damages. The companies lost."
    assert _groups(text) == [["A dozen firms that sell fuel", "The 12 firms", "The companies"]]


def test_a_collective_may_be_called_by_another_noun_that_means_the_same() -> None:
    assert _groups("City employees must return. The workers object.") == [["City employees", "The workers"]]


def test_agents_of_immigration_are_one_collective_by_whatever_name() -> None:
    text = "Federal agents entered the plaza. ICE officers made arrests. Immigration agents in Tulsa then left."
    assert _groups(text) == [["Federal agents", "ICE officers", "Immigration agents in Tulsa"]]


def test_the_others_of_a_noun_are_another_collective() -> None:
    text = "Mayor Ann Lee spoke.\n\nCampus officers may use gas. Other officers may not."
    assert _groups(text) == [["Campus officers"], ["Other officers"]]


def test_the_quantity_of_a_collective_belongs_to_its_mention() -> None:
    text = "She signed it. Thousands of nurses protested on Friday."
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    assert [m.text for e in record.entities if e.type == "Group" for m in e.mentions] == [
        "Thousands of nurses",
        "nurses",
    ]


def test_a_band_of_people_is_a_collective_and_keeps_its_name() -> None:
    groups = _groups("A coalition of tenants sued the landlord. The coalition wants the rent back.")
    assert groups[0] == ["A coalition of tenants", "The coalition"]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("He accused opponents of the order of spreading fear.", "opponents of the order"),
        ("The inspectors asked those who parked there to move along.", "those who parked there"),
        ("Republicans in the Senate declined to pass it.", "Republicans in the Senate"),
        ("Everyone age 5 or older must wear a mask.", "Everyone age 5 or older"),
        ("Anyone caught pumping could have been fined.", "Anyone caught pumping"),
        ("The farmers' plea was heard.", "The farmers"),
        ("The mayor asked Angelenos to save water.", "Angelenos"),
    ],
)
def test_a_collective_ends_where_the_sentence_goes_on(text: str, mention: str) -> None:
    assert mention in [m for mentions in _groups(text) for m in mentions]


def test_force_and_authority_are_bodies_only_where_they_act() -> None:
    things = _things("The rule came into force in May. He went beyond his legal authority. The housing authority sued.")
    assert [n for n, (kind, _) in things.items() if kind == "Agency"] == ["housing authority"]


def test_what_an_order_acts_on_and_bodies_known_by_description_are_kept() -> None:
    text = (
        "Mayor Ann Lee signed an order on Monday. The order requires inspectors to search firearms dealers. "
        "The administration fears that customers left."
    )
    document = Document(text)
    record = RulesExtractor().extract(document, next(parse([text])))
    kept = {e.name for e in record.entities}
    assert ({"firearms dealers", "administration"} <= kept, "customers" in kept) == (True, False)


def test_a_hyphened_given_name_is_whole() -> None:
    things = _things("Kim Jong-un met Ban Ki-moon on Monday. Kim left on Tuesday.")
    assert {n for n, (kind, _) in things.items() if kind == "Person"} == {"Kim Jong-un", "Ban Ki-moon"}


def test_an_independent_school_district_is_no_politician() -> None:
    assert (
        _things("The Irving Independent School District closed.")["Irving Independent School District"][0] == "Agency"
    )


def test_an_order_known_only_from_what_was_declared_is_called_by_that() -> None:
    record = RulesExtractor().extract(
        Document(t := "Governor Ann Okafor declared a public health emergency on Monday."), next(parse([t]))
    )
    orders = [e for e in record.entities if e.type.value == "Order"]
    assert [[m.text for m in e.mentions] for e in orders] == [
        ["declared a public health emergency", "a public health emergency"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nightclub owner Rex Pike said the rule would ruin him.",
        "Rex Pike spoke at noon. Opponents booed.",
        "“We will close,” said Rex Pike. Sgt Orlov's car was towed, and the Sgt protested.",
        "Fireworks are banned, Rex Pike said, since fireworks start fires.",
    ],
)
def test_a_common_word_with_a_capital_is_nobody(text: str) -> None:
    people = {name for name, (kind, _) in _things(text).items() if kind == "Person"}
    assert people <= {"Rex Pike", "Orlov"}


def test_a_department_is_no_court_and_no_council() -> None:
    things = _things(
        "Tulsa would appeal to the First Court of Appeals. The department said that it would stop. "
        "The City Council will vote. The agency has no comment."
    )
    assert things["First Court of Appeals"][1] == ["First Court of Appeals"]
    assert things["City Council"][1] == ["City Council"]


def test_a_voice_is_named_after_whom_it_serves() -> None:
    things = _things(
        "Mayor Ann Lee of Tulsa signed the order. A spokeswoman for the mayor, Priya Nair, said so. "
        "The spokesman for the governor, Ted Oak, did not call back."
    )
    assert things["Ann Lee"][1] == ["Ann Lee", "the mayor"]
    assert things["Priya Nair"][1] == ["A spokeswoman for the mayor", "Priya Nair"]
    assert things["Ted Oak"][1] == ["The spokesman for the governor", "Ted Oak"]


def test_whose_director_somebody_is_tells_him_from_another_director() -> None:
    things = _things(
        "The Finance Director may waive fees. “It is wrong,” said the alliance's director, Kip Lawson. "
        "The director of the alliance will sue."
    )
    assert things["Kip Lawson"][1][:2] == ["the alliance's director", "Kip Lawson"]
    assert "The Finance Director" not in things["Kip Lawson"][1]


def test_the_department_is_no_parliament_of_another_country_and_the_tribe_a_nation() -> None:
    things = _things(
        "“We acted,” the minister told the Dáil. The department denied it. The Navajo Nation sued. "
        "The tribe's chairman, Harold Tso, was not heard, and the tribe wants more."
    )
    assert things["Dáil"][1] == ["Dáil"]
    assert things["Navajo Nation"] == ("Agency", ["Navajo Nation", "The tribe", "the tribe"])


def test_a_name_is_known_however_it_is_spelt() -> None:
    things = _things("The Irish Nurses and Midwives Organisation met the National Care Centre.")
    assert {name: kind for name, (kind, _) in things.items()} == {
        "Irish Nurses and Midwives Organisation": "Organization",
        "National Care Centre": "Place",
    }
