"""Whom documents mean that name an office alone: "the governor of Illinois", by who held it on the document's day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from sqlite3 import Row

from graph.ledger_authorities import Authorities
from graph.ledger_database import Database
from graph.resolve import Profile, key_of, profiles_of

PREFIX = "office/"  # of the blocks of such profiles


class Incumbents:
    """The ledger's table `incumbents`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database, authorities: Authorities) -> None:
        self._database, self._authorities = database, authorities

    def find(self, profiles: Iterable[Profile]) -> set[str]:
        """Find whom profiles mean, by lists; the blocks of those whom they mean now, or meant."""
        blocks = set[str]()
        for profile in profiles:
            before = self._database.rows("SELECT authority, block FROM incumbents WHERE profile = ?", profile.key)
            now = self._holder(profile)
            if now == next((tuple(row) for row in before), None):
                continue
            blocks |= self.forget([profile.key]) | ({now[1]} if now else set())
            if now:
                self._database.run("INSERT INTO incumbents VALUES (?, ?, ?)", profile.key, *now)
        return blocks

    def forget(self, keys: Iterable[str]) -> set[str]:
        """Take out profiles, by key; the blocks of those whom they meant."""
        if not (there := sorted(keys)):
            return set()
        given = json.dumps(there)
        found = self._database.rows(f"SELECT block FROM incumbents WHERE profile IN {_GIVEN}", given)  # noqa: S608
        self._database.run(f"DELETE FROM incumbents WHERE profile IN {_GIVEN}", given)  # noqa: S608
        return {row["block"] for row in found}

    def of_blocks(self, blocks: Iterable[str]) -> list[Row]:
        """The profiles that mean people of some blocks: key, path, content, and the authority's key."""
        return self._database.rows_of(_OF_BLOCKS, blocks)

    def blocks(self, offices: Iterable[str]) -> set[str]:
        """The blocks of the people whom profiles of these blocks mean."""
        return {row["block"] for row in self._database.rows_of(_MEANT, offices)}

    def of_offices(self, seats: Iterable[str]) -> list[Profile]:
        """The profiles that name one of these offices alone."""
        rows = self._database.rows_of(_OF_OFFICES, (f"{PREFIX}{one}" for one in seats))
        return [Profile.read(row["content"]) for row in rows]

    def _holder(self, profile: Profile) -> tuple[str, str] | None:
        """The key and the block of the only one who held the office that day."""
        found = self._authorities.holders(profile.block.removeprefix(PREFIX), profile.when or "")
        if len(found) != 1:
            return None
        return key_of(found[0].source, found[0].id), profiles_of(found[0])[0].block


_GIVEN = "(SELECT value FROM json_each(?))"
_OF_BLOCKS = f"""SELECT key, path, content, authority FROM incumbents JOIN profiles ON key = profile
                 WHERE incumbents.block IN {_GIVEN}"""  # noqa: S608
_OF_OFFICES = f"SELECT content FROM profiles WHERE block IN {_GIVEN}"  # noqa: S608
_MEANT = f"""SELECT DISTINCT incumbents.block FROM incumbents JOIN profiles ON key = profile
             WHERE profiles.block IN {_GIVEN}"""  # noqa: S608
