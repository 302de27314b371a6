"""SQLite: one file with a table for each kind of thing and fact (sqlite.sql), for Datasette, DuckDB, any client.

The rows of graph/export/tables.py are staged beside it, and SQL tells them apart. SQLite writes here and there in
its file, so it is made on disk first: memory is flat, but the first byte comes when the last row has been read.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from graph.export.tables import TITLE, Row, Table, made_by, tables
from graph.export.view import View
from graph.ledger_rows import sqlite_errors

_FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;"
_ABOUT = """CREATE TABLE about ( -- what this is
  name TEXT PRIMARY KEY,
  value TEXT
)"""


def write_sqlite(view: View, out: BinaryIO) -> None:
    """The file; `out` need not be seekable. Raises StorageFull where there is no room for it on this machine."""
    with TemporaryDirectory(prefix="policygraph-") as folder:
        path = Path(folder) / "graph.sqlite"
        with sqlite_errors(path), closing(sqlite3.connect(path)) as db:
            _fill(db, view)
        with path.open("rb") as file:
            shutil.copyfileobj(file, out, 1 << 20)


def _fill(db: sqlite3.Connection, view: View) -> None:
    db.executescript(_FAST)
    for table, rows in tables(view):
        if view.plain or table.name != "edges":  # facts tell as much, and more
            _stage(db, table, rows)
    db.commit()
    script = Path(__file__).with_name("sqlite-plain.sql" if view.plain else "sqlite.sql")
    db.executescript(f"BEGIN; {script.read_text(encoding='utf-8')} COMMIT;")
    db.execute(_ABOUT)
    db.executemany("INSERT INTO about VALUES (?, ?)", _about(view))
    db.commit()


def _stage(db: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    db.execute(f"CREATE TEMP TABLE staged_{table.name} ({names})")
    marks = ", ".join("?" * len(table.columns))
    db.executemany(f"INSERT INTO staged_{table.name} VALUES ({marks})", rows)  # noqa: S608 - names of ours


def _about(view: View) -> Iterable[tuple[str, str | None]]:
    version, created = made_by()
    yield "title", TITLE
    yield "made by", f"policygraph {version}"
    yield "created", created
    yield "licence", view.licence
    yield "licences of documents", "documents.license"
