"""The network on the wire, and from the domain to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api import links, outgoing
from api.wire import EntityRef, FactOut, Listing, Wire
from graph.facts import called
from graph.network import Cell, Codirected, Community, Link, Neighbour, Neighbourhood, Ranked, Reached, Span, Tie
from graph.projection import Node


class NodeOut(EntityRef):
    """A thing of the network with its type; null where nothing says of what type it is."""

    type: str | None


class CitedOut(Wire):
    """A fact, by its IRI and where it is shown, with its evidence; `day` is the event's own, else the document's."""

    fact: str
    href: str
    evidence: str
    evidence_href: str
    day: str | None


class NeighbourOut(NodeOut):
    """What a thing is tied to by one predicate: by how many facts, and whether these lead `out` or `in`."""

    predicate: str
    direction: str
    count: int


class NeighboursOut(Listing[NeighbourOut]):
    """The neighbours of what `of` was taken to mean."""

    of: list[NodeOut]


class ReachedOut(NodeOut):
    """A thing of a neighbourhood: how many steps away, how many facts tie it to others in it, and to how many things
    any facts tie it, in it or not."""

    hops: int
    facts: int
    neighbours: int


class LinkOut(Wire):
    """The facts by one predicate that lead from one thing (IRI) to another: how many, and the latest. `standings` count
    them by how they are told, the surest first: asserted, claimed (by a speaker), planned, threatened, hypothetical,
    negated."""

    source: str
    target: str
    predicate: str
    count: int
    standings: dict[str, int]
    latest: CitedOut


class NeighbourhoodOut(Wire):
    """Things around what `of` was taken to mean, the nearest first, and the links between all of them. Not `complete`
    where there are more within so many steps: those that the most facts tie are here then."""

    of: list[NodeOut]
    nodes: list[ReachedOut]
    links: list[LinkOut]
    complete: bool


class RankedOut(NodeOut):
    """A thing with its score."""

    score: float


class RankingOut(Listing[RankedOut]):
    """Things by a measure, the highest first. `pivots`: from how many of all the `things` it was computed, drawn by
    chance and always the same of one graph; null: from all."""

    measure: str
    things: int
    pivots: int | None


class CommunityOut(Wire):
    """Things that facts tie more to one another than to others: how many, those of the most facts first; how many
    facts tie them to one another, and to things outside."""

    size: int
    things: list[NodeOut]
    within: int
    outward: int


class CommunitiesOut(Listing[CommunityOut]):
    """Communities, the largest first: how many there are, and how far they are from chance (modularity, up to 1)."""

    communities: int
    modularity: float


class CellOut(Wire):
    """The conflicts of a row's party against a column's (IRIs): how many facts, by topic, by period, and by how; the
    latest of them. A fact may have several topics or none; what is of no known day is in no period."""

    row: str
    column: str
    count: int
    topics: dict[str, int]
    periods: dict[str, int]
    predicates: dict[str, int]
    latest: list[CitedOut]


class MatrixOut(Wire):
    """Who is against whom, most facts first; `complete` where nobody was left out."""

    by: str
    rows: list[NodeOut]
    columns: list[NodeOut]
    cells: list[CellOut]
    complete: bool


class SpanOut(Wire):
    """A period (2025-10, 2025-W41 …): how many facts, by predicate."""

    period: str
    count: int
    predicates: dict[str, int]


class TimelineOut(Listing[FactOut]):
    """What a thing takes part in: counts by period, in the order of time, and the facts, the latest first. `undated`
    counts those of no known day."""

    of: list[NodeOut]
    by: str
    periods: list[SpanOut]
    undated: int


class SharedOut(Wire):
    """An order that directs both, and the latest fact that says so of each."""

    order: EntityRef
    one: CitedOut
    other: CitedOut


class CodirectedOut(Wire):
    """Two who are directed by the same orders."""

    one: NodeOut
    other: NodeOut
    count: int
    orders: list[SharedOut]


def node(base_iri: str, found: Node) -> NodeOut:
    """A thing."""
    return NodeOut(**_reference(base_iri, found))


def nodes(base_iri: str, found: Iterable[Node]) -> list[NodeOut]:
    """Things."""
    return [node(base_iri, one) for one in found]


def neighbour(base_iri: str, found: Neighbour) -> NeighbourOut:
    """A neighbour."""
    return NeighbourOut(
        **_reference(base_iri, found), predicate=found.predicate, direction=found.direction, count=found.count
    )


def reached(base_iri: str, found: Reached) -> ReachedOut:
    """A thing of a neighbourhood."""
    return ReachedOut(
        **_reference(base_iri, found.node), hops=found.hops, facts=found.facts, neighbours=found.neighbours
    )


def neighbourhood(base_iri: str, of: Iterable[Node], found: Neighbourhood) -> NeighbourhoodOut:
    """What is around things."""
    return NeighbourhoodOut(
        of=nodes(base_iri, of),
        nodes=[reached(base_iri, one) for one in found.things],
        links=[link(base_iri, one) for one in found.links],
        complete=found.complete,
    )


def link(base_iri: str, found: Link) -> LinkOut:
    """The facts between two things."""
    return LinkOut(
        source=found.source,
        target=found.target,
        predicate=found.predicate,
        count=found.count,
        standings={standing.value: count for standing, count in found.standings.items()},
        latest=cited(base_iri, found.latest),
    )


def ranked(base_iri: str, found: Ranked) -> RankedOut:
    """A thing with its score."""
    return RankedOut(**_reference(base_iri, found), score=found.score)


def community(base_iri: str, found: Community, most: int) -> CommunityOut:
    """A community, with so many of its things."""
    return CommunityOut(
        size=len(found.things),
        things=nodes(base_iri, found.things[:most]),
        within=found.within,
        outward=found.outward,
    )


def cell(base_iri: str, found: Cell) -> CellOut:
    """Conflicts of two parties; topics by their names."""
    return CellOut(
        row=found.row,
        column=found.column,
        count=found.count,
        topics={called(topic): count for topic, count in found.topics.items()},
        periods=dict(found.periods),
        predicates=dict(found.predicates),
        latest=[cited(base_iri, tie) for tie in found.latest],
    )


def span(found: Span) -> SpanOut:
    """A period."""
    return SpanOut(period=found.period, count=found.count, predicates=dict(found.predicates))


def codirected(base_iri: str, found: Codirected) -> CodirectedOut:
    """Two who are directed by the same orders."""
    shared = [
        SharedOut(
            order=outgoing.reference(base_iri, one.order),
            one=cited(base_iri, one.one),
            other=cited(base_iri, one.other),
        )
        for one in found.orders
    ]
    return CodirectedOut(
        one=node(base_iri, found.one), other=node(base_iri, found.other), count=len(shared), orders=shared
    )


def cited(base_iri: str, tie: Tie) -> CitedOut:
    """A fact with its evidence."""
    return CitedOut(
        fact=tie.fact,
        href=links.fact_page(base_iri, tie.fact),
        evidence=tie.evidence,
        evidence_href=links.page_of_iri(base_iri, tie.evidence),
        day=tie.day,
    )


def _reference(base_iri: str, found: Node | Neighbour | Ranked) -> dict[str, Any]:
    return {**dict(outgoing.reference(base_iri, found)), "type": found.type}
