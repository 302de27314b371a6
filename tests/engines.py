"""Real SPARQL servers for tests: Oxigraph's own, and Virtuoso where it is installed. On 127.0.0.1, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pyoxigraph as ox
import pytest

from graph.settings import Settings
from graph.store.endpoint import RESULTS, Endpoint
from graph.store.skolem import Skolem

WAIT = 60.0  # seconds for a server to come up, on a busy machine

Addresses = dict[str, Any]  # settings that lead to a server

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxSortedTopRows = 1000000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 20
MaxKeepAlives = 20
[SPARQL]
ResultSetMaxRows = 10000000
DeferInferenceRulesInit = 1
"""
# whoever comes by HTTP may write, and sees none of the graphs that Virtuoso keeps for itself
VIRTUOSO_SQL = """
GRANT SPARQL_UPDATE TO "SPARQL";
DB.DBA.RDF_GRAPH_GROUP_CREATE ('{private}', 1);
DB.DBA.RDF_GRAPH_GROUP_INS ('{private}', 'http://www.openlinksw.com/schemas/virtrdf#');
DB.DBA.RDF_GRAPH_GROUP_INS ('{private}', 'http://www.w3.org/ns/ldp#');
DB.DBA.RDF_GRAPH_GROUP_INS ('{private}', 'http://localuriqaserver/sparql');
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 0, 1);
""".format(private="http://www.openlinksw.com/schemas/virtrdf#PrivateGraphs")


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Addresses]:
    """Oxigraph's server over a new store."""
    port = free_port()
    program = Path(sys.executable).with_name("oxigraph")
    command = [program, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}", *options]
    root = f"http://127.0.0.1:{port}"
    with running(command, lambda: answers(f"{root}/query?query=ASK%7B%7D")):
        yield {"store_url": f"{root}/query", "store_update_url": f"{root}/update", "store_graph_url": f"{root}/store"}


@contextmanager
def virtuoso(folder: Path) -> Iterator[Addresses]:
    """Virtuoso with a new database."""
    sql, http = free_port(), free_port()
    (folder / "v.ini").write_text(VIRTUOSO_INI.format(folder=folder, sql=sql, http=http))
    command = ["virtuoso-t", "+configfile", folder / "v.ini", "+foreground"]
    new = ["+pwdold", "dba", "+pwddba", "dba"]  # it sets the password up and ends
    subprocess.run([*command, *new], cwd=folder, check=False, capture_output=True, timeout=WAIT)
    root = f"http://127.0.0.1:{http}"
    with running(command, lambda: answers(f"{root}/sparql?query=ASK%7B%7D"), cwd=folder):
        client = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT"]
        told = subprocess.run(client, input=VIRTUOSO_SQL, text=True, capture_output=True, check=True, timeout=WAIT)
        assert "***" not in told.stdout, told.stdout
        yield {"store_url": f"{root}/sparql", "store_graph_url": f"{root}/sparql-graph-crud"}


SERVERS: dict[str, Callable[[Path], Any]] = {"oxigraph-server": oxigraph, "virtuoso": virtuoso}


STORES = ["memory", "oxigraph", "oxigraph-server", pytest.param("virtuoso", marks=pytest.mark.slow)]
"""What stands behind a store, as parameters of a test; the embedded ones by their names in graph.store.STORES."""


class Servers:
    """Each server is started when it is first asked for, and lent again and again: Virtuoso takes 4 s to start."""

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self._folder, self._running, self._idle = folder, ExitStack(), defaultdict[str, list[Addresses]](list)

    @contextmanager
    def lent(self, store: str) -> Iterator[Addresses]:
        """Settings that lead to an empty store of STORES. Skips the test where its server cannot be had."""
        if store not in SERVERS:
            yield {"store": store}
            return
        if reason := lacking(store):
            pytest.skip(reason)
        addresses = self._alive(store) or self._running.enter_context(SERVERS[store](self._folder(store)))
        empty(addresses)
        yield {"store": "sparql-http", **addresses}
        self._idle[store].append(addresses)

    def _alive(self, store: str) -> Addresses | None:
        """One that nobody uses, if there is one that still answers: some queries end Virtuoso's process."""
        while idle := self._idle[store]:
            if answers(f"{(addresses := idle.pop())['store_url']}?query=ASK%7B%7D"):
                return addresses
        return None

    @contextmanager
    def chosen(self, default: str) -> Iterator[Addresses]:
        """The same of the store that the environment names: TEST_STORE=oxigraph-server pytest tests/api."""
        with self.lent(os.environ.get("TEST_STORE", default)) as addresses:
            yield addresses

    def settings(self, store: str, **others: Any) -> Settings:
        """Settings for a store of STORES, which is empty, and the same for all that ask so."""
        with self.lent(store) as addresses:
            return Settings(**addresses, **others)

    def stop(self) -> None:
        """End all of them."""
        self._running.close()


def empty(addresses: Addresses) -> None:
    """Drop every graph that is not kept from us."""
    endpoint = Endpoint(Settings(store="sparql-http", **addresses))
    found = Skolem("https://nothing.example/").results(
        endpoint.ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", RESULTS),
    )
    assert isinstance(found, ox.QuerySolutions)
    for row in found:
        endpoint.tell(f"DROP SILENT GRAPH {row['g']}")
    endpoint.close()


def lacking(server: str) -> str | None:
    """Why a server cannot be started here, if it cannot."""
    if server == "virtuoso" and not shutil.which("virtuoso-t"):
        return "virtuoso-t is not on the PATH (Debian: apt install virtuoso-opensource-7)"
    return None


@contextmanager
def running(command: list[Any], ready: Callable[[], bool], cwd: Path | None = None) -> Iterator[None]:
    """A program that runs during the block, once it is ready."""
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + WAIT
            while not ready():
                assert process.poll() is None, f"{command[0]} has ended: {process.returncode}"
                assert time.monotonic() < end, f"{command[0]} does not answer"
                time.sleep(0.02)
            yield
        finally:
            process.kill()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - an address of ours
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
