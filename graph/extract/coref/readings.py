"""The readings of a mention that may mean several things, and the likeliest of them by learned weights.

Which norm or collective a mention means is told by traits; how much each trait weighs is learned
(`lexicons/coref_weights.csv`, fitted by `tests/gold/fit_coref.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from graph.extract.lexicon import rows
from graph.extract.mention import Mention
from graph.extract.referent import Referent

Traits = dict[str, float]


@dataclass(frozen=True, slots=True)
class Option:
    """One reading of a mention. `referent`: a thing met before, None where there is none. `kind`: of norms "old", "new"
    or "none" (nothing of ours); of collectives "same" or "other"."""

    kind: str
    referent: Referent | None
    traits: Traits


Decide = Callable[[Mention, Sequence[Option]], Option]


@cache
def _weights() -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for row in rows("coref_weights"):
        table.setdefault(row["option"], {})[row["trait"]] = float(row["weight"])
    return table


def weigh(option: Option) -> float:
    """The score of a reading: a weighted sum of its traits."""
    weights = _weights().get(option.kind, {})
    return sum(weights.get(name, 0.0) * value for name, value in option.traits.items())


def likeliest(mention: Mention, options: Sequence[Option]) -> Option:
    """The reading that scores highest; the earlier of equals."""
    return max(options, key=weigh)
