"""What events a text tells of, as tests compare them."""

from __future__ import annotations

from graph.extract.events.events import events
from graph.extract.reading import EventDraft, read
from graph.extract.statements.statements import statements
from graph.model import Document
from graph.parse import parse

Told = tuple[str, str, str | None, str | None]
MAYOR = "Mayor Dana Whitfield of Lakewood issued an executive order that bans camping in parks. "
ORDER = "executive order"


def drafts(text: str) -> list[EventDraft]:
    """The events of a text, as they are read."""
    reading = read(Document(text), next(parse([text])))
    return events(reading, statements(reading))


def reported(text: str) -> list[Told]:
    """Type, status, actor, recipient of every event."""
    return [
        (v.type.value, v.status.value, v.actor and v.actor.name, v.recipient and v.recipient.name) for v in drafts(text)
    ]
