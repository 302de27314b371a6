"""The description of the service (OpenAPI 3.1): every example in it works on a service that holds the seed article."""

from __future__ import annotations

from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts

from api.access import Needs
from api.errors import PROBLEM_JSON
from api.judgement import ReviewIn
from api.wire import DocumentIn, ProblemOut
from graph.access import Role

QUERY: Final = "application/sparql-query"
PAGE: Final[dict[str, Any]] = {"text/html": {}}
PROBLEM: Final = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
SCHEMES: Final = {
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic", "description": "The key as the password; the user's name is ignored."},
}
SUMMARY: Final = "Orders, what they demand, and who says what about them: a knowledge graph with evidence"
DESCRIPTION: Final = (
    "News articles and official documents about government orders, as a graph in which every fact leads back to the "
    "characters it was read from. Errors are problem+json (RFC 9457). Pages and data share addresses: a browser gets "
    "HTML, a program JSON (`Accept`, or `?format=html|json`)."
)
PREFIXES: Final = (
    "PREFIX pgo: <https://w3id.org/policygraph/ontology#>\n"
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX oa: <http://www.w3.org/ns/oa#>\n"
)


class Example(NamedTuple):
    """A query that the SPARQL page and the description show."""

    title: str
    query: str


def query_examples() -> list[Example]:
    """Queries to start from."""
    return [
        Example(
            "Orders and who issued them",
            PREFIXES + "SELECT ?order ?name ?issuer WHERE {\n"
            "  ?order a pgo:Order ; rdfs:label ?name ; pgo:issuedBy/rdfs:label ?issuer .\n}\nORDER BY ?name",
        ),
        Example(
            "What orders demand, with the words and where they stand",
            PREFIXES + "SELECT ?order ?bearer ?words ?document ?start ?end WHERE {\n"
            "  ?provision a pgo:Requirement ; pgo:order/rdfs:label ?order ; pgo:evidence ?evidence .\n"
            "  OPTIONAL { ?provision pgo:bearer/rdfs:label ?bearer }\n"
            "  ?evidence oa:hasSource ?document ; oa:hasSelector ?position , ?quote .\n"
            "  ?position oa:start ?start ; oa:end ?end . ?quote oa:exact ?words .\n}",
        ),
        Example(
            "Troops deployed, and troops only threatened",
            PREFIXES + "PREFIX plover: <https://w3id.org/policygraph/plover#>\n"
            "SELECT ?place ?status ?event WHERE {\n"
            "  ?event pgo:eventType plover:MOBILIZE ; pgo:status ?status .\n"
            "  OPTIONAL { ?event pgo:place/rdfs:label ?place }\n}",
        ),
        Example(
            "Who says something in these words, and where",
            PREFIXES + "SELECT ?who ?words ?evidence ?score WHERE {\n"
            "  (?statement ?score ?words ?evidence) pgo:matches ('\"publicity stunt\"' pgo:Statement 50) .\n"
            "  ?statement pgo:speaker/rdfs:label ?who .\n}\nORDER BY DESC(?score)",
        ),
        Example(
            "Who says what, as a graph",
            PREFIXES + "CONSTRUCT { ?who pgo:content ?words } WHERE {\n"
            "  ?statement pgo:speaker ?who ; pgo:content ?words .\n}",
        ),
    ]


def describe(app: FastAPI) -> dict[str, Any]:
    """The description: FastAPI's, with problems where errors are answered, and keys where writes need them."""
    if app.openapi_schema:
        return app.openapi_schema
    schema = get_openapi(
        title="policygraph",
        version=app.version,
        summary=SUMMARY,
        description=DESCRIPTION,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        tags=app.openapi_tags,
    )
    components = schema.setdefault("components", {})
    models = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        models.pop(unused, None)
    for model in (DocumentIn, ReviewIn, ProblemOut):
        made = model.model_json_schema(ref_template="#/components/schemas/{model}")
        models |= made.pop("$defs", {}) | {model.__name__: made}
    components["securitySchemes"] = SCHEMES
    needed = roles(app)
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            _problems(path, method, operation)
            _forms(operation)
            _blanks(operation)
            if role := needed.get((method.upper(), path)):
                _secure(operation, role)
    app.openapi_schema = schema
    return schema


def roles(app: FastAPI) -> dict[tuple[str, str], Role]:
    """The role that a key needs, by method and path, of all routes that need more than to be read."""
    found = dict[tuple[str, str], Role]()
    for route in (each.original_route for each in iter_route_contexts(app.routes)):
        if isinstance(route, APIRoute):
            needs = [each.dependency.role for each in route.dependencies if isinstance(each.dependency, Needs)]
            found |= {(method, route.path): role for role in needs for method in route.methods or ()}
    return found


def _secure(operation: dict[str, Any], role: Role) -> None:
    """Say which role is needed, by a key however sent; none where whoever is on the service's machine may do all."""
    refused = {"401": "A key is needed", "403": "The key is not good for this, or there is none"}
    operation["responses"] |= {status: {"description": said, "content": PROBLEM} for status, said in refused.items()}
    operation["security"] = [{}, *({scheme: [role]} for scheme in SCHEMES)]


def _problems(path: str, method: str, operation: dict[str, Any]) -> None:
    """Say how errors are answered: to a reader who looks something up, as pages."""
    content = PROBLEM | (PAGE if method == "get" else {})
    responses = operation.setdefault("responses", {})
    responses["422"] = {"description": "The request or the document cannot be read", "content": content}
    responses["default"] = {"description": "Any other problem", "content": content}
    if "{" in path:
        responses["404"] = {"description": "There is no such thing here", "content": content}


def _forms(operation: dict[str, Any]) -> None:
    """Say that where the SPARQL of an answer can be seen, it is the answer."""
    if any(parameter["name"] == "explain" for parameter in operation.get("parameters", [])):
        operation["responses"]["200"].setdefault("content", {})[QUERY] = {}


def _blanks(operation: dict[str, Any]) -> None:
    """Say that what need not be given may be blank, as the empty fields of a form are sent."""
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        choices = schema.get("anyOf", [schema])
        if not parameter.get("required") and any({"format", "pattern"} & choice.keys() for choice in choices):
            parameter["schema"] = schema | {"anyOf": [*choices, {"type": "string", "maxLength": 0}]}
            for named in ("type", "format", "pattern"):
                parameter["schema"].pop(named, None)


def addresses(path: str, operation: dict[str, Any]) -> list[str]:
    """The addresses that the examples of an operation's parameters stand for: one for each name of an example.

    A parameter without an example of that name is left out, or takes its first example if it is needed.
    """
    parameters = operation.get("parameters", [])
    names = list(dict.fromkeys(name for p in parameters for name in p.get("examples", {})))
    if not names:
        return [] if any(p.get("required") for p in parameters) or "{" in path else [path]
    return [_address(path, parameters, name) for name in names]


def _address(path: str, parameters: list[dict[str, Any]], name: str) -> str:
    query: dict[str, str | list[str]] = {}
    for parameter in parameters:
        examples = parameter.get("examples", {})
        needed = [*examples.values()][:1] if parameter.get("required") else []
        for example in [examples[name]] if name in examples else needed:
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", quote(str(example["value"])))
            else:
                query[parameter["name"]] = example["value"]
    return path + (f"?{urlencode(query, doseq=True)}" if query else "")
