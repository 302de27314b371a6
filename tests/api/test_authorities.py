"""`policygraph authorities` as its users meet it."""

from __future__ import annotations

import gc
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli import main

LISTS = Path(__file__).parent.parent / "graph" / "authority" / "lists"
OPENSTATES = LISTS / "openstates"
CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True)
class Done:
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(home: Path, *arguments: str | Path) -> Done:
    """One command of the group; nothing may reach the top but a leave-taking."""
    given = ["authorities", *map(str, arguments), "--home", str(home)]
    result = CliRunner().invoke(main, given, prog_name="policygraph")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    done = Done(result.exit_code, result.stdout, result.stderr)
    del result
    gc.collect()  # the traceback of an error holds the ledger, which would stay open
    return done


def lines(done: Done) -> list[Any]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def cells(printed: str) -> list[list[str]]:
    rows = (re.split(r"\s{2,}", line.strip()) for line in printed.splitlines() if line.strip() and "──" not in line)
    return list(rows)


def test_an_import_ends_with_its_sum(home: Path) -> None:
    done = run(home, "import", LISTS)
    assert (done.exit_code, done.stderr) == (0, "")
    assert cells(done.stdout) == [["added", "changed", "unchanged", "removed", "failed"], ["11", "0", "0", "0", "0"]]
    again = run(home, "import", LISTS, "--json")
    assert lines(again)[-1] == {"summary": {"added": 0, "changed": 0, "unchanged": 11, "removed": 0, "failed": 0}}
    assert lines(again)[0]["outcome"] == "unchanged"


def test_each_person_has_a_line_of_json(home: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    (file,) = OPENSTATES.rglob("Brandon*.yml")
    printed = lines(run(home, "import", file, "--json", "--report", report))
    assert printed[:-1] == [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert printed[:-1] == [
        {
            "source": str(file),
            "outcome": "added",
            "reason": None,
            "authority": "openstates",
            "id": "ocd-person/53d852f6-5c1f-47d4-861d-1505dae7f07c",
            "name": "Brandon Johnson",
        }
    ]


def test_what_failed_is_said_and_the_rest_is_there(home: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("id: {", encoding="utf-8")
    done = run(home, "import", broken, OPENSTATES)
    assert done.exit_code == 1
    assert f"error: {broken}: is broken YAML (line 2, column 1)" in done.stderr
    assert cells(done.stdout)[1] == ["4", "0", "0", "0", "1"]
    assert len(json.loads(run(home, "list", "openstates", "--json").stdout)) == 4


def test_what_was_left_out_is_told_on_request(home: Path, tmp_path: Path) -> None:
    strange, report = tmp_path / "strange.yml", tmp_path / "report.jsonl"
    strange.write_text("{id: ocd-person/1, name: Ann Lee, shoe_size: 44}", encoding="utf-8")
    done = run(home, "import", strange)
    assert (done.exit_code, done.stderr) == (0, "of some files something was left out; --report FILE tells what\n")
    assert run(home, "import", strange, "--report", report).stderr == ""
    last = json.loads(report.read_text(encoding="utf-8").splitlines()[-1])
    assert (last["outcome"], last["reason"]) == ("noted", "the unknown field 'shoe_size' was left out")


def test_where_there_is_no_list_it_says_so(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(home, "import", tmp_path / "empty")
    assert (done.exit_code, done.stderr) == (1, f"error: there is no list of people in {tmp_path / 'empty'}\n")
    gone = run(home, "import", tmp_path / "gone")
    assert (gone.exit_code, gone.stderr) == (1, f"error: {tmp_path / 'gone'}: there is no such file or folder\n")


def test_the_lists_are_shown_with_what_is_expired(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764201600")
    assert json.loads(run(home, "list", "--json").stdout) == []
    run(home, "import", OPENSTATES)
    at = "2025-11-27T00:00:00Z"
    assert json.loads(run(home, "list", "--on", "2025-11-27", "--json").stdout) == [
        {
            "source": "openstates",
            "people": 4,
            "terms": 8,
            "expired_terms": 5,
            "expired_people": 1,
            "imported": at,
            "url": "https://github.com/openstates/people",
            "license": CC0,
        }
    ]
    assert cells(run(home, "list", "--on", "2025-11-27").stdout) == [
        ["list", "people", "no longer in office", "terms", "expired", "imported", "licence"],
        ["openstates", "4", "1", "8", "5", at, CC0],
    ]


def test_people_are_shown_with_what_is_expired(home: Path) -> None:
    run(home, "import", OPENSTATES)
    assert cells(run(home, "list", "openstates", "--expired", "--on", "2025-11-27").stdout) == [
        ["name", "office", "district", "from", "until"],
        ["Muriel Bowser", "Council Member of Washington, D.C.", "Ward 4", "2007-01-02", "2015-01-02", "expired"],
        ["Muriel Bowser", "Mayor of Washington, D.C.", "2015-01-02", "2023-01-01", "expired"],
    ]
    people = {p["name"]: p for p in json.loads(run(home, "list", "openstates", "--on", "2025-11-27", "--json").stdout)}
    assert {name: person["expired"] for name, person in people.items()} == {
        "Brandon Johnson": False,
        "J. B. Pritzker": False,
        "Mark N. Dion": False,
        "Muriel Bowser": True,
    }
    assert people["Brandon Johnson"]["terms"] == [
        {
            "office": "Mayor of Chicago",
            "path": "office/mayor-of-chicago",
            "from": "2023-05-15",
            "until": "2027-05-16",
            "district": None,
            "state": "IL",
            "division": "ocd-division/country:us/state:il/place:chicago",
            "party": None,
            "expired": False,
        }
    ]


def test_a_list_is_removed_by_its_name(home: Path) -> None:
    run(home, "import", LISTS)
    done = run(home, "remove", "openstates", "nosuch")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        "removed openstates: 4 people\nerror: no authority 'nosuch'; there are congress-legislators\n"
    )
    assert [one["source"] for one in json.loads(run(home, "list", "--json").stdout)] == ["congress-legislators"]


def test_wrong_usage_is_said(home: Path) -> None:
    assert run(home, "list", "nosuch").exit_code == 1
    bad = run(home, "list", "--on", "soon")
    assert bad.exit_code == 2
    assert "'soon' is no day: write YYYY-MM-DD" in bad.stderr
