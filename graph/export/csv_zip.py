"""CSV: a data package, in one zip: a file for each table, README.txt and datapackage.json; written as it goes.

UTF-8 with a byte order mark, commas, every line ended by CR LF, cells quoted where needed: what spreadsheet programs
and RFC 4180 want (in Python: `encoding="utf-8-sig"`).
A cell that begins with = + - @, a tab, a carriage return or an apostrophe gets an apostrophe in front: texts come from
strangers, and a spreadsheet would run `=HYPERLINK(…)`. To have the text back, take off one leading apostrophe.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from graph.export.package import Package
from graph.export.tables import Row, Table, tables
from graph.export.view import View

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "'")
_README = """{tables}

Every fact says where it was read: document (IRI), title, date, char_start, char_end (counted in Unicode code points
from 0, the end excluded), text (exactly those characters), evidence (the IRI of that span). datapackage.json says what
stands in each column.

UTF-8 with a byte order mark. A cell that began with = + - @, a tab, a carriage return or an apostrophe has an
apostrophe in front, so that no spreadsheet runs it; take off one leading apostrophe to have the text back.
"""


def write_csv(view: View, out: BinaryIO) -> None:
    """The zip; `out` need not be seekable."""
    package = Package("csv", "text/csv", {"encoding": "utf-8"}, view.licence)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for table, rows in tables(view):
            _write(archive, table, package.noted(table, rows))
        files = "\n".join(f"{f'{table.name}.csv':14} {table.says}" for table in package.tables)
        archive.writestr("README.txt", _README.format(tables=files))
        archive.writestr("datapackage.json", package.descriptor())


def safe(value: object) -> str:
    """A cell's text: nothing for None, and an apostrophe before what a spreadsheet would run (see the module)."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_DANGEROUS) else text


def _write(archive: zipfile.ZipFile, table: Table, rows: Iterable[Row]) -> None:
    with (
        archive.open(f"{table.name}.csv", "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, "utf-8-sig", newline="") as file,
    ):
        written = csv.writer(file)
        written.writerow(column.name for column in table.columns)
        written.writerows([safe(cell) for cell in row] for row in rows)
