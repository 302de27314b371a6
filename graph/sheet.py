"""Sheets: where the quads of one document are gathered, with what every fact on it refers to: document and evidence."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from graph.model import Document, Evidence, Provenance
from graph.nodes import Nodes, address, day, number, text
from ontology.terms import DC, DCTERMS, OA, PGO, PROV, RDF, RDFS, SD, XSD

CONTEXT = 32  # code points of text before and after a quote, so that it can be found again in a changed text


class Sheet:
    """The quads of one document so far. A list, not a generator: faster, and one document's fit in memory."""

    def __init__(self, document: Document, nodes: Nodes) -> None:
        self.source, self.nodes, self.graph = document, nodes, nodes.graph
        self.day = day(document.date)
        self.quads: list[Quad] = []
        self._spans: dict[tuple[int, int], NamedNode] = {}
        self._written: set[NamedNode] = set()

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal | None) -> None:
        """One quad; none for what is not known."""
        if value is not None:
            self.quads.append(Quad(subject, predicate, value, self.graph))

    def first(self, node: NamedNode) -> bool:
        """Whether a node is new here; a fact that a record gives twice is one fact."""
        fresh = node not in self._written
        self._written.add(node)
        return fresh

    def document(self, provenance: Provenance, ingested: str | None) -> None:
        """The document, its graph and the extraction that made it."""
        self._metadata()
        add, graph, extraction = self.add, self.nodes.part("graph"), self.nodes.part("extraction")
        add(graph, RDF.type, SD.NamedGraph)
        add(graph, SD.name, self.graph)
        add(graph, PROV.wasGeneratedBy, extraction)
        add(extraction, RDF.type, PGO.Extraction)
        add(extraction, PROV.used, self.graph)
        add(extraction, PGO.extractor, text(provenance.extractor))
        add(extraction, PGO.extractorVersion, text(provenance.version))
        add(extraction, PGO.languageModel, text(provenance.model))
        add(extraction, PROV.endedAtTime, Literal(ingested, datatype=XSD.dateTime) if ingested else None)

    def _metadata(self) -> None:
        source, node, add = self.source, self.graph, self.add
        add(node, RDF.type, PGO.Document)
        add(node, RDFS.label, text(source.label))
        add(node, DCTERMS.identifier, text(source.id))
        add(node, DCTERMS.title, text(source.title) if source.title else None)
        add(node, DCTERMS.source, address(source.url))
        add(node, DCTERMS.issued, self.day)
        add(node, DC.publisher, text(source.publisher) if source.publisher else None)
        add(node, DC.creator, text(source.author) if source.author else None)
        add(node, DC.language, text(source.language) if source.language else None)
        add(node, DC.format, text(source.format) if source.format else None)
        if source.license:
            linked = source.license.startswith(("http://", "https://"))
            add(node, *((DCTERMS.license, address(source.license)) if linked else (DC.rights, text(source.license))))
        add(node, PGO.sha256, text(source.sha256))
        add(node, PGO.characters, Literal(len(source.text)))

    def evidence(self, span: Evidence) -> NamedNode:
        """The node of a span, written when it is first met."""
        start, end = span.start, span.end
        if (known := self._spans.get((start, end))) is not None:
            return known
        part, whole, graph = self.nodes.part, self.source.text, self.graph
        node, position, words = (
            part(f"char={start},{end}"),
            part(f"position={start},{end}"),
            part(f"quote={start},{end}"),
        )
        self._spans[start, end] = node
        self.quads += (
            Quad(node, RDF.type, PGO.Evidence, graph),
            Quad(node, OA.hasSource, graph, graph),
            Quad(node, OA.hasSelector, position, graph),
            Quad(node, OA.hasSelector, words, graph),
            Quad(position, RDF.type, OA.TextPositionSelector, graph),
            Quad(position, OA.start, Literal(start), graph),
            Quad(position, OA.end, Literal(end), graph),
            Quad(words, RDF.type, OA.TextQuoteSelector, graph),
            Quad(words, OA.exact, text(whole[start:end]), graph),
            Quad(words, OA.prefix, text(whole[max(0, start - CONTEXT) : start]), graph),
            Quad(words, OA.suffix, text(whole[end : end + CONTEXT]), graph),
        )
        return node

    def reify(self, node: NamedNode, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """What a node says of its triple, so that it can carry evidence."""
        self.add(node, RDF.type, RDF.Statement)
        self.add(node, RDF.subject, subject)
        self.add(node, RDF.predicate, predicate)
        self.add(node, RDF.object, value)

    def grounds(self, node: NamedNode, span: Evidence, confidence: float, labelled: bool = False) -> None:
        """Where a fact was read, and how surely."""
        if labelled:
            self.add(node, RDFS.label, text(span.text))
        self.add(node, PGO.evidence, self.evidence(span))
        self.add(node, PGO.confidence, number(confidence))
