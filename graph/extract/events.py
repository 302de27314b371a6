"""Political interactions by PLOVER's sixteen types."""

from __future__ import annotations

from graph.extract.reading import EventDraft, Reading, StatementDraft


def events(reading: Reading, statements: list[StatementDraft]) -> list[EventDraft]:
    """Every event of a document, in order; statements give those that are acts of speech."""
    return []
