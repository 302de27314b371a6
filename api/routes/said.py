"""What was said and what was done: statements with their speakers, events with whether they happened."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from starlette.requests import Request

from api import outgoing, wire
from api.deps import BLANK, PageDep, ServiceDep, Topic, listing
from api.negotiate import wants_html
from api.pages.render import page
from graph import lookups
from graph.model import EventStatus, EventType
from graph.topics.scheme import labels

router = APIRouter(tags=["facts"])

Name = Annotated[str | None, Query(max_length=500, description="A name or an IRI.")]
DocumentId = Annotated[str | None, Query(max_length=500, description="A document's id or IRI.")]
Confidence = Annotated[
    float | None,
    BLANK,
    Query(
        ge=0,
        le=1,
        description="The least confidence: of facts with 0.9, nine of ten are right.",
        openapi_examples={"sure ones": {"value": 0.9}},
    ),
]
SURE = "At least this sure (0 to 1)"
Facts = wire.Listing[wire.FactOut]


@router.get("/statements", summary="Who says what", response_model=Facts)
def statements(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    speaker: Annotated[Name, Query(openapi_examples={"Pritzker": {"value": "JB Pritzker"}})] = None,
    about: Annotated[Name, Query()] = None,
    document: DocumentId = None,
    words: Annotated[
        str | None,
        Query(
            max_length=300,
            description="Beginnings of words of the content, any of them.",
            openapi_examples={"called a stunt": {"value": "stunt"}},
        ),
    ] = None,
    topic: Topic = None,
    confidence: Confidence = None,
) -> Facts | Response:
    """Claims, each of its speaker; in the order of documents and text."""
    found = lookups.statements(
        service.store,
        speaker=speaker or None,
        about=about or None,
        document=document or None,
        words=(words or "").split(),
        topic=topic or None,
        confidence=confidence,
        limit=part.limit + 1,
        offset=part.offset,
    )
    result = listing(request, part, outgoing.facts(service.settings.base_iri, found))
    if not wants_html(request):
        return result
    fields = [
        ("speaker", "Speaker", speaker, ()),
        ("about", "About", about, ()),
        ("words", "Words", words, ()),
        ("topic", "Topic", topic, labels().values()),
        ("confidence", SURE, confidence, ()),
    ]
    lead = "Claims of their speakers; none of them is taken for a fact."
    return page(request, "facts.html", title="Statements", lead=lead, listing=result, fields=fields)


@router.get("/events", summary="What happened, or may happen", response_model=Facts)
def events(
    request: Request,
    service: ServiceDep,
    part: PageDep,
    type: Annotated[
        EventType | None,
        BLANK,
        Query(description="PLOVER's type.", openapi_examples={"threatened deployments": {"value": "MOBILIZE"}}),
    ] = None,
    status: Annotated[
        EventStatus | None, BLANK, Query(openapi_examples={"threatened deployments": {"value": "threatened"}})
    ] = None,
    actor: Name = None,
    recipient: Name = None,
    place: Name = None,
    document: DocumentId = None,
    topic: Topic = None,
    confidence: Confidence = None,
) -> Facts | Response:
    """Events by type, status, who takes part, place, topic or document; in the order of documents and text."""
    found = lookups.events(
        service.store,
        type=type,
        status=status,
        actor=actor or None,
        recipient=recipient or None,
        place=place or None,
        document=document or None,
        topic=topic or None,
        confidence=confidence,
        limit=part.limit + 1,
        offset=part.offset,
    )
    result = listing(request, part, outgoing.facts(service.settings.base_iri, found))
    if not wants_html(request):
        return result
    fields = [
        ("type", "Type", type, [t.value for t in EventType]),
        ("status", "Status", status, [s.value for s in EventStatus]),
        ("actor", "Who does it", actor, ()),
        ("recipient", "To whom", recipient, ()),
        ("place", "Where", place, ()),
        ("topic", "Topic", topic, labels().values()),
        ("confidence", SURE, confidence, ()),
    ]
    lead = "Each with its status: what happened stands apart from what is planned, threatened or feared."
    return page(request, "facts.html", title="Events", lead=lead, listing=result, fields=fields)
