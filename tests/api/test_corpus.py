"""The corpus page: files and addresses sent in by forms, jobs as pages, and their progress as server-sent events."""

from __future__ import annotations

import errno
import json
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.settings import Settings
from graph.sources import Intake
from tests.api import conftest
from tests.api.test_jobs import article, ended
from tests.api.trees import HTML, tree, words

TEXT = article(1)["text"].encode()


def sent(client: TestClient, *files: tuple[str, bytes], **how: Any) -> Any:
    """The answer to a form with files, as a browser sends it."""
    parts = [("files", (name, content)) for name, content in files]
    return client.post("/documents", files=parts, headers=HTML, follow_redirects=False, **how)


def told(client: TestClient, href: str) -> list[dict[str, Any]]:
    """What the events of a job tell, up to its end."""
    answer = client.get(f"{href}/events")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    return [json.loads(line.removeprefix("data: ")) for line in answer.text.splitlines() if line.startswith("data: ")]


@pytest.mark.slow
def test_files_of_a_form_are_read_by_a_job_whose_page_tells_what_became_of_each(
    client: TestClient, settings: Settings
) -> None:
    answer = sent(client, ("one.txt", TEXT), ("two.pdf", b"no PDF"), ("three.md", article(2)["text"].encode()))
    assert answer.status_code == 303
    href = answer.headers["location"]
    job = ended(client, href)

    assert (job["name"], job["state"]) == ("one.txt, two.pdf, three.md", "done")
    assert {name: count for name, count in job["documents"].items() if count} == {"added": 2, "failed": 1}
    assert told(client, href) == [job]
    page = tree(client, href)
    assert words(page.xpath("//h1")[0]) == job["name"]
    (failed,) = page.xpath("//ul[contains(@class, 'failures')]/li")
    assert [words(one) for one in failed] == ["two.pdf", job["failures"][0]["reason"]]
    documents = [str(one) for one in page.xpath("//h2[.='Documents']/following-sibling::ul//@href")]
    assert [client.get(one).status_code for one in documents] == [200, 200]
    (row,) = tree(client, "/jobs").xpath("//ul[contains(@class, 'jobs')]/li")
    assert "2 added, 1 failed" in words(row)

    forgotten = client.post(f"{href}/cancel", headers=HTML, follow_redirects=False)
    assert (forgotten.status_code, forgotten.headers["location"]) == (303, "/jobs")
    assert client.get(href).status_code == client.get(f"{href}/events").status_code == 404
    assert list((settings.home / "jobs").iterdir()) == []


@pytest.mark.slow
def test_one_file_of_a_form_is_read_as_what_its_name_says_it_is(client: TestClient) -> None:
    table = f'body,link\n"{article(3)["text"]}",https://e.org/3\n'.encode()
    job = ended(client, sent(client, ("wire.csv", table)).headers["location"])

    assert (job["name"], job["documents"]["added"], job["bytes_total"]) == ("wire.csv", 1, len(table))


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ([("cat.jpg", b"\xff\xd8"), ("one.txt", TEXT)], "cat.jpg: cannot be read, and nothing was taken in; read are"),
        ([], "the form: has no file in it: choose one"),
    ],
)
def test_a_form_with_what_is_not_read_is_refused_whole_with_the_reason(
    client: TestClient, settings: Settings, files: list[tuple[str, bytes]], reason: str
) -> None:
    answer = sent(client, *files) if files else client.post("/documents", files={"x": b"y"}, headers=HTML)

    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (422, "text/html")
    assert reason in answer.text
    assert client.get("/jobs").json()["items"] == []
    assert list(settings.home.glob("jobs/*")) == []


def test_the_corpus_page_can_be_used_without_script(client: TestClient) -> None:
    page = tree(client, "/jobs")
    upload, fetch = page.xpath("//main//form")
    assert (upload.get("action"), upload.get("method"), upload.get("enctype")) == (
        "/documents",
        "post",
        "multipart/form-data",
    )
    assert {".pdf", ".docx", ".zip", ".csv", ".eml"} < set(upload.xpath(".//input/@accept")[0].split(", "))
    assert (fetch.get("action"), fetch.get("method"), fetch.xpath(".//input/@name")) == (
        "/jobs",
        "post",
        ["address", "follow"],
    )
    assert fetch.xpath(".//select/@name | .//option/@value") == (["every", "", "15m", "1h", "1d"])
    assert page.xpath("//meta[@http-equiv]") == [], "nothing is under way that a reader would wait for"


def test_events_of_a_job_go_on_up_to_its_end(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    jobs = client.app.state.service.jobs  # type: ignore[attr-defined]
    monkeypatch.setattr(jobs, "_ingest", lambda job: go.wait(60))
    runs, waits = (sent(client, ("one.txt", TEXT)).headers["location"] for _ in range(2))
    assert tree(client, waits).xpath("//noscript/meta/@content") == ["5"]
    found = list[dict[str, Any]]()
    listening = threading.Thread(target=lambda: found.extend(told(client, waits)))
    listening.start()
    client.delete(waits)
    listening.join(60)
    go.set()

    assert {one["id"] for one in found} == {waits.removeprefix("/jobs/")}
    assert [one["state"] for one in found] in (["queued", "cancelled"], ["cancelled"])
    assert told(client, runs)[-1]["state"] == "done"


@pytest.mark.slow
def test_what_is_at_an_address_is_fetched_by_a_job(
    client: TestClient, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.jobs.locate", lambda *_: None)
    monkeypatch.setattr("api.rounds.Intake", partial(Intake, allow_private=True))
    answer = client.post("/jobs", data={"address": feed})
    job = ended(client, answer.json()["href"])

    assert (answer.status_code, job["address"], job["state"], job["seconds_left"]) == (202, feed, "done", None)
    assert (job["documents"]["added"], job["documents"]["failed"]) == (1, 1)
    assert [one["source"] for one in job["failures"]] == [f"{feed}!https://tribune.example/a/2"]
    assert words(tree(client, job["href"]).xpath("//ul[contains(@class, 'failures')]/li/b")[0]) == (
        "https://tribune.example/a/2"
    )


ANOTHER = (
    "<item><title>Second</title><link>https://tribune.example/a/3</link>"
    "<description>Mayor Ann Lee signed a second order on Tuesday.</description></item></channel>"
)


def until(client: TestClient, href: str, **wanted: Any) -> None:
    """Wait until a job is so, by its state or how many documents there are."""
    for _ in range(6000):
        job = client.get(href).json()
        if wanted.items() <= {"state": job["state"], **job["documents"]}.items():
            return
        time.sleep(0.02)
    raise AssertionError(job)


@pytest.mark.slow
def test_a_feed_is_watched_until_that_is_cancelled(
    client: TestClient, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.routes.jobs.locate", lambda *_: None)
    monkeypatch.setattr("api.routes.jobs.MINUTE", 1)
    monkeypatch.setattr("api.rounds.Intake", partial(Intake, allow_private=True))
    asked = [client.post("/jobs", data={"address": feed, "every": "1s"}).json() for _ in range(2)]
    href = asked[0]["href"]
    assert (asked[0]["kind"], asked[0]["every"], asked[1]["id"]) == ("feed", 1.0, asked[0]["id"])

    until(client, href, state="waiting", added=1)
    (watched,) = tree(client, "/jobs").xpath("//h2[.='Feeds that are watched']/following-sibling::ul[1]")
    assert words(watched.xpath(".//a")[0]) == feed
    monkeypatch.setattr(conftest, "FEED", conftest.FEED.replace("</channel>", ANOTHER))
    until(client, href, added=2)
    otherwise = client.post("/jobs", data={"address": feed, "every": "1h"}).json()
    job = ended(client, href)

    assert (job["state"], job["documents"]["added"], job["documents"]["unchanged"]) == ("cancelled", 2, 0)
    report = [json.loads(line) for line in client.get(f"{href}/report").text.splitlines()]
    assert [(one["source"].partition("!")[2], one["outcome"]) for one in report] == [
        ("https://tribune.example/a/1", "added"),
        ("https://tribune.example/a/2", "failed"),  # once, though it is tried again in each round
        ("https://tribune.example/a/3", "added"),
    ]
    until(client, otherwise["href"], state="waiting", failed=1)
    (watched,) = tree(client, "/jobs").xpath("//h2[.='Feeds that are watched']/following-sibling::ul[1]/li")
    assert "every 60 min" in words(watched)
    client.delete(otherwise["href"])


def test_so_many_feeds_are_watched_and_no_more(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.routes.jobs.locate", lambda *_: None)
    monkeypatch.setattr("api.jobs.FEEDS", 1)
    first, second = "http://192.0.2.1/feed", "http://192.0.2.2/feed"
    watched = client.post("/jobs", data={"address": first, "every": "1h"}).json()

    refused = client.post("/jobs", data={"address": second, "every": "1h"})
    assert (refused.status_code, refused.json()["detail"]) == (
        422,
        f"{second}: is not watched: 1 feeds are. Cancel the job of one of them",
    )
    client.delete(watched["href"])


def test_so_many_are_told_how_a_job_goes_on_and_no_more(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.jobs.FOLLOWERS", 0)
    job = client.post("/jobs", data={"address": "http://93.184.216.34/"}).json()

    refused = client.get(f"{job['href']}/events")
    assert (refused.status_code, refused.headers["retry-after"], refused.json()["title"]) == (
        503,
        "30",
        "Too many are told how jobs go on",
    )


def test_of_files_for_which_the_disk_has_no_room_nothing_is_kept(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("api.upload.os.fsync", full)
    answer = sent(client, ("one.txt", TEXT))

    assert answer.status_code == 507
    assert list((settings.home / "jobs").iterdir()) == []


@pytest.mark.parametrize("every", ["5s", "2d", "0m", "soon"])
def test_a_feed_is_asked_not_too_often_and_not_too_seldom(client: TestClient, every: str) -> None:
    answer = client.post("/jobs", data={"address": "https://93.184.216.34/feed", "every": every})

    assert (answer.status_code, "every" in answer.json()["detail"]) == (422, True)
    assert client.get("/jobs").json()["items"] == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/feed", "http://10.0.0.1/", "http://[::1]/", "ftp://e.org/a"])
def test_addresses_of_this_machine_and_of_private_networks_are_refused(client: TestClient, address: str) -> None:
    answer = client.post("/jobs", data={"address": address}, headers=HTML)

    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (422, "text/html")
    assert client.get("/jobs").json()["items"] == []


def test_forms_need_the_key_before_anything_is_kept(guarded: TestClient, settings: Settings) -> None:
    asked = (
        sent(guarded, ("one.txt", TEXT)),
        guarded.post("/jobs", data={"address": "https://example.org/"}),
        guarded.post("/jobs/0123456789abcdef/cancel"),
    )
    assert [answer.status_code for answer in asked] == [401, 401, 401]
    assert not Path(settings.home / "jobs").exists()
