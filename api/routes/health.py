"""Whether the service lives, and whether it can work."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import ServiceDep
from api.wire import Health

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="Is the process alive?", response_model_exclude_none=True)
def live() -> Health:
    """Answers as long as the process can."""
    return Health(status="live")


@router.get("/ready", summary="Can the service work?")
def ready(service: ServiceDep) -> Health:
    """Asks the ledger and the store; 503 where either fails."""
    service.store.check()
    readers = service.readers.described if service.readers else "this process"
    return Health(status="ready", documents=len(service.workspace.ledger), quads=len(service.store), readers=readers)
