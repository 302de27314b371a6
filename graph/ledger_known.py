"""The ledger's people of lists as resolution sees them, and which of them documents speak of, by name or by office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from graph.authority.people import AuthorityPerson
from graph.ledger_database import Database
from graph.resolve import Profile, key_of, profiles_of

Key = tuple[str, str]  # source and id
PAGE = 256  # people drawn at a time


class Known:
    """The ledger's table `authority_profiles`. What writes runs within a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database, self._rows_of = database, database.rows_of
        self._moved: set[str] = set()  # people whose path, or of whom what is known, has changed

    def draw(self, people: Mapping[Key, AuthorityPerson | None]) -> list[Profile]:
        """Put what lists say of people now in the place of what they said, None where one is gone; all of both."""
        keys = {key_of(*key) for key in people}
        before = [Profile.read(row["content"]) for row in self._rows_of(_OF_PEOPLE, keys)]
        self._database.run_many("DELETE FROM authority_profiles WHERE authority = ?", ((key,) for key in sorted(keys)))
        drawn = [profile for person in people.values() if person is not None for profile in profiles_of(person)]
        rows = ((profile.authority, profile.block, profile.content) for profile in drawn)
        self._database.run_many("INSERT INTO authority_profiles VALUES (?, ?, ?, '')", rows)
        self._moved |= keys
        return before + drawn

    def redraw(self, people: Iterable[AuthorityPerson]) -> None:
        """Draw all that lists say anew, as newer code does."""
        self._database.run("DELETE FROM authority_profiles")
        every = iter(people)
        while some := list(islice(every, PAGE)):
            self.draw({(person.source, person.id): person for person in some})

    def of_blocks(self, blocks: Iterable[str]) -> dict[Profile, str]:
        """The people of some blocks, each with the path that it has now; '' where no document speaks of them."""
        return {Profile.read(row["content"]): row["path"] for row in self._rows_of(_OF_BLOCKS, blocks)}

    def move(self, people: Mapping[Profile, str]) -> None:
        """Give people other paths."""
        values = ((path, profile.authority, profile.block) for profile, path in people.items())
        sql = "UPDATE authority_profiles SET path = ? WHERE (authority, block) = (?, ?)"
        self._database.run_many(sql, values)
        self._moved |= {profile.authority or "" for profile in people}

    def paths(self, of: Iterable[str] | None = None) -> dict[str, list[str]]:
        """The paths of those of whom documents speak, by key: of all, or of some."""
        every = "SELECT authority, path FROM authority_profiles WHERE path != '' ORDER BY authority, path"
        some = f"{_OF_PEOPLE} AND path != '' ORDER BY authority, path"
        found: dict[str, list[str]] = {}
        for row in self._database.rows(every) if of is None else self._rows_of(some, of):
            found.setdefault(row["authority"], []).append(row["path"])
        return found

    def take_moved(self) -> list[str]:
        """The keys of those whose path or description has changed since this was asked last."""
        moved, self._moved = sorted(self._moved), set()
        return moved


_OF_PEOPLE = "SELECT * FROM authority_profiles WHERE authority IN (SELECT value FROM json_each(?))"
_OF_BLOCKS = "SELECT * FROM authority_profiles WHERE block IN (SELECT value FROM json_each(?))"
