"""What orders require, prohibit, permit, establish, declare, reaffirm and revoke."""

from __future__ import annotations

from graph.extract.reading import ProvisionDraft, Reading


def provisions(reading: Reading) -> list[ProvisionDraft]:
    """Every norm of the orders that a document reports or is, in order."""
    return []
