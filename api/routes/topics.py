"""Topics: the fields of policy, and what is about each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.requests import Request

from api.deps import ServiceDep
from api.negotiate import wants_html
from api.pages.render import page
from api.topic import TopicOut, topic_out
from graph.agenda import agenda

router = APIRouter(tags=["facts"])


@router.get("/topics", summary="The topics", response_model=list[TopicOut])
def topics(request: Request, service: ServiceDep) -> list[TopicOut] | Response:
    """The 21 major topics of the Comparative Agendas Project, and how much of the graph is about each."""
    found = [topic_out(line) for line in agenda(service.store)]
    return page(request, "topics.html", topics=found) if wants_html(request) else found


@router.get("/topics/{topic}", summary="One topic", response_model=TopicOut)
def topic(
    request: Request,
    service: ServiceDep,
    topic: Annotated[
        str,
        Path(description="Its code or its name.", max_length=200, openapi_examples={"Immigration": {"value": "9"}}),
    ],
) -> TopicOut | Response:
    """What it covers, and where what is about it is listed."""
    found = topic_out(agenda(service.store, topic)[0])
    return page(request, "topics.html", topics=[found]) if wants_html(request) else found
