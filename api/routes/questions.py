"""The ready-made questions: each a page and an address of its own, each row of an answer with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import PlainTextResponse, Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.deps import BLANK, Service, ServiceDep
from api.errors import Problem, problem_of
from api.known import EVERYWHERE, refuse_others
from api.negotiate import wants_html
from api.openapi import QUERY
from api.pages.answer import MAPPED, places, spots, view
from api.pages.asking import of_question
from api.pages.map import dots_of
from api.pages.render import page
from graph.errors import NotFound
from graph.facts import Thing
from graph.points import points
from graph.query import QUESTIONS, SAVED, Question, Row, ask, asked_sparql

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


Explain = Annotated[
    Literal["sparql"] | None,
    BLANK,
    Query(description="`sparql`: the SPARQL, with what it is asked, in the place of its answer."),
]


@router.get("/questions", summary="The ready-made questions", response_model=list[wire.QuestionOut])
def questions(request: Request) -> list[wire.QuestionOut] | Response:
    """What can be asked by number, and with which parameters."""
    result = [described(question) for question in QUESTIONS.values()]
    return page(request, "questions.html", questions=result, examples=EXAMPLES) if wants_html(request) else result


@router.get(
    "/questions/{number}",
    summary="Ask a ready-made question",
    response_model=wire.AnswerOut,
    openapi_extra=_parameters(),
)
def question(
    request: Request, service: ServiceDep, number: Number, explain: Explain = None
) -> wire.AnswerOut | Response:
    """Rows with the evidence for each. A parameter may be given several times: any of the values will do."""
    if number not in QUESTIONS:
        raise NotFound("question", str(number))
    asked = QUESTIONS[number]
    return reply(request, service, described(asked), given_in(request, asked), explain)


def reply(
    request: Request,
    service: Service,
    shown: wire.QuestionOut,
    given: dict[str, list[str]],
    explain: str | None,
) -> wire.AnswerOut | Response:
    """The answer to a question as it is `shown`, for people, programs or whoever wants the SPARQL of it."""
    number, asked = shown.number, QUESTIONS[shown.number]
    missing = asked.lacks(given)
    if explain:
        text = asked.sparql if missing else sparql_of(service, asked, given)
        return PlainTextResponse(text, media_type=QUERY)
    if wants_html(request):
        return _page(request, service, shown, given, bool(missing))
    if missing:
        names = [p.name for p in asked.parameters if p.required and p.name not in given] or list(asked.needs_one_of)
        detail = f"Question {number} needs {missing}."
        raise Problem(422, "invalid-request", "A parameter is missing", detail, missing=names)
    return answer_of(service, shown, given)


def _page(
    request: Request, service: Service, shown: wire.QuestionOut, given: dict[str, list[str]], is_lacking: bool
) -> Response:
    """The page. What does not fit is told beside the form, so that nobody has to fill it in again."""
    answer, problem = None, None
    try:
        answer = None if is_lacking else answer_of(service, shown, given)
    except (NotFound, Problem) as error:
        problem = error if isinstance(error, Problem) else problem_of(error)
    own = {one.name: given[one.name] for one in shown.parameters if one.name in given}
    told: dict[str, Any] = {"question": shown, "answer": answer, "problem": problem, "own": own, "given": given}
    told |= {"fields": of_question(shown.parameters, given, EXAMPLES.get(shown.number, {}))}
    told |= {"view": view(shown.number, answer.rows) if answer else None}
    told |= _mapped(service, answer) if answer and answer.number in MAPPED else {"dots": None}
    told |= {"saved": QUESTIONS[shown.number].query in SAVED and QUESTIONS[shown.number].query}
    base = links.iri_of(service.settings.base_iri, "")
    return page(request, "answer.html", problem.status if problem else 200, base=base, **told)


def _mapped(service: Service, answer: wire.AnswerOut) -> dict[str, Any]:
    """The places of an answer on a map, and how many are not on it."""
    named = places(answer.rows)
    found = spots(answer.rows, points(service.store, [place.iri for place in named]))
    return {"dots": dots_of(found), "unplaced": len(named) - len(found)}


def given_in(request: Request, asked: Question, fixed: Collection[str] = ()) -> dict[str, list[str]]:
    """What the request asks, beside the parameters that are `fixed` by its address."""
    known = [parameter.name for parameter in asked.parameters if parameter.name not in fixed]
    refuse_others(request.query_params, (*known, "explain", *EVERYWHERE))
    # a form sends fields that were left empty; from a program, empty words mean any words, no name anybody
    meant = {p.name for p in asked.parameters if (p.kind == "words" or p.default) and not wants_html(request)}
    lists = {name: [v for v in request.query_params.getlist(name) if v.strip() or name in meant] for name in known}
    return {name: values for name, values in lists.items() if values}


@contextmanager
def fitting() -> Iterator[None]:
    """What is asked within fits the question: a value that does not is a problem."""
    try:
        yield
    except ValueError as error:
        raise Problem(422, "invalid-request", "A parameter does not fit", str(error)) from error


def sparql_of(service: Service, asked: Question, given: dict[str, list[str]]) -> str:
    """The SPARQL of a question with its parameters in their place."""
    with fitting():
        return asked_sparql(service.store, asked.number, given)


def answer_of(service: Service, shown: wire.QuestionOut, given: dict[str, list[str]]) -> wire.AnswerOut:
    """The answer to a question as it is `shown`."""
    with fitting():
        answer = ask(service.store, shown.number, **given)
    return wire.AnswerOut(
        number=shown.number,
        title=shown.title,
        asked={name: list(values) for name, values in answer.asked.items()},
        columns=list(answer.columns),
        rows=[row_out(service.settings.base_iri, row) for row in answer.rows],
    )


def row_out(base_iri: str, row: Row) -> wire.RowOut:
    """A row with addresses for its things and its evidence."""
    values = {k: outgoing.reference(base_iri, v) if isinstance(v, Thing) else v for k, v in row.values.items()}
    return wire.RowOut(values=values, evidence=[outgoing.evidence(base_iri, c) for c in row.evidence])


def described(asked: Question) -> wire.QuestionOut:
    """The question with what it can be asked."""
    return wire.QuestionOut(
        number=asked.number,
        title=asked.title,
        href=f"/questions/{asked.number}",
        parameters=[outgoing.parameter(one) for one in asked.parameters],
        needs_one_of=list(asked.needs_one_of),
        sparql=asked.sparql,
    )
