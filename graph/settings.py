"""One frozen object with every setting, read once and passed in: flags win over environment, environment over file."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from graph.errors import SettingsError

PREFIX = "POLICYGRAPH_"
_BASE = re.compile(
    r"""https?://[^\s<>"{}|\\^`?#/]+(/[^\s<>"{}|\\^`?#]*)*/"""
)  # what an IRI may hold, without query and fragment
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, by environment (`POLICYGRAPH_HOME`), by `policygraph.toml` (`home = "…"`) or by flag.

    home            folder of the ledger and the store
    base_iri        what instance IRIs begin with; ends in "/"
    extractor       key of graph.extract.EXTRACTORS
    store           key of graph.store.STORES
    host, port      where the service listens
    api_key         what writing over HTTP needs, unless the service listens on loopback only
    max_characters  longest text that is read, in code points
    """

    home: Path = Path("policygraph-data")
    base_iri: str = "https://w3id.org/policygraph/"
    extractor: str = "rules"
    store: str = "oxigraph"
    host: str = "127.0.0.1"
    port: int = 8000
    api_key: str | None = None
    max_characters: int = 4_000_000

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming the setting."""
        if not _BASE.fullmatch(self.base_iri):
            raise SettingsError("base_iri", f"must be an http(s) address that ends in '/', not {self.base_iri!r}")
        if not 0 <= self.port <= 65535:
            raise SettingsError("port", f"must lie between 0 and 65535, not {self.port}")
        if self.max_characters < 1:
            raise SettingsError("max_characters", "must be positive")

    @property
    def ledger_path(self) -> Path:
        """The SQLite file that holds the truth."""
        return self.home / "ledger.sqlite"

    @property
    def store_path(self) -> Path:
        """The folder of the store, which can be deleted and rebuilt."""
        return self.home / "store"

    @property
    def loopback_only(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in LOOPBACK


def load(
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] = os.environ,
    file: Path = Path("policygraph.toml"),
) -> Settings:
    """Settings from file, environment and flags (a flag that is None counts as not given)."""
    values: dict[str, Any] = {}
    known = {f.name for f in fields(Settings)}
    if file.exists():
        try:
            values |= tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(str(file), f"is not valid TOML: {error}") from error
        except OSError as error:
            raise SettingsError(str(file), f"cannot be read: {error.strerror}") from error
    values |= {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environment.items()
        if key.startswith(PREFIX) and key.removeprefix(PREFIX).lower() in known
    }
    values |= {key: value for key, value in (flags or {}).items() if value is not None}
    if unknown := values.keys() - known:
        raise SettingsError(", ".join(sorted(unknown)), f"no such setting; there are {', '.join(sorted(known))}")
    return Settings(**{key: _typed(key, value) for key, value in values.items()})


def _typed(name: str, value: Any) -> Any:
    """The value in the type of its setting: numbers may come as text, and all else must be text."""
    if name in {"port", "max_characters"}:
        try:
            return int(str(value))
        except ValueError:
            raise SettingsError(name, f"must be a whole number, not {value!r}") from None
    if not isinstance(value, str | Path):
        raise SettingsError(name, f"must be text, not {value!r}")
    return Path(value) if name == "home" else str(value)
