"""A SPARQL 1.1 endpoint over HTTP: queries, updates and whole graphs, with what its failures mean.

Everything that is sent may safely be sent twice: queries read, updates drop graphs and insert triples without blank
nodes, a PUT writes a graph anew. So what broke off, or was turned away as too much, is sent again after a pause. What
ran past its time is not: it may still be at work, and would be twice.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from graph.errors import PolicygraphError, QueryError, QueryTimeout, StorageError, StorageFull
from graph.settings import Settings

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

RESULTS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"

ANY: Final = "*/*"

PAUSES: Final = (0.1, 0.4, 1.6)  # seconds before something is sent again
BUSY: Final = frozenset({429, 502, 503})
CONNECT: Final = 10.0  # seconds
CHUNK: Final = 1 << 16  # bytes
CUT: Final = ("x-sparql-maxrows", "x-sql-state")  # Virtuoso's word that it has not given all there is
SHOWN: Final = 300  # characters of what an endpoint says


class Patience:
    """How long an endpoint is waited for, all in all: so many seconds, or as long as it is not silent."""

    def __init__(self, seconds: float | None = None) -> None:
        self.seconds = self._left = seconds
        self._began = 0.0

    def __enter__(self) -> None:
        """Wait within the block."""
        self._began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        """Wait no more."""
        if self._left is not None:
            self._left -= time.monotonic() - self._began

    def within(self, most: float) -> float:
        """So many seconds, or what is left where that is less."""
        return most if self._left is None else max(0.001, min(most, self._left))

    @property
    def over(self) -> QueryTimeout | None:
        """What to raise where it has been too long."""
        return QueryTimeout(self.seconds or 0) if self._left is not None and self._left <= 0 else None


class Body:
    """An answer's bytes, as they come: reading slowly slows the endpoint. The connection ends where nobody reads on,
    and where the endpoint has been waited for too long."""

    def __init__(self, url: str, answer: BaseHTTPResponse, patience: Patience) -> None:
        self._url, self._answer, self._patience = url, answer, patience

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none at the end. Raises StorageError where the answer breaks off, QueryTimeout."""
        from urllib3.exceptions import HTTPError

        try:
            with self._patience:
                data = self._answer.read1(CHUNK if size < 0 else size)
        except HTTPError as error:
            raise self._patience.over or StorageError(self._url, f"broke off its answer: {_said(error)}") from None
        if self._patience.over:
            self.close()
            raise self._patience.over
        return data

    def end(self) -> None:
        """Read what is left, so that the connection can be used again."""
        while self.read():
            pass

    def close(self) -> None:
        """Read no further."""
        self._answer.close()

    def __del__(self) -> None:
        """Read no further, for nobody does."""
        self.close()


class Endpoint:
    """Where a store is asked, told and given graphs. Usable from several threads."""

    def __init__(self, settings: Settings) -> None:
        import urllib3  # 30 ms, which whoever keeps the store on the disk is spared

        self.url = settings.store_url or ""
        self._update = settings.store_update_url or self.url
        self._graphs = settings.store_graph_url
        self._headers = {"User-Agent": "policygraph", **_authorisation(settings)}
        self._silence = settings.store_timeout
        self._pool = urllib3.PoolManager(maxsize=16, retries=False)
        self.software = ""  # what it calls itself, as soon as it has answered

    @property
    def takes_graphs(self) -> bool:
        """Whether it has been said where the Graph Store Protocol is spoken."""
        return self._graphs is not None

    def ask(
        self, sparql: str, accept: str, parameters: Iterable[tuple[str, str]] = (), seconds: float | None = None
    ) -> Body:
        """The answer to a query, as it comes, within so many seconds of waiting for it. Raises QueryError where it is
        refused, QueryTimeout, and StorageError."""
        fields = urlencode([("query", sparql), *parameters]).encode()
        return self._send("POST", self.url, fields, "application/x-www-form-urlencoded", accept, seconds)

    def tell(self, update: str) -> None:
        """Have it carry out an update. Raises StorageError, StorageFull."""
        self._send("POST", self._update, update.encode(), "application/sparql-update").end()

    def put(self, graph: str, triples: bytes) -> None:
        """Make these N-Triples a graph's. Raises StorageError, StorageFull."""
        assert self._graphs is not None
        mark = "&" if "?" in self._graphs else "?"
        self._send("PUT", f"{self._graphs}{mark}{urlencode({'graph': graph})}", triples, TRIPLES).end()

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    def _send(
        self, method: str, url: str, body: bytes, kind: str, accept: str = ANY, seconds: float | None = None
    ) -> Body:
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        patience = Patience(seconds)
        headers = {**self._headers, "Content-Type": kind, "Accept": accept}
        for pause in (*PAUSES, None):
            try:
                with patience:
                    answer = self._asked(method, url, body, headers, patience.within(self._silence))
                if answer.status not in BUSY or pause is None:
                    return self._taken(url, answer, accept != ANY, patience)
                pause = _asked_for(answer.headers, pause)
                answer.close()
            except ReadTimeoutError:
                reason = "took too long to answer: POLICYGRAPH_STORE_TIMEOUT says how long"
                raise patience.over or StorageError(url, reason) from None
            except HTTPError as error:
                if pause is None:
                    raise StorageError(url, f"does not answer: {_said(error)}. Does the endpoint run?") from error
            time.sleep(pause)
        raise AssertionError

    def _asked(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], silence: float
    ) -> BaseHTTPResponse:
        from urllib3 import Timeout

        timeout = Timeout(connect=CONNECT, read=silence)
        sized, read = {**headers, "Content-Length": str(len(body))}, BytesIO(body)  # block by block: each in time
        return self._pool.request(
            method, url, body=read, headers=sized, redirect=False, preload_content=False, timeout=timeout
        )

    def _taken(self, url: str, answer: BaseHTTPResponse, is_query: bool, patience: Patience) -> Body:
        """An answer's body. Raises what its status means."""
        self.software = answer.headers.get("server") or self.software
        body = Body(url, answer, patience)
        if cut := next((name for name in CUT if name in answer.headers), None):
            reason = f"gives only a part of an answer ({cut}: {answer.headers[cut]}): raise its limit of rows and time"
            raise StorageError(url, reason)
        if not 200 <= answer.status < 300:
            raise _refused(url, answer, body.read(4 * SHOWN).decode(errors="replace"), is_query)
        return body


def _authorisation(settings: Settings) -> Mapping[str, str]:
    from urllib3 import make_headers

    if settings.store_token:
        return {"Authorization": f"Bearer {settings.store_token}"}
    if settings.store_user:
        return make_headers(basic_auth=f"{settings.store_user}:{settings.store_password or ''}")
    return {}


def _asked_for(headers: Mapping[str, str], pause: float) -> float:
    """For how long an endpoint wants to be left alone, if that is no longer than we would wait."""
    asked = headers.get("retry-after", "")
    return min(float(asked), PAUSES[-1]) if asked.isdecimal() else pause


def _said(error: Exception) -> str:
    """What went wrong, without the object's address that urllib3 puts before it."""
    return str(error).rpartition(">: ")[2]


def _refused(url: str, answer: BaseHTTPResponse, said: str, is_query: bool) -> PolicygraphError:
    says = " ".join(said.split())[:SHOWN]
    match answer.status:
        case 400 if is_query:
            return QueryError(f"the endpoint refuses this: {says}")
        case 401 | 403:
            names = "POLICYGRAPH_STORE_USER and POLICYGRAPH_STORE_PASSWORD, or POLICYGRAPH_STORE_TOKEN"
            return StorageError(url, f"does not let us in ({answer.status}): set {names}. {says}")
        case 507:
            return StorageFull(url, f"has no room left: {says}")
        case status if 300 <= status < 400:
            return StorageError(url, f"sends us on to {answer.headers.get('location')!r}: name that address itself")
        case status:
            return StorageError(url, f"answers {status}: {says}")
