"""The fuller forms of names, as a record's mentions have them."""

from __future__ import annotations

import pytest

from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse


def _mentions(text: str, name: str) -> set[str]:
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    return {m.text for e in record.entities if e.name == name for m in e.mentions}


@pytest.mark.parametrize(
    ("text", "name", "fuller"),
    [
        (
            "The plant is watched by the state Department of Health.",
            "Department of Health",
            "state Department of Health",
        ),
        ("She called the Mayor's Press Office on Friday.", "Press Office", "Mayor's Press Office"),
        (
            "The plan rests on the Rivers and Harbors Act of 1899.",
            "Rivers and Harbors Act",
            "Rivers and Harbors Act of 1899",
        ),
    ],
)
def test_what_the_words_beside_a_name_tell_of_it_is_one_of_its_forms(text: str, name: str, fuller: str) -> None:
    assert fuller in _mentions(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee and Lynn Council settled the suit.", "Lynn Council"),
        ("The storm hit Clearlake and Glenhaven on Monday.", "Glenhaven"),
        ("A Democrat who lost in 2022 sued the city.", "Democratic Party"),
    ],
)
def test_what_only_stands_beside_a_name_is_none_of_its_forms(text: str, name: str) -> None:
    assert len(_mentions(text, name)) == 1
