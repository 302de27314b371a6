"""Details: what a document states of an order's form, as triples of the order, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from graph.case import PARTICULARS
from graph.model import OrderDetails, Particular
from graph.nodes import day, text
from graph.sheet import Sheet
from ontology.terms import DCTERMS, PGO

_DAYS = (PGO.dateSigned, PGO.dateEffective, PGO.dateExpiring)
PREDICATES = dict(zip(PARTICULARS, (PGO.number, DCTERMS.title, *_DAYS), strict=True))


def write_details(sheet: Sheet, details: OrderDetails) -> None:
    """Number, title and days on the document's sheet, and that it holds the order's own words where it does; a day that
    is none of the calendar is left out."""
    order = sheet.nodes.entity(details.order)
    sheet.add(sheet.graph, PGO.textOf, order if details.authority or details.recitals else None)
    for predicate, told in _particulars(details):
        value = day(told.value) if predicate in _DAYS else text(told.value)
        if value is None:
            continue
        node = sheet.nodes.detail(details.order, predicate, told)
        sheet.add(order, predicate, value)
        sheet.reify(node, order, predicate, value)
        sheet.grounds(node, told.evidence, told.confidence)


def _particulars(details: OrderDetails) -> Iterator[tuple[NamedNode, Particular]]:
    for name, predicate in PREDICATES.items():
        if (particular := getattr(details, name)) is not None:
            yield predicate, particular
