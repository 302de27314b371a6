"""What is found: things by their names first, then what stands in documents, the best first.

A name that is just what was asked for comes first, then names that begin so, then those that have the words; of these,
those that most documents use. Of passages, those come first that have the words one after the other, then those that
have all of them, then those in which the last word goes on; of these the short ones, and of those the newest. All the
words are in every hit: how rare they are, which BM25 would weigh, tells none from another.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple

from graph.search.index import Index
from graph.search.kinds import PASSAGES, THINGS, Kind
from graph.search.restrict import restriction
from graph.search.terms import Filters, Wanted

Key = tuple[float, int, str, str, int]
Span = tuple[int, int]

MOST: Final = 500  # names, and passages of each rank, that are looked at: 2 ms
EACH: Final = 4  # times as many are looked at as documents are wanted, which have several sentences that fit
SHORT: Final = 3  # letters of a word that goes on, below which it is looked for in names alone

ANY: Final = Filters()
FACTS: Final = frozenset({Kind.PROVISION, Kind.STATEMENT})  # whose sentences need not be told beside them
EXACT, BEGINS, HAS = 0.9, 0.7, 0.5  # a name's score, and up to .1 by how many documents use it
IN_A_ROW, ALL, GOES_ON = 0.4, 0.2, 0.0  # a passage's, and up to .1 by how short it is


@dataclass(frozen=True, slots=True)
class Hit:
    """What was found, and where it stands.

    kind, iri    the thing, fact or document; of a sentence its span (`{document}#char=start,end`)
    label        the name that the thing goes by; of what stands in a document its title
    text         the name, the words of the fact, the sentence; `marks` are the spans in it that were looked for
    score        0 to 1: by it they are ordered
    documents    how many use the name; 1 for what stands in one
    document, start, end, title, date    where it stands: the newest place of a name; None where it stands in none
    cited        the words there
    key          its place in the order, behind which `find` goes on
    """

    kind: Kind
    iri: str
    label: str
    text: str
    marks: tuple[Span, ...]
    score: float
    documents: int
    document: str | None = None
    start: int | None = None
    end: int | None = None
    title: str | None = None
    date: str | None = None
    cited: str | None = None
    key: Key = field(default=(0.0, 0, "", "", 0), compare=False)


@dataclass(frozen=True, slots=True)
class Found:
    """One that may be told: its row in `names` or `passages`, and where it comes in the list."""

    kind: Kind
    row: int
    path: str | None
    score: float
    graph: int = 0
    span: Span | None = None
    documents: int = 1
    day: str = ""
    text: str = ""

    @property
    def key(self) -> Key:
        """Its place: first by score, of one score things by their names, then by day, all downwards; then upwards."""
        return self.score, int(bool(self.text)), self.day, self.path or "", self.row

    def is_behind(self, key: Key) -> bool:
        """Whether it comes after what has this key, which may be gone."""
        mine = self.key
        return mine[:3] < key[:3] or (mine[:3] == key[:3] and mine[3:] > key[3:])


class Passage(NamedTuple):
    """A row of what fits: most are never told, so that as little as can be is made of it. `path` and `day` may be
    empty, `begins` less than 0 where it stands nowhere in the text."""

    row: int
    kind: str
    path: str
    graph: int
    begins: int
    ends: int
    day: str

    def found(self, rank: float) -> Found:
        """It, as one that may be told."""
        span = None if self.begins < 0 else (self.begins, self.ends)
        score = _by_length(rank, self.ends - self.begins)
        return Found(Kind(self.kind), self.row, self.path or None, score, self.graph, span, day=self.day)


def find(
    index: Index,
    wanted: Wanted,
    filters: Filters = ANY,
    limit: int = 20,
    offset: int = 0,
    most: int = MOST,
    repeats: bool = False,
    after: Key | None = None,
) -> list[Hit]:
    """Part of what is found, `after` the one with a key; `most` names, and passages of each rank, are looked at.
    `repeats`: sentences also where a fact in them is told. Raises StorageError."""
    if not wanted:
        return []
    with index.reading() as db:
        search = Search(db, index.base_iri, wanted, filters, most, repeats)
        some = (one for one in search.found() if after is None or one.is_behind(after))
        return [search.told(one) for one in islice(some, offset, offset + limit)]


def found(index: Index, wanted: Wanted, filters: Filters, limit: int) -> list[tuple[str, float]]:
    """The things, facts and documents that are found, each once, with the best of their scores; a document also by its
    sentences. Raises StorageError."""
    best = dict[str, float]()
    if wanted:
        with index.reading() as db:
            search = Search(db, index.base_iri, wanted, filters, max(MOST, EACH * limit), repeats=True)
            for one in search.found():
                best.setdefault(search.thing(one), one.score)
                if len(best) == limit:
                    break
    return list(best.items())


class Search:
    """One search, by one connection."""

    def __init__(
        self, db: sqlite3.Connection, base_iri: str, wanted: Wanted, filters: Filters, most: int, repeats: bool
    ) -> None:
        self._db, self._root, self._wanted, self._most, self._repeats = db, f"{base_iri}id/", wanted, most, repeats
        self._whole = wanted.whole
        self._kinds = filters.kinds or (*THINGS.values(), *PASSAGES)
        self._where, self._values = restriction(filters, base_iri)

    def found(self) -> Iterator[Found]:
        """All that is found, in order."""
        yield from self._things()
        yield from self._passages()

    def _things(self) -> Iterator[Found]:
        """Each thing once, by the best of its names, in order; most are never told."""
        best: dict[str, tuple[float, str, int, int, str]] = {}
        for row, path, name, folded, documents, kind in self._names():
            score, known = self._score(documents, folded), best.get(path)
            if known is None or (score, name) > known[:2]:
                best[path] = score, name, row, documents, kind
        for path, (score, name, row, documents, kind) in sorted(best.items(), key=lambda one: (-one[1][0], one[0])):
            yield Found(Kind(kind), row, path, score, documents=documents, text=name)

    def _names(self) -> Iterable[tuple[int, str, str, str, int, str]]:
        kinds = [kind for kind in THINGS.values() if kind in self._kinds]
        if not kinds:
            return []
        within = f"AND EXISTS ({_MENTIONED} {self._where})" if self._where else ""
        chosen = f"AND n.kind IN ({', '.join('?' * len(kinds))})" if len(kinds) < len(THINGS) else ""
        rest = (*(kinds if chosen else ()), *self._values, self._most)
        exact = _NAMES.format(kinds=chosen, within=within, **_EXACT), (self._whole, *rest)
        fitting = _NAMES.format(kinds=chosen, within=within, **_FITTING), (str(self._wanted), *rest)
        return [row for sql, values in (exact, fitting) for row in self._db.execute(sql, values)]

    def _score(self, documents: int, folded: str) -> float:
        rank = EXACT if folded == self._whole else BEGINS if folded.startswith(self._whole) else HAS
        return _by_use(rank, documents)

    def _passages(self) -> Iterator[Found]:
        """What stands in documents, rank by rank; a sentence only where none of its facts is told."""
        told, facts = set[int](), defaultdict[int, list[Span]](list)
        for rank, asked in self._ranks():
            fitting = [one for one in self._fitting(asked) if one.row not in told]
            told |= {one.row for one in fitting}
            for one in fitting:
                if one.kind in FACTS and one.begins >= 0:
                    facts[one.graph].append((one.begins, one.ends))
            found = (one.found(rank) for one in _ordered(fitting, rank))
            yield from found if self._repeats else (one for one in found if not _is_told(one, facts[one.graph]))

    def _ranks(self) -> Iterator[tuple[float, Wanted]]:
        asked = self._wanted
        yield IN_A_ROW, asked.shut.in_a_row
        if asked.shut.in_a_row != asked.shut:
            yield ALL, asked.shut
        if asked.shut != asked and all(len(t.words[-1]) >= SHORT for t in asked.terms if t.is_open):
            yield GOES_ON, asked

    def _fitting(self, asked: Wanted) -> Iterable[Passage]:
        kinds = [kind for kind in PASSAGES if kind in self._kinds]
        if not kinds:
            return ()
        chosen = f"AND p.kind IN ({', '.join('?' * len(kinds))})" if len(kinds) < len(PASSAGES) else ""
        values = kinds if chosen else ()
        sql = _PASSAGES.format(kinds=chosen, within=self._where)
        return map(Passage._make, self._db.execute(sql, (str(asked), *values, *self._values, self._most)))

    def thing(self, found: Found) -> str:
        """The IRI of what was found, of a sentence that of its document."""
        if found.path:
            return f"{self._root}{found.path}"
        return str(self._db.execute("SELECT name FROM graphs WHERE id = ?", (found.graph,)).fetchone()[0])

    def told(self, found: Found) -> Hit:
        """What was found, with its words and where it stands."""
        return self._thing(found) if found.text else self._passage(found)

    def _thing(self, found: Found) -> Hit:
        assert found.path is not None
        label = max(self._column(_LABELS, found.path), key=lambda name: (len(name), name), default=found.text)
        marks = tuple(self._wanted.ranges(found.text))
        hit = found.kind, self.thing(found), label, found.text, marks, found.score, found.documents
        return Hit(*hit, key=found.key, **self._place(found))

    def _place(self, found: Found) -> dict[str, Any]:
        """Where a name stands; where it stands nowhere itself, where another name of its thing does."""
        for sql, value in ((_PLACE_OF_NAME, found.row), (_PLACE_OF_THING, found.path)):
            row = self._db.execute(sql.format(within=self._where), (value, *self._values)).fetchone()
            if row is not None:
                *place, begins, around = row
                start, end = place[1:3]
                cited = None if around is None else around[start - begins : end - begins]
                return dict(zip(("document", "start", "end", "title", "date", "cited"), (*place, cited), strict=True))
        return {}

    def _passage(self, found: Found) -> Hit:
        document, title, day, text = self._db.execute(_TEXT, (found.row,)).fetchone()
        start, end = found.span or (None, None)
        iri = f"{self._root}{found.path}" if found.path else f"{document}#char={start},{end}"
        hit = found.kind, iri, title or "", text, tuple(self._wanted.ranges(text)), found.score, 1
        cited = None if start is None else text
        return Hit(*hit, document, start, end, title, day, cited, found.key)

    def _column(self, sql: str, value: str) -> list[str]:
        return [row[0] for row in self._db.execute(sql, (value,))]


def _ordered(some: Iterable[Passage], rank: float) -> list[Passage]:
    """The best first, of those the newest: as their keys would be."""
    found = sorted(some, key=lambda one: (one.path, one.row))
    return sorted(found, key=lambda one: (_by_length(rank, one.ends - one.begins), one.day), reverse=True)


@lru_cache(maxsize=100_000)  # scores are few, and what has one is much: rounding takes longer than looking up
def _by_use(rank: float, documents: int) -> float:
    return round(rank + 0.1 * documents / (documents + 10), 6)


@lru_cache(maxsize=100_000)
def _by_length(rank: float, length: int) -> float:
    return round(rank + 0.1 / (1 + length / 100), 6)


def _is_told(one: Found, facts: Iterable[Span]) -> bool:
    """Whether a sentence is there already, by a fact in it."""
    if one.kind is not Kind.SENTENCE or one.span is None:
        return False
    start, end = one.span
    return any(start <= fact[0] and fact[1] <= end for fact in facts)


_NAMES = "SELECT n.id, n.path, n.name, n.folded, n.documents, n.kind FROM {which} {kinds} {within} {order}"
_EXACT = {"which": "names n WHERE n.folded = ?", "order": "ORDER BY n.id LIMIT ?"}
_FITTING = {
    "which": "name_words w JOIN names n ON n.id = w.rowid WHERE name_words MATCH ?",
    "order": "ORDER BY w.rowid LIMIT ?",
}
_MENTIONED = "SELECT 1 FROM mentions m JOIN graphs g ON g.id = m.graph WHERE m.name = n.id"
_PASSAGES = """SELECT p.id, p.kind, coalesce(p.path, ''), p.graph, coalesce(p.begins, -1), coalesce(p.ends, -1),
               coalesce(g.day, '') FROM passage_words w
               JOIN passages p ON p.id = w.rowid JOIN graphs g ON g.id = p.graph
               WHERE passage_words MATCH ? {kinds} {within} ORDER BY w.rowid DESC LIMIT ?"""
_LABELS = "SELECT name FROM names WHERE path = ? AND labels > 0"
_PLACE = """SELECT g.name, m.begins, m.ends, g.title, g.day, p.begins, w.text
            FROM mentions m JOIN graphs g ON g.id = m.graph
            LEFT JOIN passages p ON p.graph = g.id AND p.kind = 'Sentence' AND p.begins <= m.begins AND p.ends >= m.ends
            LEFT JOIN passage_words w ON w.rowid = p.id
            WHERE m.begins IS NOT NULL AND {which} {{within}} ORDER BY m.graph DESC LIMIT 1"""
_PLACE_OF_NAME = _PLACE.format(which="m.name = ?")
_PLACE_OF_THING = _PLACE.format(which="m.name IN (SELECT id FROM names WHERE path = ?)")
_TEXT = """SELECT g.name, g.title, g.day, w.text FROM passage_words w JOIN passages p ON p.id = w.rowid
           JOIN graphs g ON g.id = p.graph WHERE w.rowid = ?"""
