"""What an address can be asked, by its description. Whatever is no parameter of it is refused by its name, with the
known one that is most like it: who mistypes a filter shall not take everything for what he asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from fastapi.dependencies.utils import get_flat_params
from fastapi.openapi.utils import get_openapi
from fastapi.params import Query
from fastapi.routing import APIRoute
from starlette.requests import Request

from api.errors import Problem
from graph.lists import nearest

EVERYWHERE: Final = ("format",)  # html or json, of whatever is a page, too


class Known:
    """The parameters of the routes of an application, each found out when it is first asked."""

    def __init__(self) -> None:
        self._names = dict[str, tuple[str, ...]]()

    async def __call__(self, request: Request) -> None:
        """As a dependency of what is read. Raises Problem for a parameter that it does not have."""
        if request.method == "GET" and request.query_params and (known := self._of(request.scope["route"])):
            refuse_others(request.query_params, known)

    def _of(self, route: APIRoute) -> tuple[str, ...]:
        """None of a page that asks nothing: it passes over what links in mails and elsewhere add."""
        if route.path not in self._names:
            said = [one.alias for one in get_flat_params(route.dependant) if isinstance(one.field_info, Query)]
            more = [one["name"] for one in (route.openapi_extra or {}).get("parameters", ()) if one["in"] == "query"]
            names = dict.fromkeys((*said, *more, *EVERYWHERE)) if said or more or route.include_in_schema else {}
            self._names[route.path] = tuple(names)
        return self._names[route.path]


def parameters(route: APIRoute) -> list[dict[str, Any]]:
    """OpenAPI's description of the parameters of what is read by a route."""
    (operations,) = get_openapi(title="", version="", routes=[route])["paths"].values()
    found: list[dict[str, Any]] = operations["get"].get("parameters", [])
    return found


def refuse_others(given: Iterable[str], known: Sequence[str]) -> None:
    """Let pass what is asked for by known names alone. Raises Problem."""
    for name in given:
        if name not in known:
            near = nearest(name, known)
            meant = f"did you mean {near!r}? " if near else ""
            detail = f"There is no {name!r} here; {meant}There are {', '.join(known) or 'none'}."
            title = "There is no such parameter"
            raise Problem(422, "unknown-parameter", title, detail, parameter=name, nearest=near)
