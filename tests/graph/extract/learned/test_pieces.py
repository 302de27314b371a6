"""Words as WordPiece's pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.learned.pieces import Pieces

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "gov",
    "##ern",
    "##or",
    "order",
    "u",
    ".",
    "s",
    "##s",
    "cafe",
]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("Governor", ["gov", "##ern", "##or"]),
        ("orders", ["order", "##s"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("Café", ["cafe"]),
        ("zoo", ["[UNK]"]),
        ("orderz", ["[UNK]"]),
        ("order" * 30, ["[UNK]"]),
    ],
)
def test_a_word_is_cut_greedily(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[n] for n in Pieces(VOCABULARY)(word)] == pieces


@given(st.text())
def test_every_word_has_pieces(word: str) -> None:
    found = Pieces(VOCABULARY)(word)
    assert found
    assert all(0 <= n < len(VOCABULARY) for n in found)
