"""Norms named by a citation or a title."""

from __future__ import annotations

import pytest

from graph.extract.names.citations import cited_norms
from graph.parse import parse


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The order cites 42 U.S.C. § 1983 and 40 C.F.R. § 60.4.", ["42 U.S.C. § 1983", "40 C.F.R. § 60.4"]),
        (
            "Under section 1021 of title 10, United States Code, it may.",
            ["section 1021 of title 10, United States Code"],
        ),
        ("Public Law 104-193 ended the grants.", ["Public Law 104-193"]),
        ("She pointed to Miller v. City of Akron on Monday.", ["Miller v. City of Akron"]),
        ("The 1998 Clean Harbors Act of the state was ignored.", ["1998 Clean Harbors Act"]),
        ("Article II of the Constitution of Kansas vests the power.", ["Article II of the Constitution of Kansas"]),
        ("Agents swept the valley in Operation Silver Ridge.", ["Operation Silver Ridge"]),
        ("It breaks the Fourth Amendment, she said.", ["Fourth Amendment"]),
        ("Senate Bill 12-7 would undo it.", ["Senate Bill 12-7"]),
        ("He leads the Office of Science Policy in the capital.", []),
        ("The mayor may act on the plan in May.", []),
    ],
)
def test_a_citation_or_title_names_a_norm(text: str, names: list[str]) -> None:
    doc = next(iter(parse([text])))
    assert [doc[c.start : c.end].text for c in cited_norms(doc, text)] == names
