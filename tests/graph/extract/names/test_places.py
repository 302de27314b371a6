"""Places that only their standing tells: in datelines, before a party or a ruler's title, together with others."""

from __future__ import annotations

import pytest

from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse

LONG = " The order keeps trucks off the roads of the city after dark and binds every driver."


def _places(text: str) -> set[str]:
    return {r.name for r in read(Document(text), next(parse([text]))).referents if r.named and r.type.value == "Place"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Tribes go to court\n\nGREENBELT, Maryland, Jan 15, 2020 (Wire) - A judge halted it.", "Greenbelt"),
        ("Held in second week\n\nPANAJI: The High Court stopped the demolition of the shacks." + LONG, "Panaji"),
        ("Brent Ashby, a Peekskill Republican who leads the minority, was not persuaded.", "Peekskill"),
        ("He was joined by St. Paul Mayor Melvin Carter on Monday.", "St. Paul"),
        ("The order, signed by Haute-Garonne prefect Étienne Vasseur, banned any sale of food.", "Haute-Garonne"),
        ("It lets wardens shoot hogs in Santa Cruz and Cochise counties.", "Santa Cruz County"),
        ("It covered New York City and Westchester and Nassau counties.", "New York City"),
    ],
)
def test_a_place_is_told_by_where_its_name_stands(text: str, place: str) -> None:
    assert place in _places(text)


def test_what_many_lines_begin_with_is_who_speaks() -> None:
    text = "ANCHOR: Good evening, and leave tonight." + LONG + "\n\nTORVIK: We have built the best wall." + LONG
    assert not {"Anchor", "Torvik"} & _places(text)


def test_a_title_and_a_day_before_a_ruler_are_no_place() -> None:
    assert not _places("Acting Mayor Ann Lee met Former Governor Bob Roe, and Democratic Gov. Eva Ruiz spoke.")


def test_a_text_may_end_in_a_region() -> None:
    assert _places("The order was read out in Federal Nurses v. Tran, D. Md.") <= {"Maryland"}
    assert "Norway" in _places("The minister of Norway signed the order. It was opposed by Statkraft Norway")
