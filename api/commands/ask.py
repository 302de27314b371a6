"""`policygraph ask`: the questions that people ask, by number or in plain English, with the evidence for every row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import console
from api.commands.options import Home, Json, examples, settings

if TYPE_CHECKING:
    from graph.query import Answer, Question
    from graph.settings import Settings

EXAMPLES = examples(
    "policygraph ask   # the questions, with what each can be asked of",
    'policygraph ask "What does Pritzker say about Trump?"   # which question that is, is said',
    "policygraph ask 2 order=Chicago   # what does Chicago's order require, and of which agency?",
    "policygraph ask 12 words=illegal words=unlawful   # either word will do",
    "policygraph ask 13 speaker=Pritzker about=Trump --json   # rows with their evidence, for a program",
    "policygraph ask 17 --format csv > troops.csv",
    "policygraph ask 17 --sparql   # the query itself, to change as you like",
)
EVIDENCE = ("evidence", "document", "start", "end", "text")  # the columns that CSV has for each row's first citation


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def command(
    question: Annotated[
        str | None,
        typer.Argument(metavar="QUESTION", help="Its number, or a question in English; none lists them all."),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=VALUE", help="What it is asked of; several of one name mean any of them."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="CSV has a line for each row.")] = Format.TABLE,
    json: Json = False,
    sparql: Annotated[bool, typer.Option("--sparql", help="Print the question's SPARQL instead of asking.")] = False,
    home: Home = None,
) -> None:
    """Answer one of the questions that people ask about orders, with the evidence for every row.

    Names are given as a reporter would: an order by its name, number, place or issuer; a person by surname.
    A question in English is taken for one of them, and for which is said; what is not understood is not answered.
    """
    wanted, parameters = Format.JSON if json else format, parameters or []
    if question is None:
        _list(wanted)
    elif not question.isdecimal():
        _plain(" ".join((question, *parameters)), wanted, sparql, settings(home=home))
    elif sparql:
        sys.stdout.write(_question(int(question)).sparql)
    else:
        _WRITERS[wanted](_answer(int(question), parameters, settings(home=home)))


def _plain(sentence: str, wanted: Format, sparql: bool, chosen: Settings) -> None:
    """Answer a sentence, or print its SPARQL; say on standard error how it was understood, or why not."""
    from graph.ask import Unclear, understand
    from graph.pipeline import Workspace
    from graph.query import ask, asked_sparql

    with Workspace.open(chosen) as workspace:
        found = understand(workspace.store, workspace.index, sentence, date.today())
        if isinstance(found, Unclear):
            console.error("\n".join((found.why, *(f"{one.number:7} {one.title}" for one in found.nearest))))
            raise typer.Exit(1)
        console.note(found.how)
        number, given = found.question.number, {name: one.values for name, one in found.given.items()}
        if sparql:
            sys.stdout.write(asked_sparql(workspace.store, number, given))
        else:
            _WRITERS[wanted](ask(workspace.store, number, **given))


def _question(number: int) -> Question:
    from graph.query import QUESTIONS

    if number not in QUESTIONS:
        raise typer.BadParameter(f"there is no question {number}; `policygraph ask` lists them", param_hint="QUESTION")
    return QUESTIONS[number]


def _answer(number: int, parameters: list[str], chosen: Settings) -> Answer:
    from graph.pipeline import Workspace
    from graph.query import ask

    given: dict[str, list[str]] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise typer.BadParameter(f"{parameter!r} is not NAME=VALUE; `policygraph ask` lists what can be given")
        given.setdefault(name, []).append(value)
    _question(number)
    with Workspace.open(chosen) as workspace:
        try:
            return ask(workspace.store, number, **given)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error


def _list(format: Format) -> None:
    from graph.query import QUESTIONS

    questions = [QUESTIONS[number] for number in sorted(QUESTIONS)]
    if format is Format.JSON:
        fields = [
            {"number": q.number, "title": q.title, "parameters": _parameters(q), "needs_one_of": q.needs_one_of}
            for q in questions
        ]
        console.print_json(fields)
        return
    console.table(
        ("", "question", "asked of"),
        ((q.number, q.title, "\n".join(f"{p.name}=  {p.help}" for p in q.parameters)) for q in questions),
        right=("",),
    )


def _parameters(question: Question) -> list[dict[str, Any]]:
    return [{"name": p.name, "kind": p.kind, "required": p.required, "help": p.help} for p in question.parameters]


def _table(answer: Answer) -> None:
    if not answer.rows:
        console.note("nothing in the graph answers this")
        return
    console.out().print(answer.question.title, style="bold")
    columns = [column for column in answer.columns if not _tells_nothing(answer, column)]
    rows = (
        [_shown(row.values.get(column)) for column in columns] + [console.cited(row.evidence)] for row in answer.rows
    )
    console.table((*columns, "evidence"), rows)


def _tells_nothing(answer: Answer, column: str) -> bool:
    """Whether a column is empty, or holds but the IRIs of nameless nodes, which are for programs."""
    shown = (_shown(row.values.get(column)) for row in answer.rows)
    return all(not cell or cell.startswith(("http://", "https://")) for cell in shown)


def _shown(value: Any) -> str:
    """A value for reading: a thing by its label."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(getattr(value, "label", value))


def _csv(answer: Answer) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow((*answer.columns, *EVIDENCE))
    for row in answer.rows:
        first = row.evidence[0]
        cells = [_shown(row.values.get(column)) for column in answer.columns]
        writer.writerow((*cells, first.iri, first.document, first.start, first.end, first.text))


def _json(answer: Answer) -> None:
    console.print_json(
        {
            "question": answer.question.number,
            "title": answer.question.title,
            "asked": {name: list(values) for name, values in answer.asked.items()},
            "columns": list(answer.columns),
            "rows": list(_rows(answer)),
        }
    )


def _rows(answer: Answer) -> Iterator[dict[str, Any]]:
    for row in answer.rows:
        values = {name: asdict(v) if is_dataclass(v) else v for name, v in row.values.items()}
        yield {"values": values, "evidence": [asdict(c) for c in row.evidence]}


_WRITERS = {Format.TABLE: _table, Format.CSV: _csv, Format.JSON: _json}
