"""How many places of the annotated training cases are found, by gold/places.csv.

Its ids are what was found when the weights were set, read over one by one and corrected: they tell what a
changed weight costs. How good it is, the cases of `dev` judge, through `policygraph evaluate`.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from graph.case import read_case
from graph.places import Gazetteer, locate

GOLD = Path(__file__).parents[2] / "gold"


def test_the_places_of_the_training_cases_are_found(places: Gazetteer) -> None:
    wanted: dict[str, dict[str, int]] = {}
    with (GOLD / "places.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            wanted.setdefault(row["case"], {})[row["place"]] = int(row["geonames"])
    wrong = []
    for case, ids in wanted.items():
        document, record = read_case(GOLD / "train" / f"{case}.json")
        found = {e.name: e.geonames for e in locate(document, record, places).entities}
        wrong += [(case, name, found.get(name)) for name, id_ in ids.items() if found.get(name) != id_]
    assert len(wrong) <= 0.01 * sum(map(len, wanted.values())), wrong


def test_what_is_no_place_of_geonames_gets_no_id(places: Gazetteer) -> None:
    words = ("Hall", "Park", "Street", "Avenue", "Expressway", "Capitol", "Bay", "coast", "River", "Lake", "Room")
    taken = []
    for path in sorted(GOLD.glob("train/*.json")):
        document, record = read_case(path)
        bare = replace(record, entities=tuple(replace(e, geonames=None) for e in record.entities))
        found = locate(document, bare, places).entities
        taken += [entity.name for entity in found if entity.geonames and entity.name.endswith(words)]
    assert taken == ["Tana River", "Monterey Park"]  # a county of Kenya and a city
