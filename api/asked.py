"""What was asked in plain English, on the wire: as what it was understood, and the answer to that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

from api import links, outgoing
from api.routes.addressed import ADDRESSES, KINDS, Address
from api.wire import EntityRef, RowOut, Wire
from graph.ask import Filled, Unclear, Understood
from graph.question import QUESTIONS, Question

LONGEST: Final = 300  # characters of what is asked


class QuestionRef(Wire):
    """A question, and where it can be asked."""

    number: int
    title: str
    href: str


class FilledOut(Wire):
    """What a parameter was given, and which words said so. `things` are what names were taken for: where there are
    several, any of them will do."""

    name: str
    said: str
    values: list[str]
    things: list[EntityRef]


class CorrectedOut(Wire):
    """A word that nothing has, and as what it was read."""

    was: str
    read: str


class AskedOut(Wire):
    """How a sentence was understood, and the rows that answer it, each with its evidence.

    `how` says it in words; where nothing was understood, why not, and `alternatives` are the questions that are
    nearest. `href` is the address of the same request, `sparql` what that runs.
    """

    q: str
    understood: bool
    how: str
    question: QuestionRef | None
    parameters: list[FilledOut]
    corrected: list[CorrectedOut]
    href: str | None
    sparql: str | None
    columns: list[str]
    rows: list[RowOut]
    alternatives: list[QuestionRef]


def unclear(q: str, found: Unclear) -> AskedOut:
    """That nothing was understood, and why."""
    return AskedOut(
        q=q,
        understood=False,
        how=found.why,
        question=None,
        parameters=[],
        corrected=[],
        href=None,
        sparql=None,
        columns=[],
        rows=[],
        alternatives=list(_references(found.nearest)),
    )


def understood(
    base_iri: str, q: str, found: Understood, sparql: str, columns: list[str], rows: list[RowOut]
) -> AskedOut:
    """As what it was understood, with the answer."""
    return AskedOut(
        q=q,
        understood=True,
        how=found.how,
        question=next(_references([found.question])),
        parameters=[_filled(base_iri, name, one) for name, one in found.given.items()],
        corrected=[CorrectedOut(was=was, read=read) for was, read in found.corrected],
        href=address(base_iri, found.question, given(found)),
        sparql=sparql,
        columns=columns,
        rows=rows,
        alternatives=list(_references(found.others)),
    )


def given(found: Understood) -> dict[str, list[str]]:
    """What the question is asked, by name."""
    return {name: list(one.values) for name, one in found.given.items()}


def address(base_iri: str, question: Question, asked: Mapping[str, list[str]]) -> str:
    """Where the same is asked: below what it is asked about, where an address there says just this."""
    for one in ADDRESSES:
        if one.number == question.number and (found := _below(base_iri, one, asked)) is not None:
            return found
    return _with(f"/questions/{question.number}", asked)


def _below(base_iri: str, one: Address, asked: Mapping[str, list[str]]) -> str | None:
    path = links.path_of(base_iri, asked[one.parameter][0]) if len(asked.get(one.parameter, ())) == 1 else None
    defaults = {p.name: [p.default] for p in QUESTIONS[one.number].parameters if p.default}
    told = defaults | dict(asked)
    if path is None or not path.startswith(f"{KINDS[one.of]}/") or not one.otherwise.keys() <= told.keys():
        return None
    rest = {
        name: values for name, values in told.items() if name != one.parameter and values != one.otherwise.get(name)
    }
    return _with(one.place(path), rest)


def _with(path: str, asked: Mapping[str, list[str]]) -> str:
    return path + (f"?{urlencode(asked, doseq=True)}" if asked else "")


def _filled(base_iri: str, name: str, one: Filled) -> FilledOut:
    things = [outgoing.reference(base_iri, thing) for thing in one.things]
    return FilledOut(name=name, said=one.said, values=list(one.values), things=things)


def _references(some: Iterable[Question]) -> Iterator[QuestionRef]:
    return (QuestionRef(number=one.number, title=one.title, href=f"/questions/{one.number}") for one in some)
