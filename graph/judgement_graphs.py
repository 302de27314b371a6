"""Quads of judgements: who judged what, when and why; each in a graph of its own while it is in force.

    <base id/judgement/0123456789abcdef>  a pgo:Judgement ; rdfs:label "different: A, B" ;
        pgo:verdict pgo:same | pgo:different | pgo:notAnEntity | pgo:wrong | pgo:right | pgo:corrected ;
        oa:hasTarget <thing> | <fact> | <document#char=12,30> + ;           (things and facts as they are called now)
        prov:wasAttributedTo <base id/reviewer/ann-lee-01234567> ; prov:generatedAtTime "…"^^xsd:dateTime ;
        rdfs:comment "why" ? ; pgo:correctedField "bearer" ? ; pgo:correctedValue "…" ? .
    <base id/reviewer/ann-lee-01234567>  a pgo:Reviewer ; rdfs:label "Ann Lee" .
    A fact that is corrected: <fact> prov:wasAttributedTo <reviewer> .

A fact that is wrong is not in its document's graph any more; one that is right or corrected is, with confidence 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from pyoxigraph import Literal, NamedNode, Quad

from graph.details import PREDICATES
from graph.fact_fields import Fact, Handle, facts
from graph.judgement import Judgement, Kind, State
from graph.ledger import Ledger
from graph.ledger_judgements import Kept
from graph.model import Event, Particular, Provision, Record, Relation, Statement
from graph.nodes import Nodes, document_iri, text
from graph.resolve import resolve
from graph.slug import fingerprint, slug
from ontology.terms import OA, PGO, PROV, RDF, RDFS, XSD

SHOWN = 80  # characters of a fact's words in a label

_VERDICTS = {
    Kind.SAME: PGO.same,
    Kind.DIFFERENT: PGO.different,
    Kind.NOT_AN_ENTITY: PGO.notAnEntity,
    Kind.WRONG: PGO.wrong,
    Kind.RIGHT: PGO.right,
    Kind.CORRECTED: PGO.corrected,
}


def judgement_graph(base_iri: str, id_: str) -> str:
    """The name of the graph of a judgement."""
    return f"{base_iri}id/graph/judgement/{id_}"


def fact_iri(nodes: Nodes, record: Record, handle: Handle, fact: Fact) -> NamedNode:
    """What a fact of a record is called."""
    match fact:
        case Relation():
            return nodes.relation(fact)
        case Provision():
            return nodes.provision(fact)
        case Statement():
            return nodes.statement(fact)
        case Event():
            return nodes.event(fact)
        case Particular():
            return nodes.detail(record.orders[handle.number].order, PREDICATES[handle.name], fact)


class JudgementGraphs:
    """The graphs of a ledger's judgements."""

    def __init__(self, ledger: Ledger, base_iri: str) -> None:
        self._ledger, self._base = ledger, base_iri

    def moved(self) -> Iterator[tuple[str, tuple[Quad, ...]]]:
        """The graphs of the judgements that came, went or are about what was written since this was asked last."""
        for kept in self._ledger.judgements.some(self._ledger.judgements.take_moved()):
            yield judgement_graph(self._base, kept.judgement.id), self.quads(kept)

    def all(self) -> dict[str, tuple[Quad, ...]]:
        """The graphs of all that are in force."""
        self._ledger.judgements.take_moved()
        made = ((kept.judgement.id, self.quads(kept)) for kept in self._ledger.judgements.all())
        return {judgement_graph(self._base, id_): quads for id_, quads in made if quads}

    def quads(self, kept: Kept) -> tuple[Quad, ...]:
        """The graph of one; nothing where it is not in force, or is an undo."""
        judgement = kept.judgement
        if kept.state is not State.IN_FORCE or judgement.kind is Kind.UNDO:
            return ()
        graph = NamedNode(judgement_graph(self._base, judgement.id))
        node, reviewer = NamedNode(f"{self._base}id/judgement/{judgement.id}"), reviewer_iri(self._base, judgement.who)
        targets = list(self.targets(kept))
        said: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
            (node, RDF.type, PGO.Judgement),
            (node, RDFS.label, text(label(judgement))),
            (node, PGO.verdict, _VERDICTS[judgement.kind]),
            *((node, OA.hasTarget, target) for target in targets),
            (node, PROV.wasAttributedTo, reviewer),
            (node, PROV.generatedAtTime, Literal(judgement.at, datatype=XSD.dateTime)),
            (reviewer, RDF.type, PGO.Reviewer),
            (reviewer, RDFS.label, text(judgement.who)),
        ]
        if judgement.why:
            said.append((node, RDFS.comment, text(judgement.why)))
        if judgement.correction is not None:
            said.append((node, PGO.correctedField, text(judgement.correction.field)))
            said += [(node, PGO.correctedValue, text(value)) for value in [corrected_to(judgement)] if value]
            if judgement.fact is not None:
                said += [(fact, PROV.wasAttributedTo, reviewer) for fact in targets]
        return tuple(Quad(*triple, graph) for triple in said)

    def targets(self, kept: Kept) -> Iterator[NamedNode]:
        """What a judgement is about: the things as they are called now, a fact, or mentions."""
        judgement = kept.judgement
        if judgement.fact is not None:
            yield from self._fact(kept)
        elif judgement.other is not None:
            paths = self._ledger.judgements.paths(kept.number)
            called = sorted({path.partition("#")[0] for path in paths[0] | paths[1]})
            yield from (NamedNode(f"{self._base}id/{path}") for path in called)
        else:
            for mention in (mention for side in judgement.sides for mention in side):
                yield NamedNode(f"{document_iri(self._base, mention.document)}#char={mention.start},{mention.end}")

    def _fact(self, kept: Kept) -> Iterator[NamedNode]:
        """The fact, as it is written; one that is not, as it was read."""
        for document_id in self._ledger.judgements.documents(kept.number):
            entry = self._ledger.get(document_id)
            made = self._ledger.judgements.judged(entry.record)
            handle = made.handles.get(kept.judgement.id)
            if handle is not None:
                record = made.record if handle in made.facts else entry.record
                fact = made.facts.get(handle) or dict(facts(entry.record))[handle]
                known = self._ledger.things.paths_of(document_id)
                nodes = Nodes.of(record, resolve(entry.document, record, known), self._base)
                yield fact_iri(nodes, entry.record, handle, fact)


def reviewer_iri(base_iri: str, who: str) -> NamedNode:
    """Who judged: by name, and a hash that tells names apart that are written alike."""
    return NamedNode(f"{base_iri}id/reviewer/{slug(who)}-{fingerprint(who, 8)}")


def label(judgement: Judgement) -> str:
    """A judgement in a few words."""
    if judgement.fact is not None:
        about = f"“{shorten(judgement.fact.quote, SHOWN, placeholder=' …')}”"
    elif judgement.undoes is not None:
        about = judgement.undoes
    else:
        about = ", ".join(dict.fromkeys(side[0].name for side in judgement.sides))
    change = f", {judgement.correction.field}: {corrected_to(judgement) or 'none'}" if judgement.correction else ""
    return f"{judgement.kind.value}: {about}{change}"


def corrected_to(judgement: Judgement) -> str | None:
    """The value that a field has by a judgement, for reading."""
    correction = judgement.correction
    if correction is None:
        return None
    return correction.thing.name if correction.thing is not None else correction.value
