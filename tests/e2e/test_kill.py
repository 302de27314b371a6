"""Whoever reads, deletes, judges or rebuilds may be killed at any moment: nothing is lost or half in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.timeout(2400)  # fifty homes, each filled and held against another
@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_fifty_kills_at_random_moments_lose_nothing_and_leave_nothing_half_in(tmp_path: Path) -> None:
    log = tmp_path / "kill.log"
    command = [sys.executable, Path(__file__).with_name("kill.py"), "--rounds", "50", "--log", log]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = log.read_text().splitlines()
    assert (done.returncode, done.stderr) == (0, ""), "\n".join(lines)
    assert len(lines) == 52
    assert sum(" killed after " in line for line in lines) >= 25
