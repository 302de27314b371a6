"""The figures of a folder, and which of them are below their floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.evaluate.report import below, floors, report

GOLD = Path(__file__).parent.parent.parent / "gold"
CASES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("dev/*.json"))[:2]}
FAMILIES = dict.fromkeys(("entities", "relations", "provisions", "statements", "events"), 1.0)


def test_cases_as_their_own_predictions_are_perfect_and_what_was_not_told_has_no_figure() -> None:
    found = report(CASES, CASES.values())
    # hand-written cases have neither offsets nor confidence
    assert found.headline() == {"mean": 1.0} | FAMILIES | {"evidence": 0.0, "geonames": 1.0, "coreference": 1.0}
    assert found.figures()["documents"] == dict.fromkeys(CASES, FAMILIES)
    assert found.figures()["calibration"]["error"] is None


def test_calibration_is_one_less_the_error() -> None:
    (name, case), *_ = CASES.items()
    sure = case | {"statements": [s | {"confidence": 0.7} for s in case["statements"]]}
    assert report({name: case}, [sure]).headline()["calibration"] == 0.7


def test_floors_are_found_by_the_folders_path_or_name_in_the_file_given_or_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "official" / "nyc"
    folder.mkdir(parents=True)
    assert floors(folder) == {}
    (tmp_path / "floors.json").write_text('{"nyc": {"day": 0.9}}')
    (tmp_path / "mine.json").write_text('{"nyc": {"day": 0.5}}')
    assert floors(folder) == {"day": 0.9}
    assert floors(folder, tmp_path / "mine.json") == {"day": 0.5}
    assert floors(folder.parent) == {}
    (tmp_path / "floors.json").write_text('{"nyc": {"day": 0.9}, "official/nyc": {"day": 0.7}}')
    assert floors(folder) == {"day": 0.7}
    monkeypatch.chdir(tmp_path)
    assert floors(Path("official/nyc"), Path("floors.json")) == {"day": 0.7}
    (tmp_path / "floors-learned.json").write_text('{"nyc": {"day": 0.8}}')
    assert floors(folder, extractor="learned") == {"day": 0.8}
    assert floors(folder, extractor="rules") == {"day": 0.7}
    (tmp_path / "floors-learned.json").write_text("{}")
    assert floors(folder, extractor="learned") == {"day": 0.7}
    (tmp_path / "floors.json").write_text("[]")
    with pytest.raises(InputError, match="is not a table of floors"):
        floors(folder)


def test_a_figure_at_its_floor_holds_and_one_that_could_not_be_measured_does_not() -> None:
    assert below({"mean": 0.7, "events": 0.4}, {"mean": 0.7, "events": 0.5, "calibration": 0.9}) == {
        "events": (0.4, 0.5),
        "calibration": (0.0, 0.9),
    }
