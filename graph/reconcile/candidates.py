"""What a name in somebody's table may mean: candidates by their names, the best first, each with what speaks for it.

Those come into question whose names have all the words that are asked for; where nothing has, those that are a typing
mistake away, then those that lack one of the words ("Mayor Brandon Johnson"). How alike the names are makes the score,
and where more is known (a place, an office) how well that fits, each half as much as the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz

from graph.containment import within
from graph.errors import NotFound
from graph.lookups import entity
from graph.queries import Term
from graph.reconcile.properties import Property, Value, having, properties, values
from graph.search import Filters, Hit, Index, Kind, Wanted, find_or_correct, wanted
from graph.search.hits import EXACT, MOST, found
from graph.search.kinds import THINGS, kind_of
from graph.search.terms import words_of
from ontology.terms import XSD

if TYPE_CHECKING:
    from graph.store import Store

LOOKED_AT: Final = 50  # candidates, of which the best are told
ALIAS: Final = 0.99  # how alike a name is that is just the same, but not the main one
UNKNOWN: Final = 0.5  # how well a property fits of which nothing is known
ALIKE: Final = 0.8  # values that are less alike are others
SURE, NEAR = 98.0, 2.0  # the least score of a match, and how far behind the next one must be
_DATATYPES: Final = {  # and how their literals are written: Virtuoso ends a query that has another one in it
    None: re.compile(r".*", re.DOTALL),
    XSD.date: re.compile(r"\d{4}-\d\d-\d\d"),
    XSD.integer: re.compile(r"[+-]?\d+", re.ASCII),
    XSD.decimal: re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII),
    XSD.gYear: re.compile(r"-?\d{4,}", re.ASCII),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A value that is known of what is looked for: words, or a thing by its IRI."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: by a name, an id or an IRI, of some kinds, and with values of properties (by their ids)."""

    name: str = ""
    kinds: tuple[Kind, ...] = ()
    known: tuple[tuple[str, tuple[Given, ...]], ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be meant. `score`: 0 to 100. `features`: how well the name and each property fit, 0 to 1. `match`: it is
    this one. `about` tells it from others of the same name."""

    iri: str
    label: str
    kind: Kind
    documents: int
    score: float
    features: tuple[tuple[str, float], ...]
    match: bool = False
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Thing:
    """One that comes into question; `alike` is how its name is to what was asked for, None where no name was."""

    iri: str
    label: str
    kind: Kind
    documents: int
    alike: float | None


class Reconciler:
    """Finds what may be meant in a store and the index of its words."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store, self._index, self._root = store, index, index.root

    def candidates(self, query: Query) -> tuple[Candidate, ...]:
        """The best first. Raises NotFound for a property that there is not."""
        asked = {known_property(id): given for id, given in query.known}
        meant = {one: self._meant(one, given) for one, given in asked.items()}
        things = {thing.iri: thing for thing in self._things(query, asked, meant)}
        has = values(self._store, things, asked)
        scored = (_candidate(thing, asked, meant, has.get(thing.iri, {})) for thing in things.values())
        best = sorted(scored, key=lambda one: (-one.score, -one.documents, one.iri))
        return self._told(_decided(query, best)[: query.limit])

    def itself(self, id: str) -> Candidate:
        """The thing that has an id or IRI. Raises NotFound."""
        for thing in self._itself(id, tuple(THINGS.values())):
            return self._told([_candidate(thing, {}, {}, {})])[0]
        raise NotFound("entity", id)

    def beginning(self, text: str, limit: int, offset: int = 0) -> tuple[Candidate, ...]:
        """Things as one types their names."""
        itself = [*self._itself(text.strip(), tuple(THINGS.values()))] if not offset else []
        hits, _ = find_or_correct(self._index, wanted(text, goes_on=True), _of(THINGS.values()), limit, offset)
        things = {thing.iri: thing for thing in (*itself, *(_named(text, hit) for hit in hits))}
        return self._told(_candidate(thing, {}, {}, {}) for thing in things.values())

    def _things(
        self, query: Query, asked: Mapping[Property, tuple[Given, ...]], meant: Mapping[Property, frozenset[str]]
    ) -> Iterator[_Thing]:
        kinds = query.kinds or tuple(THINGS.values())
        if name := query.name.strip():
            yield from (_named(name, hit) for hit in self._hits(name, kinds))
            yield from self._itself(name, kinds)
        elif asked:
            iris = set.intersection(*(having(self._store, one, _terms(asked[one], meant[one])) for one in asked))
            for iri in sorted(iris)[:LOOKED_AT]:
                yield from (replace(thing, alike=None) for thing in self._itself(iri, kinds))

    def _hits(self, name: str, kinds: tuple[Kind, ...]) -> list[Hit]:
        asked, filters = wanted(name.replace('"', " ").replace("*", " ")), _of(kinds)
        for some in ([asked], _lacking_one(asked)):
            if hits := [hit for one in some for hit in find_or_correct(self._index, one, filters, LOOKED_AT)[0]]:
                return hits
        return []

    def _itself(self, name: str, kinds: tuple[Kind, ...]) -> Iterator[_Thing]:
        """What has this id or IRI."""
        path = name.removeprefix(self._root)
        kind = kind_of(path) if "/" in path else None
        if kind is not None and kind in kinds:
            with suppress(NotFound):
                known = entity(self._store, self._root + path)
                yield _Thing(known.iri, known.label, kind, len(known.documents), 1.0)

    def _meant(self, one: Property, given: tuple[Given, ...]) -> frozenset[str]:
        """The things that values may mean; of places with all that lies in them."""
        look = self._in if one.of_places else self._called if one.of_things else None
        return frozenset(iri for value in given for iri in look(value)) if look else frozenset()

    def _called(self, value: Given) -> Iterable[str]:
        if value.iri:
            return [value.iri]
        scores = found(self._index, wanted(value.text), _of(THINGS.values()), MOST)
        return [iri for iri, score in scores if score >= EXACT]

    def _in(self, value: Given) -> Iterable[str]:
        try:
            return within(self._store, self._index, value.iri or value.text)
        except NotFound:
            return ()

    def _told(self, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
        """With what tells each from others."""
        some = list(candidates)
        telling = [one for one in properties().values() if one.told]
        has = values(self._store, (one.iri for one in some), telling)
        return tuple(replace(one, about=_about(one.kind, telling, has.get(one.iri, {}))) for one in some)


def known_property(id: str) -> Property:
    """A property by its id. Raises NotFound."""
    if id not in properties():
        raise NotFound("property", id, properties())
    return properties()[id]


def _candidate(
    thing: _Thing,
    asked: Mapping[Property, tuple[Given, ...]],
    meant: Mapping[Property, frozenset[str]],
    has: Mapping[str, tuple[Value, ...]],
) -> Candidate:
    fits = [(one.id, _fit(given, meant[one], has.get(one.id, ()))) for one, given in asked.items()]
    name = [] if thing.alike is None else [("name", thing.alike)]
    every = [fit for _, fit in (*name, *name, *fits)]
    features = tuple((id, round(fit, 4)) for id, fit in (*name, *fits))
    return Candidate(
        thing.iri, thing.label, thing.kind, thing.documents, round(100 * sum(every) / len(every), 2), features
    )


def _fit(given: Iterable[Given], meant: frozenset[str], has: tuple[Value, ...]) -> float:
    """How well the values that a thing has fit any of those that are known."""
    if not has:
        return UNKNOWN
    if any(value.iri in meant for value in has):
        return 1.0
    best = max((_alike(one.text, value.text) for one in given if not one.iri for value in has), default=0.0)
    return best if best >= ALIKE else 0.0


def _decided(query: Query, best: list[Candidate]) -> list[Candidate]:
    """The same, the first of them a match where it is sure and no other is near. A surname alone is nobody's."""
    behind = best[1].score if len(best) > 1 else 0.0
    sure = bool(best) and best[0].score >= SURE and behind < best[0].score - NEAR
    bare = bool(best) and best[0].kind is Kind.PERSON and len(words_of(query.name)) == 1 and not query.known
    return [replace(one, match=sure and not bare and n == 0) for n, one in enumerate(best)]


def _about(kind: Kind, telling: Iterable[Property], has: Mapping[str, tuple[Value, ...]]) -> tuple[str, ...]:
    told = (value.text for one in telling if kind in one.told for value in has.get(one.id, ()))
    return tuple(dict.fromkeys(told))


def _named(name: str, hit: Hit) -> _Thing:
    alike = _alike(name, hit.text)
    return _Thing(hit.iri, hit.label, hit.kind, hit.documents, alike if hit.text == hit.label else alike * ALIAS)


def _alike(one: str, other: str) -> float:
    """How alike two names are, 0 to 1, whatever the order of their words."""
    return fuzz.token_sort_ratio(*(" ".join(words_of(name)) for name in (one, other))) / 100


def _lacking_one(asked: Wanted) -> list[Wanted]:
    """The same with one term less each, where there are several."""
    several = range(len(asked.terms)) if len(asked.terms) > 1 else ()
    return [Wanted(asked.terms[:n] + asked.terms[n + 1 :]) for n in several]


def _terms(given: Iterable[Given], meant: Iterable[str]) -> list[Term]:
    """All terms that values may be."""
    words = [value.text for value in given if not value.iri]
    plain = [Literal(text, datatype=kind) for text in words for kind, as_ in _DATATYPES.items() if as_.fullmatch(text)]
    return [*(NamedNode(iri) for iri in sorted(meant)), *plain]


def _of(kinds: Iterable[Kind]) -> Filters:
    return Filters(tuple(kinds))
