"""JSON: a case, an object or a list of them."""

from __future__ import annotations

import json
from pathlib import Path

from graph.model import Document, Record
from graph.settings import Settings
from graph.sources import read
from tests.graph.sources.making import found, written

TEXT = "Mayor Ann Lee of Río signed “an order” on Monday – it bars the police from asking.\n\nResidents cheered.\n"


def test_a_list_of_objects_holds_many_documents_and_so_does_the_answer_of_a_service(tmp_path: Path) -> None:
    rows = [{"body": "A b.", "title": "T"}, 7, {"body": "B c."}]
    results = [("!1", "A b."), ("!2", "is no JSON object: each item of the list must be one, {…}"), ("!3", "B c.")]
    assert found(written(tmp_path, "a.json", json.dumps(rows))) == results
    assert found(written(tmp_path, "b.json", json.dumps({"status": "ok", "articles": rows}))) == results


def test_of_a_list_that_is_cut_off_what_can_be_read_is_kept(tmp_path: Path) -> None:
    rows = [{"text": f"Number {n} “is” long. " * 500} for n in range(100)]
    data = json.dumps(rows, ensure_ascii=False, indent=1).encode()
    whole, cut = (found(written(tmp_path, "a.json", part)) for part in (data, data[: len(data) // 2]))
    assert [text for _, text in whole] == [row["text"] for row in rows]
    assert cut[:-1] == whole[: len(cut) - 1]
    assert len(cut) == 51
    assert cut[-1][1].startswith("is cut off or not JSON in item 51 of its list: Unterminated string")


def test_a_case_gives_its_text_exactly_and_its_metadata(tmp_path: Path) -> None:
    case = {"text": TEXT, "title": "T", "url": "https://a.example/", "date": "2025-08-30", "entities": "none"}
    file = written(tmp_path, "a.json", json.dumps(case))
    known = {"title": "T", "url": "https://a.example/", "date": "2025-08-30"}
    assert read(file, Settings()) == Document(TEXT, **known, source=str(file), format="application/json")


def test_every_annotated_case_is_read_as_it_is_annotated(cases: list[tuple[Document, Record]]) -> None:
    gold = Path(__file__).parents[2] / "gold"
    texts = {read(path, Settings()).text for folder in ("dev", "train") for path in (gold / folder).glob("*.json")}
    assert texts == {document.text for document, _ in cases}
