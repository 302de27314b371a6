"""The language model's steps taken in less time: no token is read otherwise than by spaCy's own."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from graph.parse import bare_model, language_model, mend

TEXTS = {
    "nothing": "",
    "space alone": " \n\n\t ",
    "one word": "Paris",
    "words in pairs": "I ain't gonna go, y'all gotta see: let's, c'mon, there's nothin'. There are rules. 'Nuff said.",
    "words that are exceptions": "He did what I couldn't; she'd been here, isn't it? Any1 got em, doin' well.",
    "an entity at the end": "The order was signed by the mayor of New York City",
    "an entity before a line break": "Signed by Ann Lee\nof the Department of Labor and Industries\n\nOn May 5, 2025",
    "an entity after a space": "In  Chicago , the  United  States   Supreme Court ruled on Title VII of the Act.",
    "no sentence's end": "Ohio Texas Iowa Utah " * 40,
}
SPEECH = st.lists(
    st.sampled_from("the New York mayor Ann Lee said . \n it is 's n't got na \t gon 5 % order".split(" "))
)


@cache
def usual() -> Language:
    """The model as spaCy runs it, mended as ours is."""
    nlp = bare_model()
    mend.put_into(nlp)
    return nlp


def as_read(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in doc
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_token_is_read_as_spacy_reads_it(text: str) -> None:
    assert as_read(language_model()(text)) == as_read(usual()(text))


@settings(max_examples=40, deadline=None)
@given(SPEECH)
def test_words_in_any_order_are_read_as_spacy_reads_them(words: list[str]) -> None:
    assert as_read(language_model()(" ".join(words))) == as_read(usual()(" ".join(words)))


def test_documents_that_are_read_together_are_read_as_each_alone() -> None:
    together = language_model().pipe(TEXTS.values(), batch_size=4)
    assert [as_read(doc) for doc in together] == [as_read(language_model()(text)) for text in TEXTS.values()]


def test_a_word_in_its_context_has_the_vector_that_spacy_gives_it() -> None:
    text = "The mayor of Chicago signed the order, and the order is what the mayor of Boston signed."
    assert np.allclose(language_model()(text).tensor, usual()(text).tensor, atol=1e-5)


def test_the_steps_of_others_are_not_taken_twice() -> None:
    names = language_model().pipe_names
    assert [name for name in ("attribute_ruler", "classes", "ner", "entities") if name in names] == [
        "classes",
        "entities",
    ]
