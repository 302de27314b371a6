"""What tests of several packages share: the annotated cases as real records, a home of one's own, an open workspace."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from graph.case import read_case
from graph.model import Document, Record
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.engines import Servers

# A busy machine is no failure, and the same code is tested the same way each time; to look further than that:
# pytest --hypothesis-profile search
_PATIENT = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("same", _PATIENT, derandomize=True)
hypothesis.settings.register_profile("search", _PATIENT, max_examples=1000)
hypothesis.settings.load_profile("same")

GOLD = Path(__file__).parent / "gold"
SLOW = Path(__file__).with_name("slow.txt")
VIRTUOSO = Path(__file__).with_name("virtuoso.toml")
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108 - a disk in memory, if there is one; bytes
Case = tuple[Document, Record]


def pytest_configure() -> None:
    """Homes and stores of tests lie in memory, where there is room: a third of their time they would wait for a disk.
    Elsewhere: TMPDIR=/tmp pytest. What a shell starts behind itself ignores interrupts, and so would all it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """One process more than there are processors: there is always one that waits, for a browser, a kill, a time-out."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else (os.cpu_count() or 1) + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What slow.txt names is slow, beside what says so itself; the files that take longest come first, so that at the
    end no process waits for another one's. Over another store (TEST_STORE) runs what is lent one of its `servers`."""
    listed, spent = _listed(), defaultdict[Path, float](float)
    for name, seconds in listed.items():
        spent[SLOW.parent.parent / name.partition("::")[0]] += seconds
    for item in items:
        if item.nodeid.partition("[")[0] in listed:
            item.add_marker("slow")
        if item.get_closest_marker("slow"):
            spent[item.path] = spent[item.path] or 1.0
    items.sort(key=lambda item: -spent[item.path])
    if "TEST_STORE" in os.environ:
        items[:] = [item for item in items if "servers" in item.fixturenames]  # type: ignore[attr-defined]
    if os.environ.get("TEST_STORE") == "virtuoso":
        _expect_failures(items)


def _expect_failures(items: list[pytest.Item]) -> None:
    """What virtuoso.toml names fails, and is an error where it does not."""
    known = tomllib.loads(VIRTUOSO.read_text(encoding="utf-8"))
    marks = {name: pytest.mark.xfail(strict=True, reason=why) for why, one in known.items() for name in one["tests"]}
    for item in items:
        if mark := marks.get(item.nodeid.partition("[")[0]):
            item.add_marker(mark)


def pytest_addoption(parser: pytest.Parser) -> None:
    """To write slow.txt anew."""
    parser.addoption("--write-slow", action="store_true", help="write tests/slow.txt: what takes a second or more here")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write down the tests that took a second or more, all their parameters together; others stay as they were."""
    if not config.getoption("--write-slow"):
        return
    spent: dict[str, float] = defaultdict(float)
    for report in (one for some in terminalreporter.stats.values() for one in some if hasattr(one, "duration")):
        spent[report.nodeid.partition("[")[0]] += report.duration
    there = {name: seconds for name, seconds in _listed().items() if name not in spent}
    slow = there | {name: seconds for name, seconds in spent.items() if seconds >= 1}
    SLOW.write_text("".join(f"{name} {seconds:.0f}\n" for name, seconds in sorted(slow.items())), encoding="utf-8")


def _listed() -> dict[str, float]:
    """The seconds that slow tests take, by name."""
    lines = map(str.split, SLOW.read_text(encoding="utf-8").splitlines())
    return {name: float(*seconds or (1,)) for name, *seconds in lines}


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    """All documents that are annotated in full, with their records, in the order of their files' names."""
    files = [path for folder in ("dev", "train") for path in (GOLD / folder).glob("*.json")]
    return [read_case(path) for path in sorted(files, key=lambda path: path.name)]


@pytest.fixture(scope="session")
def seed() -> Case:
    """The annotated seed article."""
    return read_case(GOLD / "dev" / "chicago-seed.json")


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """SPARQL servers, for stores that lie elsewhere."""
    started = Servers(tmp_path_factory.mktemp)
    yield started
    started.stop()


@pytest.fixture
def home_settings(servers: Servers, tmp_path: Path) -> Iterator[Settings]:
    """Settings of a home of one's own, with the store on disk, or where TEST_STORE says."""
    with servers.chosen("oxigraph") as store:
        yield Settings(home=tmp_path / "home", **store)


@pytest.fixture
def workspace(home_settings: Settings) -> Iterator[Workspace]:
    """A new, open workspace on disk."""
    with Workspace.open(home_settings) as opened:
        yield opened
