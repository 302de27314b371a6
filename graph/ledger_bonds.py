"""Which profiles of the ledger judgements speak of: what they say of two things, as resolution needs it."""

from __future__ import annotations

import json
from collections.abc import Collection
from sqlite3 import Row

from graph.ledger_database import Database
from graph.resolve import Bond, Verdict


class Bonds:
    """The ledger's table `anchors`, as far as it leads to profiles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def around(self, block: str) -> tuple[set[str], list[Bond]]:
        """The blocks that are to be compared together with one, and the bonds between their profiles, newest first."""
        blocks, told, new = {block}, dict[int, tuple[str, Bond]](), {block}
        while new:
            numbers = {row[0] for row in self._rows(_JUDGEMENTS, new)} - told.keys()
            found = self._read(numbers)
            told |= found
            joined = {key for _, bond in found.values() if bond.verdict is Verdict.SAME for key in _keys(bond)}
            new = {row[0] for row in self._rows(_BLOCKS, joined)} - blocks
            blocks |= new
        newest = sorted(told, key=lambda number: (told[number][0], number), reverse=True)
        return blocks, [told[number][1] for number in newest]

    def _read(self, numbers: Collection[int]) -> dict[int, tuple[str, Bond]]:
        """What some judgements bind, and when they were made, by their numbers."""
        sides: dict[int, tuple[set[str], set[str]]] = {}
        about: dict[int, tuple[str, str]] = {}
        for row in self._rows(_BOUND, numbers) if numbers else ():
            sides.setdefault(row["number"], (set(), set()))[row["side"]].add(row["profile"])
            about[row["number"]] = row["at"], row["kind"]
        return {
            number: (at, Bond(Verdict(kind), *map(frozenset, sides[number]))) for number, (at, kind) in about.items()
        }

    def _rows(self, sql: str, keys: Collection[str] | Collection[int]) -> list[Row]:
        return self._database.rows(sql, json.dumps(sorted(keys))) if keys else []


def _keys(bond: Bond) -> frozenset[str]:
    return bond.ones | bond.others if bond.ones and bond.others else frozenset()


_JUDGEMENTS = "SELECT DISTINCT judgement FROM anchors WHERE block IN (SELECT value FROM json_each(?))"
_BLOCKS = "SELECT DISTINCT block FROM profiles WHERE key IN (SELECT value FROM json_each(?))"
_BOUND = """SELECT number, at, kind, side, profile FROM judgements JOIN anchors ON judgement = number
            WHERE number IN (SELECT value FROM json_each(?)) AND profile IS NOT NULL"""
