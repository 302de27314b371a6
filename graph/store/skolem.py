"""Blank nodes over HTTP: outside, an IRI of `.well-known/genid` for each, as RDF 1.1 has it; inside, blank nodes again.

A blank node has no name that holds from one request to the next. As IRIs they are the same nodes in every part of a
graph that is sent in parts, and what is sent twice is there once. Datatypes of which an engine would make others go out
under names of ours, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, Final, Protocol, cast
from urllib.parse import quote, unquote, urlsplit

import pyoxigraph as ox

from graph.errors import QueryRefused
from graph.store.terms import Pattern, Term

CHUNK: Final = 1 << 16  # bytes
MOST: Final = 2_000_000  # triples of one CONSTRUCT, which are held in memory: 750 MB

VEIL: Final = "urn:x-policygraph:"  # before a datatype that an engine is not to know

_Pattern = tuple[bytes, re.Pattern[bytes], bytes | Callable[[re.Match[bytes]], bytes]]
_TRUE: Final = rb'("datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": )"%s"'
_VIRTUOSO: Final[list[_Pattern]] = [
    (b"#boolean", re.compile(_TRUE % b"1"), rb'\1"true"'),
    (b"#boolean", re.compile(_TRUE % b"0"), rb'\1"false"'),
    (b"nodeID", re.compile(rb'("type": "bnode", "value": )"nodeID://'), rb'\1"'),
]
_ALONE: Final = re.compile(r"VALUES \?\w+ { <([^<>\\\s]+)> }")


class Readable(Protocol):
    """What bytes come from."""

    def read(self, size: int = -1) -> bytes:
        """The next ones, none at the end."""


class Skolem:
    """The IRIs of blank nodes below an IRI, and the names of the datatypes that are veiled."""

    def __init__(self, base_iri: str, veiled: frozenset[str] = frozenset()) -> None:
        self._veiled = veiled
        parts = urlsplit(base_iri)
        self.prefix = f"{parts.scheme}://{parts.netloc}/.well-known/genid{parts.path}"
        # in JSON no string has these quotes within: there they would be escaped
        iri = re.escape(self.prefix.encode()) + rb'([^"\\]*)"'
        first, last = rb'"type"\s*:\s*"uri"\s*,\s*"value"\s*:\s*"%s', rb'"value"\s*:\s*"%s\s*,\s*"type"\s*:\s*"uri"'
        self._ours: list[_Pattern] = [(b"/genid", re.compile(way % iri), _bnode) for way in (first, last)]
        if veiled:
            self._ours.append((VEIL.encode(), re.compile(rb'("datatype"\s*:\s*")%s' % VEIL.encode()), rb"\1"))

    def out(self, term: Term) -> Term:
        """A term as it is sent."""
        match term:
            case ox.BlankNode():
                return ox.NamedNode(self.prefix + quote(term.value, safe=""))
            case ox.Literal() if self._veiled and term.datatype.value in self._veiled:
                return ox.Literal(term.value, datatype=ox.NamedNode(VEIL + term.datatype.value))
        return term

    def back(self, term: Term) -> Term:
        """A term that was sent as it was."""
        match term:
            case ox.NamedNode() if term.value.startswith(self.prefix):
                return ox.BlankNode(unquote(term.value.removeprefix(self.prefix)))
            case ox.Literal() if self._veiled and term.datatype.value.startswith(VEIL):
                return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype.value.removeprefix(VEIL)))
        return term

    def triple(self, quad: ox.Quad) -> str:
        """A quad's triple as it is sent, in a line."""
        return f"{self.out(quad.subject)} {quad.predicate} {self.out(quad.object)} .\n"

    def pattern(self, terms: Pattern) -> str:
        """A pattern as it is sent, with the variables ?s, ?p and ?o."""
        named = zip(terms, "spo", strict=True)
        return " ".join(f"?{name}" if term is None else str(self.out(term)) for term, name in named)

    def triples(self, lines: Readable) -> Iterator[ox.Triple]:
        """The triples of N-Triples, as they were."""
        for quad in ox.parse(cast(IO[bytes], lines), format=ox.RdfFormat.N_TRIPLES):
            yield ox.Triple(self.back(quad.subject), quad.predicate, self.back(quad.object))  # type: ignore[arg-type]

    def graph(self, lines: Readable) -> ox.QueryTriples:
        """What a CONSTRUCT gave, as pyoxigraph gives it: it has no other way to make one than by a query."""
        held, triples = ox.Store(), self.triples(lines)
        held.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in islice(triples, MOST))
        if next(triples, None) is not None:
            raise QueryRefused(f"the query gives more than {MOST:,} triples: ask for parts of them, by LIMIT")
        found = held.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
        assert isinstance(found, ox.QueryTriples)
        return found

    def results(self, answer: Readable, mend: str | None = None) -> ox.QuerySolutions | ox.QueryBoolean:
        """The results of a query in JSON, as they would be without this. `mend` what Virtuoso has made of booleans, and
        of IRIs in this query."""
        patterns = [*self._ours, *(() if mend is None else (*_VIRTUOSO, *_alone(mend)))]
        return ox.parse_query_results(cast(IO[bytes], _Mended(answer, patterns)), format=ox.QueryResultsFormat.JSON)


class _Mended:
    """Results in JSON with some terms put right, as they are read. No term is longer than what is held back."""

    def __init__(self, source: Readable, patterns: list[_Pattern]) -> None:
        self._source, self._patterns = source, patterns
        self._held, self._ready = b"", b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none at the end."""
        while not self._ready:
            chunk = self._source.read(CHUNK)
            held = self._held + chunk
            end = held.rfind(b"}") + 1 if chunk else len(held)  # a term ends so; no pattern has one within
            self._ready, self._held = self._mend(held[:end]), held[end:]
            if not chunk:
                break
        part, self._ready = (self._ready, b"") if size < 0 else (self._ready[:size], self._ready[size:])
        return part

    def _mend(self, part: bytes) -> bytes:
        for hint, pattern, by in self._patterns:
            if hint in part:
                part = pattern.sub(by, part)
        return part


def _alone(sparql: str) -> Iterator[_Pattern]:
    """What makes IRIs again of those that stand alone in VALUES: where that is within a UNION, they come as strings."""
    for iri in {found[1].encode() for found in _ALONE.finditer(sparql)}:
        yield (
            iri,
            re.compile(rb'"type": "literal", "value": "%s"' % re.escape(iri)),
            rb'"type": "uri", "value": "%s"' % iri,
        )


def _bnode(found: re.Match[bytes]) -> bytes:
    label = unquote(found[1].decode("ascii", errors="replace"))
    return b'"type":"bnode","value":"%s"' % label.encode()
