"""The service as the W3C's tests meet it: a real server, asked byte by byte what the manifests say."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import uvicorn

from api.app import create_app
from graph.pipeline import Workspace
from graph.settings import Settings

HOST = "www.example"
KEY = "a key that lets write"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


class Client:
    """Asks a service over one connection. Nothing is sent but what is said, `Host`, and the key."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
        """Send a request; its answer, whole."""
        self.connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        length = {"content-length": str(len(body))} if body or method in ("POST", "PUT") else {}
        for name, value in ({"host": HOST, "x-api-key": KEY} | length | dict(headers or {})).items():
            self.connection.putheader(name, value)
        self.connection.endheaders(body or None)
        response = self.connection.getresponse()
        content = response.read()
        return Answer(response.status, {n.lower(): v for n, v in response.getheaders()}, content)


@contextmanager
def serving(home: Path, quads: Iterable[ox.Quad]) -> Iterator[Client]:
    """A client of a service that holds these quads and no document, until the end of the block."""
    settings = Settings(home=home, api_key=KEY)
    with Workspace.open(settings) as workspace:
        workspace.store.add(quads)
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(settings, workspace), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        client = Client(listening.getsockname()[1])
        try:
            yield client
        finally:
            client.connection.close()
            server.should_exit = True
            thread.join(30)
            listening.close()
    assert not thread.is_alive()
