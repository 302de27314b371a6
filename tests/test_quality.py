"""Extraction reads at least as well as it did: the figures of FORMAT.md's scorer against floors that only rise.

`dev` judges, `train` is what rules and models were learned from. Raise a floor in `gold/floors.json` when a change
lifts its figure; never lower one.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.case import from_case, to_case
from graph.evaluate import FAMILIES, score, total
from graph.pipeline import extract
from graph.settings import Settings

GOLD = Path(__file__).parent / "gold"
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))


def _figures(part: str) -> dict[str, float]:
    """Mean, F1 by family, and evidence, of the rules on one folder of cases."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / part).glob("*.json"))]
    documents = [from_case({"id": c["id"], "text": c["text"], "date": c["date"]})[0] for c in cases]
    read = [to_case(document, record) for document, record in extract(documents, Settings())]
    figures = total(score(gold, told) for gold, told in zip(cases, read, strict=True)).figures()
    by_family = {family: figures["families"][family]["f1"] for family in FAMILIES}
    return {"mean": figures["mean_f1"], "evidence": figures["attributes"]["evidence"], **by_family}


@pytest.mark.parametrize(
    "part", [pytest.param("dev", id="dev"), pytest.param("train", id="train", marks=pytest.mark.slow)]
)
def test_no_figure_falls_below_its_floor(part: str) -> None:
    figures = _figures(part)
    below = {name: (figures[name], floor) for name, floor in FLOORS[part].items() if figures[name] < floor}
    assert below == {}
    assert figures["evidence"] == 1.0
