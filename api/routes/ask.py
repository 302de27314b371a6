"""Plain English: a sentence is taken for one of the ready-made questions, and what it was taken for is said."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links
from api.asked import LONGEST, AskedOut, given, unclear, understood
from api.deps import Service, ServiceDep
from api.errors import Problem
from api.examples import ASKED
from api.negotiate import wants_html
from api.pages.answer import view
from api.pages.render import page
from api.routes.questions import answer_of, described, sparql_of
from graph.ask import Unclear, understand

router = APIRouter(tags=["queries"])

WORDS: Final = Query(
    max_length=LONGEST,
    description="A question in English, about orders and what is said and done over them. Names are looked up, "
    "and days read; words in quotation marks are looked for as they stand.",
    openapi_examples={words: {"value": words} for words in ASKED},
)


@router.get("/ask", summary="Ask in plain English", response_model=AskedOut)
def asked(request: Request, service: ServiceDep, q: Annotated[str, WORDS] = "") -> AskedOut | Response:
    """Takes a sentence for one of the ready-made questions, says for which and with what, and answers that. Where no
    question explains all of its words, or several do so alike, `understood` is false, and `how` says why."""
    result = _answered(service, q) if q.strip() else None
    if wants_html(request):
        base = links.iri_of(service.settings.base_iri, "")
        shown = view(result.question.number, result.rows) if result and result.question else None
        return page(request, "ask.html", result=result, view=shown, proposed=ASKED, base=base)
    if result is None:
        raise Problem(422, "invalid-request", "Nothing is asked", f"`q` needs a question, as “{ASKED[0]}”")
    return result


def _answered(service: Service, q: str) -> AskedOut:
    found = understand(service.store, service.workspace.index, q, date.today())
    if isinstance(found, Unclear):
        return unclear(q, found)
    sparql = sparql_of(service, found.question, given(found))
    answer = answer_of(service, described(found.question), given(found))
    return understood(service.settings.base_iri, q, found, sparql, answer.columns, answer.rows)
