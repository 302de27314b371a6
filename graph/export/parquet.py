"""Parquet: the same data package as the CSV one with typed columns, for DuckDB, pandas, Spark; written as it goes.

By pyarrow, which is an extra. The zip does not compress: Parquet has done so.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any, BinaryIO, Final

from graph.errors import ExportError
from graph.export.package import Package
from graph.export.tables import Row, Table, tables
from graph.export.view import View
from graph.store.updates import in_parts

ROWS: Final = 10_000  # of a group: some 10 MB of facts
_TYPES: Final = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_", "date": "date32"}


def write_parquet(view: View, out: BinaryIO) -> None:
    """The zip; `out` need not be seekable. Raises ExportError where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as error:
        raise ExportError("parquet", "needs pyarrow: pip install 'policygraph[parquet]'") from error
    package = Package("parquet", "application/vnd.apache.parquet", licence=view.licence)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for table, rows in tables(view):
            with archive.open(f"{table.name}.parquet", "w", force_zip64=True) as file:
                _write(file, table, package.noted(table, rows))
        archive.writestr("datapackage.json", package.descriptor())


def _write(file: Any, table: Table, rows: Iterable[Row]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    metadata = {column.name: {b"description": column.says.encode()} for column in table.columns}
    schema = pa.schema(
        [pa.field(one.name, getattr(pa, _TYPES[one.type])(), metadata=metadata[one.name]) for one in table.columns]
    )
    with pq.ParquetWriter(file, schema, compression="zstd") as written:
        for group in in_parts(rows, ROWS):
            columns = zip(zip(*group, strict=True), table.columns, schema, strict=True)
            arrays = [pa.array(map(_CAST.get(of.type, _same), cells), field.type) for cells, of, field in columns]
            written.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))


def _same(cell: Any) -> Any:
    return cell


def _day(cell: Any) -> date | None:
    """The day; none for what is none, as a graph that people have written may have it."""
    with suppress(ValueError, TypeError):
        return date.fromisoformat(cell)
    return None


_CAST: Final[dict[str, Callable[[Any], Any]]] = {"date": _day}
