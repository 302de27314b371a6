"""Case files (FORMAT.md): the document in them; what they annotate is for `evaluate`, not for reading."""

from __future__ import annotations

import json

from graph.errors import InputError
from graph.model import Document
from graph.sources.decode import decode

_FIELDS = ("title", "url", "publisher", "author", "date")


def read_case_document(data: bytes, source: str) -> Document:
    """The document of a .json case: `text`, and `title`, `url`, `publisher`, `author`, `date` where it has them."""
    try:
        case = json.loads(decode(data, source))
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(source, f"is not JSON: {error}") from error
    if not isinstance(case, dict) or not isinstance(case.get("text"), str):
        raise InputError(source, 'is not a case: it needs at least {"text": "…"}')
    fields = {field: case.get(field) or None for field in _FIELDS}
    if wrong := [field for field, value in fields.items() if not isinstance(value, str | None)]:
        raise InputError(source, f"is not a well-formed case: {wrong[0]!r} must be a string")
    return Document(text=case["text"], **fields)
