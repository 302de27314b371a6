"""Uploads: RDF as strangers send it, in quads as a store keeps them."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph as ox

from graph.errors import DataError

FORMATS: Final[dict[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/n3": ox.RdfFormat.N3,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
DEEPEST: Final = 500  # brackets in each other; JSON-LD nests deepest, and 5,000 end the process
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{(]|[\]})]', re.DOTALL)
_PLACE = re.compile(r"^(.*) at line (\d+) (?:column|between columns?) (\d+)", re.DOTALL)


def read(data: bytes, media_type: str, base: str) -> list[ox.Quad]:
    """The quads of an upload, blank nodes under labels of their own. Raises DataError."""
    form = FORMATS[media_type]
    if form is ox.RdfFormat.RDF_XML and _DOCTYPE.search(data):
        raise DataError("a DOCTYPE is not allowed in RDF/XML: entities could grow without end. Send it without")
    if form is ox.RdfFormat.JSON_LD:
        _check_depth(data)
    held = ox.Store()  # which brings literals into the form in which stores keep them
    try:
        held.bulk_extend(ox.parse(data, format=form, base_iri=base, rename_blank_nodes=True))
    except (SyntaxError, ValueError) as error:
        raise _data_error(error) from None
    quads = list(held)
    if any(isinstance(quad.graph_name, ox.BlankNode) for quad in quads):
        raise DataError("a graph is named by a blank node: give it an IRI")
    return quads


def _check_depth(data: bytes) -> None:
    depth = 0
    for token in _BRACKET.finditer(data):
        depth += (token[0] in (b"[", b"{", b"(")) - (token[0] in (b"]", b"}", b")"))
        if depth > DEEPEST:
            raise DataError(f"the data nest more than {DEEPEST} brackets deep")


def _data_error(error: Exception) -> DataError:
    line, column = (getattr(error, name, None) for name in ("lineno", "offset"))
    message = str(error.args[0]) if error.args else "they do not parse"
    if "LoadDocumentCallback" in message:
        message = "a @context is named by its address: contexts are not fetched. Send it within the data"
    return DataError(message, line, column)
