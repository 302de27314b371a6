"""Parts: what was read of a share of a corpus, as a Parquet file of documents with records and an N-Quads file of them.

    part-0123….parquet   a row for each document, and for each that could not be read: COLUMNS
    part-0123….nq.gz     their graphs, without links between documents, which one part cannot know
    part-0123….json      the checksums of both, written after them: where it is, the part is
    manifest.json        which parts there are, with checksums; written when all are

A part is named by what it was made from, so that making it twice gives the same file. Rows are written as they come:
memory holds a batch, however long the part. Parquet by pyarrow, because DuckDB, pandas and Spark read it as it is. A
checksum of the whole file: Parquet's own are of its pages alone, and would pass a damaged footer.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from graph.errors import InputError
from graph.ledger import Change
from graph.ledger_rows import METADATA, Row, document_of, record_of, row_of
from graph.location import Location
from graph.model import Document, Record
from graph.outcome import Attempt, Outcome
from graph.rdf import quads
from graph.reader import fault
from graph.reprints import SCHEME, signature
from graph.resolve import resolve

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
ROWS: Final = 64  # read at a time
AGAIN: Final = "run `policygraph ingest --cluster` again: it makes what is missing"
COLUMNS = {
    "outcome": "string",  # read, skipped or failed
    "reason": "string",  # why it was skipped or failed; the columns below are then null
    "source": "string",  # the file's path or address, and the place within after "!"
    "document": "string",  # its id
    **dict.fromkeys(METADATA, "string"),
    "text": "string",
    "sha256": "string",  # of the text
    "provenance": "string",  # JSON: what read it
    "record": "string",  # JSON: what was read, as the ledger has it
    "signature": "binary",  # MinHash of the text (the file's metadata name the scheme); null for short ones
    "words": "int32",
    "facts": "int32",
    "account": "string",  # JSON: what asking a hosted model took
}


class Damaged(InputError):
    """A part that is not what it was when it was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is there: `files` has the checksum and the length of each of its two files, by their names."""

    name: str
    documents: int
    outcomes: Mapping[str, int]
    files: Mapping[str, Mapping[str, str | int]]

    @classmethod
    def of(cls, told: Any) -> Part:
        """The part that a manifest or its own file tells of. Raises Damaged."""
        try:
            part = cls(*(told[field.name] for field in fields(cls)))
            if part.files[part.table].keys() >= {"sha256", "bytes"}:
                return part
        except (KeyError, TypeError, AttributeError):
            pass
        raise Damaged("a part", f"is told of in other words than ours: {str(told)[:80]}; {AGAIN}")

    @property
    def table(self) -> str:
        """The name of its Parquet file."""
        return f"{self.name}.parquet"

    def wrong(self, name: str, file: Path | None) -> str | None:
        """What is wrong with one of its files; None where nothing is."""
        if file is None:
            return "is missing"
        return None if _sums(file) == self.files[name] else "is damaged: it is not the file that was written"


class PartWriter:
    """Makes a part's two files in a local folder. `read_at` is the time that its graphs name (ISO 8601, UTC)."""

    def __init__(self, name: str, folder: Path, base_iri: str, read_at: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.name, self._base_iri, self._read_at, self._counts = name, base_iri, read_at, Counter[str]()
        self.table, self.graphs = folder / f"{name}.parquet", folder / f"{name}.nq.gz"
        self._schema = pa.schema([(column, getattr(pa, kind)()) for column, kind in COLUMNS.items()])
        self._rows = pq.ParquetWriter(self.table, self._schema, compression="zstd")
        self._raw = self.graphs.open("wb")
        # neither time nor name in its header: the same graphs are the same file
        self._quads = gzip.GzipFile("", "wb", compresslevel=6, fileobj=self._raw, mtime=0)

    def add(self, results: Iterable[Attempt | Outcome]) -> list[Outcome]:
        """Write what was read, and what could not be; one outcome each."""
        import pyarrow as pa

        done = [self._done(result) for result in results]
        if done:
            self._rows.write_batch(pa.RecordBatch.from_pylist([row for row, _, _ in done], self._schema))
        for _, graph, _ in done:
            self._quads.write(graph)
        return [outcome for _, _, outcome in done]

    def put(self, location: Location, made_by: Mapping[str, Any]) -> Part:
        """End the part and put it where it is to be: the file that tells of it last, for where that is, the part is."""
        self._quads.close()
        self._raw.close()
        self._rows.add_key_value_metadata({"policygraph": _json(made_by), "signature": SCHEME})
        self._rows.close()
        files = {file.name: _sums(file) for file in (self.table, self.graphs)}
        part = Part(self.name, self._counts["read"], dict(sorted(self._counts.items())), files)
        about = self.table.with_suffix(".json")
        about.write_text(_json({"format": FORMAT} | asdict(part)), encoding="utf-8")
        for file in (self.graphs, self.table, about):
            location.put(file, file.name)
        return part

    def _done(self, result: Attempt | Outcome) -> tuple[Row, bytes, Outcome]:
        row, graph, outcome = self._read(result) if isinstance(result, Attempt) else (_plain(result), b"", result)
        self._counts[row["outcome"]] += 1
        return row, graph, outcome

    def _read(self, attempt: Attempt) -> tuple[Row, bytes, Outcome]:
        document, record = attempt.document, attempt.record
        source = document.source or document.url or document.key
        try:
            if isinstance(record, Exception):
                raise record
            outcome = Outcome.of(source, document, Change.ADDED, attempt)
            return _row(document, record, outcome), self._graph(document, record), outcome
        except Exception as error:  # one document stops no other
            outcome = Outcome(source, document.id, error=fault(source, error), account=attempt.account)
            return _plain(outcome), b"", outcome

    def _graph(self, document: Document, record: Record) -> bytes:
        made = quads(document, record, resolve(document, record), self._base_iri, self._read_at)
        return ox.serialize(made, format=ox.RdfFormat.N_QUADS) or b""


def there(name: str, location: Location, folder: Path) -> Part | None:
    """The part of that name, if it is said to be there. Raises Damaged."""
    file = location.fetch(f"{name}.json", folder)
    return None if file is None else Part.of(_read(file, location))


def found(name: str, location: Location, folder: Path) -> Part | None:
    """The part of that name, where it is there and both its files are whole; they are in the local folder then."""
    try:
        part = there(name, location, folder)
    except Damaged:
        return None
    if part is None or any(part.wrong(name, location.fetch(name, folder)) for name in part.files):
        return None
    return part


def rows(table: Path, columns: Iterable[str] | None = None) -> Iterator[list[Row]]:
    """A part's rows, so many at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(table) as file:
        for batch in file.iter_batches(ROWS, columns=None if columns is None else list(columns)):
            yield batch.to_pylist()


def case_of(row: Row) -> tuple[Document, Record]:
    """The document and the record of a row."""
    known = {name: row[name] for name in METADATA}
    whole = row | {"metadata": json.dumps(known)}
    return document_of(whole), record_of(whole)


def outcomes(table: Path) -> Iterator[Outcome]:
    """What had become of each document when the part was made: it changes nothing now, or is still in the way."""
    for batch in rows(table, ["outcome", "reason", "source", "document", "words"]):
        for row in batch:
            yield outcome_of(row)


def outcome_of(row: Row) -> Outcome:
    """What had become of the document in a row."""
    source, document_id, reason = row["source"], row["document"], row["reason"]
    match row["outcome"]:
        case "failed":
            return Outcome(source, document_id, error=reason)
        case "skipped":
            return Outcome(source, document_id, skipped=reason)
        case _:
            return Outcome(source, document_id, Change.UNCHANGED, words=row["words"] or 0)


def write_manifest(location: Location, folder: Path, parts: Iterable[Part], made_by: Mapping[str, Any]) -> None:
    """Say that all parts are there, in the order in which they are to be loaded."""
    listed = list(parts)
    manifest = {
        "format": FORMAT,
        "made_by": made_by,
        "documents": sum(part.documents for part in listed),
        "outcomes": sum((Counter(part.outcomes) for part in listed), Counter[str]()),
        "parts": [asdict(part) for part in listed],
    }
    file = folder / MANIFEST
    file.write_text(_json(manifest), encoding="utf-8")
    location.put(file, MANIFEST)


def read_manifest(location: Location, folder: Path) -> list[Part] | None:
    """The parts that are there; None where nobody has said so yet. Raises Damaged."""
    file = location.fetch(MANIFEST, folder)
    if file is None:
        return None
    parts = _read(file, location).get("parts")
    if not isinstance(parts, list):
        raise Damaged(f"{location.address}/{MANIFEST}", f"is damaged: it lists no parts; {AGAIN}")
    return [Part.of(part) for part in parts]


def _read(file: Path, location: Location) -> dict[str, Any]:
    """What a file of JSON tells. Raises Damaged."""
    source = f"{location.address}/{file.name}"
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Damaged(source, f"is damaged: {error}; {AGAIN}") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise Damaged(source, f"is damaged, or another policygraph wrote it: it is not of format {FORMAT}; {AGAIN}")
    return told


def _row(document: Document, record: Record, outcome: Outcome) -> Row:
    known = row_of(document, record, "")
    row = {name: known.get(name) for name in ("source", "text", "sha256", "provenance", "record")}
    row |= {name: getattr(document, name) for name in METADATA}
    row |= {"outcome": "read", "document": document.id, "signature": signature(document.text)}
    for value in row.values():
        if isinstance(value, str):
            value.encode()  # half a character, as broken JSON has them, fails here rather than with the whole batch
    return row | {"words": outcome.words, "facts": outcome.facts, "account": _account(outcome)}


def _plain(outcome: Outcome) -> Row:
    """The row of a document that was not read."""
    known = {"source": outcome.source, "document": outcome.document_id, "account": _account(outcome)}
    known |= {"outcome": "failed" if outcome.error else "skipped", "reason": outcome.error or outcome.skipped}
    return {name: value and value.encode("utf-8", "replace").decode() for name, value in known.items()}


def _account(outcome: Outcome) -> str | None:
    return json.dumps(asdict(outcome.account), ensure_ascii=False) if outcome.account else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _sums(file: Path) -> dict[str, str | int]:
    """What a file is told by, in the manifest and in the other file of a part."""
    with file.open("rb") as stream:
        return {"sha256": hashlib.file_digest(stream, "sha256").hexdigest(), "bytes": file.stat().st_size}
