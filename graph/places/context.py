"""Context: what the places of a document say of one another, and its offices and the names of its bodies of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import exp

from graph.model import EntityType, Record
from graph.places.clues import Clues, jurisdictions
from graph.places.gazetteer import Gazetteer, Place
from graph.places.names import Kind, governed
from graph.places.readings import Reading, Readings, best
from graph.places.tables import Naming
from graph.places.weights import Weights

REGIONS = (Kind.COUNTY, Kind.STATE, Kind.COUNTRY)
NAMED_AFTER = (EntityType.AGENCY, EntityType.ORGANIZATION, EntityType.POLICY, EntityType.PLACE)

NOTHING = 1e-9  # what rounding leaves of a difference

_Likely = dict[str, dict[int, float]]


class Context:
    """Weighs the readings of one document's places in the light of all of them."""

    def __init__(self, found: Readings, clues: Mapping[str, Clues], gazetteer: Gazetteer, told: Weights) -> None:
        self.readings, self.clues, self.gazetteer, self.told = found, clues, gazetteer, told
        self.kinds = {r.id: r.kind for options in found.values() for o in options for r in (o.place, *o.within)}
        self.kinds[told.default_country] = Kind.COUNTRY
        self.anchors: dict[int, float] = defaultdict(float, {told.default_country: told.default_mentions})

    def anchor(self, record: Record) -> None:
        """Take in the regions that a record speaks of other than as places: what its offices are over, and what its
        bodies, policies and unknown places are named after."""
        over = [self.largest(governed(name)[0], (kind,)) for name, kind in jurisdictions(record, self.told)]
        after = (e for e in record.entities if e.type in NAMED_AFTER and not self.readings.get(e.id))
        for place in (*over, *(self._leading(entity.name) for entity in after)):
            for region in (place, *self.gazetteer.containers(place)) if place else ():
                self.kinds[region.id] = region.kind
                self.anchors[region.id] += region.kind in REGIONS

    def largest(self, name: str, kinds: Iterable[Kind]) -> Place | None:
        """The place of a name with most people, of these kinds."""
        found = [p for p, naming in self.gazetteer.named(name) if p.kind in kinds and naming is not Naming.HISTORIC]
        return max(found, key=lambda place: (place.people, -place.id), default=None)

    def weigh(self) -> None:
        """Weigh each reading again by where the others probably lie, and by what the others of its lists are."""
        likely = {id_: _likely(options) for id_, options in self.readings.items()}
        mass = {id_: self._mass(id_, likely[id_]) for id_ in self.readings}
        total = self.anchors.copy()
        for own in mass.values():
            for region, part in own.items():
                total[region] += part
        sums = self._by_kind(total)
        for id_, options in self.readings.items():
            own, others = mass[id_], self._by_kind(mass[id_])
            for kind in sums:
                others[kind] = sums[kind] - others[kind]
            for reading in options:
                self._share(reading, total, own, others)
                self._list(reading, self.clues[id_], likely)

    def part(self) -> None:
        """Two names of a document that are not said to be one thing are rarely one place: the surer one keeps it."""
        taken: set[int] = set()
        for _, options in sorted(self.readings.items(), key=lambda item: (-_lead(item[1]), item[0])):
            for reading in options:
                if reading.place.id in taken:
                    reading.points["taken"] = self.told.points["taken"]
            if (first := best(options)) is not None:
                taken.add(first.place.id)

    def _leading(self, name: str) -> Place | None:
        """The state or country that a name begins with: "Illinois National Guard", "Colorado Rockies"."""
        words = name.removeprefix("the ").removeprefix("The ").split()
        starts = (" ".join(words[:n]) for n in (2, 1) if len(words) > n)
        return next((place for start in starts if (place := self.largest(start, (Kind.STATE, Kind.COUNTRY)))), None)

    def _mass(self, id_: str, likely: Mapping[int, float]) -> dict[int, float]:
        """How much of the document one place adds to each region."""
        found: dict[int, float] = defaultdict(float)
        for reading in self.readings[id_]:
            part = likely[reading.place.id] * self.clues[id_].weight
            for region in (reading.place, *reading.within):
                if region.kind is not Kind.CITY:
                    found[region.id] += part
        return found

    def _by_kind(self, mass: Mapping[int, float]) -> dict[Kind, float]:
        sums: dict[Kind, float] = defaultdict(float)
        for id_, part in mass.items():
            sums[self.kinds[id_]] += part
        return sums

    def _share(
        self, reading: Reading, total: Mapping[int, float], own: Mapping[int, float], others: Mapping[Kind, float]
    ) -> None:
        """The share that its regions have among those of their kinds, the place's own part left out."""
        for region in (reading.place, *reading.within):
            if region.kind is not Kind.CITY:
                clue, whole = f"in the {region.kind.value}", others.get(region.kind, 0.0)
                part = total.get(region.id, 0.0) - own.get(region.id, 0.0)
                reading.points[clue] = self.told.points[clue] * part / whole if whole > NOTHING else 0.0

    def _list(self, reading: Reading, clues: Clues, likely: _Likely) -> None:
        kinds: dict[Kind, float] = defaultdict(float)
        for other in clues.series:
            for option in self.readings[other]:
                kinds[option.place.kind] += likely[other][option.place.id]
        if whole := sum(kinds.values()):
            share, points = kinds[reading.place.kind] / whole, self.told.points
            reading.points["series"] = share * points["series"] + (1 - share) * points["another in series"]


def _likely(options: list[Reading]) -> dict[int, float]:
    """How probable each reading is, by its points."""
    top = max((reading.score for reading in options), default=0.0)
    parts = {reading.place.id: exp(reading.score - top) for reading in options}
    whole = sum(parts.values())
    return {id_: part / whole for id_, part in parts.items()}


def _lead(options: list[Reading]) -> float:
    scores = sorted((reading.score for reading in options), reverse=True)
    if len(scores) > 1:
        return scores[0] - scores[1]
    return float("inf") if scores else -1.0
