"""What many documents speak of is one thing in all of them, whatever the order in which they come and go."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.case import ANNOTATED, read_case
from graph.ledger import Ledger
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.pipeline import Workspace
from graph.resolve import together
from graph.settings import Settings

Case = tuple[Document, Record]


def story(number: int, name: str, office: str | None = None) -> Case:
    """A document that names one person, and perhaps an office."""
    document = Document(f"{name} signed order number {number}.", url=f"https://papers.example/{number}")
    evidence = Evidence(0, len(name), name)
    held = (Relation("p", Predicate.HOLDS_OFFICE, evidence, value=office),) if office else ()
    return document, Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (evidence,)),), held)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.db") as opened:
        yield opened


def paths(ledger: Ledger, *cases: Case) -> list[str]:
    return [ledger.things.paths_of(document.id)["p"] for document, _ in cases]


def test_a_document_that_tells_more_tells_it_of_those_before_too_and_takes_it_along_when_it_goes(
    ledger: Ledger,
) -> None:
    first, second = story(1, "Michelle Wu"), story(2, "Michelle Wu", "Mayor of Boston")
    ledger.put(*first)
    assert paths(ledger, first) == ["person/michelle-wu"]
    assert ledger.put(*second).relinked == {first[0].id}
    assert paths(ledger, first, second) == ["person/michelle-wu-mayor-of-boston"] * 2
    assert ledger.delete(second[0].id) == {first[0].id}
    assert paths(ledger, first) == ["person/michelle-wu"]
    assert [line.action for line in ledger.log()] == ["added", "added", "relinked", "deleted", "relinked"]


def test_the_second_of_a_name_sets_the_first_apart_only_where_they_are_two(ledger: Ledger) -> None:
    some = [story(1, "Kate Brown", "Governor of Oregon"), story(2, "Kate Brown", "Mayor of Buffalo")]
    for case in some:
        assert not ledger.put(*case).relinked
    assert paths(ledger, *some) == ["person/kate-brown-governor-of-oregon", "person/kate-brown-mayor-of-buffalo"]


def test_a_ledger_of_other_code_is_drawn_anew(tmp_path: Path) -> None:
    case = story(1, "Michelle Wu")
    with Ledger(tmp_path / "ledger.db") as ledger:
        ledger.complete()
        ledger.put(*case)
        with ledger.transaction(), ledger.things.redrawing("other code"):
            pass
        assert ledger.things.paths_of(case[0].id) == {}
        ledger.complete()
        assert paths(ledger, case) == ["person/michelle-wu"]


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Half of the annotated documents, with addresses, so that their ids do not hang on their texts."""
    files = sorted((Path(__file__).parents[1] / "gold" / "train").glob("*.json"))[::2]
    return [read_case(file) for file in files]


@pytest.mark.slow
def test_documents_in_any_order_with_some_that_come_and_go_give_the_same_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cases: list[Case]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    gone = [story(n, name, "Governor of Oregon") for n, name in enumerate(["Kate Brown", "Jerry Brown", "J. Newsom"])]

    def graph(home: str, order: list[Case]) -> list[str]:
        with Workspace.open(Settings(home=tmp_path / home)) as workspace:
            for case in order:
                workspace.put(*case)
            for document, _ in gone:
                if workspace.ledger.things.paths_of(document.id):
                    workspace.delete(document.id)
            workspace.settle()
            known = together(order if home == "plain" else cases)
            assert {d.id: workspace.ledger.things.paths_of(d.id) for d, _ in cases} == known
            return sorted(map(str, workspace.store.quads()))

    plain = graph("plain", cases)
    for seed in (1, 2):
        mixed = random.Random(seed).sample(cases, len(cases))
        assert graph(f"mixed {seed}", [*mixed[:10], *gone, *mixed[10:]]) == plain


def test_what_is_put_again_in_other_words_leaves_nothing_of_the_old_ones(ledger: Ledger) -> None:
    document, record = story(1, "Michelle Wu", "Mayor of Boston")
    ledger.put(document, record)
    ledger.put(document, replace(record, relations=()))
    assert paths(ledger, (document, record)) == ["person/michelle-wu"]
    assert [profile.name for profile in ledger.things.block("person/michelle-wu")] == ["Michelle Wu"]


def test_only_places_that_have_an_id_are_described(ledger: Ledger) -> None:
    document = Document("34th Street in New York.", url="https://papers.example/1")
    town = Entity("t", EntityType.PLACE, "New York", (Evidence(15, 23, "New York"),), geonames=5128638)
    street = Entity("s", EntityType.PLACE, "34th Street", (Evidence(0, 11, "34th Street"),), within="t")
    ledger.put(document, Record(document.id, ANNOTATED, (town, street)))
    assert ledger.things.paths_of(document.id)["s"] == "place/34th-street-5128638"
    assert ledger.things.described() == {"place/5128638": "place/5128638"}
