"""Blank nodes over HTTP: outside, an IRI of `.well-known/genid` for each, as RDF 1.1 has it; inside, blank nodes again.

A blank node has no name that holds from one request to the next. As IRIs they are the same nodes in every part of a
graph that is sent in parts, and what is sent twice is there once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox

from graph.store.terms import Term
from ontology.terms import XSD

_BOOLEANS = {"0": "false", "1": "true"}


class Skolem:
    """The IRIs of blank nodes below an IRI."""

    def __init__(self, base_iri: str) -> None:
        parts = urlsplit(base_iri)
        self.prefix = f"{parts.scheme}://{parts.netloc}/.well-known/genid{parts.path}"

    def out(self, term: Term) -> Term:
        """A term as it is sent."""
        return ox.NamedNode(self.prefix + quote(term.value, safe="")) if isinstance(term, ox.BlankNode) else term

    def back(self, term: Term) -> Term:
        """A term that was sent as it was."""
        named = isinstance(term, ox.NamedNode) and term.value.startswith(self.prefix)
        return ox.BlankNode(unquote(term.value.removeprefix(self.prefix))) if named else term  # type: ignore[union-attr]

    def triple(self, quad: ox.Quad) -> str:
        """A quad's triple as it is sent, in a line."""
        return f"{self.out(quad.subject)} {quad.predicate} {self.out(quad.object)} .\n"

    def triples(self, lines: IO[bytes]) -> Iterator[ox.Triple]:
        """The triples of N-Triples, as they were."""
        for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES):
            yield ox.Triple(self.back(quad.subject), quad.predicate, self.back(quad.object))  # type: ignore[arg-type]

    def graph(self, lines: IO[bytes]) -> ox.QueryTriples:
        """What a CONSTRUCT gave, as pyoxigraph gives it: it has no other way to make one than by a query."""
        held = ox.Store()
        held.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in self.triples(lines))
        found = held.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert isinstance(found, ox.QueryTriples)
        return found

    def results(self, answer: IO[bytes], mend: bool) -> ox.QuerySolutions | ox.QueryBoolean:
        """The results of a query in JSON, as they would be without this. `mend` what Virtuoso makes of booleans."""
        if mend or _holds(answer, b"well-known"):
            answer = BytesIO(json.dumps(self._mended(json.load(answer))).encode())
        return ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON)

    def _mended(self, found: Any) -> Any:
        for row in found.get("results", {}).get("bindings", ()):
            for term in row.values():
                if term["type"] == "uri" and term["value"].startswith(self.prefix):
                    term |= {"type": "bnode", "value": unquote(term["value"].removeprefix(self.prefix))}
                elif term["type"] == "bnode":
                    term["value"] = term["value"].removeprefix("nodeID://")
                elif term.get("datatype") == XSD.boolean.value:
                    term["value"] = _BOOLEANS.get(term["value"], term["value"])
        return found


def _holds(file: IO[bytes], wanted: bytes) -> bool:
    """Whether a file has these bytes somewhere in it; it is read from its beginning afterwards."""
    end, found = b"", False
    while not found and (chunk := file.read(1 << 20)):
        found = wanted in end + chunk
        end = chunk[-len(wanted) :]
    file.seek(0)
    return found
