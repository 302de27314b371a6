"""One frozen object with every setting, read once and passed in: flags win over environment, environment over file."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graph.errors import SettingsError

PREFIX = "POLICYGRAPH_"
_BASE = re.compile(
    r"""https?://[^\s<>"{}|\\^`?#/]+(/[^\s<>"{}|\\^`?#]*)*/"""
)  # what an IRI may hold, without query and fragment
_ADDRESS = re.compile(r"""https?://[^\s<>"{}|\\^`]+""")
_NUMBERS: dict[str, tuple[type[int] | type[float], str]] = {
    "port": (int, "a whole number"),
    "max_characters": (int, "a whole number"),
    "max_bytes": (int, "a whole number"),
    "max_upload": (int, "a whole number"),
    "query_seconds": (float, "a number"),
    "query_longest": (float, "a number"),
    "query_memory": (int, "a whole number"),
    "query_bytes": (int, "a whole number"),
    "query_workers": (int, "a whole number"),
    "query_waiting": (int, "a whole number"),
    "llm_timeout": (float, "a number"),
    "store_timeout": (float, "a number"),
    "llm_price_in": (float, "a number"),
    "llm_price_out": (float, "a number"),
}
_ELSEWHERE = {"traces", "llm_url", "llm_key", "store_url", "store_update_url", "store_graph_url", "services"} | {
    "store_user",
    "store_password",
    "store_token",
}
POSITIVE = (
    *("max_characters", "max_bytes", "max_upload", "query_seconds", "query_longest"),
    *("query_memory", "query_bytes", "query_workers", "query_waiting"),
)
DAY = 86_400
READING = ("open", "key")
LOGS = ("failures", "text", "json")
RATE = re.compile(r"off|([1-9][0-9]{0,8})/(second|minute|hour|day)")
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def user_cache(environment: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path:
    """The folder where this user's programs keep what they can make again, as each system has it."""
    if system == "win32":
        base = environment.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif system == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "policygraph"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, by environment (`POLICYGRAPH_HOME`), by `policygraph.toml` (`home = "…"`) or by flag.

    home            folder of the ledger and the store
    cache           folder of what can be made again at any time: the index of places
    base_iri        what instance IRIs begin with; ends in "/"
    extractor       key of graph.extract.EXTRACTORS: learned (rules with a trained reader), rules alone, llm
    store           key of graph.store.STORES
    store_url, store_update_url, store_graph_url    for the store `sparql-http`: where its endpoint takes queries,
                    updates (None: as queries) and whole graphs (None: by updates); like llm_url never from the file
    store_timeout   seconds for which the endpoint may be silent
    host, port      where the service listens
    origins         whose web pages may read over HTTP, with spaces between them, or "*" for all; unless it is given,
                    all where the service listens for others, none where it listens on loopback only
    api_key         a key of the role admin over HTTP, beside those that `policygraph keys` makes
    reading         who may read over HTTP: "open", everybody; "key", who has a key
    rate            requests that each key, or address without one, may send: "600/minute" (second, minute, hour, day),
                    or "off"; unless it is given, off where the service listens on loopback only
    log             what the service's log tells, and how: "failures" alone; each request too, as "text" for people; or
                    as "json", an object a line
    traces          address of an OpenTelemetry collector (OTLP over HTTP) that is sent a trace of each request, by the
                    extra `telemetry`; like llm_url never from the file
    title           what the data set is called where it is described for others
    licence         address of the licence of its data, if they have one
    max_characters  longest text that is read, in code points
    max_bytes       largest file, page or member of an archive that holds one document
    max_upload      largest body with many documents that the service takes; it is kept on disk until they are read
    query_seconds   how long a query by SPARQL may take; a request may ask for more, up to query_longest
    query_memory    bytes that a query may take; query_bytes: bytes that its results may have
    services        addresses of SPARQL endpoints that queries may ask by SERVICE, with spaces between them; never from
                    the file, as llm_url
    query_workers   queries that run at a time; query_waiting: those that may wait, of each client
    llm_url         for the extractor `llm`: address of an OpenAI-compatible endpoint, up to and with its `/v1`; never
                    from the file, so that a folder of articles cannot say where texts and key go
    llm_model       the name under which the endpoint knows the model
    llm_timeout     seconds that one answer may take
    llm_price_in, llm_price_out    price of a million tokens read and written, for the summary
    llm_key         the endpoint's key; from the environment alone, so that it stands in no file and no process list
    store_user, store_password, store_token    what the store's endpoint wants, by Basic or Bearer; as llm_key
    """

    home: Path = Path("policygraph-data")
    base_iri: str = "https://w3id.org/policygraph/"
    extractor: str = "learned"
    store: str = "oxigraph"
    host: str = "127.0.0.1"
    port: int = 8000
    origins: str | None = None
    api_key: str | None = field(default=None, repr=False)
    reading: str = "open"
    rate: str | None = None
    log: str = "failures"
    traces: str | None = None
    title: str = "policygraph"
    licence: str | None = None
    max_characters: int = 4_000_000
    max_bytes: int = 64_000_000
    max_upload: int = 2_000_000_000
    query_seconds: float = 30.0
    query_longest: float = 120.0
    query_memory: int = 1_000_000_000
    query_bytes: int = 1_000_000_000
    query_workers: int = 4
    query_waiting: int = 50
    services: str | None = None
    llm_url: str | None = None
    llm_model: str | None = None
    llm_timeout: float = 300.0
    llm_price_in: float | None = None
    llm_price_out: float | None = None
    llm_key: str | None = field(default=None, repr=False)
    store_url: str | None = None
    store_update_url: str | None = None
    store_graph_url: str | None = None
    store_timeout: float = 60.0
    store_user: str | None = None
    store_password: str | None = field(default=None, repr=False)
    store_token: str | None = field(default=None, repr=False)
    cache: Path = field(default_factory=user_cache)

    def __post_init__(self) -> None:
        """Refuse what cannot work, naming the setting."""
        if not _BASE.fullmatch(self.base_iri):
            raise SettingsError("base_iri", f"must be an http(s) address that ends in '/', not {self.base_iri!r}")
        if not 0 <= self.port <= 65535:
            raise SettingsError("port", f"must lie between 0 and 65535, not {self.port}")
        for name in POSITIVE:
            if not getattr(self, name) > 0:
                raise SettingsError(name, "must be positive")
        if max(self.query_seconds, self.query_longest) > DAY:
            raise SettingsError("query_seconds, query_longest", "must be no more than a day")
        if self.reading not in READING:
            raise SettingsError("reading", f"must be one of {', '.join(READING)}, not {self.reading!r}")
        if self.log not in LOGS:
            raise SettingsError("log", f"must be one of {', '.join(LOGS)}, not {self.log!r}")
        if self.traces and (fault := _fault(self.traces, "OTEL_EXPORTER_OTLP_HEADERS")):
            raise SettingsError("traces", fault)
        if self.rate is not None and not RATE.fullmatch(self.rate):
            raise SettingsError("rate", f'must be like "600/minute", or "off", not {self.rate!r}')
        if self.licence and not _ADDRESS.fullmatch(self.licence):
            raise SettingsError("licence", f"must be an http(s) address, not {self.licence!r}")
        for url in self.endpoints:
            if fault := _fault(url, "SERVICES, whose endpoints are asked without one"):
                raise SettingsError("services", fault)
        self._check_llm()
        self._check_store()

    def _check_llm(self) -> None:
        for name in ("llm_url", "llm_model"):
            if self.extractor == "llm" and not getattr(self, name):
                raise SettingsError(name, "must be given for the extractor llm: nothing is asked unless you name it")
        if self.llm_url and (fault := _fault(self.llm_url, f"{PREFIX}LLM_KEY")):
            raise SettingsError("llm_url", fault)
        if not 0 < self.llm_timeout <= DAY:
            raise SettingsError("llm_timeout", "must be a number of seconds above zero, and no more than a day")
        if any(price is not None and not price >= 0 for price in (self.llm_price_in, self.llm_price_out)):
            raise SettingsError("llm_price_in, llm_price_out", "must not be negative")
        if self.llm_key and not _can_be_key(self.llm_key):
            raise SettingsError("llm_key", "has characters in it that no key has")

    def _check_store(self) -> None:
        if self.store == "sparql-http" and not self.store_url:
            raise SettingsError(
                "store_url", "must be given for the store sparql-http: where its endpoint takes queries"
            )
        for name in ("store_url", "store_update_url", "store_graph_url"):
            if (url := getattr(self, name)) and (fault := _fault(url, f"{PREFIX}STORE_USER and STORE_PASSWORD")):
                raise SettingsError(name, fault)
        if not 0 < self.store_timeout <= DAY:
            raise SettingsError("store_timeout", "must be a number of seconds above zero, and no more than a day")
        if self.store_token and not _can_be_key(self.store_token):
            raise SettingsError("store_token", "has characters in it that no token has")

    @property
    def ledger_path(self) -> Path:
        """The SQLite file that holds the truth."""
        return self.home / "ledger.sqlite"

    @property
    def access_path(self) -> Path:
        """The SQLite file of keys and of who wrote what."""
        return self.home / "access.sqlite"

    @property
    def store_path(self) -> Path:
        """The folder of the store, which can be deleted and rebuilt."""
        return self.home / "store"

    @property
    def search_path(self) -> Path:
        """The SQLite file of the index of words, which can be deleted and rebuilt."""
        return self.home / "search.sqlite"

    @property
    def endpoints(self) -> frozenset[str]:
        """The SPARQL endpoints that queries may ask by SERVICE."""
        return frozenset((self.services or "").split())

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
    if foreign := values.keys() & _ELSEWHERE:  # a folder of articles must not say where texts and keys go
        name = min(foreign)
        raise SettingsError(name, f"is not read from {file}: set {PREFIX}{name.upper()} in the environment")
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
    if name in _NUMBERS:
        kind, meant = _NUMBERS[name]
        try:
            return kind(str(value))
        except ValueError:
            raise SettingsError(name, f"must be {meant}, not {value!r}") from None
    if not isinstance(value, str | Path):
        raise SettingsError(name, f"must be text, not {value!r}")
    return Path(value) if name in ("home", "cache") else str(value)


def _can_be_key(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def _fault(url: str, keys: str) -> str | None:
    """What is wrong with an endpoint's address, which is not repeated where it may hold a secret."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is no address: {error}"
    if parts.username or parts.password:
        return f"must hold no key; it belongs into {keys}"
    if parts.scheme not in ("http", "https") or not host:
        return f"must be an address like https://host/v1, not {url!r}"
    if not url.isascii() or not url.isprintable() or " " in url:
        return "has characters in it that no address has"
    return None
