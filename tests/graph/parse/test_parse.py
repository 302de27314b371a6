"""Parsing: paragraphs end sentences, long texts are read in parts, and nothing is lost."""

from __future__ import annotations

import gc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from thinc.api import NumpyOps

from graph.case import read_case
from graph.parse import PART, BlasOps, bare_model, language_model, mend, parse
from graph.parse.mend import sentences

GOLD = Path(__file__).parents[2] / "gold"


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


def test_the_faster_product_of_matrices_reads_no_token_otherwise() -> None:
    texts = [read_case(file)[0].text for file in sorted((GOLD / "dev").glob("*.json"))]
    usual, ours = bare_model(), language_model()
    mend.put_into(usual)

    def read(nlp: Language) -> list[list[tuple[object, ...]]]:
        return [[(t.tag_, t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc] for doc in nlp.pipe(texts)]

    assert isinstance(ours.get_pipe("ner").model.ops, BlasOps)
    assert read(ours) == read(usual)


@pytest.mark.parametrize(("trans1", "trans2"), [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("given_out", [False, True], ids=["new", "given"])
def test_matrices_are_multiplied_as_thinc_does(trans1: bool, trans2: bool, given_out: bool) -> None:
    numbers = np.random.default_rng(7)
    x = numbers.random((5, 3) if trans1 else (3, 5), dtype="f")
    y = numbers.random((4, 5) if trans2 else (5, 4), dtype="f")
    out = np.zeros((3, 4), dtype="f") if given_out else None
    product = BlasOps().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
    np.testing.assert_allclose(product, NumpyOps().gemm(x, y, trans1=trans1, trans2=trans2), rtol=1e-5)
    assert out is None or product is out


def test_an_hour_ends_a_sentence_before_a_capital_that_begins_one() -> None:
    sentences = [
        "Bars close at 10 p.m.",
        "The mayor spoke at 4 p.m. Tuesday and at 9 a.m. Eastern time.",
        "It opens at 6 a.m.",
        "Police agree.",
    ]
    [doc] = parse([" ".join(sentences)])
    assert [s.text for s in doc.sents] == sentences


def test_no_sentence_begins_in_small_letters_right_after_a_word() -> None:
    text = (
        "Speech\n\nAll executive departments and agencies (agencies) shall, to the extent permitted by law, respect it."
    )
    assert [s.text.strip() for s in next(parse([text])).sents] == text.split("\n\n")


def test_the_mark_of_a_list_item_is_no_subject() -> None:
    doc = next(parse(["(ii) The Secretary of State shall review the list."]))
    assert [t.text for t in doc if t.dep_ == "nsubj"] == ["Secretary"]


@pytest.mark.parametrize(
    "text",
    [
        "Gov. Greg Tillman, a critic of the mayor, threatened last week to withhold money from Houston.",
        "AHIP, the insurers' lobby, threatened last week to sue.",
    ],
)
def test_somebody_who_is_told_of_between_commas_does_what_comes_after(text: str) -> None:
    doc = next(parse([text]))
    (verb,) = (t for t in doc if t.text == "threatened")
    assert (verb.dep_, verb.pos_, [c.dep_ for c in verb.children if c.i < verb.i]) == ("ROOT", "VERB", ["nsubj"])


def test_in_a_heading_it_is_told_what_was_done_to_somebody() -> None:
    doc = next(parse(["Greg Tillman, a critic of the mayor, arrested in Tulsa"]))
    assert [(t.dep_, t.tag_) for t in doc if t.text == "arrested"] == [("acl", "VBN")]


@pytest.mark.parametrize(
    "text",
    [
        "The Secretary shall, as appropriate, issue guidance on lamps.",
        "Each Agency Head shall, in consultation with the agency's DOGE Team Lead, issue guidance on lamps.",
    ],
)
def test_what_stands_between_commas_parts_no_verb_from_its_subject(text: str) -> None:
    doc = next(parse([text]))
    verb = next(t for t in doc if t.text == "issue")
    told = [(c.dep_, c.text) for c in verb.children if c.dep_ in {"nsubj", "aux", "dobj"}]
    assert (verb.pos_, told[1:]) == ("VERB", [("aux", "shall"), ("dobj", "guidance")])
    assert told[0] in {("nsubj", "Secretary"), ("nsubj", "Head")}


@pytest.mark.parametrize(
    ("text", "head", "inner"),
    [
        ("The Secretary of Homeland Security shall inspect all lamps within 90 days.", "Secretary", "Security"),
        (
            "The report was made by the Secretary of Homeland Security, and the Attorney General.",
            "Secretary",
            "Security",
        ),
    ],
)
def test_an_officer_is_the_head_of_his_title_and_not_his_field(text: str, head: str, inner: str) -> None:
    doc = next(parse([text]))
    post = next(t for t in doc if t.text == head)
    field = next(t for t in doc if t.text == inner)
    assert (post.dep_ in {"nsubj", "pobj"}, field.dep_, field.head.head) == (True, "pobj", post)


def test_the_officers_of_a_list_are_coordinated() -> None:
    doc = next(
        parse(["The Secretary of State, the Secretary of Labor, and the Secretary of Energy shall publish rules."])
    )
    subject = next(t for t in doc if t.dep_ == "nsubj")
    assert [t.text for t in (subject, *subject.conjuncts)] == ["Secretary"] * 3


def test_a_citation_in_brackets_ends_no_sentence() -> None:
    text = "Insofar as the Lamp Act, as amended (5 U.S.C. App.), may apply to the Board, the Secretary shall act."
    assert len(list(next(parse([text])).sents)) == 1


def test_a_sentence_without_end_is_cut_and_a_long_paragraph_is_not() -> None:
    endless = next(parse(["The order " + "of the order " * 1_000 + "bars trucks."]))
    assert max(len(sentence) for sentence in endless.sents) <= sentences.ENDLESS
    paragraph = next(parse(["The mayor of Boston signed an order. " * 100]))
    assert {sentence.text for sentence in paragraph.sents} == {"The mayor of Boston signed an order."}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Executive Order 26-11 bars agencies from filling posts.", "bars"),
        ("Order No. 7 caps gatherings at ten people.", "caps"),
        ("Proclamation 20-25 blocks shutoffs of water by utilities.", "blocks"),
        ("Executive Order 12 orders state employees to wear masks.", "orders"),
        ("She said House Bill 9 limits the fee.", "limits"),
    ],
)
def test_what_a_numbered_norm_does_is_its_verb(text: str, verb: str) -> None:
    [does] = [token for token in next(parse([text])) if token.text == verb]
    assert does.tag_ == "VBZ"
    assert [(c.dep_, c.head.text) for c in does.lefts if c.dep_ == "nsubj"] == [("nsubj", verb)]
    assert [c.dep_ for c in does.rights if c.dep_ == "dobj"] == ["dobj"]


@pytest.mark.parametrize(
    "text",
    ["Under Executive Order 7 bars must close.", "Order 8 limits were lifted.", "Order 4. Caps gatherings were sold."],
)
def test_what_stands_behind_a_number_and_does_nothing_is_no_verb(text: str) -> None:
    assert not [t.text for t in next(parse([text])) if t.tag_ == "VBZ"]


def test_no_sentence_begins_with_the_name_of_an_order_that_was_issued() -> None:
    [doc] = parse(["In January, the Governor issued Executive Order 2023-02. It bars the State from buying."])
    assert [s.text for s in doc.sents] == [
        "In January, the Governor issued Executive Order 2023-02.",
        "It bars the State from buying.",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("HALIFAX, N.S. (Dec. 3, 2025) - Finance Minister Ann Lee acted.", ["Finance Minister Ann Lee acted."]),
        ("SALEM, Ore. — Gov. Ann Lee acted.", ["Gov. Ann Lee acted."]),
        ("NEW DELHI: The ministry acted.", ["The ministry acted."]),
        ("Order signed\n\nSalem, Ore. (AP) — Gov. Ann Lee acted.", ["Gov. Ann Lee acted."]),
        ("Ann Lee — the mayor — acted.", ["Ann Lee — the mayor — acted."]),
        ("SALEM said no - and meant it.", ["SALEM said no - and meant it."]),
    ],
)
def test_a_sentence_begins_after_a_dateline_and_after_no_other_dash(text: str, sentences: list[str]) -> None:
    [doc] = parse([text])
    assert [sentence.text for sentence in doc.sents][-1:] == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Section 4.\n\nMembership The Chair of the Board shall rest.",
            ["Section 4.", "Membership", "The Chair of the Board shall rest."],
        ),
        (
            "Section 4.\n\nCare of Lamps and Bells To spare oil, keepers shall rest.",
            ["Section 4.", "Care of Lamps and Bells", "To spare oil, keepers shall rest."],
        ),
        ("Section 2.\nExceptions (a) No keeper shall rest.", ["Section 2.", "Exceptions", "(a) No keeper shall rest."]),
        (
            "Section 4.\n\nExecutive Order 7 of May 5 is revoked.",
            ["Section 4.", "Executive Order 7 of May 5 is revoked."],
        ),
        (
            "Section 4.\n\nThe Bell Board and the Chair shall rest.",
            ["Section 4.", "The Bell Board and the Chair shall rest."],
        ),
        ("The Board met.\n\nMembership The Chair", ["The Board met.", "Membership The Chair"]),
    ],
)
def test_a_sentence_begins_after_the_title_of_a_section_that_runs_into_its_text(
    text: str, sentences: list[str]
) -> None:
    [doc] = parse([text])
    assert [s.text.strip() for s in doc.sents] == sentences


def test_nothing_that_the_parser_leaves_behind_piles_up_in_a_long_text() -> None:
    paragraph = "The mayor signed an order on Monday, and the council met. " * 40
    (doc,) = parse(["\n\n".join([paragraph] * 120)])  # seven batches, at each of which it leaves 100 MB
    assert len(doc) > 50_000
    assert sum(type(one).__name__ == "ParserStepModel" for one in gc.get_objects()) <= 2


def test_nor_does_it_over_many_short_texts() -> None:
    paragraph = "The mayor signed an order on Monday, and the council met. " * 40
    assert sum(len(doc) > 400 for doc in parse([paragraph] * 120)) == 120  # eight batches
    assert sum(type(one).__name__ == "ParserStepModel" for one in gc.get_objects()) <= 2
