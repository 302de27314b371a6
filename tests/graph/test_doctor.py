"""graph.doctor tells what is well from what is not; `policygraph doctor` as a whole is in tests/api/test_cli.py."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from graph import doctor
from graph.case import ANNOTATED
from graph.doctor import State, finding
from graph.ledger import Ledger
from graph.model import Document, Record
from graph.pipeline import Workspace
from graph.places import index_path, open_gazetteer
from graph.rdf import graph_iri
from graph.settings import Settings
from graph.store import open_store


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


def test_what_waits_for_the_store_after_an_interruption_is_no_fault_and_what_it_has_lost_is(tmp_path: Path) -> None:
    settings, document = Settings(home=tmp_path), Document("The order is signed.")
    with Workspace.open(settings):
        pass
    with Ledger(settings.ledger_path) as ledger:
        ledger.put(document, Record(document.id, ANNOTATED))
        with closing(open_store(settings)) as store:
            found = doctor.consistency(ledger, store, settings)
            assert (found.state, found.detail.partition("; ")[2]) == (State.WELL, "1 to follow at the next start")
    with Workspace.open(settings) as workspace:
        assert doctor.consistency(workspace.ledger, workspace.store, settings).detail.startswith("1 graphs, ")
        workspace.store.drop(graph_iri(settings.base_iri, document.id))
        found = doctor.consistency(workspace.ledger, workspace.store, settings)
        assert (found.state, found.detail[:11]) == (State.ILL, "no graph of")


def test_the_index_is_well_before_it_is_made_and_ill_where_it_misses_a_document_or_finds_in_one_that_is_not(
    tmp_path: Path,
) -> None:
    settings, document = Settings(home=tmp_path), Document("The order is signed.")
    with Ledger(settings.ledger_path) as ledger:
        assert doctor.search(ledger, settings).detail == "no index yet; the next start makes it"
        ledger.put(document, Record(document.id, ANNOTATED))
    with Workspace.open(settings) as workspace:
        well = doctor.search(workspace.ledger, settings)
        workspace.index.replace_all({graph_iri(settings.base_iri, document.id): ()})
        missing = doctor.search(workspace.ledger, settings)
    settings.search_path.write_bytes(b"no database")
    with Ledger(settings.ledger_path) as ledger:
        broken = doctor.search(ledger, settings)

    assert (well.state, well.detail) == (State.WELL, f"finds in 1 documents; {settings.search_path}")
    assert (missing.state, missing.detail[:11]) == (State.ILL, "nothing of ")
    assert (broken.state, "delete it, and it is made again" in broken.detail) == (State.ILL, True)
