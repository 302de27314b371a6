"""From a file to a Document: one reader for each kind of file, told by its suffix.

`SOURCES` is the table. A reader takes the file's bytes and its name, and returns a Document whose text is raw; `read`
cleans and checks it. Every failure is an InputError that names the file and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from graph.clean import accept
from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import files
from graph.sources.case import read_case_document
from graph.sources.html import read_html
from graph.sources.markdown import read_markdown
from graph.sources.text import read_text

SOURCES: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_case_document,
}
BYTES_PER_CHARACTER = 4  # at most, in UTF-8; files longer than this allows are refused before they are read

_ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def find(path: Path) -> Iterator[Path]:
    """A file as it is, whatever its suffix; of a directory tree the files that can be documents, sorted."""
    return files.walk(path, SOURCES.keys())


def read(path: Path, settings: Settings) -> Document:
    """The document in one file, its text clean and checked, `source` its absolute path. Raises InputError."""
    name = str(path)
    data = files.load(path, BYTES_PER_CHARACTER * settings.max_characters)
    reader = SOURCES.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            name, f"is of a kind that is not read ({path.suffix or 'no suffix'}); read are {', '.join(SOURCES)}"
        )
    document = reader(data, name)
    if document.date is not None and not _ISO_DATE.fullmatch(document.date):
        raise InputError(name, f"has a date that is none: {document.date!r}; write YYYY-MM-DD")
    return replace(document, text=accept(document.text, name, settings.max_characters), source=str(path.resolve()))
