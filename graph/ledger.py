"""The ledger: documents, what was read in them, their older versions, and a log. The truth; all else can be rebuilt.

One SQLite file in WAL mode, written through to the disk on commit: SQLite, because it needs no service, is in Python,
and keeps its promise when the process is killed or the power fails. A document is in once `put` has returned.

A document is known by its key: its address, or else the file it came from. The same text under the same key changes
nothing; another text is a new version, which keeps the document's id where it has an address and supersedes the old
id where it has none. One text may have come in by several files; it leaves with the last of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from graph.authority.lists import Reading
from graph.errors import NotFound
from graph.fingerprint import fingerprint_of_resolution
from graph.ledger_authorities import Authorities, Taken
from graph.ledger_database import Database
from graph.ledger_jobs import Jobs
from graph.ledger_judgements import Judgements
from graph.ledger_log import PAGE, Log, LogLine
from graph.ledger_origins import Origins
from graph.ledger_rows import Row, document_of, metadata_json, now, provenance_json, record_of, row_of, says_the_same
from graph.ledger_stories import Stories
from graph.ledger_things import Things
from graph.ledger_written import Written
from graph.model import Document, Provenance, Record
from graph.reprints import order_number, signature

__all__ = ["Change", "Commit", "Entry", "Ledger", "LogLine"]


class Change(StrEnum):
    """What putting a document did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    RETRACTED = "retracted"  # by `ingest`, where what held it is gone


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction: `superseded` is the id of the document that this one replaced, where it is another id.

    `reprint_of` is the document whose story this one prints again; `relinked` are the others for which that changed.
    """

    change: Change
    document_id: str
    version: int
    ingested: str
    superseded: str | None = None
    reprint_of: str | None = None
    relinked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the ledger holds it: versions count from 1, `ingested` is ISO 8601 in UTC; `reprint_of` is the id
    of the document whose story it prints again."""

    document: Document
    record: Record
    ingested: str
    version: int
    reprint_of: str | None = None


class Ledger:
    """Opens or makes a ledger. Raises StorageLocked, StorageFull, StorageError; usable from several threads."""

    def __init__(self, path: Path, readonly: bool = False) -> None:
        self.path = path
        self._database = Database(path, readonly)
        self._rows, self._set, self.transaction = self._database.rows, self._database.run, self._database.transaction
        self.stories, self.origins, self.jobs = Stories(self._database), Origins(self._database), Jobs(self._database)
        self.authorities = Authorities(self._database)
        self.things, self._log = Things(self._database), Log(self._database)
        self.judgements = Judgements(self._database, self.things, self._log)
        self.written = Written(self._database, self._log)
        self.log, self.acts = self._log.lines, self._log.acts

    @property
    def id(self) -> str:
        """Which ledger this is: 32 hexadecimal digits, made with it."""
        return str(self._rows("SELECT id FROM ledger")[0][0])

    @property
    def position(self) -> int:
        """The number of the last line of the log; 0 in a new ledger."""
        return self._log.position

    @property
    def changes(self) -> int:
        """How many rows this has changed since it was opened: what was told of it before may be stale."""
        return self._database.changes

    def has(self, document: Document, provenance: Provenance | None = None) -> bool:
        """Whether putting this document would change nothing, as far as can be told without reading it again.

        The same text and metadata under the same key, read (where `provenance` is given) by the same extractor.
        """
        sql = """SELECT d.metadata, d.key, r.provenance FROM keys k JOIN documents d ON d.id = k.document
                 JOIN records r ON r.document = d.id WHERE k.key = ? AND d.sha256 = ?"""
        rows = self._rows(sql, document.key, document.sha256)
        return any(
            (row["metadata"] == metadata_json(document) or row["key"] != document.key)
            and (provenance is None or row["provenance"] == provenance_json(provenance))
            for row in rows
        )

    def foresee(self, document: Document, provenance: Provenance) -> Change:
        """What putting this document would do, read by this extractor."""
        if self.has(document, provenance):
            return Change.UNCHANGED
        sql = "SELECT 1 FROM documents WHERE id = ? UNION SELECT 1 FROM keys WHERE key = ?"
        return Change.CHANGED if self._rows(sql, document.id, document.key) else Change.ADDED

    def put(self, document: Document, record: Record, ingested: str | None = None) -> Commit:
        """Take in a document with its record, in one transaction; `ingested` (ISO 8601, UTC) is now by default."""
        if record.document_id != document.id:
            raise ValueError(f"the record is of {record.document_id}, not of {document.id}")
        new = row_of(document, record, ingested or now())
        with self.transaction():
            there = self._document(document.id)
            replaced = self._replaced(new)
            if there and says_the_same(there, new) and not replaced:
                self._set("INSERT OR REPLACE INTO keys VALUES (?, ?)", new["key"], new["id"])
                same = (new["id"], there["version"], there["ingested"])
                return Commit(Change.UNCHANGED, *same, reprint_of=there["original"])
            commit = self._write(new, there, replaced)
            number, day = order_number(record), document.date
            changed = self.stories.place(document.id, signature(document.text), number, day)
            changed |= self.judgements.draw(document, record)
            return self._relinked(commit, changed)

    def _write(self, new: Row, there: Row | None, replaced: Row | None) -> Commit:
        """Put the new row in the place of what had its id, and of what had its key."""
        loose = set[str]()
        new["version"] = 1 + max((old["version"] for old in (there, replaced) if old), default=0)
        if there:
            self._keep(there)
            self._set(
                """UPDATE documents SET source = :source, text = :text, metadata = :metadata, sha256 = :sha256,
                   version = :version, ingested = :ingested WHERE id = :id""",
                **new,
            )
        else:
            self._set(
                "INSERT INTO documents VALUES (:id, :key, :source, :text, :metadata, :sha256, :version, :ingested)",
                **new,
            )
        self._set("INSERT OR REPLACE INTO records VALUES (:id, :provenance, :record)", **new)
        self._set("INSERT OR REPLACE INTO keys VALUES (:key, :id)", **new)
        if replaced:
            self._keep(replaced)
            loose = self.stories.remove(replaced["id"]) | self.judgements.remove(replaced["id"])
            self._set("DELETE FROM documents WHERE id = ?", replaced["id"])
            self._log.add("superseded", replaced)
        change = Change.CHANGED if there or replaced else Change.ADDED
        self._log.add(change, new)
        gone = replaced["id"] if replaced else None
        return Commit(change, new["id"], new["version"], new["ingested"], gone, relinked=frozenset(loose))

    def _relinked(self, commit: Commit, others: set[str]) -> Commit:
        """The commit with what it changed in the stories of other documents, for which the log says so."""
        found = (commit.relinked | others) - {commit.document_id}
        self._log.relinked(found)
        return replace(commit, reprint_of=self.stories.original_of(commit.document_id), relinked=found)

    def _replaced(self, new: Row) -> Row | None:
        """The document of another id that had this key, where it has no other key to live on by."""
        found = self._rows("SELECT document FROM keys WHERE key = ?", new["key"])
        if not found or found[0][0] == new["id"]:
            return None
        old = found[0][0]
        if others := self._rows("SELECT key FROM keys WHERE document = ? AND key != ?", old, new["key"]):
            self._set("UPDATE documents SET key = ? WHERE id = ? AND key = ?", others[0][0], old, new["key"])
            return None
        return self._document(old)

    def get(self, document_id: str) -> Entry:
        """The document as it is now. Raises NotFound."""
        return _entry(self._existing(document_id))

    def text(self, document_id: str) -> str | None:
        """The text of a document; None where there is none of that id."""
        return next((row[0] for row in self._rows("SELECT text FROM documents WHERE id = ?", document_id)), None)

    def versions(self, document_id: str) -> Iterator[Entry]:
        """What the document said before, the oldest first. Raises NotFound."""
        self._existing(document_id)
        return iter([_entry(dict(row)) for row in self._rows(_OLDER, id=document_id)])

    def entries(self) -> Iterator[Entry]:
        """All documents by id, streaming; memory holds a page, and other threads may write meanwhile."""
        after = ""
        while page := self._rows(f"{_WHOLE} WHERE d.id > ? ORDER BY d.id LIMIT ?", after, PAGE):
            for row in page:
                yield _entry(dict(row))
            after = page[-1]["id"]

    def __len__(self) -> int:
        """How many documents there are."""
        return int(self._rows("SELECT count(*) FROM documents")[0][0])

    def delete(self, document_id: str) -> set[str]:
        """Remove a document, its record and all its versions; the log keeps that it was there. Raises NotFound.

        The ids of the documents that printed its story again, and print another one's or none's now.
        """
        with self.transaction():
            row = self._existing(document_id)
            self._set(_FORGET_OLDER, id=document_id)
            self.origins.reopen(document_id)
            relinked = self.stories.remove(document_id) | self.judgements.remove(document_id)
            self._set("DELETE FROM documents WHERE id = ?", document_id)
            self._log.add("deleted", row)
            self._log.relinked(relinked)
            return relinked

    def learn(
        self, readings: Iterable[Reading], below: Iterable[Path] = (), replace: bool = False
    ) -> tuple[list[Taken], set[str]]:
        """Take in what was read of lists of people (see Authorities.take): what came of each person, and the ids of the
        documents that speak of other things now."""
        given = list(readings)  # read to the end before the ledger is held
        with self.transaction():
            taken = self.authorities.take(given, below, replace)
            return taken, self._learned(one.key for one in taken if one.key and one.changes)

    def forget(self, source: str) -> tuple[int, set[str]]:
        """Take out a list: how many people that were, and the ids of the documents that speak of other things now.
        Raises NotFound."""
        with self.transaction():
            gone = self.authorities.remove(source)
            return len(gone), self._learned(gone)

    def _learned(self, people: Iterable[tuple[str, str]]) -> set[str]:
        changed = self.things.learn(sorted(people))
        self._log.relinked(changed)
        return changed

    def complete(self) -> None:
        """Put the documents of an older ledger into their stories, and find the things that they speak of: it had
        neither, or by other code."""
        if self.things.scheme != (scheme := fingerprint_of_resolution()):
            with self.transaction():
                self.judgements.redraw(scheme, ((entry.document, entry.record) for entry in self.entries()))
        for document_id in self.stories.missing():
            with self.transaction():
                entry = self.get(document_id)
                number, text = order_number(entry.record), entry.document.text
                changed = self.stories.place(document_id, signature(text), number, entry.document.date)
                if self.stories.original_of(document_id):
                    changed |= {document_id}
                self._log.relinked(changed)

    def _keep(self, old: Row) -> None:
        self._set(
            """INSERT INTO versions (key, document, version, source, text, metadata, ingested, record, provenance)
               VALUES (:key, :id, :version, :source, :text, :metadata, :ingested, :record, :provenance)""",
            **old,
        )

    def _document(self, document_id: str) -> Row | None:
        return next((dict(row) for row in self._rows(f"{_WHOLE} WHERE d.id = ?", document_id)), None)

    def _existing(self, document_id: str) -> Row:
        if (row := self._document(document_id)) is None:
            raise NotFound("document", document_id)
        return row

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Ledger:
        """The ledger itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()


_OLDER = """SELECT *, document AS id FROM versions
            WHERE document = :id OR key IN (SELECT key FROM keys WHERE document = :id) ORDER BY number"""
_FORGET_OLDER = """DELETE FROM versions WHERE document = :id OR key IN (SELECT key FROM keys WHERE document = :id)"""
_WHOLE = """SELECT d.*, r.record, r.provenance, s.original FROM documents d JOIN records r ON r.document = d.id
            LEFT JOIN signatures s ON s.document = d.id"""


def _entry(row: Row) -> Entry:
    return Entry(document_of(row), record_of(row), row["ingested"], row["version"], row.get("original"))
