"""Quads of an order's timeline, in the graph of what is inferred of its status. Pure.

<base id/status/{order}.2025-10-09.blocked>  a pgo:OrderStatus ; rdfs:label "blocked, 2025-10-09 to 2025-10-19" ;
    pgo:statusOf <order> ; pgo:orderStatus pgo:blocked ;
    pgo:from "2025-10-09"^^xsd:date ; pgo:until "2025-10-19"^^xsd:date ? ;       (its first and its last day)
    pgo:fromOrBefore true ? ;                             (the documents do not tell the day: it is theirs)
    prov:wasDerivedFrom <fact> + ; pgo:evidence <document#char=…> + ;             (who says so, and where)
    pgo:contradictedBy <fact> * .                         (what other documents tell that does not fit)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple

from graph.nodes import TRUE, day, text
from graph.status.told import Period, Status
from ontology.terms import PGO, PROV, RDF, RDFS

LABELS = {
    Status.PENDING: "pending",
    Status.IN_FORCE: "in force",
    Status.AMENDED: "in force as amended",
    Status.BLOCKED_IN_PART: "blocked in part",
    Status.STAYED: "stayed",
    Status.BLOCKED: "blocked",
    Status.STRUCK_DOWN: "struck down",
    Status.EXPIRED: "expired",
    Status.REVOKED: "revoked",
    Status.SUPERSEDED: "superseded",
}


def describe(order: str, periods: Iterable[Period], base_iri: str) -> Iterator[Triple]:
    """The triples of each period of an order (an IRI)."""
    tail = order.removeprefix(f"{base_iri}id/").removeprefix("order/")
    for period in periods:
        node = NamedNode(f"{base_iri}id/status/{tail}.{period.first.isoformat()}.{period.status}")
        yield Triple(node, RDF.type, PGO.OrderStatus)
        yield Triple(node, RDFS.label, text(_label(period)))
        yield Triple(node, PGO.statusOf, NamedNode(order))
        yield Triple(node, PGO.orderStatus, getattr(PGO, period.status.value))
        yield Triple(node, PGO.from_, _date(period.first))
        if period.last is not None:
            yield Triple(node, PGO.until, _date(period.last))
        if not period.exact:
            yield Triple(node, PGO.fromOrBefore, TRUE)
        for told in period.grounds:
            yield Triple(node, PROV.wasDerivedFrom, NamedNode(told.fact))
            yield Triple(node, PGO.evidence, NamedNode(told.evidence))
        for told in period.against:
            yield Triple(node, PGO.contradictedBy, NamedNode(told.fact))


def _label(period: Period) -> str:
    last = f" to {period.last.isoformat()}" if period.last else ""
    return f"{LABELS[period.status]}, {'' if period.exact else 'at the latest '}from {period.first.isoformat()}{last}"


def _date(value: date) -> Literal:
    found = day(value.isoformat())
    assert found is not None
    return found
