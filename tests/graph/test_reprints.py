"""Reprints: the same story in nearly the same words is found, and which is the original depends on the texts alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import listing
from graph.case import read_case
from graph.ledger import Ledger
from graph.lookups import order
from graph.model import Document, Evidence, OrderDetails, Particular, Record
from graph.pipeline import Workspace
from graph.reprints import ENOUGH, may_reprint, order_number, signature, similarity
from ontology.terms import PGO

Case = tuple[Document, Record]


def prints(case: Case, number: int, publisher: str, day: str | None) -> Case:
    """The story again under another address, with another first line and one paragraph less."""
    document, record = case
    text = f"{publisher} brings you this story.\n\n{document.text.rpartition(chr(10) + chr(10))[0]}"
    again = Document(text, f"{number}: {document.title}", f"https://{publisher}.example/{number}", publisher, date=day)
    return again, Record(again.id, record.provenance)


STORIES = [read_case(path) for path in sorted((Path(__file__).parents[1] / "gold" / "train").glob("*.json"))[:3]]
COPIES = [
    prints(story, 10 * n + m, f"p{m}", f"2025-08-{10 + m}" if m % 2 else None)
    for n, story in enumerate(STORIES)
    for m in range(4)
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


def put_all(ledger: Ledger, cases: list[Case]) -> dict[str, str | None]:
    for document, record in cases:
        ledger.put(document, record)
    return {document.id: ledger.get(document.id).reprint_of for document, _ in cases}


def test_an_edited_copy_is_alike_and_another_story_is_not(cases: list[Case]) -> None:
    found = [signature(document.text) for document, _ in cases]
    copies = [signature(prints(case, 1, "wire", None)[0].text) for case in cases]
    pairs = [(a, b) for a, b in zip(found, copies, strict=True) if a and b]
    assert len(pairs) == len(cases)
    assert all(similarity(a, b) >= ENOUGH for a, b in pairs)
    whole = [a for a in found if a]
    assert max(similarity(a, b) for n, a in enumerate(whole) for b in whole[:n]) < ENOUGH


def test_a_short_text_is_no_story() -> None:
    assert signature("The mayor signed an order on Monday. " * 4) is None


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [(None, None, True), ("12", "12", True), ("12", "13", False), ("12", None, False), ("", "", False)],
)
def test_the_orders_of_a_series_are_no_reprints_of_one_another(one: str | None, other: str | None, may: bool) -> None:
    assert may_reprint(one, other) is may


def test_a_document_is_an_order_in_its_own_words_where_it_recites_or_claims_a_power(seed: Case) -> None:
    _, record = seed
    number = Particular("2025-6", Evidence(0, 3, "The"))
    told, own = OrderDetails("e1", number), OrderDetails("e1", number, authority=(Evidence(0, 3, "The"),))
    found = [
        order_number(replace(record, orders=orders)) for orders in ((), (told,), (own,), (replace(own, number=None),))
    ]
    assert found == [None, None, "2025-6", ""]


def test_the_earliest_is_the_original_and_the_others_are_told_when_it_comes_late(ledger: Ledger, seed: Case) -> None:
    later, earlier = prints(seed, 1, "later", "2025-09-02"), prints(seed, 2, "earlier", "2025-08-30")
    undated = prints(seed, 3, "undated", None)
    assert put_all(ledger, [undated, later]) == {undated[0].id: later[0].id, later[0].id: None}
    commit = ledger.put(*earlier)
    assert (commit.reprint_of, commit.relinked) == (None, {undated[0].id, later[0].id})
    assert sorted(ledger.stories.prints_of(earlier[0].id)) == sorted([undated[0].id, later[0].id])


def test_when_the_original_goes_the_next_one_is_it(ledger: Ledger, seed: Case) -> None:
    a, b, c = (prints(seed, n, "paper", f"2025-08-{10 + n}") for n in (1, 2, 3))
    put_all(ledger, [a, b, c])
    assert ledger.delete(a[0].id) == {b[0].id, c[0].id}
    assert [ledger.get(case[0].id).reprint_of for case in (b, c)] == [None, b[0].id]


def test_a_text_that_is_rewritten_leaves_its_story(ledger: Ledger, cases: list[Case]) -> None:
    a, b = (prints(cases[0], n, "paper", f"2025-08-{10 + n}") for n in (1, 2))
    put_all(ledger, [a, b])
    rewritten = replace(a[0], text=cases[1][0].text)
    commit = ledger.put(rewritten, Record(rewritten.id, a[1].provenance))
    assert (commit.reprint_of, commit.relinked) == (None, {b[0].id})
    assert ledger.get(b[0].id).reprint_of is None


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.permutations(range(12)), gone=st.sets(st.integers(0, 11), max_size=4))
def test_stories_are_those_of_the_texts_whatever_the_order_in_which_they_come_and_go(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], gone: set[int]
) -> None:
    left = [case for n, case in enumerate(COPIES) if n not in gone]
    shuffled = [COPIES[n] for n in order]
    with (
        Ledger(tmp_path_factory.mktemp("a") / "l.sqlite") as plain,
        Ledger(tmp_path_factory.mktemp("b") / "l.sqlite") as other,
    ):
        put_all(plain, left)
        put_all(other, shuffled)
        for number in gone:
            other.delete(COPIES[number][0].id)
        found = [[ledger.get(document.id).reprint_of for document, _ in left] for ledger in (plain, other)]
        assert found[0] == found[1]
        assert any(found[0])


def test_a_reprint_is_linked_in_the_graph_and_follows_its_original(workspace: Workspace, seed: Case) -> None:
    a, b = (prints(seed, n, "paper", f"2025-08-{10 + n}") for n in (1, 2))
    query = f"SELECT ?copy ?original {{ ?copy <{PGO.reprintOf.value}> ?original }}"

    def links() -> list[list[str]]:
        return [[str(value.value).rpartition("/")[2] for value in row] for row in workspace.store.query(query)]

    workspace.put(*b)
    assert links() == []
    workspace.put(*a)
    assert links() == [[b[0].id, a[0].id]]
    workspace.delete(a[0].id)
    assert links() == []


def test_the_documents_of_an_older_ledger_find_their_stories(tmp_path: Path, seed: Case) -> None:
    a, b = (prints(seed, n, "paper", f"2025-08-{10 + n}") for n in (1, 2))
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        put_all(ledger, [a, b])
        with ledger.transaction():
            ledger._set("UPDATE signatures SET scheme = '', signature = NULL, original = NULL")
            ledger._set("DELETE FROM bands")
        position = ledger.position
        ledger.complete()
        assert ledger.get(b[0].id).reprint_of == a[0].id
        assert {line.document_id for line in ledger.log(after=position)} == {b[0].id}


def test_a_story_that_is_printed_three_times_counts_once(workspace: Workspace, seed: Case, cases: list[Case]) -> None:
    document, record = seed
    copies = [replace(document, url=f"https://p{n}.example/1", date=f"2025-08-{30 + n % 2}") for n in range(3)]
    for copy in copies:
        workspace.put(copy, replace(record, document_id=copy.id))
    store, index = workspace.store, workspace.index
    told = {
        name: listing.listed(index, listing.ask(store, index, name)) for name in ("entities", "orders", "documents")
    }
    assert {item.documents for item in told["entities"]} == {item.documents for item in told["orders"]} == {1}
    line, _ = order(store, f"{index.base_iri}id/{told['orders'][0].path}")
    assert line.documents == 1
    assert len(told["documents"]) == 3
