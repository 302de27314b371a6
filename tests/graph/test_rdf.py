"""Records become quads of the shapes that graph/rdf.py promises; claims stay claims; IRIs stay where they are."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from graph.case import ANNOTATED, read_case
from graph.errors import ShapeError
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Predicate,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Resolution,
    Stance,
    Statement,
)
from graph.rdf import graph_iri, quads, vocabulary_quads
from graph.resolve import resolve
from graph.shapes import validate
from ontology.terms import PGO, PREFIXES, XSD

BASE = "https://graph.example/"
GOLD = Path(__file__).parents[1] / "gold"
SEED = GOLD / "dev" / "chicago-seed.json"
CASES = sorted((GOLD / "dev").glob("*.json"))
PROLOGUE = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

TEXT = (
    "Mayor Ann Lee of Rome, Georgia, told reporters that troops would raid the city. She ordered police to stay away."
)
LEE, ROME, TROOPS, POLICE, RULE = (
    Entity("lee", EntityType.PERSON, "Ann Lee", (Evidence(0, 13, "Mayor Ann Lee"),)),
    Entity("rome", EntityType.PLACE, "Rome", (Evidence(17, 21, "Rome"), Evidence(70, 78, "the city")), 4219762),
    Entity("troops", EntityType.GROUP, "troops", (Evidence(52, 58, "troops"),)),
    Entity("police", EntityType.AGENCY, "Rome police", (Evidence(92, 98, "police"),)),
    Entity("rule", EntityType.ORDER, "Lee's order", (Evidence(84, 91, "ordered"),)),
)
ENTITIES = (LEE, ROME, TROOPS, POLICE, RULE)
RAID = Evidence(52, 78, "troops would raid the city")
DOCUMENT = Document(TEXT, title="Troops", url="https://news.example/a b", date="2025-08-30", author="Bo", publisher="N")


def record(*facts: Any, entities: tuple[Entity, ...] = ENTITIES, document: Document = DOCUMENT) -> Record:
    families = {
        name: tuple(f for f in facts if isinstance(f, kind))
        for name, kind in (
            ("relations", Relation),
            ("provisions", Provision),
            ("statements", Statement),
            ("events", Event),
        )
    }
    return Record(document.id, ANNOTATED, entities, **families)


def written(*facts: Any, document: Document = DOCUMENT, entities: tuple[Entity, ...] = ENTITIES) -> list[Quad]:
    read = record(*facts, document=document, entities=entities)
    return list(quads(document, read, resolve(document, read), BASE))


def of_case(path: Path) -> list[Quad]:
    document, read = read_case(path)
    return list(quads(document, read, resolve(document, read), BASE, "2026-11-26T20:00:00+00:00"))


def ask(data: list[Quad], wanted: str, where: str) -> list[tuple[str, ...]]:
    """The solutions of a SELECT as text, sorted."""
    store = Store()
    store.extend([*data, *vocabulary_quads(BASE)])
    solutions = store.query(
        f"{PROLOGUE} BASE <{BASE}> SELECT {wanted} WHERE {{ {where} }}", use_default_graph_as_union=True
    )
    return sorted(tuple(getattr(value, "value", "") if value else "" for value in row) for row in solutions)


def about(data: list[Quad], subject: str) -> Counter[tuple[str, str]]:
    """What is said of one IRI, prefixes abbreviated."""
    return Counter((short(q.predicate.value), short(q.object.value)) for q in data if q.subject == NamedNode(subject))


def short(text: str) -> str:
    for prefix, iri in [*PREFIXES.items(), ("", BASE)]:
        if text.startswith(iri):
            return f"{prefix}:{text.removeprefix(iri)}"
    return text


def subjects(data: list[Quad], class_: str) -> list[str]:
    return [q.subject.value for q in data if short(q.predicate.value) == "rdf:type" and short(q.object.value) == class_]


def by_rdflib(text: bytes) -> int:
    """How many quads rdflib reads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7.6 warns of its own Dataset.default_context
        return len(list(rdflib.Dataset().parse(data=text, format="nquads").quads()))


# documents, evidence, provenance


def test_a_document_carries_its_metadata_and_its_graph_carries_its_name() -> None:
    iri = graph_iri(BASE, DOCUMENT.id)
    data = written()
    assert iri == f"{BASE}id/document/{DOCUMENT.id}"
    assert {q.graph_name for q in data} == {NamedNode(iri)}
    assert about(data, iri) == Counter(
        {
            ("rdf:type", "pgo:Document"),
            ("rdfs:label", "Troops"),
            ("dcterms:title", "Troops"),
            ("dcterms:identifier", DOCUMENT.id),
            ("dcterms:source", "https://news.example/a%20b"),
            ("dcterms:issued", "2025-08-30"),
            ("dc:publisher", "N"),
            ("dc:creator", "Bo"),
            ("dc:language", "en"),
            ("pgo:sha256", DOCUMENT.sha256),
            ("pgo:characters", str(len(TEXT))),
            ("pgo:topic", "cap:16"),
        }
    )


def test_a_document_without_metadata_is_labelled_by_its_first_words_and_a_senseless_date_is_left_out() -> None:
    document = Document(TEXT, date="last week", language=None)
    iri = graph_iri(BASE, document.id)
    assert about(written(document=document, entities=()), iri) == Counter(
        {
            ("rdf:type", "pgo:Document"),
            ("rdfs:label", "Mayor Ann Lee of Rome, Georgia, told reporters that troops would raid…"),
            ("dcterms:identifier", document.id),
            ("pgo:sha256", document.sha256),
            ("pgo:characters", str(len(TEXT))),
            ("pgo:topic", "cap:16"),
        }
    )


def test_where_this_machine_read_a_document_does_not_enter_the_graph() -> None:
    data = written(document=replace(DOCUMENT, source="/home/ann/secret.txt"))
    assert not [q for q in data if "secret" in str(q)]


def test_the_graph_says_what_made_it_and_when() -> None:
    document, read = read_case(SEED)
    data = of_case(SEED)
    iri = graph_iri(BASE, document.id)
    assert about(data, f"{iri}#graph") == Counter(
        {
            ("rdf:type", "sd:NamedGraph"),
            ("sd:name", short(iri)),
            ("prov:wasGeneratedBy", short(f"{iri}#extraction")),
        }
    )
    assert about(data, f"{iri}#extraction") == Counter(
        {
            ("rdf:type", "pgo:Extraction"),
            ("prov:used", short(iri)),
            ("prov:endedAtTime", "2026-11-26T20:00:00+00:00"),
            ("pgo:extractor", read.provenance.extractor),
            ("pgo:extractorVersion", read.provenance.version),
            ("pgo:languageModel", read.provenance.model),
        }
    )


def test_evidence_is_a_span_with_position_and_quote() -> None:
    iri = graph_iri(BASE, DOCUMENT.id)
    data = written()
    assert about(data, f"{iri}#char=52,58") == Counter(
        {
            ("rdf:type", "pgo:Evidence"),
            ("oa:hasSource", short(iri)),
            ("oa:hasSelector", short(f"{iri}#position=52,58")),
            ("oa:hasSelector", short(f"{iri}#quote=52,58")),
        }
    )
    assert about(data, f"{iri}#position=52,58") == Counter(
        {("rdf:type", "oa:TextPositionSelector"), ("oa:start", "52"), ("oa:end", "58")}
    )
    assert about(data, f"{iri}#quote=52,58") == Counter(
        {
            ("rdf:type", "oa:TextQuoteSelector"),
            ("oa:exact", "troops"),
            ("oa:prefix", TEXT[20:52]),
            ("oa:suffix", TEXT[58:90]),
        }
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_every_quote_is_what_stands_at_its_position(case: Path) -> None:
    text = read_case(case)[0].text
    rows = ask(
        of_case(case),
        "?start ?end ?exact",
        "?e oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?exact",
    )
    assert rows
    assert [row for row in rows if text[int(row[0]) : int(row[1])] != row[2]] == []


# entities, relations, offices


def test_an_entity_has_its_label_its_other_names_and_all_its_mentions() -> None:
    iri = graph_iri(BASE, DOCUMENT.id)
    data = written()
    assert about(data, f"{BASE}id/place/4219762") == Counter(
        {
            ("rdf:type", "pgo:Place"),
            ("rdfs:label", "Rome"),
            ("pgo:mentionedIn", short(iri)),
            ("pgo:mention", short(f"{iri}#char=17,21")),
            ("pgo:mention", short(f"{iri}#char=70,78")),
            ("owl:sameAs", "https://sws.geonames.org/4219762/"),
        }
    )
    assert ("skos:altLabel", "Mayor Ann Lee") in about(data, f"{BASE}id/person/ann-lee")


def test_an_order_s_name_tells_its_kind_and_number() -> None:
    order = Entity("rule", EntityType.ORDER, "Executive Order 14110", (Evidence(84, 91, "ordered"),))
    data = written(entities=(order,))
    found = about(data, f"{BASE}id/order/executive-order-14110")
    assert found[("rdf:type", "pgo:Order")] == found[("rdf:type", "pgo:ExecutiveOrder")] == 1
    assert found[("pgo:number", "14110")] == 1


def test_a_binary_fact_is_a_triple_and_a_node_with_its_evidence() -> None:
    data = written(Relation("rule", Predicate.DIRECTS, Evidence(80, 98, TEXT[80:98]), object="police", confidence=0.9))
    order, police = f"{BASE}id/order/{DOCUMENT.id}-lees-order", f"{BASE}id/agency/rome-police-department"
    assert about(data, order)[("pgo:directs", short(police))] == 1
    (fact,) = {one for one in subjects(data, "rdf:Statement") if about(data, one)[("rdf:predicate", "pgo:directs")]}
    assert fact.startswith(f"{BASE}id/fact/{DOCUMENT.id}-")
    assert about(data, fact) == Counter(
        {
            ("rdf:type", "rdf:Statement"),
            ("rdf:subject", short(order)),
            ("rdf:predicate", "pgo:directs"),
            ("rdf:object", short(police)),
            ("pgo:evidence", short(f"{graph_iri(BASE, DOCUMENT.id)}#char=80,98")),
            ("pgo:confidence", "0.9"),
        }
    )


def test_a_topic_is_a_triple_of_document_order_and_facts_with_its_evidence_and_its_name() -> None:
    ban = Provision("rule", ProvisionKind.PROHIBITS, "troops", RAID)
    data = written(ban)
    iri, order = graph_iri(BASE, DOCUMENT.id), f"{BASE}id/order/{DOCUMENT.id}-lees-order"
    (norm,) = subjects(data, "pgo:Provision")
    assert ask(data, "?thing ?topic", "?thing pgo:topic ?topic") == sorted(
        (thing, f"{PREFIXES['cap']}16") for thing in (iri, order, norm)
    )
    words = "?fact rdf:subject ?thing ; rdf:predicate pgo:topic ; pgo:evidence/oa:hasSelector/oa:exact ?words"
    assert ask(data, "?thing ?words", words) == sorted([(iri, "troops"), (order, "troops")])
    assert about(data, f"{PREFIXES['cap']}16") == Counter(
        {("rdf:type", "pgo:Topic"): 1, ("skos:prefLabel", "Defense"): 1}
    )


@pytest.mark.parametrize(
    ("value", "predicate", "standing"),
    [
        ("Mayor of Rome", "holdsOffice", "current"),
        ("acting Mayor of Rome", "holdsOffice", "acting"),
        ("former Mayor of Rome", "heldOffice", "former"),
        ("candidate for Mayor of Rome", "candidateFor", "candidate"),
    ],
)
def test_an_office_is_a_post_of_its_own_and_former_and_candidate_holders_do_not_hold_it(
    value: str, predicate: str, standing: str
) -> None:
    data = written(Relation("lee", Predicate.HOLDS_OFFICE, Evidence(0, 21, TEXT[0:21]), value=value))
    office, person = f"{BASE}id/office/mayor-of-rome", resolve_path("lee", value)
    assert about(data, office) == Counter(
        {
            ("rdf:type", "pgo:Office"),
            ("rdfs:label", "Mayor of Rome"),
            ("pgo:officeTitle", "Mayor"),
            ("pgo:jurisdictionLabel", "Rome"),
            ("pgo:jurisdiction", ":id/place/4219762"),
        }
    )
    offices = {p for p, o in about(data, person) if o == short(office)}
    assert offices == {f"pgo:{predicate}"}
    (tenure,) = subjects(data, "pgo:Tenure")
    assert tenure == f"{BASE}id/tenure/{person.rpartition('/')[2]}.mayor-of-rome.{standing}"
    assert about(data, tenure) == Counter(
        {
            ("rdf:type", "pgo:Tenure"),
            ("rdfs:label", f"Ann Lee, {'' if standing == 'current' else standing + ' '}Mayor of Rome"),
            ("pgo:holder", short(person)),
            ("pgo:office", short(office)),
            ("pgo:tenureStatus", f"pgo:{standing}"),
            ("pgo:attestedOn", "2025-08-30"),
            ("pgo:evidence", short(f"{graph_iri(BASE, DOCUMENT.id)}#char=0,21")),
        }
    )


def resolve_path(entity: str, office: str) -> str:
    read = record(Relation(entity, Predicate.HOLDS_OFFICE, Evidence(0, 21, TEXT[0:21]), value=office))
    return f"{BASE}id/{resolve(DOCUMENT, read).paths[entity]}"


# provisions, statements, events


def test_a_provision_is_a_node_of_its_kind() -> None:
    span = Evidence(102, 111, TEXT[102:111])
    data = written(Provision("rule", ProvisionKind.REQUIRES, "police", span, "if called", "by noon", 0.5))
    (node,) = subjects(data, "pgo:Provision")
    assert about(data, node) == Counter(
        {
            ("rdf:type", "pgo:Provision"),
            ("rdf:type", "pgo:Requirement"),
            ("rdfs:label", span.text),
            ("pgo:order", f":id/order/{DOCUMENT.id}-lees-order"),
            ("pgo:bearer", ":id/agency/rome-police-department"),
            ("pgo:action", span.text),
            ("pgo:condition", "if called"),
            ("pgo:deadline", "by noon"),
            ("pgo:evidence", short(f"{graph_iri(BASE, DOCUMENT.id)}#char=102,111")),
            ("pgo:confidence", "0.5"),
        }
    )


@pytest.mark.parametrize(
    ("due", "typed"),
    [
        ("2025-10-01", Literal("2025-10-01", datatype=XSD.date)),
        ("P30D", Literal("P30D", datatype=XSD.duration)),
        ("PT24H", Literal("PT24H", datatype=XSD.duration)),
        ("soon", None),
    ],
)
def test_a_provision_is_due_on_a_day_or_after_a_while_and_has_a_counterparty(due: str, typed: Literal | None) -> None:
    span = Evidence(102, 111, TEXT[102:111])
    norm = Provision("rule", ProvisionKind.REQUIRES, "police", span, None, "by noon", due=due, counterparty="lee")
    data = written(norm)
    assert validate(data).conforms
    assert {q.object for q in data if q.predicate == PGO.due} == ({typed} if typed else set())
    assert [q.object.value for q in data if q.predicate == PGO.counterparty] == [f"{BASE}id/person/ann-lee"]


def test_a_statement_is_a_node_with_its_speaker() -> None:
    data = written(Statement("lee", RAID, False, ("rome", "rome"), Stance.AGAINST))
    (node,) = subjects(data, "pgo:Statement")
    assert about(data, node) == Counter(
        {
            ("rdf:type", "pgo:Statement"),
            ("rdfs:label", RAID.text),
            ("pgo:speaker", ":id/person/ann-lee"),
            ("pgo:content", RAID.text),
            ("pgo:direct", "false"),
            ("pgo:about", ":id/place/4219762"),
            ("pgo:stance", "pgo:against"),
            ("pgo:topic", "cap:16"),
            ("pgo:evidence", short(f"{graph_iri(BASE, DOCUMENT.id)}#char=52,78")),
            ("pgo:confidence", "1"),
        }
    )


def event(type_: EventType = EventType.COERCE, actor: str = "troops", **more: Any) -> Event:
    return Event(type_, EventStatus.PLANNED, actor, "rome", "rome", RAID, **more)


@pytest.mark.parametrize(
    ("time", "written_as"), [("2025-09-01", ("2025-09-01", "date")), ("on Monday", ("on Monday", "string"))]
)
def test_an_event_is_a_node_with_its_parties(time: str, written_as: tuple[str, str]) -> None:
    data = written(event(mode="curfew", time=time))
    (node,) = subjects(data, "pgo:Event")
    assert about(data, node) == Counter(
        {
            ("rdf:type", "pgo:Event"),
            ("rdfs:label", RAID.text),
            ("pgo:eventType", "plover:COERCE"),
            ("pgo:eventMode", "plover:COERCE-curfew"),
            ("pgo:status", "pgo:planned"),
            ("pgo:actor", f":id/group/{DOCUMENT.id}-troops"),
            ("pgo:recipient", ":id/place/4219762"),
            ("pgo:place", ":id/place/4219762"),
            ("pgo:time", time),
            ("pgo:topic", "cap:16"),
            ("pgo:evidence", short(f"{graph_iri(BASE, DOCUMENT.id)}#char=52,78")),
            ("pgo:confidence", "1"),
        }
    )
    (literal,) = (q.object for q in data if short(q.predicate.value) == "pgo:time")
    assert (literal.value, short(literal.datatype.value)) == (written_as[0], f"xsd:{written_as[1]}")


def test_an_event_inside_a_statement_is_a_claim_of_its_speaker() -> None:
    data = written(Statement("lee", RAID, False), event())
    (claim,), (node,) = subjects(data, "pgo:Statement"), subjects(data, "pgo:Event")
    assert about(data, node)[("pgo:attributedTo", short(claim))] == 1


def test_the_innermost_statement_is_meant() -> None:
    wider = Statement("lee", Evidence(0, 80, TEXT[0:80]), False)
    data = written(wider, Statement("police", RAID, False), event())
    assert ask(data, "?name", "?e a pgo:Event ; pgo:attributedTo/pgo:speaker/rdfs:label ?name") == [("Rome police",)]
    nested = "?s a pgo:Statement ; pgo:speaker/rdfs:label ?said ; pgo:attributedTo/pgo:speaker/rdfs:label ?by"
    assert ask(data, "?said ?by", nested) == [("Rome police", "Ann Lee")]


def test_to_accuse_is_no_claim_of_the_accuser() -> None:
    accusing = event(EventType.ACCUSE, actor="lee")
    data = written(Statement("lee", RAID, True), accusing)
    assert ask(data, "?claim", "?e a pgo:Event ; pgo:attributedTo ?claim") == []


def test_the_extractor_s_word_on_attribution_comes_first() -> None:
    elsewhere = Statement("police", Evidence(80, 98, TEXT[80:98]), False)
    data = written(elsewhere, Statement("lee", RAID, False), event(attributed_to=0))
    assert ask(data, "?name", "?e a pgo:Event ; pgo:attributedTo/pgo:speaker/rdfs:label ?name") == [("Rome police",)]


def test_on_the_seed_a_publicity_stunt_is_a_claim_and_stands_nowhere_as_a_fact() -> None:
    data = of_case(SEED)
    where = '?s a pgo:Statement ; pgo:speaker/rdfs:label ?who ; pgo:content ?what FILTER CONTAINS(?what, "stunt")'
    assert ask(data, "?who ?what", where) == [("White House spokesperson", "Johnson's order a publicity stunt")]
    named = {q.subject.value.split("/")[4] for q in data if "stunt" in str(q.object) and "#" not in q.subject.value}
    assert named == {"statement", "event"}  # the event is that the spokesperson accused


def test_on_the_seed_deployments_are_told_apart_by_status() -> None:
    where = """?e pgo:eventType plover:MOBILIZE ; pgo:status ?status ; pgo:place/rdfs:label ?where
        FILTER NOT EXISTS { ?e pgo:attributedTo ?claim }"""
    assert [(short(status), place) for status, place in ask(of_case(SEED), "?status ?where", where)] == [
        ("pgo:actual", "Washington DC"),
        ("pgo:planned", "Chicago"),
        ("pgo:threatened", "Chicago"),
    ]


def test_on_the_seed_the_mayor_s_order_is_found_with_its_evidence() -> None:
    where = """?order pgo:issuedBy ?mayor . ?mayor pgo:holdsOffice <id/office/mayor-of-chicago> ; rdfs:label ?name ;
        pgo:memberOf/rdfs:label ?party . ?fact rdf:subject ?order ; rdf:predicate pgo:issuedBy ; rdf:object ?mayor ;
        pgo:evidence/oa:hasSelector/oa:exact ?quote"""
    assert ask(of_case(SEED), "?name ?party ?quote", where) == [("Brandon Johnson", "Democratic Party", "an order")]


# stability


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_quads_are_the_same_whatever_the_order_of_the_resolution(case: Path) -> None:
    document, read = read_case(case)
    paths = resolve(document, read).paths
    turned: Mapping[str, str] = dict(reversed(paths.items()))
    assert list(quads(document, read, Resolution(document.id, dict(turned)), BASE)) == list(
        quads(document, read, Resolution(document.id, paths), BASE)
    )


def renamed(read: Record) -> Record:
    """The same record from an extractor that numbers its entities otherwise and lists its facts backwards."""
    new = {e.id: f"x{i}" for i, e in enumerate(reversed(read.entities))}
    return replace(
        read,
        entities=tuple(replace(e, id=new[e.id]) for e in read.entities),
        relations=tuple(
            replace(r, subject=new[r.subject], object=new.get(r.object or "")) for r in reversed(read.relations)
        ),
        provisions=tuple(
            replace(p, order=new[p.order], bearer=new.get(p.bearer or "")) for p in reversed(read.provisions)
        ),
        statements=tuple(replace(s, speaker=new[s.speaker]) for s in reversed(read.statements)),
        events=tuple(
            replace(v, actor=new.get(v.actor or ""), recipient=new.get(v.recipient or ""), place=new.get(v.place or ""))
            for v in reversed(read.events)
        ),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_iris_do_not_depend_on_the_extractor_s_numbering_or_order(case: Path) -> None:
    document, read = read_case(case)
    other = renamed(read)
    assert set(quads(document, other, resolve(document, other), BASE)) == set(
        quads(document, read, resolve(document, read), BASE)
    )


def test_a_judgement_on_an_entity_leaves_the_names_of_facts_alone() -> None:
    document, read = read_case(SEED)
    paths = resolve(document, read).paths
    judged = Resolution(document.id, paths | {"johnson": "person/judged"})
    kinds = ("pgo:Statement", "pgo:Event", "pgo:Provision", "rdf:Statement")
    before, after = (list(quads(document, read, r, BASE)) for r in (Resolution(document.id, paths), judged))
    assert {k: subjects(after, k) for k in kinds} == {k: subjects(before, k) for k in kinds}


def test_a_fact_told_twice_is_one_fact() -> None:
    assert written(event(), event()) == written(event())


def test_facts_that_differ_only_in_their_parties_are_two() -> None:
    twice = Entity("again", EntityType.GROUP, "troops", TROOPS.mentions)
    data = written(event(), event(actor="again"), entities=(*ENTITIES, twice))
    assert len(subjects(data, "pgo:Event")) == 2


# what must not be written


def test_a_fact_of_an_unknown_entity_is_our_error_and_names_it() -> None:
    with pytest.raises(ShapeError, match="nobody") as caught:
        written(event(actor="nobody"))
    assert caught.value.document == DOCUMENT.id


def test_a_relation_without_an_object_is_our_error() -> None:
    with pytest.raises(ShapeError, match="without an object"):
        written(Relation("rule", Predicate.DIRECTS, RAID))


def test_an_entity_without_a_path_is_our_error() -> None:
    with pytest.raises(ShapeError, match="no usable path"):
        list(quads(DOCUMENT, record(), Resolution(DOCUMENT.id, {}), BASE))


# every syntax can hold what is written


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_n_quads_come_back_the_same_by_two_readers(case: Path) -> None:
    data = of_case(case)
    text = pyoxigraph.serialize(data, format=RdfFormat.N_QUADS) or b""
    assert set(pyoxigraph.parse(text, format=RdfFormat.N_QUADS)) == set(data)
    assert by_rdflib(text) == len(set(data))


def test_the_vocabulary_stands_in_a_graph_of_its_own() -> None:
    data = list(vocabulary_quads(BASE))
    assert {q.graph_name for q in data} == {NamedNode(f"{BASE}id/graph/vocabulary")}
    assert {"pgo:Person", "plover:MOBILIZE", "cap:9"} <= {short(q.subject.value) for q in data}


nasty = st.text(min_size=1, max_size=40)


@settings(max_examples=200)
@given(
    text=st.text(min_size=1, max_size=200),
    names=st.lists(st.tuples(st.sampled_from(list(EntityType)), nasty), min_size=1, max_size=6),
    office=nasty,
    words=nasty,
    url=st.none() | nasty,
)
def test_whatever_the_names_and_texts_the_quads_can_be_read_back(
    text: str, names: list[tuple[EntityType, str]], office: str, words: str, url: str | None
) -> None:
    document = Document(text, title=words, url=url, author=words, publisher=words, language=words)
    span = Evidence(0, len(text), text)
    entities = tuple(Entity(f"e{i}", type_, name, (span,)) for i, (type_, name) in enumerate(names))
    read = record(
        Relation("e0", Predicate.HOLDS_OFFICE, span, value=office),
        Provision("e0", ProvisionKind.PERMITS, None, span, words, words),
        Statement("e0", span, True, ("e0",)),
        Event(EventType.AID, EventStatus.ACTUAL, "e0", None, None, span, words, words),
        entities=entities,
        document=document,
    )
    data = list(quads(document, read, resolve(document, read), BASE))
    written_out = pyoxigraph.serialize(data, format=RdfFormat.N_QUADS) or b""
    assert set(pyoxigraph.parse(written_out, format=RdfFormat.N_QUADS)) == set(data)
    assert by_rdflib(written_out) == len(set(data))


def test_half_a_surrogate_pair_becomes_the_replacement_character() -> None:
    document = Document("a \ud83d b", title="\ud83d")
    data = written(document=document, entities=())
    assert about(data, graph_iri(BASE, document.id))[("dcterms:title", "�")] == 1
