"""The ontology and what is written by it hold together under OWL 2 RL: nothing belongs to two disjoint classes."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pyoxigraph
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, URIRef

import ontology
from graph.case import read_case
from graph.rdf import quads, vocabulary_quads
from graph.resolve import resolve
from ontology.terms import PREFIXES

pytestmark = pytest.mark.slow  # the closure of a whole graph

BASE = "https://graph.example/"
GOLD = Path(__file__).parents[1] / "gold"
PGO = rdflib.Namespace(PREFIXES["pgo"])
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # by what owlrl reports a contradiction


def with_vocabulary(case: Path) -> rdflib.Graph:
    document, record = read_case(case)
    everything = [*quads(document, record, resolve(document, record), BASE), *vocabulary_quads(BASE)]
    triples = pyoxigraph.serialize((q.triple for q in everything), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=triples or b"", format="nt")


def contradictions(data: rdflib.Graph) -> list[str]:
    """What contradicts itself in the OWL RL closure; the graph is closed in place."""
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(data)
    return sorted(str(message) for message in data.objects(None, ERROR))


@pytest.fixture
def alone() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology.path("policygraph.ttl"))


@pytest.fixture
def seed() -> rdflib.Graph:
    return with_vocabulary(GOLD / "dev" / "chicago-seed.json")


def test_the_closure_of_ontology_and_seed_graph_has_no_contradiction(seed: rdflib.Graph) -> None:
    assert contradictions(seed) == []


def test_superclasses_are_derived(seed: rdflib.Graph) -> None:
    contradictions(seed)
    johnson = URIRef(f"{BASE}id/person/brandon-johnson-mayor-of-chicago")
    foaf, org = PREFIXES["foaf"], PREFIXES["org"]
    assert (johnson, RDF.type, PGO.Actor) in seed
    assert (johnson, RDF.type, URIRef(f"{foaf}Person")) in seed
    assert (johnson, URIRef(f"{org}holds"), URIRef(f"{BASE}id/office/mayor-of-chicago")) in seed


@pytest.mark.parametrize(
    ("first", "second"),
    [("Person", "Place"), ("Order", "Policy"), ("Requirement", "Prohibition"), ("Statement", "Event")],
)
def test_a_planted_contradiction_is_found(alone: rdflib.Graph, first: str, second: str) -> None:
    both = URIRef(f"{BASE}id/impossible")
    alone.add((both, RDF.type, PGO[first]))
    alone.add((both, RDF.type, PGO[second]))
    assert any(str(both) in found for found in contradictions(alone))


def test_a_planted_contradiction_is_not_there_before(alone: rdflib.Graph) -> None:
    assert contradictions(alone) == []


def test_a_fact_that_breaks_a_domain_is_found(seed: rdflib.Graph) -> None:
    seed.add(
        (URIRef(f"{BASE}id/place/4887398"), PGO.issuedBy, URIRef(f"{BASE}id/person/brandon-johnson-mayor-of-chicago"))
    )
    assert contradictions(seed) != []  # only orders are issued, and a place is no order


def test_every_class_that_is_written_is_disjoint_with_the_others() -> None:
    vocabulary = rdflib.Graph().parse(ontology.path("policygraph.ttl"))
    tops = [
        PGO[n] for n in ("Person", "Agency", "Organization", "Group", "Place", "Norm", "Office", "Document", "Evidence")
    ]
    tops += [PGO[n] for n in ("Tenure", "Provision", "Statement", "Event", "Extraction")]
    above = {t: set(vocabulary.transitive_objects(t, RDFS.subClassOf)) for t in tops}
    apart = {(a, b) for a, b in vocabulary.subject_objects(OWL.disjointWith)}
    together = [
        (a, b)
        for a in tops
        for b in tops
        if a < b and not any((x, y) in apart or (y, x) in apart for x in above[a] for y in above[b])
    ]
    assert together == []


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted((GOLD / "dev").glob("*.json")), ids=lambda path: path.stem)
def test_no_case_contradicts_the_ontology(case: Path) -> None:
    assert contradictions(with_vocabulary(case)) == []
