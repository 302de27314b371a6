"""The graphs of the documents of a ledger: what was read in each, as judged, with the things that it speaks of."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from pyoxigraph import Quad

from graph.errors import NotFound
from graph.ledger import Entry, Ledger
from graph.rdf import graph_iri, quads
from graph.resolve import resolve

log = logging.getLogger(__name__)


def document_quads(ledger: Ledger, entry: Entry, base_iri: str) -> list[Quad]:
    """Its quads. Raises ShapeError where no graph can be made of its record."""
    record = ledger.judgements.as_judged(entry.record)
    resolution = resolve(entry.document, record, ledger.things.paths_of(entry.document.id))
    return list(quads(entry.document, record, resolution, base_iri, entry.ingested, entry.reprint_of))


class DocumentGraphs:
    """The graphs of a ledger's documents. `problems` says of which none could be made, and why."""

    def __init__(self, ledger: Ledger, base_iri: str) -> None:
        self._ledger, self._base = ledger, base_iri
        self.problems: list[str] = []

    def name(self, document_id: str) -> str:
        """What the graph of a document is called."""
        return graph_iri(self._base, document_id)

    def every(self, told: Callable[[int], None]) -> Iterator[tuple[str, list[Quad]]]:
        """The graphs of all documents by name, as `since` has them; `told` hears how many are done."""
        for done, entry in enumerate(self._ledger.entries(), start=1):
            yield self.name(entry.document.id), self._quads(entry)
            told(done)

    def since(self, line: int) -> Iterator[tuple[str, list[Quad]]]:
        """The graphs of the documents of which the ledger's log speaks after a line, by name, as they are now."""
        lines = self._ledger.log(after=line)
        for document_id in dict.fromkeys(line.document_id for line in lines if line.document_id):
            yield self.name(document_id), self.now(document_id)

    def now(self, document_id: str) -> list[Quad]:
        """What the ledger says of a document; nothing where it has none of that id."""
        try:
            return self._quads(self._ledger.get(document_id))
        except NotFound:
            return []

    def _quads(self, entry: Entry) -> list[Quad]:
        """The quads of what the ledger has; where a newer version of us cannot make them, the rest must still open."""
        try:
            return document_quads(self._ledger, entry, self._base)
        except Exception as error:
            log.exception("no graph could be made of document %s", entry.document.id)
            self.problems.append(f"no graph could be made of document {entry.document.id}: {error!r}")
            return []
