"""What the Reconciliation Service API 0.2 says of each answer, as JSON schemas: ours, by its text (the
group's own are in no package). They allow nothing that it does not name."""

from __future__ import annotations

from typing import Any

TEXT = {"type": "string"}
ID = {"type": "string", "minLength": 1}
TEMPLATE = {"type": "string", "pattern": r"^https?://[^{}]*\{\{id\}\}$"}


def shape(needed: dict[str, Any], also: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with members that must, and others that may, be there."""
    members = needed | (also or {})
    return {"type": "object", "properties": members, "required": [*needed], "additionalProperties": False}


def several(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items} | more


KIND = shape({"id": ID, "name": ID}, {"description": TEXT, "broader": several({"type": "object"})})
FEATURE = shape({"id": ID, "value": {"type": ["boolean", "number"]}})
SERVICE = shape({"service_url": {"type": "string", "pattern": "^https?://"}, "service_path": TEXT})
MANIFEST = shape(
    {
        "versions": several(TEXT, contains={"const": "0.2"}),
        "name": ID,
        "identifierSpace": {"type": "string", "format": "uri", "pattern": "^https?://"},
        "schemaSpace": {"type": "string", "format": "uri", "pattern": "^https?://"},
    },
    {
        "documentation": {"type": "string", "pattern": "^https?://"},
        "serviceVersion": TEXT,
        "logo": {"type": "string", "pattern": "^https?://"},
        "view": shape({"url": TEMPLATE}),
        "defaultTypes": several(KIND, uniqueItems=True),
        "suggest": shape({}, {"entity": SERVICE, "property": SERVICE, "type": SERVICE}),
        "preview": shape({"url": TEMPLATE, "width": {"type": "integer"}, "height": {"type": "integer"}}),
        "extend": shape({}, {"propose_properties": SERVICE, "property_settings": several({"type": "object"})}),
        "batchSize": {"type": "integer", "minimum": 1},
    },
)
CANDIDATE = shape(
    {"id": ID, "name": ID, "score": {"type": "number"}},
    {"description": TEXT, "type": several(KIND), "features": several(FEATURE), "match": {"type": "boolean"}},
)
RESULTS = {"type": "object", "additionalProperties": shape({"result": several(CANDIDATE)})}
ENTITIES = shape({"result": several(shape({"id": ID, "name": ID}, {"description": TEXT, "notable": several(KIND)}))})
TYPES = shape({"result": several(KIND)})
PROPERTIES = shape({"result": several(shape({"id": ID, "name": ID}, {"description": TEXT}))})
PROPOSED = shape(
    {"properties": several(shape({"id": ID, "name": ID})), "type": TEXT}, {"limit": {"type": "integer", "minimum": 1}}
)
CELL = {
    "oneOf": [
        shape({}),
        shape({"id": ID, "name": ID}, {"description": TEXT}),
        shape({"str": TEXT}),
        shape({"float": {"type": "number"}}),
        shape({"int": {"type": "integer"}}),
        shape({"date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?$"}}),
    ]
}
EXTENSION = shape(
    {
        "meta": several(shape({"id": ID, "name": ID}, {"type": shape({"id": ID}, {"name": TEXT}), "service": TEXT})),
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": several(CELL)},
        },
    }
)
