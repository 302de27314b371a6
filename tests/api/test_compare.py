"""`policygraph compare` as its users meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import main
from graph.authority.lists import read
from graph.case import ANNOTATED
from graph.learning import learn
from graph.ledger import Ledger
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.pipeline import Workspace
from graph.settings import Settings

LISTS = Path(__file__).parents[1] / "graph" / "authority" / "lists"
OREGON, BUFFALO = "person/kate-brown-governor-of-oregon", "person/kate-brown-mayor-of-buffalo"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Ledger(Settings(home=tmp_path).ledger_path) as ledger:
        for number, office in enumerate(["Governor of Oregon", "former Governor of Oregon", "Mayor of Buffalo"]):
            document = Document(f"Kate Brown, {office}, signed order number {number}.")
            evidence = Evidence(0, 10, "Kate Brown")
            person = Entity("p", EntityType.PERSON, "Kate Brown", (evidence,))
            held = Relation("p", Predicate.HOLDS_OFFICE, evidence, value=office)
            ledger.put(document, Record(document.id, ANNOTATED, (person,), (held,)))
    return tmp_path


def run(home: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["compare", *arguments, "--home", str(home)], prog_name="policygraph")
    return result.exit_code, result.stdout, result.stderr


def test_a_thing_is_shown_with_what_is_said_of_it_and_what_it_was_compared_with(home: Path) -> None:
    code, printed, _ = run(home, f"https://w3id.org/policygraph/id/{OREGON}", "--json")
    assert code == 0
    assert json.loads(printed) == {
        "thing": OREGON,
        "profiles": [
            {"name": "Kate Brown", "offices": offices, "more": ""}
            for offices in [one["offices"] for one in json.loads(printed)["profiles"]]
        ],
        "listed": [],
        "compared": [
            {
                "thing": BUFFALO,
                "score": -1.0,
                "verdict": "different",
                "features": [
                    {"feature": "name equal", "weight": 2.0},
                    {"feature": "foreign jurisdiction", "weight": -3.0},
                ],
            }
        ],
        "judged": [],
    }
    assert {one["offices"] for one in json.loads(printed)["profiles"]} == {
        "governor-of-oregon",
        "former governor-of-oregon",
    }


def test_two_things_are_compared_in_a_table(home: Path) -> None:
    code, printed, _ = run(home, BUFFALO, OREGON)
    assert code == 0
    assert "different" in printed
    assert "name equal +2, foreign jurisdiction -3" in " ".join(printed.split())


def test_what_no_document_names_is_not_found(home: Path) -> None:
    code, _, error = run(home, "person/nobody")
    assert (code, "person/nobody" in error) == (1, True)


def test_people_of_lists_are_shown_with_what_speaks_for_them(tmp_path: Path) -> None:
    with Workspace.open(Settings(home=tmp_path)) as workspace:
        learn(workspace, list(read([LISTS])))
        for name, office in (("Richard Durbin", "U.S. Senator from Illinois"), ("governor of Illinois", None)):
            evidence = Evidence(0, len(name), name)
            document = Document(f"{name} spoke.", date="2025-08-30")
            held = (Relation("p", Predicate.HOLDS_OFFICE, evidence, value=office),) if office else ()
            entity = Entity("p", EntityType.PERSON, name, (evidence,))
            workspace.put(document, Record(document.id, ANNOTATED, (entity,), held))
    _, printed, _ = run(tmp_path, "person/richard-durbin-us-senator-of-illinois", "--json")
    (person,) = json.loads(printed)["listed"]
    assert {name: person[name] for name in ("person", "score", "verdict")} == {
        "person": "congress-legislators/D000563",
        "score": 4.8,
        "verdict": "the one",
    }
    assert [one["feature"] for one in person["features"]] == ["name equal", "same seat", "listed", "in term"]
    _, printed, _ = run(tmp_path, "person/j-b-pritzker-governor-of-illinois")
    assert "held governor-of-illinois on 2025-08-30" in " ".join(printed.split())


def test_who_is_known_by_an_office_is_shown_with_those_to_whom_documents_give_it(home: Path) -> None:
    def put(ledger: Ledger, name: str, day: str, office: str | None) -> None:
        document, said = Document(f"{name} spoke.", date=day), Evidence(0, len(name), name)
        held = (Relation("p", Predicate.HOLDS_OFFICE, said, value=office),) if office else ()
        people = (Entity("p", EntityType.PERSON, name, (said,)),)
        ledger.put(document, Record(document.id, ANNOTATED, people, held))

    with Ledger(Settings(home=home).ledger_path) as ledger:
        put(ledger, "governor of Utah", "2025-08-30", None)
        put(ledger, "Spencer Cox", "2025-09-10", "Governor of Utah")
    printed = run(home, "person/spencer-cox-governor-of-utah", "--json")[1]
    assert sorted(one["more"] for one in json.loads(printed)["profiles"]) == [
        "when 2025",
        "when 2025-08-30, held then by Spencer Cox, as documents say",
    ]
