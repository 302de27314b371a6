"""The service does what its OpenAPI description says, whatever is asked of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.conftest import DEV, fill
from tests.e2e.serving import serving

pytestmark = pytest.mark.slow
CONFIG = Path(__file__).with_name("schemathesis.toml")


def test_no_request_is_answered_otherwise_than_described(tmp_path: Path) -> None:
    """schemathesis: no 5xx, no status, media type or body that is not described, whatever the parameters hold."""
    settings = Settings(home=tmp_path / "home")
    with Workspace.open(settings) as workspace:
        fill(workspace, sorted(DEV.glob("*.json")))
    with serving(settings) as address:
        command = [Path(sys.executable).with_name("st"), "--config-file", CONFIG, "run", f"{address}/openapi.json"]
        done = subprocess.run([*command, "--no-color"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
