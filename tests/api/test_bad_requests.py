"""What is wrong with a request to the endpoint is said, whatever it is, by a real server that goes on working."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.serving import Answer, Client, serving

pytestmark = pytest.mark.slow

QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
LONG = b"ASK {" + b" " * 10_000_000 + b"}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with serving(tmp_path_factory.mktemp("bad"), ()) as client:
        yield client


def post(server: Client, body: bytes, **headers: str) -> tuple[int, str]:
    """The status and the kind of problem, over a connection of its own; afterwards the service answers as ever."""
    client = Client(server.connection.port)
    answer = client.ask("POST", "/sparql", {name.replace("_", "-"): value for name, value in headers.items()}, body)
    client.connection.close()
    assert server.ask("GET", "/sparql?query=ASK%7B%7D").status == 200
    return kind(answer)


def kind(answer: Answer) -> tuple[int, str]:
    assert answer.media_type == "application/problem+json", answer
    return answer.status, answer.body.decode().partition("/problems/")[2].partition('"')[0]


def test_a_query_of_ten_megabytes_is_too_long_however_it_comes(server: Client) -> None:
    assert post(server, LONG, content_type=QUERY) == (413, "query-too-long")
    assert post(server, b"query=" + LONG.replace(b" ", b"+"), content_type=FORM) == (413, "query-too-long")
    assert post(server, b"query=" + LONG.replace(b" ", b"%20"), content_type=FORM) == (413, "body-too-large")


def test_a_body_beyond_all_limits_is_refused_in_a_way_that_its_sender_can_read(server: Client) -> None:
    assert post(server, LONG * 4, content_type=QUERY) == (413, "body-too-large")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"content_type": "text/plain"},
        {"content_type": "a;;;=/%"},
        {"content_type": "multipart/form-data; boundary=x"},
        {"content_type": f"{QUERY}; charset=UTF-16"},
        {"content_type": f"{QUERY}; charset=latin-1"},
        {"content_type": QUERY, "content_encoding": "gzip"},
    ],
)
def test_a_body_of_another_kind_is_unsupported(server: Client, headers: dict[str, str]) -> None:
    assert post(server, b"ASK {}", **headers) == (415, "unsupported-media-type")


def test_utf_8_by_whatever_name_is_understood(server: Client) -> None:
    for charset in ("utf-8", '"UTF-8"', "us-ascii"):
        answer = server.ask("POST", "/sparql", {"content-type": f"{QUERY}; charset={charset}"}, b"ASK {}")
        assert answer.status == 200


@pytest.mark.parametrize(
    "character", ["\\u0000", "\\u0009", "\\u0020", "\\u003C", "\x00", "\x07", "\x7f", "\\uD800", " "]
)
def test_an_iri_with_what_no_iri_has_does_not_parse(server: Client, character: str) -> None:
    query = "ASK { <http://example.org/" + character + "> ?p ?o }"
    assert post(server, query.encode(), content_type=QUERY) == (400, "malformed-query")


@pytest.mark.parametrize("character", ["%00", "%09", "%0A", "%20", "%3C", "%7F", "%C2%85", "%ED%A0%80", "%FF"])
def test_a_graph_is_named_by_no_such_iri_either(server: Client, character: str) -> None:
    answer = server.ask("GET", f"/sparql?query=ASK%7B%7D&default-graph-uri=http://example.org/{character}")
    assert kind(answer) == (400, "malformed-request")


def test_parameters_without_end_are_too_many(server: Client) -> None:
    assert post(server, b"a=1&" * 5000 + b"query=ASK{}", content_type=FORM) == (400, "malformed-request")
