"""What reading by a hosted language model took and what was not taken over from it, for programs and for people."""

from __future__ import annotations

from collections import Counter
from typing import Any

from api.commands import console
from graph.account import Account


def figures(account: Account) -> dict[str, Any]:
    """For programs; `rejected` counts by family and reason."""
    return {
        "requests": account.requests,
        "tokens_in": account.tokens_in,
        "tokens_out": account.tokens_out,
        "cost": None if account.cost is None else round(account.cost, 6),
        "moved": account.moved,
        "rejected": dict(_reasons(account)),
    }


def tell(account: Account) -> None:
    """For people, on standard error."""
    cost = "" if account.cost is None else f", which cost {account.cost:,.4f}"
    tokens = f"{account.tokens_in:,} tokens read and {account.tokens_out:,} written{cost}"
    requests = f"{account.requests:,} request{'' if account.requests == 1 else 's'}"
    console.note(f"language model: {requests}, {tokens}")
    if account.moved:
        console.note(f"moved to their exact place in the text: {account.moved:,}")
    for reason, number in _reasons(account):
        console.note(f"rejected: {number:,} × {reason}")


def _reasons(account: Account) -> list[tuple[str, int]]:
    """Reasons with their numbers, the commonest first."""
    return Counter(f"{one.family}: {one.reason}" for one in account.rejected).most_common()
