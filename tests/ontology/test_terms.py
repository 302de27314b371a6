"""The ontology's files say what they promise, and code and ontology name the same things."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, RDFS, SKOS, BNode, URIRef

import ontology
from graph.model import EventStatus, EventType, Predicate, ProvisionKind
from ontology import terms

NAMESPACE = terms.PREFIXES["pgo"]
PGO = rdflib.Namespace(NAMESPACE)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
SOURCES = [
    p for top in ("graph", "api", "ontology") for p in Path(ontology.__file__).parents[1].joinpath(top).rglob("*.py")
]


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology.path("policygraph.ttl"))


def declared(vocabulary: rdflib.Graph) -> set[URIRef]:
    return {s for s in vocabulary.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(NAMESPACE)}


def written_by_code() -> dict[str, str]:
    """The names of `PGO` with the local names of their IRIs; Python keeps "from" to itself, so it is `from_` there."""
    return {
        name.rstrip("_"): term.value.removeprefix(NAMESPACE)
        for name, term in vars(terms.PGO).items()
        if isinstance(term, NamedNode)
    }


@pytest.mark.parametrize("name", ["policygraph.ttl", "shapes.ttl", "plover.ttl", "topics.ttl"])
def test_every_file_parses_with_rdflib(name: str) -> None:
    assert len(rdflib.Graph().parse(ontology.path(name))) > 0


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.ttl"):
        ontology.path("nothing.ttl")


@pytest.mark.parametrize("name", ontology.VOCABULARY)
def test_what_is_loaded_into_stores_has_no_blank_nodes(name: str) -> None:
    found = rdflib.Graph().parse(ontology.path(name))
    assert [t for t in found if isinstance(t[0], BNode) or isinstance(t[2], BNode)] == []


def test_every_name_in_terms_is_its_own_local_name() -> None:
    assert {name: local for name, local in written_by_code().items() if name != local} == {}


def test_every_term_that_code_writes_is_declared(vocabulary: rdflib.Graph) -> None:
    assert set(written_by_code()) - {t.removeprefix(NAMESPACE) for t in declared(vocabulary)} == set()


def test_every_declared_term_is_written_by_code_or_said_to_be_for_users(vocabulary: rdflib.Graph) -> None:
    for_users = {t for t in vocabulary.subjects(PGO.forUsers) if isinstance(t, URIRef)}
    written = {URIRef(NAMESPACE + local) for local in written_by_code().values()}
    assert declared(vocabulary) - written - for_users == set()
    assert written & for_users == set()


def test_every_constant_is_used_by_code_or_is_the_value_of_an_enumeration() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.name != "terms.py")
    code += ontology.path("instruments.toml").read_text(encoding="utf-8")
    enumerated = {str(member) for kind in (Predicate, EventStatus, ProvisionKind) for member in kind}
    named = {"Person", "Agency", "Organization", "Group", "Place", "Order", "Policy", "acting", "current"}
    unused = {
        name
        for name in written_by_code()
        if not re.search(rf"\bPGO\.{name}\b|\"{name}\"", code)
        and name not in enumerated | named | {"former", "candidate"}
    }
    assert unused == set()


def test_every_term_has_a_label_and_a_comment(vocabulary: rdflib.Graph) -> None:
    bare = {
        t
        for t in declared(vocabulary)
        if vocabulary.value(t, RDFS.label) is None or vocabulary.value(t, RDFS.comment) is None
    }
    assert bare == set()


def test_every_property_has_a_domain_and_a_range_that_are_declared(vocabulary: rdflib.Graph) -> None:
    known = declared(vocabulary)
    broken = set()
    for property_ in {p for kind in PROPERTIES for p in vocabulary.subjects(RDF.type, kind)}:
        domain, range_ = vocabulary.value(property_, RDFS.domain), vocabulary.value(property_, RDFS.range)
        free = property_ in (PGO.time, PGO.due)  # a day, or words or a duration: no datatype covers both
        if domain not in known or (range_ is None and not free):
            broken.add(property_)
        if isinstance(range_, URIRef) and range_.startswith(NAMESPACE) and range_ not in known:
            broken.add(property_)
    assert broken == set()


@pytest.mark.parametrize("prefix", ["prov", "org", "schema", "eli", "odrl", "sem", "skos", "oa", "foaf", "gn"])
def test_the_ontology_is_aligned_with(prefix: str, vocabulary: rdflib.Graph) -> None:
    alignments = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
    assert [o for p in alignments for o in vocabulary.objects(None, p) if str(o).startswith(terms.PREFIXES[prefix])]


def test_plover_has_the_sixteen_types_each_in_one_quad_category() -> None:
    plover = rdflib.Graph().parse(ontology.path("plover.ttl"))
    ns = rdflib.Namespace(terms.PLOVER)
    quads = {ns[f"{kind}-{tone}"] for kind in ("verbal", "material") for tone in ("cooperation", "conflict")}
    types = {t: list(plover.objects(t, SKOS.broader)) for q in quads for t in plover.subjects(SKOS.broader, q)}
    assert {t.removeprefix(terms.PLOVER) for t in types} == {e.value for e in EventType}
    assert all(len(broader) == 1 for broader in types.values())


def test_every_plover_concept_is_labelled_and_defined_and_leads_to_a_top() -> None:
    plover = rdflib.Graph().parse(ontology.path("plover.ttl"))
    tops = set(plover.subjects(SKOS.topConceptOf))
    for concept in plover.subjects(RDF.type, SKOS.Concept):
        assert len(list(plover.objects(concept, SKOS.prefLabel))) == 1
        assert len(list(plover.objects(concept, SKOS.definition))) == 1
        assert tops & set(plover.transitive_objects(concept, SKOS.broader))


def test_topics_are_the_21_major_topics_by_code() -> None:
    topics = rdflib.Graph().parse(ontology.path("topics.ttl"))
    codes = {int(str(topics.value(t, SKOS.notation))) for t in topics.subjects(RDF.type, PGO.Topic)}
    assert codes == set(range(1, 24)) - {11, 22}
    assert all(
        t == URIRef(terms.TOPICS + str(topics.value(t, SKOS.notation))) for t in topics.subjects(RDF.type, PGO.Topic)
    )


def test_the_json_ld_context_names_every_class_and_property_with_its_type(vocabulary: rdflib.Graph) -> None:
    context = json.loads(ontology.path("context.jsonld").read_text(encoding="utf-8"))["@context"]
    expected: dict[str, object] = {}
    for class_ in vocabulary.subjects(RDF.type, OWL.Class):
        expected[str(class_).removeprefix(NAMESPACE)] = "pgo:" + str(class_).removeprefix(NAMESPACE)
    for property_ in vocabulary.subjects(RDF.type, OWL.ObjectProperty):
        name = str(property_).removeprefix(NAMESPACE)
        expected[name] = {"@id": f"pgo:{name}", "@type": "@id"}
    for property_ in vocabulary.subjects(RDF.type, OWL.DatatypeProperty):
        name, range_ = str(property_).removeprefix(NAMESPACE), vocabulary.value(property_, RDFS.range)
        typed = None if range_ is None or range_.endswith("#string") else str(range_).rpartition("#")[2]
        expected[name] = {"@id": f"pgo:{name}", "@type": f"xsd:{typed}"} if typed else f"pgo:{name}"
    assert {name: context.get(name) for name in expected} == expected
    assert {prefix: context.get(prefix) for prefix in terms.PREFIXES} == terms.PREFIXES


def test_the_json_ld_context_fetches_nothing() -> None:
    context = json.loads(ontology.path("context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert isinstance(context, dict)
    assert "@import" not in context
