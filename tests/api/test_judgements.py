"""Judgements as users meet them: over HTTP, on the command line, and key by key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from api.cli import main
from api.examples import SEED_ID
from graph.case import ANNOTATED
from graph.ledger import Ledger
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.settings import Settings

MAYOR = "person/brandon-johnson-mayor-of-chicago"
IRI = "https://w3id.org/policygraph/id/"


def names(client: TestClient) -> list[str]:
    return [one["label"] for one in client.get("/entities", params={"type": "Person"}).json()["items"]]


def test_what_is_judged_over_http_is_in_the_graph_at_once_and_can_be_taken_back(client: TestClient) -> None:
    before = sorted(client.get("/export/nquads").text.splitlines())
    sent = {"kind": "corrected", "what": MAYOR, "field": "name", "value": "B. Johnson", "who": "Ann", "why": "so"}
    answer = client.post("/judgements", json=sent)
    made = answer.json()
    assert (answer.status_code, made["number"], made["state"], made["reason"]) == (201, 1, "in force", "")
    assert (made["who"], made["why"], made["about"]) == ("Ann", "so", "corrected: Brandon Johnson, name: B. Johnson")
    assert "B. Johnson" in names(client)
    assert client.post("/judgements", json=sent | {"what": "person/b-johnson-mayor-of-chicago"}).status_code == 201
    undone = client.delete("/judgements/2", params={"who": "Bob", "why": "once more"})
    assert (undone.status_code, undone.json()["kind"], undone.json()["who"]) == (200, "undo", "Bob")
    client.delete(f"/judgements/{made['id']}", params={"who": "Bob"})
    listed = client.get("/judgements", params={"state": "undone"}).json()["items"]
    assert [one["number"] for one in listed] == [2, 1]
    assert sorted(client.get("/export/nquads").text.splitlines()) == before


def test_a_fact_is_judged_by_its_iri(client: TestClient) -> None:
    facts = client.get(f"/entities/{MAYOR}").json()["facts"]
    said = next(fact for fact in facts if fact["family"] == "statement")
    sent = {"kind": "wrong", "what": said["iri"], "who": "Ann"}
    assert client.post("/judgements", json=sent).status_code == 201
    assert said["iri"] not in {fact["iri"] for fact in client.get(f"/entities/{MAYOR}").json()["facts"]}
    assert client.post("/judgements", json=sent).status_code == 200
    assert client.post("/judgements", json=sent | {"kind": "right"}).status_code == 201
    facts = client.get(f"/entities/{MAYOR}").json()["facts"]
    assert next(fact for fact in facts if fact["iri"] == said["iri"])["confidence"] == 1
    states = [(one["kind"], one["state"]) for one in client.get("/judgements").json()["items"]]
    assert states == [("right", "in force"), ("wrong", "idle")]


@pytest.mark.parametrize(
    ("sent", "status", "detail"),
    [
        ({"kind": "same", "what": MAYOR}, 422, "is said of two things"),
        ({"kind": "wrong", "what": "event/0123456789abcdef-0"}, 404, "no document '0123456789abcdef'"),
        ({"kind": "wrong", "what": f"event/{SEED_ID}-0"}, 404, "no fact"),
        ({"kind": "not-an-entity", "what": "person/nobody"}, 404, "no thing 'person/nobody'"),
        ({"kind": "different", "what": MAYOR, "other": IRI + MAYOR}, 422, "one thing and the same"),
        ({"kind": "corrected", "what": MAYOR}, 422, "needs the field"),
        ({"kind": "corrected", "what": MAYOR, "value": "x"}, 422, "needs the field"),
        ({"kind": "corrected", "what": MAYOR, "field": "colour", "value": "x"}, 422, "can be corrected"),
        ({"kind": "corrected", "what": MAYOR, "field": "geonames", "value": "9" * 30}, 422, "can be corrected"),
        ({"kind": "undo", "what": "7"}, 404, "no judgement '7'"),
        ({"kind": "wrong", "what": MAYOR, "who": " "}, 422, "who"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_the_reason(
    seed: TestClient, sent: dict[str, str], status: int, detail: str
) -> None:
    answer = seed.post("/judgements", json={"who": "Ann"} | sent)
    assert (answer.status_code, detail in answer.json()["detail"]) == (status, True), answer.text
    assert seed.get("/judgements").json()["items"] == []


def test_a_service_for_others_takes_judgements_with_the_key_alone(guarded: TestClient) -> None:
    sent = {"kind": "not-an-entity", "what": MAYOR, "who": "Ann"}
    assert guarded.post("/judgements", json=sent).status_code == 401
    assert guarded.delete("/judgements/1", params={"who": "Ann"}).status_code == 401
    assert guarded.post("/judgements", json=sent, headers={"x-api-key": "correct horse"}).status_code == 201


def test_what_is_doubtful_comes_with_the_words_around_it(seed: TestClient) -> None:
    nothing = seed.get("/review").json()
    assert nothing == {"pairs": [], "facts": [], "total": 0, "next": None}
    assert seed.get("/review", params={"below": 2}).status_code == 422


def test_where_this_machine_read_a_document_is_not_told(client: TestClient) -> None:
    name = "Tom Green"
    document = Document(f"{name} spoke.", source="/home/ann/secret.txt")
    evidence = Evidence(0, len(name), name)
    held = Relation("p", Predicate.HOLDS_OFFICE, evidence, value="Mayor of Salem", confidence=0.2)
    record = Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (evidence,)),), (held,))
    client.app.state.service.workspace.put(document, record)  # type: ignore[attr-defined]
    answer = client.get("/review")
    assert [fact["passage"]["text"] for fact in answer.json()["facts"]] == ["Tom Green spoke."]
    assert "secret" not in answer.text


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Four documents: two of one Kate Brown, and one who may be she, with a doubtful office; one of another."""
    told = [
        ("Kate Brown", "Governor of Oregon"),
        ("K. Brown", None),
        ("Kate Brown", None),
        ("Tom Green", "Mayor of Salem"),
    ]
    with Ledger(Settings(home=tmp_path).ledger_path) as ledger:
        for number, (name, office) in enumerate(told):
            text = f"Rain fell.\n{name} signed order number {number}. It was late."
            document = Document(text, url=f"https://papers.example/{number}")
            evidence = Evidence(11, 11 + len(name), name)
            held = (
                (Relation("p", Predicate.HOLDS_OFFICE, evidence, value=office, confidence=0.3 + number / 20),)
                if office
                else ()
            )
            ledger.put(
                document, Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (evidence,)),), held)
            )
    return tmp_path


def run(home: Path, *arguments: str, keys: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, [*arguments, "--home", str(home)], input=keys, prog_name="policygraph")
    return result.exit_code, result.stdout, result.stderr


def listed(home: Path) -> list[tuple[str, str]]:
    told = json.loads(run(home, "judgements", "list", "--json")[1])
    return [(one["about"], one["state"]) for one in told]


def test_pairs_and_facts_are_judged_key_by_key(home: Path) -> None:
    code, printed, said = run(home, "review", "--who", "Ann", keys="x\ns\nw\nu\nr\nk\n")
    assert (code, said.splitlines()[-1]) == (0, "2 judged, 0 left")
    assert "Are these one? 0.6, unsure: name initial +0.6" in printed
    assert "    [K. Brown] signed order number 1.  (Rain fell.)" in printed
    assert (
        "Does it say so? relation holdsOffice, confidence 0.3: subject Kate Brown · object Governor of Oregon"
        in printed
    )
    assert listed(home) == [
        ("same: K. Brown, Kate Brown", "in force"),
        ("wrong: “Kate Brown”", "undone"),
        ("undo: 2", "in force"),
        ("right: “Kate Brown”", "in force"),
    ]


def test_a_fact_is_corrected_and_a_thing_is_none_by_a_key_and_a_line(home: Path) -> None:
    code, _, said = run(home, "review", "facts", keys="c\ncolour=red\nc\nvalue=Mayor of Bend\nn\n1\n")
    assert (code, "has no field 'colour'" in said, said.splitlines()[-1]) == (0, True, "2 judged, 0 left")
    assert listed(home) == [
        ("corrected: “Kate Brown”, value: Mayor of Bend", "in force"),
        ("not-an-entity: Tom Green", "in force"),
    ]
    assert "person/kate-brown-mayor-of-bend" in run(home, "export", "nquads")[1]


def test_a_pair_that_was_judged_different_is_not_asked_about_again(home: Path) -> None:
    assert run(home, "review", "pairs", keys="d\n")[2].splitlines()[-1] == "1 judged, 0 left"
    assert run(home, "review", "pairs", keys="")[2].splitlines()[-1] == "0 judged, 0 left"


def test_judgements_are_made_shown_undone_and_taken_to_another_ledger(home: Path, tmp_path: Path) -> None:
    one, other = "person/kate-brown-governor-of-oregon", "person/k-brown"
    assert run(home, "judgements", "add", "same", one, other, "--who", "Ann", "--why", "old news")[0] == 0
    assert run(home, "judgements", "add", "not-an-entity", IRI + "person/tom-green-mayor-of-salem")[0] == 0
    assert run(home, "judgements", "undo", "2")[::2] == (0, "judgement 3 takes back judgement 2\n")
    assert run(home, "judgements", "undo", "9")[0] == 1
    assert "old news" in run(home, "judgements", "list", "--state", "in force")[1]
    file, there = tmp_path / "judgements.jsonl", tmp_path / "there"
    assert run(home, "judgements", "export", str(file))[0] == 0
    with file.open("a", encoding="utf-8") as more:
        more.write('{"kind": "same"}\nno JSON\n' + file.read_text().splitlines()[0].replace("Ann", "Bob") + "\n")
    code, printed, said = run(there, "judgements", "import", str(file), "--json")
    assert code == 1
    assert json.loads(printed) == {"added": 3, "unchanged": 0, "failed": 3, "in force": 1, "idle": 1, "undone": 1}
    assert "judgement 1 is idle: documents" in said
    assert [line.split(": ")[2] for line in said.splitlines() if "line" in line][2].startswith("was changed on its way")


def test_what_is_judged_of_two_things_is_shown_where_they_are_compared(home: Path) -> None:
    one, other = "person/kate-brown-governor-of-oregon", "person/k-brown"
    for _ in range(2):  # the second time changes nothing
        assert run(home, "judgements", "add", "different", one, other, "--who", "Ann", "--why", "two towns")[0] == 0
    (judged,) = json.loads(run(home, "compare", other, "--json")[1])["judged"]
    assert (judged["number"], judged["who"], judged["why"], judged["state"]) == (1, "Ann", "two towns", "in force")
    assert "two towns" in run(home, "compare", one, other)[1]
    assert "no thing of which documents speak by name 'person/nobody'" in run(home, "compare", "person/nobody")[2]


def test_a_document_is_shown_as_judged(client: TestClient) -> None:
    facts = client.get(f"/entities/{MAYOR}").json()["facts"]
    said = next(fact for fact in facts if fact["family"] == "statement")
    page = {"accept": "text/html"}
    before = client.get(f"/documents/{SEED_ID}", headers=page).text
    client.post("/judgements", json={"kind": "wrong", "what": said["iri"], "who": "Ann"})
    after = client.get(f"/documents/{SEED_ID}", headers=page).text
    statements = len(client.get(f"/documents/{SEED_ID}/record").json()["statements"])  # as it was read
    assert [text.count('<li class="card statement"') for text in (before, after)] == [statements, statements - 1]


def test_a_mistake_on_the_command_line_is_explained(home: Path) -> None:
    assert run(home, "judgements", "add", "corrected", "person/k-brown", "--set", "name")[0] == 2
    code, _, said = run(home, "judgements", "add", "same", "person/k-brown")
    assert (code, "is said of two things" in said) == (1, True)
