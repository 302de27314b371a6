"""What queries can speak of: classes, properties and prefixes, for whoever completes what is typed."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter
from pyoxigraph import NamedNode

from api.deps import ServiceDep
from api.wire import Wire
from ontology.terms import PREFIXES
from ontology.vocabulary import Term, prefixed, vocabulary

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
    ours = vocabulary("policygraph")
    return TermsOut(
        prefixes=PREFIXES,
        classes=_terms(used.classes, ours.of_kind("owl:Class")),
        properties=_terms(used.properties, ours.of_kind("owl:ObjectProperty", "owl:DatatypeProperty")),
    )


def _terms(used: Iterable[tuple[NamedNode, int]], declared: Iterable[Term]) -> list[TermOut]:
    ours = {term.iri: term for term in declared}
    counts = dict.fromkeys(ours, 0) | {node.value: count for node, count in used}
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [_term(iri, ours.get(iri), count) for iri, count in ranked]


def _term(iri: str, term: Term | None, count: int) -> TermOut:
    label, comment = (term.label, term.comment) if term else (None, None)
    return TermOut(iri=iri, name=prefixed(iri), label=label, comment=comment, count=count)
