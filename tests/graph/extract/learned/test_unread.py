"""The phrases that stand for nothing that the rules read, of which the learned reader may find that they take part."""

from __future__ import annotations

from graph.extract.learned.unread import unread
from graph.extract.mention import ORDER
from graph.extract.reading import read
from graph.extract.referent import Referent
from graph.model import Document
from graph.parse import parse

TEXT = (
    "Mayor Lena Ortiz signed an executive order on Monday that bars night fishing in the harbor. "
    "The Dock Workers Union praised the three clauses on nets. "
    "Most motel vouchers end in July, though the vouchers had helped 40 families for 10 years."
)


def found(text: str) -> list[Referent]:
    return unread(read(Document(text), next(parse([text]))))


def test_each_noun_that_nothing_was_read_in_is_a_thing_with_all_its_phrases() -> None:
    told = {r.name: [(m.span.text, m.long and m.long.text) for m in r.mentions] for r in found(TEXT)}
    assert told == {
        "night fishing": [("night fishing", None)],
        "three clauses": [("the three clauses", "the three clauses on nets")],
        "nets": [("nets", None)],
        "Most motel vouchers": [("Most motel vouchers", None), ("the vouchers", None)],
    }


def test_what_the_rules_read_and_what_measures_is_none_of_them() -> None:
    read_ = {r.name for r in read(Document(TEXT), next(parse([TEXT]))).referents}
    assert {"Lena Ortiz", "Dock Workers Union", "40 families", "executive order"} <= read_
    assert read_.isdisjoint(r.name for r in found(TEXT))
    assert not {"Monday", "July", "10 years"} & {r.name for r in found(TEXT)}


def test_of_what_type_they_are_is_not_known_yet_but_none_is_an_order() -> None:
    assert {r.type for r in found(TEXT)}.isdisjoint({ORDER})


def test_a_text_without_nouns_has_none() -> None:
    assert found("") == found("They did.") == []
