"""Where a text's sentences are, by its punctuation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sentences import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He signed it. She did not.", ["He signed it.", "She did not."]),
        ("“He signed it.” Then they left!  Did they?", ["“He signed it.”", "Then they left!", "Did they?"]),
        (
            "Gov. J. B. Pritzker of Ill. spoke. U.S. troops came.",
            ["Gov. J. B. Pritzker of Ill. spoke.", "U.S. troops came."],
        ),
        ("Order No. 14110 of Sec. 3. It stands.", ["Order No. 14110 of Sec. 3.", "It stands."]),
        ("A headline\nBy a reporter\n\nThe text.", ["A headline", "By a reporter", "The text."]),
        ("it costs $3.5 million. more to come.", ["it costs $3.5 million. more to come."]),
        (" \n\n ", []),
        ("", []),
    ],
)
def test_sentences_end_with_their_punctuation_or_their_line(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_what_is_far_too_long_is_cut_between_words() -> None:
    parts = cut("word " * 1000)

    assert max(map(len, parts)) <= LONGEST
    assert " ".join(parts) == ("word " * 1000).strip()


@given(st.text(alphabet=st.sampled_from("aB.!?”\n é1"), max_size=1500))
def test_no_character_but_spaces_is_left_out_or_told_twice(text: str) -> None:
    spans = list(sentences(text))

    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
    assert all(start < end <= after for (start, end), (after, _) in pairwise(spans))
