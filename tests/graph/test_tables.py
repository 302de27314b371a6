"""The graph as tables: data packages of CSV and Parquet, and SQLite, read back by pandas, frictionless, sqlite3."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas
import pyarrow.parquet as pq
import pytest
from frictionless import Package

from graph.case import from_case
from graph.errors import ExportError, StorageFull
from graph.export import Construct, Neighbourhood, OneDocument, Scope, export, sqlite
from graph.export.tables import TABLES, tables
from graph.export.view import View
from graph.model import Document, Record
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
TEXT = (
    "Mayor Ann Lee of Springfield signed Executive Order 12. It requires the Parks Department to close the lake "
    "to boats. Bo Ray said the order was a stunt. =SUM(1) Troops marched in Springfield."
)
CLOSE, STUNT = "close the lake to boats", "the order was a stunt"
LEE = f"{BASE}id/person/ann-lee"
Case = tuple[Document, Record]


@pytest.fixture(scope="module")
def case() -> Case:
    document, record = from_case(
        {
            "text": TEXT,
            "title": "Lake closed",
            "date": "2025-03-01",
            "publisher": "The Post",
            "url": "https://post.example/lake",
            "entities": [
                {"id": "l", "type": "Person", "name": "Ann Lee", "mentions": ["Ann Lee"]},
                {"id": "o", "type": "Order", "name": "Executive Order 12", "mentions": ["Executive Order 12"]},
                {"id": "p", "type": "Agency", "name": "Parks Department", "mentions": ["Parks Department"]},
                {"id": "b", "type": "Group", "name": "boats", "mentions": ["boats"]},
                {"id": "r", "type": "Person", "name": "Bo Ray", "mentions": ["Bo Ray"]},
                {"id": "t", "type": "Group", "name": "Troops", "mentions": ["Troops"]},
                {"id": "s", "type": "Place", "name": "Springfield", "mentions": ["Springfield"]},
            ],
            "relations": [{"s": "o", "p": "issuedBy", "o": "l", "text": "Ann Lee of Springfield signed"}],
            "provisions": [
                {"order": "o", "kind": "requires", "bearer": "p", "counterparty": "b", "text": CLOSE}
            ],
            "statements": [
                {"speaker": "r", "direct": False, "about": ["o", "l"], "stance": "against", "text": STUNT}
            ],
            "events": [
                {"type": "MOBILIZE", "actor": "t", "recipient": None, "place": "s", "status": "actual",
                 "text": "=SUM(1) Troops marched in Springfield"}
            ],
        }
    )  # fmt: skip
    return replace(document, license="https://creativecommons.org/licenses/by/4.0/"), record


def filled(*cases: Case) -> Store:
    store = MemoryStore()
    for document, record in cases:
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    return store


@pytest.fixture(scope="module")
def store(case: Case) -> Store:
    return filled(case)


def written(store: Store, format: str, scope: Scope | None = None, licence: str | None = None) -> bytes:
    out = io.BytesIO()
    export(store, format, out, scope, licence)
    return out.getvalue()


def descriptor(data: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found: dict[str, Any] = json.loads(archive.read("datapackage.json"))
        return found


def parquet(data: bytes) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = [name for name in archive.namelist() if name.endswith(".parquet")]
        return {name: pq.read_table(io.BytesIO(archive.read(name))).to_pylist() for name in files}


@pytest.fixture
def database(store: Store, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "graph.sqlite"
    path.write_bytes(written(store, "sqlite"))
    with closing(sqlite3.connect(path)) as found:
        yield found


SCOPES: dict[str, Scope | None] = {
    "whole": None,
    "neighbourhood": Neighbourhood(LEE),
    "construct": Construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"),
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of what frictionless is made from
@pytest.mark.parametrize("name", SCOPES)
def test_frictionless_finds_the_csv_package_valid_with_its_keys(store: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / "graph.csv.zip"
    path.write_bytes(written(store, "csv", SCOPES[name]))
    package = Package(str(path))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    things = ["documents", "nodes", "orders", "statuses"] if name != "construct" else ["nodes"]
    assert [resource.name for resource in package.resources] == [*things, "edges", "facts"]
    assert {resource.name for resource in package.resources if not resource.read_rows()} <= {"statuses"}


def test_the_descriptor_tells_columns_keys_sources_and_licences(store: Store, case: Case) -> None:
    told = descriptor(written(store, "csv"))
    created = told.pop("created")
    assert created[:10] >= "2025-01-01"
    (orders,) = (one for one in told.pop("resources") if one["name"] == "orders")
    assert told == {
        "profile": "tabular-data-package",
        "name": "policygraph",
        "title": "Government orders: what they say, who says what of them, what happened",
        "description": "Read by policygraph from the documents that it names; every fact has its evidence.",
        "policygraph": version("policygraph"),
        "licenses": [{"path": "https://creativecommons.org/licenses/by/4.0/"}],
        "sources": [{"title": "The Post"}],
    }
    fields = orders["schema"].pop("fields")
    assert {one["name"]: one["type"] for one in fields} == {
        **{"iri": "string", "kind": "string", "number": "string"},
        **{"signed": "date", "effective": "date", "expiring": "date"},
    }
    assert orders == {
        "profile": "tabular-data-resource",
        "name": "orders",
        "path": "orders.csv",
        "title": "What is known of orders beside facts",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "missingValues": [""],
            "primaryKey": "iri",
            "foreignKeys": [{"fields": "iri", "reference": {"resource": "nodes", "fields": "iri"}}],
        },
    }


def test_a_package_has_the_licence_of_the_data_or_else_one_only_where_each_document_has(case: Case) -> None:
    document, record = case
    named = (replace(document, url="https://post.example/2", license="CC BY 4.0"), record)
    without = (replace(document, url="https://post.example/3", license=None), record)
    both = filled(case, (named[0], replace(record, document_id=named[0].id)))
    some = filled(case, (without[0], replace(record, document_id=without[0].id)))
    assert descriptor(written(both, "parquet"))["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0"},
        {"path": "https://creativecommons.org/licenses/by/4.0/"},
    ]
    assert "licenses" not in descriptor(written(some, "csv"))
    assert descriptor(written(some, "csv", licence="https://l.example/"))["licenses"] == [
        {"path": "https://l.example/"}
    ]


def test_every_row_has_a_cell_for_each_column_of_its_table(store: Store) -> None:
    for plain in (False, True):
        for table, rows in tables(View(store, plain)):
            assert {len(row) for row in rows} <= {len(table.columns)}, table.name
    refers = {column.refers for table in TABLES.values() for column in table.columns} - {None}
    assert refers == {f"{table.name}.{table.key}" for table in TABLES.values() if table.key}


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_parquet_has_the_rows_of_csv_with_their_types(store: Store, scope: Scope | None) -> None:
    found, data = parquet(written(store, "parquet", scope)), written(store, "csv", scope)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, rows in found.items():
            with archive.open(name.replace(".parquet", ".csv")) as file:
                table = pandas.read_csv(file, encoding="utf-8-sig", dtype=str, keep_default_na=False)
            cells = [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
            assert [{k: v.removeprefix("'") for k, v in row.items()} for row in table.to_dict("records")] == cells


def test_parquet_knows_days_numbers_and_truth(store: Store) -> None:
    found = parquet(written(store, "parquet"))
    (document,) = found["documents.parquet"]
    assert (document["date"], document["characters"]) == (date(2025, 3, 1), len(TEXT))
    statements = [row for row in found["facts.parquet"] if row["family"] == "statement"]
    assert [(row["direct"], row["confidence"], row["char_start"]) for row in statements] == [
        (False, 1.0, TEXT.index("the order was"))
    ] * 2


def test_parquet_says_how_to_get_what_it_needs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"parquet: needs pyarrow: pip install 'policygraph\[parquet\]'"):
        written(store, "parquet")


def test_sqlite_has_a_table_for_each_kind_of_thing_and_fact(database: sqlite3.Connection, case: Case) -> None:
    def rows(sql: str) -> list[tuple[Any, ...]]:
        return database.execute(sql).fetchall()

    document = f"{BASE}id/document/{case[0].id}"
    assert rows("SELECT iri, id, title, date, url, publisher, characters, license FROM documents") == [
        (document, case[0].id, "Lake closed", "2025-03-01", "https://post.example/lake", "The Post", len(TEXT),
         "https://creativecommons.org/licenses/by/4.0/")
    ]  # fmt: skip
    assert rows("SELECT name, type FROM entities WHERE type <> 'Topic' ORDER BY name") == [
        *(("Ann Lee", "Person"), ("Bo Ray", "Person"), ("Executive Order 12", "Order")),
        *(("Parks Department", "Agency"), ("Springfield", "Place"), ("Troops", "Group"), ("boats", "Group")),
    ]
    assert rows("SELECT name, kind, number FROM orders") == [("Executive Order 12", "ExecutiveOrder", "12")]
    assert rows("SELECT name, number, issuers, places, status FROM named_orders") == [
        ("Executive Order 12", "12", "Ann Lee", None, None)
    ]
    assert rows("SELECT subject, predicate, object, text FROM named_relations") == [
        ("Executive Order 12", "issuedBy", "Ann Lee", "Ann Lee of Springfield signed")
    ]
    read = ("Lake closed", "2025-03-01")
    assert rows("SELECT of_order, kind, bearer, action, counterparties, document, date FROM named_provisions") == [
        ("Executive Order 12", "requires", "Parks Department", "close the lake to boats", "boats", *read)
    ]
    assert rows("SELECT speaker, content, direct, stance, about, url FROM named_statements") == [
        ("Bo Ray", "the order was a stunt", 0, "against", "Executive Order 12; Ann Lee", "https://post.example/lake")
    ]
    start = TEXT.index("=SUM")
    assert rows("SELECT actor, type, place, status, char_start, char_end, text FROM named_events") == [
        ("Troops", "MOBILIZE", "Springfield", "actual", start, len(TEXT) - 1, "=SUM(1) Troops marched in Springfield")
    ]
    facts = "SELECT iri FROM relations UNION SELECT iri FROM provisions UNION SELECT iri FROM statements"
    facts += " UNION SELECT iri FROM events UNION SELECT iri FROM topics"
    assert rows(f"{facts} ORDER BY iri") == rows("SELECT fact FROM evidence ORDER BY fact")


def test_sqlite_is_whole_keeps_its_keys_and_finds_words(database: sqlite3.Connection) -> None:
    def found(table: str, column: str, word: str) -> list[tuple[str]]:
        sql = f"SELECT t.{column} FROM {table}_fts f JOIN {table} t ON t.rowid = f.rowid WHERE {table}_fts MATCH ?"  # noqa: S608
        return database.execute(sql, (word,)).fetchall()

    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert found("provisions", "action", "closing") == [("close the lake to boats",)]
    assert found("statements", "content", "stunts") == [("the order was a stunt",)]
    assert found("entities", "name", "lee") == [("Ann Lee",)]
    assert found("evidence", "text", "marching") == [("=SUM(1) Troops marched in Springfield",)]
    about = dict(database.execute("SELECT name, value FROM about"))
    assert about["made by"] == f"policygraph {version('policygraph')}"


def test_where_the_disk_is_full_it_is_said_so_and_nothing_is_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_FAST", f"{sqlite._FAST} PRAGMA max_page_count = 20;")
    out = io.BytesIO()
    with pytest.raises(StorageFull, match="the disk is full"):
        export(store, "sqlite", out)
    assert out.getvalue() == b""


@pytest.mark.parametrize("name", ["neighbourhood", "one document"])
def test_the_keys_of_a_part_lead_to_rows_of_the_part(store: Store, case: Case, tmp_path: Path, name: str) -> None:
    path = tmp_path / "part.sqlite"
    order = f"{BASE}id/{resolve(*case).paths['o']}"
    scope = OneDocument(case[0].id) if name == "one document" else Neighbourhood(order)
    path.write_bytes(written(store, "sqlite", scope))
    with closing(sqlite3.connect(path)) as part:
        assert part.execute("PRAGMA foreign_key_check").fetchall() == []
        assert part.execute("SELECT publisher, id FROM documents").fetchall() == [("The Post", case[0].id)]
        assert part.execute("SELECT count(*) FROM provisions").fetchall() == [(1,)]


def test_sqlite_of_a_construct_has_its_triples(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "triples.sqlite"
    sparql = """PREFIX pgo: <https://w3id.org/policygraph/ontology#>
        CONSTRUCT { ?o pgo:issuedBy ?w . ?o pgo:number ?n } WHERE { ?o pgo:issuedBy ?w ; pgo:number ?n }"""
    path.write_bytes(written(store, "sqlite", Construct(sparql)))
    with closing(sqlite3.connect(path)) as found:
        rows = found.execute("SELECT subject, predicate, object, value FROM triples").fetchall()
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    number = "https://w3id.org/policygraph/ontology#number"
    order = rows[0][0]
    assert order.startswith(f"{BASE}id/order/")
    assert rows == [(order, "issuedBy", rows[0][2], None), (order, number, None, "12")]
