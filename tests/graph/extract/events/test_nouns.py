"""Events that nouns report, on sentences of our own making."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, ORDER, Told, reported


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The order came under fire from shop owners.", [("ACCUSE", "actual", "shop owners", ORDER)]),
        ("The order won praise from shop owners.", [("SUPPORT", "actual", "shop owners", ORDER)]),
        (
            "The three no votes on the order came from Senator Lena Brandt and Senator Paul Stone.",
            [("REJECT", "actual", "Lena Brandt", ORDER), ("REJECT", "actual", "Paul Stone", ORDER)],
        ),
        (
            "The Lakewood Police Department is under investigation by the FBI.",
            [("ACCUSE", "actual", "FBI", "Lakewood Police Department")],
        ),
        (
            "The order faces a challenge from the Sierra Club.",
            [("ACCUSE", "actual", "Sierra Club", ORDER)],
        ),
        (
            "Talks between the Sierra Club and the FBI broke down.",
            [("CONSULT", "actual", "Sierra Club", "FBI")],
        ),
        ("Raids on vendors have begun.", [("COERCE", "actual", None, "vendors")]),
        ("Hunting on weekends has begun.", []),
    ],
)
def test_nouns_report_events(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told
