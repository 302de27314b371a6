"""What is inferred follows what is stated: as graphs come, change and go, in any order, and after a crash."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ontology
from graph.case import ANNOTATED
from graph.doctor import Finding, State, containment
from graph.inference import Inferences
from graph.model import Document, Entity, EntityType, OrderDetails, Particular, Predicate, Record, Relation
from graph.pipeline import Workspace
from graph.queries import select, text
from graph.rdf import vocabulary_quads
from graph.rules import rules
from graph.settings import Settings
from graph.store.oxigraph import MemoryStore
from ontology.terms import PGO, PREFIXES, PROV, RDF, RULES
from tests.graph.told import PATH, Case, blocked, restored, revoked, span

BASE = "https://graph.example/"
VOCABULARY = f"{BASE}id/graph/vocabulary"
WITHIN = ox.NamedNode(PREFIXES["geo"] + "sfWithin")
Edge = tuple[int, int]


def place(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}id/place/{number}")


def atlas(name: str, edges: set[Edge]) -> dict[str, list[ox.Quad]]:
    """A graph that states which places lie in which."""
    graph = ox.NamedNode(f"{BASE}id/document/{name}")
    quads = [ox.Quad(place(a), PGO.containedIn, place(b), graph) for a, b in sorted(edges)]
    for one in {one for edge in edges for one in edge}:
        quads += [ox.Quad(place(one), RDF.type, PGO.Place, graph), ox.Quad(place(one), PGO.mentionedIn, graph, graph)]
    return {graph.value: quads}


def new() -> MemoryStore:
    store = MemoryStore()
    store.replace(VOCABULARY, vocabulary_quads(BASE))
    return store


def within(store: MemoryStore) -> set[Edge]:
    def number(term: object) -> int:
        return int(str(term).strip("<>").rpartition("/")[2])

    return {(number(q.subject), number(q.object)) for q in store.quads() if q.predicate == WITHIN}


def closure(edges: set[Edge]) -> set[Edge]:
    found = set(edges)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


def canonical(store: MemoryStore) -> list[str]:
    return sorted(map(str, store.quads()))


def test_what_lies_in_a_place_lies_in_all_that_this_one_lies_in_whichever_graph_says_so() -> None:
    store = new()
    graphs = Inferences(store, BASE)
    graphs.replace_all(atlas("a", {(1, 2)}))
    graphs.replace_all(atlas("b", {(2, 3)}))
    assert within(store) == {(1, 2), (2, 3), (1, 3)}
    graphs.replace_all(atlas("b", {(2, 4)}))
    assert within(store) == {(1, 2), (2, 4), (1, 4)}
    graphs.replace_all({f"{BASE}id/document/b": []})
    assert within(store) == {(1, 2)}


def test_containment_that_goes_in_circles_comes_to_an_end() -> None:
    store = new()
    Inferences(store, BASE).replace_all(atlas("a", {(1, 2), (2, 3), (3, 1)}))
    assert within(store) == {(a, b) for a in (1, 2, 3) for b in (1, 2, 3)}
    assert containment(store).detail.startswith(f"{place(1).value}, {place(2).value}, {place(3).value}: lies in itself")
    assert containment(new()) == Finding("containment", State.WELL, "no place lies in itself")


LINKS = (PGO.containedIn, PGO.partOf, PGO.amends, PGO.holdsOffice)
CLASSES = (PGO.Place, PGO.Agency, PGO.ExecutiveOrder, PGO.Office)
Fact = tuple[int, int, int]  # thing, number of the link or class, thing


def world(name: str, links: set[Fact], classes: set[tuple[int, int]]) -> dict[str, list[ox.Quad]]:
    """A graph that states links between things, and classes of things."""
    graph = ox.NamedNode(f"{BASE}id/document/{name}")
    quads = [ox.Quad(place(a), LINKS[link], place(b), graph) for a, link, b in sorted(links)]
    quads += [ox.Quad(place(a), RDF.type, CLASSES[number], graph) for a, number in sorted(classes)]
    for one in {one for a, _, b in links for one in (a, b)} | {one for one, _ in classes}:
        quads.append(ox.Quad(place(one), PGO.mentionedIn, graph, graph))
    return {graph.value: quads}


Stated = tuple[set[Fact], set[tuple[int, int]]]


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Stated]]:
    """What is stated by graphs that come, change and go (they state nothing then), some of them at a time."""
    thing, number = st.integers(1, 5), st.integers(0, len(LINKS) - 1)
    links, classes = st.sets(st.tuples(thing, number, thing), max_size=4), st.sets(st.tuples(thing, number), max_size=3)
    return draw(st.lists(st.dictionaries(st.sampled_from("abc"), st.tuples(links, classes), max_size=2), max_size=8))


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_store_that_followed_holds_what_one_holds_that_is_made_at_once(history: list[dict[str, Stated]]) -> None:
    followed, at_once, last = new(), new(), dict[str, Stated]()
    for graphs in history:
        Inferences(followed, BASE).replace_all(dict(ChainMap(*(world(name, *graphs[name]) for name in graphs))))
        last |= graphs
    for name, stated in last.items():
        at_once.replace_all(world(name, *stated))
    Inferences(at_once, BASE).bring_up()
    assert canonical(followed) == canonical(at_once)
    assert within(followed) == closure({(a, b) for links, _ in last.values() for a, link, b in links if link == 0})


def test_rules_infer_from_no_properties_but_those_that_they_name_and_that_are_looked_up() -> None:
    followed = {"rdfs:subClassOf"}  # of the vocabulary, which does not change
    for rule in rules():
        where = rule.sparql.partition("WHERE")[2].replace(" a ?", " rdf:type ?")
        used = set(re.findall(r"\b(?:pgo|rdf|rdfs):[a-z]\w+", where))
        assert {iri(name) for name in used - followed} == rule.premises
    stated = re.findall(r"\b(?:pgo|rdf):\w+", text("inference-stated").partition("FILTER")[2])
    assert {iri(name) for name in stated} == {one for rule in rules() for one in rule.premises}


def iri(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def test_what_a_crash_left_undone_is_done_at_the_next_start() -> None:
    class Broken(MemoryStore):
        writes = 0

        def replace_all(self, graphs: Mapping[str, object]) -> None:  # type: ignore[override]
            self.writes += 1
            if self.writes == 3:  # the note, the documents, what is inferred
                raise KeyboardInterrupt
            super().replace_all(graphs)  # type: ignore[arg-type]

    store, whole = new(), new()
    for one in (store, whole):
        Inferences(one, BASE).replace_all(atlas("a", {(1, 2)}) | atlas("b", {(2, 3)}))
    broken = Broken(store._database)
    with pytest.raises(KeyboardInterrupt):
        Inferences(broken, BASE).replace_all(atlas("b", {(4, 5)}))
    assert within(store) == {(1, 2), (2, 3), (1, 3)}
    Inferences(store, BASE).resume()
    Inferences(whole, BASE).replace_all(atlas("b", {(4, 5)}))
    assert canonical(store) == canonical(whole)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(Settings(home=tmp_path, store="memory")) as opened:
        yield opened


def inferred(workspace: Workspace, rule: str, path: str) -> set[tuple[str, str, str]]:
    base = workspace.settings.base_iri
    quads = workspace.store.quads(f"{base}id/graph/inferred/{rule}/{path}")

    def short(term: object) -> str:
        iri = str(term).strip("<>").removeprefix(f"{base}id/")
        return next((f"{p}:{iri.removeprefix(n)}" for p, n in PREFIXES.items() if iri.startswith(n)), iri)

    return {
        (short(q.subject), short(q.predicate), short(q.object)) for q in quads if q.predicate != PROV.wasGeneratedBy
    }


def test_an_order_is_a_norm_and_what_others_call_one(workspace: Workspace) -> None:
    workspace.put(*blocked("a", "2025-10-10"))
    assert {above for _, _, above in inferred(workspace, "types", PATH)} == {
        *("pgo:Order", "pgo:Norm", "pgo:Entity", "pgo:Topical"),
        *("eli:LegalResource", "prov:Entity", "schema:Legislation"),
    }


def test_an_office_says_who_holds_it(workspace: Workspace) -> None:
    workspace.put(*blocked("a", "2025-10-10"))
    mayor = "person/brandon-johnson-mayor-of-chicago"
    assert inferred(workspace, "inverses", mayor) == {("office/mayor-of-chicago", "org:heldBy", mayor)}


def test_a_graph_of_inferences_says_by_which_rule(workspace: Workspace) -> None:
    workspace.put(*blocked("a", "2025-10-10"))
    named = {name for name in workspace.store.graphs() if "/inferred/" in name}
    by = {q.subject: q.object for q in workspace.store.quads() if q.predicate == PROV.wasGeneratedBy}
    assert {name: by[ox.NamedNode(name)] for name in named} == {
        name: ox.NamedNode(RULES + name.partition("/inferred/")[2].partition("/")[0]) for name in named
    }


def test_every_rule_is_described_in_the_vocabulary() -> None:
    described = {q.subject for q in vocabulary_quads(BASE) if q.object == ox.NamedNode(PREFIXES["pgo"] + "Inference")}
    assert described == {ox.NamedNode(f"{RULES}{name}") for name in [*(rule.name for rule in rules()), "status"]}
    assert {path.stem for path in ontology.path("rules").iterdir()} == {rule.name for rule in rules()}


def of_the_other(key: str, effective: str) -> Case:
    """A story that tells from which day the order takes effect that revokes the other one, which it does not name."""
    text = "Executive Order 2025-9 was issued by Mayor Brandon Johnson."
    document = Document(text, url=f"https://papers.example/{key}", date="2025-10-07", title=key)
    order, mayor = span(text, "Executive Order 2025-9"), span(text, "Brandon Johnson")
    entities = (
        Entity("other", EntityType.ORDER, "Executive Order 2025-9", (order,)),
        Entity("mayor", EntityType.PERSON, "Brandon Johnson", (mayor,)),
    )
    relations = (
        Relation("mayor", Predicate.HOLDS_OFFICE, mayor, value="Mayor of Chicago"),
        Relation("other", Predicate.ISSUED_BY, order, object="mayor"),
    )
    details = (OrderDetails("other", effective=Particular(effective, order)),)
    return document, Record(document.id, ANNOTATED, entities, relations, orders=details)


def test_an_order_is_revoked_from_the_day_that_another_document_tells_of_the_order_that_revokes_it(
    workspace: Workspace,
) -> None:
    def revoked_from() -> list[str]:
        rows = select(workspace.store, "order-statuses")
        return sorted({row["since"].value for row in rows if row["status"] == PGO.revoked})

    document, record = revoked("b", "2025-10-08", "Executive Order 2025-9 revoked it.", said=False)
    issued = Relation("other", Predicate.ISSUED_BY, record.relations[-1].evidence, object="mayor")
    workspace.put(document, replace(record, relations=(*record.relations, issued)))
    assert revoked_from() == ["2025-10-08"]
    workspace.put(*of_the_other("c", "2025-10-20"))
    assert revoked_from() == ["2025-10-20"]
    workspace.delete(of_the_other("c", "2025-10-20")[0].id)
    assert revoked_from() == ["2025-10-08"]


def test_stories_that_come_change_and_go_leave_what_the_last_ones_tell(tmp_path: Path) -> None:
    kept = [blocked("a", "2025-10-10", signed="2025-10-06"), restored("b", "2025-10-20")]
    before = [blocked("b", "2025-10-12", "A judge struck down the order on Friday."), restored("c", "2025-10-15")]

    def held(name: str, *cases: object) -> list[str]:
        with Workspace.open(Settings(home=tmp_path / name, store="memory")) as opened:
            for case in cases:
                opened.put(*case)  # type: ignore[misc]
            for document, _ in before[1:]:
                if name == "followed":
                    opened.delete(document.id)
            stated = (str(q) for q in opened.store.quads() if "endedAtTime" not in str(q.predicate))
            assert list(select(opened.store, "order-statuses"))
            return sorted(stated)

    assert held("followed", kept[1], *before, *kept) == held("plain", *kept)
