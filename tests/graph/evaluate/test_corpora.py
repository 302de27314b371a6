"""What is known of official orders is read from three layouts, and taken out of the text that is measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.evaluate.corpora import Sample, legible, samples
from graph.model import Document

PRESIDENTIAL = """# Executive Order 11316—Parks

**Signed:** November 28, 1966
- Executive Order Number: 11316

---

## Executive Order 11316

By virtue of the authority vested in me, parks are closed.
LYNDON B. JOHNSON

---

*Filed by the Office of the Federal Register on November 28, 1966*
"""
HEAD = "file,number,day,surname,supersedes"
CITY = """---
number: '017'
date_signed: '1974-07-16'
mayor: Beame
supersedes:
- 1974-EO-015
---

EXECUTIVE ORDER NO. 17
"""


def known(sample: Sample) -> tuple[str, str | None, str, frozenset[str] | None]:
    return sample.number, sample.day, sample.surname, sample.supersedes


def test_headers_filing_notes_and_numbers_over_presidential_orders_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(PRESIDENTIAL)
    (only,) = samples(tmp_path)
    assert known(only) == ("11316", "1966-11-28", "Johnson", None)
    assert "11316" not in only.document.text
    assert "Filed by" not in only.document.text
    assert "parks are closed" in only.document.text


def test_front_matter_of_city_orders_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "1974-EO-017.md").write_text(CITY)
    (only,) = samples(tmp_path)
    assert known(only) == ("17", "1974-07-16", "Beame", frozenset({"15"}))
    assert only.document.text.strip() == "EXECUTIVE ORDER NO. 17"


def test_orders_of_a_list_are_any_files_and_their_date_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps({"text": "ORDER NO. 3", "date": "2020-01-02"}))
    (tmp_path / "list").mkdir()
    lines = (HEAD, "../case.json,03,,Lee,02 14", "../case.json,,2020-01-02,Day,none", "../case.json,3,,Day,")
    (tmp_path / "list" / "orders.csv").write_text("\n".join(lines))
    first, second, third = samples(tmp_path / "list")
    assert known(first) == ("3", None, "Lee", frozenset({"2", "14"}))
    assert known(second) == ("", "2020-01-02", "Day", frozenset())
    assert known(third) == ("3", None, "Day", None)
    assert (first.name, first.document.text, first.document.date) == ("case", "ORDER NO. 3", None)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orders.csv", f"{HEAD}\nmissing.txt,1,,Lee,none\n"),
        ("orders.csv", f"{HEAD}\nx.txt,1\n"),
        ("orders.csv", "name\nx.txt\n"),
        ("a.md", "---\nnumber: 1\n"),
        ("a.md", "no header"),
    ],
)
def test_a_folder_that_does_not_say_what_is_known_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "x.txt").write_text("An order.")
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError):
        samples(tmp_path)


def test_a_text_that_was_scanned_upside_down_is_illegible() -> None:
    upright = Document("The mayor hereby orders the department to close the parks at night.")
    turned = Document("ʎʇᴉɔ sıɥʇ qnsup lleqs ʇuǝɯʇɹɐdǝp mbvuotpe jxbvrq lkqzzt wpoqqv nxaqzu")
    found = [Sample("a", upright, "1", None, "Lee"), Sample("b", turned, "2", None, "Lee")]
    assert [s.name for s in legible(found)] == ["a"]
