"""What people are reported to have said, by the cue that reports it."""

from __future__ import annotations

from graph.extract.reading import Reading, StatementDraft


def statements(reading: Reading) -> list[StatementDraft]:
    """Every attributed statement of a document, in order."""
    return []
