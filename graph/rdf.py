"""Quads: what one record says, in RDF, in one named graph. Pure: the same record gives the same quads anywhere.

The shapes, for whoever writes SPARQL (prefixes: ontology.terms.PREFIXES; `base` is the deployment's base IRI).
No blank nodes. `?` = may be missing, `*` = any number, `+` = at least one. Plain queries see the union of all graphs.

Document, its graph and where its facts come from. The named graph has the document's IRI.

    <base id/document/0123456789abcdef>  a pgo:Document ;
        rdfs:label "title, else first words" ; dcterms:identifier "0123456789abcdef" ;
        dcterms:title ? ; dcterms:source <url> ? ; dcterms:issued "2025-08-30"^^xsd:date ? ;
        dc:publisher "name" ? ; dc:creator "name" ? ; dc:language "en" ? ; dc:format "text/html" ? ;
        dcterms:license <url> ? ; dc:rights "CC BY 4.0" ? ; pgo:reprintOf <document> ? ;
        pgo:textOf <order> * ; pgo:sha256 "…" ; pgo:characters 2731 .
    <document#graph>       a sd:NamedGraph ; sd:name <document> ; prov:wasGeneratedBy <document#extraction> .
    <document#extraction>  a pgo:Extraction ; prov:used <document> ; prov:endedAtTime "…"^^xsd:dateTime ? ;
        pgo:extractor "rules" ; pgo:extractorVersion "0.1.0" ; pgo:languageModel "…" .

Evidence, once for each span of the document.

    <document#char=12,30>  a pgo:Evidence ; oa:hasSource <document> ;
        oa:hasSelector <document#position=12,30>, <document#quote=12,30> .
    <document#position=12,30>  a oa:TextPositionSelector ; oa:start 12 ; oa:end 30 .          (xsd:integer, code points)
    <document#quote=12,30>     a oa:TextQuoteSelector ; oa:exact "…" ; oa:prefix "…" ; oa:suffix "…" .   (32 around)

    So the evidence of any fact is:  ?fact pgo:evidence ?iri . ?iri oa:hasSource ?document ; oa:hasSelector ?p, ?q .
                                     ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?text .

Entities: pgo:Person, pgo:Agency, pgo:Organization, pgo:Group, pgo:Place, pgo:Order, pgo:Policy.

    <base id/person/brandon-johnson-mayor-of-chicago>  a pgo:Person ; rdfs:label "Brandon Johnson" ;
        skos:altLabel "Johnson" * ;                    (mentions that are names; "the mayor" only through pgo:mention)
        pgo:mentionedIn <document> ; pgo:mention <document#char=…> + .
    A place: owl:sameAs <https://sws.geonames.org/4887398/> (and see graph/places/describe.py), or pgo:containedIn ?.
    An order is also of its kind where its name tells: a pgo:Order, pgo:ExecutiveOrder | pgo:Proclamation
    | pgo:Directive | pgo:Memorandum | pgo:EmergencyDeclaration | pgo:PublicHealthOrder, with pgo:number "14110" ?;
    a policy likewise: a pgo:Policy, pgo:Statute | pgo:Ordinance | pgo:Regulation | pgo:Ruling | pgo:Programme.

    What a document states of an order's form: pgo:number ?; dcterms:title "…" ?; pgo:dateSigned, pgo:dateEffective,
    pgo:dateExpiring "2025-08-30"^^xsd:date ?. Each with an rdf:Statement as below, whose object is the literal.

Binary facts: a direct triple, and a node (`{base}id/fact/{document id}-{hash}`) with its evidence.

    <order> pgo:issuedBy <person> .    predicates: pgo:memberOf speaksFor issuedBy appliesIn directs reaffirms amends
    <fact>  a rdf:Statement ;          revokes implements citesAuthority opposes supports; and the offices' three below
        rdf:subject <order> ; rdf:predicate pgo:issuedBy ; rdf:object <person> ;
        pgo:evidence <document#char=…> ; pgo:confidence 0.9 .                              (xsd:decimal, 0 to 1)

Offices: the literal of holdsOffice, taken apart. In office now, acting too: pgo:holdsOffice; "former …":
pgo:heldOffice; "candidate for …": pgo:candidateFor. Each with its rdf:Statement as above, and with a tenure.

    <person> pgo:holdsOffice <base id/office/mayor-of-chicago> .
    <base id/office/mayor-of-chicago>  a pgo:Office ; rdfs:label "Mayor of Chicago" ;
        pgo:officeTitle "Mayor" ; pgo:jurisdictionLabel "Chicago" ? ; pgo:jurisdiction <place> ? .
    <base id/tenure/{person}.{office}.{status}>  a pgo:Tenure ; rdfs:label "Brandon Johnson, Mayor of Chicago" ;
        pgo:holder <person> ; pgo:office <office> ;
        pgo:tenureStatus pgo:current | pgo:acting | pgo:former | pgo:candidate ;
        pgo:attestedOn "2025-08-30"^^xsd:date ? ;      (the document's date)
        pgo:evidence <document#char=…> + .

Provisions, statements and events: nodes `{base}id/{provision,statement,event}/{document id}-{hash}`. Each carries
`rdfs:label` (the evidence's text), `pgo:evidence`, `pgo:confidence` and, where it stands inside a statement,
`pgo:attributedTo <statement>`: a claim of that speaker and no fact. What happened by the document's own word is

    ?event pgo:status pgo:actual . FILTER NOT EXISTS { ?event pgo:attributedTo ?claim }

    <provision>  a pgo:Provision, pgo:Requirement | pgo:Prohibition | pgo:Permission | pgo:Establishment
                 | pgo:Declaration | pgo:Reaffirmation | pgo:Revocation ;
        pgo:order <order> ; pgo:action "text" ; pgo:bearer <entity> ? ; pgo:counterparty <entity> ? ;
        pgo:condition "text" ? ; pgo:deadline "text" ? ; pgo:due "…" ? .                      (xsd:date or xsd:duration)
    <statement>  a pgo:Statement ; pgo:speaker <entity> ; pgo:content "text" ; pgo:direct true | false ;
        pgo:about <entity> * ; pgo:stance pgo:inFavour | pgo:against ? .
    <event>      a pgo:Event ; pgo:eventType plover:MOBILIZE ; pgo:eventMode plover:MOBILIZE-troops ? ;
        pgo:status pgo:actual | pgo:planned | pgo:threatened | pgo:hypothetical | pgo:negated ;
        pgo:actor <entity> ? ; pgo:recipient <entity> ? ; pgo:place <entity> ? ; pgo:time "…" ? ; pgo:quantity "…" ? .
    plover:MOBILIZE has skos:notation "MOBILIZE", skos:prefLabel, skos:broader <quad category> (vocabulary graph).

Topics: pgo:topic of the document, its orders, provisions, statements and events, two at most (graph/topics).

    <order> pgo:topic cap:9 .   <fact> a rdf:Statement ; rdf:subject <order> ; rdf:predicate pgo:topic ; … as above.
    cap:9 a pgo:Topic ; skos:prefLabel "Immigration"@en .       Of <document> too; of the others the triple alone.

Facts' hashes depend on what is said of whom and where in the document, not on entity ids, resolution or order.
The vocabulary (ontology, PLOVER, topics) stands in a graph of its own, `{base}id/graph/vocabulary`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

import ontology
from graph import instrument, office
from graph.details import write_details
from graph.errors import ShapeError
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    Predicate,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Resolution,
    Stance,
    Statement,
)
from graph.nodes import FALSE, TRUE, Nodes, day, document_iri, duration, is_name, plover, text
from graph.office import Office, Standing
from graph.sheet import Sheet
from graph.topic_triples import write_topics
from ontology.terms import GEONAMES, OWL, PGO, RDF, RDFS, SKOS

_INSTRUMENTS = (EntityType.ORDER, EntityType.POLICY)
_VERBAL = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"])
_STANCES = {Stance.FOR: PGO.inFavour, Stance.AGAINST: PGO.against}
_HOLDS = {Standing.FORMER: PGO.heldOffice, Standing.CANDIDATE: PGO.candidateFor}
_PROVISIONS = {
    ProvisionKind.REQUIRES: PGO.Requirement,
    ProvisionKind.PROHIBITS: PGO.Prohibition,
    ProvisionKind.PERMITS: PGO.Permission,
    ProvisionKind.ESTABLISHES: PGO.Establishment,
    ProvisionKind.DECLARES: PGO.Declaration,
    ProvisionKind.REAFFIRMS: PGO.Reaffirmation,
    ProvisionKind.REVOKES: PGO.Revocation,
}


graph_iri = document_iri  # the name of a document's graph is the document's own IRI


def quads(
    document: Document,
    record: Record,
    resolution: Resolution,
    base_iri: str,
    ingested: str | None = None,
    reprint_of: str | None = None,
) -> Iterator[Quad]:
    """Everything that a record says; `ingested` is an ISO 8601 time, `reprint_of` the id of the document whose story
    this one prints again. Raises ShapeError where the record is broken."""
    writer = _Writer(document, record, Nodes.of(record, resolution, base_iri))
    writer.document(record.provenance, ingested)
    writer.add(writer.graph, PGO.reprintOf, NamedNode(document_iri(base_iri, reprint_of)) if reprint_of else None)
    for entity in record.entities:
        writer.entity(entity)
    for details in record.orders:
        write_details(writer, details)
    for relation in record.relations:
        writer.relation(relation)
    for provision in record.provisions:
        writer.provision(provision)
    for statement in record.statements:
        writer.statement(statement)
    for event in record.events:
        writer.event(event)
    write_topics(writer, record)
    return iter(writer.quads)


def vocabulary_quads(base_iri: str) -> Iterator[Quad]:
    """The ontology and its concept schemes, in the graph `{base}id/graph/vocabulary`."""
    graph = NamedNode(f"{base_iri}id/graph/vocabulary")
    for name in ontology.VOCABULARY:
        for triple in parse(path=str(ontology.path(name)), format=RdfFormat.TURTLE):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


class _Writer(Sheet):
    """Writes the entities and the facts of one record on its document's sheet."""

    def __init__(self, document: Document, record: Record, nodes: Nodes) -> None:
        super().__init__(document, nodes)
        self.names = {entity.id: entity.name for entity in record.entities}
        self.numbered = {details.order for details in record.orders if details.number is not None}
        self.claims = [(*s.evidence.span, self.nodes.statement(s), s.speaker) for s in record.statements]

    def entity(self, entity: Entity) -> None:
        """An entity with its names and its mentions."""
        node, add = self.nodes.entity(entity.id), self.add
        add(node, RDF.type, getattr(PGO, entity.type.value))
        add(node, RDFS.label, text(entity.name))
        add(node, PGO.mentionedIn, self.graph)
        for name in dict.fromkeys(mention.text for mention in entity.mentions if is_name(mention.text)):
            add(node, SKOS.altLabel, text(name) if name != entity.name else None)
        for mention in entity.mentions:
            add(node, PGO.mention, self.evidence(mention))
        add(node, OWL.sameAs, NamedNode(f"{GEONAMES}{entity.geonames}/") if entity.geonames is not None else None)
        add(node, PGO.containedIn, self._known(entity.within))
        if entity.type in _INSTRUMENTS:
            kind, numbered = instrument.kind(entity.type, entity.name), instrument.number(entity)
            add(node, RDF.type, getattr(PGO, kind) if kind else None)
            add(node, PGO.number, text(numbered) if numbered and entity.id not in self.numbered else None)

    def relation(self, relation: Relation) -> None:
        """A binary fact: the triple itself, and the node that carries its evidence."""
        held = office.parse(relation.value) if relation.value else None
        if relation.predicate is Predicate.HOLDS_OFFICE and held is not None:
            predicate = _HOLDS.get(held.standing, PGO.holdsOffice)
            value = self.office(held)
            self.tenure(relation, held)
        elif relation.object is not None:
            predicate, value = getattr(PGO, relation.predicate.value), self.nodes.entity(relation.object)
        else:
            raise ShapeError(self.source.id, f"a relation without an object: {relation}")
        subject, node = self.nodes.entity(relation.subject), self.nodes.relation(relation)
        self.add(subject, predicate, value)
        if self.first(node):
            self.reify(node, subject, predicate, value)
            self.grounds(node, relation.evidence, relation.confidence)

    def office(self, held: Office) -> NamedNode:
        """The post that a literal names, and the place it is over where the document speaks of one."""
        node = self.nodes.thing(f"office/{held.slug}")
        if self.first(node):
            self.add(node, RDF.type, PGO.Office)
            self.add(node, RDFS.label, text(held.label))
            self.add(node, PGO.officeTitle, text(held.title))
            if held.jurisdiction:
                self.add(node, PGO.jurisdictionLabel, text(held.jurisdiction))
                self.add(node, PGO.jurisdiction, self.nodes.place(held.jurisdiction))
        return node

    def tenure(self, relation: Relation, held: Office) -> None:
        """That someone holds, held or seeks an office, as of the document's day."""
        person = self.nodes.entity(relation.subject)
        tail = person.value.rpartition("/")[2]
        node = self.nodes.thing(f"tenure/{tail}.{held.slug}.{held.standing.value}")
        if self.first(node):
            standing = "" if held.standing is Standing.CURRENT else f"{held.standing.value} "
            self.add(node, RDF.type, PGO.Tenure)
            self.add(node, RDFS.label, text(f"{self.names[relation.subject]}, {standing}{held.label}"))
            self.add(node, PGO.holder, person)
            self.add(node, PGO.office, self.office(held))
            self.add(node, PGO.tenureStatus, getattr(PGO, held.standing.value))
            self.add(node, PGO.attestedOn, self.day)
        self.add(node, PGO.evidence, self.evidence(relation.evidence))

    def provision(self, provision: Provision) -> None:
        """A norm of an order."""
        node, span = self.nodes.provision(provision), provision.evidence.span
        if not self.first(node):
            return
        self.add(node, RDF.type, PGO.Provision)
        self.add(node, RDF.type, _PROVISIONS[provision.kind])
        self.add(node, PGO.order, self.nodes.entity(provision.order))
        self.add(node, PGO.bearer, self._known(provision.bearer))
        self.add(node, PGO.counterparty, self._known(provision.counterparty))
        self.add(node, PGO.action, text(provision.evidence.text))
        self.add(node, PGO.condition, text(provision.condition) if provision.condition else None)
        self.add(node, PGO.deadline, text(provision.deadline) if provision.deadline else None)
        self.add(node, PGO.due, day(provision.due) or duration(provision.due))
        self.add(node, PGO.attributedTo, self._claim(span))
        self.grounds(node, provision.evidence, provision.confidence, labelled=True)

    def statement(self, statement: Statement) -> None:
        """What a speaker is reported to have said. One inside a longer one is what that speaker reports."""
        node = self.nodes.statement(statement)
        if not self.first(node):
            return
        self.add(node, RDF.type, PGO.Statement)
        self.add(node, PGO.speaker, self.nodes.entity(statement.speaker))
        self.add(node, PGO.content, text(statement.evidence.text))
        self.add(node, PGO.direct, TRUE if statement.direct else FALSE)
        for entity in dict.fromkeys(statement.about):
            self.add(node, PGO.about, self.nodes.entity(entity))
        self.add(node, PGO.stance, _STANCES[statement.stance] if statement.stance else None)
        self.add(node, PGO.attributedTo, self._claim(statement.evidence.span, longer=True))
        self.grounds(node, statement.evidence, statement.confidence, labelled=True)

    def event(self, event: Event) -> None:
        """A political interaction, attributed where it stands inside a statement."""
        node, span = self.nodes.event(event), event.evidence.span
        parties = (event.actor, event.recipient, event.place)
        if not self.first(node):
            return
        self.add(node, RDF.type, PGO.Event)
        self.add(node, PGO.eventType, plover(event.type.value))
        self.add(node, PGO.eventMode, plover(event.type.value, event.mode) if event.mode else None)
        self.add(node, PGO.status, getattr(PGO, event.status.value))
        for predicate, party in zip((PGO.actor, PGO.recipient, PGO.place), parties, strict=True):
            self.add(node, predicate, self._known(party))
        self.add(node, PGO.time, (day(event.time) or text(event.time)) if event.time else None)
        self.add(node, PGO.quantity, text(event.quantity) if event.quantity else None)
        said_in = None if event.attributed_to is None else self.claims[event.attributed_to][2]
        # who accuses does not claim to accuse: an act of speech by the speaker is the document's own report
        speaker = event.actor if event.type in _VERBAL else None
        self.add(node, PGO.attributedTo, said_in or self._claim(span, except_of=speaker))
        self.grounds(node, event.evidence, event.confidence, labelled=True)

    def _claim(self, span: tuple[int, int], longer: bool = False, except_of: str | None = None) -> NamedNode | None:
        """The shortest statement around a span: what stands inside it is that speaker's word, not the document's."""
        around = (c for c in self.claims if c[0] <= span[0] and span[1] <= c[1] and c[3] != except_of)
        found = [c for c in around if not longer or c[1] - c[0] > span[1] - span[0]]
        return min(found, key=lambda c: (c[1] - c[0], c[0]))[2] if found else None

    def _known(self, entity_id: str | None) -> NamedNode | None:
        return None if entity_id is None else self.nodes.entity(entity_id)
