"""Phrasings of the questions (tests/gold/ask.csv), and how what is understood is held against what was meant.

    set,question,asked,phrasing
    judge,9,order=Executive Order 25-14,What did Executive Order 25-14 rescind?

`asked` is what a careful reader would give, named as for graph.query.ask; without a question there is none that
answers. The first hundred of `dev` and all of `judge` were written down before there was a grammar; the rest of `dev`
was added while it was made, and so was what `tests/gold/README.md` says of `judge`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph.ask import Understood, understand
from graph.ask.grammar import stem
from graph.case import from_case
from graph.naming import things
from graph.pipeline import Workspace
from graph.question import QUESTIONS, Parameter, Question
from graph.store import Store
from tests.graph.answered import GOLD, cases

TODAY = date(2026, 2, 20)
NAMED = ("order", "entity", "actor", "place")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """A line of ask.csv."""

    set: str
    question: Question | None
    asked: Mapping[str, Sequence[str]]
    phrasing: str


def phrasings(of: str) -> list[Phrasing]:
    """Those of a set."""
    with (GOLD / "ask.csv").open(encoding="utf-8", newline="") as table:
        return [_phrasing(line) for line in csv.DictReader(table) if line["set"] == of]


def _phrasing(line: Mapping[str, str]) -> Phrasing:
    asked = dict[str, list[str]]()
    for name, _, value in (part.partition("=") for part in line["asked"].split("; ") if part):
        asked.setdefault(name, []).append(value)
    question = QUESTIONS[int(line["question"])] if line["question"] else None
    return Phrasing(line["set"], question, asked, line["phrasing"])


def fill(workspace: Workspace) -> None:
    """The documents of tests/gold/answers."""
    for case in cases():
        workspace.put(*from_case(case))


def understood(workspace: Workspace, phrasing: str) -> Understood | None:
    """What is understood on TODAY."""
    found = understand(workspace.store, workspace.index, phrasing, TODAY)
    return found if isinstance(found, Understood) else None


def meant(store: Store, question: Question, given: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """What a question is asked in the end: things by their IRIs, words by their stems, defaults where nothing is."""
    asked = dict[str, set[str]]()
    for parameter in question.parameters:
        values = given.get(parameter.name) or _defaults(question, parameter, asked)
        if parameter.kind in NAMED:
            asked[parameter.name] = {
                thing.value for value in values if value for thing in things(store, parameter.kind, value)
            }
        else:
            asked[parameter.name] = {" ".join(map(stem, value.lower().split())) for value in values}
    return asked


def _defaults(question: Question, parameter: Parameter, asked: Mapping[str, set[str]]) -> list[str]:
    if parameter.default:
        return [parameter.default]
    if parameter.name == "date":
        return [TODAY.isoformat()]
    if parameter.name == "until":
        return [(date.fromisoformat(min(asked["date"])) + timedelta(days=30)).isoformat()]
    found = re.search(rf"VALUES \?{parameter.variable} {{ ([^}}]*) }}", question.sparql)
    return re.findall(r'"([^"]*)"', found[1]) if found else []
