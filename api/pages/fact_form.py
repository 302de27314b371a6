"""The form in which a reader corrects a fact: each of its fields, with what it is now and what it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.fact_fields import FIELDS, Fact, Handle
from graph.judgement import Family
from graph.model import Record, Relation

_SEVERAL = "; "


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a fact: `value` as it is now, "" for none; `choices` what it may be, none of them for any words."""

    name: str
    value: str
    choices: tuple[str, ...]
    needed: bool


def fields_of(record: Record, handle: Handle, fact: Fact) -> tuple[Field, ...]:
    """The fields of a fact that can be corrected; its record is as judged."""
    known = FIELDS[handle.family]
    return tuple(
        Field(name, _value(record, handle, fact, name), _choices(record, handle, name), name in known.needed)
        for name in known.names
        if not _is_fixed(handle, fact, name)
    )


def changed(fields: tuple[Field, ...], sent: Mapping[str, str]) -> dict[str, str]:
    """What a reader has made of the fields: those that are another than they were."""
    return {one.name: sent[one.name] for one in fields if sent.get(one.name, one.value).strip() != one.value}


def _is_fixed(handle: Handle, fact: Fact, name: str) -> bool:
    """Whether a field stays as it is: which order a detail is of; that a relation has an object, or else a value."""
    if handle.family is Family.DETAIL:
        return name == "order"
    return isinstance(fact, Relation) and name in ("object", "value") and getattr(fact, name) is None


def _value(record: Record, handle: Handle, fact: Fact, name: str) -> str:
    value = getattr(fact, name)
    if name in FIELDS[handle.family].parties:
        names = {entity.id: entity.name for entity in record.entities}
        return _SEVERAL.join(names[one] for one in _several(value))
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value or "")


def _several(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _choices(record: Record, handle: Handle, name: str) -> tuple[str, ...]:
    fields = FIELDS[handle.family]
    if name in fields.parties:
        return tuple(sorted({entity.name for entity in record.entities}, key=str.casefold))
    if name in fields.flags:
        return ("true", "false")
    kinds = fields.values[name]
    return () if kinds is None else tuple(kinds)
