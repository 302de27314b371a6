"""Cleaning changes nothing that a reader would see; checking says what is wrong with a text, and of which source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.clean import accept, check, clean
from graph.errors import InputError
from graph.model import Document, Record

LIMIT = 100_000
PROSE = "The mayor of Chicago has signed an order detailing how the city will resist a crackdown. "
GERMAN = "Der Bürgermeister der Stadt hat eine Verordnung unterzeichnet, die den Behörden vorschreibt, wie sie tun. "
SPANISH = "El alcalde de la ciudad firmó una orden que indica a las agencias cómo deben responder a los agentes. "
CHINESE = "市长签署了一项命令，详细说明该市将如何抵制特朗普政府威胁采取的移民打击行动。"
LATIN = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore. "


@given(st.text())
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "M"])))
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_a_clean_text_can_be_written_in_utf8_and_in_xml(raw: str) -> None:
    text = clean(raw)
    assert text.encode("utf-8").decode("utf-8") == text
    assert re.search("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text) is None


def test_annotated_texts_are_clean_and_pass(cases: list[tuple[Document, Record]]) -> None:
    assert [accept(document.text, "case", LIMIT) for document, _ in cases] == [document.text for document, _ in cases]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\u2028d\x0ce\x85f", "a\nb\nc\nd\ne\nf"),
        ("\ufeffexec\u00adutive\u200b order\x00", "executive order"),
        ("a\tb\n  c ", "a\tb\n  c "),
        ("“quotes” — é 👩\u200d⚖️\u00a0x", "“quotes” — é 👩\u200d⚖️\u00a0x"),
        ("safe\u202etxt.exe\u2066", "safetxt.exe"),
        ("half \ud83d pair", "half  pair"),
    ],
)
def test_what_nobody_sees_goes_and_all_else_stays(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty: there is no text in it"),
        (" \n\t\u00a0\n", "is empty: there is no text in it"),
        ("\x00\x07\ufeff", "is binary, not text"),
        ("\ufeff\u200b", "is empty: there is no text in it"),
        (PROSE * 2000, "is too long: 178,000 characters, the limit is 100,000; cut it up"),
        (PROSE + "\x01\x02\x03\x04" * 20, "is binary, not text"),
        (PROSE + "x" * 10_001, "is no prose: 10,001 characters without a space, from character 89"),
        ("12 34. " * 100, "is no prose: there is not one letter in it"),
        (GERMAN * 4, "is not English: it looks like German, and only English is read"),
        (SPANISH * 4, "is not English: it looks like Spanish, and only English is read"),
        (CHINESE * 10, "is not English: most of its letters are not, and only English is read"),
        (LATIN * 4, "is not English: it looks like Latin, and only English is read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_source_and_reason(text: str, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        accept(text, "some.txt", LIMIT)
    assert (raised.value.source, raised.value.reason[: len(reason)]) == ("some.txt", reason)


def test_a_million_characters_without_a_space_are_refused_at_once() -> None:
    with pytest.raises(InputError, match="is no prose: 1,000,000 characters without a space"):
        check("x" * 1_000_000, "line.txt", 4_000_000)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Ann Lee signed it.",
        "Bürgermeister Wowereit unterzeichnete.",  # too short to tell: names and titles mislead
        PROSE * 40 + "\n" + GERMAN,
        SPANISH + PROSE * 40,
        PROSE + "https://example.org/" + "x" * 900,
        PROSE * 100 + "\x07" * 20,
    ],
)
def test_prose_with_a_blemish_passes(text: str) -> None:
    assert accept(text, "some.txt", LIMIT) == clean(text)
