"""What programs that look for data ask at every site: descriptions of the data set at the well-known places."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.requests import Request

from api.deps import ServiceDep
from api.description import DCAT, RDF, VOID, describe

router = APIRouter(tags=["linked data"])

IN_RDF: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The description", "content": {media_type: {} for media_type in RDF}}
}


@router.get("/.well-known/void", summary="The data set in VoID", response_class=Response, responses=IN_RDF)
def void(request: Request, service: ServiceDep) -> Response:
    """What it is about, how large it is by class and property, where it is queried and downloaded."""
    return describe(request, service, VOID)


@router.get("/.well-known/dcat", summary="The data set in DCAT", response_class=Response, responses=IN_RDF)
def dcat(request: Request, service: ServiceDep) -> Response:
    """A catalogue of one data set, with its files and its endpoint, for portals that harvest."""
    return describe(request, service, DCAT)
