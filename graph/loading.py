"""Parts brought into a ledger and its store, in the order of the manifest: as if their documents had been read here.

A part is checked whole before anything of it is taken in; one that is damaged or gone is named, and the others are
loaded. What is there already changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import InputError, StorageError
from graph.ingestion import Taker
from graph.ledger_rows import Row
from graph.location import Location, require
from graph.outcome import Outcome
from graph.parts import AGAIN, Part, case_of, outcome_of, read_manifest, rows, there
from graph.reader import fault

log = logging.getLogger(__name__)


def load(taker: Taker, where: str, partial: bool = False) -> Iterator[Outcome]:
    """Take in the parts at a location, one outcome for each document, and for each part that cannot be.

    `partial` takes what is there of a run that is not finished. Raises InputError where there is nothing to be loaded,
    StorageError.
    """
    require("fsspec", "pyarrow")
    location = Location(where)
    with TemporaryDirectory(prefix="policygraph-") as scratch:
        folder = Path(scratch)
        for part in _listed(location, folder, partial):
            table = location.fetch(part.table, folder)
            if (reason := part.wrong(part.table, table)) is not None:
                source = f"{location.address}/{part.table}"
                yield Outcome(source, error=f"{source}: {reason}; nothing of it was loaded; {AGAIN}")
            elif table is not None:
                yield from _taken_in(taker, table)
            if table is not None:
                table.unlink()


def _listed(location: Location, folder: Path, partial: bool) -> list[Part]:
    """The parts that there should be."""
    if (listed := read_manifest(location, folder)) is not None:
        return listed
    names = [name.removesuffix(".json") for name in location.names() if name.endswith(".json")]
    found = [part for name in names if (part := there(name, location, folder)) is not None]
    if not found:
        raise InputError(location.address, "holds no parts: `policygraph ingest --cluster` makes them")
    if not partial:
        reason = f"has no manifest: the run that makes its parts is not finished ({len(found)} are there)"
        raise InputError(location.address, f"{reason}; {AGAIN}, or load what is there with --partial")
    return found


def _taken_in(taker: Taker, table: Path) -> Iterator[Outcome]:
    size = table.stat().st_size
    for batch in rows(table):
        with taker.together():
            done = [_put(taker, row) for row in batch]
        yield replace(done[0], bytes=size)
        yield from done[1:]
        size = 0


def _put(taker: Taker, row: Row) -> Outcome:
    """The outcome of a document, which is in the ledger then."""
    if row["outcome"] != "read":
        known = outcome_of(row)
        return Outcome(known.source, known.document_id, skipped=f"was not read into the part: {row['reason']}")
    try:
        document, record = case_of(row)
        commit = taker.commit(document, record)
    except StorageError:
        raise  # nor would the next one fare better
    except Exception as error:
        log.exception("%s could not be loaded", row["source"])
        return Outcome(row["source"], row["document"], error=fault(row["source"], error))
    done = Outcome.of(row["source"], document, commit.change, None, commit)
    return replace(done, facts=row["facts"] or 0)
