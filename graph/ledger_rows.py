"""Between the domain's types and the ledger's rows, and between SQLite's errors and ours."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.case import from_case, to_case
from graph.errors import StorageError, StorageFull, StorageLocked
from graph.model import Document, Provenance, Record

Row = dict[str, Any]

METADATA = ("title", "url", "publisher", "author", "date", "language", "format", "license")
_UNWRITTEN = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_SHMSIZE)
_FAMILIES = ("entities", "relations", "provisions", "statements", "events", "orders")


def row_of(document: Document, record: Record, ingested: str) -> Row:
    """The values of the tables documents and records; the version is still to be given."""
    return {
        "id": document.id,
        "key": document.key,
        "source": document.source,
        "text": document.text,
        "metadata": metadata_json(document),
        "sha256": document.sha256,
        "ingested": ingested,
        "provenance": provenance_json(record.provenance),
        "record": record_json(document, record),
    }


def document_of(row: Row) -> Document:
    """The document, exactly as it was put."""
    return Document(text=row["text"], source=row["source"], **json.loads(row["metadata"]))


def record_of(row: Row) -> Record:
    """The record, exactly as it was put."""
    case = json.loads(row["record"]) | {"text": row["text"], "provenance": json.loads(row["provenance"])}
    return from_case(case | {"url": json.loads(row["metadata"])["url"]})[1]


def metadata_json(document: Document) -> str:
    """What is known of a document's origin, in a form that is equal where the metadata are."""
    return _json({name: getattr(document, name) for name in METADATA})


def provenance_json(provenance: Provenance) -> str:
    """What read a document, in a form that is equal where the provenance is."""
    return _json(asdict(provenance))


def record_json(document: Document, record: Record) -> str:
    """The families of a case, without the texts, which the offsets give: a third of the size."""
    case = to_case(document, record)
    slim = {family: [_slim(item) for item in case[family]] for family in _FAMILIES if case.get(family)}
    return _json(slim)


def now() -> str:
    """This moment, ISO 8601 in UTC, to the second; SOURCE_DATE_EPOCH stands for it, as in other reproducible builds."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def says_the_same(old: Row, new: Row) -> bool:
    """Whether a text was read before and nothing else has changed; by another file its metadata are not news."""
    if (old["sha256"], old["provenance"]) != (new["sha256"], new["provenance"]):
        return False
    return old["key"] != new["key"] or (old["metadata"], old["record"]) == (new["metadata"], new["record"])


def statements(script: str) -> Iterator[str]:
    """The statements of an SQL script, for a transaction: sqlite3's own executescript commits before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def sqlite_errors(path: Path, remedy: str = "restore it from a backup") -> Iterator[None]:
    """Turn an error of SQLite or of the disk within into StorageLocked, StorageFull or StorageError; `remedy` is what
    helps where the file itself is of no use."""
    try:
        yield
    except sqlite3.Error as error:
        raise _storage_error(str(path), error, remedy) from error
    except OSError as error:
        raise StorageError(str(path), f"cannot be used: {error.strerror or error}") from error


def _storage_error(path: str, error: sqlite3.Error, remedy: str) -> StorageError:
    code = getattr(error, "sqlite_errorcode", 0)
    match code & 0xFF:  # the rest of the bits tell details
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StorageLocked(path, "another process is writing to it: try again, or stop that process")
        case sqlite3.SQLITE_FULL:
            return StorageFull(path, "the disk is full; nothing was half-written. Make room and try again")
        case sqlite3.SQLITE_IOERR if code in _UNWRITTEN:
            return StorageFull(path, "the disk takes no more; nothing was half-written. Make room and try again")
        case sqlite3.SQLITE_NOTADB:
            return StorageError(path, f"is no SQLite database: {remedy}")
        case sqlite3.SQLITE_CORRUPT:
            return StorageError(path, f"is damaged: {remedy}")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StorageError(path, f"cannot be opened for writing: {error}")
        case _:
            return StorageError(path, f"cannot be used: {error}")


def _slim(item: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in item.items() if name != "text" and value is not None}
    if item.get("spans"):
        kept.pop("mentions", None)
    return kept


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
