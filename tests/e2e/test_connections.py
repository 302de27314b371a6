"""What comes over a connection that is no well-behaved request: a real server, and clients without manners."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx2
import pytest

from api.connection import LONGEST
from api.jobs import Jobs
from graph.settings import Settings
from tests.e2e.serving import serving

pytestmark = pytest.mark.slow

PIECE = b"x" * 10_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(Settings(home=tmp_path_factory.mktemp("home"))) as address:
        yield address


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    host, port = str(urlsplit(address).hostname), urlsplit(address).port
    with socket.create_connection((host, port), timeout=60) as connection:
        yield connection


def answered(connection: socket.socket) -> tuple[HTTPResponse, bytes]:
    answer = HTTPResponse(connection)
    answer.begin()
    return answer, answer.read()


def endless(connection: socket.socket, begun: bytes, piece: bytes = PIECE) -> int:
    """How many bytes are taken of what never ends, until there is an answer or the connection ends."""
    connection.sendall(begun)
    sent = 0
    connection.setblocking(False)
    while sent < 10 * LONGEST:
        try:
            connection.recv(1, socket.MSG_PEEK)
            break
        except BlockingIOError:
            connection.setblocking(True)
        except OSError:
            break
        try:
            connection.sendall(piece)
        except OSError:
            break
        sent += len(piece)
        connection.setblocking(False)
    connection.setblocking(True)
    return sent


def test_a_query_of_a_hundred_kilobytes_may_come_in_the_address(address: str) -> None:
    query = "ASK {} #" + "é" * 90_000

    with connected(address) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nhost: a\r\n\r\n".encode())
        answer, body = answered(connection)

    assert (answer.status, json.loads(body)["boolean"]) == (200, True)


@pytest.mark.parametrize(
    ("begun", "status", "kind"),
    [
        (b"GET /sparql?query=", 414, "address-too-long"),
        (b"GET /sparql HTTP/1.1\r\nhost: a\r\nx-long: ", 431, "headers-too-long"),
    ],
)
def test_an_address_or_a_header_that_never_ends_is_a_problem(
    address: str, begun: bytes, status: int, kind: str
) -> None:
    with connected(address) as connection:
        sent = endless(connection, begun)
        answer, body = answered(connection)

    assert sent < 10 * LONGEST
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert (answer.headers["connection"], json.loads(body)["type"].rpartition("/")[2]) == ("close", kind)


def test_what_is_no_request_is_a_problem(address: str) -> None:
    with connected(address) as connection:
        connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        answer, body = answered(connection)

    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(body)["title"] == "This is no HTTP request"


@pytest.mark.parametrize("hosts", ["", "host: a\r\nhost: b\r\n"])
def test_a_request_that_names_no_host_or_two_is_a_problem(address: str, hosts: str) -> None:
    with connected(address) as connection:
        connection.sendall(f"GET /health/live HTTP/1.1\r\n{hosts}\r\n".encode())
        answer, body = answered(connection)

    assert (answer.status, json.loads(body)["title"]) == (400, "This is no HTTP request")


def test_what_comes_after_a_request_and_is_none_leaves_its_answer_whole_and_ends_the_connection(address: str) -> None:
    with connected(address) as connection:
        connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nhost: a\r\n\r\n\x16\x03 hello\r\n\r\n")
        answer, body = answered(connection)
        assert (answer.status, json.loads(body)["boolean"]) == (200, True)
        assert connection.recv(1) == b""


@pytest.mark.parametrize("rest", [b"zz\r\n", b"5\r\nASK {}\r\n"])
def test_a_body_that_does_not_keep_to_its_form_is_a_problem(address: str, rest: bytes) -> None:
    about = b"host: a\r\ncontent-type: application/sparql-query\r\ntransfer-encoding: chunked\r\n\r\n"

    with connected(address) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\n" + about + rest)
        answer, body = answered(connection)

    assert (answer.status, json.loads(body)["title"]) == (400, "This is no HTTP request")


def test_headers_without_number_are_a_problem(address: str) -> None:
    with connected(address) as connection:
        endless(connection, b"GET /sparql HTTP/1.1\r\nhost: a\r\n", b"x-one: of many\r\n" * 500)
        assert answered(connection)[0].status == 431


@pytest.mark.parametrize("begun", [b"0\r\nx-trailer: ", b"1;x="])
def test_what_never_ends_beside_a_body_ends_the_connection(address: str, begun: bytes) -> None:
    about = b"host: a\r\ncontent-type: application/sparql-query\r\ntransfer-encoding: chunked\r\n\r\n"

    with connected(address) as connection:
        assert endless(connection, b"POST /sparql HTTP/1.1\r\n" + about + begun) < 10 * LONGEST


def test_a_wish_for_another_protocol_is_passed_over_as_java_clients_expect(address: str) -> None:
    upgrade = "host: a\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAARAAAAA\r\n"
    by_post = "content-type: application/sparql-query\r\ncontent-length: 6\r\n\r\nASK {}"
    requests = [
        f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n{upgrade}\r\n",
        f"POST /sparql HTTP/1.1\r\n{upgrade}{by_post}",
    ]

    with connected(address) as connection:
        for request in requests * 2:
            connection.sendall(request.encode())
            answer, body = answered(connection)
            assert (answer.status, json.loads(body)["boolean"]) == (200, True)


def test_requests_that_come_together_are_answered_in_their_order(address: str) -> None:
    asked = ["ASK {}", "ASK { FILTER(false) }", "ASK {"]

    with connected(address) as connection:
        connection.sendall(
            "".join(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nhost: a\r\n\r\n" for query in asked).encode()
        )
        received = b""
        while received.count(b"HTTP/1.1 ") < 3 or b"malformed-query" not in received:
            received += connection.recv(65_536)

    assert [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]] == [b"200", b"200", b"400"]
    assert received.index(b'"boolean":true') < received.index(b'"boolean":false')


def test_others_are_answered_after_all_that(address: str) -> None:
    with closing(HTTPConnection(urlsplit(address).netloc, timeout=30)) as other:
        other.request("GET", "/health/live")
        assert other.getresponse().status == 200


def test_a_service_that_is_to_end_does_not_wait_for_events_of_a_job_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Jobs, "_ingest", lambda jobs, job: jobs._ending.wait(60))
    with httpx2.Client(timeout=60) as client:
        with serving(Settings(home=tmp_path / "home")) as address:
            job = client.post(f"{address}/documents", content=b"{}", headers={"content-type": "application/jsonl"})
            following = client.stream("GET", f"{address}{job.json()['href']}/events", headers={"accept": "*/*"})
            lines = following.__enter__().iter_lines()
            assert next(lines).startswith("data: ")
        with pytest.raises(httpx2.RemoteProtocolError):
            list(lines)
