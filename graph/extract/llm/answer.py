"""The shape of a language model's answer: one table that makes the JSON schema and that answers are held to.

It is the shape of FORMAT.md, with the words of evidence on every fact. Optional fields are null where there is nothing
to say, because strict schemas know no field that may be missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from graph.account import Rejection
from graph.model import EntityType, EventStatus, EventType, Predicate, ProvisionKind, Stance

Item = dict[str, Any]
Answer = dict[str, list[Item]]


class MalformedError(ValueError):
    """What was answered is not such an object at all; says how it is not."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of an item: a JSON type, its choices where it has any, and whether it may be null."""

    type: str = "string"
    choices: tuple[str, ...] = ()
    optional: bool = False

    def schema(self) -> dict[str, Any]:
        """The field as JSON schema."""
        made: dict[str, Any] = {"type": [self.type, "null"] if self.optional else self.type}
        if self.type == "array":
            made["items"] = {"type": "string"}
        if self.choices:
            made["enum"] = [*self.choices, None] if self.optional else list(self.choices)
        return made

    def read(self, value: Any) -> Any:
        """The value, a choice in its own spelling; of an empty optional string or list, nothing. Raises ValueError."""
        if self.optional and value in (None, "", []):
            return None
        if self.type == "boolean" and isinstance(value, bool):
            return value
        if self.type == "array" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        if self.type == "string" and isinstance(value, str) and value.strip():
            return self._choice(value) if self.choices else value
        raise ValueError

    def _choice(self, value: str) -> str:
        for choice in self.choices:
            if choice.casefold() == value.strip().casefold():
                return choice
        raise ValueError


def _of(kind: Iterable[str], optional: bool = False) -> Slot:
    return Slot(choices=tuple(kind), optional=optional)


SHOWN: Final = 200  # characters of what was rejected

TEXT: Final = Slot()
MAYBE: Final = Slot(optional=True)
LIST: Final = Slot("array")

FAMILIES: Final[dict[str, dict[str, Slot]]] = {
    "entities": {"id": TEXT, "type": _of(EntityType), "name": TEXT, "mentions": LIST},
    "relations": {"s": TEXT, "p": _of(Predicate), "o": MAYBE, "value": MAYBE, "text": TEXT},
    "provisions": {
        "order": TEXT,
        "kind": _of(ProvisionKind),
        "bearer": MAYBE,
        "text": TEXT,
        "condition": MAYBE,
        "deadline": MAYBE,
    },
    "statements": {
        "speaker": TEXT,
        "text": TEXT,
        "direct": Slot("boolean"),
        "about": Slot("array", optional=True),
        "stance": _of(Stance, optional=True),
    },
    "events": {
        "type": _of(EventType),
        "actor": MAYBE,
        "recipient": MAYBE,
        "place": MAYBE,
        "status": _of(EventStatus),
        "time": MAYBE,
        "quantity": MAYBE,
        "text": TEXT,
    },
}


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, within what strict structured output allows."""
    return _object({family: {"type": "array", "items": _item(slots)} for family, slots in FAMILIES.items()})


def _item(slots: dict[str, Slot]) -> dict[str, Any]:
    return _object({name: slot.schema() for name, slot in slots.items()})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def read(content: str) -> tuple[Answer, list[Rejection]]:
    """An answer's items that have the right shape, and those that have not. Raises MalformedError.

    `start`, which FORMAT.md has on predictions, is kept where it is a number; other fields that we did not ask for are
    passed over.
    """
    value = _object_in(content)
    if missing := [family for family in FAMILIES if not isinstance(value.get(family), list)]:
        raise MalformedError(f"it has no list of {', '.join(missing)}")
    answer: Answer = {family: [] for family in FAMILIES}
    rejected = []
    for family, slots in FAMILIES.items():
        for item in value[family]:
            try:
                answer[family].append(_read_item(item, slots))
            except ValueError as error:
                rejected.append(Rejection(family, f"malformed: {error}", _words_of(item)))
    return answer, rejected


def _read_item(item: Any, slots: dict[str, Slot]) -> Item:
    if not isinstance(item, dict):
        raise ValueError("no object")
    found: Item = {}
    for name, slot in slots.items():
        try:
            found[name] = slot.read(item.get(name))
        except ValueError:
            raise ValueError(name) from None
    start = item.get("start")
    return found | ({"start": start} if isinstance(start, int) and not isinstance(start, bool) else {})


def _words_of(item: Any) -> str:
    words = (item.get("text") or item.get("name")) if isinstance(item, dict) else None
    return short(words if isinstance(words, str) else json.dumps(item, ensure_ascii=False))


def short(words: str) -> str:
    """The beginning of some words, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _object_in(content: str) -> dict[str, Any]:
    """The JSON object of an answer; models wrap it into thoughts and code fences where nothing constrains them."""
    content = re.sub(r"^\s*<think>.*?</think>", "", content, flags=re.DOTALL)
    begin = content.find("{")
    if begin < 0:
        raise MalformedError("it is not JSON")
    try:
        value, _ = json.JSONDecoder().raw_decode(content, begin)
    except (json.JSONDecodeError, RecursionError) as error:
        raise MalformedError(f"it is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise MalformedError("it is not a JSON object")
    return value
