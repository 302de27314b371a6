"""From a parsed document to everything a careful reader would record from it.

`EXTRACTORS` is the table of ways to do it; each entry makes an `Extractor`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from graph.model import Document, Provenance, Record

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Extractor(Protocol):
    """Reads one document; knows no other."""

    provenance: Provenance

    def extract(self, document: Document, doc: Doc) -> Record:
        """The record of one document, its offsets counted in `document.text`."""
        ...


def _rules() -> Extractor:
    from graph.extract.rules import RulesExtractor

    return RulesExtractor()


EXTRACTORS: dict[str, Callable[[], Extractor]] = {"rules": _rules}
