"""Where an order governs."""

from __future__ import annotations

from graph.extract.rules import RulesExtractor
from graph.model import Document, Predicate
from graph.parse import parse


def _reach(text: str) -> set[tuple[str, str]]:
    """Order and place, by name."""
    document = Document(text)
    record = RulesExtractor().extract(document, next(parse([text])))
    names = {e.id: e.name for e in record.entities}
    return {
        (names[r.subject], names[r.object])
        for r in record.relations
        if r.predicate is Predicate.APPLIES_IN and r.object
    }


def test_an_order_governs_its_issuers_own_jurisdiction() -> None:
    text = (
        "BOISE, Idaho — Gov. Ann Lee of Idaho signed Executive Order 2025-07 on Monday. It requires agencies to close."
    )
    assert _reach(text) == {("Executive Order 2025-07", "Idaho")}


def test_an_order_that_names_its_reach_governs_there_and_nowhere_else() -> None:
    text = (
        "Gov. Ann Lee of Ohio signed Executive Order 2025-07 on Monday. "
        "The order bars pumps from selling fuel in Dayton, Toledo and Akron."
    )
    assert _reach(text) == {
        ("Executive Order 2025-07", "Dayton"),
        ("Executive Order 2025-07", "Toledo"),
        ("Executive Order 2025-07", "Akron"),
    }


def test_what_comes_from_another_state_does_not_move_the_order_there() -> None:
    text = (
        "Premier Ann Lee of Ontario signed Directive 7 on Monday. "
        "The directive bars stores from selling wine made in Kentucky."
    )
    assert _reach(text) == {("Directive 7", "Ontario")}
