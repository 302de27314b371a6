"""Which place of GeoNames each place of a record is, from what its document says and from what is known of places.

Every clue adds points to the places that a name may mean (weights.toml); the place with most points is meant, if it
has enough of them and is ahead of the next. The places of a document speak for one another: first each is weighed
alone, then again with the counties, states and countries in which the others probably lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.model import Document, EntityType, Record
from graph.places.clues import Clues, jurisdictions, read
from graph.places.context import Context
from graph.places.gazetteer import Gazetteer, Place
from graph.places.names import Kind, fold, governed
from graph.places.readings import Reading, Readings, best, readings
from graph.places.weights import weights
from graph.places.within import within

ROUNDS = 3  # weighings in the light of the others; a fourth changes nothing on the training cases


def locate(document: Document, record: Record, gazetteer: Gazetteer) -> Record:
    """The record with the GeoNames id of each place that is surely one, and with what the others lie in where the text
    says so; what a place has already it keeps."""
    if not any(entity.type is EntityType.PLACE for entity in record.entities):
        return record
    found = meant(weigh(document, record, gazetteer))
    known = {e.id: found[e.id].id if e.geonames is None and e.id in found else e.geonames for e in record.entities}
    inside = within(document, record, {id_: gazetteer.place(at) for id_, at in known.items() if at is not None})
    entities = (replace(e, geonames=known[e.id], within=e.within or inside.get(e.id)) for e in record.entities)
    return replace(record, entities=tuple(entities))


def weigh(document: Document, record: Record, gazetteer: Gazetteer) -> Readings:
    """Every reading of every place of a record with its points, by entity id, the best first."""
    told = weights()
    clues = read(document, record, told)
    found = {id_: readings(one, gazetteer, told) for id_, one in clues.items()}
    context = Context(found, clues, gazetteer, told)
    context.anchor(record)
    for _ in range(ROUNDS):
        context.weigh()
    context.part()
    found |= _described(record, found, clues, context)
    for options in found.values():
        options.sort(key=lambda reading: (-reading.score, reading.place.id))
    return found


def meant(found: Readings) -> dict[str, Place]:
    """The readings that have enough points and are ahead of all others, by entity id; `found` as `weigh` gives it."""
    chosen = {}
    for id_, options in found.items():
        scores = [*(reading.score for reading in options[:2]), float("-inf"), float("-inf")]
        if scores[0] >= weights().enough and scores[0] - scores[1] >= weights().ahead:
            chosen[id_] = options[0].place
    return chosen


def _described(record: Record, found: Readings, clues: Mapping[str, Clues], context: Context) -> Readings:
    """A place that is only described ("the city") is what the offices of the document are over, if that is one."""
    told = weights()
    added: Readings = {}
    for id_, one in clues.items():
        if one.names or len(one.said) != 1:
            continue
        kind = next(iter(one.said))
        names = sorted({fold(governed(name)[0]) for name, of in jurisdictions(record, told) if of is kind})
        places = {place for name in names if (place := _called(name, kind, found, clues, context))}
        if len(places) == 1:
            place = places.pop()
            points = {"jurisdiction": told.points["jurisdiction"]}
            added[id_] = [Reading(place, context.gazetteer.containers(place), points)]
    return added


def _called(name: str, kind: Kind, found: Readings, clues: Mapping[str, Clues], context: Context) -> Place | None:
    """The place of a name and a kind: what the document means by it, else a state or a country, whose names are few."""
    for id_, one in clues.items():
        if name in map(fold, one.names) and (first := best(found[id_])) is not None:
            return first.place if first.place.kind is kind and first.score >= weights().enough else None
    return context.largest(name, (kind,)) if kind in (Kind.STATE, Kind.COUNTRY) else None
