"""Topics: which fields of policy a document, its orders and its facts are about, by the words that they use.

>>> found = topics(document, record)
>>> [(one.topic, one.confidence, one.evidence.text) for one in found.document]
[('9', 0.93, 'immigration enforcement'), ('16', 0.71, 'deploy')]

A topic is the code of one of the 21 major topics of the Comparative Agendas Project (ontology/topics.ttl). The words
and what they weigh stand in words.csv, the rest in `weighing`. Nothing is said of what has no word of a topic of
its own, however clear its document is, nor of texts in other languages than English.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from graph.model import Document, Entity, EntityType, Event, Evidence, Provision, Record, Statement
from graph.sentences import Sentences
from graph.topics.lexicon import Hit, hits
from graph.topics.weighing import Scores, chosen, heaviest, score, shares

__all__ = ["About", "Topics", "topics"]

HEAD = 3.0  # how often a word of the headline, or of an order's name, counts
LINE = 300  # characters of a first line that is taken for the headline of a text without a title
PRIOR = 12.0  # what the topics of the document weigh beside the words of a fact or an order
BESIDE = 0.5  # how often a word counts that stands beside a fact, in its sentence
DOCUMENT, ORDER, FACT = 9.0, 9.0, 7.0  # the least score of a topic

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class About:
    """One topic of one thing; `evidence` is the phrase that counts most for it."""

    topic: str
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of a document, of its orders by entity id, and of its facts by the span of their evidence: no more
    than two each, the first one first."""

    document: tuple[About, ...] = ()
    orders: Mapping[str, tuple[About, ...]] = field(default_factory=dict)
    facts: Mapping[Span, tuple[str, ...]] = field(default_factory=dict)


def topics(document: Document, record: Record) -> Topics:
    """What a document, its orders, provisions, statements and events are about."""
    if not (document.language or "en").startswith("en"):
        return Topics()
    words = _Words(document)
    whole = words.document()
    orders = [entity for entity in record.entities if entity.type is EntityType.ORDER]
    told = {order.id: words.order(order, record) for order in orders}
    if orders and not told[(leading := max(orders, key=lambda order: len(order.mentions))).id]:
        told[leading.id] = whole  # what has no words of its own is what most of the document is about
    facts: Iterable[Provision | Statement | Event] = chain(record.provisions, record.statements, record.events)
    spans = {fact.evidence.span for fact in facts}
    return Topics(whole, told, {span: words.fact(span) for span in spans})


class _Words:
    """The words of a document that tell of topics. A hit goes by its number in the text."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._hits = list(hits(document.text))
        self._starts = [hit.start for hit in self._hits]
        self._sentences = Sentences(document.text)
        self._scores = score([*self._counted(document.title), *_headed(document.title or "")])
        self._prior = shares(self._scores)

    def document(self) -> tuple[About, ...]:
        """By all of its words, those of its headline more."""
        return self._about(self._scores, range(len(self._hits)), DOCUMENT)

    def order(self, order: Entity, record: Record) -> tuple[About, ...]:
        """By its provisions, what it does to whom, its details, its name, and the sentences that name it."""
        naming = (self._sentences.around(*mention.span) for mention in order.mentions)
        own = self._within([*naming, *_spans(order, record)])
        told = score([*((self._hits[n], 1.0) for n in own), *_headed(order.name)])
        return self._about(self._with_prior(told), own, ORDER)

    def fact(self, span: Span) -> tuple[str, ...]:
        """By its words, and less by those of its sentence."""
        own = self._within([span])
        beside = self._within([self._sentences.around(*span)])
        told = score((self._hits[n], 1.0 if n in own else BESIDE) for n in beside)
        return tuple(topic for topic, _ in chosen(self._with_prior(told), FACT))

    def _counted(self, title: str | None) -> Iterable[tuple[Hit, float]]:
        head = 0 if title else len(self._text[:LINE].partition("\n")[0])
        return ((hit, HEAD if hit.end <= head else 1.0) for hit in self._hits)

    def _with_prior(self, told: Scores) -> Scores:
        """What is told, and beside it what the document tells of the same topics."""
        return {topic: value + PRIOR * self._prior.get(topic, 0.0) for topic, value in told.items()}

    def _within(self, spans: Iterable[Span]) -> list[int]:
        return sorted({n for span in spans for n in self._numbers(span)})

    def _numbers(self, span: Span) -> Iterable[int]:
        first, last = (bisect_left(self._starts, at) for at in span)
        return (n for n in range(first, last) if self._hits[n].end <= span[1])

    def _about(self, scores: Scores, own: Iterable[int], enough: float) -> tuple[About, ...]:
        words = [self._hits[n] for n in own]
        found = ((topic, sure, heaviest(topic, words)) for topic, sure in chosen(scores, enough))
        return tuple(About(topic, sure, self._evidence(hit)) for topic, sure, hit in found if hit is not None)

    def _evidence(self, hit: Hit) -> Evidence:
        return Evidence(hit.start, hit.end, self._text[hit.start : hit.end])


def _headed(line: str) -> Iterable[tuple[Hit, float]]:
    return ((hit, HEAD) for hit in hits(line))


def _spans(order: Entity, record: Record) -> Iterable[Span]:
    """Where a record has something of an order."""
    yield from (provision.evidence.span for provision in record.provisions if provision.order == order.id)
    yield from (relation.evidence.span for relation in record.relations if relation.subject == order.id)
    for details in record.orders:
        if details.order == order.id:
            yield from (span.span for span in (*details.authority, *details.recitals))
            yield from (details.title.evidence.span,) if details.title else ()
