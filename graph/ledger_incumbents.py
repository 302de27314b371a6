"""Whom documents mean that name an office alone: "the governor of Illinois", by who held it on the document's day.

Lists tell that, or else the documents of the same month, where all give the office to one (graph/resolve/attested).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from sqlite3 import Row

from graph.ledger_authorities import Authorities
from graph.ledger_database import Database
from graph.resolve import Profile, key_of, profiles_of
from graph.resolve.attested import PREFIX, around, offices
from graph.resolve.days import is_whole

Meant = tuple[str | None, str, str | None]  # a row's authority, told and block


class Incumbents:
    """The ledger's tables `incumbents` and `attested`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database, authorities: Authorities) -> None:
        self._database, self._authorities = database, authorities

    def find(self, profiles: Iterable[Profile]) -> set[str]:
        """Find whom profiles mean; the blocks of those whom they mean now, or meant, and their own where they mean
        nobody any more."""
        blocks = set[str]()
        for profile in profiles:
            rows = self._database.rows("SELECT authority, told, block FROM incumbents WHERE profile = ?", profile.key)
            before: Meant | None = (rows[0][0], rows[0][1], rows[0][2]) if rows else None
            if (now := self._meant(profile)) == before:
                continue
            values = (profile.key, profile.block.removeprefix(PREFIX), profile.when, *now)
            self._database.run("INSERT OR REPLACE INTO incumbents VALUES (?, ?, ?, ?, ?, ?)", *values)
            if before and before[2]:
                blocks |= {before[2]} if now[2] else {before[2], profile.block}
            blocks |= {now[2]} if now[2] else set()
        return blocks

    def forget(self, keys: Iterable[str]) -> set[str]:
        """Take out profiles, by key; the blocks of those whom they meant."""
        found = self._database.rows_of(f"SELECT profile, block FROM incumbents WHERE profile IN {_GIVEN}", keys)  # noqa: S608
        self._database.run_many("DELETE FROM incumbents WHERE profile = ?", ((row["profile"],) for row in found))
        return {row["block"] for row in found if row["block"]}

    def attest(self, document_id: str, profiles: Iterable[Profile]) -> list[Profile]:
        """Take note of whom a document has hold offices, by all its profiles; those that name an office alone and may
        mean others now."""
        given = {(office, profile) for profile in profiles for office in offices(profile)}
        day = self._day(document_id) if given else None
        rows = self._database.rows("SELECT * FROM attested WHERE document = ?", document_id)
        before = {(row["office"], row["day"], row["profile"]): row["block"] for row in rows}
        now = {(office, day, profile.key): profile.block for office, profile in given} if day else {}
        new, gone = sorted(now.keys() - before.keys()), sorted(before.keys() - now.keys())
        self._database.run_many(_NO_MORE, ((*key, document_id) for key in gone))
        self._database.run_many("INSERT INTO attested VALUES (?, ?, ?, ?, ?)", ((*k, document_id, now[k]) for k in new))
        found = [content for key in new for content in self._concerned(*key, known=False)]
        found += [content for key in gone for content in self._concerned(*key, known=True)]
        return [Profile.read(content) for content in dict.fromkeys(found)]

    def of_blocks(self, blocks: Iterable[str]) -> list[Row]:
        """The profiles that mean people of some blocks: key, path, content, and the authority's key or those of the
        profiles that tell whom."""
        return self._database.rows_of(_OF_BLOCKS, blocks)

    def telling(self, path: str) -> dict[str, list[str]]:
        """Of the profiles that have a path by an office alone and by documents, by key: the names of those to whom
        these give the office."""
        told: dict[str, set[str]] = {}
        for row in self._database.rows(_NAMES, path):
            told.setdefault(row["profile"], set()).add(row["name"])
        return {key: sorted(names) for key, names in told.items()}

    def meaning_nobody(self, block: str) -> list[Row]:
        """The profiles of an office's block that have a path and mean nobody: key and path."""
        return self._database.rows(_MEANING_NOBODY, block)

    def blocks(self, offices: Iterable[str]) -> set[str]:
        """The blocks of the people whom profiles of these blocks mean."""
        given = (one.removeprefix(PREFIX) for one in offices)
        return {row["block"] for row in self._database.rows_of(_MEANT, given)}

    def of_offices(self, seats: Iterable[str]) -> list[Profile]:
        """The profiles that name one of these offices alone."""
        rows = self._database.rows_of(_OF_OFFICES, (f"{PREFIX}{one}" for one in seats))
        return [Profile.read(row["content"]) for row in rows]

    def _meant(self, profile: Profile) -> Meant:
        """Whom it means: the only one who held the office that day, by lists; if they know nobody, by documents."""
        office, day = profile.block.removeprefix(PREFIX), profile.when or ""
        found = self._authorities.holders(office, day)
        if len(found) == 1:
            return key_of(found[0].source, found[0].id), "", profiles_of(found[0])[0].block
        telling = [] if found else self._database.rows(_TELLING, office, *around(day))
        blocks = {row["block"] for row in telling}
        return None, " ".join(row["profile"] for row in telling), blocks.pop() if len(blocks) == 1 else None

    def _concerned(self, office: str, day: str, profile: str, known: bool) -> Collection[str]:
        """The contents of the profiles that name an office alone in the month around a day, whom no list tells and of
        whom a profile is `known` to tell, or not."""
        rows = self._database.rows(_CONCERNED, office, *around(day), profile, known)
        return [row["content"] for row in rows]

    def _day(self, document_id: str) -> str | None:
        """The day of a document, if that is told to the day."""
        rows = self._database.rows("SELECT json_extract(metadata, '$.date') FROM documents WHERE id = ?", document_id)
        day = rows[0][0] if rows else None
        return day if day and is_whole(day) else None


_GIVEN = "(SELECT value FROM json_each(?))"
_NO_MORE = "DELETE FROM attested WHERE (office, day, profile, document) = (?, ?, ?, ?)"
_TELLING = """SELECT DISTINCT profile, block FROM attested WHERE office = ? AND day BETWEEN ? AND ? ORDER BY profile"""
_CONCERNED = """SELECT content FROM incumbents JOIN profiles ON key = profile
                WHERE office = ? AND day BETWEEN ? AND ? AND authority IS NULL AND (instr(told, ?) > 0) = ?"""
_OF_BLOCKS = f"""SELECT key, path, content, authority, told FROM incumbents JOIN profiles ON key = profile
                 WHERE incumbents.block IN {_GIVEN}"""  # noqa: S608
_NAMES = """SELECT profile, json_extract(them.content, '$.name') AS name
            FROM profiles AS their JOIN incumbents ON profile = their.key
            JOIN profiles AS them ON them.block = incumbents.block AND instr(told, them.key) > 0
            WHERE their.path = ?"""
_MEANING_NOBODY = """SELECT key, path FROM profiles LEFT JOIN incumbents ON profile = key
                     WHERE profiles.block = ? AND path != '' AND incumbents.block IS NULL"""
_OF_OFFICES = f"SELECT content FROM profiles WHERE block IN {_GIVEN}"  # noqa: S608
_MEANT = f"SELECT DISTINCT block FROM incumbents WHERE office IN {_GIVEN} AND block IS NOT NULL"  # noqa: S608
