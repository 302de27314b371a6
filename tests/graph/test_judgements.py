"""Judgements in a ledger and its store: they outrank the rules, survive, and leave no trace when they are undone."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graph import learning
from graph.anchors import mention_of, said_of
from graph.authority.lists import read
from graph.case import ANNOTATED
from graph.fact_fields import facts
from graph.judgement import Correction, Judgement, Kind, Subject
from graph.judging import Judging
from graph.ledger import Ledger
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Provision, ProvisionKind, Record, Relation
from graph.pipeline import Workspace
from graph.resolve import resolve, together
from graph.settings import Settings
from graph.shapes import validate
from ontology.terms import PGO, PROV, RDF

Case = tuple[Document, Record]
WHO, AT = "Ann Lee", "2026-11-27T12:00:00Z"
MENTION = {"document": "0" * 16, "start": 0, "end": 4, "quote": "Kate", "name": "Kate", "type": "Person"}


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
    return {
        str(q.subject).rpartition("/id/")[2].rstrip(">")
        for q in quads
        if (q.predicate, q.object) == (RDF.type, PGO.Person)
    }


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


def test_a_judgement_holds_on_in_another_reading_and_in_another_text(workspace: Workspace) -> None:
    one, other = story(1, "Kate Brown", url=False), story(2, "Kate Brown")
    for case in (one, other):
        workspace.put(*case)
    judge(workspace, on_two(Kind.DIFFERENT, other, one))
    again = replace(other[1], entities=(replace(other[1].entities[0], id="e7"),))
    workspace.put(replace(other[0], title="Read again"), again)
    assert states(workspace) == [("in force", "")]
    assert len(persons(workspace)) == 2
    text = "Corrected. Kate Brown signed order number 1."
    newer = Document(text, source=one[0].source)
    evidence = Evidence(11, 21, "Kate Brown")
    entity = Entity("p", EntityType.PERSON, "Kate Brown", (evidence,))
    assert workspace.put(newer, Record(newer.id, ANNOTATED, (entity,))).superseded == one[0].id
    assert states(workspace) == [("in force", "")]
    assert len(persons(workspace)) == 2


def test_a_judgement_waits_for_its_documents_and_says_so_and_works_again_when_they_are_back(
    workspace: Workspace,
) -> None:
    one, other = story(1, "Kate Brown"), story(2, "Kate Brown")
    judge(workspace, on_two(Kind.DIFFERENT, one, other))
    ids = ", ".join(sorted([one[0].id, other[0].id]))
    assert states(workspace) == [("idle", f"documents {ids} are not in this ledger")]
    workspace.put(*other)
    assert states(workspace)[0][1].startswith("no document here speaks of person/x as it was judged")
    workspace.put(*one)
    judged = graph(workspace)
    assert (states(workspace), len(persons(workspace))) == ([("in force", "")], 2)
    workspace.delete(one[0].id)
    assert (states(workspace)[0][0], persons(workspace)) == ("idle", {"person/kate-brown"})
    workspace.put(*one)
    assert graph(workspace) == judged


def test_of_two_judgements_that_speak_against_one_another_the_older_is_shown_as_overruled(
    workspace: Workspace,
) -> None:
    one, other = story(1, "Kate Brown", "Governor of Oregon"), story(2, "Kate Brown", "Mayor of Buffalo")
    for case in (one, other):
        workspace.put(*case)
    newer = on_two(Kind.DIFFERENT, one, other, at="2026-11-28T12:00:00Z")
    judge(workspace, newer, on_two(Kind.SAME, one, other))
    assert states(workspace) == [("in force", ""), ("idle", "overruled by a newer judgement")]
    assert len(persons(workspace)) == 2
    undo(workspace, newer)
    assert states(workspace)[:2] == [("undone", ""), ("in force", "")]
    assert len(persons(workspace)) == 1


def test_an_undo_can_be_undone_and_what_is_judged_twice_is_judged_once(workspace: Workspace) -> None:
    one, other = story(1, "Kate Brown"), story(2, "Kate Brown")
    for case in (one, other):
        workspace.put(*case)
    judgement = on_two(Kind.DIFFERENT, one, other)
    judge(workspace, judgement, judgement)
    judged = graph(workspace)
    undo(workspace, judgement)
    judge(workspace, Judgement(Kind.UNDO, WHO, AT, undoes=Judgement(Kind.UNDO, WHO, AT, undoes=judgement.id).id))
    assert graph(workspace) == judged
    assert [state for state, _ in states(workspace)] == ["in force", "undone", "in force"]
    undo(workspace, judgement)  # once more: an undo of its own
    assert [state for state, _ in states(workspace)] == ["undone", "undone", "in force", "in force"]
    judge(workspace, judgement)
    assert len(persons(workspace)) == 2


def test_an_undo_of_an_undo_may_be_undone_as_often_as_anybody_likes(workspace: Workspace) -> None:
    made = [on_two(Kind.DIFFERENT, story(1, "Kate Brown"), story(2, "Kate Brown"))]
    for _ in range(1200):  # more than Python's stack is deep
        made.append(Judgement(Kind.UNDO, WHO, AT, undoes=made[-1].id))
    insert = "INSERT INTO judgements (id, at, taken, kind, undoes, content) VALUES (?, ?, ?, ?, ?, ?)"
    rows = [(one.id, one.at, one.at, one.kind.value, one.undoes, one.content) for one in made]
    with closing(sqlite3.connect(workspace.settings.ledger_path)) as database, database:
        database.executemany(insert, rows)
    found = [state for state, _ in states(workspace)]
    assert found == ["idle", *["undone", "in force"] * 600]


def test_who_is_known_by_a_surname_alone_is_who_somebody_says(workspace: Workspace) -> None:
    mayor, bare = story(1, "Brandon Johnson", "Mayor of Chicago"), story(2, "Johnson")
    for case in (mayor, bare):
        workspace.put(*case)
    before = graph(workspace)
    alone = f"person/{bare[0].id}-johnson"
    assert persons(workspace) == {"person/brandon-johnson-mayor-of-chicago", alone}
    judgement = on_two(Kind.SAME, bare, mayor)
    judge(workspace, judgement)
    assert persons(workspace) == {"person/brandon-johnson-mayor-of-chicago"}
    undo(workspace, judgement)
    assert graph(workspace) == before
    judge(workspace, on_two(Kind.DIFFERENT, bare, mayor, at="2026-11-29T12:00:00Z"))
    assert persons(workspace) == {"person/brandon-johnson-mayor-of-chicago", alone}


def test_an_office_that_is_wrong_is_no_part_of_who_somebody_is(workspace: Workspace) -> None:
    case = story(1, "Kate Brown", "Governor of Oregon")
    workspace.put(*case)
    before = graph(workspace)
    handle, fact = next(facts(case[1]))
    judgement = Judgement(Kind.WRONG, WHO, AT, fact=said_of(case[1], handle, fact))
    judge(workspace, judgement)
    assert persons(workspace) == {"person/kate-brown"}
    assert workspace.ledger.get(case[0].id).record == case[1]
    undo(workspace, judgement)
    assert graph(workspace) == before


def test_what_was_judged_while_nobody_wrote_the_store_is_in_it_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    settings = Settings(home=tmp_path)
    one, other = story(1, "Kate Brown"), story(2, "Kate Brown")
    with Workspace.open(settings) as workspace:
        for case in (one, other):
            workspace.put(*case)
    with Ledger(settings.ledger_path) as ledger, ledger.transaction():
        ledger.judgements.take(on_two(Kind.DIFFERENT, one, other))
        assert [line.action for line in ledger.log()] == ["added", "added", "judged", "judged"]
    with Workspace.open(settings) as workspace:
        caught_up = graph(workspace)
        workspace.rebuild()
        assert graph(workspace) == caught_up
        assert len(persons(workspace)) == 2
        with workspace.ledger.transaction(), workspace.ledger.things.redrawing("other code"):
            pass
    with Workspace.open(settings) as workspace:
        assert graph(workspace) == caught_up


def test_a_fact_is_corrected_beside_what_was_judged_of_an_older_text(workspace: Workspace) -> None:
    document, record = story(1, "Kate Brown", "Governor of Oregon", url=False)
    (entity,) = record.entities
    read = replace(record, entities=(replace(entity, type=EntityType.PLACE),))
    workspace.put(document, read)
    judge(
        workspace,
        Judgement(Kind.CORRECTED, WHO, AT, one=subject((document, read)), correction=Correction("type", "Person")),
    )
    newer = replace(document, text=f"{document.text} It rained.")
    assert workspace.put(newer, replace(read, document_id=newer.id)).superseded == document.id
    (fact,) = (quad.subject for quad in workspace.store.quads() if quad.object == PGO.holdsOffice)
    made = Judging(workspace.ledger, workspace.settings.base_iri, WHO).corrected(fact.value, "value", "Mayor of Salem")
    judge(workspace, made)
    assert states(workspace) == [("in force", ""), ("in force", "")]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"correction": {"field": "name", "value": 5}}, "value must be text, not 5"),
        ({"correction": {"field": "type", "value": ["Person"]}}, r"value must be text, not \['Person'\]"),
        ({"one": {"path": "person/x", "mentions": [{**MENTION, "start": float("inf")}]}}, "OverflowError"),
    ],
)
def test_a_line_that_no_ledger_could_live_with_is_no_judgement(told: dict[str, object], reason: str) -> None:
    line = {"kind": "corrected", "who": WHO, "at": AT, "correction": {"field": "name", "value": "Kate"}}
    line |= {"one": {"path": "person/x", "mentions": [MENTION]}}
    assert Judgement.read_line(json.dumps(line)).correction == Correction("name", "Kate")
    with pytest.raises(ValueError, match=reason):
        Judgement.read_line(json.dumps(line | told))


@pytest.mark.parametrize("change", ["DELETE FROM judgements", "UPDATE judgements SET kind = 'same'"])
def test_no_judgement_is_ever_forgotten_or_changed(workspace: Workspace, change: str) -> None:
    judge(workspace, on_two(Kind.DIFFERENT, story(1, "Kate Brown"), story(2, "Kate Brown")))
    raised = pytest.raises(sqlite3.IntegrityError, match="append-only")
    with closing(sqlite3.connect(workspace.settings.ledger_path)) as database, raised:
        database.execute(change)


def test_what_stands_in_the_graph_of_judgements_conforms(workspace: Workspace) -> None:
    one, other = story(1, "Kate Brown", "Governor of Oregon"), story(2, "Kate Brown")
    for case in (one, other):
        workspace.put(*case)
    handle, fact = next(facts(one[1]))
    said = said_of(one[1], handle, fact)
    judge(
        workspace,
        on_two(Kind.DIFFERENT, one, other),
        Judgement(Kind.CORRECTED, WHO, AT, fact=said, correction=Correction("value", "Mayor of Salem")),
        Judgement(Kind.CORRECTED, WHO, AT, one=subject(other), correction=Correction("name", "Katherine Brown")),
    )
    assert [state for state, _ in states(workspace)] == ["in force"] * 3
    report = validate(quad for quad in workspace.store.quads() if "/graph/inferred/" not in str(quad.graph_name))
    assert report.conforms, report.text
    graphs = {name for name in workspace.store.graphs() if "/graph/judgement/" in name}
    assert len(graphs) == 3
    attributed = [q for q in workspace.store.quads() if q.predicate == PROV.wasAttributedTo]
    assert sorted(str(q.subject).split("/id/")[1].partition("/")[0] for q in attributed) == [
        "fact",
        "judgement",
        "judgement",
        "judgement",
    ]


NAMES = ["Kate Brown", "K. Brown", "Brown", "Jerry Brown"]
OFFICES = [None, "Governor of Oregon", "Mayor of Buffalo"]


@pytest.mark.parametrize("seed", range(5))
def test_whatever_comes_goes_is_judged_and_undone_in_any_order_the_store_is_what_the_ledger_says(
    workspace: Workspace, seed: int
) -> None:
    chance = random.Random(seed)
    _in_any_order(workspace, [story(n, chance.choice(NAMES), chance.choice(OFFICES)) for n in range(9)], chance)


def _in_any_order(workspace: Workspace, cases: list[Case], chance: random.Random) -> None:
    made: list[Judgement] = []
    for step in range(40):
        match chance.choice(["put", "put", "delete", "judge", "judge", "undo"]):
            case "put":
                workspace.put(*chance.choice(cases))
            case "delete":
                document_id = chance.choice(cases)[0].id
                if workspace.ledger.things.paths_of(document_id):
                    workspace.delete(document_id)
            case "judge":
                one, other = chance.sample(cases, 2)
                kind = chance.choice([Kind.SAME, Kind.DIFFERENT])
                made.append(on_two(kind, one, other, at=f"2026-11-27T12:00:{step:02}Z"))
                judge(workspace, made[-1])
            case "undo" if made:
                undo(workspace, made.pop(chance.randrange(len(made))))
    incremental, kept = graph(workspace), states(workspace)
    with workspace.ledger.transaction(), workspace.ledger.things.redrawing("other code"):
        pass
    workspace.ledger.complete()
    workspace.rebuild()
    assert graph(workspace) == incremental
    assert states(workspace) == kept
    for judgement in made:
        undo(workspace, judgement)
    there = [case for case in cases if workspace.ledger.things.paths_of(case[0].id) or _has(workspace, case)]
    known = together(there)
    expected = {
        path for document, record in there for path in resolve(document, record, known[document.id]).paths.values()
    }
    drawn = {path for case in there for path in workspace.ledger.things.paths_of(case[0].id).values()}
    assert drawn <= expected
    assert persons(workspace) == {path for path in expected if path.startswith("person/")}


TITLES = ["order on parks", "order on parks and water", "Executive Order 12", "order"]


def ordered(number: int, title: str, day: str | None) -> Case:
    """A document that speaks of one order of a mayor's."""
    text = f"{title}: Ann Lee signed that parks, rivers and forests near Salem stay open, paper {number}."
    document = Document(text, url=f"https://papers.example/{number}", date=day)
    said, issuer = Evidence(0, len(title), title), Evidence(len(title) + 2, len(title) + 9, "Ann Lee")
    entities = (Entity("o", EntityType.ORDER, title, (said,)), Entity("p", EntityType.PERSON, "Ann Lee", (issuer,)))
    held = Relation("p", Predicate.HOLDS_OFFICE, issuer, value="Mayor of Salem")
    act = Evidence(len(title) + 2, len(text), text[len(title) + 2 :])
    wants = Provision("o", ProvisionKind.REQUIRES, None, act)
    relations = (held, Relation("o", Predicate.ISSUED_BY, issuer, "p"))
    return document, Record(document.id, ANNOTATED, entities, relations, (wants,))


@pytest.mark.parametrize("seed", range(5))
def test_the_same_is_so_of_orders(workspace: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    days = [None, "2025-05-01", "2025-05-03", "2025-09-09"]
    cases = [ordered(number, chance.choice(TITLES), chance.choice(days)) for number in range(9)]
    _in_any_order(workspace, cases, chance)


def _has(workspace: Workspace, case: Case) -> bool:
    return any(entry.document.id == case[0].id for entry in workspace.ledger.entries())


LISTS = Path(__file__).parent / "authority" / "lists"
PRITZKER = "person/j-b-pritzker-governor-of-illinois"


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        (Kind.SAME, "Tom Green", ("person/tom-green-governor-of-illinois", "person/tom-green-governor-of-illinois")),
        (Kind.DIFFERENT, "J. B. Pritzker", (PRITZKER, "person/j-b-pritzker")),
        (Kind.DIFFERENT, "governor of Illinois", (PRITZKER, None)),
    ],
)
def test_what_is_judged_of_somebody_known_by_an_office_outranks_the_lists(
    workspace: Workspace, kind: Kind, name: str, expected: tuple[str | None, str | None]
) -> None:
    learning.learn(workspace, list(read([LISTS])))
    one, other = (
        (replace(document, date="2025-08-30"), record)
        for document, record in (story(1, "governor of Illinois"), story(2, name))
    )
    for case in (one, other):
        workspace.put(*case)
    before = graph(workspace)
    judgement = on_two(kind, one, other)
    judge(workspace, judgement)
    paths = [workspace.ledger.things.paths_of(document.id).get("p") for document, _ in (one, other)]
    assert states(workspace) == [("in force", "")]
    assert tuple(paths) == expected
    undo(workspace, judgement)
    assert graph(workspace) == before


UTAH = "Governor of Utah"
COX = "person/spencer-cox-governor-of-utah"


@pytest.mark.parametrize(
    ("kind", "other", "expected"),
    [
        (Kind.SAME, ("Tom Green", None), "person/tom-green-governor-of-utah"),
        (Kind.DIFFERENT, ("Spencer Cox", UTAH), None),
        (Kind.DIFFERENT, ("Ann Lee", None), COX),
    ],
)
def test_what_is_judged_of_somebody_known_by_an_office_outranks_what_documents_tell(
    workspace: Workspace, kind: Kind, other: tuple[str, str | None], expected: str | None
) -> None:
    told = [("governor of Utah", None), ("Spencer Cox", UTAH), other]
    some = [story(number, *one) for number, one in enumerate(dict.fromkeys(told))]
    dated = [(replace(document, date="2025-08-30"), record) for document, record in some]
    for case in dated:
        workspace.put(*case)
    before = graph(workspace)
    judgement = on_two(kind, dated[0], dated[-1])
    judge(workspace, judgement)
    assert workspace.ledger.things.paths_of(dated[0][0].id).get("p") == expected
    made = graph(workspace)
    workspace.rebuild()
    assert graph(workspace) == made
    undo(workspace, judgement)
    assert graph(workspace) == before
    assert workspace.ledger.things.paths_of(dated[0][0].id).get("p") == COX
