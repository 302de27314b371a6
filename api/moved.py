"""Where things have gone whose path is another one now: their old addresses lead to them for good."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.responses import RedirectResponse
from starlette.requests import Request

from api import links
from api.deps import Service
from api.sent import root_of
from graph.errors import NotFound


def moved(
    request: Request, service: Service, path: str, error: NotFound, place: Callable[[str], str] = links.page_of_path
) -> RedirectResponse:
    """Leads (308) from where a path was asked for to the `place` of the one that its thing has now. Raises the error
    where it has none, NotFound with all of them where it has been taken apart since."""
    found = service.workspace.ledger.things.aliases.lead(path)
    if not found:
        raise error
    if len(found) > 1:
        raise NotFound(error.kind, path, found) from error
    asked = f"?{request.url.query}" if request.url.query else ""
    # browsers keep it for ever otherwise, and people take a judgement back
    return RedirectResponse(f"{root_of(request.scope)}{place(found[0])}{asked}", 308, {"cache-control": "no-cache"})
