"""Settings: where they come from, which of them wins, and which make no sense."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.errors import SettingsError
from graph.settings import Settings, load, user_cache

NOWHERE = Path("/nonexistent/policygraph.toml")


def test_without_anything_set_the_defaults_hold() -> None:
    assert load(environment={}, file=NOWHERE) == Settings()


@pytest.mark.parametrize(
    ("system", "environment", "folder"),
    [
        ("linux", {}, Path.home() / ".cache"),
        ("linux", {"XDG_CACHE_HOME": "/var/cache/me"}, Path("/var/cache/me")),
        ("darwin", {}, Path.home() / "Library" / "Caches"),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local")),
        ("win32", {}, Path.home() / "AppData" / "Local"),
    ],
)
def test_what_can_be_made_again_is_kept_where_the_system_keeps_such_things(
    system: str, environment: dict[str, str], folder: Path
) -> None:
    assert user_cache(environment, system) == folder / "policygraph"


def test_flags_win_over_environment_and_environment_over_file(tmp_path: Path) -> None:
    file = tmp_path / "policygraph.toml"
    file.write_text('home = "from-file"\nport = 1\nhost = "file.example"\nmax_characters = 10\n')
    environment = {
        "POLICYGRAPH_PORT": "2",
        "POLICYGRAPH_HOST": "environment.example",
        "POLICYGRAPH_OTHER": "x",
        "X": "y",
    }
    flags = {"host": "flag.example", "home": None}
    assert load(flags, environment, file) == Settings(
        home=Path("from-file"), port=2, host="flag.example", max_characters=10
    )


@pytest.mark.parametrize(
    ("flags", "name", "reason"),
    [
        ({"colour": "red"}, "colour", "no such setting; there are api_key, base_iri"),
        ({"port": "many"}, "port", "must be a whole number, not 'many'"),
        ({"port": 80.5}, "port", "must be a whole number, not 80.5"),
        ({"port": True}, "port", "must be a whole number, not True"),
        ({"port": 70_000}, "port", "must lie between 0 and 65535, not 70000"),
        ({"max_characters": 0}, "max_characters", "must be positive"),
        ({"query_seconds": "nan"}, "query_seconds", "must be positive"),
        ({"services": "http://a.example/ ftp://b.example/"}, "services", "must be an address like"),
        ({"services": "https://ann:key@a.example/"}, "services", "must hold no key"),
        ({"query_longest": "inf"}, "query_seconds, query_longest", "must be no more than a day"),
        ({"home": 7}, "home", "must be text, not 7"),
        ({"store": ["memory"]}, "store", "must be text, not ['memory']"),
        ({"base_iri": "https://a.example"}, "base_iri", "must be an http(s) address that ends in '/'"),
        ({"base_iri": "ftp://a.example/"}, "base_iri", "must be an http(s) address that ends in '/'"),
        ({"base_iri": "https://a.example/x y/"}, "base_iri", "must be an http(s) address that ends in '/'"),
        ({"base_iri": "https://a.example/#/"}, "base_iri", "must be an http(s) address that ends in '/'"),
        ({"base_iri": "https:///"}, "base_iri", "must be an http(s) address that ends in '/'"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(flags: dict[str, Any], name: str, reason: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(flags, {}, NOWHERE)
    assert (raised.value.name, raised.value.reason[: len(reason)]) == (name, reason)


@pytest.mark.parametrize("content", [b"home = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "policygraph.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"policygraph\.toml: is not valid TOML"):
        load(environment={}, file=tmp_path / "policygraph.toml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read: Is a directory"):
        load(environment={}, file=tmp_path)


@pytest.mark.parametrize("base", ["http://localhost:8000/", "https://a.example/graph/", "https://ä.example/é/"])
def test_addresses_of_all_kinds_can_be_the_base(base: str) -> None:
    assert load({"base_iri": base}, {}, NOWHERE).base_iri == base


def test_paths_lie_in_the_home() -> None:
    settings = Settings(home=Path("/data"))
    assert (settings.ledger_path, settings.store_path) == (Path("/data/ledger.sqlite"), Path("/data/store"))


@pytest.mark.parametrize(
    ("host", "only"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.example", False)],  # noqa: S104
)
def test_a_service_knows_whether_only_this_machine_can_reach_it(host: str, only: bool) -> None:
    assert Settings(host=host).loopback_only is only
