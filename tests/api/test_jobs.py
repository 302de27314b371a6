"""Many documents at once, and the store made anew: jobs over HTTP, done by the real reader in the real service."""

from __future__ import annotations

import gzip
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.examples import SEED_ID
from graph.model import Document, Record, sha256_of
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.conftest import DEV, LOCAL, fill
from tests.graph.sources.making import Story, as_docx, as_pdf, tarred, zipped

NDJSON = {"content-type": "application/x-ndjson"}
NAMES = ("Lee", "Stone", "Park", "Diaz", "Cole", "Ortiz", "Webb", "Hale", "Nash", "Boyd")


def article(number: int) -> dict[str, str]:
    name, other = NAMES[number % 10], NAMES[number // 10 % 10]
    text = (
        f"Mayor Ann {name} of Springfield signed executive order {number} on Tuesday that bars police officers from "
        f"flying drones over schools. Governor Max {other} criticized order {number} as a mistake on Monday."
    )
    return {"text": text, "title": f"Order {number}", "url": f"https://example.org/news/{number}", "date": "2025-05-06"}


def lines(articles: list[dict[str, str]]) -> bytes:
    return "".join(f"{json.dumps(one)}\n" for one in articles).encode()


def ended(client: TestClient, href: str, seconds: float = 180.0) -> dict[str, Any]:
    """The job, once it has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job: dict[str, Any] = client.get(href).json()
        if job["ended"]:
            return job
        time.sleep(0.05)
    raise AssertionError(f"{href} has not ended: {job}")


def done(client: TestClient, body: bytes, media_type: str, **query: Any) -> dict[str, Any]:
    """The job that reads a body, once it has ended."""
    answer = client.post("/documents", content=body, headers={"content-type": media_type}, params=query)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == answer.json()["href"]
    return ended(client, answer.json()["href"])


def reported(client: TestClient, job: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.get(job["report"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson")
    return [json.loads(line) for line in answer.text.splitlines()]


def mail(attachment: bytes | None = None) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "Order 1", "a@example.org", "Tue, 06 May 2025 10:00:00 +0000"
    message.set_content(article(1)["text"])
    if attachment is not None:
        message.add_attachment(attachment, maintype="text", subtype="plain", filename="two.txt")
    return message.as_bytes()


@pytest.mark.slow
def test_lines_are_read_by_a_job_whose_report_says_what_became_of_each(client: TestClient, settings: Settings) -> None:
    sent = [article(number) for number in range(3)]
    body = lines(sent) + b"no json\n" + lines([{k: v for k, v in article(3).items() if k != "url"}])

    job = done(client, body, NDJSON["content-type"])
    report = reported(client, job)

    assert (job["kind"], job["state"], job["error"]) == ("documents", "done", None)
    assert job["documents"] == {"added": 4, "changed": 0, "unchanged": 0, "failed": 1} | (
        {"reprints": job["documents"]["reprints"]} if "reprints" in job["documents"] else {}
    )
    assert (job["bytes"], job["bytes_total"]) == (len(body), len(body))
    assert job["words"] == sum(len(one["text"].split()) for one in [*sent, article(3)])
    assert [(one["source"], one["outcome"]) for one in report] == [
        *((f"the request's body!{number}", "added") for number in (1, 2, 3)),
        ("the request's body!4", "failed"),
        ("the request's body!5", "added"),
    ]
    assert job["failures"] == [{"source": "the request's body!4", "reason": report[3]["reason"]}]
    assert client.get(f"/documents/{report[0]['document']}").json()["url"] == sent[0]["url"]
    assert client.get("/health/ready").json()["documents"] == 5
    assert list((settings.home / "jobs").glob("*.body")) == []


@pytest.mark.slow
def test_the_same_upload_twice_changes_nothing_and_leaves_no_trace_of_where_it_lay(
    client: TestClient, settings: Settings
) -> None:
    body = lines([article(1), {"text": article(2)["text"]}])
    first, again = (done(client, body, NDJSON["content-type"]) for _ in range(2))

    assert [one["outcome"] for job in (first, again) for one in reported(client, job)] == ["added"] * 2 + [
        "unchanged"
    ] * 2
    with sqlite3.connect(settings.ledger_path) as database:
        counted = "SELECT (SELECT count(*) FROM origins), (SELECT count(*) FROM held)"
        assert database.execute(counted).fetchall() == [(0, 0)]
        keys = {tuple(row) for row in database.execute("SELECT source, key FROM documents WHERE id != ?", [SEED_ID])}
    database.close()
    assert keys == {(None, article(1)["url"]), (None, sha256_of(article(2)["text"]))}


TEXTS = {f"{number}.txt": article(number)["text"].encode() for number in range(2)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("media_type", "body", "sources"),
    [
        ("application/zip", zipped(TEXTS), ["!0.txt", "!1.txt"]),
        ("application/gzip", gzip.compress(tarred(list(TEXTS.items()))), ["!0.txt", "!1.txt"]),
        ("application/gzip", gzip.compress(lines([article(0), article(1)])), ["!1", "!2"]),
        ("text/csv; charset=utf-8", b"body,link\n" + f'"{article(0)["text"]}",https://e.org/0'.encode(), ["!2"]),
        ("message/rfc822", mail(article(2)["text"].encode()), ["", "!two.txt"]),
    ],
)
def test_archives_tables_and_mails_with_attachments_are_jobs(
    client: TestClient, media_type: str, body: bytes, sources: list[str]
) -> None:
    job = done(client, body, media_type)

    report = reported(client, job)
    assert [(one["source"].removeprefix("the request's body"), one["outcome"]) for one in report] == [
        (source, "added") for source in sources
    ]


@pytest.mark.slow
def test_fields_are_named_in_the_query(client: TestClient) -> None:
    body = json.dumps({"words": article(1)["text"], "when": "2025-05-06"}).encode()
    job = done(client, body, "application/jsonl", field=["text=words", "date=when"])

    (only,) = reported(client, job)
    assert client.get(f"/documents/{only['document']}").json()["date"] == "2025-05-06"
    wrong = client.post("/documents", content=body, headers=NDJSON, params={"field": "words"})
    assert (wrong.status_code, wrong.json()["errors"][0]["at"]) == (422, "query.field")


@pytest.mark.slow
def test_a_mail_a_pdf_and_a_docx_are_one_document_and_answered_at_once(client: TestClient, settings: Settings) -> None:
    stories = [Story(publisher="", author="", **article(number)) for number in (2, 3)]
    for body, media_type in (
        (mail(), "message/rfc822"),
        (as_pdf(stories[0]), "application/pdf"),
        (as_docx(stories[1]), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ):
        answer = client.post("/documents", content=body, headers={"content-type": media_type})
        assert (answer.status_code, answer.json()["change"]) == (201, "added"), answer.text
        assert client.get(answer.json()["href"]).json()["format"] == media_type
    assert client.get("/jobs").json()["items"] == []
    assert list((settings.home / "jobs").glob("*")) == []


@pytest.mark.slow
def test_a_body_that_holds_nothing_is_a_job_with_one_failure(client: TestClient) -> None:
    job = done(client, b"", "application/zip")

    assert (job["state"], job["documents"]["failed"]) == ("done", 1)
    assert job["failures"][0]["source"] == "the request's body"


def test_a_body_over_the_limit_is_413_and_nothing_of_it_is_kept(settings: Settings) -> None:
    settings = replace(settings, max_upload=1000)
    with Workspace.open(settings) as workspace, TestClient(create_app(settings, workspace), base_url=LOCAL) as client:
        for content in (b"x" * 1001, iter([b"x" * 600, b"x" * 600])):
            answer = client.post("/documents", content=content, headers=NDJSON)
            assert (answer.status_code, answer.json()["limit"]) == (413, 1000)
        assert client.get("/jobs").json()["items"] == []
    assert list((settings.home / "jobs").glob("*")) == []


def test_jobs_need_the_key_before_anything_is_kept(guarded: TestClient, settings: Settings) -> None:
    asked = (
        guarded.post("/documents", content=b"{}", headers=NDJSON),
        guarded.post("/rebuild"),
        guarded.delete("/jobs/0123456789abcdef"),
    )
    assert [answer.status_code for answer in asked] == [401, 401, 401]
    assert not (settings.home / "jobs").exists()


def test_a_job_that_is_not_there_is_404(seed: TestClient) -> None:
    for method, path in (("GET", "/jobs/x"), ("GET", "/jobs/x/report"), ("DELETE", "/jobs/x")):
        answer = seed.request(method, path)
        assert (answer.status_code, answer.json()["kind"], answer.json()["key"]) == (404, "job", "x")


@pytest.fixture
def busy(settings: Settings) -> Iterator[tuple[TestClient, threading.Event]]:
    """A service whose jobs wait until an event is set: its first job comes to the ledger and no further."""
    with Workspace.open(settings) as workspace:
        fill(workspace, [DEV / "chicago-seed.json"])
        app = create_app(settings, workspace)
        go = threading.Event()
        jobs = app.state.service.jobs
        ingest = jobs._ingest
        jobs._ingest = lambda job: go.wait(60) and ingest(job)
        with TestClient(app, base_url=LOCAL) as client:
            yield client, go
            go.set()


@pytest.mark.slow
def test_a_job_is_cancelled_whether_it_waits_or_runs_and_then_forgotten(
    busy: tuple[TestClient, threading.Event], settings: Settings
) -> None:
    client, go = busy
    runs, waits = (client.post("/documents", content=lines([article(n)]), headers=NDJSON).json() for n in (1, 2))

    cancelled = client.delete(waits["href"])
    assert (cancelled.status_code, cancelled.json()["state"]) == (202, "cancelled")
    assert [path.name for path in (settings.home / "jobs").iterdir()] == [f"{runs['id']}.body"]
    while client.get(runs["href"]).json()["state"] != "running":
        time.sleep(0.01)
    ending = client.delete(runs["href"])
    assert (ending.status_code, ending.json()["state"]) == (202, "cancelling")
    go.set()

    assert ended(client, runs["href"])["state"] == "cancelled"
    for job in (runs, waits):
        assert client.delete(job["href"]).status_code == 204
        assert client.get(job["href"]).status_code == 404
    assert list((settings.home / "jobs").iterdir()) == []
    assert client.get("/health/ready").json()["documents"] == 1


@pytest.mark.slow
def test_single_documents_go_in_and_out_while_a_job_waits_for_its_turn_to_write(
    busy: tuple[TestClient, threading.Event],
) -> None:
    client, go = busy
    job = client.post("/documents", content=lines([article(n) for n in range(40)]), headers=NDJSON).json()
    go.set()
    posted = [client.post("/documents", json=article(100 + n)).status_code for n in range(3)]
    href = client.post("/documents", json=article(100)).json()["href"]

    assert posted == [201, 201, 201]
    assert client.delete(href).status_code == 204
    assert ended(client, job["href"])["documents"]["added"] == 40
    assert client.get("/health/ready").json()["documents"] == 1 + 40 + 2


@pytest.mark.slow
def test_a_job_that_the_end_of_the_service_interrupts_goes_on_at_its_next_start(settings: Settings) -> None:
    sent = [article(number) for number in range(60)]
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        job = client.post("/documents", content=lines(sent), headers=NDJSON).json()
        while client.get(job["href"]).json()["documents"].get("added", 0) == 0:
            time.sleep(0.01)
    with Workspace.open(settings) as workspace:
        between = workspace.ledger.jobs.get(job["id"])
        there = len(workspace.ledger)
    with TestClient(create_app(settings), base_url=LOCAL) as client:
        after = ended(client, job["href"])
        report = reported(client, after)

    assert 0 < there < 60
    assert (between.state, between.progress.documents["added"]) == ("queued", there)
    assert (after["state"], after["documents"]["added"], after["bytes"]) == ("done", 60, after["bytes_total"])
    assert [(one["source"], one["outcome"]) for one in report] == [
        (f"the request's body!{number}", "added") for number in range(1, 61)
    ]


@pytest.mark.slow
def test_a_rebuild_is_a_job_and_queries_go_on_meanwhile(tmp_path: Path, cases: list[tuple[Document, Record]]) -> None:
    settings = Settings(home=tmp_path / "home")
    with Workspace.open(settings) as workspace:
        with workspace.together():
            for document, record in cases:
                workspace.commit(document, record)
        workspace.settle()
        count = len(workspace.ledger)
        before = set(workspace.store.quads())
        with TestClient(create_app(settings, workspace), base_url=LOCAL) as client:
            query = {"query": "SELECT (count(?d) AS ?n) { ?d a <https://w3id.org/policygraph/ontology#Document> }"}
            asked = client.post("/rebuild")
            seen = set[str]()
            while not client.get(asked.json()["href"]).json()["ended"]:
                answer = client.get("/sparql", params=query, headers={"accept": "text/csv"})
                assert answer.status_code == 200
                seen.add(answer.text.split()[1])
            job = client.get(asked.headers["location"]).json()
        assert set(workspace.store.quads()) == before

    assert (asked.status_code, job["kind"], job["state"], job["documents"]) == (
        202,
        "rebuild",
        "done",
        {"rebuilt": count},
    )
    assert seen == {str(count)}


@pytest.mark.slow
def test_two_that_ask_for_a_rebuild_get_one(busy: tuple[TestClient, threading.Event]) -> None:
    client, go = busy
    first = client.post("/documents", content=lines([article(1)]), headers=NDJSON).json()
    one, two = (client.post("/rebuild").json() for _ in range(2))
    go.set()

    assert one["id"] == two["id"]
    assert [ended(client, job["href"])["state"] for job in (first, one)] == ["done", "done"]
