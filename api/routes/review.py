"""The queue of what had best be judged: looked at, judged one by one or all that is shown at once, and taken back."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from starlette.requests import Request

from api import outgoing, queued
from api.access import CURATE
from api.deps import BLANK, Service, ServiceDep
from api.errors import Problem
from api.intake import media_type_of, pairs_of, validated
from api.judgement import MOST, JudgementOut, ReviewedOut, ReviewIn, ReviewOut
from api.lists import asked_of, choices, filters
from api.negotiate import FORM, JSON, wants_html
from api.pages.render import page
from api.sent import root_of
from graph import listing
from graph.judgement import Kind
from graph.judging import Judging
from graph.ledger_rows import now
from graph.lists import LISTS
from graph.review import LEAST, doubted, doubts, steps
from graph.reviewing import review as judge

FACTS: Final = LISTS["facts"]
FIELDS: Final = ("below", "family", "kind", "entity", "topic", "source", "document", "since", "until")
"""The filters that the page has fields for."""
USUAL: Final = {"below": str(LEAST)}
USUALLY: Final = 25  # of either that are shown: what one looks through at a sitting
LATEST: Final = 2 * MOST  # judgements among which the last steps are looked for
STEPS: Final = 6
FEW: Final = 2000  # documents in which pairs are found in a second
STEP: Final = re.compile(r"^(\d{1,9})-(\d{1,9})$")
EXAMPLE: Final = {
    "kind": "right",
    "items": [{"what": "statement/31f0a8c2be5d7e94-0a1b2c3d4e5f", "seen": "5f0d3c1a9b7e2468"}],
    "who": "Ann Lee",
}

router = APIRouter(tags=["judgements"])


@router.get(
    "/review",
    summary="What had best be judged",
    response_model=ReviewOut,
    openapi_extra={"parameters": filters(FACTS, {})},
)
def review(
    request: Request,
    service: ServiceDep,
    queue: Annotated[
        Literal["all", "pairs", "facts"] | None,
        BLANK,
        Query(description=f"Pairs, facts, or both; facts where those are filtered, or of {FEW:,} documents and more."),
    ] = None,
    step: Annotated[
        Annotated[str, Field(pattern=STEP.pattern)] | None,
        BLANK,
        Query(description="Judgements that the page offers to take back: 5-29."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="How many of each, at most.")] = USUALLY,
    offset: Annotated[int, Query(ge=0, le=10**6, description="How many of each to pass over.")] = 0,
) -> ReviewOut | Response:
    """Pairs of things that may be one, those of which documents speak most first; and facts of less confidence than
    `below` (0.5), by the chance that they are wrong times the documents that speak of what they are about. Each has the
    words around it. Facts can be filtered as those of `/facts`."""
    show = queue or _usual(request, service)
    found = _part(request, service, show, limit, offset)
    if not wants_html(request):
        return found
    given = {name: request.query_params.get(name, "") for name in FIELDS} | {"queue": queue or ""}
    return page(
        request,
        "review.html",
        review=found,
        fields=[(FACTS.filters[name], choices(FACTS.filters[name]), given[name]) for name in FIELDS],
        queue=show,
        given={name: value for name, value in given.items() if value},
        least=given["below"] or LEAST,
        offset=offset,
        limit=limit,
        step=_step(service, step),
        steps=steps(service.workspace.ledger, LATEST)[:STEPS],
    )


async def _sent(request: Request) -> ReviewIn:
    body, media_type = await request.body(), media_type_of(request)
    if media_type == FORM:
        return validated(ReviewIn, queued.fields_of(pairs_of(body, MOST + 10)))
    if media_type != JSON:
        raise Problem(415, "unsupported-media-type", "This kind of body is not understood", f"Send {JSON}, or a form.")
    return validated(ReviewIn, body)


@router.post(
    "/review",
    summary="Judge what was shown, in one step",
    response_model=ReviewedOut,
    dependencies=[CURATE],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                JSON: {
                    "schema": {"$ref": "#/components/schemas/ReviewIn"},
                    "examples": {"a fact is so": {"value": EXAMPLE}},
                }
            },
        }
    },
)
def judge_all(
    request: Request, service: ServiceDep, sent: Annotated[ReviewIn, Depends(_sent)]
) -> ReviewedOut | Response:
    """Judge exactly these: facts right or wrong, pairs the same or different, judgements taken back (`undo`). A fact
    that is not as it was `seen` any more, because somebody has judged it meanwhile or its document has changed, is left
    out, with the reason. All are taken in at once; `undo` of the numbers that were made takes the step back."""
    base = service.settings.base_iri
    with service.exclusive() as workspace:
        judging = Judging(workspace.ledger, base, sent.who, sent.why, now())
        came = judge(workspace, judging, Kind(sent.kind), queued.shown(sent))
    result = queued.reviewed(base, came)
    if not wants_html(request):
        return result
    back = [pair for pair in request.query_params.multi_items() if pair[0] != "step"]
    if result.left:
        return page(request, "reviewed.html", result=result, back=urlencode(back))
    numbers = [one.kept.number for one in came.taken if one.is_new]  # not what somebody had judged so before
    asked = urlencode([*back, *([("step", f"{min(numbers)}-{max(numbers)}")] if numbers else [])])
    return RedirectResponse(f"{root_of(request.scope)}/review?{asked}", 303)


def _usual(request: Request, service: Service) -> Literal["all", "facts"]:
    """What is shown where nobody says: the filters are of facts, so with one there are these alone."""
    asked = (request.query_params.get(name) for name in FACTS.filters if name not in USUAL)
    documents = listing.ask(service.store, service.workspace.index, "documents")
    return "facts" if any(asked) or listing.total(service.workspace.index, documents) >= FEW else "all"


def _part(request: Request, service: Service, show: str, limit: int, offset: int) -> ReviewOut:
    ledger, store, index = service.workspace.ledger, service.store, service.workspace.index
    asked, base = asked_of(request, service, FACTS, USUAL), service.settings.base_iri
    pairs = doubts(ledger, limit + 1, offset) if show != "facts" else []
    facts = list(doubted(ledger, store, index, asked, limit + 1, offset)) if show != "pairs" else []
    goes_on = max(len(pairs), len(facts)) > limit
    url = request.url.include_query_params(limit=limit, offset=offset + limit)
    return ReviewOut(
        pairs=[queued.doubt(base, one) for one in pairs[:limit]],
        facts=[queued.doubted(base, one) for one in facts[:limit]],
        total=listing.total(index, asked),
        next=f"{url.path}?{url.query}" if goes_on else None,
    )


def _step(service: Service, named: str | None) -> list[JudgementOut]:
    """The judgements of a step."""
    if named is None or (match := STEP.match(named)) is None:
        return []
    first, last = int(match[1]), int(match[2])
    kept: Any = service.workspace.ledger.judgements.some(range(first, min(last, first + MOST - 1) + 1))
    return [outgoing.judgement(service.settings.base_iri, one) for one in kept]
