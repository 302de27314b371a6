"""Binary facts: offices, parties, spokespeople, issuers, reach, bearers, norms, and who opposes or supports what."""

from __future__ import annotations

from graph.extract.reading import EventDraft, ProvisionDraft, Reading, RelationDraft, StatementDraft


def relations(
    reading: Reading,
    statements: list[StatementDraft],
    provisions: list[ProvisionDraft],
    events: list[EventDraft],
) -> list[RelationDraft]:
    """Every binary fact of a document, in order."""
    return []
