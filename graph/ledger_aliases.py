"""The ledger's aliases: paths by which things were called once, so that their old addresses lead to them.

They follow from what has happened to this ledger, in its order, and so stand in no graph.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from graph.ledger_database import Database

MOST = 1_000  # paths that are looked at for one


class Aliases:
    """The ledger's table `aliases`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, moves: Iterable[tuple[str, str]]) -> None:
        """Remember where things went: (old path, new path), where nothing is called by the old one any more."""
        given = {(old, new) for old, new in moves if old and new and old != new}
        if not given:
            return
        there = self._there(old for old, _ in given)
        values = sorted(move for move in given if move[0] not in there)
        self._database.run_many("INSERT OR IGNORE INTO aliases VALUES (?, ?)", iter(values))

    def lead(self, path: str) -> list[str]:
        """What a path that nothing has any more leads to: one path, several where the thing was taken apart since."""
        found, seen, new = set[str](), {path}, {path}
        while new and len(seen) < MOST:
            rows = self._database.rows_of(_NEXT, new)
            new = {row["new"] for row in rows} - seen
            seen |= new
            there = self._there(new)
            found |= there
            new -= there
        return sorted(found)

    def _there(self, paths: Iterable[str]) -> set[str]:
        """Which of these something has."""
        return {row[0] for row in self._database.rows(_THERE, paths=json.dumps(sorted(set(paths))))}


_NEXT = "SELECT new FROM aliases WHERE old IN (SELECT value FROM json_each(?))"
_THERE = """SELECT path FROM profiles WHERE path IN (SELECT value FROM json_each(:paths))
            UNION SELECT path FROM authority_profiles WHERE path IN (SELECT value FROM json_each(:paths))"""
