"""The ledger's people of authorities: taken in from lists, found by office, removed again.

A list is taken in by the files that it was read from: a person whose file has changed is replaced, one who is gone
from it, or whose file is gone from the folder given, goes; a file that cannot be read leaves what is known from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from graph.authority.lists import Reading
from graph.authority.offices import slugs
from graph.authority.people import AuthorityPerson, merged
from graph.errors import NotFound
from graph.ledger_rows import now

if TYPE_CHECKING:
    import sqlite3

    from graph.ledger_database import Database

_PAGE = 256  # people read at a time by `people`


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a person, or of a file: `outcome` is added, changed, unchanged, removed, failed or skipped.

    `key` is (source, id) where it is a person; `reason` says what failed, or what was left out of the file.
    """

    outcome: str
    file: str
    key: tuple[str, str] | None = None
    name: str | None = None
    reason: str | None = None

    @property
    def changes(self) -> bool:
        """Whether something else is known of a person now."""
        return self.outcome in {"added", "changed", "removed"}


@dataclass(frozen=True, slots=True)
class Summary:
    """One list as it stands on a day: how many people and terms, how many of the terms are expired, and of how many
    people all are; when it was imported last (ISO 8601, UTC)."""

    source: str
    people: int
    terms: int
    expired_terms: int
    expired_people: int
    imported: str
    url: str
    license: str


class Authorities:
    """The ledger's tables `authority_people` and `authority_offices`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rows, self._set = database.rows, database.run

    def take(self, readings: Iterable[Reading], below: Iterable[Path] = (), replace: bool = False) -> list[Taken]:
        """Take in what was read, in one transaction; what came of each person.

        Who was known from files at or below the paths `below` and is there no more goes; with `replace` also who is
        known from elsewhere, of the lists that the readings are of.
        """
        given = list(readings)  # read to the end before the ledger is held
        with self._database.transaction():
            taken = [one for reading in given for one in self._take(reading)]
            kept = {(person.source, person.id, reading.part) for reading in given for person in reading.people}
            unsure = [reading.file for reading in given if reading.problems]
            for key, row in self._within(below, {source for source, _, _ in kept if replace}).items():
                if key not in kept and not any(_lies_in(row["file"], place) for place in unsure):
                    self._delete(*key)
                    taken.append(Taken("removed", row["file"], key[:2], AuthorityPerson.of(row["content"]).name))
        return taken

    def remove(self, source: str) -> list[tuple[str, str]]:
        """Take out a list; the people that were in it, by source and id. Raises NotFound."""
        if source not in self.sources():
            raise NotFound("authority", source, self.sources())
        with self._database.transaction():
            gone = self._rows("SELECT DISTINCT source, id FROM authority_people WHERE source = ?", source)
            self._set("DELETE FROM authority_people WHERE source = ?", source)
        return [(row["source"], row["id"]) for row in gone]

    def people(self, source: str | None = None) -> Iterator[AuthorityPerson]:
        """All people, or those of one list, by source and id, streaming; of several files' people one is made."""
        after = (source or "", "", "")
        sql = """SELECT * FROM authority_people WHERE (source, id, part) > (?, ?, ?) AND (? IS NULL OR source = ?)
                 ORDER BY source, id, part LIMIT ?"""

        def rows() -> Iterator[sqlite3.Row]:
            nonlocal after
            while page := self._rows(sql, *after, source, source, _PAGE):
                yield from page
                after = (page[-1]["source"], page[-1]["id"], page[-1]["part"])

        return _merged(rows())

    def holders(self, office: str, day: str) -> tuple[AuthorityPerson, ...]:
        """Who held an office, by one of its slugs ("mayor-of-chicago"), on a day (ISO 8601), as far as the days tell
        (Term.covers), sorted by source and id.

        Several where it is held by several at once (senators), where the lists contradict one another, and where one
        name is several places' ("Mayor of Springfield").
        """
        found = _merged(self._rows(_OF_OFFICE, office))
        return tuple(p for p in found if any(office in slugs(t) and t.covers(day) for t in p.terms))

    def find(self, source: str, id_: str) -> AuthorityPerson | None:
        """One person, if there."""
        sql = "SELECT * FROM authority_people WHERE (source, id) = (?, ?) ORDER BY part"
        return next(_merged(self._rows(sql, source, id_)), None)

    def get(self, source: str, id_: str) -> AuthorityPerson:
        """One person. Raises NotFound."""
        if (person := self.find(source, id_)) is None:
            raise NotFound("person of an authority", f"{source} {id_}")
        return person

    def sources(self) -> list[str]:
        """The lists that there are."""
        return [row[0] for row in self._rows("SELECT DISTINCT source FROM authority_people ORDER BY source")]

    def summaries(self, today: str) -> list[Summary]:
        """Each list that there is, as it stands on a day (ISO 8601)."""
        found = []
        for source in self.sources():
            imported = self._rows("SELECT max(imported) FROM authority_people WHERE source = ?", source)[0][0]
            found.append(_summary(list(self.people(source)), imported, today))
        return found

    def _take(self, reading: Reading) -> Iterator[Taken]:
        for person in reading.people:
            yield Taken(self._put(person, reading), reading.file, (person.source, person.id), person.name)
        if reading.skipped:
            yield Taken("skipped", reading.file, reason=reading.skipped)
        for problem in reading.problems:
            yield Taken("failed", reading.file, reason=problem.removeprefix(f"{reading.file}: "))
        if reading.notes:
            yield Taken("noted", reading.file, reason="; ".join(reading.notes))

    def _put(self, person: AuthorityPerson, reading: Reading) -> str:
        key, content = (person.source, person.id, reading.part), person.content()
        there = self._rows("SELECT content, file FROM authority_people WHERE (source, id, part) = (?, ?, ?)", *key)
        if there and there[0]["content"] == content:
            if there[0]["file"] != reading.file:
                sql = "UPDATE authority_people SET file = ? WHERE (source, id, part) = (?, ?, ?)"
                self._set(sql, reading.file, *key)
            return "unchanged"
        self._delete(*key)
        self._set("INSERT INTO authority_people VALUES (?, ?, ?, ?, ?, ?)", *key, reading.file, now(), content)
        for office in dict.fromkeys(slug for term in person.terms for slug in slugs(term)):
            self._set("INSERT INTO authority_offices VALUES (?, ?, ?, ?)", office, *key)
        return "changed" if there else "added"

    def _delete(self, *key: str) -> None:
        self._set("DELETE FROM authority_people WHERE (source, id, part) = (?, ?, ?)", *key)

    def _within(self, folders: Iterable[Path], sources: set[str]) -> dict[tuple[str, str, str], sqlite3.Row]:
        """The rows that an import of these places is about, and of these lists, by their keys."""
        below = "SELECT * FROM authority_people WHERE file = ? OR (file > ? AND file < ?)"
        places = [str(folder.absolute()) for folder in folders]
        rows = [
            row for place in places for row in self._rows(below, place, f"{place}/", f"{place}0")
        ]  # "0" follows "/"
        for source in sources:
            rows += self._rows("SELECT * FROM authority_people WHERE source = ?", source)
        return {(row["source"], row["id"], row["part"]): row for row in rows}


_OF_OFFICE = """SELECT * FROM authority_people WHERE (source, id) IN
                (SELECT source, id FROM authority_offices WHERE office = ?) ORDER BY source, id, part"""


def _lies_in(file: str, place: str) -> bool:
    return file == place or file.startswith(f"{place}/")


def _merged(rows: Iterable[sqlite3.Row]) -> Iterator[AuthorityPerson]:
    """People from rows in the order of their keys; what several parts say of one is one person."""
    for _, same in groupby(rows, key=lambda row: (row["source"], row["id"])):
        yield merged(AuthorityPerson.of(row["content"]) for row in same)


def _summary(people: list[AuthorityPerson], imported: str, today: str) -> Summary:
    terms = [term for person in people for term in person.terms]
    return Summary(
        people[0].source,
        len(people),
        len(terms),
        sum(term.expired(today) for term in terms),
        sum(person.expired(today) for person in people),
        imported,
        people[0].url,
        people[0].license,
    )
