"""The ledger's people of authorities: idempotent, replaced and removed as their files change, found again."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.authority.lists import read
from graph.errors import NotFound
from graph.ledger import Ledger
from graph.ledger_authorities import Summary, Taken
from graph.office import parse

LISTS = Path(__file__).parent / "authority" / "lists"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "ledger.sqlite") as opened:
        yield opened


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A copy of the lists that a test may change."""
    return Path(shutil.copytree(LISTS, tmp_path / "lists"))


def take(ledger: Ledger, *paths: Path, replace: bool = False) -> list[Taken]:
    return ledger.authorities.take(read(paths), paths, replace)


def outcomes(ledger: Ledger, *paths: Path, replace: bool = False) -> dict[str, int]:
    return dict(Counter(taken.outcome for taken in take(ledger, *paths, replace=replace)))


def dump(ledger: Ledger) -> list[str]:
    with sqlite3.connect(ledger.path) as database:
        return list(database.iterdump())


def names(ledger: Ledger) -> list[str]:
    return sorted(person.name for person in ledger.authorities.people())


def test_the_second_import_of_the_same_files_changes_nothing(ledger: Ledger, lists: Path) -> None:
    assert outcomes(ledger, lists) == {"added": 11}
    before = dump(ledger)
    assert outcomes(ledger, lists) == {"unchanged": 11}
    assert dump(ledger) == before


def test_an_updated_file_replaces_what_was_known_from_it(ledger: Ledger, lists: Path) -> None:
    take(ledger, lists)
    (file,) = lists.rglob("Muriel*.yml")
    file.write_text(file.read_text(encoding="utf-8").replace("2023-01-01", "2027-01-02"), encoding="utf-8")
    (changed,) = (taken for taken in take(ledger, lists) if taken.outcome != "unchanged")
    key = ("openstates", "ocd-person/dce9c4a8-218a-411d-bb93-09f7e8347d8c")
    assert changed == Taken("changed", str(file), key, "Muriel Bowser")
    assert ledger.authorities.get(*key).terms[-1].until == "2027-01-02"
    assert [p.name for p in ledger.authorities.holders(parse("Mayor of Washington, D.C.").slug, "2025-08-30")] == [
        "Muriel Bowser"
    ]


def test_who_is_gone_from_a_folder_goes_and_the_others_stay(ledger: Ledger, lists: Path) -> None:
    take(ledger, lists)
    (file,) = lists.rglob("Brandon*.yml")
    file.unlink()
    assert outcomes(ledger, lists / "openstates" / "me") == {"unchanged": 1}
    assert outcomes(ledger, lists / "openstates") == {"unchanged": 3, "removed": 1}
    assert "Brandon Johnson" not in names(ledger)
    assert len(names(ledger)) == 10


def test_who_is_gone_from_a_file_goes(ledger: Ledger, lists: Path) -> None:
    take(ledger, lists)
    file = lists / "congress" / "executive.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[text.index("- id:", 5) :], encoding="utf-8")
    assert outcomes(ledger, file) == {"unchanged": 3, "removed": 1}
    assert "Abraham Lincoln" not in names(ledger)


def test_a_file_that_broke_leaves_what_is_known_from_it(ledger: Ledger, lists: Path) -> None:
    take(ledger, lists)
    before = dump(ledger)
    for file in [*lists.rglob("Brandon*.yml"), lists / "congress" / "executive.yaml"]:
        file.write_text("a: {", encoding="utf-8")
    assert outcomes(ledger, lists) == {"unchanged": 6, "failed": 2}
    shutil.rmtree(lists)
    assert outcomes(ledger, lists, lists / "congress") == {"failed": 2}
    assert dump(ledger) == before


def test_a_copy_at_another_place_is_the_same_list(ledger: Ledger, lists: Path, tmp_path: Path) -> None:
    take(ledger, LISTS)
    (lists / "openstates" / "dc").rename(tmp_path / "elsewhere")
    assert outcomes(ledger, lists) == {"unchanged": 10}
    assert len(names(ledger)) == 11
    assert outcomes(ledger, lists / "openstates", replace=True) == {"unchanged": 3, "removed": 1}
    assert "Muriel Bowser" not in names(ledger)
    assert "J.D. Vance" in names(ledger)


def test_what_several_files_tell_of_one_person_is_one_person(ledger: Ledger, tmp_path: Path) -> None:
    person = "- id: {{bioguide: L1, {}}}\n  name: {{first: {}, last: Lee}}\n  terms: [{}]\n"
    before = "{type: sen, start: 2015-01-03, end: 2021-01-03, state: ME, party: Democrat}"
    after = "{type: viceprez, start: 2021-01-20, end: 2025-01-20, party: Democrat}"
    (tmp_path / "executive.yaml").write_text(person.format("wikidata: Q1", "Ann", after), encoding="utf-8")
    (tmp_path / "historical.yaml").write_text(person.format("govtrack: 2", "Anna", before), encoding="utf-8")
    take(ledger, tmp_path / "executive.yaml", tmp_path / "historical.yaml")
    lee = ledger.authorities.get("congress-legislators", "L1")
    assert (lee.name, lee.names) == ("Ann Lee", ("Anna Lee",))
    assert lee.ids == (("bioguide", "L1"), ("wikidata", "Q1"), ("govtrack", "2"))
    assert [term.office.label for term in lee.terms] == [
        "U.S. Senator from Maine",
        "Vice President of the United States",
    ]
    assert tuple(ledger.authorities.people()) == (lee,)
    assert ledger.authorities.holders(parse("Vice President").slug, "2022-01-01") == (lee,)
    (tmp_path / "executive.yaml").unlink()
    assert outcomes(ledger, tmp_path) == {"unchanged": 1, "removed": 1}
    assert ledger.authorities.get("congress-legislators", "L1").name == "Anna Lee"


@pytest.mark.parametrize(
    ("office", "day", "holders"),
    [
        ("Mayor of Chicago", "2025-08-30", ["Brandon Johnson"]),
        ("Mayor of Chicago", "2023-05-14", []),
        ("Governor of the State of Illinois", "2025-08-30", ["J. B. Pritzker"]),
        ("former Governor of Illinois", "2025-08-30", ["J. B. Pritzker"]),
        ("President", "1863-01-01", ["Abraham Lincoln"]),
        ("U.S. President", "2017-01-20", ["Donald Trump"]),  # and not who left on that day: Obama is not in this list
        ("President of the United States", "2022-01-01", ["Joseph Biden Jr."]),
        ("President of Kenya", "2022-01-01", []),
        ("U.S. Senator from Illinois", "2025-08-30", ["Richard J. Durbin", "Tammy Duckworth"]),
        ("Senator from Illinois", "2016-01-01", ["Richard J. Durbin"]),
        ("Mayor of Portland", "2025-08-30", ["Mark N. Dion"]),
        ("Mayor of Portland, Maine", "2025-08-30", ["Mark N. Dion"]),
        ("Mayor of Portland, Oregon", "2025-08-30", []),
        ("mayor", "2025-08-30", []),
    ],
)
def test_who_held_an_office_on_a_day(ledger: Ledger, office: str, day: str, holders: list[str]) -> None:
    take(ledger, LISTS)
    assert [person.name for person in ledger.authorities.holders(parse(office).slug, day)] == holders


def test_a_list_is_summed_up_as_of_a_day(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764201600")
    take(ledger, LISTS / "openstates")
    at, url = "2025-11-27T00:00:00Z", "https://github.com/openstates/people"
    assert ledger.authorities.summaries("2025-11-27") == [Summary("openstates", 4, 8, 5, 1, at, url, CC0)]
    assert ledger.authorities.summaries("2030-01-01") == [Summary("openstates", 4, 8, 8, 4, at, url, CC0)]


def test_a_list_is_taken_out_with_all_that_is_known_from_it(ledger: Ledger) -> None:
    empty = dump(ledger)
    take(ledger, LISTS)
    assert ledger.authorities.sources() == ["congress-legislators", "openstates"]
    assert len(ledger.authorities.remove("openstates")) == 4
    assert "J. B. Pritzker" not in names(ledger)
    assert len(ledger.authorities.remove("congress-legislators")) == 7
    assert dump(ledger) == empty
    with pytest.raises(NotFound, match="no authority 'openstates'"):
        ledger.authorities.remove("openstates")


def test_nothing_private_reaches_the_ledger(ledger: Ledger) -> None:
    take(ledger, LISTS)
    whole = "\n".join(dump(ledger)).replace(str(LISTS), "")
    private = [
        "@",
        "-744-9500",
        "LaSalle",
        "twitter",
        "govpritzker",
        "headshot",
        "Hart Senate",
        "224-2152",
        "chicago.gov",
    ]
    assert [word for word in private if word in whole] == []


def test_who_is_not_there_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="no person of an authority 'openstates x'"):
        ledger.authorities.get("openstates", "x")
