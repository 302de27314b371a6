"""Which things of the ledger may be one: pairs of which resolution is unsure, and which nobody has judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Row

from graph.ledger_bonds import Bonds
from graph.ledger_database import Database
from graph.resolve import Bond, Comparison, Profile, Verdict, candidates, compare


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things, by path, that may be one: how what is most alike of the two compares, and where each is mentioned so
    (document and entity). `times` is how often documents speak of either."""

    paths: tuple[str, str]
    places: tuple[tuple[str, str], tuple[str, str]]
    comparison: Comparison
    times: int


class Doubts:
    """Reads the ledger's tables `profiles` and `portraits`; a block that is as it was is not compared again."""

    def __init__(self, database: Database) -> None:
        self._rows, self._bonds = database.rows, Bonds(database)
        self._compared: dict[str, tuple[int, tuple[Pair, ...]]] = {}  # by block: a mark of its rows, and the pairs

    def pairs(self) -> Iterator[Pair]:
        """The pairs, block by block."""
        for (block,) in self._rows(_CROWDED):
            yield from self._of_block(block)

    def _of_block(self, block: str) -> Iterator[Pair]:
        rows = self._rows(_MEMBERS, block)
        mark, known = hash(tuple(tuple(row) for row in rows)), self._compared.get(block)
        if known is None or known[0] != mark:
            known = self._compared[block] = mark, tuple(_unsure(rows))
        if known[1]:
            judged = _judged(self._bonds.around(block)[1], {row["key"]: row["path"] for row in rows})
            yield from (pair for pair in known[1] if frozenset(pair.paths) not in judged)


def _unsure(rows: list[Row]) -> Iterator[Pair]:
    """The pairs of a block of which resolution is unsure."""
    said = {Profile.read(row["content"]): row for row in rows}
    best: dict[tuple[str, str], tuple[Comparison, Profile, Profile]] = {}
    for one, other in candidates(sorted(said, key=lambda profile: profile.key)):
        paths = said[one]["path"], said[other]["path"]
        if paths[0] == paths[1]:
            continue
        a, b = (one, other) if paths[0] < paths[1] else (other, one)
        key, found = (min(paths), max(paths)), compare(a, b)
        if key not in best or found.score > best[key][0].score:
            best[key] = found, a, b
    times: dict[str, int] = defaultdict(int)
    for row in rows:
        times[row["path"]] += row["times"]
    for key, (found, one, other) in sorted(best.items()):
        if found.verdict is Verdict.UNSURE:
            places = [(said[p]["document"], said[p]["entity"]) for p in (one, other)]
            yield Pair(key, (places[0], places[1]), found, times[key[0]] + times[key[1]])


def _judged(bonds: list[Bond], paths: dict[str, str]) -> set[frozenset[str]]:
    """The pairs of paths of which somebody has said that they are two."""
    return {
        frozenset((paths[one], paths[other]))
        for bond in bonds
        if bond.verdict is Verdict.DIFFERENT
        for one in bond.ones & paths.keys()
        for other in bond.others & paths.keys()
    }


_CROWDED = """SELECT block FROM profiles WHERE path != '' GROUP BY block HAVING min(path) != max(path) ORDER BY block"""
_MEMBERS = """SELECT key, content, path, count(*) AS times, min(document) AS document, entity
              FROM profiles JOIN portraits ON profile = key WHERE block = ? AND path != '' GROUP BY key ORDER BY key"""
