"""What the ledger's documents say of orders: each saying once, with the one that it follows.

An issuer has many orders, and each document tells of one in other words. So a new saying is held against those few that
share most with it (graph/resolve/candidates), and only what follows another one than before is called anew. What comes
out is what graph/resolve finds of all at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from sqlite3 import Row

from graph.ledger_database import Database
from graph.resolve import Profile
from graph.resolve.candidates import CONSIDERED, TELLING, marks, rank
from graph.resolve.leaders import leader
from graph.resolve.paths import CALLING, beside, hashed, path_of, seconds

Moves = dict[str, tuple[str, str]]  # a profile's key -> its path before and now


class Orders:
    """The ledger's tables `said`, `marks`, `considered`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database, self._rows_of = database, database.rows_of

    def saying(self, profile: Profile) -> str | None:
        """The key of what a profile says, where it is one of those that are looked after here."""
        return profile.said.key if profile.block.startswith("order/") and not profile.is_local else None

    def has(self, block: str) -> bool:
        """Whether anything is said of orders of this block."""
        return bool(self._database.rows("SELECT 1 FROM said WHERE block = ? LIMIT 1", block))

    def follow(self, new: Iterable[Profile], gone: Iterable[str], documents: Iterable[str]) -> set[str]:
        """Take note of profiles that have come, and of sayings of which profiles have gone, in some documents; the
        sayings that may follow another one now."""
        left = {row["key"] for row in self._rows_of(_LEFT, gone)}
        others = {row["key"] for sql in (_LED_THERE, _CALLED_ALIKE) for row in self._rows_of(sql, left)}
        changed = {row["one"] for row in self._rows_of(_HELD_AGAINST, left)} - left
        for statement in ("said WHERE key", "marks WHERE said", "considered WHERE one", "considered WHERE other"):
            if left:
                self._database.run(f"DELETE FROM {statement} IN {_GIVEN}", json.dumps(sorted(left)))  # noqa: S608
        for key in sorted(changed):
            self._consider(key)
        sayings = {profile.said.key: profile.said for profile in new if self.saying(profile)}
        known = {row["key"] for row in self._rows_of(_KNOWN, sayings)}
        for key in sorted(sayings.keys() - known):
            changed |= self._add(sayings[key])
        self._database.run(_FIRST, json.dumps(sorted(sayings.keys() | set(gone))))
        others |= {row["said"] for row in self._rows_of(_BESIDE, documents)}
        return (changed | sayings.keys() | others | set(gone)) - left

    def resolve(self, block: str, changed: Collection[str] | None = None) -> Moves:
        """Find the paths of a block's orders anew that some sayings may have changed, None any: what has moved."""
        given = "SELECT key FROM said WHERE block = ?" if changed is None else _KNOWN_OF_BLOCK
        keys = [] if changed is None else [json.dumps(sorted(changed))]
        those = {row["key"] for row in self._database.rows(given, block, *keys)}
        below = those | {row["key"] for row in self._rows_of(_BELOW, self._lead(those))}
        return self._moves(block, below | self._call(block, self._gather(below)))

    def _add(self, saying: Profile) -> set[str]:
        """Take in what nobody has said so far; the sayings that are held against it now."""
        values = (saying.key, saying.block, saying.content, rank(saying), saying.key)
        self._database.run("INSERT INTO said (key, block, content, rank, thing) VALUES (?, ?, ?, ?, ?)", *values)
        told = ((saying.block, mark, saying.key, tells) for mark, tells in marks(saying).items())
        self._database.run_many("INSERT INTO marks VALUES (?, ?, ?, ?)", told)
        less = self._consider(saying.key)
        return {row["key"] for row in less if row["told"] >= row["enough"] and self._offer(row, saying.key)}

    def _consider(self, key: str) -> list[Row]:
        """Hold a saying against those that share most with it of all that tell more; the others that share enough."""
        (mine,) = self._database.rows("SELECT block, rank FROM said WHERE key = ?", key)
        told = [row["mark"] for row in self._database.rows("SELECT mark FROM marks WHERE said = ?", key)]
        rows = self._database.rows(_SHARING, mine["block"], json.dumps(told), TELLING, key)
        self._database.run("DELETE FROM considered WHERE one = ?", key)
        more = ((key, row["key"], row["told"]) for row in rows if row["rank"] > mine["rank"])
        self._database.run_many("INSERT INTO considered VALUES (?, ?, ?)", more)
        self._trim(key)
        return [row for row in rows if row["rank"] < mine["rank"]]

    def _offer(self, one: Row, other: str) -> bool:
        """Hold a saying against another one too, if that is among those that share most with it."""
        self._database.run("INSERT INTO considered VALUES (?, ?, ?)", one["key"], other, one["told"])
        return other not in self._trim(one["key"])

    def _trim(self, key: str) -> set[str]:
        """Leave a saying the few that share most with it; the others."""
        order = "SELECT other, told FROM considered WHERE one = ? ORDER BY told DESC, other"
        rows = self._database.rows(order, key)
        out = {row["other"] for row in rows[CONSIDERED:]}
        self._database.run_many("DELETE FROM considered WHERE (one, other) = (?, ?)", ((key, one) for one in out))
        enough = rows[CONSIDERED - 1]["told"] if len(rows) >= CONSIDERED else 0
        self._database.run("UPDATE said SET enough = ? WHERE key = ?", enough, key)
        return out

    def _lead(self, keys: Collection[str]) -> set[str]:
        """Find whom sayings follow; those that follow another one than before."""
        against: dict[str, list[str]] = defaultdict(list)
        for row in self._rows_of(_AGAINST, keys):
            against[row["one"]].append(row["other"])
        those = {*keys, *(other for some in against.values() for other in some)}
        rows = {row["key"]: row for row in self._rows_of(_SAID, those)}
        said = {key: Profile.read(row["content"]) for key, row in rows.items()}
        documents = self._documents(rows)
        now = dict[str, str | None]()
        for key in keys:
            apart = (said[other] for other in against[key] if documents[key].isdisjoint(documents[other]))
            first = leader(said[key], apart)
            now[key] = first.key if first else None
        moved = {key: first for key, first in now.items() if first != rows[key]["leader"]}
        values = ((first, key) for key, first in moved.items())
        self._database.run_many("UPDATE said SET leader = ? WHERE key = ?", values)
        return set(moved)

    def _gather(self, keys: Collection[str]) -> set[str]:
        """Find which things sayings are of whose leaders may have changed; the things that have them, or had them."""
        rows = {row["key"]: row for row in self._rows_of(_SAID, keys)}
        above = {row["leader"] for row in rows.values() if row["leader"]} - rows.keys()
        things = {row["key"]: row["thing"] for row in self._rows_of(_SAID, above)}
        for key in rows:
            way = [key]
            while way[-1] not in things and (first := rows[way[-1]]["leader"]):
                way.append(first)
            things |= dict.fromkeys(way, things.get(way[-1], way[-1]))
        moved = ((things[key], key) for key, row in rows.items() if row["thing"] != things[key])
        self._database.run_many("UPDATE said SET thing = ? WHERE key = ?", moved)
        return {row["thing"] for row in rows.values()} | {things[key] for key in rows}

    def _call(self, block: str, things: Collection[str]) -> set[str]:
        """Give things their paths, and others that would have the same; the sayings of all whose path changes."""
        rows = self._rows_of(_SAID, things)
        plain = {row["key"]: None if row["leader"] else self._plain(row["key"]) for row in rows}
        touched = {path for row in rows for path in (row["plain"], plain[row["key"]]) if path}
        change = "UPDATE said SET plain = ?, path = CASE WHEN ?1 IS NOT NULL THEN path END WHERE key = ?2"
        self._database.run_many(change, ((path, key) for key, path in plain.items()))
        called: dict[str, list[Row]] = defaultdict(list)
        for row in self._database.rows(_CALLED, block, json.dumps(sorted(touched))):
            called[row["plain"]].append(row)
        now = {
            row["key"]: name
            for path, some in called.items()
            for row in some
            if row["path"] != (name := path if len(some) == 1 else hashed(path, row["key"]))
        }
        self._database.run_many("UPDATE said SET path = ? WHERE key = ?", ((path, key) for key, path in now.items()))
        return {row["key"] for row in self._rows_of(_OF_THINGS, now)}

    def _plain(self, thing: str) -> str:
        """How an order is called by those that tell most of it, and by the first document that speaks of it."""
        rows = [
            *self._database.rows(f"{_WHAT} ORDER BY rank DESC LIMIT ?", thing, CALLING),
            *self._database.rows(f"{_WHAT} ORDER BY first LIMIT 1", thing),
        ]
        return path_of(tuple(replace(Profile.read(row["content"]), document=row["first"]) for row in rows))

    def _documents(self, said: Iterable[str]) -> dict[str, set[str]]:
        """Which documents say each."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._rows_of(_DOCUMENTS, said):
            found[row["said"]].add(row["document"])
        return found

    def _moves(self, block: str, said: Collection[str]) -> Moves:
        """The profiles of documents that say these which are called otherwise now."""
        rows = {row["key"]: row for row in self._database.rows(_PROFILES, block, json.dumps(sorted(said)))}
        now = {key: row["now"] for key, row in rows.items()}
        of: dict[str, list[Profile]] = defaultdict(list)
        for row in rows.values():
            of[row["thing"]].append(Profile.read(row["content"]))
        now |= {profile.key: beside(profile) for some in of.values() for profile in seconds(some)}
        return {key: (rows[key]["path"], path) for key, path in now.items() if path != rows[key]["path"]}


_GIVEN = "(SELECT value FROM json_each(?))"
_KNOWN = f"SELECT key FROM said WHERE key IN {_GIVEN}"  # noqa: S608
# "+": by key, for of a block there may be many thousands
_KNOWN_OF_BLOCK = f"SELECT key FROM said WHERE +block = ? AND key IN {_GIVEN}"  # noqa: S608
_LEFT = f"{_KNOWN} AND NOT EXISTS (SELECT 1 FROM profiles WHERE profiles.said = said.key)"  # noqa: S608
_SAID = f"SELECT key, content, leader, thing, plain FROM said WHERE key IN {_GIVEN}"  # noqa: S608
_LED_THERE = f"SELECT thing AS key FROM said WHERE key IN {_GIVEN}"  # noqa: S608
_CALLED_ALIKE = f"""SELECT other.key FROM said JOIN said AS other USING (block, plain)
                    WHERE said.key IN {_GIVEN}"""  # noqa: S608
_OF_THINGS = f"SELECT key FROM said WHERE thing IN {_GIVEN}"  # noqa: S608
_WHAT = "SELECT content, first FROM said WHERE thing = ?"
_FIRST = f"""UPDATE said SET first = (SELECT MIN(document) FROM profiles JOIN portraits ON profile = profiles.key
             WHERE profiles.said = said.key) WHERE key IN {_GIVEN}"""  # noqa: S608
_AGAINST = f"SELECT one, other FROM considered WHERE one IN {_GIVEN}"  # noqa: S608
_HELD_AGAINST = f"SELECT DISTINCT one FROM considered WHERE other IN {_GIVEN}"  # noqa: S608
_BESIDE = f"""SELECT DISTINCT said FROM portraits JOIN profiles ON profile = key
              WHERE document IN {_GIVEN} AND said IS NOT NULL"""  # noqa: S608
_DOCUMENTS = f"""SELECT DISTINCT said, document FROM profiles JOIN portraits ON profile = key
                 WHERE said IN {_GIVEN}"""  # noqa: S608
_SHARING = """SELECT key, rank, enough, told FROM
              (SELECT said, SUM(tells) AS told FROM marks WHERE block = ? AND mark IN (SELECT value FROM json_each(?))
               GROUP BY said) JOIN said ON key = said WHERE told >= ? AND key != ? ORDER BY key"""
_BELOW = """WITH RECURSIVE below (found) AS
             (SELECT value FROM json_each(?) UNION SELECT key FROM below JOIN said ON leader = found)
             SELECT found AS key FROM below"""
_CALLED = f"SELECT key, plain, path FROM said WHERE block = ? AND plain IN {_GIVEN}"  # noqa: S608
_PROFILES = f"""SELECT DISTINCT profiles.key, profiles.content, profiles.path, said.thing, things.path AS now
                FROM portraits JOIN profiles ON profile = profiles.key JOIN said ON profiles.said = said.key
                JOIN said AS things ON things.key = said.thing
                WHERE +profiles.block = ? AND document IN
                (SELECT document FROM profiles JOIN portraits ON profile = key WHERE said IN {_GIVEN})"""  # noqa: S608
