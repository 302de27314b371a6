"""Names that the learned reader mends."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.learned.names import CUT, MISSED, OTHER, SORTS, TAGS, Named, mended, spans
from graph.extract.learned.reader import reader
from graph.extract.mention import AGENCY, ORGANIZATION, PERSON, PLACE, Mention
from graph.extract.reading import Reading
from graph.model import Document
from graph.parse import parse

TEXT = "The Barbers' Guild of Milwaukee sued Mayor Lena Ortiz in Dane County on Tuesday."
DOC = next(parse([TEXT]))
MILWAUKEE = Mention(DOC[5:6], PLACE, "Milwaukee", True)
ORTIZ = Mention(DOC[8:10], PERSON, "Lena Ortiz", True)


def shown(mentions: list[Mention]) -> list[tuple[str, str]]:
    return [(m.span.text, m.type.value) for m in mentions]


def named(text: str) -> set[tuple[str, str]]:
    reading, _ = read(text)
    return {(m.name, r.type.value) for r in reading.referents for m in r.mentions if m.named}


def read(text: str) -> tuple[Reading, object]:
    return reader().read(Document(text), next(parse([text])))


def test_names_are_read_whole_and_for_what_they_are() -> None:
    text = (
        "The Barbers' Guild of Milwaukee sued Dane County on Tuesday over an order that closes warming shelters. "
        "Prince Edward Island and the Inland Mates and Deckhands Union praised the order."
    )
    assert named(text) == {
        ("Barbers' Guild of Milwaukee", "Organization"),
        ("Dane County", "Place"),
        ("Prince Edward Island", "Place"),
        ("Inland Mates and Deckhands Union", "Organization"),
    }


def test_a_surer_name_stands_in_place_of_one_that_was_cut() -> None:
    guild = Named(1, 6, ORGANIZATION, CUT + 0.01, 1)
    assert shown(mended(DOC, [MILWAUKEE, ORTIZ], [guild], frozenset())) == [
        ("Barbers' Guild of Milwaukee", "Organization"),
        ("Lena Ortiz", "Person"),
    ]
    assert mended(DOC, [MILWAUKEE, ORTIZ], [guild._replace(chance=CUT - 0.01)], frozenset()) == [MILWAUKEE, ORTIZ]


def test_a_name_that_the_rules_miss_is_added_where_it_is_sure() -> None:
    county = Named(11, 13, PLACE, MISSED + 0.01, 1)
    assert shown(mended(DOC, [ORTIZ], [county], frozenset())) == [("Lena Ortiz", "Person"), ("Dane County", "Place")]
    assert mended(DOC, [ORTIZ], [county._replace(chance=MISSED - 0.01)], frozenset()) == [ORTIZ]


def test_what_the_reader_sees_as_the_rules_do_stays_as_it_is() -> None:
    assert mended(DOC, [MILWAUKEE, ORTIZ], [Named(8, 10, PERSON, 1, 1)], frozenset()) == [MILWAUKEE, ORTIZ]


def test_another_type_stands_where_it_is_sure() -> None:
    ortiz = Named(8, 10, ORGANIZATION, 1, OTHER + 0.01)
    assert shown(mended(DOC, [ORTIZ], [ortiz], frozenset())) == [("Lena Ortiz", "Organization")]
    assert mended(DOC, [ORTIZ], [ortiz._replace(share=OTHER - 0.01)], frozenset()) == [ORTIZ]


def test_a_name_ends_where_its_words_do() -> None:
    doc = next(parse(["Judge Ann Lee of the county court's Dade Trust's order"]))
    told = [Named(1, 5, PERSON, 1, 1), Named(8, 11, ORGANIZATION, 1, 1)]
    assert shown(mended(doc, [], told, frozenset())) == [("Ann Lee", "Person"), ("Dade Trust", "Organization")]


@pytest.mark.parametrize("text", ["Department", "Director", "THE\n\nHOUSE"])
def test_a_noun_a_title_and_the_end_of_a_line_are_no_names(text: str) -> None:
    doc = next(parse([text]))
    assert mended(doc, [], [Named(0, len(doc), AGENCY, 1, 1)], frozenset()) == []


def test_where_a_capital_tells_nothing_the_rules_stay() -> None:
    assert mended(DOC, [ORTIZ], [Named(11, 13, PLACE, 1, 1)], frozenset({12})) == [ORTIZ]


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(1, 5), st.sampled_from(SORTS), st.floats(0, 1)), max_size=6))
def test_no_name_stands_in_another(found: list[tuple[int, int, object, float]]) -> None:
    told, end = list[Named](), 0
    for start, length, sort, chance in sorted(found, key=lambda f: f[0]):
        if start >= end and start + length <= len(DOC):
            end = start + length
            told.append(Named(start, end, sort, chance, 1))  # type: ignore[arg-type]
    mentions = mended(DOC, [MILWAUKEE, ORTIZ], told, frozenset())
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@given(st.lists(st.lists(st.floats(0, 1, width=32), min_size=TAGS, max_size=TAGS), max_size=12))
def test_spans_follow_each_other_and_none_goes_on_that_has_not_begun(scores: list[list[float]]) -> None:
    tags = np.array(scores, np.float32).reshape(-1, TAGS) + np.float32(1e-3)
    tags /= tags.sum(1, keepdims=True)
    found = list(spans(tags))
    assert all(0 <= start < end <= len(scores) for start, end, _, _ in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert all(0 <= chance <= 1 and shares.sum() == pytest.approx(1, 1e-3) for _, _, chance, shares in found)


def test_the_likeliest_tags_make_the_names() -> None:
    tags = np.full((4, TAGS), 0.01, np.float32)
    agency = 1 + 2 * SORTS.index(AGENCY)
    tags[[0, 1, 2, 3], [agency, agency + 1, 0, agency]] = 0.9
    assert [(*s[:2], SORTS[s[3].argmax()]) for s in spans(tags)] == [(0, 2, AGENCY), (3, 4, AGENCY)]


@pytest.mark.parametrize("text", ["", " ", "Order.", "It is so.", "MAYOR ORTIZ\n\nORDERS", "Maria Delgado. " * 60])
def test_odd_texts_are_read(text: str) -> None:
    reading, _ = read(text)
    mentions = sorted((m.start, m.end) for r in reading.referents for m in r.mentions if m.named)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(mentions))
