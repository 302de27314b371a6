"""Likeness of provisions: how much of what two of them say is the same, whatever the orders that say it.

    >>> likeness(Norm("wear masks on duty"), Norm("a ban on masked officers"))     # 0 to 1
    0.37

Words are taken by their stems (Snowball's), and each counts the more the fewer orders and stories have it
(graph/resolve/words.csv). What both have is held against that, a share of what only one has, and a constant, so that
two short actions in the same common words are not alike. Who is bound and what else the order says count too, for less:
a curfew that keeps "kids off the streets" is known by its neighbours. tests/gold/alike.csv has what this was chosen by.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from graph.facts import Fact, Thing
from graph.queries import Term, select, select_many
from graph.question import Row, Value
from graph.resolve.subjects import COMMON, RARE, shares
from graph.search.terms import stem
from graph.slug import without_accents

if TYPE_CHECKING:
    from graph.store import Store

_Actions = tuple[str, ...]

LEAST: Final = 0.28
"""The likeness of provisions that are worth showing (tests/graph/test_similar.py holds it to pairs read by hand)."""
MOST = 60  # words by which provisions are looked for, some of each that is asked: by 24 14 of 26 are found, by 40 16
BEARER, BESIDE = 0.6, 0.1  # what words of who is bound, and of the order's other provisions, count
ALONE = 0.25  # what words count that only one has
ENOUGH = 4.0  # the weight of what both have that makes two alike by half, if neither has anything else
OTHERWISE = 0.8  # what is left of the likeness of a duty and a permission
WEIGHED = 300  # provisions of which everything is weighed; of others the action alone
_WORD = re.compile(r"[a-z]{3,}|\d{3,}")


@dataclass(frozen=True, slots=True)
class Norm:
    """What a provision says: its action, whom it binds, its kind, and the actions of its order's provisions."""

    action: str
    bearer: str = ""
    kind: str = ""
    beside: _Actions = ()


def likeness(one: Norm, other: Norm) -> float:
    """How much of two provisions is the same, 0 to 1."""
    a, b = _weights(one), _weights(other)
    shared = sum(min(a[word], b[word]) for word in a.keys() & b.keys())
    alone = sum(a.values()) + sum(b.values()) - 2 * shared
    kinds = {one.kind, other.kind} - {""}
    return shared / (shared + ALONE * alone + ENOUGH) * (OTHERWISE if len(kinds) > 1 else 1)


def norms(store: Store, provisions: Iterable[Fact]) -> list[Norm]:
    """What provisions say, with what else their orders say."""
    found = list(provisions)
    beside = _actions(store, (fact.subject for fact in found))
    return [Norm(fact.value or "", _label(fact.object), fact.predicate, beside[_iri(fact.subject)]) for fact in found]


def near(store: Store, asked: Collection[Norm], words: Collection[Term], without: Collection[Term]) -> list[Term]:
    """Of the provisions that have any of the words those whose actions are likest to any of what is asked. `without`:
    provisions and orders that are left out, and with the orders those that apply where they do."""
    out = {*without, *(row["order"] for row in select(store, "orders-there", {"than": without}))}
    found = (row for row in select(store, "provisions-saying", {"words": words}) if out.isdisjoint(row.values()))
    ranked = [(_nearest(asked, Norm(row["action"].value)), row["provision"]) for row in found]
    return [provision for _, provision in sorted(ranked, key=lambda pair: -pair[0])[:WEIGHED]]


def likest(store: Store, asked: Collection[Norm], rows: Iterable[Row]) -> list[tuple[float, Row]]:
    """The rows of question 22, each with its likeness to what is likest of all that is asked; the likest first."""
    given = list(rows)
    beside = _actions(store, (row.values["order"] for row in given))
    return sorted(((_nearest(asked, _norm(row, beside)), row) for row in given), key=lambda pair: -pair[0])


def _nearest(asked: Iterable[Norm], one: Norm) -> float:
    return max(likeness(one, norm) for norm in asked)


def _norm(row: Row, beside: Mapping[str, _Actions]) -> Norm:
    told = row.values
    return Norm(str(told["action"]), _label(told.get("bearer")), str(told["kind"]), beside[_iri(told["order"])])


def _label(party: Value) -> str:
    return party.label if isinstance(party, Thing) else ""


def _iri(thing: Value) -> str:
    return thing.iri if isinstance(thing, Thing) else ""


def _actions(store: Store, orders: Iterable[Value]) -> Mapping[str, _Actions]:
    """What the provisions of orders say, by the order's IRI."""
    wanted = [NamedNode(iri) for iri in map(_iri, orders) if iri]
    found = defaultdict[str, _Actions](tuple)
    for row in select_many(store, "actions", "order", wanted):
        found[row["order"].value] += (row["action"].value,)
    return found


def words_of(asked: Iterable[Norm]) -> tuple[str, ...]:
    """The beginnings of words by which provisions like these are found: of each the heaviest, then the next one."""
    rank: dict[str, int] = {}
    for norm in asked:
        words = (word for word in _stems(norm.action) if _weight(word) > -math.log(COMMON))
        for n, word in enumerate(sorted(words, key=lambda word: (-_weight(word), word))):
            rank[word] = min(n, rank.get(word, n))
    return tuple(sorted(rank, key=lambda word: (rank[word], word))[:MOST])


@lru_cache(maxsize=16_384)
def _weights(norm: Norm) -> Mapping[str, float]:
    """Each stem with what it counts, the most where it stands in several places."""
    found = {word: BESIDE * _weight(word) for action in norm.beside for word in _stems(action)}
    found |= {word: BEARER * _weight(word) for word in _stems(norm.bearer)}
    return found | {word: _weight(word) for word in _stems(norm.action)}


@lru_cache(maxsize=16_384)
def _stems(words: str) -> frozenset[str]:
    return frozenset(map(_stem, _WORD.findall(without_accents(words).casefold())))


def _stem(word: str) -> str:
    """So that it is the beginning of all its words: of "city", too, and of "identify" and "identification"."""
    return stem(word).removesuffix("i")


def _weight(word: str) -> float:
    return -math.log(max(_commonest().get(word, RARE), RARE))


@cache
def _commonest() -> Mapping[str, float]:
    """The share of orders and stories that have the commonest word of each stem."""
    found: dict[str, float] = {}
    for word, share in shares().items():
        found[_stem(word)] = max(share, found.get(_stem(word), 0.0))
    return found
