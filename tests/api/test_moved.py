"""The old address of a thing whose path has changed leads to the one that it has now."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.case import ANNOTATED
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.pipeline import Workspace
from graph.settings import Settings

Case = tuple[Document, Record]
OLD, NEW = "person/michelle-wu", "person/michelle-wu-mayor-of-boston"


def story(number: int, name: str, office: str | None = None) -> Case:
    document = Document(f"{name} spoke for the time number {number}.", url=f"https://papers.example/{number}")
    said = Evidence(0, len(name), name)
    held = (Relation("p", Predicate.HOLDS_OFFICE, said, value=office),) if office else ()
    return document, Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (said,)),), held)


def location(client: TestClient, address: str) -> tuple[int, str | None]:
    answer = client.get(address, follow_redirects=False)
    return answer.status_code, answer.headers.get("location")


@pytest.fixture
def wu(workspace: Workspace) -> Workspace:
    """A mayor who was known by name alone at first."""
    for case in (story(1, "Michelle Wu"), story(2, "Michelle Wu", "Mayor of Boston")):
        workspace.put(*case)
    return workspace


def test_the_old_address_of_a_thing_leads_to_the_new_one_and_does_so_after_rebuild(wu: Workspace) -> None:
    with TestClient(create_app(wu.settings, wu), base_url="http://127.0.0.1:8000") as client:
        for _ in range(2):
            assert location(client, f"/id/{OLD}") == (308, f"/id/{NEW}")
            assert location(client, f"/entities/{OLD}?format=json") == (308, f"/entities/{NEW}?format=json")
            assert client.get(f"/id/{OLD}", headers={"accept": "application/json"}).json()["id"] == NEW
            wu.rebuild()
        assert location(client, f"/id/{NEW}")[0] == 303


def test_an_address_is_no_old_one_while_something_has_it(wu: Workspace) -> None:
    with TestClient(create_app(wu.settings, wu), base_url="http://127.0.0.1:8000") as client:
        wu.delete(story(2, "")[0].id)
        assert location(client, f"/id/{OLD}")[0] == 303
        assert location(client, f"/id/{NEW}") == (308, f"/id/{OLD}")
        wu.delete(story(1, "")[0].id)
        assert [location(client, f"/id/{path}")[0] for path in (OLD, NEW)] == [404, 404]


def test_what_was_taken_apart_leads_to_neither_and_both_are_told(workspace: Workspace) -> None:
    for number, office in enumerate(("Governor of Oregon", "Mayor of Buffalo")):
        workspace.put(*story(number, "Kate Brown", office))
    both = ["person/kate-brown-governor-of-oregon", "person/kate-brown-mayor-of-buffalo"]
    with workspace.ledger.transaction():
        workspace.ledger.things.aliases.add(("person/kate-brown", path) for path in both)
    with TestClient(create_app(workspace.settings, workspace), base_url="http://127.0.0.1:8000") as client:
        answer = client.get("/id/person/kate-brown")
        assert answer.status_code == 404
        assert ", ".join(both) in answer.text


def test_a_document_that_says_it_better_takes_the_address_along(workspace: Workspace) -> None:
    workspace.put(*story(1, "Wu", "Mayor of Boston"))
    document, record = story(1, "Michelle Wu", "Mayor of Boston")
    workspace.put(document, record)
    assert workspace.ledger.things.aliases.lead("person/wu-mayor-of-boston") == [NEW]


def test_other_code_takes_addresses_along(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with Workspace.open(settings) as workspace:
        workspace.put(*story(1, "Michelle Wu", "Mayor of Boston"))
        with workspace.ledger.transaction():  # as if other code had called her so
            workspace.ledger._database.run("UPDATE profiles SET path = 'person/wu'")
            workspace.ledger._database.run("UPDATE scheme SET scheme = 'other code'")
    with Workspace.open(settings) as workspace:
        assert workspace.ledger.things.aliases.lead("person/wu") == [NEW]
