"""Markdown: front matter is metadata, and what remains is read as prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Document
from graph.settings import Settings
from graph.sources import read
from tests.graph.sources.making import refused, written

TEXT = "Mayor Ann Lee of Río signed “an order” on Monday – it bars the police from asking.\n\nResidents cheered.\n"


def test_front_matter_becomes_metadata_and_markup_goes(tmp_path: Path) -> None:
    markdown = """---
title: "Order: a first"
date: 2025-08-30
authors: [Ann Lee, {name: Bob Ray}]
canonical_url: https://tribune.example/a/1
site: The Tribune
tags: [x]
---
# Mayor signs order

The **mayor** of [Río](https://rio.example)
has signed an *order*. <br> It says:

1. Police shall not ask.
2. Agencies shall report.

| Agency | Duty |
|---|---|
| Police | Report |

> Residents `cheered`.
"""
    file = written(tmp_path, "a.md", markdown)
    assert read(file, Settings()) == Document(
        "Mayor signs order\n\nThe mayor of Río has signed an order.  It says:\n\n1. Police shall not ask.\n\n"
        "2. Agencies shall report.\n\nAgency | Duty\n\nPolice | Report\n\nResidents cheered.",
        title="Order: a first",
        url="https://tribune.example/a/1",
        publisher="The Tribune",
        author="Ann Lee, Bob Ray",
        date="2025-08-30",
        source=str(file),
        format="text/markdown",
    )


@pytest.mark.parametrize(
    ("written_date", "date"),
    [
        ("2025-08-30T10:00:00Z", "2025-08-30"),
        ("August 30, 2025", "2025-08-30"),
        ("'30 Aug 2025'", "2025-08-30"),
        ("", None),
    ],
)
def test_dates_in_front_matter_are_read_as_people_write_them(
    tmp_path: Path, written_date: str, date: str | None
) -> None:
    file = written(tmp_path, "a.md", f"---\ndate: {written_date}\n---\n{TEXT}")
    assert read(file, Settings()).date == date


def test_without_front_matter_the_first_heading_is_the_title(tmp_path: Path) -> None:
    document = read(written(tmp_path, "a.md", f"---\n\n# An *order*\n\n{TEXT}"), Settings())
    assert (document.title, document.date) == ("An order", None)
    assert document.text.startswith("An order\n\nMayor Ann Lee of Río")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"---\ntitle: a: b\n---\n{TEXT}", "has front matter that is not YAML in line 2: mapping values"),
        (f"---\ndate: soon\n---\n{TEXT}", "has a date that is none: 'soon'; write YYYY-MM-DD"),
        ("---\ntitle: x\n---\n\n", "is empty: there is no text in it"),
    ],
)
def test_front_matter_that_is_wrong_is_named(tmp_path: Path, content: str, reason: str) -> None:
    assert refused(written(tmp_path, "a.md", content)).startswith(reason)
