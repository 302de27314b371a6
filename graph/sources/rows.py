"""Many documents in one file of JSON lines or one table: each line is a document, told by its number."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Any, BinaryIO

from graph.errors import InputError
from graph.settings import Settings
from graph.sources import fields
from graph.sources.piece import Intake, Piece

MOST_FAILED, MOST_EMPTY = 10_000, 1_000_000  # lines in a row
_DELIMITERS = ",;\t|"
_BROKEN = re.compile("[\udc80-\udcff]")  # what surrogateescape makes of bytes that are not UTF-8


def open_lines(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    """The objects of a .jsonl file; a line that is none is an error of its own."""
    patience = _Patience(name)
    for number, line in enumerate(_lines(stream, name, settings.max_bytes), start=1):
        if len(line) > settings.max_bytes:
            reason = f"is too long: more than {settings.max_bytes:,} bytes; cut it up"
            yield patience.of(InputError(f"{name}!{number}", reason))
        elif line.strip():
            yield patience.of(_of_line(line.removeprefix(b"\xef\xbb\xbf"), f"{name}!{number}", intake))


class _Patience:
    """Gives up a file of which too many lines in a row are none: it is another kind of file, or made to tire us."""

    def __init__(self, name: str) -> None:
        self.name, self.failed = name, 0

    def of(self, found: Piece | InputError) -> Piece | InputError:
        """What was found. Raises InputError once patience ends."""
        self.failed = self.failed + 1 if isinstance(found, InputError) else 0
        if self.failed > MOST_FAILED:
            raise InputError(
                self.name, f"is given up: {MOST_FAILED:,} lines in a row could not be read; the last {found}"
            )
        return found


def _lines(stream: BinaryIO, name: str, longest: int) -> Iterator[bytes]:
    """Each line, of one that is too long a beginning that is too long as well."""
    empty = 0
    while line := stream.readline(longest + 1):
        empty = empty + 1 if line in (b"\n", b"\r\n") else 0
        if empty > MOST_EMPTY:
            raise InputError(name, f"is given up: more than {MOST_EMPTY:,} lines in a row are empty")
        yield line
        while len(line) > longest and not line.endswith(b"\n"):
            line = stream.readline(longest + 1)


def _of_line(line: bytes, source: str, intake: Intake) -> Piece | InputError:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise InputError(source, "is no JSON object: each line must be one, {…}")
        return fields.piece(row, intake.fields, source, "application/jsonl")
    except (ValueError, RecursionError) as error:
        return InputError(source, f"is not JSON: {str(error)[:200]}")
    except InputError as error:
        return error


def open_table(stream: BinaryIO, name: str, settings: Settings, intake: Intake) -> Iterator[Piece | InputError]:
    """The rows of a .csv or .tsv file, numbered as a spreadsheet does; its first row names the columns."""
    csv.field_size_limit(settings.max_bytes)
    lines = _decoded(stream, name, settings.max_bytes)
    first = next(lines, "")
    rows = csv.reader(chain([first], lines), delimiter=_delimiter(name, first))
    columns = next(rows, [])
    if fields.text_of({column: column for column in columns}, intake.fields) is None:
        raise InputError(name, fields.lacks_text(columns, intake.fields))
    patience = _Patience(name)
    try:
        for number, row in enumerate(rows, start=2):
            if row:
                yield patience.of(
                    _of_row(dict(zip_longest(columns, row[: len(columns)], fillvalue="")), f"{name}!{number}", intake)
                )
    except csv.Error as error:
        raise InputError(name, f"is damaged in line {rows.line_num:,}: {error}; what stands before was read") from error


def _decoded(stream: BinaryIO, name: str, longest: int) -> Iterator[str]:
    """The lines in UTF-8; bytes that are none are kept as lone surrogates, so that their row alone is refused."""
    mark = b"\xef\xbb\xbf"
    for line in _lines(stream, name, longest):
        if len(line) > longest:
            raise InputError(name, f"has a line of more than {longest:,} bytes: cut it up")
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(name, "is in UTF-16: save it as UTF-8 (in Excel as CSV UTF-8)")
        yield line.removeprefix(mark).decode("utf-8", "surrogateescape")
        mark = b""


def _delimiter(name: str, head: str) -> str:
    return "\t" if name.lower().endswith(".tsv") else max(_DELIMITERS, key=head.count)


def _of_row(row: dict[str, Any], source: str, intake: Intake) -> Piece | InputError:
    try:
        if any(map(_BROKEN.search, row.values())):
            raise InputError(source, "has the wrong encoding: not UTF-8; save the table as UTF-8")
        return fields.piece(row, intake.fields, source, "text/csv")
    except InputError as error:
        return error
