"""Which place "the city" or "the state" is, and what is called by a name that the model does not know."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.extract.rules import RulesExtractor
from graph.model import Document, EntityType, Predicate
from graph.parse import parse


def _meant(text: str, noun: str) -> str | None:
    """The name of the place that the last "the <noun>" of a text stands for."""
    doc = next(parse([text]))
    token = next(t for t in reversed(doc) if t.lower_ == noun)
    found = read(Document(text), doc).referent(token)
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("Lynn City Council met near Garfield Elementary. Mayor Ann Lee said the city will sue.", "city", "Lynn"),
        ("Dover Police Department officers left. Ann Lee said the city had asked them to.", "city", "Dover"),
        ("The Massachusetts Department of Health objected. Ann Lee said the state lost.", "state", "Massachusetts"),
        ("Ann Lee wrote to the Baker County Sheriff's Office. She said the county had paid.", "county", "Baker County"),
        ("Officials in Salem said on Monday that the city will sue Ann Lee.", "city", "Salem"),
        ("The Department of Health wrote to Ann Lee of Salem, who said the city was ready.", "city", "Salem"),
    ],
)  # fmt: skip
def test_the_place_meant_is_the_one_whose_bodies_and_officers_are_named(text: str, noun: str, name: str) -> None:
    assert _meant(text, noun) == name


def test_places_that_are_spoken_of_as_known_are_one() -> None:
    text = "The state sued Ann Lee on Monday. Ann Lee said that the state had lost before."
    doc = next(parse([text]))
    reading = read(Document(text), doc)
    assert len({id(reading.referent(t)) for t in doc if t.lower_ == "state"}) == 1


def _named(text: str, kind: EntityType) -> set[str]:
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    return {e.name for e in record.entities if e.type is kind}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Gov. Mary-Beth Tilford of Ohio signed the order on Monday.", {"Mary-Beth Tilford"}),
        ("Alderwoman Shameem Clark-Hubbard said the order was overdue.", {"Shameem Clark-Hubbard"}),
        ("Supervisor Hyun-woo Baker praised the order on Monday.", {"Hyun-woo Baker"}),
        ("County Attorney Sue Ellen Marsh condemned the order on Monday.", {"Sue Ellen Marsh"}),
    ],
)
def test_a_name_after_a_title_keeps_its_hyphens_and_its_last_word(text: str, names: set[str]) -> None:
    assert _named(text, EntityType.PERSON) == names


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("She called on Minister for Housing Declan Rooney to act.", "Minister for Housing"),
        ("The order by home minister Harsh Trivedi was criticised.", "home minister"),
        ("With the same order Governor Lee closed the port.", "Governor"),
    ],
)
def test_a_portfolio_stands_with_its_minister(text: str, office: str) -> None:
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    assert [r.value for r in record.relations if r.predicate is Predicate.HOLDS_OFFICE] == [office]
