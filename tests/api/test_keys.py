"""Keys with roles: who may do what, how it is refused, how often, and what is noted of it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import SEED_ID
from api.openapi import roles
from api.rates import Rates, rates_of
from graph.access import Access, Role
from graph.case import read_case
from graph.pipeline import Workspace
from graph.settings import Settings

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests" / "gold" / "dev" / "chicago-seed.json"
NOTE = '<https://example.org/a> <https://example.org/p> "b" .'
JUDGEMENT = {"kind": "corrected", "what": "place/chicago", "field": "name", "value": "Chicago!", "who": "Ann"}
TRIED: dict[str, tuple[str, str, dict[str, Any]]] = {
    "read": ("GET", f"/documents/{SEED_ID}", {}),
    "ask": ("POST", "/sparql", {"data": {"query": "ASK {}"}}),
    "put in": ("POST", "/documents", {"content": "Mayor Lee signed it.", "headers": {"content-type": "text/plain"}}),
    "take out": ("DELETE", "/documents/0123456789abcdef", {}),
    "cancel": ("DELETE", "/jobs/none", {}),
    "judge": ("POST", "/judgements", {"json": JUDGEMENT}),
    "undo": ("DELETE", "/judgements/99?who=Ann", {}),
    "write": ("PUT", "/store?graph=urn:notes", {"content": NOTE, "headers": {"content-type": "text/turtle"}}),
    "update": ("POST", "/update", {"data": {"update": "CREATE GRAPH <urn:made>"}}),
    "update there": ("POST", "/sparql", {"data": {"update": "DROP SILENT GRAPH <urn:made>"}}),
    "rebuild": ("POST", "/rebuild", {}),
    "audit": ("GET", "/audit", {}),
}
MAY: dict[str, set[str]] = {
    "read": {"read", "ask"},
    "ingest": {"put in", "take out", "cancel"},
    "curate": {"judge", "undo", "write", "update", "update there"},
    "admin": {"rebuild", "audit"},
}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, host="0.0.0.0")  # noqa: S104 - what is tested


@pytest.fixture
def secrets(settings: Settings) -> dict[str, str]:
    """A key of each role, named as it."""
    access = Access(settings.access_path)
    made = {role.value: access.create(role, role)[1] for role in Role}
    access.close()
    return made


@pytest.fixture
def client(settings: Settings, secrets: dict[str, str]) -> Iterator[TestClient]:
    with Workspace.open(settings) as workspace:
        workspace.put(*read_case(SEED))
        with TestClient(create_app(settings, workspace), base_url="http://policy.example") as client:
            yield client


def send(client: TestClient, what: str, key: str | None) -> Any:
    method, path, given = TRIED[what]
    headers = {**given.get("headers", {}), **({"x-api-key": key} if key else {})}
    return client.request(method, path, **{**given, "headers": headers})


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_a_key_is_good_for_what_its_role_is_and_no_more(client: TestClient, secrets: dict[str, str], role: str) -> None:
    names = list(MAY)
    allowed = set().union(*(MAY[name] for name in names[: names.index(role) + 1]))
    refused = {what for what in TRIED if send(client, what, secrets[role]).status_code == 403}
    assert refused == TRIED.keys() - allowed


def test_without_a_key_everybody_may_read_and_nobody_more(client: TestClient) -> None:
    assert {what for what in TRIED if send(client, what, None).status_code == 401} == TRIED.keys() - MAY["read"]


def test_a_refusal_says_which_role_is_needed_and_how_a_key_is_sent(client: TestClient, secrets: dict[str, str]) -> None:
    none, wrong, weak = (send(client, "write", key) for key in (None, "pgk_0_x", secrets["ingest"]))
    assert [(answer.status_code, answer.headers["www-authenticate"]) for answer in (none, wrong, weak)] == [
        (401, 'Bearer realm="policygraph", Basic realm="policygraph", charset="UTF-8"'),
        (401, 'Bearer realm="policygraph", error="invalid_token", Basic realm="policygraph", charset="UTF-8"'),
        (403, 'Bearer realm="policygraph", error="insufficient_scope", scope="curate"'),
    ]
    assert none.json() == {
        "type": "https://w3id.org/policygraph/problems/api-key",
        "title": "A key is needed",
        "status": 401,
        "detail": "This needs a key of the role curate. Send it as X-API-Key or as Authorization: Bearer.",
        "role": "curate",
    }
    assert wrong.json()["detail"].startswith("This is no key, or one that has been revoked.")
    assert weak.json() == {
        "type": "https://w3id.org/policygraph/problems/role",
        "title": "This key is not good for that",
        "status": 403,
        "detail": "This needs a key of the role curate; 'ingest' has the role ingest.",
        "role": "curate",
        "has": "ingest",
    }


def test_a_revoked_key_is_refused_at_once(client: TestClient, settings: Settings, secrets: dict[str, str]) -> None:
    assert send(client, "write", secrets["curate"]).status_code == 201
    access = Access(settings.access_path)
    access.revoke("curate")
    access.close()
    assert send(client, "write", secrets["curate"]).status_code == 401


def basic(key: str) -> str:
    return "Basic " + b64encode(f"anybody:{key}".encode()).decode()


def test_a_key_may_be_the_password_of_basic_but_not_from_a_page_of_another_site(
    client: TestClient, secrets: dict[str, str]
) -> None:
    method, path, given = TRIED["write"]
    sent = given | {"headers": given["headers"] | {"authorization": basic(secrets["curate"])}}
    assert client.request(method, path, **sent).status_code == 201
    for name, value in (("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")):
        there = sent | {"headers": sent["headers"] | {name: value}}
        answer = client.request(method, path, **there)
        assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (403, "foreign-write")


def test_once_there_is_a_key_it_is_needed_from_this_machine_too(settings: Settings, secrets: dict[str, str]) -> None:
    settings = replace(settings, host="127.0.0.1")
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client:
        assert send(client, "write", None).status_code == 401
        assert send(client, "write", secrets["curate"]).status_code == 201


def test_reading_needs_a_key_where_the_service_says_so_but_for_its_health(
    settings: Settings, secrets: dict[str, str]
) -> None:
    settings = replace(settings, reading="key")
    with Workspace.open(settings) as workspace:
        client = TestClient(create_app(settings, workspace), base_url="http://policy.example")
        paths = ["/", "/documents", "/openapi.json", "/nowhere", "/sparql?query=ASK%7B%7D", "/store?default"]
        assert [client.get(path).status_code for path in paths] == [401] * len(paths)
        assert client.get("/documents").json()["role"] == "read"
        assert [client.get(path).status_code for path in ("/health/live", "/static/style.css")] == [200, 200]
        for headers in ({"x-api-key": secrets["read"]}, {"authorization": basic(secrets["read"])}):
            assert client.get("/documents", headers=headers).status_code == 200
        assert client.get("/documents", headers={"x-api-key": "pgk_0_0"}).status_code == 401


def test_every_write_is_noted_with_its_key_and_what_came_of_it(client: TestClient, secrets: dict[str, str]) -> None:
    send(client, "write", secrets["curate"])
    send(client, "take out", secrets["admin"])
    for what, key in (("read", secrets["admin"]), ("ask", None), ("write", None), ("write", secrets["read"])):
        send(client, what, key)
    listed = send(client, "audit", secrets["admin"]).json()["items"]
    told = [(act["who"], act["client"], act["method"], act["target"], act["status"]) for act in listed]
    assert told == [
        ("admin", "testclient", "DELETE", "/documents/0123456789abcdef", 404),
        ("curate", "testclient", "PUT", "/store?graph=urn:notes", 201),
    ]
    written = client.get("/writes").json()["items"]
    assert [(write["who"], write["graph"]) for write in written] == [("curate", "urn:notes")]


def test_what_others_claim_to_be_is_told_beside_the_key(client: TestClient, secrets: dict[str, str]) -> None:
    method, path, given = TRIED["write"]
    headers = given["headers"] | {"x-api-key": secrets["curate"], "from": "ann@example.org"}
    assert client.request(method, path, **given | {"headers": headers}).status_code == 201
    assert client.get("/writes").json()["items"][0]["who"] == "ann@example.org"
    assert send(client, "audit", secrets["admin"]).json()["items"][0]["who"] == "curate"


def test_the_docs_and_the_description_tell_the_role_of_every_route(client: TestClient) -> None:
    text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (ingest|curate|admin) \|.*\| (.*) \|$", text, re.MULTILINE)
    told = {(method, path) for _, cell in rows for method, path in re.findall(r"`(\w+) (\S+)`", cell)}
    shown = client.get("/openapi.json").json()["paths"]
    needed = {at: role for at, role in roles(client.app).items() if "{path:path}" not in at[1]}  # type: ignore[arg-type]
    assert {at: Role(role) for role, cell in rows for at in re.findall(r"`(\w+) (\S+)`", cell)} == needed
    assert told == needed.keys()
    forms = {
        ("POST", "/judge"),
        ("POST", "/sample"),
        ("POST", "/jobs/{id}/cancel"),
    }  # of pages: programs have others, which do the same
    assert forms == {(method, path) for method, path in needed if path not in shown}
    for method, path in needed.keys() - forms:
        role = needed[method, path]
        operation = shown[path][method.lower()]
        assert operation["security"] == [{}, {"key": [role]}, {"bearer": [role]}, {"basic": [role]}]
        assert {"401", "403"} <= operation["responses"].keys()


def test_who_asks_too_often_is_told_when_to_come_back_and_others_are_not(
    settings: Settings, secrets: dict[str, str]
) -> None:
    settings = replace(settings, rate="3/day")
    with Workspace.open(settings) as workspace:
        client = TestClient(create_app(settings, workspace), base_url="http://policy.example")
        answers = [client.get("/orders") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[3].json()["detail"] == "Each key, or address without one, may send 3 requests in 86,400 seconds."
        assert 28_000 < int(answers[3].headers["retry-after"]) <= 28_800
        assert client.get("/health/live").status_code == 200
        assert client.get("/orders", headers={"x-api-key": secrets["read"]}).status_code == 200


def test_a_bucket_fills_up_as_time_passes_and_is_forgotten_when_it_is_full() -> None:
    now = [0.0]
    rates = Rates(2, 8, lambda: now[0])
    assert [rates.wait("a"), rates.wait("a"), rates.wait("a")] == [0, 0, 4]
    now[0] = 3
    assert (rates.wait("a"), rates.wait("b")) == (1, 0)
    now[0] = 4
    assert (rates.wait("a"), rates.wait("a")) == (0, 4)
    for number in range(20_000):
        now[0] += 1
        rates.wait(f"client {number}")
    assert len(rates._buckets) < 11_000


def test_there_is_no_limit_on_loopback_unless_one_is_set(settings: Settings) -> None:
    local = replace(settings, host="127.0.0.1")
    assert rates_of(local) is None
    assert rates_of(replace(settings, rate="off")) is None
    found = [rates_of(one) for one in (settings, replace(local, rate="5/hour"))]
    assert [(one.most, one.seconds) for one in found if one] == [(6000, 60), (5, 3600)]
