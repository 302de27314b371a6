"""Where the anchors of judgements lead: to which document, which entity of it, which profile. Kept up to date as
documents come, change and go, so that a judgement is in force wherever there is what it speaks of.

Of two things that are judged different and look the same, the other one is set apart by a mark on its profile. What
its document alone knows ("the officials") gets a profile where a judgement speaks of it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Row

from graph.anchors import entity_of
from graph.judged import Judged, judged
from graph.judgement import Judgement, Kind
from graph.ledger_database import Database
from graph.ledger_things import Things
from graph.model import Document, Record
from graph.resolve import Profile, local, portraits, scoped

PAIRS = (Kind.SAME, Kind.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Led:
    """Of the judgements `about` a document, the `numbers` of those on two things, and the blocks that these spoke of
    `before`."""

    numbers: set[int]
    before: set[str]
    about: set[int]


class Anchors:
    """The ledger's table `anchors`. Its methods run within a transaction of the ledger."""

    def __init__(self, database: Database, things: Things) -> None:
        self._rows, self._set, self._things = database.rows, database.run, things
        self._moved: set[int] = set()  # judgements whose things may be called otherwise now

    def add(self, number: int, judgement: Judgement) -> None:
        """The anchors of a judgement that is new."""
        places = [(s, a, m.document) for s, side in enumerate(judgement.sides) for a, m in enumerate(side)]
        if judgement.fact is not None:
            places.append((0, 0, judgement.fact.document))
        for side, anchor, document in places:
            self._set(_NEW, number, side, anchor, document)

    def documents(self, number: int) -> set[str]:
        """The documents that a judgement speaks of and that are here, those of an older text by the newer one."""
        return {row[0] for row in self._rows(_HERE, number=number)}

    def loosen(self, number: int) -> set[str]:
        """That a judgement is undone: its anchors lead nowhere; the blocks that are to be compared then."""
        self._moved.add(number)
        blocks = self._blocks({number})
        self._set(f"{_NOWHERE} WHERE judgement = ?", number)
        return blocks

    def judged(self, record: Record, more: Iterable[Judgement] = ()) -> Judged:
        """A record as it is by the judgements about its document, and by `more` that are newer."""
        return _judged(record, self._rows(_ABOUT, record.document_id), more)

    def as_judged(self, record: Record) -> Record:
        """A record as it is by the judgements about its document."""
        return _as_judged(record, self._rows(_ABOUT, record.document_id))

    def draw(self, document: Document, record: Record, undone: Collection[str]) -> set[str]:
        """Put a document's portraits into the ledger, by the judgements that are not undone; the ids of the other
        documents whose paths change."""
        self._reach(document.id, undone)
        rows = self._rows(_ABOUT, document.id)
        led = self._led(rows)
        drawn = self._lead(document, _as_judged(record, rows), rows)
        return self._follow(led, self._things.place(document.id, drawn)) - {document.id}

    def _led(self, rows: Iterable[Row]) -> Led:
        about = {row["number"]: row["kind"] for row in rows}
        numbers = {number for number, kind in about.items() if kind in PAIRS}
        return Led(numbers, self._blocks(numbers), set(about))

    def _follow(self, led: Led, changed: set[str]) -> set[str]:
        """Mark what is to be set apart, once the portraits are there, and compare what judgements bind; the documents
        whose paths change, with those that did before."""
        if led.numbers:
            for number in sorted(led.numbers):
                changed |= self._mark(number)
            changed |= self._things.compare(led.before | self._blocks(led.numbers))
        moved = self._rows(_MOVED, json.dumps(sorted(changed)))
        self._moved |= led.about | {row[0] for row in moved}
        return changed

    def remove(self, document_id: str) -> set[str]:
        """Take a document's portraits out; the ids of the others whose paths change."""
        led = self._led(self._rows(_ABOUT, document_id))
        self._set(f"{_NOWHERE} WHERE found = ?", document_id)
        return self._follow(led, self._things.remove(document_id)) - {document_id}

    def reset(self) -> None:
        """Have all lead nowhere, before every document is drawn anew."""
        self._set(_NOWHERE)

    def take_moved(self) -> set[int]:
        """The judgements whose graphs may be other ones than when this was asked last, by number."""
        moved, self._moved = self._moved, set()
        return moved

    def paths(self, number: int) -> tuple[set[str], set[str]]:
        """What the two things that a judgement speaks of are called now; somebody without a name by the document."""
        sides: tuple[set[str], set[str]] = (set(), set())
        for row in self._rows(_PATHS, number):
            sides[row["side"]].add(row["path"])
        return sides

    def _reach(self, document_id: str, undone: Collection[str]) -> None:
        """Have the anchors in this document, or in an older text of it, lead to it."""
        rows = self._rows(_TOWARDS, document=document_id)
        numbers = json.dumps([row["judgement"] for row in rows if row["id"] not in undone])
        if rows:
            self._set(_REACH, document=document_id, numbers=numbers)

    def _lead(self, document: Document, record: Record, rows: Iterable[Row]) -> dict[str, Profile]:
        """The portraits of a record as judged, with those that judgements ask for, whose anchors lead to them."""
        drawn, pairs = portraits(document, record), [row for row in rows if row["kind"] in PAIRS]
        alone = scoped(record.entities, document.id) if pairs else {}
        for row in pairs:
            mention = Judgement.read(row["content"]).sides[row["side"]][row["anchor"]]
            led: tuple[str | None, ...] = (None, None, None)
            if (entity := entity_of(record, mention)) is not None:
                profile = drawn.setdefault(entity.id, local(entity, alone[entity.id], document.id))
                led = (entity.id, profile.key, profile.block)
            self._set(_LEAD, *led, row["number"], row["side"], row["anchor"])
        return drawn

    def _mark(self, number: int) -> set[str]:
        changed = set[str]()
        for row in self._rows(_OTHERS, number):
            profile, place = Profile.read(row["content"]), (row["found"], row["entity"])
            wanted = self._wanted(*place, replace(profile, mark=None).key)
            if profile.mark != wanted:
                altered = replace(profile, mark=wanted)
                self._set("UPDATE anchors SET profile = ? WHERE (found, entity) = (?, ?)", altered.key, *place)
                changed |= self._things.alter(*place, altered)
        return changed

    def _wanted(self, document_id: str, entity: str, looks: str) -> str | None:
        """The mark of an entity: the judgements by which it is another thing than one that looks the same."""
        ids = set[str]()
        for row in self._rows(_ONES, document_id, entity):
            if replace(Profile.read(row["content"]), mark=None).key == looks:
                ids.add(row["id"])
        return " ".join(sorted(ids)) or None

    def _blocks(self, numbers: Collection[int]) -> set[str]:
        return {row[0] for row in self._rows(_BLOCKS, json.dumps(sorted(numbers)))} if numbers else set()


def _as_judged(record: Record, rows: Sequence[Row]) -> Record:
    return _judged(record, rows).record if rows else record  # of most documents nobody has judged anything


def _judged(record: Record, rows: Iterable[Row], more: Iterable[Judgement] = ()) -> Judged:
    """A record as it is by the judgements of these rows, in this order, and by `more`."""
    told = dict.fromkeys(row["content"] for row in rows)
    return judged(record, [*map(Judgement.read, told), *more], {row["document"] for row in rows})


_NEW = "INSERT INTO anchors (judgement, side, anchor, document) VALUES (?, ?, ?, ?)"
_LEAD = "UPDATE anchors SET (entity, profile, block) = (?, ?, ?) WHERE (judgement, side, anchor) = (?, ?, ?)"
_NOWHERE = "UPDATE anchors SET (found, entity, profile, block) = (NULL, NULL, NULL, NULL)"
_HERE = """SELECT id FROM documents WHERE id IN (SELECT document FROM anchors WHERE judgement = :number) UNION
           SELECT k.document FROM anchors a JOIN versions v ON v.document = a.document JOIN keys k ON k.key = v.key
           WHERE a.judgement = :number AND a.document NOT IN (SELECT id FROM documents)"""
_LINES = (
    "document = :document OR document IN (SELECT v.document FROM versions v JOIN keys k ON k.key = v.key "
    "WHERE k.document = :document AND v.document NOT IN (SELECT id FROM documents))"
)
_TOWARDS = f"SELECT DISTINCT judgement, id FROM anchors JOIN judgements ON number = judgement WHERE {_LINES}"  # noqa: S608
_REACH = f"""UPDATE anchors SET found = :document
             WHERE judgement IN (SELECT value FROM json_each(:numbers)) AND ({_LINES})"""  # noqa: S608
_ABOUT = """SELECT number, kind, content, side, anchor, document FROM anchors JOIN judgements ON number = judgement
            WHERE found = ? ORDER BY at, number, side, anchor"""
_OTHERS = """SELECT DISTINCT a.found, a.entity, p.content FROM anchors a JOIN profiles p ON p.key = a.profile
             JOIN judgements j ON j.number = a.judgement
             WHERE a.judgement = ? AND a.side = 1 AND j.kind = 'different' ORDER BY a.found, a.entity"""
_ONES = """SELECT DISTINCT j.id, p.content FROM anchors b JOIN judgements j ON j.number = b.judgement
           JOIN anchors a ON a.judgement = b.judgement AND a.side = 0 JOIN profiles p ON p.key = a.profile
           WHERE (b.found, b.entity) = (?, ?) AND b.side = 1 AND j.kind = 'different'"""
_PATHS = """SELECT DISTINCT side, iif(path = '', 'document/' || found || '#' || entity, path) AS path
            FROM anchors JOIN profiles ON key = profile WHERE judgement = ?"""
_MOVED = "SELECT DISTINCT judgement FROM anchors WHERE found IN (SELECT value FROM json_each(?))"
_BLOCKS = """SELECT DISTINCT block FROM anchors
             WHERE judgement IN (SELECT value FROM json_each(?)) AND block IS NOT NULL"""
