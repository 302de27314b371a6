"""People of lists made by others are known again in documents, whichever comes first, and leave nothing behind."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph import learning
from graph.authority.lists import read
from graph.case import ANNOTATED
from graph.learning import forget
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.pipeline import Workspace
from graph.settings import Settings
from ontology.terms import OWL, PGO

LISTS = Path(__file__).parent / "authority" / "lists"
GOVERNORS = """id: ocd-person/{number}
name: {name}
given_name: Edmund
middle_name: G.
family_name: Brown
ids: {{wikidata: Q{number}}}
roles:
"""
ROLE = """- type: governor
  jurisdiction: ocd-jurisdiction/country:us/state:ca/government
  start_date: '{}'
  end_date: '{}'
"""
Case = tuple[Document, Record]


@pytest.fixture(autouse=True)
def at_one_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")


@pytest.fixture
def browns(tmp_path: Path) -> Path:
    """Two governors of one name, father and son."""
    folder = tmp_path / "browns"
    folder.mkdir()
    father = GOVERNORS.format(number=1, name="Pat Brown") + ROLE.format("1959-01-05", "1967-01-02")
    son = GOVERNORS.format(number=2, name="Jerry Brown") + ROLE.format("1975-01-06", "1983-01-03")
    (folder / "pat.yml").write_text(father, encoding="utf-8")
    (folder / "jerry.yml").write_text(son + ROLE.format("2011-01-03", "2019-01-07"), encoding="utf-8")
    return folder


def story(name: str, day: str | None, office: str | None = None) -> Case:
    """A document of a day that names one person, and perhaps an office."""
    document = Document(
        f"{name} spoke.", date=day, url=f"https://papers.example/{name}/{day}/{office}".replace(" ", "-")
    )
    evidence = Evidence(0, len(name), name)
    held = (Relation("p", Predicate.HOLDS_OFFICE, evidence, value=office),) if office else ()
    return document, Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (evidence,)),), held)


def learn(workspace: Workspace, *paths: Path) -> None:
    taken = learning.learn(workspace, list(read(paths)), paths)
    assert [one.reason for one in taken if one.outcome == "failed"] == []


def paths(workspace: Workspace, cases: Iterable[Case]) -> list[str | None]:
    return [workspace.ledger.things.paths_of(document.id).get("p") for document, _ in cases]


def graph(workspace: Workspace) -> list[str]:
    return sorted(map(str, workspace.store.quads()))


def same_as(workspace: Workspace) -> dict[str, str]:
    base = workspace.settings.base_iri
    found = (quad for quad in workspace.store.quads() if quad.predicate == OWL.sameAs)
    return {quad.subject.value.removeprefix(f"{base}id/"): quad.object.value.rpartition("/")[2] for quad in found}


CALIFORNIA = "Governor of California"
SENATOR = "U.S. Senator from Illinois"


def test_one_of_a_list_is_known_again_and_described_while_documents_speak_of_them(workspace: Workspace) -> None:
    some = [story("Dick Durbin", "2025-08-30", SENATOR), story("Jane Doe", "2025-08-30")]
    for case in some:
        workspace.put(*case)
    before = graph(workspace)
    learn(workspace, LISTS)
    assert paths(workspace, some) == ["person/dick-durbin-us-senator-of-illinois", "person/jane-doe"]
    assert same_as(workspace) == {"person/dick-durbin-us-senator-of-illinois": "Q434804"}
    described = {name for name in workspace.store.graphs() if "/graph/authority/" in name}
    assert described == {f"{workspace.settings.base_iri}id/graph/authority/congress-legislators-d000563"}
    workspace.delete(some[0][0].id)
    assert same_as(workspace) == {}
    workspace.put(*some[0])
    assert same_as(workspace) == {"person/dick-durbin-us-senator-of-illinois": "Q434804"}
    assert [forget(workspace, source) for source in ("openstates", "congress-legislators")] == [4, 7]
    assert graph(workspace) == before


def test_two_ways_of_writing_a_name_are_one_by_the_names_that_a_list_gives(workspace: Workspace, browns: Path) -> None:
    some = [story("Edmund G. Brown", "2014-09-16", CALIFORNIA), story("Jerry Brown", "2015-01-05", CALIFORNIA)]
    for case in some:
        workspace.put(*case)
    apart = ["person/edmund-g-brown-governor-of-california", "person/jerry-brown-governor-of-california"]
    assert paths(workspace, some) == apart
    learn(workspace, browns)
    assert paths(workspace, some) == ["person/jerry-brown-governor-of-california"] * 2
    forget(workspace, "openstates")
    assert paths(workspace, some) == apart


def test_people_go_by_the_names_that_documents_give_them(workspace: Workspace, browns: Path) -> None:
    learn(workspace, browns)
    some = [story("Edmund G. Brown", day, CALIFORNIA) for day in ("1963-05-01", "1979-05-01")]
    some += [story("Jerry Brown", "2015-05-01", CALIFORNIA)]
    for case in some:
        workspace.put(*case)
    father, son = "person/edmund-g-brown-governor-of-california", "person/jerry-brown-governor-of-california"
    assert paths(workspace, some) == [father, son, son]


STANDINGS = {
    "Governor of Oregon": "current",
    "acting Governor of Oregon": "acting",
    "former Governor of Oregon": "former",
    "candidate for Governor of Oregon": "candidate",
    "Governor-elect of Oregon": "candidate",
}


def test_one_who_holds_an_office_is_kept_apart_from_one_who_acts_held_or_seeks_it_over_documents(
    workspace: Workspace,
) -> None:
    some = [story("Kate Brown", "2015-02-18", office) for office in STANDINGS]
    for case in some:
        workspace.put(*case)
    assert set(paths(workspace, some)) == {"person/kate-brown-governor-of-oregon"}
    base = f"{workspace.settings.base_iri}id/"
    found = {
        (quad.subject.value.removeprefix(base), quad.object.value.rpartition("#")[2], quad.graph_name.value)
        for quad in workspace.store.quads()
        if quad.predicate == PGO.tenureStatus
    }
    tenure = "tenure/kate-brown-governor-of-oregon.governor-of-oregon"
    assert found == {
        (f"{tenure}.{standing}", standing, f"{base}document/{document.id}")
        for (document, _), standing in zip(some, STANDINGS.values(), strict=True)
    }


def test_the_day_of_a_document_tells_which_of_two_of_one_name_it_means(workspace: Workspace, browns: Path) -> None:
    learn(workspace, browns)
    days = ["1963-05-01", "1979-05-01", "2015-05-01", None]
    some = [story("Edmund G. Brown", day, CALIFORNIA) for day in days]
    for case in some:
        workspace.put(*case)
    wikidata = same_as(workspace)
    assert [wikidata.get(str(path)) for path in paths(workspace, some)] == ["Q1", "Q2", "Q2", None]


def test_a_name_alone_is_nobody_of_a_list(workspace: Workspace) -> None:
    learn(workspace, LISTS)
    some = [story("Tammy Duckworth", "2025-08-30"), story("Richard Durbin", "2025-08-30", "Mayor of Toledo")]
    for case in some:
        workspace.put(*case)
    assert same_as(workspace) == {}


def test_lists_and_documents_in_any_order_give_the_same_graph_and_so_does_rebuild(tmp_path: Path, browns: Path) -> None:
    names = [("Edmund G. Brown", CALIFORNIA), ("Jerry Brown", CALIFORNIA), ("Brown", CALIFORNIA), ("Dick Durbin", None)]
    names += [("Richard J. Durbin", SENATOR), ("Brandon Johnson", "Mayor of Chicago"), ("J. Brown", None)]
    names += [("governor of California", None), ("mayor of Toledo", None), ("Wade Kapszukiewicz", "Mayor of Toledo")]
    cases = [story(name, day, office) for name, office in names for day in ("1963-05-01", "2015-05-01", None)]
    steps = [*cases, LISTS, browns]

    def made(home: str, seed: int) -> list[str]:
        with Workspace.open(Settings(home=tmp_path / home)) as workspace:
            for step in random.Random(seed).sample(steps, len(steps)):
                learn(workspace, step) if isinstance(step, Path) else workspace.put(*step)
            found = graph(workspace)
            workspace.rebuild()
            assert graph(workspace) == found
        return found

    first = made("first", 1)
    assert made("second", 2) == first
    assert any(f"{PGO.from_} " in quad for quad in first)
    of_toledo = (quad for quad in first if "/wade-kapszukiewicz-mayor-of-toledo>" in quad)
    assert len({quad.rpartition("/document/")[2] for quad in of_toledo if "/document/" in quad}) == 5


def test_lists_of_a_ledger_of_other_code_are_drawn_anew(home_settings: Settings, browns: Path) -> None:
    case = story("Edmund G. Brown", "1963-05-01", CALIFORNIA)
    with Workspace.open(home_settings) as workspace:
        learn(workspace, browns)
        workspace.put(*case)
        before = graph(workspace)
        with workspace.ledger.transaction(), workspace.ledger.things.redrawing("other code"):
            pass
        assert paths(workspace, [case]) == [None]
    with Workspace.open(home_settings) as workspace:
        workspace.rebuild()  # as a store of other code is, when it is opened
        assert graph(workspace) == before
