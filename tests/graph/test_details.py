"""What a document states of an order's form, in the graph."""

from __future__ import annotations

from pyoxigraph import Quad

from graph.model import Document, Entity, EntityType, Evidence, OrderDetails, Particular, Provenance, Record
from graph.rdf import quads
from graph.resolve import resolve
from graph.shapes import validate
from ontology.terms import DCTERMS, PGO, RDF

TEXT = "EXECUTIVE ORDER NO. 20I on bridges, signed May 4, 2021, binds from May 5, 2021 to June 5, 2021."
BASE = "https://example.org/"


def at(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start, start + len(words), words)


def told(value: str, words: str) -> Particular:
    return Particular(value, at(words), 0.9)


def written(details: OrderDetails) -> tuple[Document, list[Quad]]:
    document = Document(TEXT)
    order = Entity("e1", EntityType.ORDER, "Executive Order No. 20I", (at("EXECUTIVE ORDER NO. 20I"),))
    record = Record(document.id, Provenance("rules", "1", "none"), entities=(order,), orders=(details,))
    return document, list(quads(document, record, resolve(document, record), BASE))


DETAILS = OrderDetails(
    "e1",
    number=told("201", "20I"),
    title=told("on bridges", "on bridges"),
    signed=told("2021-05-04", "May 4, 2021"),
    effective=told("2021-05-05", "May 5, 2021"),
    expires=told("2021-06-05", "June 5, 2021"),
)


def test_an_orders_details_are_triples_of_the_order() -> None:
    _, found = written(DETAILS)
    wanted = [PGO.number, DCTERMS.title, PGO.dateSigned, PGO.dateEffective, PGO.dateExpiring]
    expected = ["201", "on bridges", "2021-05-04", "2021-05-05", "2021-06-05"]
    orders = {q.subject for q in found if q.object == PGO.Order}
    values = {q.predicate: q.object.value for q in found if q.subject in orders and q.predicate in wanted}
    assert [values[predicate] for predicate in wanted] == expected


def test_each_detail_carries_the_span_that_states_it() -> None:
    document, found = written(DETAILS)
    facts = {q.subject for q in found if q.predicate == RDF.predicate and q.object != PGO.topic}
    evidence = {q.object.value.rpartition("=")[2] for q in found if q.subject in facts and q.predicate == PGO.evidence}
    spans = sorted(tuple(map(int, span.split(","))) for span in evidence)
    assert [document.text[start:end] for start, end in spans] == [
        "20I",
        "on bridges",
        "May 4, 2021",
        "May 5, 2021",
        "June 5, 2021",
    ]


def test_a_graph_with_details_fits_the_shapes() -> None:
    assert validate(written(DETAILS)[1]).conforms


def test_a_day_that_is_none_is_left_out() -> None:
    _, found = written(OrderDetails("e1", signed=told("2021-02-30", "May 4, 2021")))
    assert [q for q in found if q.predicate == PGO.dateSigned] == []


def test_without_a_stated_number_the_name_tells_it() -> None:
    document = Document(TEXT)
    order = Entity("e1", EntityType.ORDER, "Executive Order No. 20", (at("EXECUTIVE ORDER NO. 20I"),))
    record = Record(document.id, Provenance("rules", "1", "none"), entities=(order,))
    found = quads(document, record, resolve(document, record), BASE)
    assert [q.object.value for q in found if q.predicate == PGO.number] == ["20"]
