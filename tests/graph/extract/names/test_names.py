"""What is called by a proper name, where it begins and ends, and what kind of thing it is."""

from __future__ import annotations

import pytest

from graph.extract.layout import paragraphs
from graph.extract.names.name_types import traits
from graph.extract.names.names import named_mentions, shouted_tokens
from graph.extract.reading import read
from graph.extract.rules import RulesExtractor
from graph.model import Document, EntityType
from graph.parse import parse
from tests.graph.extract.named import named
from tests.graph.extract.related import related

BODIES = frozenset({"Agency", "Organization"})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The board thanked Nevada Lantern for its report.", "Nevada Lantern"),
        ("A spokesman for Ohio Interfaith Action said the rule was cruel.", "Ohio Interfaith Action"),
        ("Planned Parenthood Ohio sued over the order.", "Planned Parenthood Ohio"),
    ],
)
def test_a_body_is_called_by_its_region_and_a_word(text: str, name: str) -> None:
    assert named(text)[name] == "Organization"


def test_a_region_before_a_title_or_a_full_name_is_a_place() -> None:
    assert named("Texas Gov. Ann Okafor met Ohio Republicans.")["Texas"] == "Place"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Crews reached the Norwood gas plant on Friday.", "Norwood gas plant"),
        ("Police closed the Delancey overpass.", "Delancey overpass"),
        ("They met at Colbeck wharf before dawn.", "Colbeck wharf"),
    ],
)
def test_a_facility_is_called_by_a_name_and_a_common_noun(text: str, name: str) -> None:
    assert named(text)[name] == "Place"


def test_a_name_goes_on_after_an_and_where_its_head_comes_later() -> None:
    things = named("The mayor named three members to the Tacoma Water and Sewer Authority.")
    assert things["Tacoma Water and Sewer Authority"] == "Agency"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Catholic Relief Commission objected.", "Catholic Relief Commission", "Organization"),
        ("The Ohio Tenants Council sued.", "Ohio Tenants Council", "Organization"),
        ("The Poverty Law Center sued the city.", "Poverty Law Center", "Organization"),
        ("Polk County Schools closed on Monday.", "Polk County Schools", "Agency"),
        ("Officers of the RVPD arrested him.", "RVPD", "Agency"),
        ("The DEA raided the shop.", "DEA", "Agency"),
        ("The QRZA praised the order.", "QRZA", "Organization"),
        ("He was moved to Richmond, VA 23219.", "VA", "Place"),
    ],
)
def test_names_with_one_head_are_told_apart(text: str, name: str, kind: str) -> None:
    assert named(text)[name] == kind


def test_an_acronym_that_names_no_body_is_none() -> None:
    assert "LGBTQ" not in named("The order protects LGBTQ people.")


def test_a_surname_that_is_a_word_for_a_place_is_a_surname_after_a_given_name() -> None:
    assert named("Mayor Brian Woods led the march. Woods spoke first.") == {"Brian Woods": "Person"}


def test_a_hyphened_given_name_is_whole() -> None:
    assert named("Prime Minister Park Min-ho resigned.")["Park Min-ho"] == "Person"


def test_a_county_is_called_by_its_name_alone() -> None:
    text = "Visitors may return to Hyde County in June. Dare did the same, but Hyde has no hospital."
    assert named(text).get("Hyde County") == "Place"
    assert "Hyde" not in named(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Councilors rely on House Concurrent Resolution 5025.", "House Concurrent Resolution 5025"),
        ("She signed the order under the Quarantine Act 1999.", "Quarantine Act 1999"),
        ("Lawyers cited article 12 of the constitution.", "article 12 of the constitution"),
        ("The court read Chapter 39A narrowly.", "Chapter 39A"),
    ],
)
def test_a_norm_is_called_by_its_citation(text: str, name: str) -> None:
    assert named(text)[name] == "Policy"


def _mentions(text: str) -> dict[str, list[str]]:
    """Name -> mentions of everything spoken of."""
    found = read(Document(text), next(parse([text]))).referents
    return {r.name: [m.span.text for m in r.mentions] for r in found}


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("President Yoon Min Ho spoke. Yoon resigned.", "Yoon Min Ho", ["Yoon Min Ho", "Yoon"]),
        (
            "The Harbor Club of Ohio sued. The Harbor Club won.",
            "Harbor Club of Ohio",
            ["Harbor Club of Ohio", "Harbor Club"],
        ),
        ("Tyson Foods sued. Lawyers for Tyson declined to speak.", "Tyson Foods", ["Tyson Foods", "Tyson"]),
    ],
)
def test_a_shorter_form_is_the_one_named_in_full(text: str, name: str, mentions: list[str]) -> None:
    assert _mentions(text)[name] == mentions


def test_a_name_with_a_middle_initial_is_a_persons() -> None:
    assert named("Ashton P. Woods led the march.")["Ashton P. Woods"] == "Person"


@pytest.mark.parametrize(("name", "kind"), [("Parliament House", "Place"), ("Ohio House", "Agency")])
def test_a_house_is_a_building_or_a_chamber(name: str, kind: str) -> None:
    assert named(f"They met at the {name} on Monday.")[name] == kind


def test_a_holiday_names_nothing() -> None:
    assert named("Churches closed for Easter and Ramadan.") == {}


def test_a_person_is_known_by_work_or_kin() -> None:
    assert "dispatcher" in _mentions("A dispatcher warned the mayor on Friday.")


@pytest.mark.parametrize(
    "text",
    [
        "The charity *Cycling UK* has criticised the measure.",
        "She spoke to *PEN America* about the order.",
        "She would support it, the *People's National Party* said.",
        "It was insured by the *Arizona Health Care Cost Containment System*.",
        "The *Virginia State Conference of the NAACP* filed a brief.",
        "She praised the *Prairie Books to Prisoners Project*.",
        "It drew a rebuke from *Mothers Against Drink*, which sued.",
        "*Students for Justice in Palestine* marched on Friday.",
    ],
)
def test_a_body_with_a_place_an_owner_or_a_cause_in_its_name_is_whole(text: str) -> None:
    assert text.split("*")[1] in [name for name, kind in named(text.replace("*", "")).items() if kind in BODIES]


@pytest.mark.parametrize("text", ["She left Downtown Chicago on Monday.", "Sam Houston spoke in Portland, Maine."])
def test_other_words_before_a_place_are_no_body(text: str) -> None:
    assert BODIES.isdisjoint(named(text).values())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She leads the advocacy group NYCLASS.", "NYCLASS"),
        ("Cyclox, a cycling group, has backed the filters. Cyclox will march.", "Cyclox"),
        ("The order requires the county's phone vendor, Securlink, to pay.", "Securlink"),
    ],
)
def test_a_noun_brings_in_a_body_by_its_name(text: str, name: str) -> None:
    assert named(text)[name] == "Organization"


def test_what_is_a_group_of_things_is_no_body() -> None:
    assert "PFAS" not in named("They trace PFAS, a group of chemicals, to the base.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The House Oversight chairman objected.", "House Oversight", "Agency"),
        ("Boone Circuit Judge Ann Okafor ruled on Monday.", "Boone", "Place"),
        ("Executive Order GA-40 bars mandates.", "Executive Order GA-40", "Order"),
    ],
)
def test_names_end_where_they_do(text: str, name: str, kind: str) -> None:
    assert named(text)[name] == kind


def test_a_company_is_called_by_its_first_word_though_it_is_a_common_noun() -> None:
    text = "Consumers Energy sued. The ruling told Consumers to wait."
    assert _mentions(text)["Consumers Energy"] == ["Consumers Energy", "Consumers"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Troops were flown in from Darwin on Sunday.", "Darwin", "Place"),
        ("An engineer from Kent sued the governor.", "Kent", "Place"),
        ("Sampaloc residents picketed the hall.", "Sampaloc", "Place"),
        ("Crews closed Elm, Oak and Pine streets.", "Oak Street", "Place"),
        ("U.S. Rep. Teddy Marsh wrote to her.", "Teddy Marsh", "Person"),
        ("The Alliance of Growers and Packers sued.", "Alliance of Growers and Packers", "Organization"),
        ("Dorn Paving LLC of Mesa sued.", "Dorn Paving LLC", "Organization"),
        ("He leads the Country Liberal party.", "Country Liberal party", "Organization"),
        ("The Dallas Regional Chamber praised it.", "Dallas Regional Chamber", "Organization"),
        ("The Ohio Labor Council praised it.", "Ohio Labor Council", "Organization"),
        ("The Gila River Indian Community signed.", "Gila River Indian Community", "Agency"),
        ("It rests on Government Code section 8630.", "Government Code section 8630", "Policy"),
        ("It cites section 44-1 of the Code of Virginia.", "section 44-1 of the Code of Virginia", "Policy"),
        ("It cites Chapter 12 of the Municipal Code.", "Chapter 12 of the Municipal Code", "Policy"),
    ],
)
def test_how_a_name_stands_tells_what_it_names(text: str, name: str, kind: str) -> None:
    assert named(text)[name] == kind


def test_an_occasion_is_nothing_of_ours() -> None:
    assert named("The Boston Marathon will go ahead.") == {}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Fires burned in Mae Chaem on Friday. Officials in Mae Chaem closed roads near it.", "Mae Chaem", "Place"),
        (
            "The newspaper Hafenblatt reported it. Hafenblatt's lawyers spoke for Hafenblatt.",
            "Hafenblatt",
            "Organization",
        ),
        (
            "Trade unions and Leefbaar, the largest party, sued. Leefbaar's leader spoke.",
            "Leefbaar",
            "Organization",
        ),
        ("Mae Chaem said no. Chaem, a farmer, said that she would sue.", "Mae Chaem", "Person"),
    ],
)
def test_what_stands_around_a_name_tells_what_it_names(text: str, name: str, kind: str) -> None:
    assert named(text)[name] == kind


def test_letters_for_words_are_told_from_a_towns_capitals() -> None:
    text = "YUMA — The enemy fired 36 shells, said KCNA.\n\nOfficials in AZ did not answer."
    doc = next(parse([text]))
    named = [m for m in named_mentions(doc, text, paragraphs(text), shouted_tokens(doc)) if m.span.text.isupper()]
    found = {m.name: "acronym" in traits(doc, [m], (), frozenset()) for m in named}
    assert found == {"Yuma": False, "KCNA": True, "AZ": False}


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "Former members sued Scientology in Lakewood.",
            {"Scientology": "Organization", "Lakewood": "Place"},
        ),
        ("Ann Roe, a former Scientologist, sued Carl Benson.", {"Ann Roe": "Person", "Carl Benson": "Person"}),
    ],
)
def test_a_church_is_no_person_and_its_adherent_no_church(text: str, types: dict[str, str]) -> None:
    assert named(text) == types


def test_an_abbreviated_rank_alone_is_nobody() -> None:
    text = "Deputies were called at noon. The Sgt. said nobody was hurt."
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    assert [e.name for e in record.entities if e.type is EntityType.PERSON] == []


def test_a_region_abroad_has_no_mayor() -> None:
    text = "The regional council of Lombardy met on Monday. Mayor Luca Pastore said that the schools must pay."
    assert related(text, "holdsOffice") == {("Luca Pastore", "holdsOffice", "Mayor")}


def test_who_took_a_picture_is_nobody_of_the_story() -> None:
    text = "A storm hit Lakewood on Monday, the mayor said.\n\nA flooded street in Lakewood. Image: Nick Moreau."
    assert named(text) == {"Lakewood": "Place"}
