"""Shapes: whether quads are well-formed, by ontology/shapes.ttl (SHACL). rdflib and pyshacl: not for the hot path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph
import pyshacl
import rdflib
from pyoxigraph import Quad
from rdflib.namespace import RDF, SH

import ontology


@dataclass(frozen=True, slots=True)
class Violation:
    """One node that breaks a shape: which, by which property and value (either may be missing), and how."""

    node: str
    path: str | None
    value: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """Whether all is well, pyshacl's report as text, and the violations sorted by node."""

    conforms: bool
    text: str
    results: tuple[Violation, ...] = ()


def validate(quads: Iterable[Quad]) -> Report:
    """Hold quads (as one graph, whatever their graphs are) to the shapes. About half a second for a document."""
    triples = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    data = _parsed(triples or b"", "nt")
    data += _vocabulary()  # not as pyshacl's ont_graph, of which only classes and properties arrive, no concepts
    conforms, results, text = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", inplace=True)
    return Report(bool(conforms), str(text), () if conforms else tuple(sorted(_violations(results), key=_place)))


def _place(violation: Violation) -> tuple[str, str, str]:
    return violation.node, violation.path or "", violation.value or ""


def _violations(results: rdflib.Graph) -> Iterable[Violation]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        yield Violation(
            str(results.value(result, SH.focusNode)),
            None if path is None else str(path),
            None if value is None else str(value),
            "; ".join(sorted(str(message) for message in results.objects(result, SH.resultMessage))),
        )


def _parsed(data: bytes, format_: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format=format_)


@cache
def _shapes() -> rdflib.Graph:
    return _parsed(ontology.path("shapes.ttl").read_bytes(), "turtle")


@cache
def _vocabulary() -> rdflib.Graph:
    whole = rdflib.Graph()
    for name in ontology.VOCABULARY:
        whole.parse(data=ontology.path(name).read_bytes(), format="turtle")
    return whole
