"""Long texts are read part by part, into one record that reads as if the parts were one text."""

from __future__ import annotations

import pytest

from graph.extract import long_texts
from graph.extract.long_texts import in_parts, joined
from graph.extract.rules import RulesExtractor
from graph.model import Document, Record
from graph.parse import parse

FIRST = (
    "Mayor Ann Lee of Dayton signed Executive Order 2025-07 on Monday. The order requires agencies to close early. "
    "Gov. Bob Roe called the order a stunt."
)
SECOND = "Ann Lee defended the closing on Friday. “We had no choice,” Lee said."


def _read(text: str) -> Record:
    return RulesExtractor().extract(Document(text), next(parse([text])))


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_texts, "PART", 210)


def _told(record: Record) -> set[tuple[str, ...]]:
    """Facts by the names of their participants."""
    name = {e.id: e.name for e in record.entities}
    return (
        {(name[s.speaker], s.evidence.text) for s in record.statements}
        | {(name[p.order], p.kind.value, p.evidence.text) for p in record.provisions}
        | {(name[r.subject], r.predicate.value, name[r.object] if r.object else str(r.value)) for r in record.relations}
    )


@pytest.mark.usefixtures("short_parts")
def test_a_text_in_parts_tells_what_its_paragraphs_tell_and_names_each_thing_once() -> None:
    text = f"{FIRST}\n\n{SECOND}"
    whole = _read(text)
    assert _told(whole) == _told(_read(FIRST)) | _told(_read(SECOND))
    assert [e.name for e in whole.entities].count("Ann Lee") == 1
    evidence = [f.evidence for f in (*whole.statements, *whole.provisions, *whole.relations, *whole.events)]
    mentions = [m for e in whole.entities for m in e.mentions]
    assert all(text[e.start : e.end] == e.text for e in evidence + mentions)


@pytest.mark.usefixtures("short_parts")
def test_a_short_text_is_read_whole() -> None:
    document, doc = Document(SECOND), next(parse([SECOND]))
    asked: list[str] = []

    def extract(part: Document, _: object) -> Record:
        asked.append(part.text)
        return _read(part.text)

    assert in_parts(document, doc, extract) == _read(SECOND)
    assert asked == [SECOND]


def test_a_counterparty_of_a_later_part_is_the_entity_of_that_name() -> None:
    told = "Mayor Ana Reyes signed an order. It requires landlords to report to the Fire Department within two weeks."
    first, later = _read(FIRST), _read(told)
    (norm,) = joined([(0, first), (len(FIRST) + 2, later)]).provisions[len(first.provisions) :]
    names = {e.id: e.name for e in joined([(0, first), (len(FIRST) + 2, later)]).entities}
    assert (names[norm.counterparty or ""], norm.due) == ("Fire Department", "P14D")


def test_an_event_of_a_later_part_stays_under_its_statement() -> None:
    told = "Ann Lee accused the council of waste. Bob Roe said that the council raided the shop on Friday."
    first, later = _read(FIRST), _read(told)
    whole = joined([(0, first), (len(FIRST) + 2, later)])
    within = [whole.statements[v.attributed_to].evidence.text for v in whole.events if v.attributed_to is not None]
    assert within == [
        later.statements[v.attributed_to].evidence.text for v in later.events if v.attributed_to is not None
    ]
