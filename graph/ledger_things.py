"""Which things in the world the documents of the ledger speak of; kept up to date as documents come, change and go.

What each document says of a thing is kept as a profile (graph/resolve): once, however many documents say it. Only where
a profile comes that is new, or the last document that has one goes, are the profiles of its block compared anew, and
only the documents of those whose path changes are written anew. The paths are those that the profiles make, whatever
the order in which they came.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter

from graph.ledger_aliases import Aliases
from graph.ledger_authorities import Authorities
from graph.ledger_bonds import Bonds
from graph.ledger_database import Database
from graph.ledger_incumbents import Incumbents
from graph.ledger_known import Known
from graph.ledger_orders import Moves, Orders
from graph.resolve import Bond, Profile, paths
from graph.resolve.attested import PREFIX as OFFICE


class Things:
    """The ledger's tables `profiles` and `portraits`, and what hangs on them. Its methods run within a transaction of
    the ledger."""

    def __init__(self, database: Database) -> None:
        self._database, self._rows_of = database, database.rows_of
        self._bonds, self.aliases = Bonds(database), Aliases(database)
        self._authorities, self.known = Authorities(database), Known(database)
        self._incumbents, self._orders = Incumbents(database, self._authorities), Orders(database)
        self._moved: set[str] = set()  # blocks of places and public bodies

    def paths_of(self, document_id: str) -> dict[str, str]:
        """The path of each entity of a document that others may speak of too, by entity id."""
        return {row["entity"]: row["path"] for row in self._database.rows(f"{_CALLED} AND document = ?", document_id)}

    def block(self, path: str) -> dict[Profile, str]:
        """What is said of all things of the block in which something has this path, and the path of each."""
        blocks = self._blocks(path)
        rows = sorted((*self._rows_of(_OF_BLOCKS, blocks), *self._incumbents.of_blocks(blocks)), key=itemgetter("key"))
        return {Profile.read(row["content"]): row["path"] for row in rows}

    def listed(self, path: str) -> dict[Profile, str]:
        """What lists say of people of the block in which something has this path; '' of whom no document speaks."""
        return self.known.of_blocks(self._blocks(path))

    def telling(self, path: str) -> dict[str, list[str]]:
        """Of the profiles of a path that name an office alone and are of whom other documents give it to, by key: the
        names that these give."""
        return self._incumbents.telling(path)

    def _blocks(self, path: str) -> set[str]:
        return {row["block"] for row in self._database.rows(_BLOCKS_OF_PATH, path=path, office=f"{OFFICE}*")}

    def described(self, of: Collection[str] | None = None) -> dict[str, str]:
        """The blocks of places (by GeoNames id) and of public bodies that documents speak of, each with the path: all,
        or some of them."""
        found = self._database.rows(_PLACES_AND_BODIES) if of is None else self._rows_of(_PATHS_OF_BLOCKS, of)
        return {row["block"]: row["path"] for row in found if _DESCRIBED.match(row["block"])}

    def places_of(self, path: str, profiles: int, each: int) -> list[tuple[str, str]]:
        """Documents and entities that a path is of: of so many profiles, those of most documents, so many of each."""
        return [(row["document"], row["entity"]) for row in self._database.rows(_PLACED, path, each, profiles)]

    def take_moved(self) -> list[str]:
        """The blocks of places and public bodies that came or went, or whose path is another one, since this was asked
        last; they may be back."""
        moved, self._moved = sorted(self._moved), set()
        return moved

    def place(self, document_id: str, drawn: Mapping[str, Profile]) -> set[str]:
        """Put a document's portraits in the place of those that it had; the ids of the others whose paths change."""
        called = self._called(document_id)
        before = self._clear(document_id)
        insert = "INSERT INTO portraits VALUES (?, ?, ?)"
        self._database.run_many(insert, ((document_id, entity, profile.key) for entity, profile in drawn.items()))
        told = self._incumbents.attest(document_id, drawn.values())
        changed = self._settle(document_id, {profile.key: profile for profile in drawn.values()}, before, told)
        if called:
            now = self._called(document_id)
            self.aliases.add((path, now[block]) for block, path in called.items() if block in now)
        return changed - {document_id}

    def remove(self, document_id: str) -> set[str]:
        """Take a document's portraits out; the ids of the others whose paths change."""
        told = self._incumbents.attest(document_id, ())
        return self._settle(document_id, {}, self._clear(document_id), told) - {document_id}

    def alter(self, document_id: str, entity: str, profile: Profile) -> set[str]:
        """Give one entity of a document another profile; the ids of the documents whose paths change."""
        had = self._database.rows(
            "SELECT profile FROM portraits WHERE (document, entity) = (?, ?)", document_id, entity
        )
        others = self._database.rows(_OTHERS, document_id, entity)
        change = "UPDATE portraits SET profile = ? WHERE (document, entity) = (?, ?)"
        self._database.run(change, profile.key, document_id, entity)
        told = self._incumbents.attest(document_id, (profile, *(Profile.read(row["content"]) for row in others)))
        changed = self._settle(document_id, {profile.key: profile}, {row["profile"] for row in had}, told)
        return changed | {document_id}

    def compare(self, blocks: Iterable[str]) -> set[str]:
        """Find the paths of some blocks anew, as judgements are; the ids of the documents whose paths change."""
        return {row["document"] for row in self._rows_of(_SPEAKING, self._compare_all(set(blocks)))}

    def learn(self, people: Iterable[tuple[str, str]]) -> set[str]:
        """Find anew what lists say of some people, by source and id; the ids of the documents whose paths change."""
        drawn = self.known.draw({key: self._authorities.find(*key) for key in people})
        offices = self._incumbents.of_offices({seat.slug for profile in drawn for seat in profile.seats})
        blocks = self._incumbents.find(offices) | {profile.block for profile in offices}
        return self.compare(blocks | {row["block"] for row in self._rows_of(_THERE, {p.block for p in drawn})})

    @contextmanager
    def redrawing(self, scheme: str) -> Iterator[None]:
        """Within, every document is placed anew, as newer code does (`scheme`)."""
        self._database.run(f"CREATE TEMP TABLE before AS {_CALLED}")
        for table in ("portraits", "profiles", "said", "marks", "considered", "attested", "incumbents", "scheme"):
            self._database.run(f"DELETE FROM {table}")  # noqa: S608  the names stand above
        self.known.redraw(self._authorities.people())
        yield
        self.aliases.add((row["old"], row["new"]) for row in self._database.rows(_RENAMED))
        self._database.run("DROP TABLE before")
        self._database.run("INSERT INTO scheme VALUES (?)", scheme)

    @property
    def scheme(self) -> str | None:
        """By which code the portraits were drawn; None in a ledger that has none."""
        found = self._database.rows("SELECT scheme FROM scheme")
        return found[0][0] if found else None

    def _called(self, document_id: str) -> dict[str, str]:
        """The paths of a document's things, by block, where only one is of that block."""
        rows = self._database.rows(_BLOCKS_OF, document_id)
        times = Counter(row["block"] for row in rows)
        return {row["block"]: row["path"] for row in rows if times[row["block"]] == 1}

    def _clear(self, document_id: str) -> set[str]:
        """Take out the portraits; the keys of their profiles."""
        found = self._database.rows("SELECT profile FROM portraits WHERE document = ?", document_id)
        self._database.run("DELETE FROM portraits WHERE document = ?", document_id)
        return {row["profile"] for row in found}

    def _settle(
        self, document_id: str, drawn: Mapping[str, Profile], before: set[str], told: Iterable[Profile]
    ) -> set[str]:
        """Add the profiles of a document that are new and take out those that nothing has any more; the documents of
        those whose path changes. `told`: who is known by an office alone and may be another one now."""
        known = {row["key"] for row in self._rows_of(_KNOWN, drawn)}
        new = {key: profile for key, profile in drawn.items() if key not in known}
        values = ((key, p.block, p.content, self._orders.saying(p)) for key, p in new.items())
        self._database.run_many("INSERT INTO profiles VALUES (?, ?, ?, '', ?)", values)
        gone = self._rows_of(_LEFT, before - drawn.keys())
        self._database.run_many("DELETE FROM profiles WHERE key = ?", ((row["key"],) for row in gone))
        touched = {profile.block for profile in new.values()} | {row["block"] for row in gone}
        out = {row["key"] for row in gone if row["block"].startswith(OFFICE)}
        meant = self._incumbents.forget(out)
        offices = (profile for profile in new.values() if profile.block.startswith(OFFICE))
        meant |= self._incumbents.find((*offices, *(profile for profile in told if profile.key not in out)))
        self._moved |= {row["block"] for row in gone if _DESCRIBED.match(row["block"])}
        sayings = self._orders.follow(new.values(), {row["said"] for row in gone if row["said"]}, [document_id])
        changed = self._compare_all(meant | {block for block in touched if not block.startswith(OFFICE)}, sayings)
        return {row["document"] for row in self._rows_of(_SPEAKING, changed - new.keys())}

    def _compare_all(self, blocks: Iterable[str], sayings: set[str] | None = None) -> set[str]:
        """Find the paths of some blocks' profiles anew, of orders those that `sayings` may have changed; the keys of
        those whose path is another one."""
        moves: Moves = {}
        for block in sorted(blocks):
            moved = self._compare(block, sayings)
            self._database.run_many(_MOVE, ((new, key) for key, (_, new) in moved.items()))
            moves |= moved
        self.aliases.add(moves.values())
        return moves.keys() | set[str]()

    def _compare(self, block: str, sayings: set[str] | None) -> Moves:
        """Find the paths of a block's profiles anew, and of those that judgements or offices tie to them; of those
        whose path is another one from which path to which one they go, by key. `sayings` is None where judgements or
        lists may have changed."""
        blocks, bonds = self._bonds.around(block)
        if not bonds and block.startswith("order/") and self._orders.has(block):
            return self._orders.resolve(block, sayings)
        if not bonds and block.startswith(OFFICE) and sayings is not None:  # whom the others mean has not changed
            return {row["key"]: (row["path"], "") for row in self._incumbents.meaning_nobody(block)}
        if not bonds and not block.startswith(_MANY):
            return self._call(block)
        return self._resolve(blocks, bonds)

    def _resolve(self, blocks: set[str], bonds: Sequence[Bond]) -> Moves:
        """Find which things the profiles of some blocks are of, together with those that mean people of them."""
        blocks |= self._incumbents.blocks(one for one in blocks if one.startswith(OFFICE))
        people = [one for one in blocks if one.startswith("person/")]
        meaning = self._incumbents.of_blocks(people)
        rows = {row["key"]: row for row in (*self._rows_of(_OF_BLOCKS, blocks), *meaning)}
        said = {key: Profile.read(row["content"]) for key, row in rows.items()}
        listed = self.known.of_blocks(people)
        meant = {said[row["key"]]: row["authority"] for row in meaning if row["authority"]}
        told = {said[row["key"]]: row["told"].split() for row in meaning if row["told"]}
        found = paths((*said.values(), *listed), bonds, meant, told)
        now = {profile: found.get(profile, "") for profile in (*said.values(), *listed)}
        moves = {key: (rows[key]["path"], now[p]) for key, p in said.items() if now[p] != rows[key]["path"]}
        self._moved |= {said[key].block for key in moves if _DESCRIBED.match(said[key].block)}
        self.known.move({profile: now[profile] for profile, path in listed.items() if now[profile] != path})
        return moves

    def _call(self, block: str) -> Moves:
        """What is to be called by its block, which is the path of the only thing that a block has."""
        rows = self._database.rows("SELECT key, path FROM profiles WHERE block = ? AND path != block", block)
        self._moved |= {block} if rows and _DESCRIBED.match(block) else set()
        return {row["key"]: (row["path"], block) for row in rows}


_MANY = ("person/", "order/", OFFICE)  # blocks of which each may hold several things
_DESCRIBED = re.compile(r"place/\d+$|agency/")
_PLACES_AND_BODIES = "SELECT block, path FROM profiles WHERE block GLOB 'place/[0-9]*' OR block GLOB 'agency/*'"
_PATHS_OF_BLOCKS = "SELECT block, path FROM profiles WHERE block IN (SELECT value FROM json_each(?))"
_MOVE = "UPDATE profiles SET path = ? WHERE key = ?"
_CALLED = "SELECT document, entity, block, path FROM portraits JOIN profiles ON key = profile WHERE path != ''"
_RENAMED = f"""SELECT DISTINCT before.path AS old, now.path AS new FROM before JOIN ({_CALLED}) AS now
               USING (document, entity) WHERE before.path != now.path"""  # noqa: S608
_BLOCKS_OF_PATH = """SELECT block FROM profiles WHERE path = :path AND block NOT GLOB :office
                     UNION SELECT block FROM authority_profiles WHERE path = :path"""
_BLOCKS_OF = f"SELECT DISTINCT block, path FROM ({_CALLED}) WHERE document = ?"  # noqa: S608
_OF_BLOCKS = "SELECT key, content, path FROM profiles WHERE block IN (SELECT value FROM json_each(?))"
_THERE = "SELECT DISTINCT block FROM profiles WHERE block IN (SELECT value FROM json_each(?))"
_PLACED = """SELECT document, entity FROM
             (SELECT *, dense_rank() OVER (ORDER BY times DESC, profile) AS rank FROM
              (SELECT document, entity, profile, count(*) OVER (PARTITION BY profile) AS times,
                      row_number() OVER (PARTITION BY profile ORDER BY document, entity) AS place
               FROM portraits JOIN profiles ON key = profile WHERE path = ?))
             WHERE place <= ? AND rank <= ? ORDER BY document, entity"""
_OTHERS = """SELECT content FROM portraits JOIN profiles ON key = profile
             WHERE document = ? AND entity != ? AND block GLOB 'person/*'"""
_KNOWN = "SELECT key FROM profiles WHERE key IN (SELECT value FROM json_each(?))"
_SPEAKING = "SELECT DISTINCT document FROM portraits WHERE profile IN (SELECT value FROM json_each(?))"
_LEFT = """SELECT key, block, said FROM profiles WHERE key IN (SELECT value FROM json_each(?))
           AND NOT EXISTS (SELECT 1 FROM portraits WHERE profile = profiles.key)"""
