"""What asking a hosted language model took, and what of its answers was not taken over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that a language model answered and that was not taken over: its family, the reason, its words."""

    family: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Account:
    """What reading by a hosted language model took, and what became of its answers.

    `cost` is in the currency of the prices that were set, None where none was. `moved` counts spans that stand in the
    text in slightly other characters, and were moved to their exact place.
    """

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None
    moved: int = 0
    rejected: tuple[Rejection, ...] = ()

    def __add__(self, other: Account) -> Account:
        """The account of both together."""
        known = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Account(
            self.requests + other.requests,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            sum(known) if known else None,
            self.moved + other.moved,
            self.rejected + other.rejected,
        )
