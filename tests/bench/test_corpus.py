"""The benches of a corpus run, on a few documents: one that had lost a name it imports was not noticed before."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.case import read_case


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module as run.py imports it, so that processes that it starts can, too."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    return importlib.import_module("corpus")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten of the annotated texts."""
    for path in sorted((Path(__file__).parents[1] / "gold" / "train").glob("*.json"))[:10]:
        (tmp_path / f"{path.stem}.txt").write_text(read_case(path)[0].text, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(("name", "figure"), [("known", "seconds"), ("rebuild", "quads_per_second")])
def test_each_bench_gives_its_figure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bench: Any, name: str, figure: str
) -> None:
    for constant, value in {"MANY": 40, "WINDOW": 10, "FILLED": 20}.items():
        monkeypatch.setattr(bench, constant, value)
    assert getattr(bench, name)(folder)[figure] > 0


@pytest.mark.slow
def test_growth_compares_homes_of_two_sizes(folder: Path, bench: Any) -> None:
    assert bench.growth(folder, bench.Turns((10, 40), 2, 10, 2))["ratio"] > 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_looked_at_after_each_step(folder: Path, bench: Any) -> None:
    assert list(bench.memory(folder, (10, 20))) == [
        f"{name}_mib_at_{there}" for there in (10, 20) for name in ("resident", "peak")
    ]
