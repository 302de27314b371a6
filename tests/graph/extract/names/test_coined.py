"""Names with a capital inside, or of a cause, are companies' and bodies', but for people's and places'."""

from __future__ import annotations

import pytest

from tests.graph.extract.named import named


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("SkyVantage sued in state court last week over the order.", "SkyVantage", "Organization"),
        ("On Monday SecurePost asked a judge to lift the ban.", "SecurePost", "Organization"),
        ("ActionSA wants the commission to look into the matter.", "ActionSA", "Organization"),
        ("Doctors Without Limits sued over the order.", "Doctors Without Limits", "Organization"),
        ("The New Mexicans Against Gun Violence praised it.", "New Mexicans Against Gun Violence", "Organization"),
        ("Protesters of Growers Against the Ban met her.", "Growers Against the Ban", "Organization"),
        ("Gov. Ron DeSantis signed it. DeSantis said that the bill was fair.", "Ron DeSantis", "Person"),
        ("Mayor Tony LoPresti signed the order. LoPresti praised it.", "Tony LoPresti", "Person"),
        ("The order was signed in KwaZulu-Natal on Monday.", "KwaZulu-Natal", "Place"),
    ],
)
def test_what_a_coined_name_is(text: str, name: str, kind: str) -> None:
    assert named(text).get(name) == kind


def test_a_headline_names_no_cause() -> None:
    headline = "Council Votes Against Curfew Order\n\nMayor Ann Lee signed the order on Monday."
    assert named(headline) == {"Ann Lee": "Person"}
