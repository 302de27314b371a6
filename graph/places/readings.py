"""Readings: the places that each name of a document may mean, with what speaks for each by itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import log10

from graph.places.clues import Clues
from graph.places.gazetteer import Gazetteer, Place
from graph.places.names import Kind, fold, governed
from graph.places.tables import Naming
from graph.places.weights import Weights

MOST = 40  # readings of one name that are weighed, by inhabitants
MOST_OF = 0.4  # of a region's people, where the tables count some towns twice


@dataclass(slots=True)
class Reading:
    """One place that a name may mean, with what speaks for it and against it: clue -> points."""

    place: Place
    within: tuple[Place, ...]
    points: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The sum of its points."""
        return sum(self.points.values())

    def lies_in(self, id_: int) -> bool:
        """Whether it lies in the place with this id."""
        return any(over.id == id_ for over in self.within)


Readings = dict[str, list[Reading]]
"""By entity id."""


def best(options: list[Reading]) -> Reading | None:
    """The reading with most points; of equals, the one with the smallest id."""
    return max(options, key=lambda reading: (reading.score, -reading.place.id), default=None)


def readings(clues: Clues, gazetteer: Gazetteer, told: Weights) -> list[Reading]:
    """Every reading of a place's names, weighed by itself."""
    options = _named(clues, gazetteer, told)
    _beside(clues, options, gazetteer, told)
    for reading in options:
        _weigh(reading, clues, options, told)
    return options


def _named(clues: Clues, gazetteer: Gazetteer, told: Weights) -> list[Reading]:
    """The readings of all its names; one that has not all of them is less likely."""
    known = {name: places for name in _names(clues, gazetteer) if (places := gazetteer.named(name))}
    found: dict[int, Reading] = {}
    for name, places in known.items():
        for place, naming in places:
            points = found.setdefault(place.id, Reading(place, gazetteer.containers(place))).points
            _most(points, "name", _naming(naming, place, name, told))
            _most(points, "preferred", told.points["preferred"] * told.preferred.get((fold(name), place.id), 0.0))
    for id_, reading in found.items():
        foreign = any(all(place.id != id_ for place, _ in places) for places in known.values())
        if foreign and reading.place.kind is not Kind.COUNTRY:  # for which its capital may stand: "Minsk"
            reading.points["another name"] = told.points["another name"]
    return sorted(found.values(), key=lambda reading: (-reading.place.people, reading.place.id))[:MOST]


def _names(clues: Clues, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The names to look up. Where the whole name is none of a place, a part of it is not one either: "Kensington" for
    the Kensington Expressway."""
    whole = fold(clues.entity.name)
    if not clues.names or not whole or gazetteer.named(governed(clues.entity.name)[0]):
        return clues.names
    parts = set(whole.split())
    return tuple(name for name in clues.names if not parts.issuperset(fold(name).split()))


def _most(points: dict[str, float], clue: str, value: float) -> None:
    points[clue] = max(points.get(clue, value), value)


def _naming(naming: Naming, place: Place, name: str, told: Weights) -> float:
    if place.kind is Kind.COUNTY and " " in name and fold(name) == fold(place.label):
        return told.points["county in full"]
    return told.points.get(naming.value, 0.0)


def _beside(clues: Clues, options: list[Reading], gazetteer: Gazetteer, told: Weights) -> None:
    """The regions that stand beside it in the text count where one of the readings lies in one of them."""
    regions = {place.id for words in clues.beside if (place := _region(words, options, gazetteer))}
    inside = [any(reading.lies_in(id_) for id_ in regions) for reading in options]
    if any(inside):
        for reading, lies in zip(options, inside, strict=True):
            reading.points["beside"] = told.points["region beside" if lies else "another region beside"]


def _region(beside: tuple[str, ...], options: list[Reading], gazetteer: Gazetteer) -> Place | None:
    """The state or country named beside, in its longest reading that is one. Beside a state, one that is spelt out is
    the next of a list: "Nevada, Missouri and Texas"."""
    is_state = any(r.place.kind is Kind.STATE and r.points["name"] == 0 for r in options)
    for name in beside:
        for place, naming in gazetteer.named(name):
            if place.kind in (Kind.STATE, Kind.COUNTRY) and naming in (Naming.LABEL, Naming.ABBREVIATION):
                return None if is_state and naming is Naming.LABEL else place
    return None


def _weigh(reading: Reading, clues: Clues, options: list[Reading], told: Weights) -> None:
    """What speaks for a reading and against it by itself."""
    place, points, values = reading.place, reading.points, told.points
    people = values["people of a county" if place.kind is Kind.COUNTY else "people"]
    points["people"] = people * log10(place.people + 1)
    points["kind"] = values.get(place.kind.value, 0.0)
    said = _abroad(clues.said) if place.kind is Kind.STATE and not reading.lies_in(told.default_country) else clues.said
    points["kind said"] = _kind(place.kind, said, values["kind said"], values["another kind said"])
    points["office"] = _kind(place.kind, clues.offices, values["office"], values["another office"])
    if clues.articled and place.kind is not Kind.COUNTRY and not place.label.startswith("The "):
        points["article"] = values["article"]
    if clues.dateline:
        points["dateline"] = values["dateline" if place.kind is Kind.CITY else "dateline of no town"]
    if place.kind is Kind.CITY:
        _weigh_town(reading, told)
    elif place.kind is not Kind.COUNTRY and _is_mostly_town(reading, options):
        points["namesake"] = values["namesake"]


def _weigh_town(town: Reading, told: Weights) -> None:
    points, values, name = town.points, told.points, fold(town.place.label)
    if town.place.id in told.standalone:
        points["stands alone"] = values["stands alone"]
    if any(over.kind is Kind.COUNTRY and fold(over.label) == name for over in town.within):
        points["city state"] = values["city state"]


def _is_mostly_town(region: Reading, options: list[Reading]) -> bool:
    """Whether a town of its name, in it or beside it, has most of a county's or state's people."""
    around = {region.place.id, *(over.id for over in region.within[:-1])}
    towns = (r for r in options if r.place.kind is Kind.CITY and any(over.id in around for over in r.within))
    return any(town.place.people >= MOST_OF * region.place.people for town in towns)


def _abroad(said: Counter[Kind]) -> Counter[Kind]:
    """What is said of kinds, where a county may be what is next below the country: in Kenya, in Ireland."""
    return said + Counter({Kind.STATE: said[Kind.COUNTY]})


def _kind(kind: Kind, told: Counter[Kind], right: float, wrong: float) -> float:
    """Points for the kind that is said most, and against those that are not said."""
    if not told:
        return 0.0
    if told[kind] == max(told.values()):
        return right
    return 0.0 if told[kind] else wrong
