"""Link headers (RFC 8288) from a page to the same in other forms, for programs that come upon it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.requests import Request

from api import links
from api.negotiate import JSON
from api.sent import root_of

RDF: Final = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "ntriples": "application/n-triples",
}


def link(beside: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The header: what stands beside this, by its relation, and the same in other forms, by media type."""
    told = [f'<{where}>; rel="{name}"' for name, where in beside.items()]
    told += [f'<{where}>; rel="alternate"; type="{form}"' for form, where in others.items()]
    return ", ".join(told)


def parts(first: str, following: str | None) -> dict[str, str]:
    """What stands beside a part of a list: the first part, and the one after this."""
    return {"first": first} | ({"next": following} if following else {})


def address(request: Request, without: Sequence[str] = ("after",), **changed: str) -> str:
    """The same list from its beginning, or with something else asked for."""
    path, given = _written(request)
    kept = [pair for name, pair in given if name not in without and name not in changed]
    query = "&".join([*kept, *(_pair(*one) for one in changed.items())])
    return f"{path}?{query}" if query else path


def _written(request: Request) -> tuple[str, list[tuple[str, str]]]:
    """The path, and each parameter that is not empty, as an address has them; made once for the ten addresses that a
    part of a list tells."""
    if "written" not in request.scope:
        given = [(name, _pair(name, value)) for name, value in request.query_params.multi_items() if value]
        request.scope["written"] = request.url.path, given
    found: tuple[str, list[tuple[str, str]]] = request.scope["written"]
    return found


@lru_cache(maxsize=1_000)  # clients ask for the same again and again
def _pair(name: str, value: str) -> str:
    return urlencode({name: value})


def as_json(request: Request) -> str | None:
    """Where a page is as data; None of one whose address gives none."""
    route = request.scope.get("route")
    has_data = isinstance(route, APIRoute) and route.response_model is not None
    return address(request, (), format="json") if has_data else None


def as_data(request: Request) -> dict[str, str]:
    """The header of a page whose address gives data, too; none of any other."""
    data = as_json(request)
    return {"link": link({}, {JSON: data})} if data else {}


def alternating(response: Response, request: Request, path: str) -> Response:
    """The page of the thing with a path below `id/`, with where it is as JSON and as RDF, and by which name it goes."""
    root = root_of(request.scope)
    key = "document" if path.startswith("document/") else "entity"
    what = links.quoted(path.removeprefix("document/"))
    forms = {form: f"{root}/export/{name}?{key}={what}" for name, form in RDF.items()}
    others = {JSON: f"{request.url.path}?format=json"} | forms
    response.headers["link"] = link({"describes": f"{root}{links.name_of_path(path)}"}, others)
    return response
