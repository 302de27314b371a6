"""What the ledger's documents say of orders: each saying once, with those that are likely to be of the same order.

An issuer has many orders, and each document tells of one in other words. So a new saying is compared with those alone
that share enough with it (their marks), and only what is tied to it, by way of others perhaps, is resolved anew. What
comes out is what graph/resolve finds of all at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from sqlite3 import Row

from graph.ledger_database import Database
from graph.resolve import Profile, Verdict, compare
from graph.resolve.candidates import TELLING, marks
from graph.resolve.clusters import Cluster, neighbours
from graph.resolve.paths import hashed, path_of

Moves = dict[str, tuple[str, str]]  # a profile's key -> its path before and now


class Orders:
    """The ledger's tables `said`, `marks`, `likely`, `unlike`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database, self._rows_of = database, database.rows_of

    def saying(self, profile: Profile) -> str | None:
        """The key of what a profile says, where it is one of those that are looked after here."""
        return profile.said.key if profile.block.startswith("order/") and not profile.is_local else None

    def has(self, block: str) -> bool:
        """Whether anything is said of orders of this block."""
        return bool(self._database.rows("SELECT 1 FROM said WHERE block = ? LIMIT 1", block))

    def follow(self, new: Iterable[Profile], gone: Iterable[str]) -> set[str]:
        """Take note of profiles that have come, and of sayings of which profiles have gone; the sayings of all orders
        that this may change."""
        left = {row["key"] for row in self._rows_of(_LEFT, gone)}
        beside = {row["other"] for sql in (_LIKELY, _ALIKE) for row in self._rows_of(sql, left)}
        changed = (beside | set(gone)) - left
        for statement in ("said WHERE key", "marks WHERE said", *_PAIRED) if left else ():
            self._database.run(f"DELETE FROM {statement} IN {_GIVEN}", json.dumps(sorted(left)))  # noqa: S608
        sayings = {profile.said.key: profile.said for profile in new if self.saying(profile)}
        known = {row["key"] for row in self._rows_of(_KNOWN, sayings)}
        for key in sorted(sayings.keys() - known):
            self._add(sayings[key])
        return changed | sayings.keys()

    def resolve(self, block: str, changed: Collection[str] | None = None) -> Moves:
        """Find the paths of a block's orders anew that some sayings may have changed, None any: what has moved."""
        given = "SELECT key FROM said WHERE block = ?" if changed is None else _KNOWN_OF_BLOCK
        keys = [] if changed is None else [json.dumps(sorted(changed))]
        parts = self._parts(row["key"] for row in self._database.rows(given, block, *keys))
        return self._moves(block, {path for part in parts for path in self._settle(part)})

    def _settle(self, part: Mapping[str, Row]) -> set[str]:
        """Find which things sayings that are tied together are of; the paths that these had, or have, plainly."""
        said = {key: Profile.read(row["content"]) for key, row in part.items()}
        values = list[tuple[str, str, str]]()
        documents = self._documents(said)
        for cluster in self._clusters(said, documents):
            path = path_of(tuple(_spoken(profile, documents[profile.key]) for profile in cluster))
            values += ((cluster[0].key, path, profile.key) for profile in cluster)
        moved = [one for one in values if one[:2] != (part[one[2]]["thing"], part[one[2]]["plain"])]
        self._database.run_many("UPDATE said SET thing = ?, plain = ? WHERE key = ?", iter(moved))
        return {row["plain"] for row in part.values()} | {path for _, path, _ in values}

    def _clusters(self, said: Mapping[str, Profile], documents: Mapping[str, set[str]]) -> list[Cluster]:
        """The things that sayings which are tied together are of: one, where no two differ."""
        unlike: dict[Profile, set[Profile]] = defaultdict(set)
        for row in self._rows_of(_UNLIKE, said):
            if row["other"] in said:  # they may have been tied together once
                unlike[said[row["one"]]].add(said[row["other"]])
        every = [document for some in documents.values() for document in some]
        if not unlike and len(every) == len(set(every)):
            return [tuple(said[key] for key in sorted(said))]
        return neighbours(self._near(said), {said[key]: some for key, some in documents.items()}, unlike)

    def _add(self, saying: Profile) -> None:
        """Take in what nobody has said so far, and compare it with what shares enough with it."""
        self._database.run("INSERT INTO said VALUES (?, ?, ?, '', '')", saying.key, saying.block, saying.content)
        told = marks(saying)
        others = self._database.rows(_SHARING, saying.block, json.dumps(sorted(told)), TELLING)
        values = ((saying.block, mark, saying.key, tells) for mark, tells in told.items())
        self._database.run_many("INSERT INTO marks VALUES (?, ?, ?, ?)", values)
        compared = ((row["key"], compare(saying, Profile.read(row["content"]))) for row in others)
        self._tie(saying, {key: found.score for key, found in compared if found.verdict is Verdict.SAME})

    def _tie(self, saying: Profile, same: Mapping[str, float]) -> None:
        """Tie a saying to those that are likely to be of the same order, and note which differ of all that are tied
        together by that: those that were so before have been compared."""
        parts = [[saying], *([Profile.read(row["content"]) for row in part.values()] for part in self._parts(same))]
        pairs = ((a, b) for one, other in combinations(parts, 2) for a, b in product(one, other))
        differ = [(a.key, b.key) for a, b in pairs if compare(a, b).verdict is Verdict.DIFFERENT]
        self._database.run_many("INSERT OR IGNORE INTO unlike VALUES (?, ?)", iter(_both_ways(differ)))
        values = [(*pair, same[key]) for key in same for pair in _both_ways([(saying.key, key)])]
        self._database.run_many("INSERT INTO likely VALUES (?, ?, ?)", iter(values))

    def _parts(self, keys: Iterable[str]) -> Iterator[dict[str, Row]]:
        """Some sayings with all that is tied to them, by way of others perhaps: what is tied together, by key."""
        seen = set[str]()
        for key in sorted(keys):
            if key not in seen:
                part = {row["key"]: row for row in self._database.rows(_TIED, key)}
                seen |= part.keys()
                yield part

    def _near(self, said: Mapping[str, Profile]) -> dict[Profile, dict[Profile, float]]:
        near: dict[Profile, dict[Profile, float]] = defaultdict(dict)
        for row in self._rows_of(_LIKELY, said):
            near[said[row["one"]]][said[row["other"]]] = row["score"]
        return near

    def _documents(self, said: Iterable[str]) -> dict[str, set[str]]:
        """Which documents say each."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._rows_of(_DOCUMENTS, said):
            found[row["said"]].add(row["document"])
        return found

    def _moves(self, block: str, plain: set[str]) -> Moves:
        """The profiles of the block's orders that have, or had, these paths plainly, and are called otherwise now;
        several orders that would have the same path are told apart by a hash."""
        things: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self._database.rows(_CALLED, block, json.dumps(sorted(plain - {""}))):
            things[row["plain"]][row["key"]] = row["thing"]
        now = {
            key: path if len(set(some.values())) == 1 else hashed(path, thing)
            for path, some in things.items()
            for key, thing in some.items()
        }
        rows = self._rows_of(_SAYING, now)
        return {row["key"]: (row["path"], now[row["said"]]) for row in rows if row["path"] != now[row["said"]]}


def _both_ways(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [pair for one, other in pairs for pair in ((one, other), (other, one))]


def _spoken(saying: Profile, documents: Iterable[str]) -> Profile:
    """A saying as the first of its documents has it, by which an order goes that nothing else tells."""
    return replace(saying, document=min(documents))


_PAIRED = ("likely WHERE one", "likely WHERE other", "unlike WHERE one", "unlike WHERE other")
_GIVEN = "(SELECT value FROM json_each(?))"
_KNOWN = f"SELECT key FROM said WHERE key IN {_GIVEN}"  # noqa: S608
# "+": by key, for of a block there may be many thousands
_KNOWN_OF_BLOCK = f"SELECT key FROM said WHERE +block = ? AND key IN {_GIVEN}"  # noqa: S608
_LEFT = f"{_KNOWN} AND NOT EXISTS (SELECT 1 FROM profiles WHERE profiles.said = said.key)"  # noqa: S608
_ALIKE = f"""SELECT DISTINCT other.key AS other FROM said JOIN said AS other USING (block, plain)
             WHERE said.key IN {_GIVEN}"""  # noqa: S608
_LIKELY = f"SELECT one, other, score FROM likely WHERE one IN {_GIVEN}"  # noqa: S608
_UNLIKE = f"SELECT one, other FROM unlike WHERE one IN {_GIVEN}"  # noqa: S608
_DOCUMENTS = f"""SELECT DISTINCT said, document FROM profiles JOIN portraits ON profile = key
                 WHERE said IN {_GIVEN}"""  # noqa: S608
_SAYING = f"SELECT key, path, said FROM profiles WHERE said IN {_GIVEN}"  # noqa: S608
_SHARING = """SELECT key, content FROM
              (SELECT said, SUM(tells) AS told FROM marks WHERE block = ? AND mark IN (SELECT value FROM json_each(?))
               GROUP BY said) JOIN said ON key = said WHERE told >= ? ORDER BY key"""
_TIED = """WITH RECURSIVE tied (found) AS
           (VALUES (?) UNION SELECT other FROM tied JOIN likely ON one = found)
           SELECT key, content, thing, plain FROM tied JOIN said ON key = found"""
_CALLED = "SELECT key, thing, plain FROM said WHERE block = ? AND plain IN (SELECT value FROM json_each(?))"
