"""What queries can speak of: classes, properties and prefixes, for whoever completes what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from fastapi import APIRouter

from api.deps import ServiceDep
from api.wire import Wire
from ontology.terms import OWL, PREFIXES, RDF, RDFS

router = APIRouter(tags=["queries"])


class TermOut(Wire):
    """A class or property: `name` with its prefix, or the IRI again where it has none. `count`: how many things are of
    the class, or how many triples have the property; 0 if the graph does not use it. Those of other vocabularies have
    no label and no comment."""

    iri: str
    name: str
    label: str | None
    comment: str | None
    count: int


class TermsOut(Wire):
    """What queries can speak of, the most used first; namespaces by their prefixes."""

    prefixes: dict[str, str]
    classes: list[TermOut]
    properties: list[TermOut]


@router.get("/sparql/terms", summary="What queries can speak of", response_model=TermsOut)
def terms(service: ServiceDep) -> TermsOut:
    """The classes and properties of our vocabulary, and those of others that the graph uses, with how often it does."""
    used = service.extent.of(service.store)
    classes, properties = _declared(OWL.Class), _declared(OWL.ObjectProperty, OWL.DatatypeProperty)
    return TermsOut(
        prefixes=PREFIXES,
        classes=_terms(used.classes, classes),
        properties=_terms(used.properties, properties),
    )


def _terms(used: Iterable[tuple[ox.NamedNode, int]], declared: list[ox.NamedNode]) -> list[TermOut]:
    counts = dict.fromkeys(declared, 0) | dict(used)
    return [_term(term, count) for term, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].value))]


def _term(term: ox.NamedNode, count: int) -> TermOut:
    label, comment = (_told(term, of) for of in (RDFS.label, RDFS.comment))
    return TermOut(iri=term.value, name=_named(term.value), label=label, comment=comment, count=count)


def _named(iri: str) -> str:
    fits = [(name, space) for name, space in PREFIXES.items() if iri.startswith(space)]
    name, space = max(fits, key=lambda pair: len(pair[1]), default=("", ""))
    return f"{name}:{iri.removeprefix(space)}" if name else iri


@cache
def _vocabulary() -> ox.Dataset:
    text = (files("ontology") / "policygraph.ttl").read_text(encoding="utf-8")
    return ox.Dataset(ox.parse(text, format=ox.RdfFormat.TURTLE))


def _declared(*types: ox.NamedNode) -> list[ox.NamedNode]:
    found = (quad.subject for of in types for quad in _vocabulary().quads_for_object(of) if quad.predicate == RDF.type)
    return [term for term in found if isinstance(term, ox.NamedNode)]


def _told(term: ox.NamedNode, of: ox.NamedNode) -> str | None:
    found = (quad.object for quad in _vocabulary().quads_for_subject(term) if quad.predicate == of)
    return next((one.value for one in found if isinstance(one, ox.Literal)), None)
