"""What the service and its data are, in RDF, for programs that look for data: SPARQL Service Description, VoID, DCAT.

The texts are templates of Turtle in `descriptions/`. What is put into them is a term or a number, written by
pyoxigraph, so that no value can become anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from fastapi.responses import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from api.deps import Service
from api.errors import Problem
from api.negotiate import choose
from graph.export import EXPORTERS
from ontology.terms import PREFIXES, XSD

SERVICE: Final = "service.ttl"
VOID: Final = "void.ttl"
DCAT: Final = "dcat.ttl"
ABOUT: Final = "Government orders, what they demand of whom, who says what about them, and where each of it was read."
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
FORMATS: Final = "http://www.w3.org/ns/formats/"

RDF: Final = {
    form.media_type: form
    for form in (
        *(ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.RDF_XML),
        *(ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS, ox.RdfFormat.N3),
    )
}
RESULTS: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
GRAPHS: Final = {"Turtle": "turtle", "N-Triples": "ntriples", "N-Quads": "nquads", "TriG": "trig"}
XML: Final = {"RDF_XML": "rdfxml", "JSON-LD": "jsonld"}
DUMPS: Final = {f"{FORMATS}{name.replace('-', '_')}": key for name, key in (GRAPHS | XML).items()}
TABLES: Final = ("csv", "sqlite")


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with everything: where it is, what it is called, its format by IANA's name and, of RDF, by W3C's."""

    address: ox.NamedNode
    title: ox.Literal
    media_type: ox.NamedNode
    form: ox.NamedNode | None = None


def describe(request: Request, service: Service, template: str) -> Response:
    """One of the descriptions, in the form that is liked best. Raises Problem 406."""
    media_type = choose(request.headers.get("accept"), tuple(RDF))
    if media_type is None:
        raise Problem(406, "not-acceptable", "No such form of the description", f"There are {', '.join(RDF)}.")
    text = ENVIRONMENT.get_template(template).render(_terms(request, service, template))
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
    used = {name: iri for name, iri in PREFIXES.items() if iri in text} | OTHERS
    content = ox.serialize((quad.triple for quad in quads), format=RDF[media_type], prefixes=used)
    return Response(content, media_type=media_type)


OTHERS: Final = {"void": "http://rdfs.org/ns/void#", "dcat": "http://www.w3.org/ns/dcat#", "formats": FORMATS}


def _terms(request: Request, service: Service, template: str) -> dict[str, Any]:
    """What the templates speak of. Counting is left out where nothing counted is told."""
    settings, ledger = service.settings, service.workspace.ledger
    address = str(request.base_url).rstrip("/")
    last = next(ledger.log(after=ledger.position - 1), None)
    return {
        "endpoint": ox.NamedNode(f"{address}/sparql"),
        "description": ox.NamedNode(f"{address}/.well-known/void"),
        "dataset": ox.NamedNode(f"{address}/.well-known/void#dataset"),
        "catalogue": ox.NamedNode(f"{address}/.well-known/dcat#catalogue"),
        "home": ox.NamedNode(f"{address}/"),
        "title": ox.Literal(settings.title),
        "federated": bool(settings.endpoints),
        "about": ox.Literal(ABOUT, language="en"),
        "licence": ox.NamedNode(settings.licence) if settings.licence else None,
        "modified": ox.Literal(last.at, datatype=XSD.dateTime) if last else None,
        "space": ox.Literal(f"{settings.base_iri}id/"),
        "vocabularies": [ox.NamedNode(iri) for iri in PREFIXES.values()],
        "formats": [ox.NamedNode(FORMATS + name) for name in RESULTS] + [ox.NamedNode(iri) for iri in DUMPS],
        "dumps": [_dump(address, key, ox.NamedNode(form)) for form, key in DUMPS.items()],
        "tables": [_dump(address, key) for key in TABLES],
        "documents": len(ledger),
        "extent": service.extent.of(service.store) if template == VOID else None,
    }


def _dump(address: str, key: str, form: ox.NamedNode | None = None) -> Dump:
    exporter = EXPORTERS[key]
    media_type = ox.NamedNode(MEDIA_TYPES + exporter.media_type.partition(";")[0])
    return Dump(ox.NamedNode(f"{address}/export/{key}"), ox.Literal(exporter.title), media_type, form)


def _written(value: object) -> object:
    """A value as Turtle has it; whatever is no term and no number may not be put in."""
    if isinstance(value, ox.NamedNode | ox.Literal | int):
        return str(value)
    raise TypeError(f"not a term: {value!r}")


ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "descriptions"),
    autoescape=False,  # noqa: S701 - Turtle, not HTML; `finalize` lets only terms through
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_written,
)
