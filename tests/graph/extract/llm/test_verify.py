"""Words are found at their exact place in a text, however they were changed in copying, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.extract.llm.verify import Verifier

TEXT = (
    "The “mayor” said:\n it’s  a U.S. immigra-\ntion mess… in Peña, an urban–rural area. "
    "Ban it, the mayor said; ban it."
)


def found(wanted: str, within: tuple[int, int] | None = None) -> list[str]:
    return [TEXT[start:end] for start, end in Verifier(TEXT).places(wanted, within).spans]


def test_the_same_characters_are_found_everywhere_and_count_as_exact() -> None:
    places = Verifier(TEXT).places("ban it")
    assert places.exact
    assert [TEXT[start:end] for start, end in places.spans] == ["ban it"]


def test_quotation_marks_dashes_white_space_case_and_accents_make_no_difference() -> None:
    assert found('the "mayor" said: it\'s a u.s.') == ["The “mayor” said:\n it’s  a U.S."]
    assert found("in Pena, an urban-rural  area") == ["in Peña, an urban–rural area"]
    assert not Verifier(TEXT).places("MAYOR").exact


def test_punctuation_and_words_broken_at_a_lines_end_make_no_difference() -> None:
    assert found("its a U.S. immigration mess in Peña") == ["it’s  a U.S. immigra-\ntion mess… in Peña"]


def test_a_word_is_not_found_inside_another() -> None:
    assert found("ban") == ["ban"]  # not in "urban"
    assert found("ural area") == []


def test_other_words_numbers_and_gaps_are_not_found() -> None:
    assert found("the mayor never said") == []
    assert found("the mayor … mess") == []
    assert Verifier("a rise of 3.5 percent").places("35 percent").spans == ()
    assert found("  ") == []
    assert found("…") == []


def test_only_what_stands_between_two_offsets_is_found() -> None:
    start = TEXT.index("Ban it")
    assert found("mayor", (start, len(TEXT))) == ["mayor"]
    assert found("MAYOR", (0, start)) == ["mayor"]
    assert found("mayor said", (start, start + 12)) == []


def test_the_nearest_place_and_the_next_in_order_can_be_asked_for() -> None:
    places = Verifier("ban it … ban it … ban it").places("ban it")
    assert [places.nearest(11), places.next(10), places.next(1), places.next(23)] == [
        (9, 15),
        (18, 24),
        (9, 15),
        (18, 24),
    ]


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 30))
def test_whatever_stands_in_a_text_is_found_there(text: str, start: int, length: int) -> None:
    wanted = text[start : start + length]
    places = Verifier(f"{text} and more").places(wanted)
    spans = [f"{text} and more"[a:b] for a, b in places.spans]
    whole = Verifier(wanted).places(wanted).spans
    assert not places.exact or set(spans) <= {wanted.strip()}
    assert all(0 <= a < b for a, b in (*places.spans, *whole))


@given(
    st.text(alphabet="ab “”'\n-—İßé…ﬁ\u00ad\u0301", max_size=40), st.text(alphabet="ab “'-é ", min_size=1, max_size=8)
)
def test_what_is_found_in_other_characters_folds_to_the_same(text: str, wanted: str) -> None:
    verifier = Verifier(text)
    places = verifier.places(wanted)
    for start, end in places.spans:
        assert 0 <= start < end <= len(text)
        assert Verifier(text[start:end]).places(wanted).spans
