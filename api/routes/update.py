"""Updates by SPARQL (SPARQL 1.1 Protocol): what people write, in graphs that are no document's."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import Response
from starlette.requests import Request

from api import writes
from api.access import CURATE
from api.deps import ServiceDep
from api.errors import Problem
from api.negotiate import FORM
from api.routes.sparql import Parameters, base_of

router = APIRouter(tags=["graphs"])

EXAMPLE: Final = (
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "INSERT DATA { GRAPH <https://example.org/notes> { <https://example.org/a> rdfs:comment 'to be checked' } }"
)
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            writes.UPDATE: {"schema": {"type": "string"}, "examples": {"a note": {"value": EXAMPLE}}},
            FORM: {"schema": {"type": "object", "required": ["update"], "properties": {"update": {"type": "string"}}}},
        },
    },
    "parameters": [
        {
            "name": f"using-{kind}graph-uri",
            "in": "query",
            "required": False,
            "schema": {"type": "array", "items": {"type": "string", "format": "uri"}},
            "description": f"The graphs that {what} in WHERE, in the place of USING.",
        }
        for kind, what in (("", "are read as one"), ("named-", "GRAPH finds"))
    ]
    + [writes.VALIDATE],
}


@router.post(
    "/update",
    summary="Write to the graph with SPARQL",
    status_code=204,
    response_class=Response,
    openapi_extra=BODY,
    dependencies=[CURATE],
)
def sparql_update(request: Request, service: ServiceDep, pairs: Parameters) -> Response:
    """An update as the body (application/sparql-update) or in a form; POST /sparql takes it too. It is on the disk when
    this answers. Graphs that are made from documents can only be read."""
    if not any(name == "update" for name, _ in pairs):
        detail = f"Send it as {writes.UPDATE}, or in a form as `update`."
        raise Problem(400, "malformed-request", "There is no update", detail)
    return writes.update(request, service, pairs, base_of(request))
