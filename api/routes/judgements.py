"""Judgements: what people say of what was read, which outranks the rules."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.access import CURATE
from api.deps import BLANK, PageDep, Service, ServiceDep, listing
from api.judgement import JudgementIn, JudgementOut
from api.negotiate import wants_html
from api.pages.render import page
from graph.errors import InputError
from graph.judgement import Kind, State
from graph.judging import Judging, take
from graph.ledger_judgements import Kept

EXAMPLE: Final[dict[str, Any]] = {
    "kind": "corrected",
    "what": "person/brandon-johnson-mayor-of-chicago",
    "field": "name",
    "value": "Brandon Johnson Jr.",
    "who": "Ann Lee",
    "why": "as his office writes it",
}

Id = Annotated[str, Path(description="Its number or its id.", max_length=20)]

router = APIRouter(tags=["judgements"])


@router.get("/judgements", summary="What people have judged", response_model=wire.Listing[JudgementOut])
def judgements(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    state: Annotated[State | None, BLANK, Query(description="Only those that are so.")] = None,
    kind: Annotated[Kind | None, BLANK, Query(description="Only those that say so.")] = None,
    who: Annotated[str | None, BLANK, Query(max_length=200, description="Only those of this person.")] = None,
) -> wire.Listing[JudgementOut] | Response:
    """All of them, the newest first, with what each does: in force, undone, or idle and why."""
    every = service.workspace.ledger.judgements.all(newest_first=True)
    wished: dict[str, Any] = {"state": state, "kind": kind, "who": who}
    wanted = (kept for kept in every if _fits(kept, state, kind, who))
    shown = islice(wanted, part.offset, part.offset + part.limit + 1)
    result = listing(request, part, [outgoing.judgement(service.settings.base_iri, kept) for kept in shown])
    return page(request, "judgements.html", listing=result, **wished) if wants_html(request) else result


@router.get("/judgements/{id}", summary="One judgement", response_model=JudgementOut)
def judgement(request: Request, service: ServiceDep, id: Id) -> JudgementOut | Response:
    """Who judged what, when and why, and what it does: in force, undone, or idle and why."""
    kept = service.workspace.ledger.judgements.find(id)
    result = outgoing.judgement(service.settings.base_iri, kept)
    if not wants_html(request):
        return result
    return page(request, "judgement.html", judgement=result, places=_places(service, kept))


@router.post(
    "/judgements",
    summary="Judge",
    status_code=201,
    response_model=JudgementOut,
    responses={200: {"model": JudgementOut, "description": "That has been judged so already"}},
    dependencies=[CURATE],
)
def judge(
    response: Response,
    service: ServiceDep,
    sent: Annotated[JudgementIn, Body(openapi_examples={"a name": {"value": EXAMPLE}})],
) -> JudgementOut:
    """That two things are the same or different, that something is no entity, that a fact is wrong or right, or what it
    should say. It is in the ledger for ever, and in the graph at once."""
    if sent.field is None and sent.value is not None:
        raise InputError(sent.kind.value, "a value needs the field that it is of")
    change = None if sent.field is None else (sent.field, sent.value or "")
    with service.exclusive() as workspace:
        made = _judging(service, sent.who, sent.why).make(sent.kind, sent.what, sent.other, change)
        taken = take(workspace, made)
    response.status_code = 201 if taken.is_new else 200
    return outgoing.judgement(service.settings.base_iri, taken.kept)


@router.delete("/judgements/{id}", summary="Take a judgement back", response_model=JudgementOut, dependencies=[CURATE])
def undo(
    service: ServiceDep,
    id: Id,
    who: Annotated[str, Query(min_length=1, max_length=200, pattern=r"\S")],
    why: Annotated[str, Query(max_length=2000)] = "",
) -> JudgementOut:
    """That is another judgement, an undo, which the answer shows; the first one stays, and is undone."""
    with service.exclusive() as workspace:
        taken = take(workspace, _judging(service, who, why).undo(id))
    return outgoing.judgement(service.settings.base_iri, taken.kept)


def _fits(kept: Kept, state: State | None, kind: Kind | None, who: str | None) -> bool:
    """Whether a judgement is what the list is asked for."""
    made = kept.judgement
    return kind in (None, made.kind) and who in (None, made.who) and state in (None, kept.state)


def _judging(service: Service, who: str, why: str) -> Judging:
    return Judging(service.workspace.ledger, service.settings.base_iri, who, why)


def _places(service: Service, kept: Kept) -> list[tuple[str, str]]:
    """Where what a judgement speaks of is shown, with what it is called."""
    made = kept.judgement
    if made.undoes is not None:
        return [(f"/judgements/{made.undoes}", "the judgement that it takes back")]
    if made.fact is not None:
        span = f"char={made.fact.start},{made.fact.end}"
        return [(links.document_page(made.fact.document, span), f"“{made.fact.quote}”")]
    paths = sorted(set[str]().union(*service.workspace.ledger.judgements.paths(kept.number)))
    named = [(links.page_of_path(path), path) for path in paths if not path.startswith("document/")]
    first = [side[0] for side in made.sides]
    return named + [(links.document_page(m.document, f"char={m.start},{m.end}"), f"“{m.quote}”") for m in first]
