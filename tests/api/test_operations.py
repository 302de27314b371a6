"""For whoever keeps the service running: ids of requests, figures for Prometheus, the log, traces."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import SEED_ID
from graph.case import read_case
from graph.errors import SettingsError
from graph.pipeline import Workspace
from graph.settings import Settings, load

SEED = Path(__file__).parents[1] / "gold" / "dev" / "chicago-seed.json"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a service whose queries are run by processes of their own."""
    settings = Settings(home=tmp_path)
    with Workspace.open(settings) as workspace:
        workspace.put(*read_case(SEED))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client:
        yield client


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    """All samples of ours: (name, labels' values …) -> value."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    families = list(text_string_to_metric_families(answer.text))
    assert all(family.documentation for family in families)
    samples = [sample for family in families for sample in family.samples]
    return {(one.name, *one.labels.values()): one.value for one in samples if one.name.startswith("policygraph_")}


# ids of requests


def test_every_answer_has_an_id_which_the_client_may_bring(read_only: TestClient) -> None:
    made = [read_only.get(path).headers["x-request-id"] for path in ("/orders", "/nowhere", "/static/style.css")]
    assert len(set(made)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in made)
    brought = read_only.post("/orders", headers={"x-request-id": "gateway/7f3a:1"})
    assert (brought.status_code, brought.headers["x-request-id"]) == (405, "gateway/7f3a:1")


@pytest.mark.parametrize("id", ["", "x" * 129, "two words", 'a"b', "é"])
def test_what_is_no_id_is_replaced(read_only: TestClient, id: str) -> None:
    answer = read_only.get("/health/live", headers={"x-request-id": id.encode("latin-1")})  # type: ignore[dict-item]
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


# figures


def test_requests_are_counted_by_route_and_status_whatever_their_paths(service: TestClient) -> None:
    for path in (f"/documents/{SEED_ID}", "/documents/none", "/documents/neither", "/nowhere/1", "/nowhere/2"):
        service.get(path)
    service.head("/orders")
    found = figures(service)
    assert {key[1:]: value for key, value in found.items() if key[0] == "policygraph_requests_total"} == {
        ("GET", "/documents/{id}", "200"): 1,
        ("GET", "/documents/{id}", "404"): 2,
        ("GET", "", "404"): 2,
        ("HEAD", "/orders", "200"): 1,
    }
    assert found["policygraph_request_seconds_count", "/documents/{id}"] == 3
    assert found["policygraph_request_seconds_sum", "/documents/{id}"] > 0


def test_queries_are_counted_by_what_came_of_them(service: TestClient) -> None:
    queries = ["ASK {}", "ASK { ?s ?p ?o }", "SELEKT", "ASK { SERVICE <http://127.0.0.1:9/> {} }"]
    assert [service.get("/sparql", params={"query": query}).status_code for query in queries] == [200, 200, 400, 403]
    assert service.get("/sparql", params={"query": queries[1]}).json()["boolean"] is True  # from what is kept: not run
    endless = {"query": f"SELECT (COUNT(*) AS ?n) {{ {'?a ?b ?c . ?d ?e ?f . ' * 9} }}", "timeout": "0.2"}
    assert service.get("/sparql", params=endless).status_code == 503
    found = figures(service)
    assert {key[1]: value for key, value in found.items() if key[0] == "policygraph_queries_total"} == {
        "answered": 2,
        "QueryError": 1,
        "QueryRefused": 1,
        "QueryTimeout": 1,
    }
    assert found["policygraph_workers", "busy"] == found["policygraph_queries_waiting",] == 0
    assert found["policygraph_workers", "idle"] >= 1


def test_what_is_there_and_what_was_done_to_it_is_told(service: TestClient) -> None:
    before = figures(service)
    assert before["policygraph_documents",] == before["policygraph_ledger_acts_total", "added"] == 1
    assert service.put("/store?graph=urn:notes", content="<urn:a> <urn:b> <urn:c> .", headers=TURTLE).status_code == 201
    assert service.delete(f"/documents/{SEED_ID}").status_code == 204
    after = figures(service)
    acts = {key[1]: value for key, value in after.items() if key[0] == "policygraph_ledger_acts_total"}
    assert acts == {"added": 1, "written": 1, "deleted": 1}
    assert after["policygraph_documents",] == 0
    assert after["policygraph_quads",] < before["policygraph_quads",]
    assert after["policygraph_store_writes_total",] > before["policygraph_store_writes_total",]
    assert figures(service)["policygraph_ledger_acts_total", "written"] == 1


TURTLE = {"content-type": "text/turtle"}


def test_openmetrics_is_given_to_who_asks_for_it(read_only: TestClient) -> None:
    answer = read_only.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert answer.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    assert answer.text.endswith("# EOF\n")


# the log


@contextmanager
def served(home: Path, form: str) -> Iterator[tuple[str, Path]]:
    """A service as `policygraph serve` starts it: its address, and where its log goes."""
    log = home / "log"
    script = "from api.cli import main; main(['serve', '--port', '0'])"
    environment = os.environ | {"POLICYGRAPH_LOG": form, "POLICYGRAPH_HOME": str(home / "home")}
    with log.open("w") as out:
        process = subprocess.Popen([sys.executable, "-c", script], env=environment, stderr=out)
    try:
        while not (found := re.search(r"at (http://127.0.0.1:\d+) \(Ctrl-C", " ".join(log.read_text().split()))):
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)
        yield found[1], log
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def get(url: str, **headers: str) -> int:
    try:
        request = urllib.request.Request(url, headers={k.replace("_", "-"): v for k, v in headers.items()})  # noqa: S310
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - a server of ours
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_in_json_each_line_of_the_log_is_an_object_and_each_request_has_one(tmp_path: Path) -> None:
    with served(tmp_path, "json") as (address, log):
        assert get(f"{address}/orders?limit=1", x_request_id="one") == 200
        assert get(f"{address}/documents/none", x_request_id="two", x_api_key="pgk_none") == 404
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    assert "uvicorn.error" in {line["logger"] for line in lines}
    told = [line for line in lines if line["logger"] == "api.observe"]
    assert all(line["at"] and line.pop("seconds") > 0 for line in told)
    wanted = {"level", "request_id", "client", "key", "method", "path", "route", "status"}
    assert [{name: line[name] for name in wanted} for line in told] == [
        {"level": "INFO", "request_id": "one", "client": "127.0.0.1", "key": "-", "method": "GET"}
        | {"path": "/orders?limit=1", "route": "/orders", "status": 200},
        {"level": "INFO", "request_id": "two", "client": "127.0.0.1", "key": "-", "method": "GET"}
        | {"path": "/documents/none", "route": "/documents/{id}", "status": 404},
    ]


def test_as_text_a_request_is_a_line_for_people(tmp_path: Path) -> None:
    with served(tmp_path, "text") as (address, log):
        get(f"{address}/orders", x_request_id="one")
    (line,) = [line for line in log.read_text().splitlines() if "[one]" in line]
    assert re.fullmatch(r'\S+ \S+ INFO api\.observe \[one\] 127\.0\.0\.1 - "GET /orders" 200 \d\.\d{4} s', line)


def test_a_form_of_the_log_that_there_is_not_is_refused() -> None:
    with pytest.raises(SettingsError, match="must be one of failures, text, json"):
        load(environment={"POLICYGRAPH_LOG": "xml"})


# traces


class Collector(BaseHTTPRequestHandler):
    """An OpenTelemetry collector that keeps what it is sent."""

    got: list[Any]

    def do_POST(self) -> None:
        sent = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["content-length"])))
        self.got.append((self.path, sent))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def test_each_request_is_traced_to_the_collector_and_goes_on_the_callers_trace(settings: Settings) -> None:
    handler = type("Kept", (Collector,), {"got": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings = replace(settings, traces=f"http://127.0.0.1:{server.server_port}")
        with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client:
            client.get("/health/live")
            parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            assert client.get("/documents/none", headers={"traceparent": parent}).status_code == 404
        server.shutdown()
    ((path, sent),) = handler.got  # type: ignore[attr-defined]
    (resource,) = sent.resource_spans
    about = {one.key: one.value.string_value for one in resource.resource.attributes}
    (span,) = [span for scope in resource.scope_spans for span in scope.spans]
    assert (path, about["service.name"]) == ("/v1/traces", "policygraph")
    assert (span.trace_id.hex(), span.parent_span_id.hex()) == (parent[3:35], parent[36:52])
    assert span.name == "GET /documents/none"


def test_without_the_extra_the_service_says_what_to_install(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.instrumentation.asgi", None)
    with pytest.raises(SettingsError, match=r"pip install 'policygraph\[telemetry\]'"):
        create_app(replace(settings, traces="http://127.0.0.1:4318"))


def test_where_traces_go_is_not_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "policygraph.toml"
    file.write_text('traces = "http://127.0.0.1:4318"')
    with pytest.raises(SettingsError, match="is not read from"):
        load(environment={}, file=file)
