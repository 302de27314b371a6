"""Damaged files of every kind: whatever is cut off or changed in them, documents and errors come out, nothing else."""

from __future__ import annotations

import lzma
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Document
from graph.settings import Settings
from graph.sources import Intake, Origin, pieces, read_piece
from tests.graph.sources import making, mixed
from tests.graph.sources.making import Story

STORIES = [
    Story(
        f"Mayor Ann Lee of Río has signed order {n} – it bars the police from asking.\nResidents cheered.\n" * 5,
        f"Order {n}",
        f"https://tribune.example/{n}",
        "The Tribune",
        "Ann Lee",
        "2025-08-30",
    )
    for n in range(3)
]
SAMPLES = {suffix: write(STORIES[0]) for suffix, write in mixed.SINGLE.items()}
SAMPLES |= {suffix: write(STORIES) for suffix, write in mixed.MANY.items()}
SAMPLES[".txt.xz"] = lzma.compress(SAMPLES[".txt"])
SAMPLES[".locked.pdf"] = making.encrypted(SAMPLES[".pdf"], "")
MOST = 1_000_000  # bytes of one piece
LIMITS = Settings(max_bytes=MOST, max_characters=MOST)


def outcomes(data: bytes, suffix: str) -> list[Document | InputError]:
    """What comes of a file, each piece held to the limit."""
    results: list[Document | InputError] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"file{suffix}"
        file.write_bytes(data)
        for piece in pieces(Origin(str(file)), LIMITS, Intake()):
            if isinstance(piece, InputError):
                results.append(piece)
                continue
            assert len(piece.data or b"") <= MOST
            try:
                results.append(read_piece(piece, LIMITS))
            except InputError as error:
                results.append(error)
    return results


@pytest.mark.parametrize("suffix", SAMPLES)
def test_every_sample_is_read_whole(suffix: str) -> None:
    results = outcomes(SAMPLES[suffix], suffix)
    assert [result for result in results if isinstance(result, InputError)] == []
    assert len(results) == (3 if suffix in mixed.MANY else 1)


changes = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=0, max_size=4)), max_size=6)


@pytest.mark.parametrize("suffix", SAMPLES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.floats(0, 1), changes)
@example(0.0, [])
@example(0.5, [])
@example(0.999, [])
def test_of_a_damaged_file_documents_and_errors_come_and_nothing_else(
    suffix: str, end: float, changes: list[tuple[float, bytes]]
) -> None:
    data = bytearray(SAMPLES[suffix])
    for place, new in changes:
        at = int(place * len(data))
        data[at : at + len(new)] = new
    results = outcomes(bytes(data[: int(end * len(data)) + 1]), suffix)
    assert results
    assert all(isinstance(result, Document | InputError) for result in results)
    assert all(result.source and "\n" not in result.reason for result in results if isinstance(result, InputError))


@pytest.mark.parametrize("suffix", sorted({*SAMPLES, ""}))
@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300))
def test_of_any_bytes_documents_and_errors_come_and_nothing_else(suffix: str, data: bytes) -> None:
    results = outcomes(data, suffix)
    assert results
    assert all(isinstance(result, Document | InputError) for result in results)
