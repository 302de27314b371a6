"""What a person had best look at: pairs of things that may be one, and facts that were read with little confidence.

Each comes with the words around it, so that it can be judged without opening the document. What is most useful comes
first: of pairs those of which documents speak most, and last those that are rather two; of facts those with the highest
product of the chance that they are wrong and the number of documents that speak of what they are about.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, product
from typing import TYPE_CHECKING

from graph.anchors import mention_of
from graph.facts import Fact, Thing
from graph.judgement import Kind, Mention
from graph.known_facts import known_facts
from graph.ledger import Ledger
from graph.ledger_doubts import Pair
from graph.listing import ask, doubtful
from graph.lists import Asked
from graph.resolve import Comparison, Profile, compare
from graph.slug import fingerprint
from graph.store import Store

if TYPE_CHECKING:
    from graph.search import Index

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
    """A fact that is doubted (several rows of a statement about several things), the passage that it was read in, and
    how many documents speak of what it is about."""

    facts: tuple[Fact, ...]
    passage: Passage
    documents: int

    @property
    def fact(self) -> Fact:
        """The first row of it."""
        return self.facts[0]


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody judged at once, by the numbers of the judgements: `undone` of them are taken back."""

    who: str
    at: str
    kind: Kind
    numbers: tuple[int, ...]
    undone: int


def doubts(ledger: Ledger, most: int, offset: int = 0) -> list[Doubt]:
    """The pairs of things that may be one, so many behind the first ones."""
    found = heapq.nsmallest(offset + most, ledger.judgements.doubts.pairs(), key=_order)
    return [_doubt(ledger, pair) for pair in found[offset:]]


def below(store: Store, index: Index, least: float) -> Asked:
    """What the list of facts is asked for to have those of less confidence than `least`."""
    return ask(store, index, "facts", {"below": [str(least)]})


def doubted(ledger: Ledger, store: Store, index: Index, asked: Asked, most: int, offset: int = 0) -> Iterator[Doubted]:
    """The facts of a list of facts, the most useful to check first."""
    found = {f"{index.base_iri}id/{one.path}": one.documents for one in doubtful(index, asked, most, offset)}
    known = told(store, index, found)
    for iri, documents in found.items():
        if iri in known:
            citation = known[iri][0].citation
            document_id = citation.document.rpartition("/")[2]
            yield Doubted(known[iri], passage(ledger, document_id, citation.start, citation.end), documents)


def seen(rows: tuple[Fact, ...]) -> str:
    """A mark of a fact as it is: another one as soon as anything that it says is another."""
    return fingerprint(repr(rows), 16)


def told(store: Store, index: Index, iris: Iterable[str]) -> dict[str, tuple[Fact, ...]]:
    """The rows of facts, by their IRIs; none of what the graph has no longer."""
    rows = defaultdict[str, list[Fact]](list)
    for fact in known_facts(store, index, iris):
        rows[fact.iri].append(fact)
    return {iri: tuple(sorted(some, key=lambda fact: fact.object or Thing("", ""))) for iri, some in rows.items()}


def steps(ledger: Ledger, most: int) -> list[Step]:
    """What was judged last, in the steps in which it was, the last one first; of so many judgements."""
    latest = ledger.judgements.latest(most)
    made = []
    for (who, at, kind), some in groupby(latest, lambda one: (one[1].who, one[1].at, one[1].kind)):
        members = sorted(some, key=lambda one: one[0])
        undone = sum(is_undone for _, _, is_undone in members)
        made.append(Step(who, at, kind, tuple(number for number, *_ in members), undone))
    return made


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
