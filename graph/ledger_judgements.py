"""The ledger's judgements: taken in, undone, listed; for ever. An undo is another entry, and can be undone itself.

A judgement whose document is not here, or does not say any more what was judged, is idle: it changes nothing, says why,
and is in force again when what it speaks of is back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from sqlite3 import Row

from graph.errors import NotFound
from graph.judged import GONE, OVERRULED, Judged
from graph.judgement import Judgement, Kind, State
from graph.ledger_anchors import PAIRS, Anchors
from graph.ledger_database import Database
from graph.ledger_doubts import Doubts
from graph.ledger_log import Log
from graph.ledger_rows import document_of, now, record_of
from graph.ledger_things import Things
from graph.model import Document, Record


@dataclass(frozen=True, slots=True)
class Kept:
    """A judgement as the ledger has it: numbers count from 1; `reason` says why one is idle."""

    number: int
    judgement: Judgement
    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a judgement in; `touched` are the documents whose graphs are to be written anew."""

    kept: Kept
    is_new: bool
    touched: frozenset[str]


class Judgements:
    """The ledger's table `judgements`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database, things: Things, log: Log) -> None:
        self._rows, self._set, self._things, self._log = database.rows, database.run, things, log
        self._anchors, self.doubts = Anchors(database, things), Doubts(database)

    def take(self, judgement: Judgement) -> Taken:
        """Take one in; the same one twice changes nothing, once more after it was undone is a new one."""
        undone = self._undone()
        while (number := self._number(judgement.id)) is not None:
            if judgement.id not in undone:
                return Taken(self.get(number), False, frozenset())
            judgement = replace(judgement, again=judgement.again + 1)
        number = self._insert(judgement)
        numbers = {number, *(self._targets(judgement))}
        touched = {document for one in numbers for document in self._anchors.documents(one)}
        undone = self._undone()
        loose = {block for one in numbers if self._id(one) in undone for block in self._anchors.loosen(one)}
        changed = {other for document in sorted(touched) for other in self._again(document, undone)}
        changed |= self._things.compare(loose)
        changed -= touched
        self._log.judged(touched)
        self._log.relinked(changed)
        return Taken(self.get(number), True, frozenset(touched | changed))

    def keep(self, judgement: Judgement) -> Taken:
        """Take in one of another ledger, with its id, whatever has become of it here."""
        number = self._number(judgement.id)
        return self.take(judgement) if number is None else Taken(self.get(number), False, frozenset())

    def get(self, number: int) -> Kept:
        """One, by its number. Raises NotFound."""
        found = next(iter(self.some([number])), None)
        if found is None:
            raise NotFound("judgement", str(number))
        return found

    def find(self, name: str) -> Kept:
        """One, by its number or its id. Raises NotFound."""
        number = int(name) if name.isdecimal() and len(name) < 16 else self._number(name)
        if number is None:
            raise NotFound("judgement", name)
        return self.get(number)

    def all(self, newest_first: bool = False) -> Iterator[Kept]:
        """All, in the order in which they came in, or the other way round; what each does is found as it is reached."""
        rows = self._rows("SELECT number, content FROM judgements ORDER BY number")
        return self._kept(reversed(rows) if newest_first else rows)

    def some(self, numbers: Iterable[int]) -> Iterator[Kept]:
        """Some, by their numbers."""
        sql = "SELECT number, content FROM judgements WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"
        return self._kept(self._rows(sql, json.dumps(sorted(numbers))))

    def latest(self, most: int) -> list[tuple[int, Judgement, bool]]:
        """The last ones, the newest first: number, judgement, and whether it is undone; of idle ones no word."""
        undone, sql = self._undone(), "SELECT number, content FROM judgements ORDER BY number DESC LIMIT ?"
        rows = self._rows(sql, most)
        found = ((row["number"], Judgement.read(row["content"])) for row in rows)
        return [(number, judgement, judgement.id in undone) for number, judgement in found]

    def _kept(self, rows: Iterable[Row]) -> Iterator[Kept]:
        undone, records = self._undone(), dict[str, Judged]()
        for row in rows:
            number, judgement = row["number"], Judgement.read(row["content"])
            if judgement.id in undone:
                yield Kept(number, judgement, State.UNDONE)
            else:
                reason = self._idle(number, judgement, records)
                yield Kept(number, judgement, State.IDLE if reason else State.IN_FORCE, reason)

    def on(self, path: str) -> Iterator[Kept]:
        """Those that say of what has this path that it is the same as another thing, or different."""
        sql = "SELECT DISTINCT judgement FROM anchors JOIN profiles ON key = profile WHERE path = ?"
        return self.some(row[0] for row in self._rows(sql, path))

    def about(self, document_id: str) -> Iterator[Kept]:
        """Those that lead to a document, in the order in which they came in; not those that are undone."""
        sql = "SELECT DISTINCT judgement FROM anchors WHERE found = ?"
        return self.some(row[0] for row in self._rows(sql, document_id))

    def standing(self, judgement: Judgement) -> Kept | None:
        """One in force, or waiting for its documents, by which somebody has said the same already."""
        sql = """SELECT number, content FROM judgements WHERE kind = ? AND (undoes = ? OR number IN
                 (SELECT judgement FROM anchors WHERE document IN (SELECT value FROM json_each(?)))) ORDER BY number"""
        named = json.dumps(sorted(_names(judgement)))
        rows = self._rows(sql, judgement.kind.value, judgement.undoes, named)
        wanted = replace(judgement, at="", why="", again=0)
        same = [row for row in rows if replace(Judgement.read(row["content"]), at="", why="", again=0) == wanted]
        return next((kept for kept in self._kept(same) if kept.state is not State.UNDONE and not _is_old(kept)), None)

    def judged(self, record: Record, *more: Judgement) -> Judged:
        """A record as it is by the judgements in force about its document, and by `more` that are newer."""
        return self._anchors.judged(record, more)

    def as_judged(self, record: Record) -> Record:
        """A record as it is by the judgements in force about its document."""
        return self._anchors.as_judged(record)

    def paths(self, number: int) -> tuple[set[str], set[str]]:
        """What the things of a judgement on two are called now."""
        return self._anchors.paths(number)

    def documents(self, number: int) -> list[str]:
        """The documents that a judgement in force leads to, sorted."""
        sql = "SELECT DISTINCT found FROM anchors WHERE judgement = ? AND found IS NOT NULL ORDER BY found"
        return [row["found"] for row in self._rows(sql, number)]

    def take_moved(self) -> set[int]:
        """The judgements whose graphs may be other ones than when this was asked last, by number."""
        return self._anchors.take_moved()

    def draw(self, document: Document, record: Record) -> set[str]:
        """Put a document's portraits into the ledger, as judged; the ids of the others whose paths change."""
        return self._anchors.draw(document, record, self._undone())

    def remove(self, document_id: str) -> set[str]:
        """Take a document's portraits out; the ids of the others whose paths change."""
        return self._anchors.remove(document_id)

    def redraw(self, scheme: str, documents: Iterable[tuple[Document, Record]]) -> None:
        """Draw everything anew, as newer code does (`scheme`)."""
        self._anchors.reset()
        with self._things.redrawing(scheme):
            for document, record in documents:
                self.draw(document, record)

    def _again(self, document_id: str, undone: set[str]) -> set[str]:
        return self._anchors.draw(*self._read(document_id), undone)

    def _read(self, document_id: str) -> tuple[Document, Record]:
        row = dict(self._rows(_WHOLE, document_id)[0])
        return document_of(row), record_of(row)

    def _insert(self, judgement: Judgement) -> int:
        values = (judgement.id, judgement.at, now(), judgement.kind.value, judgement.undoes, judgement.content)
        self._set("INSERT INTO judgements (id, at, taken, kind, undoes, content) VALUES (?, ?, ?, ?, ?, ?)", *values)
        number = self._number(judgement.id)
        assert number is not None
        self._anchors.add(number, judgement)
        return number

    def _targets(self, judgement: Judgement) -> Iterator[int]:
        """What an undo takes back, and what that takes back."""
        while judgement.undoes is not None:
            rows = self._rows("SELECT number, content FROM judgements WHERE id = ?", judgement.undoes)
            if not rows:
                return
            yield rows[0]["number"]
            judgement = Judgement.read(rows[0]["content"])

    def _undone(self) -> set[str]:
        """The ids of those that are taken back by one that is not taken back itself."""
        rows = self._rows("SELECT id, undoes FROM judgements WHERE undoes IS NOT NULL")
        undoing: dict[str, list[str]] = {}
        for row in rows:
            undoing.setdefault(row["undoes"], []).append(row["id"])
        found, undone = sorted(undoing.keys() - {row["id"] for row in rows}), set[str]()
        for id_ in found:
            found += undoing.get(id_, ())  # its undos are looked at later, and theirs later still
        for id_ in reversed(found):
            if not undone.issuperset(undoing.get(id_, ())):
                undone.add(id_)
        return undone

    def _idle(self, number: int, judgement: Judgement, records: dict[str, Judged]) -> str:
        """Why a judgement changes nothing; empty where it is in force."""
        if judgement.kind is Kind.UNDO:
            return "" if self._number(judgement.undoes or "") else f"judgement {judgement.undoes} is not in this ledger"
        here = self.documents(number)
        if not here:
            return f"{_documents(judgement)} not in this ledger"
        if judgement.kind in PAIRS:
            return self._unbound(number, judgement)
        reasons = []
        for document_id in here:
            if document_id not in records:
                records[document_id] = self.judged(self._read(document_id)[1])
            reasons.append(records[document_id].idle.get(judgement.id, ""))
        return "" if "" in reasons else reasons[0]

    def _unbound(self, number: int, judgement: Judgement) -> str:
        sides = self.paths(number)
        for subject, paths in zip((judgement.one, judgement.other), sides, strict=True):
            if subject is not None and not paths:
                missing = f"no document here speaks of {subject.path} as it was judged"
                return missing if self._rows(_ANY, number, subject is judgement.other) else f"{missing}: {GONE}"
        are_one = not sides[0].isdisjoint(sides[1])
        return "" if are_one == (judgement.kind is Kind.SAME) else OVERRULED

    def _number(self, id_: str) -> int | None:
        found = self._rows("SELECT number FROM judgements WHERE id = ?", id_)
        return int(found[0][0]) if found else None

    def _id(self, number: int) -> str:
        return str(self._rows("SELECT id FROM judgements WHERE number = ?", number)[0][0])


def _is_old(kept: Kept) -> bool:
    """Whether a newer judgement has overruled it, so that it can be made again."""
    return kept.reason == OVERRULED


def _names(judgement: Judgement) -> set[str]:
    """The documents that a judgement names."""
    said = {judgement.fact.document} if judgement.fact is not None else set[str]()
    return said | {mention.document for side in judgement.sides for mention in side}


def _documents(judgement: Judgement) -> str:
    names = sorted(_names(judgement))
    return f"document {names[0]} is" if len(names) == 1 else f"documents {', '.join(names[:3])} are"


_WHOLE = "SELECT d.*, r.record, r.provenance FROM documents d JOIN records r ON r.document = d.id WHERE d.id = ?"
_ANY = "SELECT 1 FROM anchors WHERE judgement = ? AND side = ? AND found IS NULL LIMIT 1"
