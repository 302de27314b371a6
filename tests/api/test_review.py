"""The queue of what had best be judged: its order and filters, one judgement, all that is shown at once, and undo."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from httpx2 import Response
from lxml import html
from starlette.testclient import TestClient

from api.app import create_app
from graph.case import ANNOTATED
from graph.model import (
    Document,
    Entity,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Predicate,
    Record,
    Relation,
)
from graph.pipeline import Workspace
from graph.settings import Settings
from tests.api.conftest import LOCAL
from tests.api.trees import HTML, tree, words
from tests.engines import Servers

HOSTILE = "<script>hacked()</script>"


def _accused(evidence: Evidence, sure: float) -> Event:
    return Event(EventType.ACCUSE, EventStatus.ACTUAL, "p", None, None, evidence, confidence=sure)


def told(
    number: int, name: str, office: str | None = None, sure: float = 1, act: float | None = None
) -> tuple[Document, Record]:
    """A document in which somebody is named, holds an office and, where that is read, accuses."""
    text = f"Rain fell.\n{name} spoke for the time number {number}. It was late."
    document = Document(text, title=f"Story {number}", publisher=f"Paper {number}", date=f"2025-01-0{number}")
    evidence = Evidence(11, 11 + len(name), name)
    held = [Relation("p", Predicate.HOLDS_OFFICE, evidence, value=office, confidence=sure)] if office else []
    acts = [] if act is None else [_accused(evidence, act)]
    person = Entity("p", EntityType.PERSON, name, (evidence,))
    return document, Record(document.id, ANNOTATED, (person,), tuple(held), events=tuple(acts))


STORIES = [
    told(1, "Kate Brown", "Governor of Oregon", 0.4),
    told(2, "Kate Brown"),
    told(3, "K. Brown"),
    told(4, "Tom Green", "Mayor of Salem", 0.3),
    told(5, HOSTILE, act=0.2),
    told(6, "Ann Gray", "Mayor of Bend", 0.6),
]


@contextmanager
def reviewing(settings: Settings) -> Iterator[TestClient]:
    """A client of a service in which a pair and four facts are doubted, one of them less."""
    with Workspace.open(settings) as workspace:
        for story in STORIES:
            workspace.put(*story)
        with TestClient(create_app(settings, workspace), base_url=LOCAL) as client:
            yield client


@pytest.fixture
def queue(settings: Settings) -> Iterator[TestClient]:
    """Such a client of one's own."""
    with reviewing(settings) as client:
        yield client


@pytest.fixture(scope="module")
def looked_at(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Such a client for tests that change nothing."""
    with (
        servers.chosen("memory") as store,
        reviewing(Settings(home=tmp_path_factory.mktemp("queue"), **store)) as client,
    ):
        yield client


def names(review: dict[str, Any]) -> list[str]:
    return [one["fact"]["subject"]["label"] for one in review["facts"]]


def items(client: TestClient, **asked: Any) -> list[dict[str, str]]:
    """The facts of the queue, as they are sent back."""
    return [{"what": one["id"], "seen": one["seen"]} for one in client.get("/review", params=asked).json()["facts"]]


def send(client: TestClient, kind: str, some: list[dict[str, str]], who: str = "Ann Lee") -> dict[str, Any]:
    answer = client.post("/review", json={"kind": kind, "items": some, "who": who})
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def pressed(page: html.HtmlElement, words_: str, who: str = "Ann Lee") -> tuple[str, list[tuple[str, str]]]:
    """Where a form goes, and what it sends, by a button of these words."""
    button = page.xpath("//button[normalize-space(.) = $words]", words=words_)[0]
    (form,) = button.xpath("ancestor::form")
    sent = [(name, value) for name, value in form.form_values() if name not in ("who", "why")]
    return form.get("action"), [*sent, (button.get("name"), button.get("value")), ("who", who)]


def press(client: TestClient, page: html.HtmlElement, words_: str, who: str = "Ann Lee") -> Response:
    action, sent = pressed(page, words_, who)
    fields: dict[str, list[str]] = {}
    for name, value in sent:
        fields.setdefault(name, []).append(value)
    return client.post(action, data=fields, headers=HTML, follow_redirects=False)


def states(client: TestClient) -> list[tuple[str, str, str]]:
    kept = client.get("/judgements").json()["items"]
    return [(one["kind"], one["who"], one["state"]) for one in reversed(kept)]


def quads(client: TestClient) -> list[str]:
    return sorted(client.get("/export/nquads").text.splitlines())


def test_what_is_likely_wrong_and_about_what_many_documents_speak_of_comes_first(looked_at: TestClient) -> None:
    found = looked_at.get("/review").json()
    assert names(found) == ["Kate Brown", HOSTILE, "Tom Green"]
    assert [(one["fact"]["confidence"], one["documents"]) for one in found["facts"]] == [(0.4, 2), (0.2, 1), (0.3, 1)]
    assert (found["total"], found["next"]) == (3, None)
    assert found["facts"][0]["passage"]["text"] == "Kate Brown spoke for the time number 1."
    assert [sorted(pair[side]["label"] for side in ("one", "other")) for pair in found["pairs"]] == [
        ["K. Brown", "Kate Brown"]
    ]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"below": 0.7}, ["Kate Brown", HOSTILE, "Tom Green", "Ann Gray"]),
        ({"family": "event"}, [HOSTILE]),
        ({"kind": "holdsOffice"}, ["Kate Brown", "Tom Green"]),
        ({"entity": "Tom Green"}, ["Tom Green"]),
        ({"source": ["Paper 4", "Paper 5"]}, [HOSTILE, "Tom Green"]),
        ({"since": "2025-01-05"}, [HOSTILE]),
        ({"queue": "pairs"}, []),
    ],
)
def test_the_page_shows_what_the_filters_of_lists_let_pass_and_offers_to_accept_just_that(
    looked_at: TestClient, asked: dict[str, Any], shown: list[str]
) -> None:
    found = looked_at.get("/review", params=asked).json()
    assert names(found) == shown
    assert bool(found["pairs"]) == (asked.keys() <= {"below", "queue"})
    page = tree(looked_at, "/review", **asked)
    assert len(page.xpath("//li[@data-yes='right']")) == len(shown)
    hidden = page.xpath("//form[@id='queue']/input[@type='hidden' and @name='item']/@value")
    assert hidden == page.xpath("//li[@data-yes='right']/@data-item")
    assert len(hidden) == len(shown)
    assert not shown or page.xpath(f"//button[. = 'Accept all {len(shown)}']")


def test_parts_of_the_queue_follow_one_another(looked_at: TestClient) -> None:
    first = looked_at.get("/review?queue=facts&limit=2").json()
    assert (names(first), first["total"]) == (["Kate Brown", HOSTILE], 3)
    assert names(looked_at.get(first["next"]).json()) == ["Tom Green"]
    (link,) = tree(looked_at, "/review?queue=facts&limit=2").xpath("//a[@rel='next']/@href")
    assert link == first["next"]


def test_a_step_is_of_what_it_made_and_takes_back_nothing_that_stood_before(queue: TestClient) -> None:
    page, others = tree(queue, "/review?family=relation"), items(queue, family="event")
    send(queue, "right", items(queue, family="relation")[:1])
    send(queue, "right", others, "Bob")
    done = press(queue, page, "Accept all 2")
    assert done.headers["location"] == "/review?family=relation&step=3-3"


def test_all_that_is_shown_is_accepted_in_one_step_and_taken_back_in_one(queue: TestClient) -> None:
    before, page = quads(queue), tree(queue, "/review?family=relation")
    done = press(queue, page, "Accept all 2")
    assert (done.status_code, done.headers["location"]) == (303, "/review?family=relation&step=1-2")
    after = tree(queue, done.headers["location"])
    assert words(after.xpath("//form[@id='step']/p")[0]) == "2 accepted by Ann Lee: judgements 1 to 2."
    assert names(queue.get("/review").json()) == [HOSTILE]
    assert "2 accepted by Ann Lee" in words(after.xpath("//ul[contains(@class, 'steps')]/li")[0])
    back = press(queue, after, "Take all 2 back", "Bob")
    assert back.headers["location"] == "/review?family=relation&step=3-4"
    assert states(queue) == [
        *[("right", "Ann Lee", "undone")] * 2,
        *[("undo", "Bob", "in force")] * 2,
    ]
    assert quads(queue) == before
    again = press(queue, tree(queue, back.headers["location"]), "Take all 2 back")
    assert names(queue.get("/review").json()) == [HOSTILE], again.headers


def test_what_has_come_or_changed_since_is_not_accepted_and_the_reason_told(queue: TestClient) -> None:
    page, shown = tree(queue, "/review?queue=facts"), items(queue)
    workspace = queue.app.state.service.workspace  # type: ignore[attr-defined]
    workspace.put(*told(7, "Joan Hill", "Mayor of Ely", 0.1))
    send(queue, "right", shown[:1], "Bob")
    workspace.delete(STORIES[3][0].id)
    answer = press(queue, page, "Accept all 3")
    assert answer.status_code == 200
    told_ = html.document_fromstring(answer.text)
    assert words(told_.xpath("//h1")[0]) == "1 accepted, 2 left out"
    reasons = [words(one).partition(": ")[2] for one in told_.xpath("//main//li")]
    assert reasons == ["Bob has judged it meanwhile: right, judgement 1", f"no document '{STORIES[3][0].id}'"]
    assert told_.xpath("//a[. = 'On with the queue']/@href") == ["/review?queue=facts"]
    assert names(queue.get("/review").json()) == ["Joan Hill"]
    assert [(kind, who) for kind, who, _ in states(queue)] == [("right", "Bob"), ("right", "Ann Lee")]


def test_a_fact_whose_names_have_changed_since_it_was_shown_is_left_out(queue: TestClient) -> None:
    shown = items(queue, entity="Tom Green")
    queue.post(
        "/judgements",
        json={
            "kind": "corrected",
            "what": "person/tom-green-mayor-of-salem",
            "field": "name",
            "value": "T. Green",
            "who": "B",
        },
    )
    assert send(queue, "right", shown) == {
        "made": [],
        "left": [{"what": shown[0]["what"], "reason": "it reads otherwise by now"}],
    }


def test_what_is_sent_once_more_after_a_lost_answer_is_judged_once(queue: TestClient) -> None:
    shown = items(queue)
    first = send(queue, "wrong", shown)
    assert [one["number"] for one in first["made"]] == [1, 2, 3]
    assert send(queue, "wrong", shown) == first
    taken = [{"what": str(one["number"])} for one in first["made"]]
    assert send(queue, "undo", taken) == send(queue, "undo", taken)
    late = send(queue, "undo", taken, "Bob")
    assert (late["made"], {one["reason"] for one in late["left"]}) == ([], {"it was taken back meanwhile"})
    assert items(queue) == shown


def test_a_pair_is_made_one_by_where_its_sides_are_mentioned_and_asked_for_no_more(queue: TestClient) -> None:
    (pair,) = queue.get("/review").json()["pairs"]
    asked = {"what": pair["one"]["mention"], "other": pair["other"]["mention"]}
    assert [one["kind"] for one in send(queue, "same", [asked])["made"]] == ["same"]
    assert queue.get("/review").json()["pairs"] == []
    late = send(queue, "different", [asked], "Bob")
    assert late == {"made": [], "left": [{"what": asked["what"], "reason": "they are one by now"}]}
    send(queue, "undo", [{"what": "1"}])
    assert queue.get("/review").json()["pairs"] == [pair]


def test_without_script_one_after_the_other_is_judged_by_buttons(queue: TestClient) -> None:
    for button, said in [
        ("They are two", "1 kept apart by Ann Lee: judgement 1."),
        ("It is so", "1 accepted by Ann Lee: judgement 2."),
        ("It is not so", "1 rejected by Ann Lee: judgement 3."),
    ]:
        done = press(queue, tree(queue, "/review?below=0.5"), button)
        page = tree(queue, done.headers["location"])
        assert words(page.xpath("//form[@id='step']/p")[0]) == said
    assert press(queue, page, "Take it back").status_code == 303
    assert names(queue.get("/review").json()) == [HOSTILE, "Tom Green"]


def test_pairs_stay_beside_facts_that_are_filtered_where_both_are_wished_for(looked_at: TestClient) -> None:
    page = tree(looked_at, "/review?queue=all&family=relation")
    chosen = page.xpath("//select[@name='queue']/option[@selected]")
    assert [(words(one), one.get("value")) for one in chosen] == [("both", "all")]
    assert len(page.xpath("//section[@aria-labelledby='h-pairs']")) == 1
    assert page.xpath("//section[@aria-labelledby='h-facts']") != []


def test_hostile_names_are_text(looked_at: TestClient) -> None:
    page = tree(looked_at, "/review?queue=facts")
    assert HOSTILE in [one.text_content() for one in page.xpath("//a[@class='who']")]
    assert page.xpath("//main//script") == []


def test_an_empty_queue_says_what_can_be_done(queue: TestClient) -> None:
    send(queue, "wrong", items(queue))
    page = tree(queue, "/review?queue=facts")
    assert words(page.xpath("//div[@class='notice']/p")[0]) == "Nothing is left to review here."
    links = {words(a): a.get("href") for a in page.xpath("//div[@class='notice']//a")}
    assert links["Facts that are less than 90 % sure"] == "/review?queue=facts&below=0.9"
    assert names(queue.get(links["Facts that are less than 90 % sure"]).json()) == ["Ann Gray"]
    assert "Nobody has judged anything" in tree(queue, "/judgements?who=Zoe").text_content()


def test_the_history_tells_who_judged_what(queue: TestClient) -> None:
    shown = items(queue)
    send(queue, "right", shown[:1], "Ann Lee")
    send(queue, "wrong", shown[1:], "Bob")
    (link,) = tree(queue, "/review").xpath("//ul[contains(@class, 'steps')]//a[. = 'Bob']/@href")
    assert [one["who"] for one in queue.get(link).json()["items"]] == ["Bob", "Bob"]
    assert [one["number"] for one in queue.get("/judgements?kind=right").json()["items"]] == [1]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"kind": "right", "items": []}, 422),
        ({"kind": "right", "items": [{"what": "x"}] * 101}, 422),
        ({"kind": "corrected", "items": [{"what": "x"}]}, 422),
        ({"kind": "right", "items": [{"what": "x"}], "who": " "}, 422),
        ({"kind": "right", "items": [{"what": "x", "colour": "red"}]}, 422),
    ],
)
def test_what_cannot_be_understood_is_refused_and_nothing_is_kept(
    looked_at: TestClient, sent: dict[str, Any], status: int
) -> None:
    assert looked_at.post("/review", json={"who": "Ann"} | sent).status_code == status
    assert looked_at.post("/review", content=b"{}", headers={"content-type": "text/plain"}).status_code == 415
    assert looked_at.post("/review", data={"one": "what=x"}, headers=HTML).status_code == 422
    assert looked_at.get("/review?famly=event").status_code == 422
    assert states(looked_at) == []


def test_a_service_for_others_takes_it_with_a_key_alone(guarded: TestClient) -> None:
    sent = {"kind": "undo", "items": [{"what": "1"}], "who": "Ann"}
    assert guarded.get("/review").status_code == 200
    refused = guarded.post("/review", json=sent)
    assert (refused.status_code, "Basic" in refused.headers["www-authenticate"]) == (401, True)
    taken = guarded.post("/review", json=sent, headers={"x-api-key": "correct horse"})
    assert taken.json() == {"made": [], "left": [{"what": "1", "reason": "no judgement '1'"}]}
