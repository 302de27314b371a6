"""Which order or norm a text means by "the order", "the decision", "the second"."""

from __future__ import annotations

from graph.extract.reading import Reading, read
from graph.model import Document
from graph.parse import parse


def _read(text: str) -> Reading:
    return read(Document(text), next(parse([text])))


def _norms(text: str) -> list[list[str]]:
    """The mentions of each order or policy, in order."""
    return [[m.span.text for m in r.mentions] for r in _read(text).referents if r.type.value in ("Order", "Policy")]


def test_a_decision_spoken_of_later_is_the_order() -> None:
    text = (
        "Mayor Ann Lee signed an executive order on Monday that closes the pier. The order takes effect at once. "
        "Councilman Bob Roe called the decision a disgrace."
    )
    assert _norms(text) == [["an executive order", "The order", "the decision"]]


def test_another_persons_order_is_another_order() -> None:
    text = (
        "Gov. Ann Lee signed an order on masks on Monday. The order binds schools. "
        "Mayor Bob Roe issued an order of his own on Tuesday. Roe's order goes further than Lee's order."
    )
    assert _norms(text) == [["an order", "The order", "Lee's order"], ["an order", "Roe's order"]]


def test_an_order_of_another_day_is_another_order() -> None:
    text = (
        "Gov. Ann Lee signed an executive order on May 3. The May 3 order closed bars. "
        "Her June 9 order closed gyms as well."
    )
    assert _norms(text) == [["an executive order", "The May 3 order"], ["Her June 9 order"]]
