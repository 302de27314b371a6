"""The grammar of questions in plain English: what `grammar.toml` says, read once."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.search.terms import stem, words_of

Key = tuple[str, ...]
"""A word or several as they are compared: each a stem, or a form that is meant alone (`=revoked`)."""
FILLER: Final = "filler"
TITLE: Final = "title"
KIND: Final = "kind of order"


@dataclass(frozen=True, slots=True)
class Slot:
    """A parameter that a thing in the sentence may fill; with `after` one that follows such a concept."""

    name: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to ask a question; see grammar.toml.

    says        concepts, one of each line of which the sentence has; `may` are those that may stand beside
    slots       parameters that things fill, in the order in which they are tried
    needs       parameters that must be given
    days        parameters that days fill: the day, or the first and the last one
    words       the parameter that other words fill: those after a concept of `after`, or of the concept `of`
    numbers     the parameter that a number fills
    means       what a concept says of a parameter (`status=blocked`)
    otherwise   what is given where the sentence says nothing of it
    """

    question: int
    says: tuple[tuple[str, ...], ...]
    may: frozenset[str]
    slots: tuple[Slot, ...] = ()
    needs: frozenset[str] = frozenset()
    days: tuple[str, ...] = ()
    words: str | None = None
    after: tuple[str, ...] = ()
    of: str | None = None
    numbers: str | None = None
    means: tuple[tuple[str, str, str], ...] = ()
    otherwise: tuple[tuple[str, str], ...] = ()

    @property
    def concepts(self) -> frozenset[str]:
        """All that may stand in the sentence."""
        return self.may.union(*self.says)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Concepts by their keys, words without a meaning of their own and words that turn a question into another one,
    numbers in words, and patterns."""

    concepts: Mapping[Key, frozenset[str]]
    stop: frozenset[str]
    turning: frozenset[str]
    numbers: Mapping[str, int]
    patterns: tuple[Pattern, ...]
    vocabulary: frozenset[str]
    longest: int


@cache
def grammar() -> Grammar:
    """The grammar of `grammar.toml`."""
    told = tomllib.loads(Path(__file__).with_name("grammar.toml").read_text(encoding="utf-8"))
    listed = told["concepts"] | {FILLER: told["fillers"], TITLE: told["titles"], KIND: told["kinds_of_orders"]}
    concepts = defaultdict[Key, set[str]](set)
    for concept, written in listed.items():
        for phrase in _phrases(written):
            concepts[key(phrase)].add(concept)
    stop = frozenset(words_of(told["stop"]))
    vocabulary = {word for written in listed.values() for word in words_of(written)}
    return Grammar(
        concepts={key: frozenset(names) for key, names in concepts.items()},
        stop=stop,
        turning=frozenset(told["turning"].split()),
        numbers=told["numbers"],
        patterns=tuple(map(_pattern, told["patterns"])),
        vocabulary=frozenset(vocabulary | stop | told["numbers"].keys()),
        longest=max(map(len, concepts)),
    )


def key(phrase: str) -> Key:
    """A phrase as it is compared."""
    return tuple(word for part in phrase.split() for word in _parts(part))


def _parts(written: str) -> Iterator[str]:
    exact = written.startswith("=")
    for word in words_of(written):
        yield f"={word}" if exact else stem(word)


def _phrases(written: str) -> Iterable[str]:
    return (phrase.strip() for phrase in written.split("|") if phrase.strip())


def _pattern(told: Mapping[str, Any]) -> Pattern:
    says = tuple(tuple(_phrases(one)) for one in told["says"])
    pairs = ((concept, *assigned.split("=", 1)) for concept, assigned in told.get("means", {}).items())
    return Pattern(
        question=told["question"],
        says=says,
        may=frozenset(told.get("may", ())),
        slots=tuple(Slot(*one.split("<")) for one in told.get("slots", ())),
        needs=frozenset(told.get("needs", ())),
        days=tuple(told.get("days", ())),
        words=told.get("words"),
        after=tuple(_phrases(told.get("after", ""))),
        of=told.get("of"),
        numbers=told.get("numbers"),
        means=tuple((concept, name, value) for concept, name, value in pairs),
        otherwise=tuple((name, value) for name, _, value in (o.partition("=") for o in told.get("otherwise", ()))),
    )
