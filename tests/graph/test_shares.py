"""Shares: each document in one of them, whatever the corpus lies in, and a new file changes one share alone."""

from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path

import fsspec
import pytest

from graph.errors import InputError
from graph.outcome import Outcome
from graph.settings import Settings
from graph.shares import MOST_BYTES, Input, Share, inputs, shares
from graph.sources import Intake, Piece

SETTINGS, INTAKE = Settings(max_bytes=200_000), Intake()


def steps(share: Share, folder: Path) -> list[Piece | Outcome]:
    return [step.what for step in share.steps(SETTINGS, INTAKE, folder) if step.what is not None]


def files(folder: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def names(found: list[Share]) -> list[tuple[str, ...]]:
    return [tuple(Path(one.name).name for one in share.inputs) for share in found]


def test_inputs_are_the_files_that_ingest_would_read_in_its_order(tmp_path: Path) -> None:
    files(tmp_path, ["b.txt", "a/z.txt", "a/k.png", ".hidden.txt", "c.md"])
    wanted = [str(tmp_path / name) for name in ("a/z.txt", "b.txt", "c.md")]
    for where in (str(tmp_path), f"file://{tmp_path}"):
        assert [one.name for one in inputs(where)] == wanted
    found = list(inputs(str(tmp_path / "*.txt")))
    status = (tmp_path / "b.txt").stat()
    assert found == [Input(wanted[1], status.st_size, str(status.st_mtime_ns))]


@pytest.mark.parametrize(
    ("where", "reason"),
    [
        ("-", "is not read by a cluster"),
        ("https://example.org/a.html", "is not read by a cluster"),
        ("/no/such/file.txt", "does not exist"),
        ("memory://no/such/file.txt", "does not exist"),
    ],
)
def test_what_a_cluster_cannot_read_is_said_before_anything_is_read(where: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        list(inputs(where))


def test_every_file_is_in_one_share_and_none_is_too_long() -> None:
    many = [Input(f"/news/{n:04}.txt", 100, "1") for n in range(1000)]
    found = list(shares([*many, *many[:10]], most=16))
    assert list(chain.from_iterable(share.inputs for share in found)) == many
    assert max(len(share.inputs) for share in found) <= 16
    assert len(found) < 250
    heavy = [Input(f"/news/{n}.txt", MOST_BYTES // 2, "1") for n in range(10)]
    assert max(share.size for share in shares(heavy, most=16)) <= MOST_BYTES


def test_a_file_more_changes_few_shares() -> None:
    many = [Input(f"/news/{n:04}.txt", 100, "1") for n in range(0, 2000, 2)]
    before = set(shares(many, most=16))
    after = set(shares([*many[:300], Input("/news/0599b.txt", 100, "1"), *many[300:]], most=16))
    assert len(before - after) <= 4
    assert len(before & after) > 100


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_long_container_is_cut_and_each_of_its_documents_is_in_one_share(tmp_path: Path, suffix: str) -> None:
    rows = [json.dumps({"text": f"{n} " + "word " * 40, "title": str(n)}) for n in range(200)]
    file = tmp_path / f"news{suffix}"
    data = "\n".join([*rows[:100], "no JSON", *rows[100:]]).encode()
    file.write_bytes(data if suffix == ".jsonl" else gzip.compress(data))
    (one,) = inputs(str(file))
    cut = [Share((one,), number, 5) for number in range(5)]
    found = [steps(share, tmp_path) for share in cut]
    whole = steps(Share((one,)), tmp_path)
    assert len(whole) == 201
    assert sorted(chain.from_iterable(found), key=str) == sorted(whole, key=str)
    if suffix == ".jsonl":  # of so short a compressed file all is in the first buffer
        assert all(len(some) > 20 for some in found)


def test_only_containers_are_cut() -> None:
    long = [Input("/a.jsonl", 3 * MOST_BYTES, "1"), Input("/b.pdf", 3 * MOST_BYTES, "1"), Input("/c.txt", 5, "1")]
    assert [(share.inputs, share.number, share.of) for share in shares(long)] == [
        ((long[0],), 0, 3),
        ((long[0],), 1, 3),
        ((long[0],), 2, 3),
        ((long[1],), 0, 1),
        ((long[2],), 0, 1),
    ]


def test_files_elsewhere_are_read_as_files_here_are(tmp_path: Path) -> None:
    system = fsspec.filesystem("memory")
    lines = "\n".join(json.dumps({"text": text}) for text in ("one", "two"))
    for name, text in {
        "b.txt": "bee",
        "a/z.jsonl": lines,
        "a/.h.txt": "no",
        "c.png": "no",
        "long.txt": "x" * 200_001,
    }.items():
        system.pipe_file(f"/shares/{name}", text.encode())
    found = list(inputs("memory://shares"))
    assert [(one.name, one.size) for one in found] == [
        ("memory:///shares/a/z.jsonl", len(lines)),
        ("memory:///shares/b.txt", 3),
        ("memory:///shares/long.txt", 200_001),
    ]
    assert all(one.stamp for one in found)
    z, b, long = steps(Share(tuple(found)), tmp_path)[:2], *steps(Share(tuple(found)), tmp_path)[2:]
    assert [one.source for one in z if isinstance(one, Piece)] == [f"memory:///shares/a/z.jsonl!{n}" for n in (1, 2)]
    assert b == Piece("memory:///shares/b.txt", ".txt", b"bee", passed=3)
    assert isinstance(long, Outcome)
    assert "is too long: 200,001 bytes" in str(long.error)
    system.rm_file("/shares/b.txt")
    (gone,) = steps(Share((found[1],)), tmp_path)
    assert isinstance(gone, Outcome)
    assert gone.error == "memory:///shares/b.txt: does not exist any more"
    assert [one.name for one in inputs("memory://shares/*/*.jsonl")] == ["memory:///shares/a/z.jsonl"]
    assert list(tmp_path.iterdir()) == []
