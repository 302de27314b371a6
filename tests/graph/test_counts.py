"""What is counted in lists is kept until something is written, and never longer."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from graph.anchors import said_of
from graph.case import read_case
from graph.document_list import documents_of
from graph.fact_fields import facts
from graph.judgement import Family, Judgement, Kind
from graph.listing import ask, counted, described, listed, total
from graph.lists import select
from graph.lists.kept import MOST, Kept
from graph.pipeline import Workspace
from graph.settings import Settings

CASES = [read_case(path) for path in sorted((Path(__file__).parent.parent / "gold" / "dev").glob("*.json"))[:3]]


def counts_of(workspace: Workspace) -> tuple[int, dict[str, int]]:
    asked = ask(workspace.store, workspace.index, "facts")
    found = counted(workspace.index, asked, [asked.list.filters["family"]])["family"]
    return total(workspace.index, asked), {one.value: one.count for one in found}


def listed_in(workspace: Workspace) -> tuple[int, dict[str, int]]:
    items = listed(workspace.index, ask(workspace.store, workspace.index, "facts"), 100_000)
    families = {"fact": "relation"}
    return len(items), dict(Counter(families.get(item.kind, item.kind) for item in items))


def test_counts_are_right_after_documents_come_are_judged_and_go(tmp_path: Path) -> None:
    with Workspace.open(Settings(home=tmp_path, store="memory")) as workspace:
        seen = [counts_of(workspace)]
        for document, record in CASES:
            workspace.put(document, record)
            seen.append(counts_of(workspace))
            assert seen[-1] == listed_in(workspace)
        document, record = CASES[0]
        handle, fact = next((one, fact) for one, fact in facts(record) if one.family is not Family.RELATION)
        wrong = Judgement(Kind.WRONG, "Ann Lee", "2026-11-27T12:00:00Z", fact=said_of(record, handle, fact))
        with workspace.together(at_once=True):
            workspace.touch(workspace.ledger.judgements.take(wrong).touched)
        seen.append(counts_of(workspace))
        assert seen[-1] == listed_in(workspace)
        workspace.delete(document.id)
        seen.append(counts_of(workspace))
        assert seen[-1] == listed_in(workspace)
    assert seen[0] == (0, {})
    assert all(one != other for one, other in pairwise(seen))


def test_what_has_been_counted_is_not_counted_again_in_the_same_generation() -> None:
    kept, made = Kept(), list[int]()

    def count() -> int:
        made.append(len(made))
        return made[-1]

    assert [kept.of(1, "people", count), kept.of(1, "people", count), kept.of(1, "places", count)] == [0, 0, 1]
    assert [kept.of(2, "people", count), kept.of(1, "people", count), kept.of(2, "people", count)] == [2, 2, 2]


def test_what_is_counted_while_something_is_written_is_not_kept() -> None:
    kept = Kept()
    assert kept.of(1, "people", lambda: kept.of(2, "places", lambda: 7)) == 7
    assert kept.of(2, "people", lambda: 8) == 8


def test_of_more_counts_than_are_kept_the_first_go() -> None:
    kept = Kept()
    for number in range(MOST + 1):
        kept.of(1, number, lambda number=number: number)  # type: ignore[misc]
    assert [kept.of(1, number, lambda: -1) for number in (MOST, 1, 0)] == [MOST, 1, -1]


@pytest.mark.parametrize(("few", "many", "share"), [(0, 0, 0), (100_000, 100_000, 0), (100_000, 100_000, 1_000_000)])
def test_parts_and_counts_are_the_same_wherever_the_search_begins(
    annotated: Workspace, monkeypatch: pytest.MonkeyPatch, few: int, many: int, share: int
) -> None:
    index = annotated.index
    given = {"facts": {"topic": ["9"]}, "documents": {"since": ["2025-10-01"]}, "orders": {"issuer": ["Trump"]}}

    def told() -> list[object]:
        found = list[object]()
        for name, filters in given.items():
            asked = ask(annotated.store, index, name, filters)
            whole = listed(index, asked, 1000)
            first = listed(index, asked, 3)
            assert [*first, *listed(index, asked, 1000, first[-1].key)] == whole
            with index.reading() as db:
                facets = select.counts(db, asked, [one for one in asked.list.filters.values() if one.counts])
                found += [whole, facets, select.count(db, asked)]
        return found

    expected = told()
    monkeypatch.setattr(select, "FEW", few)
    monkeypatch.setattr(select, "MANY", many)
    monkeypatch.setattr(select, "SHARE", share)
    assert told() == expected


def test_documents_in_a_list_are_told_as_the_store_has_them(annotated: Workspace) -> None:
    items = listed(annotated.index, ask(annotated.store, annotated.index, "documents"), 1000)
    told = described(annotated.store, annotated.index, "documents", items)
    assert {one.iri: one for one in told} == {
        one.iri: one for one in documents_of(annotated.store, [one.iri for one in told])
    }
    assert len(told) == len(items) > 10
