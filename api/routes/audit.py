"""The audit log: who wrote what, and when."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from api import wire
from api.access import ADMIN
from api.deps import PageDep, ServiceDep, listing
from graph.access import Act

router = APIRouter(tags=["health"])


class ActOut(wire.Wire):
    """What somebody was let do; `status` is how it was answered, null where the service ended before."""

    number: int
    at: str
    key: str
    who: str
    client: str
    method: str
    target: str
    status: int | None


@router.get("/audit", summary="Who wrote what", response_model=wire.Listing[ActOut], dependencies=[ADMIN])
def audit(request: Request, service: ServiceDep, part: PageDep) -> wire.Listing[ActOut]:
    """Every request that was let write, the newest first: when, with which key, from which address, what came of it."""
    found = service.access.acts(part.limit + 1, part.offset)
    return listing(request, part, [out(act) for act in found])


def out(act: Act) -> ActOut:
    """An act for the wire."""
    return ActOut.model_validate(act, from_attributes=True)
