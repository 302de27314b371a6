"""Facts by the index are those of the store, to the letter, whoever wrote them and where."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse, serialize

from graph import lookups
from graph.case import read_case
from graph.corroboration import sources
from graph.delta import Delta
from graph.facts import EVERY, Fact, facts
from graph.known_facts import facts_about, known_facts, of_order
from graph.model import Document, Entity, EntityType, Evidence, OrderDetails, Particular, Provenance, Record
from graph.search import Index
from graph.store.oxigraph import MemoryStore
from tests.indexed import indexed

BASE = "https://example.org/kg/"
GOLD = Path(__file__).parent.parent / "gold"
JOHNSON = f"{BASE}id/person/brandon-johnson-mayor-of-chicago"
SEEN = 200  # things
Case = tuple[Document, Record]


@dataclass(frozen=True)
class Graph:
    """A store with its index."""

    store: MemoryStore
    index: Index

    def about(self, iri: str) -> tuple[Fact, ...]:
        """What the index tells of a thing, which is what the store does."""
        told = facts_about(self.store, self.index, iri)
        assert _sorted(told) == _sorted(lookups.facts_about(self.store, iri))
        return told

    def things(self, kind: str) -> list[str]:
        """The things of a kind, by IRI."""
        with self.index.reading() as db:
            rows = db.execute("SELECT path FROM items WHERE kind LIKE ? AND documents > 0 ORDER BY path", (kind,))
            return [f"{BASE}id/{path}" for (path,) in rows]

    def write(self, delta: Delta) -> None:
        """Write to both as people do."""
        self.store.change(delta)
        self.index.change(delta)


def _sorted(found: tuple[Fact, ...]) -> list[Fact]:
    return sorted(found, key=repr)


def filled(path: Path, cases: list[Case]) -> Graph:
    return Graph(*indexed(path, BASE, cases))


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    cases = [read_case(path) for path in sorted(GOLD.glob("dev/*.json"))[::3]]
    graph = filled(tmp_path_factory.mktemp("gold") / "search.sqlite", cases)
    yield graph
    graph.index.close()


@pytest.fixture
def seed(tmp_path: Path) -> Iterator[Graph]:
    graph = filled(tmp_path / "search.sqlite", [read_case(GOLD / "dev" / "chicago-seed.json")])
    yield graph
    graph.index.close()


def test_the_index_knows_the_facts_of_things_as_the_store_does(gold: Graph) -> None:
    found = [gold.about(iri) for iri in random.Random(1).sample(gold.things("%"), SEEN)]
    assert {fact.family for some in found for fact in some} == set(EVERY)


def test_the_index_knows_what_documents_state_of_an_order_as_the_store_does(tmp_path: Path) -> None:
    text = "EXECUTIVE ORDER NO. 20I on bridges, signed May 4, 2021, binds from May 5, 2021 to June 5, 2021."

    def at(words: str) -> Evidence:
        return Evidence(text.index(words), text.index(words) + len(words), words)

    days = {"signed": "May 4, 2021", "effective": "May 5, 2021", "expires": "June 5, 2021"}
    read = {name: Particular(day.isoformat(), at(told), 0.9) for name, told in days.items() for day in [_day(told)]}
    named = {"number": Particular("201", at("20I"), 0.8), "title": Particular("on bridges", at("on bridges"), 1.0)}
    document = Document(text, date="2021-05-06")
    order = Entity("e1", EntityType.ORDER, "Executive Order No. 20I", (at("EXECUTIVE ORDER NO. 20I"),))
    record = Record(
        document.id, Provenance("test", "1", "none"), (order,), orders=(OrderDetails("e1", **named, **read),)
    )
    graph = filled(tmp_path / "search.sqlite", [(document, record)])
    (iri,) = graph.things("order")
    facts, found = of_order(graph.store, graph.index, iri)
    assert facts == graph.about(iri)
    assert found == lookups.details(graph.store, iri)
    assert {one.what for one in found} == {"number", "title", "dateSigned", "dateEffective", "dateExpiring"}
    graph.index.close()


def _day(told: str) -> date:
    return datetime.strptime(told, "%B %d, %Y").replace(tzinfo=UTC).date()


def test_facts_are_known_by_their_iris_and_of_the_families_that_are_asked_for(gold: Graph) -> None:
    some = list(facts(gold.store, None, EVERY))[::20]
    iris = [fact.iri for fact in some]
    known = tuple(known_facts(gold.store, gold.index, iris, ["statement", "topic"]))
    assert _sorted(known) == _sorted(tuple(facts(gold.store, iris, ["statement", "topic"])))


@pytest.mark.parametrize(
    "elsewhere",
    [
        lambda text: text,  # the same facts once more
        lambda text: text.replace(f"{BASE}id/fact/", "https://other.example/fact/"),
        lambda text: text.replace(f"{BASE}id/statement/", f"{BASE}id/claim/"),
        lambda text: text.replace(f"{BASE}id/statement/", f"{BASE}id/person/"),
    ],
)
def test_what_people_write_as_facts_is_told_wherever_it_stands(seed: Graph, elsewhere: Callable[[str], str]) -> None:
    before = seed.about(JOHNSON)
    written = Delta(added=tuple(_as_people_do(seed, elsewhere)))
    seed.write(written)
    assert len(seed.about(JOHNSON)) == 2 * len(before)
    seed.write(Delta(removed=written.added))
    assert seed.about(JOHNSON) == before


def _as_people_do(graph: Graph, elsewhere: Callable[[str], str]) -> Iterator[Quad]:
    (name,) = graph.store.graphs()
    text = serialize(graph.store.quads(name), format=RdfFormat.N_QUADS)
    assert text is not None
    own = elsewhere(text.decode()).replace(name, "https://other.example/graph")
    return parse(own, format=RdfFormat.N_QUADS)


def test_the_index_knows_the_sources_of_documents_as_the_store_does(gold: Graph) -> None:
    documents = [iri for iri in gold.store.graphs() if "/id/document/" in iri]
    assert sources(gold.store, documents, gold.index) == sources(gold.store, documents)


def test_a_thing_of_no_facts_has_none(seed: Graph) -> None:
    assert facts_about(seed.store, seed.index, f"{BASE}id/person/nobody") == ()
