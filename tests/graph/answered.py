"""The fixture of the questions (tests/gold/answers): annotated cases with what a reader adds, and what he answers.

answers.csv has a line for each row that a careful reader gives, written down before any query was asked:

    question,asked,told,cites
    6,order=Maura Healey,bearer=state agencies; exempt=public safety,sign new 287(g)

`told` is what stands in columns of the row, or the words that identify it; `cites` are words of its evidence. Where no
row is to be given, that is a line too. judged.csv has the rows that the queries give beside: right or wrong, and why.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph.case import from_case
from graph.facts import Thing
from graph.inference import Inferences
from graph.model import Document
from graph.query import Row
from graph.rdf import graph_iri, quads
from graph.resolve import resolve, together
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
GOLD = Path(__file__).parent.parent / "gold"
ANSWERS = GOLD / "answers"

Asked = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of answers.csv or judged.csv."""

    question: int
    asked: Asked
    told: Asked
    cites: str
    verdict: str = "given"

    def meets(self, row: Row) -> bool:
        """Whether this is the row."""
        columns = all(self._stands(row, column, words) for column, words in self.told)
        return columns and any(_folded(self.cites) in _folded(cited.text) for cited in row.evidence)

    @staticmethod
    def _stands(row: Row, column: str, words: str) -> bool:
        value = row.values.get(column)
        if isinstance(value, int):  # True and False too
            return str(value).casefold() == words
        said = value.label if isinstance(value, Thing) else value or ""
        return any(_folded(one) in _folded(said) for one in words.split("|"))


def _folded(words: str) -> str:
    return " ".join(words.replace("’", "'").replace("“", '"').replace("”", '"').casefold().split())


def _pairs(told: str) -> Asked:
    parts = (part.partition("=") for part in told.split("; ") if part)
    return tuple((name, value) for name, _, value in parts)


def _line(one: dict[str, str]) -> Line:
    told = _pairs(one["asked"]), _pairs(one["told"]), one["cites"]
    return Line(int(one["question"]), *told, one.get("verdict", "given"))


@cache
def lines(name: str) -> tuple[Line, ...]:
    """The lines of answers.csv or judged.csv."""
    with (ANSWERS / name).open(encoding="utf-8", newline="") as table:
        return tuple(map(_line, csv.DictReader(table)))


def given(asked: Asked) -> dict[str, list[str]]:
    """What is asked, as graph.query.ask takes it."""
    names = dict.fromkeys(name for name, _ in asked)
    return {name: [value for other, value in asked if other == name] for name in names}


def cases() -> Iterator[dict[str, Any]]:
    """The cases of additions.toml, with what it adds to them."""
    for name, added in tomllib.loads((ANSWERS / "additions.toml").read_text(encoding="utf-8")).items():
        case = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
        case["title"] = name
        for family, news in added.items():
            if family == "also":
                for other, facts in news.items():
                    case.setdefault(other, []).extend(facts)
            else:
                for one in news:
                    _add(case[family], one)
        yield case


def _add(items: list[dict[str, Any]], added: dict[str, Any]) -> None:
    found = [item for item in items if item["text"].startswith(added["text"])]
    assert found, added
    for item in found:
        item |= {name: value for name, value in added.items() if name != "text"}


def filled() -> tuple[Store, dict[str, Document]]:
    """A store with the fixture's graphs, and their documents by graph."""
    store, read = MemoryStore(), [from_case(case) for case in cases()]
    known = together(read)
    for document, record in read:
        resolution = resolve(document, record, known[document.id])
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolution, BASE))
    Inferences(store, BASE).bring_up()
    return store, {graph_iri(BASE, document.id): document for document, _ in read}
