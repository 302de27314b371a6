"""Places are located whatever reads a document, and not being able to is said before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import main
from graph.errors import StorageError
from graph.model import Document, EntityType
from graph.reader import attempts, extract
from graph.settings import Settings

TEXT = (
    "CHICAGO — Mayor Brandon Johnson signed an executive order on Saturday that bars police in Chicago from helping "
    "federal agents. Gov. JB Pritzker of Illinois praised the order in Springfield.\n"
)


def test_what_reads_a_document_locates_its_places() -> None:
    [(_, record)] = extract([Document(TEXT)], Settings())
    located = {e.name: e.geonames for e in record.entities if e.type is EntityType.PLACE}
    assert {name.title(): id_ for name, id_ in located.items()} == {
        "Chicago": 4887398,
        "Illinois": 4896861,
        "Springfield": 4250542,
    }


def test_without_a_place_for_the_index_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="POLICYGRAPH_CACHE"):
        next(attempts([Document(TEXT)], Settings(cache=tmp_path / "file")))
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    command = ["ingest", str(tmp_path / "text.txt"), "--home", str(tmp_path / "home")]
    done = CliRunner().invoke(main, command, env={"POLICYGRAPH_CACHE": str(tmp_path / "file")})
    assert done.exit_code == 3
    assert "the index of places cannot be built" in done.stderr
