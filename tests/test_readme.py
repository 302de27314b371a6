"""Every command of the README is run, in its order, in a folder like a fresh clone, beside the demo that it starts."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"
CLONE = (".github", ".venv", "Makefile", "pyproject.toml", "requirements-dev.lock", "seeds", "tests")


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def commands() -> list[str]:
    """The shell commands, one each, without their comments; what make does first is run by the fixture."""
    lines = [line for block in blocks("sh") for line in block.replace("\\\n", " ").splitlines()]
    found = [re.sub(r"\s+#.*", "", line) for line in lines if line.strip() and not line.startswith("#")]
    return [line for line in found if not line.startswith("make ")]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a clone after `make setup`, with nothing ingested yet."""
    folder = tmp_path_factory.mktemp("clone")
    for name in CLONE:
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """As after `source .venv/bin/activate`, and without settings of whoever runs the tests."""
    kept = (name for name in os.environ if not name.startswith(("POLICYGRAPH_", "MAKE", "MFLAGS")))
    ours = {name: os.environ[name] for name in kept}
    return ours | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{ours['PATH']}"}


@pytest.fixture(scope="module")
def address(clone: Path, environment: dict[str, str]) -> Iterator[str]:
    """Where `make demo` serves; the installation itself is left as it is (`-o`)."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["make", "-o", ".venv/.installed", "demo", f"PORT={port}"]
    with (clone / "demo.log").open("wb") as log:
        demo = subprocess.Popen(command, cwd=clone, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}", demo, clone / "demo.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(demo.pid, signal.SIGINT)
        demo.wait(timeout=30)


def wait_until_ready(address: str, demo: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert demo.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as answer:  # noqa: S310 - our own server
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the demo was never ready: {log.read_text(encoding='utf-8')}")


def sparql(address: str, query: str) -> list[dict[str, str]]:
    body = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(  # noqa: S310 - our own server
        f"{address}/sparql", data=body, headers={"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
        rows: list[dict[str, dict[str, str]]] = json.load(answer)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_the_readme_begins_with_setup_and_demo() -> None:
    first = blocks("sh")[0].split()
    assert first[:2] == ["make", "setup"]
    assert "demo" in first


def test_the_demo_says_what_to_try_and_all_of_it_works(
    address: str, clone: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    said = (clone / "demo.log").read_text(encoding="utf-8")
    (tmp_path / "article.txt").write_text("The mayor of Springfield signed an order on Monday, said Ann Lee.\n" * 3)
    tried = re.findall(r"curl .*?(?=\n\n|\n  \S)", said, re.DOTALL)
    assert len(tried) >= 5
    for command in tried:
        script = f"set -e\n{command.replace('curl ', 'curl --fail --silent --show-error ')}"
        done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert (done.returncode, done.stderr.decode()) == (0, ""), command
        assert done.stdout or (tmp_path / "policygraph.ttl").exists(), command


@pytest.mark.parametrize("language", ["sparql"])
def test_every_sparql_query_of_the_readme_has_an_answer_in_the_demo(address: str, language: str) -> None:
    queries = blocks(language)
    assert len(queries) >= 2
    for query in queries:
        assert sparql(address, query), query


def test_every_command_and_script_of_the_readme_runs(address: str, clone: Path, environment: dict[str, str]) -> None:
    assert len(commands()) > 10
    for command in commands():
        here = command.replace(ADDRESS, address).replace("curl ", "curl --fail --silent --show-error ")
        done = subprocess.run(["bash", "-c", here], cwd=clone, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, f"{here}\n{done.stderr.decode()}"
        assert "Traceback" not in done.stderr.decode(), here
    for script in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", script.replace(ADDRESS, address)],
            cwd=clone,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout


def test_every_file_and_anchor_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) >= 5
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_pictures_evidence_is_that_of_the_seed_article() -> None:
    picture = (ROOT / ".github" / "policygraph.svg").read_text(encoding="utf-8")
    article = (ROOT / "seeds" / "chicago-protecting-order.txt").read_text(encoding="utf-8")
    spans = [article[int(start) : int(end)] for start, end in re.findall(r"#char=(\d+),(\d+)", picture)]
    assert spans == [
        "stand down from any attempts to deploy the US Armed Forces in Chicago",
        "Johnson's order a publicity stunt",
    ]
