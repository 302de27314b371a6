"""Things by what they are called, where a sentence names them: by a whole name, or by words of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.search.index import Index
from graph.search.kinds import Kind
from graph.search.spelling import corrected
from graph.search.terms import Term, Wanted

MOST: Final = 50  # things that words of a name are looked for in


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A thing that has a name, by its IRI, and the name that it goes by."""

    iri: str
    label: str
    kind: Kind


def called(index: Index, names: Iterable[str]) -> Mapping[str, tuple[Named, ...]]:
    """The things that are called just so, by name: words without case and accents (`terms.folded`)."""
    wanted = list(dict.fromkeys(names))
    found = defaultdict[str, set[tuple[str, str]]](set)
    with index.reading() as db:
        for name, path, kind in db.execute(_CALLED.format(names=", ".join("?" * len(wanted))), wanted):
            found[name].add((path, kind))
    return {name: _told(index, things) for name, things in found.items()}


def having(index: Index, words: tuple[str, ...], kinds: tuple[Kind, ...]) -> tuple[Named, ...]:
    """The things of some kinds that have a name with these words in it, one after the other; none where too many do."""
    sql = _HAVING.format(kinds=", ".join("?" * len(kinds)))
    with index.reading() as db:
        found = {(path, kind) for path, kind in db.execute(sql, (str(Term(words)), *kinds, MOST))}
    return _told(index, found) if len(found) < MOST else ()


def meant(index: Index, words: Collection[str]) -> Mapping[str, str]:
    """Of some words (folded) those that documents have, and those that they have but for a typing mistake, as the right
    one."""
    wanted = list(words)
    with index.reading() as db:
        there = {row[0]: row[0] for row in db.execute(_THERE.format(words=", ".join("?" * len(wanted))), wanted)}
    wrong = {word: corrected(index, Wanted((Term((word,)),))) for word in wanted if word not in there}
    return there | {word: right.whole for word, right in wrong.items() if right is not None}


def _told(index: Index, things: Iterable[tuple[str, str]]) -> tuple[Named, ...]:
    with index.reading() as db:
        labels = {path: [row[0] for row in db.execute(_LABELS, (path,))] for path, _ in things}
    return tuple(sorted(Named(f"{index.base_iri}id/{p}", next(iter(labels[p]), p), Kind(kind)) for p, kind in things))


_THERE = "SELECT word FROM words WHERE word IN ({words})"
_CALLED = "SELECT DISTINCT folded, path, kind FROM names WHERE folded IN ({names})"
_HAVING = """SELECT DISTINCT n.path, n.kind FROM name_words w JOIN names n ON n.id = w.rowid
             WHERE name_words MATCH ? AND n.kind IN ({kinds}) LIMIT ?"""
_LABELS = "SELECT name FROM names WHERE path = ? ORDER BY labels > 0 DESC, length(name) DESC, name DESC LIMIT 1"
