"""What a place lies in that no gazetteer knows: facilities and neighbourhoods, in the town or region the text names."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
_LONGEST = 5  # words of a place's name, within another's


def within(document: Document, record: Record, located: Mapping[str, Place | None]) -> dict[str, str]:
    """Entity id -> id of the place that it lies in, of those places that are not located themselves.

    `located` is by entity id. What stands beside it in the text decides; of facilities, else what the document's
    offices govern.
    """
    places = [e for e in record.entities if e.type is EntityType.PLACE]
    known = [e for e in places if located.get(e.id)]
    if not known:
        return {}
    around, home = _Around(document.text, known, located), _governed(record, known, located)
    found = {}
    for entity in places:
        if entity.id not in located and not bare(entity.name).islower():
            over = around.beside(entity) or around.by_name(entity) or _at_home(entity.name, home)
            if over is not None:
                found[entity.id] = over
    return found


class _Around:
    """The located places of a document, by where they stand in its text and by their names."""

    def __init__(self, text: str, known: list[Entity], located: Mapping[str, Place | None]) -> None:
        self.text = text
        self.starts = {m.start: other.id for other in known for m in other.mentions}
        self.ends = {m.end: other.id for other in known for m in other.mentions}
        self.names = {fold(governed(other.name)[0]): other.id for other in reversed(known)}
        self.regions = {e.id for e in known if (at := located[e.id]) and at.kind in (Kind.STATE, Kind.COUNTRY)}

    def beside(self, entity: Entity) -> str | None:
        """The place that follows one, or that it is called by as its own: "Boston’s Christopher Columbus Park"."""
        for mention in entity.mentions[:_MENTIONS]:
            if (between := _BETWEEN.match(self.text, mention.end)) and between.end() in self.starts:
                over = self.starts[between.end()]
                # "across the Hudson, Jersey City" places nothing, "Fort Hall, Idaho" does
                if between[0] != ", " or over in self.regions or weights().facilities["any"].search(entity.name):
                    return over
            for gap in (3, 2):
                end = mention.start - gap
                if end in self.ends and _OWNED.fullmatch(self.text[end : mention.start]):
                    return self.ends[end]
        return None

    def by_name(self, entity: Entity) -> str | None:
        """The place whose name one begins or ends with: "Los Angeles airport", "eastern Idaho"."""
        words = fold(entity.name).split()
        for n in range(min(len(words) - 1, _LONGEST), 0, -1):
            for part in (words[:n], words[-n:]):
                if (over := self.names.get(" ".join(part))) is not None:
                    return over
        return None


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
