"""Parts: what goes in comes out, the same part is the same file, and what is loaded is what had been read here."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import InputError, SettingsError, StorageError
from graph.ledger import Change
from graph.loading import load
from graph.location import Location, require
from graph.model import Document, Record
from graph.outcome import Attempt, Outcome
from graph.parts import Damaged, Part, PartWriter, case_of, found, outcomes, read_manifest, rows, write_manifest
from graph.pipeline import Workspace
from graph.rdf import quads
from graph.reprints import signature
from graph.resolve import resolve
from graph.settings import Settings

Case = tuple[Document, Record]
AT = "2026-01-02T03:04:05Z"
BASE = Settings().base_iri
MADE_BY = {"code": "of this test"}


@pytest.fixture
def some(cases: list[Case]) -> list[Case]:
    """Annotated documents as if files had held them."""
    return [(replace(document, source=f"/news/{n}.txt"), record) for n, (document, record) in enumerate(cases[:12])]


@pytest.fixture
def location(tmp_path: Path) -> Location:
    return Location(str(tmp_path / "parts"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "scratch"
    made.mkdir()
    return made


def attempts(some: list[Case]) -> list[Attempt | Outcome]:
    return [Attempt(*case) for case in some]


def make(name: str, location: Location, folder: Path, results: list[Attempt | Outcome]) -> Part:
    writer = PartWriter(name, folder, BASE, AT)
    writer.add(results[:5])
    writer.add(results[5:])
    return writer.put(location, MADE_BY)


@pytest.fixture
def made(location: Location, folder: Path, some: list[Case]) -> list[Part]:
    """Three parts of four documents each, with their manifest."""
    parts = [make(f"part-{n}", location, folder, attempts(some[n * 4 : n * 4 + 4])) for n in (2, 0, 1)]
    write_manifest(location, folder, sorted(parts, key=lambda part: part.name), MADE_BY)
    return parts


def lines(workspace: Workspace) -> list[str]:
    return sorted(map(str, workspace.store.quads()))


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(Settings(home=tmp_path / "other", store="memory")) as opened:
        yield opened


def test_a_part_holds_documents_and_records_as_they_were(location: Location, folder: Path, some: list[Case]) -> None:
    part = make("part-0", location, folder, attempts(some))
    read = [row for batch in rows(Path(location.address) / part.table) for row in batch]
    assert [case_of(row) for row in read] == some
    assert [row["signature"] for row in read] == [signature(document.text) for document, _ in some]
    assert {row["outcome"] for row in read} == {"read"}
    assert (part.documents, part.outcomes) == (12, {"read": 12})


def test_its_graphs_are_those_of_its_documents(location: Location, folder: Path, some: list[Case]) -> None:
    make("part-0", location, folder, attempts(some))
    text = gzip.decompress((Path(location.address) / "part-0.nq.gz").read_bytes())
    wanted = [quad for case in some for quad in quads(*case, resolve(*case), BASE, AT)]
    assert list(ox.parse(text, format=ox.RdfFormat.N_QUADS)) == wanted


def test_made_twice_a_part_is_the_same_file(location: Location, folder: Path, some: list[Case]) -> None:
    files = [Path(location.address) / name for name in ("part-0.json", "part-0.nq.gz", "part-0.parquet")]
    first = make("part-0", location, folder, attempts(some)), [file.read_bytes() for file in files]
    second = make("part-0", location, folder, attempts(some)), [file.read_bytes() for file in files]
    assert first == second
    assert sorted(path.name for path in Path(location.address).iterdir()) == [file.name for file in files]


def test_what_could_not_be_read_has_a_row_with_its_reason(location: Location, folder: Path, some: list[Case]) -> None:
    (document, record), (other, _) = some[:2]
    half = replace(document, title="half a character: \ud83d")
    results = [
        Outcome("/a.pdf", error="/a.pdf: is a scan"),
        Outcome("/b.txt", skipped="is of 2020-01-01, before 2021-01-01"),
        Attempt(other, InputError("/c.txt", "was not answered")),
        Attempt(half, record),
    ]
    part = make("part-0", location, folder, results)
    told = [(one.source, one.error or one.skipped) for one in outcomes(Path(location.address) / part.table)]
    assert told[:3] == [
        ("/a.pdf", "/a.pdf: is a scan"),
        ("/b.txt", "is of 2020-01-01, before 2021-01-01"),
        ("/news/1.txt", "/c.txt: was not answered"),
    ]
    assert told[3][0] == "/news/0.txt"
    assert "surrogates not allowed" in str(told[3][1])
    assert (part.documents, part.outcomes) == (0, {"failed": 3, "skipped": 1})


def test_a_part_is_found_where_both_its_files_are_whole(
    location: Location, folder: Path, some: list[Case], tmp_path: Path
) -> None:
    part = make("part-0", location, folder, attempts(some))
    assert found("part-0", location, folder) == part
    assert found("part-1", location, folder) is None
    graphs = tmp_path / "parts" / "part-0.nq.gz"
    whole = graphs.read_bytes()
    graphs.write_bytes(whole[:-1])
    assert found("part-0", location, folder) is None
    graphs.unlink()
    assert found("part-0", location, folder) is None


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8, 0.999])
def test_a_table_with_one_other_byte_is_damaged(
    location: Location, folder: Path, some: list[Case], place: float
) -> None:
    table = Path(location.address) / make("part-0", location, folder, attempts(some)).table
    data = bytearray(table.read_bytes())
    data[int(len(data) * place)] ^= 0x55
    table.write_bytes(data)
    assert found("part-0", location, folder) is None


def test_loaded_parts_make_the_graph_that_reading_here_makes(
    workspace: Workspace, other: Workspace, made: list[Part], location: Location, some: list[Case],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    for case in some:
        workspace.put(*case)
    assert [one.change for one in load(other, location.address)] == [Change.ADDED] * 12
    other.settle()
    assert list(other.ledger.entries()) == list(workspace.ledger.entries())
    assert lines(other) == lines(workspace)


def test_loading_twice_changes_nothing(other: Workspace, made: list[Part], location: Location) -> None:
    list(load(other, location.address))
    other.settle()
    before, position = lines(other), other.ledger.position
    assert [one.change for one in load(other, location.address)] == [Change.UNCHANGED] * 12
    other.settle()
    assert (lines(other), other.ledger.position) == (before, position)


def test_later_parts_hold_later_versions(other: Workspace, location: Location, folder: Path, some: list[Case]) -> None:
    (old, old_record), (new, new_record) = some[:2]
    again = replace(new, source=old.source, url=old.url)
    record = replace(new_record, document_id=again.id)
    parts = [
        make("part-b", location, folder, [Attempt(old, old_record)]),
        make("part-a", location, folder, [Attempt(again, record)]),
    ]
    write_manifest(location, folder, parts, MADE_BY)
    assert [one.change for one in load(other, location.address)] == [Change.ADDED, Change.CHANGED]
    assert [entry.document.text for entry in other.ledger.entries()] == [new.text]


def test_of_a_damaged_or_missing_part_nothing_is_loaded_and_it_is_named(
    other: Workspace, made: list[Part], location: Location, some: list[Case]
) -> None:
    parts = Path(location.address)
    damaged = bytearray((parts / "part-0.parquet").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (parts / "part-0.parquet").write_bytes(damaged)
    (parts / "part-2.parquet").unlink()
    done = list(load(other, location.address))
    again = "nothing of it was loaded; run `policygraph ingest --cluster` again: it makes what is missing"
    assert [one.error for one in done if one.error] == [
        f"{parts}/part-0.parquet: is damaged: it is not the file that was written; {again}",
        f"{parts}/part-2.parquet: is missing; {again}",
    ]
    assert {entry.document for entry in other.ledger.entries()} == {document for document, _ in some[4:8]}


def test_without_a_manifest_parts_are_loaded_only_where_that_is_asked_for(
    other: Workspace, made: list[Part], location: Location
) -> None:
    (Path(location.address) / "manifest.json").unlink()
    with pytest.raises(InputError, match=r"has no manifest: .* \(3 are there\); .* --partial"):
        list(load(other, location.address))
    table = Path(location.address) / "part-1.parquet"
    table.write_bytes(table.read_bytes()[:-9])
    done = list(load(other, location.address, partial=True))
    assert [one.change for one in done] == [Change.ADDED] * 4 + [None] + [Change.ADDED] * 4
    assert "part-1.parquet: is damaged" in str(done[4].error)


def test_where_there_are_no_parts_that_is_said(other: Workspace, tmp_path: Path) -> None:
    for name in ("nothing", "other"):
        with pytest.raises(InputError, match="holds no parts: `policygraph ingest --cluster` makes them"):
            list(load(other, str(tmp_path / name)))


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": 1}', '{"format": 2, "parts": []}', '{"format": 1, "parts": [{}]}']
)
def test_a_manifest_that_is_none_is_said_to_be_damaged(
    location: Location, folder: Path, text: str, tmp_path: Path
) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "manifest.json").write_text(text)
    with pytest.raises(Damaged, match="run `policygraph ingest --cluster` again"):
        read_manifest(location, folder)


def test_the_manifest_tells_what_the_parts_hold(made: list[Part], location: Location, folder: Path) -> None:
    told = json.loads((Path(location.address) / "manifest.json").read_text())
    assert {name: told[name] for name in ("made_by", "documents", "outcomes")} == {
        "made_by": MADE_BY,
        "documents": 12,
        "outcomes": {"read": 12},
    }
    assert read_manifest(location, folder) == sorted(made, key=lambda part: part.name)


def test_any_file_system_of_fsspec_takes_and_gives_parts(folder: Path) -> None:
    place = Location("memory://corpus/parts")
    assert (place.names(), place.fetch("a.txt", folder)) == ([], None)
    for text in ("one", "two"):
        (folder / "a.txt").write_text(text)
        place.put(folder / "a.txt", "a.txt")
    (folder / "a.txt").unlink()
    copy = place.fetch("a.txt", folder)
    assert copy is not None
    assert (copy.read_text(), place.names()) == ("two", ["a.txt"])


def test_a_location_that_cannot_be_written_to_is_named(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").touch()
    (folder / "a.txt").touch()
    with pytest.raises(StorageError, match=r"file/below: cannot take a\.txt"):
        Location(str(tmp_path / "file" / "below")).put(folder / "a.txt", "a.txt")


@pytest.mark.parametrize("where", ["nosuch://bucket/parts", "s3://bucket/parts"])
def test_an_address_that_nothing_here_can_open_is_refused(where: str) -> None:
    with pytest.raises(InputError, match=r"cannot be opened|needs a package here and on each worker"):
        Location(where)


def test_without_the_packages_of_the_extra_it_says_how_to_have_them() -> None:
    with pytest.raises(SettingsError, match=r"cluster: needs nosuchpackage: pip install 'policygraph\[cluster\]'"):
        require("json", "nosuchpackage")
