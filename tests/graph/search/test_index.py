"""The index holds what the ledger's documents say, and what people write, whatever became of it in between."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.delta import Delta
from graph.errors import StorageError
from graph.judgement import Kind
from graph.judging import Judging, take
from graph.model import Document, Record
from graph.pipeline import Workspace
from graph.search import find, wanted
from graph.settings import Settings
from ontology.terms import RDFS, SKOS
from tests.indexed import held

Case = tuple[Document, Record]
MAYOR = NamedNode("https://w3id.org/policygraph/id/person/brandon-johnson-mayor-of-chicago")
NOTES = NamedNode("https://example.org/notes")
NICKNAME = Quad(MAYOR, SKOS.altLabel, Literal("Bran the Builder"), NOTES)


def made_anew(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """What an index that is made from the store as it is holds."""
    with workspace.index.beside() as fresh:
        fresh.fill(workspace.store)
        return held(fresh)


def found(workspace: Workspace, words: str) -> list[tuple[str, str]]:
    """The first thing that is found."""
    return [(hit.kind, hit.text) for hit in find(workspace.index, wanted(words), limit=1)]


def test_what_is_put_in_can_be_found_at_once_and_what_is_taken_out_cannot(workspace: Workspace, seed: Case) -> None:
    document, record = seed
    workspace.put(document, record)

    assert found(workspace, "brandon johnson") == [("Person", "Brandon Johnson")]
    assert found(workspace, '"publicity stunt"') == [("Statement", "Johnson's order a publicity stunt")]

    workspace.delete(document.id)

    assert found(workspace, "brandon johnson") == found(workspace, "stunt") == []
    assert held(workspace.index)["graphs"] == []


def test_followed_one_by_one_it_holds_what_one_holds_that_is_made_at_once(
    workspace: Workspace, cases: list[Case]
) -> None:
    for document, record in cases[:18]:
        workspace.put(document, record)
    for document, _ in cases[:18:3]:
        workspace.delete(document.id)
    for document, record in cases[1:18:3]:
        longer = replace(
            document, text=f"{document.text}\n\nThis was added later.", url=f"https://a.example/{document.id}"
        )
        workspace.put(longer, replace(record, document_id=longer.id))
    workspace.write(Delta(added=(NICKNAME, replace_graph(NICKNAME, "https://example.org/others"))), "ann")
    workspace.write(Delta(removed=(NICKNAME,)), "ann")

    assert held(workspace.index) == made_anew(workspace)
    before = held(workspace.index)

    workspace.rebuild()

    assert held(workspace.index) == before


def replace_graph(quad: Quad, graph: str) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))


def test_names_that_judgements_part_or_join_follow(workspace: Workspace, cases: list[Case]) -> None:
    for document, record in cases[:40]:
        workspace.put(document, record)
    before = held(workspace.index)
    one, other = (hit.iri for hit in find(workspace.index, wanted("national guard"))[:2])

    judging = Judging(workspace.ledger, workspace.settings.base_iri, "ann")

    take(workspace, judging.on_two(Kind.SAME, one, other))

    assert [hit.iri for hit in find(workspace.index, wanted("national guard"))][:1] == [min(one, other)]
    assert held(workspace.index)["names"] != before["names"]
    assert held(workspace.index) == made_anew(workspace)


def test_what_people_call_things_can_be_found_until_they_take_it_back(workspace: Workspace, seed: Case) -> None:
    workspace.put(*seed)
    label = Quad(MAYOR, RDFS.label, NICKNAME.object, NOTES)

    workspace.write(Delta(added=(NICKNAME, label)), "ann")
    (hit,) = find(workspace.index, wanted("the builder"))
    assert (hit.iri, hit.text, hit.document) == (MAYOR.value, "Bran the Builder", hit.document)
    assert hit.document is not None  # a place where the text speaks of him, by another name

    workspace.write(Delta(removed=(label,)), "ann")
    assert found(workspace, "builder") == [("Person", "Bran the Builder")]
    workspace.write(Delta(dropped=frozenset({NOTES.value})), "ann")
    assert found(workspace, "builder") == []
    assert held(workspace.index) == made_anew(workspace)


def remove(settings: Settings) -> None:
    settings.search_path.unlink()


def spoil(settings: Settings) -> None:
    settings.search_path.write_bytes(b"This is no database. " * 1000)


def age(settings: Settings) -> None:
    with closing(sqlite3.connect(settings.search_path)) as db:
        db.executescript("DROP TABLE passages; PRAGMA user_version = 7")


def remove_store(settings: Settings) -> None:
    shutil.rmtree(settings.store_path, ignore_errors=True)


@pytest.mark.parametrize("harm", [remove, spoil, age, remove_store])
def test_the_next_start_mends_it(harm: Callable[[Settings], None], home_settings: Settings, cases: list[Case]) -> None:
    with Workspace.open(home_settings) as workspace:
        for document, record in cases[:6]:
            workspace.put(document, record)
        workspace.write(Delta(added=(NICKNAME,)), "ann")
        before = held(workspace.index)

    harm(home_settings)

    with Workspace.open(home_settings) as workspace:
        assert held(workspace.index) == before
        assert sorted(path.name for path in home_settings.home.glob("search*")) == [
            "search.sqlite",
            "search.sqlite-shm",
            "search.sqlite-wal",
        ]


def test_one_that_is_behind_the_store_is_made_anew(home_settings: Settings, cases: list[Case]) -> None:
    with Workspace.open(home_settings) as workspace:
        for document, record in cases[:6]:
            workspace.put(document, record)
    old = home_settings.search_path.read_bytes()
    with Workspace.open(home_settings) as workspace:
        for document, record in cases[6:10]:
            workspace.put(document, record)
        workspace.delete(cases[0][0].id)
        workspace.write(Delta(added=(NICKNAME,)), "ann")
        before = held(workspace.index)

    home_settings.search_path.write_bytes(old)

    with Workspace.open(home_settings) as workspace:
        assert held(workspace.index) == before


def test_after_a_crash_it_finds_what_the_store_alone_had_taken(home_settings: Settings, cases: list[Case]) -> None:
    current = home_settings.store_path / "CURRENT"
    with Workspace.open(home_settings) as workspace:
        workspace.put(*cases[0])
    index, mark = home_settings.search_path.read_bytes(), current.read_text(encoding="utf-8")
    with Workspace.open(home_settings) as workspace:
        for document, record in cases[1:6]:
            workspace.put(document, record)
        workspace.delete(cases[0][0].id)
        before = held(workspace.index)

    home_settings.search_path.write_bytes(index)
    current.write_text(mark, encoding="utf-8")

    with Workspace.open(home_settings) as workspace:
        assert held(workspace.index) == before


def test_one_that_an_accident_has_emptied_goes_on_and_is_made_anew_at_the_next_start(
    home_settings: Settings, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.put(*cases[0])
        workspace.put(*cases[1])
        before = held(workspace.index)
        with workspace.index.beside() as fresh, monkeypatch.context() as accident:
            accident.setattr(fresh, "close", fresh.path.unlink)
            with pytest.raises(StorageError, match="cannot be used"):
                workspace.index.give_way(fresh, {})
        workspace.put(*cases[2])
        assert len(workspace.index.graphs()) < len(before["graphs"])
        workspace.delete(cases[2][0].id)

    with Workspace.open(home_settings) as workspace:
        assert held(workspace.index) == before


def test_one_that_follows_the_ledger_is_not_made_anew(home_settings: Settings, seed: Case) -> None:
    with Workspace.open(home_settings) as workspace:
        workspace.put(*seed)
    with closing(sqlite3.connect(home_settings.search_path)) as db:
        db.execute("UPDATE graphs SET title = 'as it was' WHERE title IS NOT NULL")
        db.commit()

    with Workspace.open(home_settings) as workspace:
        (hit,) = find(workspace.index, wanted("stunt"))

    assert hit.label == "as it was"


def test_the_index_of_a_store_in_memory_is_gone_with_it(tmp_path: Path, seed: Case) -> None:
    with Workspace.open(Settings(home=tmp_path / "home", store="memory")) as workspace:
        workspace.put(*seed)
        where = workspace.index.path
        assert found(workspace, "brandon johnson") == [("Person", "Brandon Johnson")]

    assert not where.parent.exists()
    assert not list((tmp_path / "home").glob("search*"))
    with pytest.raises(StorageError, match="is closed"):
        find(workspace.index, wanted("johnson"))


def test_who_is_reading_is_waited_for_when_a_new_one_takes_its_place(workspace: Workspace, seed: Case) -> None:
    workspace.put(*seed)
    for _ in range(5):  # more often than there are readers
        workspace.rebuild()
        assert found(workspace, "brandon johnson") == [("Person", "Brandon Johnson")]
