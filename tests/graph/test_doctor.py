"""graph.doctor tells what is well from what is not; `policygraph doctor` as a whole is in tests/api/test_cli.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import doctor
from graph.doctor import State, finding
from graph.places import index_path, open_gazetteer
from graph.settings import Settings


def test_the_installed_language_model_is_the_published_one() -> None:
    assert doctor.model() == doctor.Finding("language model", State.WELL, "28 files are the published ones")


def test_a_model_file_that_differs_from_the_published_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, _, name = doctor.CHECKSUMS.read_text(encoding="utf-8").splitlines()[5].partition("  ")
    other = tmp_path / "sums"
    other.write_text(f"{digest[::-1]}  {name}\n{digest}  {name}-that-is-missing\n", encoding="utf-8")
    monkeypatch.setattr(doctor, "CHECKSUMS", other)
    assert doctor.model() == doctor.Finding(
        "language model",
        State.ILL,
        f"{name}, {name}-that-is-missing: not the published files; install again",
    )


def test_the_index_of_places_is_well_before_it_is_made_and_when_it_is_whole(tmp_path: Path) -> None:
    fresh = doctor.places(Settings(cache=tmp_path))
    assert (fresh.state, fresh.detail[:12]) == (State.WELL, "no index yet")
    open_gazetteer(Settings())
    made = doctor.places(Settings())
    assert made.state is State.WELL
    assert "of GeoNames (https://www.geonames.org), CC BY 4.0" in made.detail
    index_path(Settings(cache=tmp_path)).write_bytes(b"no database")
    broken = doctor.places(Settings(cache=tmp_path))
    assert broken.state is State.ILL
    assert "delete it, and it is made again" in broken.detail


def test_all_packages_that_matter_are_found() -> None:
    found = {f.check: f.state for f in doctor.versions()}
    assert found == dict.fromkeys(("python", *doctor.PACKAGES), State.WELL)


def test_a_finding_names_the_first_faults_and_counts_the_rest() -> None:
    assert finding("x", [], "all well") == doctor.Finding("x", State.WELL, "all well")
    assert finding("x", ["a", "b"], "all well", "do this").detail == "a, b: do this"
    assert finding("x", map(str, range(1003)), "all well").detail == "0, 1, 2 and 1,000 more"
