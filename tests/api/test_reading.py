"""The reading view's segments."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.reading import Mark, Segment, cut, marks_css, marks_of, paragraphs_of, read
from graph import fact_fields
from graph.case import read_case
from graph.model import Evidence
from graph.topics import topics
from tests.graph.told import blocked

GOLD = Path(__file__).parents[1] / "gold"
CASES = sorted(GOLD.glob("dev/*.json"))


def test_overlapping_spans_are_cut_where_each_begins_and_ends() -> None:
    text = "Trump threatened Chicago."
    marks = [
        Mark(Evidence(0, 24, text[:24]), "event", "E1"),
        Mark(Evidence(0, 5, "Trump"), "entity", entity="e1"),
        Mark(Evidence(6, 25, text[6:25]), "statement", "S1"),
    ]

    assert list(cut(text, 0, len(text), marks)) == [
        Segment("Trump", ("char=0,24", "char=0,5"), ("E1",), ("event",), ("E1",), "e1"),
        Segment(" ", (), (), ("event",), ("E1",), ""),
        Segment("threatened Chicago", ("char=6,25",), ("S1",), ("event", "statement"), ("E1", "S1"), ""),
        Segment(".", (), (), ("statement",), ("S1",), ""),
    ]


def test_a_span_over_two_paragraphs_is_marked_in_both_and_anchored_in_the_first() -> None:
    text = "One two.\n\nThree four."
    mark = Mark(Evidence(4, 15, text[4:15]), "statement", "S1")

    first = list(cut(text, 0, 8, [mark]))
    second = list(cut(text, 10, 21, [mark]))

    assert [(s.text, s.anchors, s.numbers) for s in first + second] == [
        ("One ", (), ()),
        ("two.", ("char=4,15",), ("S1",)),
        ("Three", (), ("S1",)),
        (" four.", (), ()),
    ]


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab \n<&é😀", min_size=1, max_size=60))
    marks = []
    for number in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(Evidence(start, end, text[start:end]), "statement", f"S{number}"))
    return text, marks


@given(_marked())
def test_segments_joined_give_the_text_and_each_mark_covers_exactly_its_span(marked: tuple[str, list[Mark]]) -> None:
    text, marks = marked
    segments = list(cut(text, 0, len(text), marks))

    assert "".join(s.text for s in segments) == text
    for mark in marks:
        assert "".join(s.text for s in segments if mark.label in s.numbers) == mark.evidence.text


@given(st.text(alphabet="ab \n\t", max_size=60))
def test_paragraphs_leave_out_nothing_but_white_space(text: str) -> None:
    spans = list(paragraphs_of(text))

    assert "\n".join(text[a:b] for a, b in spans).split() == text.split()
    assert all(text[a:b].strip() for a, b in spans)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_every_span_of_a_case_has_an_anchor_and_its_text_under_its_number(path: Path) -> None:
    document, record = read_case(path)
    reading = read(document, record)
    segments = [s for paragraph in reading.paragraphs for s in paragraph]
    anchors = {a for s in segments for a in s.anchors}

    for mark in marks_of(record, topics(document, record)):
        assert f"char={mark.evidence.start},{mark.evidence.end}" in anchors
        if mark.label:
            shown = "".join(s.text for s in segments if mark.label in s.numbers)
            assert shown.split() == mark.evidence.text.split()


def test_the_style_sheet_has_one_rule_for_each_fact_and_topic() -> None:
    document, record = read_case(GOLD / "dev" / "chicago-seed.json")
    told = topics(document, record)
    facts = len({one.evidence for some in (told.document, *told.orders.values()) for one in some})
    facts += len(list(fact_fields.facts(record)))

    assert marks_css(document, record).count("{") == facts


def test_what_is_told_of_the_form_of_orders_has_cards_of_its_own() -> None:
    document, record = blocked("a", "2025-10-10", signed="2025-10-06")

    assert [(label, order, name, one.value) for label, order, name, one in read(document, record).details()] == [
        ("D1", "order", "signed", "2025-10-06")
    ]
