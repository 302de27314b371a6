"""What tests of `graph` share: all annotated articles, and a real web site on 127.0.0.1 that answers as told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from graph.case import read_case
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.conftest import GOLD

Answer = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers each path as `answers` has it, and remembers in `requests` what was asked, with the headers.

    An answer is (status, headers, body), or a function that writes to the handler; of a list, the first is used up.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with suppress(OSError):  # the client hung up, as it should
                    site.answer(self)

            do_POST = do_PUT = do_GET  # noqa: N815 - the names are the standard library's

            def log_message(self, *_: Any) -> None:
                """Print nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.requests]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.requests.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}))
        answer = self.answers.get(handler.path, (404, {}, b"nothing here"))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if callable(answer):
            answer(handler)
            return
        status, headers, body = answer
        handler.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)


@pytest.fixture(scope="session")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with the annotated articles of tests/gold/dev; for tests that leave it as it is."""
    with Workspace.open(Settings(home=tmp_path_factory.mktemp("annotated"), store="memory")) as opened:
        with opened.together(at_once=True):
            for path in sorted((GOLD / "dev").glob("*.json")):
                opened.commit(*read_case(path))
        yield opened


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site of one's own, serving."""
    made = Site()
    serving = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    serving.join()
