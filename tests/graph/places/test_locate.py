"""Which place of GeoNames a document means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.case import from_case
from graph.model import Document, Record
from graph.places import Gazetteer, locate, meant, weigh

CHICAGO, ILLINOIS, UNITED_STATES = 4887398, 4896861, 6252001
SPRINGFIELD_ILLINOIS, SPRINGFIELD_MISSOURI = 4250542, 4409896
WASHINGTON_DC, WASHINGTON_STATE = 4140963, 5815135
NEW_YORK_CITY, NEW_YORK_STATE = 5128581, 5128638
GEORGIA_STATE, GEORGIA_COUNTRY = 4197000, 614540


def read(text: str, *places: str | tuple[str, ...], offices: tuple[str, ...] = ()) -> tuple[Document, Record]:
    """A record with a place for each name (or name and other mentions), and a person for each office."""
    called = [(place,) if isinstance(place, str) else place for place in places]
    entities = [
        {"id": f"p{n}", "type": "Place", "name": names[0], "mentions": [m for m in names if m in text]}
        for n, names in enumerate(called)
    ]
    word = text.split()[0]
    people = [{"id": f"o{n}", "type": "Person", "name": word, "mentions": [word]} for n in range(len(offices))]
    held = [{"s": f"o{n}", "p": "holdsOffice", "value": office} for n, office in enumerate(offices)]
    empty: dict[str, list[object]] = {"provisions": [], "statements": [], "events": []}
    return from_case({"id": "x", "text": text, "date": None, "entities": entities + people, "relations": held, **empty})


def located(
    gazetteer: Gazetteer, text: str, *places: str | tuple[str, ...], offices: tuple[str, ...] = ()
) -> list[int | None]:
    document, record = read(text, *places, offices=offices)
    return [e.geonames for e in locate(document, record, gazetteer).entities if e.id.startswith("p")]


# ruff: noqa: E501 (each line a text, the names in it, the offices that it tells of, and what is meant)
@pytest.mark.parametrize(
    ("text", "names", "offices", "ids"),
    [
        ("In Springfield, Ill., it rained.", ["Springfield"], (), [SPRINGFIELD_ILLINOIS]),
        ("In Springfield, Missouri, it rained.", ["Springfield"], (), [SPRINGFIELD_MISSOURI]),
        ("Illinois lawmakers met in Springfield.", ["Illinois", "Springfield"], (), [ILLINOIS, SPRINGFIELD_ILLINOIS]),
        ("Sara spoke in Springfield.", ["Springfield"], ("Governor of Illinois",), [SPRINGFIELD_ILLINOIS]),
        ("Chicago and O'Hare are busy.", ["Chicago"], (), [CHICAGO]),
        ("Seattle is in Washington, not Oregon.", ["Seattle", "Washington", "Oregon"], (), [5809844, WASHINGTON_STATE, 5744337]),
        ("Officials in Washington declined.", ["Washington"], (), [WASHINGTON_DC]),
        ("Jay of Washington spoke.", ["Washington"], ("Governor of Washington",), [WASHINGTON_STATE]),
        ("In D.C. and in the U.S. too.", ["D.C.", "U.S."], (), [WASHINGTON_DC, UNITED_STATES]),
        ("America first.", ["America"], (), [UNITED_STATES]),
        ("NEW YORK — It rained.", ["NEW YORK"], (), [NEW_YORK_CITY]),
        ("Kathy spoke for New York.", ["New York"], ("Governor of New York",), [NEW_YORK_STATE]),
        ("California, New York and Texas sued.", ["California", "New York", "Texas"], (), [5332921, NEW_YORK_STATE, 4736286]),
        ("Brian spoke in Georgia.", ["Georgia"], ("Governor of Georgia",), [GEORGIA_STATE]),
        ("Tbilisi is in Georgia, near Armenia.", ["Tbilisi", "Georgia", "Armenia"], (), [611717, GEORGIA_COUNTRY, 174982]),
        ("Savannah, Rome and Atlanta are in Georgia.", ["Savannah", "Rome", "Atlanta", "Georgia"], (), [4221552, 4219762, 4180439, GEORGIA_STATE]),
        ("Rome is in Italy.", ["Rome", "Italy"], (), [3169070, 3175395]),
        ("Cook County is in Illinois.", ["Cook County", "Illinois"], (), [4888671, ILLINOIS]),
        ("Ohio has Lucas, Wood and Fulton counties.", ["Lucas", "Wood", "Fulton", "Ohio"], (), [5161413, 5177229, 5155347, 5165418]),
        ("Mineola, N.Y., is small.", ["Mineola", "N.Y."], (), [5127134, NEW_YORK_STATE]),
        ("Singapore and Hong Kong trade.", ["Singapore", "Hong Kong"], (), [1880251, 1819730]),
    ],
)  # fmt: skip
def test_a_name_means_the_place_that_its_text_points_to(
    places: Gazetteer, text: str, names: list[str], offices: tuple[str, ...], ids: list[int]
) -> None:
    assert located(places, text, *names, offices=offices) == ids


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("It happened in Springfield.", ["Springfield"]),  # of dozens, none is ahead
        ("The Mission is a part of town.", ["The Mission"]),
        ("Cars left the Kensington Expressway at Kensington.", [("Kensington Expressway", "Kensington")]),
        ("Nothing is known of Xyzzyville.", ["Xyzzyville"]),
        ("A tiny place is Indian Creek.", ["Indian Creek"]),
        ("The city is quiet.", ["The city"]),
    ],
)
def test_where_the_text_does_not_say_no_place_is_chosen(
    places: Gazetteer, text: str, names: list[str | tuple[str, ...]]
) -> None:
    assert located(places, text, *names) == [None]


def test_a_place_that_is_only_described_is_what_the_one_office_is_over(places: Gazetteer) -> None:
    text = "Chicago is large. Brandon leads the city, JB the state."
    offices = ("Mayor of Chicago", "Governor of Illinois")
    assert located(places, text, "Chicago", "the city", "the state", offices=offices) == [CHICAGO, CHICAGO, ILLINOIS]
    assert located(places, text, "the state", offices=(*offices, "Governor of Ohio")) == [None]


def test_a_place_that_has_an_id_keeps_it(places: Gazetteer) -> None:
    document, record = read("Chicago is large.", "Chicago")
    given = replace(record, entities=(replace(record.entities[0], geonames=1),))
    assert locate(document, given, places).entities[0].geonames == 1


def test_a_record_without_places_and_an_empty_one_stay_as_they_are(places: Gazetteer) -> None:
    document, record = read("Nobody was there.")
    assert locate(document, record, places) is record


@pytest.mark.parametrize(
    ("text", "names", "offices", "inside"),
    [
        ("Chicago is large. City Hall is closed.", ["Chicago", "City Hall"], ("Mayor of Chicago",), "p0"),
        ("At Boston's Columbus Park it rained.", ["Boston", "Columbus Park"], (), "p0"),
        ("They met at Civic Plaza in downtown Albuquerque.", ["Albuquerque", "Civic Plaza"], (), "p0"),
        ("Chicago has the Chicago airport.", ["Chicago", "Chicago airport"], (), "p0"),
        ("Illinois is flat; eastern Illinois is flatter.", ["Illinois", "eastern Illinois"], (), "p0"),
        ("Chicago is in Illinois. The Capitol is not.", ["Illinois", "The Capitol", "Chicago"],
         ("Governor of Illinois", "Mayor of Chicago"), "p0"),
        ("Illinois has Chicago. Hyde Hall is closed.", ["Illinois", "Hyde Hall", "Chicago"],
         ("Governor of Illinois", "Mayor of Chicago"), None),  # either may be meant
        ("Toledo drinks from Lake Erie.", ["Toledo", "Lake Erie"], ("Mayor of Toledo",), None),  # no facility
        ("Across the Hudson, Jersey City waits.", ["Jersey City", "the Hudson"], (), None),
    ],
)  # fmt: skip
def test_a_facility_lies_in_the_town_or_region_that_the_text_names(
    places: Gazetteer, text: str, names: list[str], offices: tuple[str, ...], inside: str | None
) -> None:
    document, record = read(text, *names, offices=offices)
    facility = locate(document, record, places).entities[1]
    assert (facility.geonames, facility.within) == (None, inside)


def test_what_speaks_for_a_place_is_told_by_clues(places: Gazetteer) -> None:
    document, record = read("In Springfield, Ill., it rained.", "Springfield")
    first, second, *_ = weigh(document, record, places)["p0"]
    assert first.place.id == SPRINGFIELD_ILLINOIS
    assert {clue: round(value, 1) for clue, value in first.points.items() if value} == {
        "beside": 8.0, "people": 7.6, "in the country": 4.5,
    }  # fmt: skip
    assert first.score > second.score
    assert second.points["beside"] == -8.0


def test_the_order_of_entities_does_not_matter(places: Gazetteer, cases: list[tuple[Document, Record]]) -> None:
    for document, record in cases[::10]:
        bare = replace(record, entities=tuple(replace(e, geonames=None) for e in record.entities))
        turned = replace(bare, entities=bare.entities[::-1])
        assert meant(weigh(document, bare, places)) == meant(weigh(document, turned, places))
