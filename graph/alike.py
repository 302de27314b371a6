"""Alike: whether two facts of different documents say the same of the same things.

    relation    subject, predicate and object
    provision   order and kind; bearers that can be one; actions in the same words, with no other figures
    statement   speaker; contents that share half of the shorter one's runs of three words
    event       type, actor, recipient and status; places and days that can be one

What stands inside a statement is that speaker's claim: it is like no fact that a document states itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from graph.facts import Fact, Thing
from graph.resolve.subjects import stems

Key = tuple[str, ...]

RUN = 3  # words
SHARE = 0.5  # of the shorter one's runs of words, or words
SPAN = 14  # days between two documents that tell of one event
_WORD = re.compile(r"[^\W_]+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# words of an action that tell nothing of what is done
_EMPTY = frozenset(
    "the and any all for from that with not shall must may will its their his her are was has have".split()
)


def key(fact: Fact) -> Key:
    """What two facts that are alike have in common; facts with one key are to be compared."""
    claimed = "claimed" if fact.claim else ""
    who = _iri(fact.subject)
    match fact.family:
        case "statement":
            return fact.family, who
        case "event":
            return fact.family, who, fact.predicate, _iri(fact.object), fact.status or "", claimed
        case "provision":
            return fact.family, who, fact.predicate, claimed
        case _:
            return fact.family, who, fact.predicate, _iri(fact.object), claimed


def alike(one: Fact, other: Fact) -> bool:
    """Whether two facts say the same."""
    return key(one) == key(other) and _SAME[one.family](one, other)


def same_action(one: Fact, other: Fact) -> bool:
    """Whether two provisions of one order are about one thing, whatever they do about it and by when."""
    return _bearers_fit(one.object, other.object) and same_deed(one.value or "", other.value or "")


def same_deed(one: str, other: str) -> bool:
    """Whether two actions are one, told in the same words."""
    a, b = _deed(one), _deed(other)
    return bool(a and b) and len(a & b) >= max(2, SHARE * min(len(a), len(b)))


def is_form(one: str, other: str) -> bool:
    """Whether two titles are one, cut short or told in other words."""
    a, b = (" ".join(_words(title)) for title in (one, other))
    return a in b or b in a or same_deed(one, other)


def figures(text: str) -> frozenset[str]:
    """The numbers that a text tells in figures."""
    return frozenset(_FIGURE.findall(text))


def _provisions(one: Fact, other: Fact) -> bool:
    mine, theirs = figures(one.value or ""), figures(other.value or "")
    if mine and theirs and mine.isdisjoint(theirs):
        return False
    return (not (one.due and other.due) or one.due == other.due) and same_action(one, other)


def _statements(one: Fact, other: Fact) -> bool:
    a, b = _words(one.value or ""), _words(other.value or "")
    if min(len(a), len(b)) < RUN:
        return a == b
    mine, theirs = _runs(a), _runs(b)
    return len(mine & theirs) >= SHARE * min(len(mine), len(theirs))


def _events(one: Fact, other: Fact) -> bool:
    if not (one.subject or one.object) or (one.place and other.place and one.place.iri != other.place.iri):
        return False
    if one.time and other.time and _DAY.fullmatch(one.time) and _DAY.fullmatch(other.time):
        return one.time == other.time
    return near(one, other)


def near(one: Fact, other: Fact) -> bool:
    """Whether two documents are of about one time; so are those that tell none."""
    days = (one.citation.date, other.citation.date)
    if not (days[0] and days[1]):
        return True
    return abs((date.fromisoformat(days[0]) - date.fromisoformat(days[1])).days) <= SPAN


def _bearers_fit(one: Thing | None, other: Thing | None) -> bool:
    """Groups are other things in each document: there it is the words that tell."""
    if one is None or other is None or one.iri == other.iri:
        return True
    return "/id/group/" in one.iri + other.iri and not set(stems(one.label)).isdisjoint(stems(other.label))


def _iri(thing: Thing | None) -> str:
    return thing.iri if thing else ""


@lru_cache(maxsize=16_384)
def _deed(text: str) -> frozenset[str]:
    return frozenset(stems(text)) - _EMPTY


@lru_cache(maxsize=16_384)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


_SAME: dict[str, Callable[[Fact, Fact], bool]] = {
    "relation": lambda one, other: True,
    "provision": _provisions,
    "statement": _statements,
    "event": _events,
    "topic": lambda one, other: True,
}


def together(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts in groups that say the same, in the order in which the first of each comes; a chain of facts of which each
    is like the next is one group."""
    groups: dict[int, list[Fact]] = {}
    marked: dict[tuple[Key, object], set[int]] = {}  # the groups of one key in which a mark stands
    for number, fact in enumerate(facts):
        common, same = key(fact), _SAME[fact.family]
        places = [marked.setdefault((common, mark), set()) for mark in _marks(fact)]
        near_by = sorted({one for place in places for one in place})  # all of this key
        fitting = [one for one in near_by if any(same(fact, other) for other in groups[one])]
        first = fitting[0] if fitting else number
        groups.setdefault(first, []).append(fact)
        for place in places:
            place.add(first)
        for other in fitting[1:]:
            groups[first] += groups.pop(other)
            for place in marked.values():
                if other in place:
                    place.discard(other)
                    place.add(first)
    return list(groups.values())


def _marks(fact: Fact) -> Iterable[object]:
    """Of what facts of one key must have something in common to be alike."""
    if fact.family == "provision":
        return _deed(fact.value or "")
    if fact.family == "statement":
        words = _words(fact.value or "")
        return [words] if len(words) < RUN else _runs(words)
    return [None]
