"""The agenda: the topics, and how much of the graph is about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.facts import local_name
from graph.naming import topics
from graph.queries import select
from graph.topics.scheme import definitions, iri, labels

if TYPE_CHECKING:
    from graph.store import Store


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic with how many documents, orders, provisions, statements and events are about it."""

    iri: str
    code: str
    label: str
    definition: str
    documents: int
    orders: int
    provisions: int
    statements: int
    events: int


def agenda(store: Store, topic: str | None = None) -> tuple[TopicLine, ...]:
    """All topics by code, or those that a code, a name or an IRI means. Raises NotFound."""
    wanted = topics(topic) if topic else [iri(code) for code in labels()]
    counts: dict[tuple[str, str], int] = {}
    for row in select(store, "topics", {"topic": wanted}):
        counts[row["topic"].value, local_name(row["kind"].value)] = int(row["things"].value)
    return tuple(_line(one.value, counts) for one in wanted)


def _line(topic: str, counts: dict[tuple[str, str], int]) -> TopicLine:
    kinds = ("Document", "Order", "Provision", "Statement", "Event")
    code = local_name(topic)
    return TopicLine(
        topic, code, labels()[code], definitions()[code], *(counts.get((topic, kind), 0) for kind in kinds)
    )
