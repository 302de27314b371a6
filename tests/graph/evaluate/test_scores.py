"""graph.evaluate.scores gives score.py's figures exactly, whatever is predicted."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph.case import read_case, to_case
from graph.evaluate import FAMILIES, Counts, Score, score, total

GOLD = Path(__file__).parent.parent.parent / "gold"
CASES = sorted(GOLD.glob("dev/*.json"))


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """The guideline's own scorer, as a module."""
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return case


def perturbed(case: dict[str, Any], other: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A prediction that is wrong in every way a prediction can be: facts dropped, doubled, foreign, cut, mistyped."""
    result = copy.deepcopy(case)
    ids = [e["id"] for e in result["entities"]] + [None, "nobody"]
    for family in FAMILIES:
        facts = [fact for fact in result[family] if chance.random() > 0.15]
        facts += [copy.deepcopy(fact) for fact in other[family] if chance.random() < 0.1]
        facts += [copy.deepcopy(fact) for fact in facts if chance.random() < 0.05]
        chance.shuffle(facts)
        for fact in facts:
            damage(fact, ids, len(case["text"]), chance)
        result[family] = facts
    if chance.random() < 0.1:
        del result[chance.choice(FAMILIES)]
    return result


def damage(fact: dict[str, Any], ids: list[str | None], length: int, chance: random.Random) -> None:
    """Change a field or two, or drop one that score.py reads with .get()."""
    for key in [k for k in fact if k not in {"id"} and chance.random() < 0.1]:
        value = fact[key]
        if key in {"s", "o", "order", "bearer", "speaker", "actor", "recipient", "place"}:
            fact[key] = chance.choice(ids)
        elif key in {"text", "name", "value"} and isinstance(value, str):
            words = value.split()
            fact[key] = " ".join(words[chance.randrange(len(words)) :]) if words else ""
        elif key == "direct":
            fact[key] = not value
        elif key == "mentions":
            fact[key] = [*value[1:], "the Mayor’s office"]
        elif key != "type" or "mentions" in fact:
            fact[key] = chance.choice(["Person", "requires", "actual", "ACCUSE"])
    if chance.random() < 0.8:
        fact["start"] = chance.randrange(length)
        fact["end"] = fact["start"] + chance.randrange(-2, 200)


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_equals_that_of_the_guidelines_scorer(seed: int, scorer: ModuleType) -> None:
    chance = random.Random(seed)
    cases = [read(path) for path in CASES]
    for case in cases:
        prediction = perturbed(case, chance.choice(cases), chance)
        result, attributes, _, _ = scorer.score_document(case, prediction)
        families = {name: Counts(*counts) for name, counts in result.items()}
        assert score(case, prediction) == Score(families, attributes), case["id"]


def test_the_printed_figures_of_a_folder_equal_those_of_the_guidelines_scorer(tmp_path: Path) -> None:
    chance = random.Random(7)
    cases = [read(path) for path in CASES]
    scores = []
    for case, path in zip(cases, CASES, strict=True):
        prediction = perturbed(case, chance.choice(cases), chance)
        (tmp_path / path.name).write_text(json.dumps(prediction), encoding="utf-8")
        scores.append(score(case, prediction))
    command = [sys.executable, GOLD / "score.py", GOLD / "dev", tmp_path, "--json"]
    printed = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    del printed["documents"]
    assert total(scores).figures() == printed


def test_a_case_predicts_itself_perfectly() -> None:
    for path in CASES:
        document, record = read_case(path)
        figures = score(read(path), to_case(document, record)).figures()
        assert figures["families"].keys() == set(FAMILIES)
        assert {f["f1"] for f in figures["families"].values() if f["gold"]} == {1.0}
        assert figures["attributes"]["evidence"] == 1.0


def test_an_empty_prediction_has_found_nothing_of_what_there_is() -> None:
    case = read(CASES[0])
    assert {name: (c.matched, c.predicted) for name, c in score(case, {}).families.items()} == dict.fromkeys(
        FAMILIES, (0, 0)
    )
    assert score(case, {}).figures()["mean_f1"] == 0.0
