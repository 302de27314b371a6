"""Which question a sentence asks, and of what; or that it is not understood, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from graph.ask.days import days
from graph.ask.grammar import grammar
from graph.ask.mentions import Mention, mentions
from graph.ask.reading import Filled, Reading, read
from graph.ask.sentence import Sentence, sentence
from graph.question import QUESTIONS, Question
from graph.search import Index
from graph.search.named import meant

if TYPE_CHECKING:
    from graph.store import Store

MARGIN: Final = 0.3  # points by which a question must be ahead of the next one
NEAREST: Final = 3  # questions that are proposed where none is understood


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence asks. `given`: what each parameter is given; `corrected`: words that were read as others;
    `others`: questions that it might ask too."""

    question: Question
    given: dict[str, Filled]
    corrected: tuple[tuple[str, str], ...]
    others: tuple[Question, ...]

    @property
    def how(self) -> str:
        """How it was understood, in words."""
        given = [_told(name, filled) for name, filled in self.given.items()]
        taken = f"Taken as question {self.question.number}, “{self.question.title}”"
        read = [f"“{was}” was read as “{now}”" for was, now in self.corrected]
        return ". ".join([taken + (f", with {'; '.join(given)}" if given else ""), *read]) + "."


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a sentence is not understood, in words, and the questions that are nearest to it."""

    why: str
    nearest: tuple[Question, ...]


def understand(store: Store, index: Index, text: str, today: date) -> Understood | Unclear:
    """What somebody asks in plain English."""
    asked = sentence(text, lambda words: meant(index, words))
    named = mentions(store, index, asked)
    when = days(asked, today, grammar().numbers)
    readings = sorted((read(pattern, asked, named, when) for pattern in grammar().patterns), key=_rank)
    whole = [one for one in readings if one.is_whole]
    if not whole:
        return _unclear(asked, named, readings)
    best, others = whole[0], [one for one in whole if one.pattern.question != whole[0].pattern.question]
    if others and best.points - others[0].points < MARGIN:
        numbers = f"question {best.pattern.question} or question {others[0].pattern.question}"
        return Unclear(f"It may mean {numbers}.", _questions([best, others[0]]))
    corrected = tuple((word.was, word.text) for word in asked.words if word.was)
    return Understood(QUESTIONS[best.pattern.question], best.given, corrected, _questions(others))


def _told(name: str, filled: Filled) -> str:
    """What a parameter was given; where a name fits several things, all of them."""
    values = [thing.label for thing in filled.things] or [value or "anything" for value in filled.values]
    said = f" (“{filled.said}”)" if filled.said and [filled.said.removeprefix("the ")] != values else ""
    several = f"any of {len(values)}: " if len(filled.things) > 1 else ""
    return f"{name} {several}{', '.join(values)}{said}"


def _rank(one: Reading) -> tuple[float, int]:
    return -one.points, one.pattern.question


def _questions(readings: Iterable[Reading]) -> tuple[Question, ...]:
    return tuple(QUESTIONS[n] for n in dict.fromkeys(one.pattern.question for one in readings))[:NEAREST]


def _unclear(asked: Sentence, named: tuple[Mention, ...], readings: list[Reading]) -> Unclear:
    near = sorted(readings, key=lambda one: (one.silent, len(one.left) + 2 * len(one.lacks), -one.points))
    likely = [one for one in near if not one.silent] or [one for one in near if one.points > 0]
    return Unclear(_why(asked, named, likely), _questions(likely))


def _why(asked: Sentence, named: tuple[Mention, ...], likely: list[Reading]) -> str:
    if strangers := [one for one in named if one.of and not one.things]:
        return f"There is no order here that is meant by {_listed(asked, strangers)}."
    if not likely or likely[0].silent:
        return "That is none of the questions that can be asked here."
    best = likely[0]
    if best.left:
        words = dict.fromkeys(f"“{asked.words[n].was or asked.words[n].text}”" for n in best.left)
        return f"It is not clear what {_and(words)} would mean in question {best.pattern.question}."
    return f"Question {best.pattern.question} needs {_and(best.lacks)}, of which nothing is said that is known here."


def _listed(asked: Sentence, some: list[Mention]) -> str:
    return _and(f"“{asked.said(one.words)}”" for one in some)


def _and(some: Iterable[str]) -> str:
    *others, last = some
    return f"{', '.join(others)} and {last}" if others else last
