"""The form at the head of a page: a field for each parameter of the address, or of a question, by its description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi.routing import APIRoute
from starlette.requests import Request

from api.choosing import PREDICATES
from api.known import parameters
from api.wire import ParameterOut
from graph.model import EntityType, EventStatus, EventType
from graph.network import MEASURES, Period
from graph.status import LABELS
from graph.topics.scheme import labels

CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "predicate": tuple(dict.fromkeys(PREDICATES)),
    "topic": tuple(labels().values()),
    "status": tuple(EventStatus),
    "type": (*EntityType, "Office"),
    "by": tuple(Period),
    "measure": tuple(MEASURES),
}
"""All that fits a parameter, whatever address has it."""
KINDS: Final = {"since": "date", "until": "date"} | dict.fromkeys(
    ("confidence", "limit", "k", "members", "facts"), "number"
)
FITTING: Final[Mapping[str, Sequence[str]]] = {
    "event type": tuple(EventType),
    "event status": tuple(EventStatus),
    "order status": tuple(LABELS.values()),
    "class": tuple(EntityType),
    "topic": CHOICES["topic"],
}
"""All that fits a parameter of a question, by its kind."""
INPUTS: Final = {"day": "date", "number": "number", "share": "number"}
NAMES: Final = frozenset({"order", "entity", "actor", "place"})
"""Kinds of a question's parameters that are things of the graph."""
NAMED: Final = frozenset({"of", "with", "who", "against", "from", "to", "avoid"})
"""Parameters that are things of the graph, whatever address has them."""
READS: Final = {"k": "How many", "avoid": "Not through"}
LEFT_OUT: Final = frozenset({"format", "offset", "after"})
ASIDE: Final = frozenset(
    {"predicate", "topic", "status", "since", "until", "confidence", "limit", "facts", "members", "avoid", "k"}
)
"""What most people do not ask: the fields that stand folded."""


@dataclass(frozen=True, slots=True)
class Field:
    """One control: of what fits, all `choices` where these are known; `kind` is that of an <input>. `is_name`: it asks
    for a thing of the graph."""

    name: str
    reads: str
    help: str
    needed: bool
    choices: Sequence[str]
    kind: str
    value: str
    is_given: bool
    is_name: bool = False

    @property
    def is_aside(self) -> bool:
        """Whether it stands folded."""
        return self.name in ASIDE


def fields(request: Request) -> list[Field]:
    """The fields for what a request asks: one for each value of what may be given several times."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    asked = [one for one in parameters(route) if one["in"] == "query" and one["name"] not in LEFT_OUT]
    return [field for one in asked for field in _fields(one, request.query_params.getlist(one["name"]))]


def of_question(
    asked: Iterable[ParameterOut], given: Mapping[str, Sequence[str]], proposed: Mapping[str, str]
) -> list[Field]:
    """The fields of a question: what is `given`, or for what it needs what is `proposed`."""
    return [
        Field(
            name=one.name,
            reads=one.name.capitalize(),
            help=one.help,
            needed=one.required,
            choices=FITTING.get(one.kind, ()),
            kind=INPUTS.get(one.kind, "text"),
            value=value,
            is_given=one.name in given,
            is_name=one.kind in NAMES,
        )
        for one in asked
        for value in given.get(one.name) or [proposed.get(one.name, "") if one.required else ""]
    ]


def _fields(one: Mapping[str, Any], values: Iterable[str]) -> Iterator[Field]:
    name, default = one["name"], _default(one["schema"])
    given = [value for value in values if value]
    for value in given or [default]:
        yield Field(
            name=name,
            reads=READS.get(name, name.capitalize()),
            help=one.get("description", ""),
            needed=bool(one.get("required") or default),
            choices=CHOICES.get(name, ()),
            kind=KINDS.get(name, "text"),
            value=value,
            is_given=bool(given) and value != default,
            is_name=name in NAMED,
        )


def _default(schema: Mapping[str, Any]) -> str:
    """What is meant where nothing is given; of several values the first."""
    value = schema.get("default", "")
    return str(value[0]) if isinstance(value, list) else str(value)
