"""How many or how much an event tells, in the words of its clause."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse


def quantities(text: str) -> list[str | None]:
    record = RulesExtractor().extract(Document(text, date="2026-03-06"), next(parse([text])))
    return [event.quantity for event in record.events]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("About 200 workers marched outside City Hall on Monday.", ["About 200 workers"]),
        ("Dozens of vendors protested outside City Hall on Monday.", ["Dozens of vendors"]),
        ("Immigration agents arrested 16 fishermen in Duluth on Monday.", ["16 fishermen"]),
        ("Nineteen people were arrested by deputies on Monday.", ["Nineteen people"]),
        ("Governor Ann Lee sent more than 100 troops to Duluth on Monday.", ["more than 100 troops"]),
        ("The state gave the Duluth Food Bank $2 million on Monday.", ["$2 million"]),
        ("Ten churches sued Governor Ann Lee on Monday.", ["Ten churches"]),
        ("The union sued Governor Ann Lee on March 2 over the order.", [None]),
        ("In a 2-1 ruling, the court struck down the order on Monday.", [None]),
        ("Deputies arrested a farmer for two days.", [None]),
        ("The state sued a bank that moved $3 billion on Monday.", [None]),
        ("Deputies arrested a farmer on two counts on Monday.", [None]),
        ("The union praised the mayor of 1600 Summit Avenue.", [None]),
    ],
)
def test_an_amount_is_told_by_the_clause(text: str, told: list[str | None]) -> None:
    assert quantities(text) == told
