"""Judgements: what people say of what was read, which outranks the rules; and what they had best look at."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Path, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import links, outgoing, wire
from api.access import CURATE
from api.deps import BLANK, PageDep, Service, ServiceDep, listing
from api.judgement import (
    DoubtedOut,
    DoubtOut,
    FeatureOut,
    JudgementIn,
    JudgementOut,
    PassageOut,
    ReviewOut,
    SideOut,
)
from api.negotiate import wants_html
from api.pages.render import page
from graph.errors import InputError
from graph.judgement import State
from graph.judging import Judging, take
from graph.ledger_judgements import Kept
from graph.review import LEAST, Doubt, Passage, doubted, doubts

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
) -> wire.Listing[JudgementOut] | Response:
    """All of them, the newest first, with what each does: in force, undone, or idle and why."""
    every = service.workspace.ledger.judgements.all(newest_first=True)
    wanted = (kept for kept in every if state in (None, kept.state))
    shown = islice(wanted, part.offset, part.offset + part.limit + 1)
    result = listing(request, part, [outgoing.judgement(service.settings.base_iri, kept) for kept in shown])
    return page(request, "judgements.html", listing=result, state=state) if wants_html(request) else result


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


@router.get("/review", summary="What had best be judged", response_model=ReviewOut)
def review(
    service: ServiceDep,
    below: Annotated[float, Query(ge=0, le=1, description="Facts of less confidence than this.")] = LEAST,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many of each, at most.")] = 100,
) -> ReviewOut:
    """Pairs of things that may be one, those of which documents speak most first; and facts that were read with little
    confidence, the most doubtful first. Each with the words around it."""
    ledger, base = service.workspace.ledger, service.settings.base_iri
    facts = [
        DoubtedOut(fact=outgoing.facts(base, [one.fact])[0], passage=_passage(one.passage))
        for one in doubted(ledger, service.store, limit, below)
    ]
    return ReviewOut(pairs=[_doubt(service, one) for one in doubts(ledger, limit)], facts=facts)


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


def _passage(passage: Passage) -> PassageOut:
    return PassageOut(
        document=passage.document,
        title=passage.title,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        href=links.document_page(passage.document),
    )


def _doubt(service: Service, doubt: Doubt) -> DoubtOut:
    one, other = (
        SideOut(
            id=path,
            iri=links.iri_of(service.settings.base_iri, path),
            href=links.page_of_path(path),
            mention=f"{mention.document}#char={mention.start},{mention.end}",
            passage=_passage(passage),
        )
        for path, mention, passage in zip(doubt.pair.paths, doubt.mentions, doubt.passages, strict=True)
    )
    comparison = doubt.pair.comparison
    features = [FeatureOut(feature=name, weight=weight) for name, weight in comparison.features]
    return DoubtOut(one=one, other=other, mentions=doubt.pair.times, score=comparison.score, features=features)
