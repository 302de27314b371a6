"""The graph of one document of the ledger: what was read in it, as judged, with the things that it speaks of."""

from __future__ import annotations

from pyoxigraph import Quad

from graph.ledger import Entry, Ledger
from graph.rdf import quads
from graph.resolve import resolve


def document_quads(ledger: Ledger, entry: Entry, base_iri: str) -> list[Quad]:
    """Its quads. Raises ShapeError where no graph can be made of its record."""
    record = ledger.judgements.as_judged(entry.record)
    resolution = resolve(entry.document, record, ledger.things.paths_of(entry.document.id))
    return list(quads(entry.document, record, resolution, base_iri, entry.ingested, entry.reprint_of))
