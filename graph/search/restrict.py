"""Filters as conditions of SQL on a document's graph `g`."""

from __future__ import annotations

import json

from graph.search.terms import Filters


def restriction(filters: Filters, base_iri: str) -> tuple[str, tuple[str, ...]]:
    """The conditions, each with AND before it, and their values; nothing where any document will do."""
    said: list[tuple[str, str]] = []
    if filters.documents:
        said.append((_NAMED, json.dumps([f"{base_iri}id/document/{one}" for one in filters.documents])))
    if filters.since:
        said.append(("g.day >= ?", filters.since))
    if filters.until:
        said.append(("g.day <= ?", filters.until))
    if filters.of is not None:
        said.append((_SPEAKING, json.dumps([one.removeprefix(f"{base_iri}id/") for one in filters.of])))
    return "".join(f" AND {condition}" for condition, _ in said), tuple(value for _, value in said)


_NAMED = "g.name IN (SELECT value FROM json_each(?))"
_SPEAKING = """g.id IN (SELECT m.graph FROM mentions m JOIN names n ON n.id = m.name
               WHERE n.path IN (SELECT value FROM json_each(?)))"""
