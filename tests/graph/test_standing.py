"""How an order stands on a day, by all that documents tell of it: asked of a store that followed them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import EventStatus, EventType
from graph.pipeline import Workspace
from graph.query import ask
from graph.settings import Settings
from graph.shapes import validate
from tests.graph.told import Case, blocked, deed, restored, revoked, stopped, story


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(Settings(home=tmp_path, store="memory")) as opened:
        yield opened


def put(workspace: Workspace, *cases: Case) -> None:
    for case in cases:
        workspace.put(*case)


def on(workspace: Workspace, day: str) -> list[tuple[object, ...]]:
    rows = ask(workspace.store, 8, date=day).rows
    return [(row.values["standing"], row.values["since"], len(row.evidence)) for row in rows]


def test_an_order_is_in_force_until_the_day_on_which_a_judge_blocked_it(workspace: Workspace) -> None:
    put(workspace, blocked("a", "2025-10-10", signed="2025-10-06"))
    assert on(workspace, "2025-10-05") == []
    assert on(workspace, "2025-10-06") == on(workspace, "2025-10-08") == [("inForce", "2025-10-06", 1)]
    assert on(workspace, "2025-10-09") == on(workspace, "2026-10-09") == [("blocked", "2025-10-09", 1)]


def test_who_is_stopped_by_a_court_is_stopped_from_the_order_over_which_somebody_sues(workspace: Workspace) -> None:
    case = stopped(
        "a", "2025-10-10", "A judge barred the mayor from it on Thursday.", "Hunters sued.", signed="2025-10-06"
    )
    put(workspace, case)
    assert on(workspace, "2025-10-08") == [("inForce", "2025-10-06", 1)]
    assert on(workspace, "2025-10-09") == [("blocked", "2025-10-09", 1)]


@pytest.mark.parametrize(
    ("words", "complaint", "to"),
    [
        ("A judge barred the mayor from it.", "Hunters hated it.", "mayor"),  # nobody sues
        ("A judge told the mayor to pay a fine.", "Hunters sued.", "mayor"),  # nothing is stopped
        ("A judge put a restraining order on the mayor.", "Hunters sued.", "mayor"),
        ("A high court barred the judge from a delay.", "Hunters sued.", "judge"),
    ],
)
def test_else_what_befalls_a_party_does_not_befall_the_order(
    workspace: Workspace, words: str, complaint: str, to: str
) -> None:
    put(workspace, stopped("a", "2025-10-10", words, complaint, to, signed="2025-10-06"))
    assert on(workspace, "2025-10-10") == [("inForce", "2025-10-06", 1)]


def test_the_answer_cites_what_made_the_status(workspace: Workspace) -> None:
    put(workspace, blocked("a", "2025-10-10", signed="2025-10-06"))
    (row,) = ask(workspace.store, 8, date="2025-10-10").rows
    (cited,) = row.evidence
    assert (cited.text, cited.title, cited.date) == ("A judge blocked the order on Thursday.", "a", "2025-10-10")


def test_what_several_documents_tell_makes_one_timeline_and_takes_it_back_when_they_go(workspace: Workspace) -> None:
    first = blocked("a", "2025-10-10", signed="2025-10-06")
    second = restored("b", "2025-10-20", "A court reinstated the order on Monday.")
    put(workspace, first, second)
    assert on(workspace, "2025-10-19") == [("blocked", "2025-10-09", 1)]
    assert on(workspace, "2025-10-20") == [("inForce", "2025-10-20", 1)]
    workspace.delete(second[0].id)
    assert on(workspace, "2025-10-20") == [("blocked", "2025-10-09", 1)]
    workspace.delete(first[0].id)
    assert on(workspace, "2025-10-10") == []
    assert [name for name in workspace.store.graphs() if "/inferred/" in name or "unfinished" in name] == []


@pytest.mark.parametrize("status", [s for s in EventStatus if s is not EventStatus.ACTUAL])
def test_what_has_not_happened_changes_nothing(workspace: Workspace, status: EventStatus) -> None:
    text = "A judge may block the order."
    put(workspace, story("a", "2025-10-10", text, deed(text, status=status), signed="2025-10-06"))
    assert on(workspace, "2025-10-10") == [("inForce", "2025-10-06", 1)]


def test_a_claim_changes_nothing(workspace: Workspace) -> None:
    text = "The order is blocked by a judge"
    put(workspace, story("a", "2025-10-10", text, deed(text, said=True), signed="2025-10-06"))
    assert on(workspace, "2025-10-10") == [("inForce", "2025-10-06", 1)]


@pytest.mark.parametrize(("said", "standing"), [(True, "inForce"), (False, "revoked")])
def test_another_order_revokes_it_unless_that_is_only_said(workspace: Workspace, said: bool, standing: str) -> None:
    text = "Executive Order 2025-9 revoked it."
    put(workspace, story("a", "2025-10-06", "It is signed."), revoked("b", "2025-10-08", text, said))
    assert standing in [row[0] for row in on(workspace, "2025-10-08")]


def test_a_stay_of_the_ruling_restores_the_order(workspace: Workspace) -> None:
    text = "The appeals court stayed the injunction on Monday."
    after = story("b", "2025-10-20", text, deed(text, to="ruling"))
    put(workspace, blocked("a", "2025-10-10", signed="2025-10-06"), after)
    assert on(workspace, "2025-10-20") == [("inForce", "2025-10-20", 1)]


def test_critics_and_supporters_change_nothing(workspace: Workspace) -> None:
    text = "Neighbors rejected the order."
    put(workspace, story("a", "2025-10-10", text, deed(text, EventType.REJECT), signed="2025-10-06"))
    assert on(workspace, "2025-10-10") == [("inForce", "2025-10-06", 1)]


def test_a_status_can_be_asked_for_with_its_kinds(workspace: Workspace) -> None:
    put(workspace, blocked("a", "2025-10-10", "A judge struck down the order on Thursday.", signed="2025-10-06"))
    asked = {
        name: len(ask(workspace.store, 8, date="2025-10-10", status=name).rows) for name in ("blocked", "in force")
    }
    assert asked == {"blocked": 1, "in force": 0}


def test_a_timeline_conforms_to_the_shapes(workspace: Workspace) -> None:
    put(workspace, blocked("a", "2025-10-10", signed="2025-10-06"), blocked("b", "2025-10-11"))
    stated = [name for name in workspace.store.graphs() if "/id/graph/" not in name or "/inferred/status/" in name]
    report = validate(quad for name in stated for quad in workspace.store.quads(name))
    assert report.results == ()
