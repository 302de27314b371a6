"""Figures about the service, for Prometheus."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client.exposition import choose_encoder
from starlette.requests import Request

router = APIRouter(tags=["health"])


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
def metrics(request: Request) -> Response:
    """Requests by route and status and how long they took, queries by what came of them, processes that run them, jobs,
    what was done to documents, and how much there is: in Prometheus' text form, or OpenMetrics by `Accept`."""
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(request.app.state.metrics.registry), media_type=media_type)
