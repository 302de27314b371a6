"""Who is known by an office alone is who held it on the document's day, by lists, or by documents of the same month."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import learning
from graph.authority.lists import read
from graph.case import ANNOTATED
from graph.facts import Thing
from graph.model import Document, Entity, EntityType, Evidence, OrderDetails, Particular, Predicate, Record, Relation
from graph.pipeline import Workspace
from graph.query import ask
from graph.resolve.descriptions import office_of
from graph.settings import Settings

LISTS = Path(__file__).parent / "authority" / "lists"
PRITZKER, JOHNSON = "person/j-b-pritzker-governor-of-illinois", "person/brandon-johnson-mayor-of-chicago"
TRUMP, BIDEN = "person/donald-trump-president-of-united-states", "person/joseph-biden-jr-president-of-united-states"
Case = tuple[Document, Record]


def story(name: str, day: str | None) -> Case:
    """A document of a day that speaks of one person, by these words."""
    document = Document(f"{name} spoke.", date=day, url=f"https://papers.example/{name}/{day}".replace(" ", "-"))
    said = Evidence(0, len(name), name)
    return document, Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (said,)),))


def naming(name: str, day: str, office: str) -> Case:
    """A document of a day that gives someone an office."""
    document = Document(
        f"{name} spoke.", date=day, url=f"https://papers.example/{name}/{day}/{office}".replace(" ", "-")
    )
    said = Evidence(0, len(name), name)
    held = (Relation("p", Predicate.HOLDS_OFFICE, said, value=office),)
    return document, Record(document.id, ANNOTATED, (Entity("p", EntityType.PERSON, name, (said,)),), held)


def path(workspace: Workspace, case: Case) -> str | None:
    return workspace.ledger.things.paths_of(case[0].id).get("p")


@pytest.fixture(scope="module")
def informed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace that has the lists."""
    with Workspace.open(Settings(home=tmp_path_factory.mktemp("home"))) as workspace:
        learning.learn(workspace, list(read([LISTS])))
        yield workspace


@pytest.mark.parametrize(
    ("name", "day", "found"),
    [
        ("governor of Illinois", "2025-08-30", PRITZKER),
        ("the governor of the State of Illinois", "2025-08-30", PRITZKER),
        ("Illinois’ governor", "2025-08-30", PRITZKER),
        ("Illinois governor", "2019-01-14", PRITZKER),
        ("Illinois governor", "2019-01-13", None),
        ("Chicago's mayor", "2025-08-30", JOHNSON),
        ("mayor of Chicago", "2020-08-30", None),
        ("President", "2022-01-01", BIDEN),
        ("U.S. president", "2018-01-01", TRUMP),
        ("President of the United States", "2025-06-01", TRUMP),
        ("president", "2025-06-01", None),
        ("president of Lithuania", "2025-06-01", None),
        ("former governor of Illinois", "2025-08-30", None),
        ("acting governor of Illinois", "2025-08-30", None),
        ("governor-elect of Illinois", "2025-08-30", None),
        ("candidate for governor of Illinois", "2025-08-30", None),
        ("lieutenant governor of Illinois", "2025-08-30", None),
        ("senator from Illinois", "2025-08-30", None),
        ("spokesperson for the governor of Illinois", "2025-08-30", None),
        ("governor", "2025-08-30", None),
        ("governor of Illinois", None, None),
    ],
)
def test_an_office_and_a_day_tell_who_is_meant(
    informed: Workspace, name: str, day: str | None, found: str | None
) -> None:
    case = story(name, day)
    informed.put(*case)
    assert path(informed, case) == found


def test_where_several_held_an_office_that_day_nobody_is_meant(workspace: Workspace, tmp_path: Path) -> None:
    list_ = """id: ocd-person/{0}
name: Ann {0}
roles:
- {{type: mayor, jurisdiction: 'ocd-jurisdiction/country:us/state:me/place:bangor/government', {1}}}
"""
    (tmp_path / "1.yml").write_text(list_.format("Lee", "start_date: 2020-01-01, end_date: 2024-01-01"))
    (tmp_path / "2.yml").write_text(list_.format("Ray", "start_date: 2024-01-01, end_date: 2028-01-01"))
    learning.learn(workspace, list(read([tmp_path])))
    days = ["2023-12-31", "2024-01-01", "2024-01-02"]
    cases = [story("mayor of Bangor", day) for day in days]
    for case in cases:
        workspace.put(*case)
    assert [path(workspace, case) for case in cases] == [
        "person/ann-lee-mayor-of-bangor",
        None,
        "person/ann-ray-mayor-of-bangor",
    ]


def test_whom_an_office_means_follows_the_lists_as_they_come_change_and_go(workspace: Workspace) -> None:
    case = story("governor of Illinois", "2025-08-30")
    workspace.put(*case)
    before = sorted(map(str, workspace.store.quads()))
    learning.learn(workspace, list(read([LISTS])))
    after = sorted(map(str, workspace.store.quads()))
    assert path(workspace, case) == PRITZKER
    assert [quad for quad in after if f"id/{PRITZKER}>" in quad and "/tenure/" in quad]
    workspace.rebuild()
    assert sorted(map(str, workspace.store.quads())) == after
    learning.forget(workspace, "openstates")
    assert path(workspace, case) is None
    assert sorted(map(str, workspace.store.quads())) == before
    learning.learn(workspace, list(read([LISTS])))
    workspace.delete(case[0].id)
    assert not [name for name in workspace.store.graphs() if "/authority/" in name]


def test_who_is_named_elsewhere_is_the_one_whom_the_office_means(workspace: Workspace) -> None:
    learning.learn(workspace, list(read([LISTS])))
    office = story("governor of Illinois", "2025-08-30")
    workspace.put(*office)
    named = naming("JB Pritzker", "2025-09-01", "Governor of Illinois")
    workspace.put(*named)
    assert [path(workspace, case) for case in (office, named)] == ["person/jb-pritzker-governor-of-illinois"] * 2


COX = "person/spencer-cox-governor-of-utah"
UTAH = "Governor of Utah"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([("Spencer Cox", "2025-09-01", UTAH)], COX),
        ([("Spencer Cox", "2025-07-30", UTAH), ("Spencer J. Cox", "2025-09-30", UTAH)], COX),
        ([("Cox", "2025-08-29", UTAH)], "person/cox-governor-of-utah"),
        ([("Spencer Cox", "2025-07-29", UTAH)], None),
        ([("Spencer Cox", "2025-10-01", UTAH)], None),
        ([("Spencer Cox", "2025-09-01", "acting Governor of Utah")], None),
        ([("Spencer Cox", "2025-09-01", "former Governor of Utah")], None),
        ([("Spencer Cox", "2025-09-01", "Governor-elect of Utah")], None),
        ([("Spencer Cox", "2025-09-01", "candidate for Governor of Utah")], None),
        ([("Spencer Cox", "2025-09-01", "Governor of Nevada")], None),
        ([("Spencer Cox", "2025-09-01", UTAH), ("Gary Herbert", "2025-09-01", UTAH)], None),
        ([("Spencer Cox", "2025-09-01", UTAH), ("Ann Cox", "2025-08-30", UTAH)], None),
        ([("Spencer Cox", "2025-09-01", UTAH), ("Gary Herbert", "2025-09-01", "former Governor of Utah")], COX),
        ([("Spencer Cox", "2025-09-01", UTAH), ("Gary Herbert", "2025-09-01", "acting Governor of Utah")], COX),
        ([("Spencer Cox", "2025-09-01", UTAH), ("Gary Herbert", "2020-09-01", UTAH)], COX),
    ],
)
def test_where_no_list_tells_the_documents_of_a_month_do_if_all_give_the_office_to_one(
    workspace: Workspace, told: list[tuple[str, str, str]], found: str | None
) -> None:
    case = story("governor of Utah", "2025-08-30")
    workspace.put(*case)
    for one in told:
        workspace.put(*naming(*one))
    known = path(workspace, case)
    assert known == found or (known or "").startswith(f"{found}-")
    for one in told:
        workspace.delete(naming(*one)[0].id)
    assert path(workspace, case) is None


def test_a_list_outranks_documents_and_where_it_goes_they_tell(workspace: Workspace) -> None:
    case = story("governor of Illinois", "2025-08-30")
    for one in (case, naming("Bruce Rauner", "2025-08-30", "Governor of Illinois")):
        workspace.put(*one)
    rauner = "person/bruce-rauner-governor-of-illinois"
    assert path(workspace, case) == rauner
    learning.learn(workspace, list(read([LISTS])))
    assert path(workspace, case) == PRITZKER
    learning.forget(workspace, "openstates")
    assert path(workspace, case) == rauner


def test_nobody_is_meant_who_first_held_the_office_later_by_a_list(workspace: Workspace) -> None:
    learning.learn(workspace, list(read([LISTS])))
    case = story("governor of Illinois", "2019-01-10")
    for one in (case, naming("J. B. Pritzker", "2019-01-20", "Governor of Illinois")):
        workspace.put(*one)
    assert path(workspace, case) is None


def test_an_office_is_told_by_its_words() -> None:
    found = {words: office_of(words) for words in ("New York City's mayor", "D.C. Mayor", "Secretary of State of Ohio")}
    assert {words: seat and seat.slug for words, seat in found.items()} == {
        "New York City's mayor": "mayor-of-new-york-city",
        "D.C. Mayor": "mayor-of-district-of-columbia",
        "Secretary of State of Ohio": "secretary-of-state-of-ohio",
    }


def test_question_21_tells_who_held_the_office_on_the_day_of_signing_by_lists_and_by_documents(
    workspace: Workspace,
) -> None:
    learning.learn(workspace, list(read([LISTS])))
    text = "Chicago Mayor Brandon Johnson signed Executive Order 2025-8 on Saturday."
    mayor, order, day = (
        Evidence(at, at + len(said), said)
        for said in ("Brandon Johnson", "Executive Order 2025-8", "Saturday")
        for at in [text.index(said)]
    )
    for number, (told, signed) in enumerate([("2025-08-31", "2025-08-30"), ("2025-08-31", "2022-08-30")]):
        document = Document(text, date=told, url=f"https://papers.example/{number}")
        entities = (
            Entity("p", EntityType.PERSON, "Brandon Johnson", (mayor,)),
            Entity("o", EntityType.ORDER, f"Executive Order 2025-{number}", (order,)),
        )
        relations = (
            Relation("p", Predicate.HOLDS_OFFICE, mayor, value="Mayor of Chicago"),
            Relation("o", Predicate.ISSUED_BY, order, "p"),
        )
        details = (OrderDetails("o", signed=Particular(signed, day)),)
        workspace.put(document, Record(document.id, ANNOTATED, entities, relations, orders=details))
    rows = ask(workspace.store, 21).rows
    told_ = [tuple(row.values.get(name) for name in ("signed", "since", "until", "source")) for row in rows]
    assert told_ == [
        ("2025-08-30", "2023-05-15", "2027-05-16", "https://github.com/openstates/people"),
        ("2025-08-30", None, None, None),
    ]
    assert {row.values["holder"] for row in rows} == {
        Thing(f"{workspace.settings.base_iri}id/{JOHNSON}", "Brandon Johnson")
    }
    assert [[cited.text for cited in row.evidence] for row in rows] == [["Saturday"], ["Brandon Johnson"]]
