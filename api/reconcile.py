"""Reconciliation as it goes over the wire, by the Reconciliation Service API 0.2 of the W3C's community group."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pyoxigraph import NamedNode

from api import links
from api.wire import Wire
from graph.errors import NotFound
from graph.reconcile import Candidate, Given, Property, Query, Value, known_property, properties
from graph.search import Kind
from graph.search.kinds import THINGS
from ontology.terms import PGO

MOST: Final = 100  # queries of a batch
IDS: Final = 1000  # things whose properties are asked for at once
LONGEST: Final = 500  # characters of a name
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")

Words = Annotated[str, Field(max_length=LONGEST)]


class ThingIn(Wire):
    """A value that has been reconciled before."""

    model_config = ConfigDict(extra="ignore")

    id: Words
    name: Words = ""


ValueIn = Words | bool | int | float | ThingIn
Several = BeforeValidator(lambda given: given if isinstance(given, list) else [given])


class KnownIn(Wire):
    """What is known of a property of what is looked for: any of the values will do."""

    pid: Words
    v: Annotated[tuple[ValueIn, ...], Several]


class QueryIn(Wire):
    """One query; a name or properties are given."""

    query: Words = ""
    type: Annotated[tuple[Words, ...], Several] = ()
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    properties: Annotated[tuple[KnownIn, ...], Field(max_length=20)] = ()
    type_strict: Literal["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _something(self) -> QueryIn:
        if not (self.query.strip() or self.properties):
            raise ValueError("it needs a query or properties")
        return self


class PropertyIn(Wire):
    """A property whose values are asked for."""

    id: Words
    settings: dict[str, Any] | None = None


class ExtendIn(Wire):
    """Things, and the properties of them that are asked for."""

    ids: Annotated[list[Words], Field(max_length=IDS)]
    properties: Annotated[list[PropertyIn], Field(max_length=100)]


def manifest(base_iri: str, root: str, title: str, version: str) -> dict[str, Any]:
    """What the service can do; `root` is its address."""

    def at(path: str) -> dict[str, str]:
        return {"service_url": root, "service_path": path}

    return {
        "versions": ["0.2"],
        "name": title,
        "identifierSpace": links.iri_of(base_iri, ""),
        "schemaSpace": PGO.Person.value.removesuffix("Person"),
        "serviceVersion": version,
        "documentation": f"{root}/docs",
        "logo": f"{root}/static/icon.svg",
        "view": {"url": f"{root}/id/{{{{id}}}}"},
        "defaultTypes": types(),
        "preview": {"url": f"{root}/reconcile/preview?id={{{{id}}}}", "width": 400, "height": 200},
        "suggest": {what: at(f"/reconcile/suggest/{what}") for what in ("entity", "property", "type")},
        "extend": {"propose_properties": at("/reconcile/properties"), "property_settings": []},
        "batchSize": MOST,
    }


def types() -> list[dict[str, str]]:
    """The kinds of things."""
    return [{"id": kind, "name": kind} for kind in THINGS.values()]


def kind_of(id: str) -> Kind:
    """A kind by its id, or the IRI of its class. Raises NotFound."""
    name = id.removeprefix(PGO.Person.value.removesuffix("Person"))
    if name not in THINGS.values():
        raise NotFound("type", id, THINGS.values())
    return Kind(name)


def query(base_iri: str, given: QueryIn) -> Query:
    """A query as it is asked. Raises NotFound for a type that there is not."""
    kinds = tuple(kind_of(id) for id in given.type)
    known = tuple((one.pid, tuple(_given(base_iri, value) for value in one.v)) for one in given.properties)
    return Query(given.query, kinds, known, given.limit)


def _given(base_iri: str, value: ValueIn) -> Given:
    if isinstance(value, ThingIn):
        return Given(value.name, iri_of(base_iri, value.id))
    return Given(str(value).lower() if isinstance(value, bool) else str(value))


def iri_of(base_iri: str, id: str) -> str:
    """The IRI of an id. Raises NotFound for what no IRI can be made of."""
    iri = id if "://" in id else links.iri_of(base_iri, id)
    try:
        return NamedNode(iri).value
    except ValueError:
        raise NotFound("entity", id) from None


def result(base_iri: str, found: Candidate) -> dict[str, Any]:
    """A candidate."""
    return {
        "id": links.path_of(base_iri, found.iri),
        "name": found.label,
        "description": description(found),
        "type": [{"id": found.kind, "name": found.kind}],
        "score": found.score,
        "features": [{"id": id, "value": value} for id, value in found.features],
        "match": found.match,
    }


def suggestion(base_iri: str, found: Candidate) -> dict[str, Any]:
    """A thing that is suggested."""
    kind = {"id": found.kind, "name": found.kind}
    id = links.path_of(base_iri, found.iri)
    return {"id": id, "name": found.label, "description": description(found), "notable": [kind]}


def description(found: Candidate) -> str:
    """What tells a thing from others of its name."""
    return f"{found.kind}: {', '.join(found.about)}" if found.about else str(found.kind)


def suggested(items: list[dict[str, str]], prefix: str) -> list[dict[str, str]]:
    """Those whose id or name has words that begin so."""
    sought = prefix.casefold().strip()

    def fits(item: dict[str, str]) -> bool:
        said = f" {item['name'].casefold()}"
        return item["id"].casefold().startswith(sought) or f" {sought}" in said

    return [item for item in items if fits(item)]


def property_out(one: Property) -> dict[str, str]:
    """A property."""
    return {"id": one.id, "name": one.name}


def proposed(type: str, limit: int | None) -> dict[str, Any]:
    """The properties that things of a kind have; of all, where no kind is told."""
    kind = kind_of(type) if type else None
    found = [property_out(one) for one in properties().values() if kind is None or kind in one.of]
    return {"properties": found[:limit], "type": type} | ({} if limit is None else {"limit": limit})


def wanted(given: ExtendIn) -> list[Property]:
    """The properties that are asked for. Raises NotFound."""
    return [known_property(one.id) for one in given.properties]


def meta(one: Property) -> dict[str, Any]:
    """What the values of a property are."""
    kind = {"type": {"id": one.values, "name": one.values}} if one.values in THINGS.values() else {}
    return property_out(one) | kind


def cell(base_iri: str, one: Property, value: Value) -> dict[str, Any]:
    """A value."""
    if value.iri is not None:
        path = links.path_of(base_iri, value.iri)
        return {"id": path, "name": value.text} if path else {"str": value.iri}
    if one.values == "number":
        return {"float": float(value.text)}
    is_day = one.values == "day" and DAY.fullmatch(value.text)
    return {"date": f"{value.text}T00:00:00Z"} if is_day else {"str": value.text}
