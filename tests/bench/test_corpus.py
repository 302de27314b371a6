"""The benches of a corpus run, on a few documents: one that had lost a name it imports was not noticed before."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.case import read_case

SPEC = importlib.util.spec_from_file_location("bench_corpus", Path(__file__).with_name("corpus.py"))
assert SPEC is not None
assert SPEC.loader is not None
corpus = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(corpus)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten of the annotated texts."""
    for path in sorted((Path(__file__).parents[1] / "gold" / "train").glob("*.json"))[:10]:
        (tmp_path / f"{path.stem}.txt").write_text(read_case(path)[0].text, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("bench", "figure"),
    [(corpus.known, "seconds"), (corpus.growth, "ratio"), (corpus.rebuild, "quads_per_second")],
)
def test_each_bench_gives_its_figure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bench: Callable[[Path], dict[str, float]], figure: str
) -> None:
    small = {"MANY": 40, "FIRST": 10, "WINDOW": 10, "STRETCH": 10, "SAMPLE": 2, "LAST": 40, "FILLED": 20}
    for name, value in small.items():
        monkeypatch.setattr(corpus, name, value)
    assert bench(folder)[figure] > 0
