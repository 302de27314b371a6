"""The bench runs; what it measures is this machine's, and no test looks at it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).with_name("run.py")


@pytest.mark.slow
def test_the_bench_writes_the_figures_that_it_prints(tmp_path: Path) -> None:
    output = tmp_path / "new" / "bench.json"
    command = [sys.executable, RUN, "parse", "ingest", "pool", "--words", "5000", "--output", output]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = json.loads(output.read_text(encoding="utf-8"))
    assert figures["ratio_words_per_second"] > 0
    benchmarks = figures["benchmarks"]
    assert benchmarks["parse"]["words"] == benchmarks["ingest"]["words"] > 1000
    assert benchmarks["pool"]["speed_up"] > 0
    assert benchmarks["ingest"]["failed"] == 0
    assert all(benchmarks[name]["peak_mib"] > 100 for name in ("parse", "ingest"))
    assert [line.split()[0] for line in printed.splitlines()[:3]] == ["parse", "ingest", "pool"]


def test_a_benchmark_that_there_is_not_is_a_usage_error() -> None:
    done = subprocess.run([sys.executable, RUN, "nothing"], capture_output=True, text=True, check=False)
    assert (done.returncode, "no such benchmark: nothing" in done.stderr) == (2, True)
