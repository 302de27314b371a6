"""The descriptor of tables as files: datapackage.json, by Frictionless Data's specifications.

A Table Schema for each table with its keys, the sources (publishers) of the documents, and their licences. The package
has a licence where the service says which its data have, or where each of its documents has one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.export.tables import TITLE, Column, Row, Table, made_by

MOST: Final = 1000  # sources that are named: a million documents have no more publishers that anybody would read of


@dataclass(slots=True)
class Package:
    """Files of one format, and what is learnt from the rows that pass: who published and who licensed them."""

    format: str
    media_type: str
    beside: Mapping[str, str] = field(default_factory=dict)  # what else a resource says
    licence: str | None = None
    tables: list[Table] = field(default_factory=list)
    _publishers: dict[str, None] = field(default_factory=dict)
    _licences: dict[str | None, None] = field(default_factory=dict)

    def noted(self, table: Table, rows: Iterable[Row]) -> Iterable[Row]:
        """The rows of a table, as they pass."""
        self.tables.append(table)
        return self._documents(table, rows) if table.name == "documents" else rows

    def descriptor(self) -> str:
        """datapackage.json, once all rows have passed."""
        kind, (version, created) = "tabular-data" if self.format == "csv" else "data", made_by()
        told = {
            "profile": f"{kind}-package",
            "name": "policygraph",
            "title": TITLE,
            "description": "Read by policygraph from the documents that it names; every fact has its evidence.",
            "created": created,
            "policygraph": version,
            "licenses": [_licence(name) for name in self._licensed()],
            "sources": [{"title": name} for name in sorted(self._publishers)],
            "resources": [self._resource(kind, table) for table in self.tables],
        }
        return json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False, indent=1)

    def _documents(self, table: Table, rows: Iterable[Row]) -> Iterator[Row]:
        names = [column.name for column in table.columns]
        publisher, license = names.index("publisher"), names.index("license")
        for row in rows:
            if row[publisher] and len(self._publishers) < MOST:
                self._publishers[str(row[publisher])] = None
            told = row[license] if len(self._licences) < MOST else None
            self._licences[None if told is None else str(told)] = None
            yield row

    def _licensed(self) -> list[str]:
        if self.licence:
            return [self.licence]
        known = [name for name in self._licences if name is not None]
        return sorted(known) if len(known) == len(self._licences) else []

    def _resource(self, kind: str, table: Table) -> dict[str, Any]:
        told = {"profile": f"{kind}-resource", "name": table.name, "path": f"{table.name}.{self.format}"}
        told |= {"title": table.says, "format": self.format, "mediatype": self.media_type, **self.beside}
        return told | {"schema": schema(table)}


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    keys = {"primaryKey": table.key} if table.key else {}
    foreign = [_foreign(column.name, column.refers) for column in table.columns if column.refers]
    fields = [_field(column, column.name == table.key) for column in table.columns]
    return {"fields": fields, "missingValues": [""], **keys} | ({"foreignKeys": foreign} if foreign else {})


def _field(column: Column, key: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.says}
    return told | ({"constraints": {"required": True, "unique": True}} if key else {})


def _foreign(name: str, refers: str) -> dict[str, Any]:
    table, _, column = refers.partition(".")
    return {"fields": name, "reference": {"resource": table, "fields": column}}


def _licence(name: str) -> dict[str, str]:
    if name.startswith(("http://", "https://")):
        return {"path": name}
    return {"name": re.sub(r"[^-.\w]+", "-", name, flags=re.ASCII), "title": name}
