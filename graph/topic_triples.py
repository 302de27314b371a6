"""Topics as triples: of the document and its orders each with its evidence, of its facts alone."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from graph.model import Record
from graph.sheet import Sheet
from graph.topics import About, Topics, topics
from graph.topics.scheme import iri, labels
from ontology.terms import PGO, RDF, SKOS


def write_topics(sheet: Sheet, record: Record) -> None:
    """The topics of a document, its orders, provisions, statements and events, and what the topics are called."""
    found = topics(sheet.source, record)
    _of(sheet, sheet.graph, "", found.document)
    for order, some in found.orders.items():
        _of(sheet, sheet.nodes.entity(order), sheet.nodes.key(order) or "", some)
    for fact, span in dict(_facts(sheet, record)).items():
        for topic in found.facts.get(span, ()):
            sheet.add(fact, PGO.topic, iri(topic))
    for topic in sorted(_named(found), key=int):
        sheet.add(iri(topic), RDF.type, PGO.Topic)
        sheet.add(iri(topic), SKOS.prefLabel, Literal(labels()[topic], language="en"))


def _of(sheet: Sheet, subject: NamedNode, key: str, some: tuple[About, ...]) -> None:
    for about in some:
        node = sheet.nodes.fact("fact", about.evidence.span, PGO.topic.value, key, about.topic)
        sheet.add(subject, PGO.topic, iri(about.topic))
        sheet.reify(node, subject, PGO.topic, iri(about.topic))
        sheet.grounds(node, about.evidence, about.confidence)


def _facts(sheet: Sheet, record: Record) -> Iterator[tuple[NamedNode, tuple[int, int]]]:
    nodes = sheet.nodes
    yield from ((nodes.provision(provision), provision.evidence.span) for provision in record.provisions)
    yield from ((nodes.statement(statement), statement.evidence.span) for statement in record.statements)
    yield from ((nodes.event(event), event.evidence.span) for event in record.events)


def _named(found: Topics) -> set[str]:
    about = {one.topic for some in (found.document, *found.orders.values()) for one in some}
    return about.union(*found.facts.values())
