"""Clues: what one document says of each place that it names, beside the name. No gazetteer is asked here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt

from graph import office
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record
from graph.places.names import Kind, bare, fold, governed
from graph.places.weights import Weights

# a region named beside a town, in the longest reading first: "Aurora, Colo.", "Springfield, New South Wales"
_BESIDE = re.compile(r",\s+((?:[A-Z][\w’'.]*\.?)(?:\s[A-Z][\w’'.]*\.?){0,2})")
_GOVERNMENT = re.compile(r"\b([Cc]ity|[Tt]own|[Vv]illage|[Cc]ounty|[Ss]tate|[Cc]ommonwealth|[Pp]rovince) of (?:the )?$")
_KIND_AFTER = re.compile(r"(?:['’]s)? ([Ss]tate|[Cc]ounty|[Pp]rovince|[Cc]ity)\b(?!\s+of\b)(?! [A-Z])")
_COUNTIES = re.compile(
    r"(?:,? (?:and )?[A-Z][\w’'-]+){0,8},? and (?:[A-Z][\w’'-]+ )?[A-Z][\w’'-]+ ([Cc]ounties|[Pp]arishes)\b"
)
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,20}\.?)? (?:\([^)\n]{2,40}\) )?(?:—|–|--|-) ")
_LIST = re.compile(r",? (?:and|or) |, |; ")
_THE = re.compile(r"\b[Tt]he\s+$")
# what follows a whole phrase: no word, or one that is no noun
_ENDS = re.compile(
    r"(?:['’]s)?(?:\s?[^\w\s'’.-]|\.?\s*$|\.\s| (?:is|was|are|were|has|had|have|will|would|can|could|may|and|or|in|on"
    r"|of|to|for|that|which|who|where|as|at|by|with|from|after|before|near|when|said|says)\b)"
)
_DETERMINED = re.compile(r"^(?:the|this|that|our|his|her|its|their|your|a|an)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Clues:
    """What is said of one place: its names as they stand, the kinds that it is called, the regions beside it, how
    many mentions have an article, and whether a report is dated from it."""

    entity: Entity
    names: tuple[str, ...]
    said: Counter[Kind] = field(default_factory=Counter)
    offices: Counter[Kind] = field(default_factory=Counter)
    beside: list[tuple[str, ...]] = field(default_factory=list)
    articled: bool = False
    dateline: bool = False
    series: set[str] = field(default_factory=set)

    @property
    def weight(self) -> float:
        """How much of the document it is: a place named ten times counts as much as two or three others."""
        return sqrt(len(self.entity.mentions))


def kind_word(mention: str, weights: Weights) -> Kind | None:
    """The kind of place that a mention such as "the state" or "our city" says, None where it says a name."""
    return weights.said.get(_DETERMINED.sub("", mention.strip()).removesuffix("’s").removesuffix("'s").casefold())


def read(document: Document, record: Record, weights: Weights) -> dict[str, Clues]:
    """The clues of each place of a record, by entity id, in the order of the text."""
    places = sorted((e for e in record.entities if e.type is EntityType.PLACE), key=_reading_order)
    found = {entity.id: _of_entity(entity, document.text, weights) for entity in places}
    _offices(record, found, weights)
    _series(document.text, found)
    return found


def jurisdictions(record: Record, weights: Weights) -> list[tuple[str, Kind]]:
    """What the offices of a record are over, each with the kind of place, once for each holder."""
    held = (r.value for r in record.relations if r.predicate is Predicate.HOLDS_OFFICE and r.value)
    told = ((parsed.jurisdiction, weights.governs(parsed.title)) for parsed in map(office.parse, held))
    return [(over, kind) for over, kind in told if over and kind]


def _reading_order(entity: Entity) -> tuple[int, str]:
    return (entity.mentions[0].start if entity.mentions else -1), entity.id


def _of_entity(entity: Entity, text: str, weights: Weights) -> Clues:
    said: Counter[Kind] = Counter()
    names: dict[str, None] = {}
    proper: list[Evidence] = []
    for written in dict.fromkeys([entity.name, *(m.text for m in entity.mentions)]):
        if kind := kind_word(written, weights):
            said[kind] += 1
        elif bare(written)[:1].isupper():
            name, called = governed(written)
            names[bare(name)] = None
            if called:
                said[called] += 1
    proper = [m for m in entity.mentions if m.text[:1].isupper() or bare(m.text)[:1].isupper()]
    proper = [m for m in proper if not kind_word(m.text, weights)]
    clues = Clues(entity, tuple(names), said)
    for mention in proper:
        _around(mention, text, clues, weights)
    clues.articled = bool(proper) and all(_articled(m, text) for m in proper)
    return clues


def _around(mention: Evidence, text: str, clues: Clues, weights: Weights) -> None:
    before, after = text[max(0, mention.start - 20) : mention.start], text[mention.end : mention.end + 160]
    for found in (_GOVERNMENT.search(before), _KIND_AFTER.match(after), _COUNTIES.match(after)):
        if found:
            clues.said[weights.said[found[1].casefold()]] += 1
    if beside := _BESIDE.match(after):
        words = beside[1].split(" ")
        clues.beside.append(tuple(" ".join(words[:n]) for n in range(len(words), 0, -1)))
    if mention.text.isupper() and not before.rstrip(" ").strip("\t\r")[-1:].strip() and _DATELINE.match(after):
        clues.dateline = True


def _articled(mention: Evidence, text: str) -> bool:
    """Whether "the" belongs to the name: "the Mission", and not "the Boston area"."""
    if mention.text.lower().startswith("the "):
        return True
    if not _THE.search(text[max(0, mention.start - 6) : mention.start]):
        return False
    return _ENDS.match(text[mention.end : mention.end + 12]) is not None


def _offices(record: Record, found: dict[str, Clues], weights: Weights) -> None:
    over = Counter((fold(governed(name)[0]), kind) for name, kind in jurisdictions(record, weights))
    for clues in found.values():
        folded = {fold(name) for name in clues.names}
        for (name, kind), times in over.items():
            if name in folded:
                clues.offices[kind] += times


def _series(text: str, found: dict[str, Clues]) -> None:
    """Join the places that stand in one list."""
    mentions = sorted((m.start, m.end, id_) for id_, clues in found.items() for m in clues.entity.mentions)
    for (_, end, one), (start, _, other) in pairwise(mentions):
        if one != other and _LIST.fullmatch(text[end:start]):
            found[one].series.add(other)
            found[other].series.add(one)
