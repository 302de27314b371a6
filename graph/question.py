"""A question that people ask, as its SPARQL file tells it, with its title and parameters; and what an answer is."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from graph.facts import Citation, Thing
from graph.queries import names, text

Value = Thing | str | int | bool | None

EVIDENCE: Final = ("evidence", "document", "title", "date", "start", "end", "text")
"""The columns of a query that tell where a row stands."""
_STEPS = {25: ("step", "from", "to", "subject", "fact", "object", "status", "claim")}
_TITLE = re.compile(r"# Question (\d+): (.+)")
_WHAT = re.compile(r"# (Question \d+|Look-up|Facts|Export|Projection): (.+(?:\n# (?!Parameter ).+)*)")
_PARAMETER = re.compile(r'# Parameter (\w+)(?: = \?(\w+))? \(([\w ]+?)(, optional)?(?:, default "(.+?)")?\): (.+)')
_NEEDS = re.compile(r"# Needs one of: (.+)")
_COLUMNS = re.compile(r"^SELECT (?:DISTINCT )?(.+?)WHERE", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked of. `variable` is the one in the SPARQL.

    `kind`: order, entity, actor, place (names or IRIs), words (any of them), event type, event status, order status,
    class, day (YYYY-MM-DD), number, share (0 to 1), iri, topic (code, name or IRI).
    `default` is a name to take where none is given; defaults that are no names stand in the SPARQL.
    """

    name: str
    variable: str
    kind: str
    required: bool
    default: str | None
    help: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its number and title in questions.md, its parameters, and the name of its SPARQL file.

    `needs_one_of`: parameters of which one must be given, whichever.
    """

    number: int
    title: str
    parameters: tuple[Parameter, ...]
    query: str
    needs_one_of: tuple[str, ...] = ()

    @property
    def sparql(self) -> str:
        """The SPARQL as shipped, which any client can run and change."""
        return text(self.query)

    def lacks(self, given: Collection[str]) -> str | None:
        """What it needs of which nothing is given, in words; None where that is nothing."""
        if missing := [p.name for p in self.parameters if p.required and p.name not in given]:
            return " and ".join(missing)
        *some, last = self.needs_one_of or ("",)
        return f"{', '.join(some)} or {last}" if some and not {*some, last} & {*given} else None

    @property
    def columns(self) -> tuple[str, ...]:
        """What the rows of an answer have; evidence stands beside them."""
        if self.number in _STEPS:
            return _STEPS[self.number]
        found = _COLUMNS.search(self.sparql)
        selected = re.findall(r"\?(\w+)", found[1]) if found else []
        return tuple(name for name in selected if name not in EVIDENCE and not name.endswith("Label"))


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A SPARQL file that anybody may run: its name, what it finds, and what it can be asked."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]

    @property
    def sparql(self) -> str:
        """The SPARQL as shipped, which any client can run and change."""
        return text(self.name)

    @property
    def has_parts(self) -> bool:
        """Whether a part of the rows can be asked for."""
        return "\nLIMIT " in self.sparql


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an answer, and where it stands.

    `values` by column: things with IRI and label, codes (`opposes`, `actual`), plain values, and facts' IRIs.
    """

    values: dict[str, Value]
    evidence: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gave; `asked` is what each parameter was taken to mean (IRIs, words)."""

    question: Question
    asked: dict[str, tuple[str, ...]]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def _question(name: str) -> Question:
    head = text(name)
    title = _TITLE.match(head)
    if title is None:
        raise ValueError(f"{name}.rq does not begin with '# Question N: …'")
    needed = _NEEDS.search(head)
    return Question(int(title[1]), title[2], _parameters(head), name, tuple(needed[1].split(", ")) if needed else ())


def _parameters(head: str) -> tuple[Parameter, ...]:
    return tuple(_parameter(head, *found) for found in _PARAMETER.findall(head))


def _saved(name: str) -> SavedQuery | None:
    """None of what serves us alone (`# Inner: …`), or is asked something that Python has to make of it."""
    head = text(name)
    what = _WHAT.match(head)
    asked = tuple(parameter for parameter in _parameters(head) if parameter.kind != "number")  # LIMIT is everybody's
    if what is None or any(f"VALUES ?{parameter.variable} " not in head for parameter in asked):
        return None
    return SavedQuery(name, what[2].replace("\n#", ""), asked)


def _parameter(head: str, name: str, variable: str, kind: str, optional: str, default: str, help: str) -> Parameter:
    variable = variable or name
    in_query = re.search(rf"VALUES \?{variable} \{{ (?!UNDEF)", head) or kind == "number"
    return Parameter(name, variable, kind, not (optional or default or in_query), default or None, help)


QUESTIONS: dict[int, Question] = {
    question.number: question for question in (_question(name) for name in names() if name.startswith("question-"))
}
"""Every question by its number in questions.md."""

SAVED: dict[str, SavedQuery] = {found.name: found for found in map(_saved, names()) if found is not None}
"""Every query that is for others too, by its name."""
