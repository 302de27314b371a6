"""What a person had best look at: pairs of things that may be one, and facts that were read with little confidence.

Each comes with the words around it, so that it can be judged without opening the document.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from pyoxigraph import Literal

from graph.anchors import mention_of
from graph.facts import FAMILIES, Fact, facts
from graph.judgement import Mention
from graph.ledger import Ledger
from graph.ledger_doubts import Pair
from graph.queries import select
from graph.resolve import Comparison, Profile, compare
from graph.store import Store
from ontology.terms import XSD

AROUND = 300  # characters of a passage before it is cut
SEEN = 30  # profiles of a thing, and things of a name, that are compared for a page
LEAST = 0.5  # confidence below which a fact is doubted

_END = re.compile(r"[.!?][\"”’)]*\s|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document with those around them: `text[start:end]` is what it is about."""

    document: str
    title: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two things that may be one, with a mention of each and the passage that it stands in."""

    pair: Pair
    mentions: tuple[Mention, Mention]
    passages: tuple[Passage, Passage]


@dataclass(frozen=True, slots=True)
class Doubted:
    """A fact that is doubted, and the passage that it was read in."""

    fact: Fact
    passage: Passage


def doubts(ledger: Ledger, most: int) -> list[Doubt]:
    """The pairs of things that may be one, those that are spoken of most first, and last those that are rather two."""
    found = heapq.nsmallest(most, ledger.judgements.doubts.pairs(), key=_order)
    return [_doubt(ledger, pair) for pair in found]


def doubted(ledger: Ledger, store: Store, most: int, least: float = LEAST) -> Iterator[Doubted]:
    """The facts of less confidence than `least`, the most doubtful first."""
    bindings = {"least": [Literal(f"{least:.4f}", datatype=XSD.decimal)]}
    iris = [row["fact"].value for row in select(store, "doubted", bindings, most)]
    known = {fact.iri: fact for fact in facts(store, iris, FAMILIES)}
    for iri in iris:
        if iri in known:
            citation = known[iri].citation
            document_id = citation.document.rpartition("/")[2]
            yield Doubted(known[iri], passage(ledger, document_id, citation.start, citation.end))


def rivals(ledger: Ledger, path: str, most: int) -> list[tuple[str, Comparison]]:
    """The other things of a thing's name, by path, each with what speaks for and against their being one; the likeliest
    first. Of either as many profiles are looked at as can be in a moment."""
    profiles: dict[str, list[Profile]] = {}
    for profile, its in ledger.things.block(path).items():
        profiles.setdefault(its, []).append(profile)
    mine = profiles.pop(path, [])[:SEEN]
    found = [(other, _likeliest(mine, its[:SEEN])) for other, its in list(profiles.items())[:SEEN] if mine]
    return sorted(found, key=lambda pair: (-pair[1].score, pair[0]))[:most]


def _likeliest(some: Iterable[Profile], others: Iterable[Profile]) -> Comparison:
    return max((compare(one, other) for one, other in product(some, others)), key=lambda found: found.score)


def passage(ledger: Ledger, document_id: str, start: int, end: int) -> Passage:
    """The sentence or sentences that a span stands in."""
    document = ledger.get(document_id).document
    text = document.text
    ends = [match.end() for match in _END.finditer(text, max(0, start - AROUND), start)]
    first = ends[-1] if ends else max(0, start - AROUND)
    after = _END.search(text, max(start, end - 1), min(len(text), end + AROUND))
    last = after.start() + 1 if after else min(len(text), end + AROUND)
    words = text[first:last].rstrip()
    title = document.label
    return Passage(document_id, title, words, start - first, min(end - first, len(words)))


def _order(pair: Pair) -> tuple[bool, int, tuple[str, str]]:
    return pair.comparison.score < 0, -pair.times, pair.paths


def _doubt(ledger: Ledger, pair: Pair) -> Doubt:
    mentions = []
    for document_id, entity_id in pair.places:
        record = ledger.judgements.judged(ledger.get(document_id).record).record
        entity = next(entity for entity in record.entities if entity.id == entity_id)
        named = next((m for m in entity.mentions if m.text == entity.name), None)
        mentions.append(mention_of(document_id, entity, named))
    passages = [passage(ledger, m.document, m.start, m.end) for m in mentions]
    return Doubt(pair, (mentions[0], mentions[1]), (passages[0], passages[1]))
