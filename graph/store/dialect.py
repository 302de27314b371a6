"""What is known to differ from the standard at an engine, by the name that it gives itself (docs/stores.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ontology.terms import GEO, XSD


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to speak to an engine so that it does what SPARQL says.

    batch     lines that an update has where it does not matter
    whole     lines that one may have which is to be one step
    query     what goes before a query
    describe  what goes before a DESCRIBE, too
    veiled    datatypes that it would make others of: they are kept under names of ours
    mends     whether the values in its results have to be put right
    """

    batch: int = 10_000
    whole: int = 100_000  # 20 MB
    query: str = ""
    describe: str = ""
    veiled: frozenset[str] = frozenset()
    mends: bool = False


STANDARD: Final = Dialect()
DIALECTS: Final[dict[str, Dialect]] = {
    # its compiler is out of memory from 5,000 lines on; the order of joins that it chooses itself takes minutes where
    # that of the text takes milliseconds, and loses rows (question 15); by itself it describes nothing outside of its
    # default graph; it rounds what is on a map, and refuses
    # durations or gives P1D as PT86400S; in JSON a boolean is 1 or 0
    "Virtuoso": Dialect(
        batch=2_000,
        whole=2_000,
        query='DEFINE sql:select-option "order"\n',
        describe='DEFINE sql:describe-mode "CBD"\n',
        veiled=frozenset(
            one.value for one in (GEO.wktLiteral, XSD.duration, XSD.dayTimeDuration, XSD.yearMonthDuration)
        ),
        mends=True,
    ),
}


def dialect(software: str) -> Dialect:
    """That of an engine, by the header `Server` of its answers."""
    return DIALECTS.get(software.partition("/")[0], STANDARD)
