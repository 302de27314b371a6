"""The ready-made questions: each a page and an address of its own, each row of an answer with its evidence."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.deps import Service, ServiceDep
from api.errors import Problem
from api.negotiate import wants_html
from api.pages.render import page
from graph.errors import NotFound
from graph.facts import Thing
from graph.query import QUESTIONS, Question, Row, ask

router = APIRouter(tags=["queries"])

# what the seed article has an answer to; also what the pages propose
EXAMPLES: Final[dict[int, dict[str, str]]] = {
    1: {},
    2: {"order": "Chicago"},
    3: {"order": "Chicago"},
    5: {},
    9: {"order": "Chicago"},
    11: {"order": "Chicago"},
    12: {"words": "unconstitutional"},
    13: {"speaker": "JB Pritzker", "about": "Trump"},
    14: {},
    15: {"official": "JB Pritzker"},
    16: {},
    17: {},
    20: {},
    23: {},
    25: {"one": "Brandon Johnson", "other": "JB Pritzker"},
}


def _parameters() -> dict[str, Any]:
    """OpenAPI's description of the parameters of all questions, with an example for each question."""
    help_: dict[str, list[str]] = {}
    for question in QUESTIONS.values():
        for parameter in question.parameters:
            help_.setdefault(parameter.name, []).append(f"{question.number}: {parameter.help}")
    return {
        "parameters": [
            {
                "name": name,
                "in": "query",
                "required": False,
                "schema": {"type": "array", "items": {"type": "string"}},
                "description": "Question " + "; ".join(lines),
                "examples": {f"question {n}": {"value": e[name]} for n, e in EXAMPLES.items() if name in e},
            }
            for name, lines in help_.items()
        ]
    }


Number = Annotated[
    int,
    Path(
        description="The question's number.",
        openapi_examples={
            f"question {n}": {"summary": QUESTIONS[n].title, "value": n} for n in EXAMPLES if n in QUESTIONS
        },
    ),
]


@router.get("/questions", summary="The ready-made questions", response_model=list[wire.QuestionOut])
def questions(request: Request) -> list[wire.QuestionOut] | Response:
    """What can be asked by number, and with which parameters."""
    result = [_question(question) for question in QUESTIONS.values()]
    return page(request, "questions.html", questions=result, examples=EXAMPLES) if wants_html(request) else result


@router.get(
    "/questions/{number}",
    summary="Ask a ready-made question",
    response_model=wire.AnswerOut,
    openapi_extra=_parameters(),
)
def question(request: Request, service: ServiceDep, number: Number) -> wire.AnswerOut | Response:
    """Rows with the evidence for each. A parameter may be given several times: any of the values will do."""
    if number not in QUESTIONS:
        raise NotFound("question", str(number))
    asked = QUESTIONS[number]
    given = _given(request, asked)
    missing = [p.name for p in asked.parameters if p.required and p.name not in given]
    if wants_html(request):
        answer = None if missing else _answer(service, number, given)
        proposed = EXAMPLES.get(number, {})
        return page(
            request,
            "answer.html",
            question=_question(asked),
            answer=answer,
            given=given,
            proposed=proposed,
            base=links.iri_of(service.settings.base_iri, ""),
        )
    if missing:
        detail = f"Question {number} needs {' and '.join(missing)}."
        raise Problem(422, "invalid-request", "A parameter is missing", detail, missing=missing)
    return _answer(service, number, given)


def _given(request: Request, asked: Question) -> dict[str, list[str]]:
    known = {parameter.name for parameter in asked.parameters}
    if unknown := sorted(set(request.query_params) - known - {"format"}):
        detail = f"Question {asked.number} has no {', '.join(unknown)}; it has {', '.join(sorted(known)) or 'none'}."
        raise Problem(422, "invalid-request", "There is no such parameter", detail)
    # a form sends fields that were left empty; from a program, empty words mean any words
    meant = {p.name for p in asked.parameters if p.kind == "words" and not wants_html(request)}
    lists = {name: [v for v in request.query_params.getlist(name) if v.strip() or name in meant] for name in known}
    return {name: values for name, values in lists.items() if values}


def _answer(service: Service, number: int, given: dict[str, list[str]]) -> wire.AnswerOut:
    try:
        answer = ask(service.store, number, **given)
    except ValueError as error:
        raise Problem(422, "invalid-request", "A parameter does not fit", str(error)) from error
    return wire.AnswerOut(
        number=number,
        title=answer.question.title,
        asked={name: list(values) for name, values in answer.asked.items()},
        columns=list(answer.columns),
        rows=[_row(service.settings.base_iri, row) for row in answer.rows],
    )


def _row(base_iri: str, row: Row) -> wire.RowOut:
    values = {k: outgoing.reference(base_iri, v) if isinstance(v, Thing) else v for k, v in row.values.items()}
    return wire.RowOut(values=values, evidence=[outgoing.evidence(base_iri, c) for c in row.evidence])


def _question(asked: Question) -> wire.QuestionOut:
    return wire.QuestionOut(
        number=asked.number,
        title=asked.title,
        href=f"/questions/{asked.number}",
        parameters=[outgoing.parameter(one) for one in asked.parameters],
        sparql=asked.sparql,
    )
