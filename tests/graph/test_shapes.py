"""Everything that is written conforms to the shapes, and what does not is found and named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.case import read_case
from graph.rdf import quads
from graph.resolve import resolve
from graph.shapes import Report, validate
from ontology.terms import OA, PGO, PLOVER, PROV, RDF, RDFS

BASE = "https://graph.example/"
GOLD = Path(__file__).parents[1] / "gold"


def of_case(path: Path) -> list[Quad]:
    document, record = read_case(path)
    return list(quads(document, record, resolve(document, record), BASE, "2026-11-26T20:00:00+00:00"))


@pytest.fixture(scope="module")
def seed() -> list[Quad]:
    return of_case(GOLD / "dev" / "chicago-seed.json")


@pytest.mark.parametrize("case", sorted((GOLD / "dev").glob("*.json")), ids=lambda path: path.stem)
def test_what_is_written_of_a_case_conforms(case: Path) -> None:
    report = validate(of_case(case))
    assert (report.conforms, report.results) == (True, ()), report.text


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted((GOLD / "train").glob("*.json")), ids=lambda path: path.stem)
def test_what_is_written_of_a_training_case_conforms(case: Path) -> None:
    report = validate(of_case(case))
    assert (report.conforms, report.results) == (True, ()), report.text


def test_nothing_conforms() -> None:
    assert validate([]).conforms


Change = Callable[[Quad], Quad | None]


def changed(data: list[Quad], class_: NamedNode, predicate: NamedNode, change: Change) -> tuple[str, list[Quad]]:
    """The first subject of a class that has the property, and the quads with its value changed (None takes it out)."""
    instances = {q.subject for q in data if q.predicate == RDF.type and q.object == class_}
    hit = next(q for q in data if q.subject in instances and q.predicate == predicate)
    kept = [q for q in data if q != hit]
    new = change(hit)
    return str(hit.subject.value), kept if new is None else [*kept, new]


def to(value: NamedNode | Literal) -> Change:
    return lambda quad: Quad(quad.subject, quad.predicate, value, quad.graph_name)


def without(_: Quad) -> None:
    return None


NOWHERE = NamedNode(f"{BASE}id/place/nowhere")


@pytest.mark.parametrize(
    ("class_", "predicate", "change"),
    [
        (PGO.Person, RDFS.label, without),
        (PGO.Person, PGO.mentionedIn, without),
        (PGO.Person, PGO.holdsOffice, to(NOWHERE)),
        (PGO.Order, PGO.appliesIn, to(Literal("Chicago"))),
        (PGO.Order, PGO.issuedBy, to(NOWHERE)),
        (PGO.Office, PGO.officeTitle, without),
        (PGO.Tenure, PGO.evidence, without),
        (PGO.Tenure, PGO.tenureStatus, to(PGO.actual)),
        (RDF.Statement, PGO.evidence, without),
        (RDF.Statement, PGO.confidence, to(Literal("high"))),
        (RDF.Statement, PGO.confidence, to(Literal(2))),
        (RDF.Statement, RDF.predicate, to(PGO.speaker)),
        (PGO.Provision, PGO.order, without),
        (PGO.Provision, PGO.evidence, without),
        (PGO.Provision, PGO.action, to(Literal(""))),
        (PGO.Provision, RDF.type, to(PGO.Event)),
        (PGO.Statement, PGO.speaker, without),
        (PGO.Statement, PGO.evidence, without),
        (PGO.Statement, PGO.direct, to(Literal("yes"))),
        (PGO.Event, PGO.status, to(PGO.former)),
        (PGO.Event, PGO.status, without),
        (PGO.Event, PGO.eventType, to(NamedNode(PLOVER + "GOSSIP"))),
        (PGO.Event, PGO.eventType, to(NamedNode(PLOVER + "COERCE-arrest"))),
        (PGO.Event, PGO.evidence, without),
        (PGO.Event, PGO.attributedTo, to(NOWHERE)),
        (PGO.Document, PGO.sha256, to(Literal("abc"))),
        (PGO.Evidence, OA.hasSource, without),
        (PGO.Evidence, OA.hasSelector, without),
        (OA.TextPositionSelector, OA.end, to(Literal(0))),
        (OA.TextQuoteSelector, OA.exact, without),
        (PGO.Extraction, PROV.used, without),
    ],
    ids=lambda value: value.value.rpartition("/")[2] if isinstance(value, NamedNode) else "",
)
def test_a_planted_error_is_found_at_its_node(
    seed: list[Quad], class_: NamedNode, predicate: NamedNode, change: Change
) -> None:
    node, broken = changed(seed, class_, predicate, change)
    report = validate(broken)
    assert not report.conforms
    assert node in {result.node for result in report.results}, report.text


@pytest.mark.parametrize(
    ("class_", "predicate", "value"),
    [
        (PGO.Person, PGO.number, Literal("7")),
        (PGO.Place, PGO.holdsOffice, NOWHERE),
        (PGO.Event, PGO.eventMode, NamedNode(PLOVER + "COERCE-dance")),
        (PGO.Event, PGO.eventMode, NamedNode(PLOVER + "AID-asylum")),
        (PGO.Event, PGO.actor, NOWHERE),
        (PGO.Provision, PGO.speaker, NOWHERE),
        (PGO.Statement, PGO.stance, PGO.current),
        (PGO.Evidence, RDFS.label, Literal("…")),
        (PGO.Document, NamedNode(f"{BASE}misspelt"), Literal("…")),
    ],
    ids=lambda value: value.value.rpartition("/")[2],
)
def test_what_does_not_belong_is_found(
    seed: list[Quad], class_: NamedNode, predicate: NamedNode, value: NamedNode | Literal
) -> None:
    first = next(q for q in seed if q.predicate == RDF.type and q.object == class_)
    report = validate([*seed, Quad(first.subject, predicate, value, first.graph_name)])
    assert not report.conforms
    assert str(first.subject.value) in {result.node for result in report.results}


def test_a_reified_fact_without_its_triple_is_found(seed: list[Quad]) -> None:
    _, broken = changed(seed, PGO.Order, PGO.issuedBy, without)
    report = validate(broken)
    assert [(r.message, r.value is not None) for r in report.results] == [
        ("an rdf:Statement without the triple that it speaks of", True)
    ]


def test_a_report_says_where_what_and_why(seed: list[Quad]) -> None:
    node, broken = changed(seed, PGO.Statement, PGO.speaker, without)
    report = validate(broken)
    assert isinstance(report, Report)
    assert [(r.node, r.path, r.value, r.message) for r in report.results] == [
        (node, PGO.speaker.value, None, "needs one speaker, who can speak")
    ]
    assert node in report.text
