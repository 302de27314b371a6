"""Limits, headers, and who may write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import body_limit, create_app
from api.examples import SEED_ID
from graph.pipeline import Workspace
from graph.settings import Settings

SEED = f"/documents/{SEED_ID}"


def remove(client: TestClient, **headers: str) -> tuple[int, str]:
    """Try a write; the status, and the problem's kind if it is one."""
    answer = client.delete(SEED, headers=headers)
    return answer.status_code, answer.json()["type"].rpartition("/")[2] if answer.content else ""


def test_a_service_for_this_machine_takes_writes_from_it_without_a_key(client: TestClient) -> None:
    assert remove(client) == (204, "")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:99"])
def test_any_loopback_name_of_the_host_will_do(client: TestClient, host: str) -> None:
    assert remove(client, host=host) == (204, "")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "rebound.example:8000"},
        {"host": "127.0.0.1.evil.example"},
        {"host": "[::1"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"x-forwarded-for": "203.0.113.7"},
        {"forwarded": "for=203.0.113.7"},
    ],
)
def test_a_web_page_elsewhere_cannot_write_to_a_local_service(seed: TestClient, headers: dict[str, str]) -> None:
    assert remove(seed, **headers) == (403, "foreign-write")
    assert seed.get(SEED).status_code == 200


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/jobs", {"data": {"address": "https://example.org/"}}),
        ("/jobs/0123456789abcdef/cancel", {}),
        ("/review", {"data": {"kind": "right", "who": "Eve", "item": "what=event/1&seen=2"}}),
        ("/documents", {"files": [("files", ("one.txt", b"The mayor signed an order."))]}),
    ],
)
def test_nor_by_the_forms_of_the_pages(seed: TestClient, path: str, sent: dict[str, Any]) -> None:
    answer = seed.post(path, headers={"origin": "http://evil.example"}, **sent)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "foreign-write")
    assert seed.get("/jobs").json()["items"] == []


def test_a_page_of_the_service_itself_may_write(client: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    assert remove(client, **headers) == (204, "")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, (401, "api-key")),
        ({"x-api-key": "wrong"}, (401, "api-key")),
        ({"x-api-key": "correct horsé"}, (401, "api-key")),
        ({"authorization": "Basic correct horse"}, (401, "api-key")),
        ({"authorization": "Bearer "}, (401, "api-key")),
        ({"x-api-key": "correct horse"}, (204, "")),
        ({"authorization": "Bearer correct horse"}, (204, "")),
        ({"authorization": "bearer correct horse", "origin": "http://elsewhere.example"}, (204, "")),
    ],
)
def test_a_service_for_others_takes_writes_with_the_key_alone(
    guarded: TestClient, headers: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert remove(guarded, **{k: v.encode("latin-1") for k, v in headers.items()}) == expected


def test_reading_needs_no_key(guarded: TestClient) -> None:
    assert guarded.get(SEED).status_code == 200


def test_a_refusal_says_how_to_send_the_key(guarded: TestClient) -> None:
    assert guarded.delete(SEED).headers["www-authenticate"].startswith("Bearer ")


@pytest.fixture
def keyless(settings: Settings) -> Iterator[TestClient]:
    settings = replace(settings, host="0.0.0.0")  # noqa: S104 - what is tested
    with Workspace.open(settings) as workspace, TestClient(create_app(settings, workspace)) as client:
        yield client


def test_a_service_for_others_without_a_key_takes_no_writes(keyless: TestClient) -> None:
    assert remove(keyless) == (403, "writing-is-off")


def test_a_key_that_is_set_is_needed_from_this_machine_too(settings: Settings) -> None:
    settings = replace(settings, api_key="correct horse")
    with Workspace.open(settings) as workspace:
        client = TestClient(create_app(settings, workspace), base_url="http://127.0.0.1:8000")
        assert remove(client) == (401, "api-key")


def test_a_body_over_the_limit_is_413_whether_its_length_is_announced_or_not(settings: Settings) -> None:
    settings = replace(settings, max_characters=10)
    long = b"x" * (body_limit(settings) + 1)
    with Workspace.open(settings) as workspace:
        client = TestClient(create_app(settings, workspace), base_url="http://127.0.0.1:8000")
        announced = client.post("/extract", content=long, headers={"content-type": "text/plain"})
        chunked = client.post("/extract", content=iter([long]), headers={"content-type": "text/plain"})
        query = client.post("/sparql", content=iter([long]), headers={"content-type": "application/sparql-query"})

    for answer in (announced, chunked, query):
        assert (answer.status_code, answer.json()["type"]) == (
            413,
            "https://w3id.org/policygraph/problems/body-too-large",
        )


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/nowhere", "/static/style.css", "/sparql?query=x", "/health/live"]
)
def test_every_answer_forbids_scripts_but_our_own_files_frames_and_guessing(read_only: TestClient, path: str) -> None:
    headers = read_only.get(path, headers={"accept": "text/html"}).headers
    policy = dict(one.split(" ", 1) for one in headers["content-security-policy"].split("; "))

    assert policy == {
        "default-src": "'none'",
        **dict.fromkeys(("script-src", "style-src", "img-src", "connect-src", "form-action"), "'self'"),
        **dict.fromkeys(("base-uri", "frame-ancestors"), "'none'"),
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "accept" in headers["vary"].lower()
