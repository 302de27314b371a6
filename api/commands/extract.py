"""`policygraph extract`: what one or more documents say. Nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import account, console, record
from api.commands.options import (
    BaseIri,
    Extractor,
    LlmModel,
    LlmPriceIn,
    LlmPriceOut,
    LlmTimeout,
    LlmUrl,
    examples,
    settings,
)
from graph.account import Account
from graph.errors import InputError
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.model import Document, Record

EXAMPLES = examples(
    "policygraph extract article.txt   # JSON, as tests/gold/FORMAT.md describes it",
    "policygraph extract article.html --format table   # for reading",
    "policygraph extract cases/*.json --output-dir predictions   # one file a document, names kept",
    "policygraph extract article.txt --format turtle > article.ttl   # RDF",
    "cat article.txt | policygraph extract - | jq .events   # from standard input",
)


class Format(StrEnum):
    """How a record is written."""

    JSON = "json"
    TURTLE = "turtle"
    TABLE = "table"


SUFFIXES = {Format.JSON: ".json", Format.TURTLE: ".ttl", Format.TABLE: ".txt"}
WRITERS: dict[Format, Callable[[Document, Record, str, Settings], str]] = {
    Format.JSON: record.as_json,
    Format.TURTLE: record.as_turtle,
    Format.TABLE: record.as_table,
}


def command(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Text, page, PDF, Word document, message, case; - for what is piped in."),
    ],
    format: Annotated[Format, typer.Option("--format", "-f", help="How each record is written.")] = Format.JSON,
    output_dir: Annotated[
        Path | None,
        typer.Option("--output-dir", "-o", help="Write one file a document here, under its name.", file_okay=False),
    ] = None,
    base_iri: BaseIri = None,
    extractor: Extractor = None,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_timeout: LlmTimeout = None,
    llm_price_in: LlmPriceIn = None,
    llm_price_out: LlmPriceOut = None,
) -> None:
    """Read documents and print what they say: entities, relations, provisions, statements, events.

    Each fact carries the offsets of the words it was read from. Nothing is stored. Of a case only the text and the
    metadata are used. A document that cannot be read is named on standard error, the others are done, and the exit
    code is 1. Several documents as JSON on standard output come one a line.
    """
    chosen = settings(
        base_iri=base_iri,
        extractor=extractor,
        llm_url=llm_url,
        llm_model=llm_model,
        llm_timeout=llm_timeout,
        llm_price_in=llm_price_in,
        llm_price_out=llm_price_out,
    )
    out = _Output(format, output_dir, several=len(files) > 1)
    failed, accounts = False, list[Account]()
    for found in _records(files, chosen, accounts):
        try:
            out.write(*_or_raise(found), chosen)
        except InputError as error:
            console.error(str(error))
            failed = True
    if accounts:
        account.tell(sum(accounts, Account()))
    raise typer.Exit(1 if failed else 0)


def _or_raise(found: tuple[Document, Record] | Exception) -> tuple[Document, Record]:
    if isinstance(found, Exception):
        raise found
    return found


def _records(
    files: list[Path], chosen: Settings, accounts: list[Account]
) -> Iterator[tuple[Document, Record] | Exception]:
    """Every document with its record, in the order of the files as far as they could be read; then what could not."""
    from graph.pipeline import attempts

    failures: list[InputError] = []
    for attempt in attempts(_documents(files, chosen, failures), chosen):
        if attempt.account:
            accounts.append(attempt.account)
        yield attempt.record if isinstance(attempt.record, Exception) else (attempt.document, attempt.record)
    yield from failures


def _documents(files: list[Path], chosen: Settings, failures: list[InputError]) -> Iterator[Document]:
    from graph.sources import read

    for file in files:
        try:
            yield read(file, chosen)
        except InputError as error:
            failures.append(error)


class _Output:
    """Where records go: standard output, or one file each in a folder."""

    def __init__(self, format: Format, folder: Path | None, several: bool) -> None:
        self.format, self.folder, self.several = format, folder, several
        self.written: dict[Path, str] = {}

    def write(self, document: Document, found: Record, chosen: Settings) -> None:
        """Write one record. Raises InputError where a file of that name was written for another document."""
        name = Path(document.source).stem if document.source else "document"
        text = WRITERS[self.format](document, found, name, chosen)
        if self.folder is None:
            sys.stdout.write(record.one_line(text) if self.several and self.format is Format.JSON else text)
            return
        path = self.folder / (name + SUFFIXES[self.format])
        source = document.source or "standard input"
        if path in self.written:
            raise InputError(source, f"would overwrite {path}, just written for {self.written[path]}; rename one")
        self.folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.written[path] = source
