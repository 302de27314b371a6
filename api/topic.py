"""Topics on the wire."""

from __future__ import annotations

from api import links
from api.wire import Wire
from graph.agenda import TopicLine


class TopicOut(Wire):
    """A topic, how many documents, orders, provisions, statements, events are about it, and where those are listed."""

    iri: str
    code: str
    label: str
    definition: str
    href: str
    documents: int
    orders: int
    provisions: int
    statements: int
    events: int
    documents_href: str
    orders_href: str
    statements_href: str
    events_href: str


def topic_out(line: TopicLine) -> TopicOut:
    """A topic with its addresses."""
    lists = {f"{name}_href": f"/{name}?topic={line.code}" for name in ("documents", "orders", "statements", "events")}
    return TopicOut(
        iri=line.iri,
        code=line.code,
        label=line.label,
        definition=line.definition,
        href=links.topic_page(line.code),
        documents=line.documents,
        orders=line.orders,
        provisions=line.provisions,
        statements=line.statements,
        events=line.events,
        **lists,
    )
