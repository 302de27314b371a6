"""Judging in a browser without script: forms, what they send, and the pages that they lead to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from httpx2 import Response
from lxml import html
from starlette.testclient import TestClient

from api.examples import SEED_ID
from tests.api.trees import HTML, tree, words
from tests.graph.told import blocked, restored

FORM = HTML | {"content-type": "application/x-www-form-urlencoded"}
MAYOR = "person/brandon-johnson-mayor-of-chicago"
SEED = f"/documents/{SEED_ID}"


def cards(client: TestClient) -> dict[str, str]:
    """The labels of the seed's cards, and the fact of each."""
    return {card.get("id"): card.get("data-fact") for card in tree(client, SEED).xpath("//li[@data-fact]")}


def send(client: TestClient, fields: Mapping[str, str]) -> Response:
    return client.post("/judge", data=dict(fields), headers=HTML, follow_redirects=False)


def pressed(page: html.HtmlElement, kind: str, **changed: str) -> dict[str, str]:
    """What the form sends that judges so, filled in by a reader."""
    control = f"(//button[@name='kind' and @value='{kind}'] | //input[@name='kind' and @value='{kind}'])[1]"
    (form,) = page.xpath(f"{control}/ancestor::form")
    sent = {name: value or "" for name, value in form.form_values()}
    return sent | {"kind": kind, "who": "Ann Lee"} | changed


def said(page: html.HtmlElement) -> dict[str, str]:
    """A list of terms and what they are."""
    texts = [words(one) for one in page.xpath("//dl[@class='about']/*")]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def test_each_card_leads_to_a_form_that_shows_the_fact_and_the_words_it_was_read_from(seed: TestClient) -> None:
    (link,) = tree(seed, SEED).xpath("//li[@id='P2']//a[@class='check']/@href")
    page = tree(seed, link)
    assert page.xpath("//mark")[0].text_content().startswith("stand down")
    assert said(page) == {
        "Order": "Johnson's order",
        "Whom it binds or frees": "federal agents",
        "Kind": "requires",
    }
    assert [one.text_content() for one in page.xpath("//h2")] == ["Judge it as it stands", "Or correct it"]
    kinds = page.xpath("//select[@name='set-kind']/option/@value")
    assert (kinds[0], page.xpath("//select[@name='set-kind']/option[@selected]/@value")) == ("requires", ["requires"])


def test_a_fact_is_accepted_rejected_and_taken_back(client: TestClient) -> None:
    before = cards(client)
    fact = before["S1"]
    accepted = send(client, pressed(tree(client, f"/judge?what={fact}"), "right", why="I was there"))
    assert (accepted.status_code, accepted.headers["location"]) == (303, "/judgements/1")
    assert said(tree(client, "/judgements/1"))["Why"] == "I was there"
    (badge,) = tree(client, SEED).xpath("//li[@id='S1']//a[@class='checked']")
    assert (badge.text_content(), badge.get("href")) == ("Checked by Ann Lee", "/judgements/1")
    rejected = send(client, pressed(tree(client, f"/judge?what={fact}"), "wrong"))
    assert rejected.headers["location"] == "/judgements/2"
    assert fact not in cards(client).values()
    (taken,) = tree(client, SEED).xpath("//section[@aria-labelledby='h-rejected']//li/a")
    assert taken.get("href") == "/judgements/2"
    assert "taken out of the graph by a person" in tree(client, f"/judge?what={fact}").text_content()
    for number in (2, 1):
        send(client, pressed(tree(client, f"/judgements/{number}"), "undo"))
    assert cards(client) == before
    rows = [row.xpath("string(td[last()])") for row in tree(client, "/judgements").xpath("//tbody/tr")]
    assert rows == ["in force", "in force", "undone", "undone"]


def test_each_field_that_is_changed_is_a_correction_and_those_that_are_not_are_none(client: TestClient) -> None:
    fact = cards(client)["P2"]
    sent = pressed(
        tree(client, f"/judge?what={fact}"), "corrected", **{"set-kind": "prohibits", "set-bearer": "city agencies"}
    )
    assert send(client, sent).headers["location"] == "/judgements/2"
    judged = [one["about"].rpartition(", ")[2] for one in client.get("/judgements").json()["items"]]
    assert sorted(judged) == ["bearer: city agencies", "kind: prohibits"]
    (card,) = tree(client, SEED).xpath("//li[@id='P2']/p[@class='fact']")
    assert words(card) == "P2 Johnson's order prohibits, of city agencies:"


def test_the_day_on_which_an_order_was_signed_is_corrected_where_the_document_tells_it(client: TestClient) -> None:
    document, record = blocked("a", "2025-10-10", signed="2025-10-06")
    client.app.state.service.workspace.put(document, record)  # type: ignore[attr-defined]
    (card,) = tree(client, f"/documents/{document.id}").xpath("//li[@id='D1']")
    assert [link.text_content() for link in card.xpath(".//p[contains(@class, 'foot')]/a")] == ["Check or correct"]
    page = tree(client, card.xpath(".//a[@class='check']/@href")[0])
    send(client, pressed(page, "corrected", **{"set-value": "2025-10-07"}))
    (order,) = client.get("/orders?name=2025-8").json()["items"]
    assert [one["value"] for one in client.get(order["href"]).json()["details"]] == ["2025-10-07"]


@pytest.mark.parametrize(
    ("change", "status", "detail"),
    [
        ({}, 422, "no field was changed"),
        ({"set-due": "soon"}, 422, "is no day"),
        ({"set-kind": "prohibits", "set-bearer": "the moon"}, 422, "the document speaks of no such thing"),
        ({"set-colour": "red"}, 422, "no field was changed"),
        ({"set-kind": "prohibits", "who": " "}, 422, "who"),
        ({"what": "provision/0123456789abcdef-0"}, 404, "no document"),
    ],
)
def test_what_cannot_be_corrected_is_said_on_a_page_and_nothing_is_kept(
    seed: TestClient, change: dict[str, str], status: int, detail: str
) -> None:
    page = tree(seed, f"/judge?what={cards(seed)['P2']}")
    answer = send(seed, pressed(page, "corrected") | change)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert detail in html.document_fromstring(answer.text).xpath("//main")[0].text_content()
    assert seed.get("/judgements").json()["items"] == []


def test_two_things_are_made_one_and_two_again_each_time_after_a_look_at_what_follows(client: TestClient) -> None:
    page = tree(client, f"/judge/thing?what={MAYOR}")
    assert page.xpath("//h1")[0].text_content() == "Brandon Johnson"
    told = tree(client, f"/judge/pair?what={MAYOR}&other=Abigail+Jackson&kind=same")
    assert [one.text_content() for one in told.xpath("//section/h2")] == ["Brandon Johnson", "Abigail Jackson"]
    send(client, pressed(told, "same"))
    people = [one["label"] for one in client.get("/people").json()["items"]]
    assert ("Brandon Johnson" in people) != ("Abigail Jackson" in people)
    (merged,) = client.get("/people?name=Johnson").json()["items"]
    judged = tree(client, merged["href"]).xpath("//dd/a[starts-with(@href, '/judgements/')]")
    assert [(one.get("href"), words(one).partition(":")[0]) for one in judged] == [
        ("/judgements/1", "One and the same")
    ]
    send(client, pressed(tree(client, judged[0].get("href")), "undo"))
    assert {"Brandon Johnson", "Abigail Jackson"} <= {one["label"] for one in client.get("/people").json()["items"]}


def test_where_a_merged_thing_was_both_are_told_once_it_is_two_again(client: TestClient) -> None:
    pritzker = "person/jb-pritzker-governor-of-illinois"
    send(client, pressed(tree(client, f"/judge/pair?what={MAYOR}&other={pritzker}&kind=same"), "same"))
    led = client.get(f"/entities/{pritzker}", follow_redirects=False)
    assert (led.status_code, led.headers["cache-control"]) == (308, "no-cache"), "no browser leads there for ever"
    send(client, pressed(tree(client, "/judgements/1"), "undo"))
    both = tree(client, led.headers["location"], 404).xpath("//main//li/a/@href")
    assert both == [f"/entities/{MAYOR}", f"/entities/{pritzker}"]


def test_what_one_document_says_is_set_apart_and_a_thing_renamed(client: TestClient) -> None:
    for story in (blocked("a", "2025-10-10"), restored("b", "2025-10-20", "A court reinstated the order.")):
        client.app.state.service.workspace.put(*story)  # type: ignore[attr-defined]
    offered = tree(client, f"/judge/thing?what={MAYOR}").xpath("//a[starts-with(@aria-label, 'That is another, in ')]")
    links = {one.get("aria-label").rpartition(" ")[2]: one.get("href") for one in offered}
    assert {"a", "b"} < links.keys(), "each, though both speak of him alike"
    told = tree(client, links["a"])
    assert told.xpath("string(//h1)") == "Are they two?"
    send(client, pressed(told, "different"))
    called = [one["documents"] for one in client.get("/people?name=Brandon").json()["items"]]
    assert called == [2, 1]
    (path,) = [one["id"] for one in client.get("/people?name=Brandon").json()["items"] if one["documents"] == 2]
    sent = pressed(tree(client, f"/judge/thing?what={path}"), "corrected", value="Brandon Johnson Jr.")
    assert send(client, sent).status_code == 303
    assert "Brandon Johnson Jr." in [one["label"] for one in client.get("/people").json()["items"]]


def test_what_a_reader_may_mean_by_a_name_is_told_where_it_is_several(seed: TestClient) -> None:
    answer = seed.get(f"/judge/pair?what={MAYOR}&other=nobody&kind=same", headers=HTML)
    assert answer.status_code == 404
    assert seed.get("/judge?what=nothing", headers=HTML).status_code == 404


SENT = {"kind": "not-an-entity", "what": MAYOR, "who": "Ann"}


def test_forms_of_other_sites_are_refused(seed: TestClient) -> None:
    assert seed.post("/judge", data=SENT, headers=FORM | {"origin": "https://evil.example"}).status_code == 403
    assert seed.post("/judge", json=SENT).status_code == 415
    assert seed.get("/judgements").json()["items"] == []


def test_a_form_of_whoever_has_no_key_is_refused(guarded: TestClient) -> None:
    refused = guarded.post("/judge", data=SENT, headers=HTML)
    assert (refused.status_code, "Basic" in refused.headers["www-authenticate"]) == (401, True)
    assert guarded.get("/judgements").json()["items"] == []
