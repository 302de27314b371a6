"""What a place lies in that no gazetteer knows: facilities and neighbourhoods, in the town or region the text names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from graph.model import Document, Entity, EntityType, Record
from graph.places.clues import jurisdictions
from graph.places.gazetteer import Place
from graph.places.names import Kind, bare, fold, governed
from graph.places.weights import weights

# what stands between a place and the one it lies in: "Civic Plaza, in downtown Albuquerque", "Kanab, Utah"
_BETWEEN = re.compile(
    r"(?:,? (?:in|of|at)|,)(?: the)?(?: (?:city|town|state|county) of)?"
    r"(?: (?:down|up|mid)town| (?:north|south|east|west|central)\w*)?(?: the)? "
)
_OWNED = re.compile(r"['’]s? ")
_MENTIONS = 12  # of one place that are looked at


def within(document: Document, record: Record, located: Mapping[str, Place | None]) -> dict[str, str]:
    """Entity id -> id of the place that it lies in, of those places that are not located themselves.

    `located` is by entity id. What stands beside it in the text decides; of facilities, else what the document's
    offices govern.
    """
    places = [e for e in record.entities if e.type is EntityType.PLACE]
    known = [e for e in places if located.get(e.id)]
    home = _governed(record, known, located)
    regions = {id_ for id_, at in located.items() if at and at.kind in (Kind.STATE, Kind.COUNTRY)}
    found = {}
    for entity in places:
        if entity.id not in located and known and not bare(entity.name).islower():
            over = _beside(entity, known, document.text, regions) or _by_name(entity, known)
            over = over or _at_home(entity.name, home)
            if over is not None:
                found[entity.id] = over
    return found


def _beside(entity: Entity, known: list[Entity], text: str, regions: Set[str]) -> str | None:
    """The located place that follows it, or that it is called by as its own: "Boston’s Christopher Columbus Park"."""
    starts = {m.start: other.id for other in known for m in other.mentions}
    ends = {m.end: other.id for other in known for m in other.mentions}
    for mention in entity.mentions[:_MENTIONS]:
        if (between := _BETWEEN.match(text, mention.end)) and between.end() in starts:
            over = starts[between.end()]
            # "across the Hudson, Jersey City" places nothing, "Fort Hall, Idaho" does
            if between[0] != ", " or over in regions or weights().facilities["any"].search(entity.name):
                return over
        for gap in (3, 2):
            if _OWNED.fullmatch(text[max(0, mention.start - gap) : mention.start]) and mention.start - gap in ends:
                return ends[mention.start - gap]
    return None


def _by_name(entity: Entity, known: list[Entity]) -> str | None:
    """The located place whose name its own begins or ends with: "Los Angeles airport", "eastern Idaho"."""
    words = fold(entity.name).split()
    best: tuple[int, str] | None = None
    for other in known:
        name = fold(governed(other.name)[0]).split()
        n = len(name)
        if n < len(words) and name in (words[:n], words[-n:]) and (best is None or n > best[0]):
            best = (n, other.id)
    return best[1] if best else None


def _governed(record: Record, known: list[Entity], located: Mapping[str, Place | None]) -> dict[Kind, str]:
    """The place of each kind that the document's offices govern, where that is one place alone."""
    found = {}
    for kind in (Kind.CITY, Kind.COUNTY, Kind.STATE):
        names = {fold(governed(name)[0]) for name, of in jurisdictions(record, weights()) if of is kind}
        ids = [e.id for e in known if (at := located[e.id]) and at.kind is kind and fold(e.name) in names]
        if len(ids) == 1:
            found[kind] = ids[0]
    return found


def _at_home(name: str, home: Mapping[Kind, str]) -> str | None:
    """What the document's offices govern, for a facility: of a town and a state, either may be meant."""
    facilities = weights().facilities
    for level, kind in (("state", Kind.STATE), ("city", Kind.CITY)):
        if facilities[level].search(name):
            return home.get(kind)
    return next(iter(home.values())) if len(home) == 1 and facilities["any"].search(name) else None
