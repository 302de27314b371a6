"""Link headers (RFC 8288) from a page to the same in other forms, for programs that come upon it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from fastapi.responses import Response
from starlette.requests import Request

from api import links
from api.negotiate import JSON

RDF: Final = {"turtle": "text/turtle", "jsonld": "application/ld+json", "rdfxml": "application/rdf+xml"}


def link(beside: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The header: what stands beside this, by its relation, and the same in other forms, by media type."""
    told = [f'<{address}>; rel="{name}"' for name, address in beside.items()]
    told += [f'<{address}>; rel="alternate"; type="{form}"' for form, address in others.items()]
    return ", ".join(told)


def alternating(response: Response, request: Request, path: str) -> Response:
    """The page of the thing with a path below `id/`, with where it is as JSON and as RDF, and by which name it goes."""
    root = str(request.scope.get("root_path", "")).rstrip("/")
    key = "document" if path.startswith("document/") else "entity"
    what = links.quoted(path.removeprefix("document/"))
    forms = {form: f"{root}/export/{name}?{key}={what}" for name, form in RDF.items()}
    others = {JSON: f"{request.url.path}?format=json"} | forms
    response.headers["link"] = link({"describes": f"{root}{links.name_of_path(path)}"}, others)
    return response
