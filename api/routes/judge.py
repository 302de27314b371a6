"""The pages on which a reader judges, without script: one of a fact, with a form, and what forms send in."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response
from starlette.requests import Request

from api import links, outgoing
from api.access import CURATE
from api.deps import ServiceDep
from api.errors import Problem
from api.intake import media_type_of, pairs_of, validated
from api.judgement import JudgementIn
from api.negotiate import FORM
from api.pages.fact_form import changed, fields_of
from api.pages.render import page
from api.sent import root_of
from graph.errors import InputError
from graph.fact_fields import facts
from graph.judgement import Judgement, Kind
from graph.judging import Judging, take
from graph.review import passage

SET: Final = "set-"  # before the name of a field that is corrected

router = APIRouter(tags=["judgements"], include_in_schema=False)


async def _form(request: Request) -> dict[str, str]:
    if media_type_of(request) != FORM:
        detail = f"Send {FORM} here, and JSON to /judgements."
        raise Problem(415, "unsupported-media-type", "This kind of body is not understood", detail)
    return dict(pairs_of(await request.body()))


@router.get("/judge")
def ask(request: Request, service: ServiceDep, what: Annotated[str, Query(min_length=1, max_length=2000)]) -> Response:
    """A fact with the words that it was read from, and what can be said of it."""
    judging = Judging(service.workspace.ledger, service.settings.base_iri, "")
    entry, handle = judging.find(what)
    made, read = service.workspace.ledger.judgements.judged(entry.record), dict(facts(entry.record))
    fact = made.facts.get(handle, read[handle])
    start, end = fact.evidence.span
    return page(
        request,
        "judge.html",
        what=what,
        family=handle.family.value,
        fields=fields_of(made.record if handle in made.facts else entry.record, handle, fact),
        is_wrong=handle not in made.facts,
        confidence=fact.confidence,
        passage=passage(service.workspace.ledger, entry.document.id, start, end),
        place=links.document_page(entry.document.id, f"char={start},{end}"),
        judged=[outgoing.judgement(service.settings.base_iri, kept) for kept in judging.on(what)],
    )


@router.post("/judge", dependencies=[CURATE])
def judge(request: Request, service: ServiceDep, sent: Annotated[dict[str, str], Depends(_form)]) -> Response:
    """Take what a form says, and show what became of it."""
    changes = {name.removeprefix(SET): value for name, value in sent.items() if name.startswith(SET)}
    given = validated(JudgementIn, {name: value for name, value in sent.items() if value and not name.startswith(SET)})
    with service.exclusive() as workspace:
        judging = Judging(workspace.ledger, service.settings.base_iri, given.who, given.why)
        made = _corrections(judging, given.what, changes) if changes else [_judgement(judging, given)]
        taken = [take(workspace, one) for one in made]
    root = root_of(request.scope)
    return RedirectResponse(f"{root}/judgements/{taken[-1].kept.number}", 303)


def _judgement(judging: Judging, given: JudgementIn) -> Judgement:
    change = None if given.field is None else (given.field, given.value or "")
    return judging.make(given.kind, given.what, given.other, change)


def _corrections(judging: Judging, what: str, sent: dict[str, str]) -> list[Judgement]:
    """A judgement for each field of a fact that was changed: all of them can be, or none is made."""
    entry, handle = judging.find(what)
    made = judging.ledger.judgements.judged(entry.record)
    if handle not in made.facts:
        raise InputError(Kind.CORRECTED.value, "a person has judged that wrong; take that back first")
    fields = changed(fields_of(made.record, handle, made.facts[handle]), sent)
    if not fields:
        raise InputError(Kind.CORRECTED.value, "no field was changed: each is what it was")
    return [judging.corrected(what, name, value.strip()) for name, value in fields.items()]
