"""The ledger finds one by one whom offices mean, as graph/resolve finds it of all documents at once."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.case import ANNOTATED
from graph.ledger import Ledger
from graph.model import Document, Entity, EntityType, Evidence, Predicate, Record, Relation
from graph.resolve import together

Case = tuple[Document, Record]
PEOPLE = st.sampled_from(
    [
        ("governor of Oregon", None),
        ("Oregon’s governor", None),
        ("former governor of Oregon", None),
        ("mayor of Salem", None),
        ("Kate Brown", "Governor of Oregon"),
        ("Kate Brown", "Mayor of Salem"),
        ("Kate Brown", "former Governor of Oregon"),
        ("K. Brown", "Governor of Oregon"),
        ("Brown", "Governor of Oregon"),
        ("Jerry Brown", "Governor of Oregon"),
        ("Tina Kotek", "Governor of Oregon"),
        ("Tina Kotek", "Governor-elect of Oregon"),
        ("Tina Kotek", "acting Governor of Oregon"),
    ]
)
DAYS = st.sampled_from([None, "2023-01", "2022-12-10", "2022-12-31", "2023-01-10", "2023-02-01", "2023-03-05"])
READINGS = st.lists(
    st.tuples(st.integers(0, 6), DAYS, st.none() | st.lists(PEOPLE, max_size=2)), min_size=2, max_size=14
)


def story(number: int, day: str | None, people: list[tuple[str, str | None]]) -> Case:
    """A document that names some people, some of whom it gives an office."""
    text = " ".join(f"{name} spoke." for name, _ in people)
    document = Document(text or "Nobody spoke.", date=day, url=f"https://papers.example/{number}")
    said, at = [], 0
    for name, _ in people:
        said.append(Evidence(at, at + len(name), name))
        at += len(f"{name} spoke. ")
    entities = (Entity(f"p{n}", EntityType.PERSON, one.text, (one,)) for n, one in enumerate(said))
    held = (
        Relation(f"p{n}", Predicate.HOLDS_OFFICE, said[n], value=office)
        for n, (_, office) in enumerate(people)
        if office
    )
    return document, Record(document.id, ANNOTATED, tuple(entities), tuple(held))


@settings(max_examples=80, deadline=None)
@given(READINGS)
def test_whom_offices_mean_in_documents_that_come_change_and_go_is_whom_they_mean_all_at_once(
    readings: list[tuple[int, str | None, list[tuple[str, str | None]] | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.db") as ledger:
        there: dict[int, Case] = {}
        for number, day, people in readings:
            if people is not None:
                there[number] = story(number, day, people)
                ledger.put(*there[number])
            elif number in there:
                ledger.delete(there.pop(number)[0].id)
        found = {document.id: ledger.things.paths_of(document.id) for document, _ in there.values()}
        known = together(list(there.values()))
        assert found == {id_: {entity: path for entity, path in some.items() if path} for id_, some in known.items()}
