"""The ledger resolves orders one by one as graph/resolve does all at once."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.case import ANNOTATED
from graph.ledger import Ledger
from graph.model import Document, EntityType, Record
from graph.resolve import Profile, paths
from graph.resolve.profile import Seat

WORDS = ["asylum", "curfew", "drone", "fentanyl", "opioid", "wildfire"]
DAY = st.sampled_from([None, "2025-01-20", "2025-01-21", "2025-06-03"])
MAYOR = (Seat("mayor", "boston"),)
SAYINGS = st.builds(
    Profile,
    type=st.just(EntityType.ORDER),
    block=st.just("order/wu"),
    name=st.sampled_from(["order", "Michelle Wu's order", "Safer at Home"]),
    seats=st.sampled_from([(), MAYOR]),
    issuer=st.sampled_from(["Michelle Wu", "Tom Wu"]),
    kind=st.sampled_from(["ExecutiveOrder", "Proclamation"]),
    number=st.sampled_from([None, None, "1", "2"]),
    signed=DAY,
    published=DAY,
    words=st.lists(st.sampled_from(WORDS), max_size=4, unique=True).map(lambda some: tuple(sorted(some))),
)
READINGS = st.lists(st.tuples(st.integers(0, 5), st.lists(SAYINGS, max_size=3)), min_size=1, max_size=10)


@settings(max_examples=60)
@given(READINGS)
def test_orders_of_documents_that_come_change_and_go_are_what_they_are_all_at_once(
    readings: list[tuple[int, list[Profile]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.db") as ledger:
        documents = [Document(f"Document number {n}.") for n in range(6)]
        for document in documents:
            ledger.put(document, Record(document.id, ANNOTATED))
        there: dict[str, dict[str, Profile]] = {}
        for number, said in readings:
            document_id = documents[number].id
            drawn = {f"o{n}": _of(profile, document_id) for n, profile in enumerate(said)}
            with ledger.transaction():
                ledger.things.place(document_id, drawn)
            there[document_id] = drawn
        found = paths({profile for some in there.values() for profile in some.values()})
        assert {one: ledger.things.paths_of(one) for one in there} == {
            one: {entity: found[profile] for entity, profile in some.items()} for one, some in there.items()
        }


def _of(profile: Profile, document_id: str) -> Profile:
    """What a document says."""
    return replace(profile, document=document_id)
