"""Judgements in a ledger and its store: they outrank the rules, survive, and leave no trace when they are undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.anchors import mention_of
from graph.case import ANNOTATED
from graph.judgement import Judgement, Kind, Subject
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.pipeline import Workspace
from graph.settings import Settings
from ontology.terms import PGO, RDF

Case = tuple[Document, Record]
WHO, AT = "Ann Lee", "2026-11-27T12:00:00Z"


def story(number: int, name: str, office: str | None = None, url: bool = True) -> Case:
    """A document that names one person, and perhaps an office."""
    text = f"{name} signed order number {number}."
    document = (
        Document(text, url=f"https://papers.example/{number}") if url else Document(text, source=f"/news/{number}")
    )
    evidence = Evidence(0, len(name), name)
    held = (Relation("p", Predicate.HOLDS_OFFICE, evidence, value=office, confidence=0.4),) if office else ()
    return document, Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (evidence,)),), held)


def subject(*cases: Case) -> Subject:
    return Subject("person/x", tuple(mention_of(document.id, record.entities[0]) for document, record in cases))


def on_two(kind: Kind, one: Case, other: Case, at: str = AT) -> Judgement:
    return Judgement(kind, WHO, at, "as I know", subject(one), subject(other))


def judge(workspace: Workspace, *judgements: Judgement) -> None:
    with workspace.together(at_once=True):
        for judgement in judgements:
            workspace.touch(workspace.ledger.judgements.take(judgement).touched)


def undo(workspace: Workspace, judgement: Judgement) -> None:
    judge(workspace, Judgement(Kind.UNDO, WHO, AT, undoes=judgement.id))


def graph(workspace: Workspace) -> list[str]:
    """The store as canonical N-Quads: it has no blank nodes, so that sorting is enough."""
    return sorted(map(str, workspace.store.quads()))


def persons(workspace: Workspace) -> set[str]:
    quads = workspace.store.quads()
    return {q.subject.value.rpartition("/id/")[2] for q in quads if (q.predicate, q.object) == (RDF.type, PGO.Person)}


def states(workspace: Workspace) -> list[tuple[str, str]]:
    return [(kept.state.value, kept.reason) for kept in workspace.ledger.judgements.all()]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    with Workspace.open(Settings(home=tmp_path / "home", store="memory")) as opened:
        yield opened


def test_two_who_look_the_same_are_two_where_somebody_says_so_and_one_again_when_that_is_undone(
    workspace: Workspace,
) -> None:
    one, other, third = (story(number, "Kate Brown") for number in (1, 2, 3))
    for case in (one, other, third):
        workspace.put(*case)
    before = graph(workspace)
    assert persons(workspace) == {"person/kate-brown"}
    judgement = on_two(Kind.DIFFERENT, one, other)
    judge(workspace, judgement)
    assert len(persons(workspace)) == 2
    apart = workspace.ledger.things.paths_of(other[0].id)["p"]
    assert workspace.ledger.things.paths_of(one[0].id) == {"p": "person/kate-brown"}
    assert apart.startswith("person/kate-brown-")
    judged = graph(workspace)
    workspace.rebuild()
    assert graph(workspace) == judged
    undo(workspace, judgement)
    assert graph(workspace) == before


def test_two_of_another_name_are_one_where_somebody_says_so(workspace: Workspace) -> None:
    one, other = story(1, "Amy Coney", "Mayor of Salem"), story(2, "Amy Barrett")
    for case in (one, other):
        workspace.put(*case)
    before = graph(workspace)
    judgement = on_two(Kind.SAME, one, other)
    judge(workspace, judgement)
    assert persons(workspace) == {"person/amy-coney-mayor-of-salem"}
    assert states(workspace) == [("in force", "")]
    undo(workspace, judgement)
    assert graph(workspace) == before
    assert states(workspace) == [("undone", ""), ("in force", "")]
