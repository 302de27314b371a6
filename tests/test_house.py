"""The house rules of DESIGN.md and CONTRIBUTING.md that no linter knows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("graph", "api", "ontology", "seeds")
LOCKS = ("requirements.lock", "requirements-dev.lock")
MAX_LINES = 300
# where packages come from is each machine's own business, and no committed file names it
HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian"))]
LOCAL_PATHS = ["/".join(("", *parts)) for parts in (("opt", "pypi"), ("opt", "wheels"), ("work", "main"))]


def committed() -> list[Path]:
    """Every file under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def requirements(lock: str) -> dict[str, str]:
    """Requirement (name, version, marker) -> what stands behind it: its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line.split("--hash", 1)[0].strip(): line.partition("--hash")[2] for line in lines}


def canonical(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_no_module_is_longer_than_its_reader_can_hold() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
    assert {name: n for name, n in lengths.items() if n > MAX_LINES} == {}


def test_no_module_is_a_drawer_for_what_has_no_place() -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}
    assert [str(p.relative_to(ROOT)) for p in modules() if p.name in drawers] == []


def test_the_tour_of_the_house_leads_through_every_room_of_graph() -> None:
    tour = (ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = [p for p in (ROOT / "graph").iterdir() if not p.name.startswith("_") and (p.is_dir() or p.suffix == ".py")]
    assert [p.name for p in rooms if f"`graph/{p.name}{'/' if p.is_dir() else ''}`" not in tour] == []


def test_imports_go_one_way_only() -> None:
    lint_imports = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_of_a_lock_is_pinned_by_hash_and_names_no_place(lock: str) -> None:
    one_pin = re.compile(r"[a-z0-9._-]+==[A-Za-z0-9.!+]+( ; [a-z_]+ [<>=!]+ '[A-Za-z0-9.]+'( (and|or) .*)?)?")
    some_hashes = re.compile(r"=sha256:[0-9a-f]{64}(\s+--hash=sha256:[0-9a-f]{64})*\s*")
    found = requirements(lock)
    assert len(found) > 50
    assert [r for r in found if not one_pin.fullmatch(r)] == []
    assert [r for r, hashes in found.items() if not some_hashes.fullmatch(hashes)] == []


def test_the_locks_agree_with_one_another_and_hold_all_that_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, dev = (requirements(lock) for lock in LOCKS)
    pins = [{r.partition(" ; ")[0]: hashes for r, hashes in found.items()} for found in (runtime, dev)]
    assert pins[0].items() <= pins[1].items()
    assert {canonical(r) for r in project["dependencies"]} <= {canonical(r) for r in runtime}
    wanted = {canonical(r) for extra in project["optional-dependencies"].values() for r in extra}
    assert wanted - {"policygraph"} <= {canonical(r) for r in dev}


def test_no_committed_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in committed()
        if (text := path.read_bytes().decode("utf-8", "replace"))
        for word in HOSTS + LOCAL_PATHS
        if word in text
    ]
    assert found == []


def test_ci_runs_what_a_contributor_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", script], check=True)
    called = [line for line in script.read_text(encoding="utf-8").splitlines() if line.startswith("make")]
    assert called == ["make test", "make test-virtuoso || exec make test-virtuoso ARGS=--last-failed"]


def test_make_knows_every_target_that_the_documentation_names() -> None:
    targets = ["setup", "demo", "test", "test-virtuoso", "check", "lint", "bench", "lock", "format", "ui"]
    done = subprocess.run(["make", "-n", *targets], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_licence_is_the_one_that_pyproject_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert text.rstrip().endswith("limitations under the License.")


@pytest.mark.slow
def test_the_wheel_carries_every_file_of_the_packages_and_what_was_bundled(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("policygraph-*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    ours = {str(p.relative_to(ROOT)) for p in committed() if p.relative_to(ROOT).parts[0] in PACKAGES}
    bundled = {str(p.relative_to(ROOT)) for p in (ROOT / "api" / "pages" / "static" / "build").iterdir()}
    assert (ours | bundled) - carried == set()
    assert not [name for name in carried if "node_modules" in name]
