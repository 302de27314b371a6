"""The graph as a network: things as nodes, facts between two things as edges, each dated and with its evidence.

    >>> for edge in edges(store):
    ...     print(edge.source, edge.predicate, edge.target, edge.date, edge.evidence)

Nothing is held in memory: nodes and edges come as the store finds them. An event is an edge from its actor to its
recipient and one to its place; where it has no actor, one from its recipient to its place. Facts about one thing
alone (a provision without a bearer, a statement about nothing named) are no edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad

from graph.facts import FAMILIES, Fact, Thing, called, facts, fullness, local_name
from graph.naming import CLASSES
from graph.queries import select
from ontology.terms import PGO, RDF, RDFS

if TYPE_CHECKING:
    import networkx as nx

    from graph.store import Store

TYPES = CLASSES | {"Office": PGO.Office}


@dataclass(frozen=True, slots=True)
class Node:
    """A thing, named as most documents name it; `type` is a key of TYPES."""

    iri: str
    label: str
    type: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact between two things. `predicate` is a predicate, a kind of provision, `says`, or a PLOVER type.

    `role` is what the target is to the fact: object, bearer, about, recipient, place. `date` is the document's,
    `time` the event's own, `quantity` how many or how much it tells. `char_start` and `char_end` count code points of
    the document; `evidence` names the span.
    """

    source: str
    target: str
    predicate: str
    family: str
    role: str
    status: str | None = None
    stance: str | None = None
    date: str | None = None
    time: str | None = None
    quantity: str | None = None
    claim: str | None = None
    confidence: float | None = None
    document: str | None = None
    title: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    text: str | None = None
    evidence: str | None = None
    fact: str | None = None


def nodes(store: Store) -> Iterator[Node]:
    """Every thing once for each of its types, type by type, sorted by IRI."""
    for name, node in TYPES.items():
        for iri, rows in groupby(select(store, "nodes", {"type": [node]}), key=lambda row: row["entity"].value):
            yield Node(iri, next(rows)["entityLabel"].value, name)


def topic_nodes(store: Store) -> Iterator[Node]:
    """The topics that orders are about."""
    for iri in sorted({edge.target for edge in edges(store, ["topic"])}):
        yield Node(iri, called(iri), "Topic")


def edges(store: Store, families: Iterable[str] = FAMILIES) -> Iterator[Edge]:
    """Every fact between two things, once for each pair."""
    for fact in facts(store, families=families):
        yield from edges_of(fact)


_ROLES = {"relation": "object", "topic": "object", "provision": "bearer", "statement": "about", "event": "recipient"}


def edges_of(fact: Fact) -> Iterator[Edge]:
    """The edges that one fact makes: none, one or two. A document is no thing, and its topics are no edges."""
    if fact.subject and fact.object and fact.subject.iri != fact.citation.document:
        yield _edge(fact, fact.subject, fact.object, _ROLES[fact.family])
    if fact.place and (end := fact.subject or fact.object):
        yield _edge(fact, end, fact.place, "place")


def _edge(fact: Fact, source: Thing, target: Thing, role: str) -> Edge:
    cited = fact.citation
    return Edge(
        source=source.iri,
        target=target.iri,
        predicate=fact.predicate,
        family=fact.family,
        role=role,
        status=fact.status,
        stance=fact.stance,
        date=cited.date,
        time=fact.time,
        quantity=fact.quantity,
        claim=fact.claim,
        confidence=fact.confidence,
        document=cited.document,
        title=cited.title,
        char_start=cited.start,
        char_end=cited.end,
        text=cited.text,
        evidence=cited.iri,
        fact=fact.iri,
    )


def plain_nodes(quads: Iterable[Quad]) -> Iterator[Node]:
    """Any RDF's subjects and objects (but classes), for the triples of a CONSTRUCT, which may be of any shape."""
    found: dict[str, dict[str, str]] = {}
    for quad in quads:
        known = found.setdefault(_name(quad.subject), {})
        if quad.predicate == RDF.type:
            known["type"] = min(known.get("type", "\U0010ffff"), local_name(_name(quad.object)))
        elif quad.predicate == RDFS.label and isinstance(quad.object, Literal):
            known["label"] = max(known.get("label", ""), quad.object.value, key=fullness)
        elif not isinstance(quad.object, Literal):
            found.setdefault(_name(quad.object), {})
    for iri, known in sorted(found.items()):
        yield Node(iri, known.get("label", local_name(iri)), known.get("type"))


def plain_edges(quads: Iterable[Quad]) -> Iterator[Edge]:
    """Any RDF's triples between two things, but for types; predicates by their whole IRI where not ours."""
    for quad in quads:
        if quad.predicate != RDF.type and not isinstance(quad.object, Literal):
            yield Edge(_name(quad.subject), _name(quad.object), plain_predicate(quad.predicate), "triple", "object")


def plain_predicate(predicate: NamedNode) -> str:
    """Our own predicates by their short name, all others by their IRI."""
    ours = PGO.order.value.removesuffix("order")
    return predicate.value.removeprefix(ours)


def _name(term: object) -> str:
    """An IRI as it is, a blank node as `_:label`, anything else as RDF writes it."""
    return term.value if isinstance(term, NamedNode) else str(term)


def to_networkx(nodes: Iterable[Node], edges: Iterable[Edge]) -> nx.MultiDiGraph[str]:
    """A MultiDiGraph of nodes and edges; what is unknown (None) is left out, as the export formats want it."""
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        network.add_node(node.iri, **_known(node, {"iri"}))
    for edge in edges:
        for end in (edge.source, edge.target):
            if end not in network:
                network.add_node(end, label=local_name(end))
        network.add_edge(edge.source, edge.target, **_known(edge, {"source", "target"}))
    return network


def _known(item: Node | Edge, without: set[str]) -> dict[str, Any]:
    return {name: value for name, value in asdict(item).items() if value is not None and name not in without}
