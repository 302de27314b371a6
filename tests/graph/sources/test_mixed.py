"""A directory of everything at once: what can be read is, what cannot is told with its reason, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.settings import Settings
from graph.sources import Intake, origins, pieces, read_piece
from tests.graph.sources.mixed import make


@pytest.mark.parametrize("files", [pytest.param(120), pytest.param(1000, marks=pytest.mark.slow)])
def test_every_document_of_a_mixed_directory_is_read_or_told_why_not(tmp_path: Path, files: int) -> None:
    expected = make(tmp_path, files)
    good, bad = dict[str, str](), dict[str, str]()
    for origin in origins(str(tmp_path)):
        for piece in pieces(origin, Settings(), Intake()):
            place = piece.source.removeprefix(f"{tmp_path}/")
            assert place not in good.keys() | bad.keys()
            try:
                if isinstance(piece, InputError):
                    raise piece
                good[place] = read_piece(piece, Settings()).text
            except InputError as error:
                bad[place] = error.reason
    told = {place: reason[: len(expected.refused.get(place, reason))] for place, reason in bad.items()}
    assert told == expected.refused
    assert len(good) == expected.stories + len(expected.copies) + len(expected.reprints)
    assert [good[copy] for copy in expected.copies] == [good[original] for original in expected.copies.values()]
    assert expected.files == files


def test_the_same_files_are_made_again(tmp_path: Path) -> None:
    made = [make(tmp_path / name, 60) for name in ("a", "b")]
    assert made[0] == made[1]
    files = [sorted((tmp_path / name).rglob("*.*")) for name in ("a", "b")]
    same = [one.read_bytes() == other.read_bytes() for one, other in zip(*files, strict=True)]
    assert [path.name for path, is_same in zip(files[0], same, strict=True) if not is_same] == ["0007-locked.pdf"]
