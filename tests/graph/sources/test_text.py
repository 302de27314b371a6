"""Plain text: lines that were wrapped are joined again, words that were cut are whole, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Document, Record
from graph.settings import Settings
from graph.sources import read
from graph.sources.hyphens import mend
from graph.sources.wrapped import unwrap
from tests.graph.sources.making import written

TEXT = "Mayor Ann Lee of Río signed “an order” on Monday – it bars the police from asking.\n\nResidents cheered.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_plain_text_is_read_in_every_encoding_that_names_itself(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, "order.TXT", TEXT.encode(encoding))
    assert read(file, Settings()) == Document(TEXT, source=str(file), format="text/plain")


def test_big_endian_utf16_is_read_by_its_mark(tmp_path: Path) -> None:
    assert read(written(tmp_path, "a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be")), Settings()).text == TEXT


WRAPPED = """EXECUTIVE ORDER NO. 15
July 16, 1974

By the power vested in me as Mayor of the City of New York, it is
hereby ordered that all agencies shall within thirty days report to
the Mayor on what they have done for residents who were displaced.
The report shall name each office and its head.
1. The police shall not ask anybody for papers, nor shall they keep
records of it.
2. This order takes effect immediately and stays until it is revoked
(Section 2) or replaced.
"""


@pytest.mark.parametrize("name", ["order.txt", "order.md"])
def test_wrapped_lines_are_joined_and_other_lines_stay(tmp_path: Path, name: str) -> None:
    text = read(written(tmp_path, name, WRAPPED.replace("\n", "\r\n")), Settings()).text
    assert text.replace("\n\n", "\n").strip().split("\n") == [
        "EXECUTIVE ORDER NO. 15",
        "July 16, 1974",
        "By the power vested in me as Mayor of the City of New York, it is hereby ordered that all agencies shall "
        "within thirty days report to the Mayor on what they have done for residents who were displaced.",
        "The report shall name each office and its head.",
        "1. The police shall not ask anybody for papers, nor shall they keep records of it.",
        "2. This order takes effect immediately and stays until it is revoked (Section 2) or replaced.",
    ]
    assert name == "order.md" or len(text) == len(WRAPPED)


def test_annotated_texts_are_not_wrapped(cases: list[tuple[Document, Record]]) -> None:
    assert [unwrap(document.text) for document, _ in cases] == [document.text for document, _ in cases]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("a state of emer-\ngency in the city", "a state of emergency\nin the city"),
        ("the STATE GOVERN-\nMENT shall", "the STATE GOVERNMENT\nshall"),
        ("gave no com-\nment.\nHe left", "gave no comment.\nHe left"),
        ("the (re-\nquired) form", "the (required)\nform"),
        ("an emer\u00ad\ngency", "an emergency"),
        ("orders to stay-at-\nhome, he said", "orders to stay-at-home,\nhe said"),
        ("spread person-to\u00ad\nperson there", "spread person-to-person\nthere"),
        ("COVID-\n19 and section 28-\n105.1 of", "COVID-19\nand section 28-105.1\nof"),
        ("the after-\nschool club met after the school day", "the after-school\nclub met after the school day"),
        ("a Trump-\nappointed judge", "a Trump-appointed\njudge"),
        ("small-\nand medium-sized firms", "small-\nand medium-sized firms"),
        ("- Mayor -\nthe city", "- Mayor -\nthe city"),
    ],
)
def test_words_that_a_line_cut_are_whole_and_compounds_keep_their_hyphen(cut: str, whole: str) -> None:
    assert mend(cut) == whole
    assert mend(whole) == whole


@given(st.text("ab. \n", max_size=3000))
def test_joining_lines_keeps_every_word(text: str) -> None:
    assert unwrap(text).split() == text.split()


def test_a_phrase_that_ocr_cut_in_lines_is_one_line_again_and_lists_and_headings_stay() -> None:
    cut = (
        "EXECUTIVE ORDER NO. 9\nTRANSFER OF FUNCTIONS\nWHEREAS,\nthe\ntransfer of\nfive programs was agreed; and\n"
        "NOW, THEREFORE, the\npublic health\n\ncommissioner shall:\n(a) report to the\nCity; and\n(b) pay.\n"
        "(c) keep this\nOrder.\nHe shall\ninclude:\n(d) rest.\nMayor\n"
    )
    assert unwrap(cut).split("\n") == [
        "EXECUTIVE ORDER NO. 9",
        "TRANSFER OF FUNCTIONS",
        "WHEREAS, the transfer of five programs was agreed; and",
        "NOW, THEREFORE, the public health commissioner shall:",
        "(a) report to the City; and",
        "(b) pay.",
        "(c) keep this Order.",
        "He shall include:",
        "(d) rest.",
        "Mayor",
        "",
    ]


def test_a_citation_in_italics_on_lines_of_its_own_is_one_line_again() -> None:
    cut = (
        "under the Lamp Act (50 U.S.C. 1701\net seq.)\n(LA), the Lens Act (5 U.S.C.\nApp.), 89 Fed.\n\nReg.\n88805 and "
        "plan No.\nDOI-AK-R1-2019, all shall act\n(a) report"
    )
    assert unwrap(cut).split("\n") == [
        "under the Lamp Act (50 U.S.C. 1701 et seq.) (LA), the Lens Act (5 U.S.C. App.), 89 Fed. Reg. 88805 and plan "
        "No. DOI-AK-R1-2019, all shall act",
        "(a) report",
    ]


def test_prose_goes_on_after_a_comma_at_a_lines_end_and_a_signature_does_not() -> None:
    long = "By the authority vested in me by the Constitution and section 301 of title 3, United States Code,"
    goes_on = "I, JANE DOE, President of the United States of America, find that the actions of pirates threaten peace"
    assert unwrap(f"{long}\n{goes_on}") == f"{long} {goes_on}"
    assert unwrap(f"{long}\nMAYOR") == f"{long}\nMAYOR"
