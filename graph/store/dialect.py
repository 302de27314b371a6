"""What is known to differ from the standard at an engine, by the name that it gives itself (docs/stores.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to speak to an engine so that it does what SPARQL says.

    batch     lines that an update may have
    describe  what goes before a DESCRIBE
    mends     whether the values in its results have to be put right
    """

    batch: int = 10_000
    describe: str = ""
    mends: bool = False


STANDARD: Final = Dialect()
DIALECTS: Final[dict[str, Dialect]] = {
    # its compiler is out of memory from 5,000 lines on; by itself it describes nothing outside of its default graph;
    # in JSON a boolean is 1 or 0
    "Virtuoso": Dialect(batch=2_000, describe='DEFINE sql:describe-mode "CBD"\n', mends=True),
}


def dialect(software: str) -> Dialect:
    """That of an engine, by the header `Server` of its answers."""
    return DIALECTS.get(software.partition("/")[0], STANDARD)
