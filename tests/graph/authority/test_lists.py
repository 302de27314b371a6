"""People of openstates and of congress-legislators, as their files have them, and what is wrong with some."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.authority.lists import SIBLING, Reading, read
from graph.authority.offices import slugs
from graph.authority.people import AuthorityPerson, Term
from graph.office import parse

LISTS = Path(__file__).parent / "lists"
BESIDE = Path(__file__).parents[4] / "shared" / "data" / "authorities"
WHOLE = Path(os.environ.get("POLICYGRAPH_AUTHORITIES", BESIDE))
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
A_PERSON = """id: ocd-person/1
name: Ann Lee
given_name: Ann
family_name: Lee
roles:
- {type: mayor, jurisdiction: 'ocd-jurisdiction/country:us/state:me/place:bangor/government', end_date: '2027-01-01'}
"""
A_MEMBER = """- id: {bioguide: L000001}
  name: {first: Ann, last: Lee}
  terms:
  - {type: rep, start: '2025-01-03', end: '2027-01-03', state: ME, district: 2, party: Democrat}
"""


def people(*paths: Path) -> dict[str, AuthorityPerson]:
    """All that was read, by name; nothing may be wrong."""
    readings = list(read(paths))
    assert [problem for reading in readings for problem in reading.problems] == []
    return {person.name: person for reading in readings for person in reading.people}


def one(folder: Path, content: str, name: str = "list.yml") -> Reading:
    (folder / name).write_text(content, encoding="utf-8")
    (reading,) = read([folder / name])
    return reading


def test_a_governor_is_read_whole() -> None:
    assert people(LISTS / "openstates" / "il")["J. B. Pritzker"] == AuthorityPerson(
        source="openstates",
        id="ocd-person/db3adc7a-d2f8-4e61-a017-bf5d3804ba33",
        name="J. B. Pritzker",
        surname="Pritzker",
        given="J. B.",
        birth="1965-01-19",
        ids=(("ocd", "ocd-person/db3adc7a-d2f8-4e61-a017-bf5d3804ba33"),),
        parties=("Democratic",),
        terms=(
            Term(
                title="Governor",
                link="of",
                over="Illinois",
                place="Illinois",
                state="IL",
                division="ocd-division/country:us/state:il",
                since="2019-01-14",
                until="2027-01-04",
                party="Democratic",
            ),
        ),
        url="https://github.com/openstates/people",
        license=CC0,
    )


def test_a_vice_president_is_read_whole() -> None:
    assert people(LISTS / "congress" / "executive.yaml")["J.D. Vance"] == AuthorityPerson(
        source="congress-legislators",
        id="V000137",
        name="J.D. Vance",
        surname="Vance",
        given="James David",
        names=("James David Vance",),
        birth="1984-08-02",
        ids=(
            ("bioguide", "V000137"),
            ("wikidata", "Q28935729"),
            ("govtrack", "456876"),
            ("lis", "S421"),
            ("opensecrets", "N00048832"),
            ("votesmart", "201794"),
            ("ballotpedia", "J.D. Vance"),
            ("wikipedia", "JD Vance"),
        ),
        parties=("Republican",),
        terms=(
            Term(
                title="Vice President",
                link="of",
                over="United States",
                place="United States",
                division="ocd-division/country:us",
                since="2025-01-20",
                until="2029-01-20",
                party="Republican",
            ),
        ),
        url="https://github.com/unitedstates/congress-legislators",
        license=CC0,
    )


def test_who_has_no_bioguide_id_is_known_by_another() -> None:
    assert [person.id for person in people(LISTS / "congress").values() if "/" in person.id] == ["govtrack/412733"]


def test_offices_are_those_that_texts_name() -> None:
    said = {
        "J. B. Pritzker": ["Governor of Illinois"],
        "Brandon Johnson": ["Mayor of Chicago"],
        "Muriel Bowser": ["Council Member of Washington, D.C.", "Mayor of Washington, D.C."],
        "Mark N. Dion": [
            "State Representative of Maine",
            "State Senator of Maine",
            "Mayor of Portland, Maine",
        ],
        "Richard J. Durbin": ["U.S. Representative from Illinois", "U.S. Senator from Illinois"],
        "Abraham Lincoln": ["President of the United States"],
    }
    found = people(LISTS)
    for name, offices in said.items():
        held = found[name].terms
        assert list(dict.fromkeys(term.office.label for term in held)) == offices
        assert all(parse(term.office.label).slug in slugs(term) for term in held)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Richard J. Durbin", ["U.S. Senator for Illinois", "Senator from Illinois", "U.S. Senator of Illinois"]),
        ("Abraham Lincoln", ["President", "U.S. President", "President of the United States of America"]),
        ("Mark N. Dion", ["Mayor of Portland", "Portland Mayor", "Mayor of the City of Portland"]),
        ("Muriel Bowser", ["Mayor of the District of Columbia", "D.C. Mayor", "Mayor of Washington, D.C."]),
    ],
)
def test_the_other_ways_of_writing_an_office_lead_to_it(name: str, written: list[str]) -> None:
    known = {slug for term in people(LISTS)[name].terms for slug in slugs(term)}
    assert [title for title in written if parse(title).slug not in known] == []


def test_a_term_that_is_over_is_expired_the_day_after() -> None:
    bowser = people(LISTS / "openstates" / "dc")["Muriel Bowser"]
    assert [bowser.terms[-1].expired(day) for day in ("2023-01-01", "2023-01-02")] == [False, True]
    assert [bowser.expired(day) for day in ("2014-01-01", "2023-01-01", "2026-11-27")] == [False, False, True]


def test_an_untold_first_day_is_four_years_before_the_last() -> None:
    mayor = people(LISTS / "openstates" / "me")["Mark N. Dion"].terms[-1]
    days = ("2023-11-29", "2023-12-01", "2025-08-30", "2027-12-01", "2027-12-02")
    assert (mayor.since, mayor.until) == (None, "2027-12-01")
    assert [mayor.covers(day) for day in days] == [False, True, True, True, False]


def test_people_are_the_same_after_having_been_stored() -> None:
    assert all(AuthorityPerson.of(person.content()) == person for person in people(LISTS).values())


def test_nothing_private_is_read() -> None:
    private = ["@", "-744-9500", "LaSalle", "twitter", "govpritzker", "headshot", "Hart Senate", "224-2152", "contact"]
    contents = "".join(person.content() for person in people(LISTS).values())
    whole = "".join(path.read_text(encoding="utf-8") for path in LISTS.rglob("*.y*ml"))
    assert [word for word in private if word not in whole] == []
    assert [word for word in private if word in contents] == []


def test_an_unknown_field_is_left_out_and_told(tmp_path: Path) -> None:
    reading = one(tmp_path, f"{A_PERSON}shoe_size: 44\n")
    assert reading.people == one(tmp_path, A_PERSON).people
    assert reading.notes == ("the unknown field 'shoe_size' was left out",)


def test_what_is_wrong_with_a_term_is_left_out_and_told(tmp_path: Path) -> None:
    roles = """- {type: dogcatcher, jurisdiction: 'ocd-jurisdiction/country:us/state:me/government'}
- {type: mayor, jurisdiction: 'ocd-jurisdiction/country:ca/province:on/government'}
- {type: governor, jurisdiction: 'ocd-jurisdiction/country:us/state:me/government', start_date: '2020', end_date: soon}
- {type: auditor, jurisdiction: 'ocd-jurisdiction/country:us/state:me/government', start_date: '2024-02-30', fee: 3}
- {type: treasurer, jurisdiction: 'ocd-jurisdiction/country:us/state:me/government', start_date: 2021-01-01,
   end_date: 2020-01-01}
"""
    reading = one(tmp_path, A_PERSON + roles)
    assert reading.problems == ()
    assert [(term.title, term.since, term.until) for term in reading.people[0].terms] == [
        ("State Treasurer", "2021-01-01", None),
        ("Mayor", None, "2027-01-01"),
        ("Governor", None, None),
        ("State Auditor", None, None),
    ]
    assert reading.notes == (
        "a role of the unknown type 'dogcatcher' was left out",
        "a role in 'ocd-jurisdiction/country:ca/province:on/government', which is no place of the United States, "
        "was left out",
        "roles start_date '2020', which is no day, was left out",
        "roles end_date 'soon', which is no day, was left out",
        "the unknown field 'roles fee' was left out",
        "roles start_date '2024-02-30', which is no day, was left out",
        "roles end_date 2020-01-01, which is before 2021-01-01, was left out",
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "holds neither a person of openstates"),
        ("just a text", "holds neither a person of openstates"),
        ("[1, 2]", "holds neither a person of openstates"),
        ("{id: ocd-person/1, name: [Ann]}", "the file has a list as 'name', which should be a text"),
        ("{id: ocd-person/1}", "the file has no 'name', which it must have"),
        (
            "{id: ocd-person/1, name: Ann, roles: {type: mayor}}",
            "the file has a map as 'roles', which should be a list",
        ),
        ("{id: ocd-person/1, name: Ann, roles: [mayor]}", "roles should be a map of fields, and is a text"),
        ("{id: ocd-person/1, name: Ann, ids: [x]}", "ids should be a map of fields, and is a list"),
        ("{id: ocd-person/1, name: " + "x" * 1001 + "}", "the file has more than 1000 characters as 'name'"),
        ("[{id: {}, name: {last: Lee}, terms: []}]", "the file has none of the ids bioguide, govtrack, wikidata"),
        ("{id: ocd-person/1, name: *x}", "repeats a part by an alias (line 1)"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_reason(tmp_path: Path, content: str, problem: str) -> None:
    reading = one(tmp_path, content)
    assert reading.people == ()
    assert len(reading.problems) == 1
    assert reading.problems[0].startswith(f"{tmp_path / 'list.yml'}: {problem}")


def test_the_rest_of_a_list_is_read_where_one_person_is_wrong(tmp_path: Path) -> None:
    reading = one(tmp_path, "- {id: {bioguide: X}, name: {first: A}, terms: []}\n" + A_MEMBER)
    assert [person.name for person in reading.people] == ["Ann Lee"]
    assert reading.problems == (f"{tmp_path / 'list.yml'}: person 1 name has no 'last', which it must have",)


def test_the_same_id_twice_is_told_and_the_first_kept(tmp_path: Path) -> None:
    reading = one(tmp_path, A_MEMBER + A_MEMBER.replace("Ann", "Bea"))
    assert [person.name for person in reading.people] == ["Ann Lee"]
    assert reading.problems == (f"{tmp_path / 'list.yml'}: tells of L000001 (Bea Lee) twice: the first was kept",)
    (tmp_path / "list.yml").unlink()
    for name in ("one.yml", "other.yml"):
        (tmp_path / name).write_text(A_PERSON, encoding="utf-8")
    first, second = read([tmp_path])
    assert [len(first.people), len(second.people)] == [1, 0]
    assert second.problems == (
        f"{tmp_path / 'other.yml'}: tells of ocd-person/1 (Ann Lee) as {tmp_path / 'one.yml'} does: the first was kept",
    )


def test_what_else_a_copy_of_a_list_holds_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "ci.yml").write_text("on: push\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("about\n", encoding="utf-8")
    (tmp_path / "committees-current.yaml").write_text("- {type: house}\n", encoding="utf-8")
    (tmp_path / "body.yml").write_text("{id: ocd-organization/1, name: A Committee}\n", encoding="utf-8")
    assert [(Path(r.file).name, r.skipped) for r in read([tmp_path])] == [
        ("body.yml", SIBLING),
        ("committees-current.yaml", SIBLING),
    ]


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    (reading,) = read([tmp_path / "nothing"])
    assert reading.problems == (f"{tmp_path / 'nothing'}: there is no such file or folder",)


def test_a_broken_file_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("a: {", encoding="utf-8")
    (tmp_path / "b.yml").write_text(A_PERSON, encoding="utf-8")
    first, second = read([tmp_path])
    assert (len(first.problems), len(first.people), len(second.problems), len(second.people)) == (1, 0, 0, 1)


@pytest.mark.skipif(not WHOLE.is_dir(), reason=f"the whole lists are not at {WHOLE}")
def test_the_whole_lists_are_read_without_a_problem() -> None:
    readings = list(read([WHOLE]))
    assert [(r.problems, r.notes, r.skipped) for r in readings if r.problems or r.notes or r.skipped] == []
    found = [person for reading in readings for person in reading.people]
    assert len(found) == 1430
    assert [person.name for person in found if not person.terms or not person.surname] == []
