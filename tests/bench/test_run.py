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
    command = [sys.executable, RUN, "ingest", "pool", "--words", "1500", "--output", output]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures = json.loads(output.read_text(encoding="utf-8"))
    benchmarks = figures["benchmarks"]
    assert benchmarks["ingest"]["words"] > 1000
    assert benchmarks["ingest"]["ratio"] > 0
    assert benchmarks["pool"]["speed_up"] > 0
    assert benchmarks["ingest"]["failed"] == 0
    assert all(benchmarks[name]["peak_mib"] > 100 for name in ("ingest", "pool"))
    assert [line.split()[0] for line in printed.splitlines()[:2]] == ["ingest", "pool"]


def test_a_benchmark_that_there_is_not_is_a_usage_error() -> None:
    done = subprocess.run([sys.executable, RUN, "nothing"], capture_output=True, text=True, check=False)
    assert (done.returncode, "no such benchmark: nothing" in done.stderr) == (2, True)
