"""Parsing: paragraphs end sentences, long texts are read in parts, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.parse import PART, parse


def test_a_headline_without_full_stop_is_a_sentence_of_its_own() -> None:
    [doc] = parse(["Mayor signs order\n\nThe mayor signed it on Monday.\nIt takes effect today."])
    assert [s.text.strip() for s in doc.sents] == [
        "Mayor signs order",
        "The mayor signed it on Monday.",
        "It takes effect today.",
    ]


def test_texts_come_back_in_their_order() -> None:
    texts = [f"Order number {n} was signed." for n in range(40)]
    assert [doc.text for doc in parse(texts, batch_size=7)] == texts


def test_long_and_short_texts_come_back_in_their_order() -> None:
    texts = ["The order was signed. " * times for times in (1, 1500, 1, 2000, 1, 1, 900)]
    assert [doc.text for doc in parse(texts)] == texts


@pytest.mark.parametrize("separator", ["\n\n", "\n", " "], ids=["paragraphs", "lines", "one line"])
def test_a_text_longer_than_one_part_is_read_whole(separator: str) -> None:
    text = separator.join(f"Governor Ann Lee signed order {n} on Monday." for n in range(PART // 30))
    assert len(text) > PART
    [doc] = parse([text])
    assert doc.text == text
    assert sum(1 for t in doc if t.text == "signed") == PART // 30


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=80))
def test_any_text_comes_back_character_by_character(text: str) -> None:
    [doc] = parse([text])
    assert doc.text == text
