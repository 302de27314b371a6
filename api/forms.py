"""The forms of lists on the wire: JSON, JSON lines, CSV, GeoJSON, a page, or a file of all that is known of what they
list; and which fields their items have."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, get_args

from pydantic import BaseModel
from starlette.requests import Request

from api.alternates import address, link, parts
from api.errors import Problem
from api.negotiate import CSV, HTML, JSON, NDJSON, choose
from api.wire import Wire
from graph.export import EXPORTERS
from graph.lists import LISTS
from graph.points import Point

GEOJSON: Final = "application/geo+json"


class Form(StrEnum):
    """A form, by its name in `format`."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"
    HTML = "html"


TYPES: Final = {Form.JSON: JSON, Form.JSONL: NDJSON, Form.CSV: CSV, Form.GEOJSON: GEOJSON, Form.HTML: HTML}
ON_MAPS: Final = frozenset({"places", "orders", "events"})
"""The lists whose things lie somewhere."""
LISTED: Final = (*LISTS, "search")
FORMS: Final = {name: tuple(form for form in Form if form is not Form.GEOJSON or name in ON_MAPS) for name in LISTED}
"""The forms of each list, and of what is found by words."""
FILES: Final = {"csv.zip" if name == "csv" else name: name for name in EXPORTERS}
"""The files that there are of every list, by their names in `format`: what exports them. `csv` is the list's own."""


def _files_of(name: str) -> Mapping[str, str]:
    return FILES if name in LISTS else {}


def _offered(name: str) -> Mapping[str, Form | str]:
    found: dict[str, Form | str] = {TYPES[form]: form for form in FORMS[name]}
    for file, key in _files_of(name).items():
        found.setdefault(EXPORTERS[key].media_type, file)
    return found


OFFERED: Final = {name: _offered(name) for name in LISTED}
"""The forms of each list by media type, those that are liked best first."""


def form_of(request: Request, name: str) -> Form | str:
    """The form of a list that a request likes best, or the key of FILES. Raises Problem for one that there is not."""
    if asked := request.query_params.get("format"):
        files = _files_of(name)
        if asked in files:
            return asked
        if asked not in FORMS[name]:
            detail = f"{asked!r} is no form of /{name}: there are {', '.join([*FORMS[name], *files])}."
            raise Problem(422, "unknown-format", "There is no such form here", detail)
        return Form(asked)
    return OFFERED[name][choose(request.headers.get("accept"), tuple(OFFERED[name])) or JSON]


def leading(
    request: Request, name: str, form: Form, first: str, following: str | None, files: Mapping[str, str] | None = None
) -> str:
    """The `Link` header of a part of a list: the parts beside it, and the list from its beginning in other forms; as
    `files`, by media type, all of it."""
    others = {TYPES[one]: address(request, format=one.value) for one in FORMS[name] if one is not form}
    return link(parts(first, following), others | dict(files or {}))


def fields_of(model: type[BaseModel], inner: str = "") -> list[str]:
    """The columns that a model's items have as a table: of what stands in an item (`subject.label`) the plain ones."""
    found = []
    for name, field in model.model_fields.items():
        parts = [one for one in (field.annotation, *get_args(field.annotation)) if isinstance(one, type)]
        within = next((one for one in parts if issubclass(one, BaseModel)), None)
        found += [f"{inner}{name}"] if within is None else fields_of(within, f"{inner}{name}.")
    return found


def picked(item: Wire, fields: Sequence[str]) -> dict[str, Any]:
    """An item as JSON has it, with some of its fields; with all where none are named."""
    whole = item.model_dump(mode="json")
    return {name: whole[name] for name in fields} if fields else whole


def lines(items: Iterable[Mapping[str, Any]]) -> str:
    """A JSON object a line."""
    return "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items)


def table(items: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """A line each, with a head. Several things in a field stand one after the other, by name."""
    return written(columns, ([_cell(item, column) for column in columns] for item in items))


def written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV (RFC 4180)."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return out.getvalue()


def features(items: Iterable[tuple[str, Mapping[str, Any], Sequence[Point]]], beside: Mapping[str, Any]) -> str:
    """GeoJSON (RFC 7946): a feature each, by IRI, with its points; what stands beside them is for whoever knows it."""
    found = [
        {"type": "Feature", "id": iri, "geometry": _geometry(points), "properties": item} for iri, item, points in items
    ]
    return json.dumps({"type": "FeatureCollection", "features": found, **beside}, ensure_ascii=False)


def _geometry(points: Sequence[Point]) -> dict[str, Any] | None:
    if len(points) < 2:
        return {"type": "Point", "coordinates": points[0]} if points else None
    return {"type": "MultiPoint", "coordinates": list(points)}


def _cell(item: Mapping[str, Any], column: str) -> object:
    name, _, rest = column.partition(".")
    value = item.get(name)
    if isinstance(value, list):
        return "; ".join(str(one.get("label", one.get("iri"))) if isinstance(one, dict) else str(one) for one in value)
    if rest:
        return _cell(value, rest) if isinstance(value, dict) else None
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else value
