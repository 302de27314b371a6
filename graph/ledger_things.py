"""Which things in the world the documents of the ledger speak of; kept up to date as documents come, change and go.

What each document says of a thing is kept as a profile (graph/resolve): once, however many documents say it. Only where
a profile comes that is new, or the last document that has one goes, are the profiles of its block compared anew, and
only the documents of those whose path changes are written anew. The paths are those that the profiles make, whatever
the order in which they came.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from sqlite3 import Row

from graph.ledger_bonds import Bonds
from graph.ledger_database import Database
from graph.resolve import Profile, paths


class Things:
    """The ledger's tables `profiles` and `portraits`. Its methods run within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database, self._bonds = database, Bonds(database)
        self._moved: set[str] = set()  # GeoNames ids of places that came or went

    def paths_of(self, document_id: str) -> dict[str, str]:
        """The path of each entity of a document that others may speak of too, by entity id."""
        sql = "SELECT entity, path FROM portraits JOIN profiles ON profiles.key = profile WHERE document = ?"
        return {row["entity"]: row["path"] for row in self._database.rows(sql, document_id)}

    def block(self, path: str) -> dict[Profile, str]:
        """What is said of all things of the block in which something has this path, and the path of each."""
        sql = """SELECT content, path FROM profiles WHERE block IN (SELECT block FROM profiles WHERE path = ?)
                 ORDER BY key"""
        return {Profile.read(row["content"]): row["path"] for row in self._database.rows(sql, path)}

    def places(self, of: Collection[str] | None = None) -> set[str]:
        """The GeoNames ids of the places that documents speak of: all, or those of some."""
        every = "SELECT block FROM profiles WHERE block GLOB 'place/[0-9]*'"
        some = [f"place/{one}" for one in of or ()]
        found = self._database.rows(every) if of is None else self._rows(_PLACES, some)
        return {match[1] for row in found if (match := _PLACE.fullmatch(row["block"]))}

    def take_moved(self) -> list[str]:
        """The GeoNames ids of the places that came or went since this was asked last; they may be back."""
        moved, self._moved = sorted(self._moved), set()
        return moved

    def place(self, document_id: str, drawn: Mapping[str, Profile]) -> set[str]:
        """Put a document's portraits in the place of those that it had; the ids of the others whose paths change."""
        before = self._clear(document_id)
        insert = "INSERT INTO portraits VALUES (?, ?, ?)"
        self._database.run_many(insert, ((document_id, entity, profile.key) for entity, profile in drawn.items()))
        return self._settle({profile.key: profile for profile in drawn.values()}, before) - {document_id}

    def remove(self, document_id: str) -> set[str]:
        """Take a document's portraits out; the ids of the others whose paths change."""
        return self._settle({}, self._clear(document_id)) - {document_id}

    def alter(self, document_id: str, entity: str, profile: Profile) -> set[str]:
        """Give one entity of a document another profile; the ids of the documents whose paths change."""
        had = self._database.rows(
            "SELECT profile FROM portraits WHERE (document, entity) = (?, ?)", document_id, entity
        )
        change = "UPDATE portraits SET profile = ? WHERE (document, entity) = (?, ?)"
        self._database.run(change, profile.key, document_id, entity)
        return self._settle({profile.key: profile}, {row["profile"] for row in had}) | {document_id}

    def compare(self, blocks: Iterable[str]) -> set[str]:
        """Find the paths of some blocks anew, as judgements are; the ids of the documents whose paths change."""
        changed = {key for block in sorted(set(blocks)) for key in self._compare(block)}
        return {row["document"] for row in self._rows(_SPEAKING, changed)}

    def redraw(self, scheme: str, portraits: Iterable[tuple[str, Mapping[str, Profile]]]) -> None:
        """Draw everything anew, as newer code does (`scheme`)."""
        for table in ("portraits", "profiles", "scheme"):
            self._database.run(f"DELETE FROM {table}")  # noqa: S608  the names stand above
        for document_id, drawn in portraits:
            self.place(document_id, drawn)
        self._database.run("INSERT INTO scheme VALUES (?)", scheme)

    @property
    def scheme(self) -> str | None:
        """By which code the portraits were drawn; None in a ledger that has none."""
        found = self._database.rows("SELECT scheme FROM scheme")
        return found[0][0] if found else None

    def _clear(self, document_id: str) -> set[str]:
        """Take out the portraits; the keys of their profiles."""
        found = self._database.rows("SELECT profile FROM portraits WHERE document = ?", document_id)
        self._database.run("DELETE FROM portraits WHERE document = ?", document_id)
        return {row["profile"] for row in found}

    def _settle(self, drawn: Mapping[str, Profile], before: set[str]) -> set[str]:
        """Add the profiles that are new and take out those that nothing has any more; the documents of those whose path
        changes."""
        known = {row["key"] for row in self._rows(_KNOWN, drawn)}
        new = {key: profile for key, profile in drawn.items() if key not in known}
        values = ((key, profile.block, profile.content) for key, profile in new.items())
        self._database.run_many("INSERT INTO profiles VALUES (?, ?, ?, '')", values)
        gone = self._rows(_LEFT, before - drawn.keys())
        self._database.run_many("DELETE FROM profiles WHERE key = ?", ((row["key"],) for row in gone))
        changed = set[str]()
        for block in sorted({profile.block for profile in new.values()} | {row["block"] for row in gone}):
            changed |= self._compare(block)
            self._moved |= {match[1]} if (match := _PLACE.fullmatch(block)) else set()
        return {row["document"] for row in self._rows(_SPEAKING, changed - new.keys())}

    def _compare(self, block: str) -> set[str]:
        """Find the paths of a block's profiles anew, and of those that judgements tie to them; the keys of those whose
        path is another one."""
        blocks, bonds = self._bonds.around(block)
        rows = self._rows(
            "SELECT key, content, path FROM profiles WHERE block IN (SELECT value FROM json_each(?))", blocks
        )
        had = {row["key"]: row["path"] for row in rows}
        some = (Profile.read(row["content"]) for row in rows)
        found = {profile.key: path for profile, path in paths(some, bonds).items()}
        changed = {key for key, path in found.items() if path != had[key]}
        self._database.run_many("UPDATE profiles SET path = ? WHERE key = ?", ((found[key], key) for key in changed))
        return changed

    def _rows(self, sql: str, keys: Iterable[str]) -> list[Row]:
        """What a query finds of some keys."""
        return self._database.rows(sql, json.dumps(sorted(keys)))


_PLACE = re.compile(r"place/(\d+)")
_PLACES = "SELECT block FROM profiles WHERE block IN (SELECT value FROM json_each(?))"
_KNOWN = "SELECT key FROM profiles WHERE key IN (SELECT value FROM json_each(?))"
_SPEAKING = "SELECT DISTINCT document FROM portraits WHERE profile IN (SELECT value FROM json_each(?))"
_LEFT = """SELECT key, block FROM profiles WHERE key IN (SELECT value FROM json_each(?))
           AND NOT EXISTS (SELECT 1 FROM portraits WHERE profile = profiles.key)"""
