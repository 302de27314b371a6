"""Details: what a document states of an order's form, as triples of the order, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.model import OrderDetails, Particular
from graph.nodes import day, text
from graph.sheet import Sheet
from ontology.terms import DCTERMS, PGO

_DAYS = (PGO.dateSigned, PGO.dateEffective, PGO.dateExpiring)


def write_details(sheet: Sheet, details: OrderDetails) -> None:
    """Number, title and days on the document's sheet; a day that is none of the calendar is left out."""
    order, key = sheet.nodes.entity(details.order), sheet.nodes.key(details.order)
    for predicate, told in _particulars(details):
        value = day(told.value) if predicate in _DAYS else text(told.value)
        if value is None:
            continue
        span = (told.evidence.start, told.evidence.end)
        node = sheet.nodes.fact("fact", span, predicate.value, key, told.value)
        sheet.add(order, predicate, value)
        sheet.reify(node, order, predicate, value)
        sheet.grounds(node, told.evidence, told.confidence)


def _particulars(details: OrderDetails) -> Iterator[tuple[NamedNode, Particular]]:
    told = (details.number, details.title, details.signed, details.effective, details.expires)
    for predicate, particular in zip((PGO.number, DCTERMS.title, *_DAYS), told, strict=True):
        if particular is not None:
            yield predicate, particular
