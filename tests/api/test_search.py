"""/search: anything by words, in every form, and nothing that is asked for breaks it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from api.search import LONGEST, snippet
from graph.search import Hit, Kind

BASE = "https://w3id.org/policygraph/id/"
SEED = "3172838525bc482d"
HTML = {"accept": "text/html"}


def items(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/search", params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def test_a_hit_tells_what_it_is_where_its_words_stand_and_leads_there(seed: TestClient) -> None:
    answer = seed.get("/search", params={"q": "publicity stunt"})

    assert answer.json() == {
        "items": [
            {
                "type": "Statement",
                "iri": f"{BASE}statement/{SEED}-8a4ed1bc2800",
                "id": f"statement/{SEED}-8a4ed1bc2800",
                "href": f"/facts/statement/{SEED}-8a4ed1bc2800",
                "label": "chicago-seed",
                "text": "Johnson's order a publicity stunt",
                "offset": 0,
                "marks": [[18, 27], [28, 33]],
                "score": answer.json()["items"][0]["score"],
                "documents": 1,
                "evidence": {
                    "iri": f"{BASE}document/{SEED}#char=658,691",
                    "document": SEED,
                    "title": "chicago-seed",
                    "date": None,
                    "start": 658,
                    "end": 691,
                    "text": "Johnson's order a publicity stunt",
                    "href": f"/documents/{SEED}#char=658,691",
                },
            }
        ],
        "limit": 100,
        "first": "/search?q=publicity+stunt",
        "next": None,
        "corrected": None,
    }


def test_every_hit_leads_to_what_it_tells_of(read_only: TestClient) -> None:
    for kind in Kind:
        words = {"Document": "seed", "Office": "mayor", "Group": "immigrants", "Policy": "act"}.get(kind, "the")
        (hit,) = items(read_only, q=words, type=kind, limit=1)
        assert hit["type"] == kind
        assert read_only.get(hit["href"]).status_code == 200, hit
        if (evidence := hit["evidence"]) is not None:
            text = read_only.get(f"/documents/{evidence['document']}/text").text
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
            assert read_only.get(evidence["href"]).status_code == 200


def test_an_exact_name_comes_first_and_the_last_word_may_go_on(read_only: TestClient) -> None:
    assert [hit["text"] for hit in items(read_only, q="National Guard", limit=1)] == ["National Guard"]
    assert items(read_only, q="brandon joh", limit=1)[0]["id"] == "person/brandon-johnson-mayor-of-chicago"


def test_a_mistyped_word_is_said_to_be_taken_for_another(read_only: TestClient) -> None:
    answer = read_only.get("/search", params={"q": "Pritkzer", "limit": 1}).json()

    assert (answer["corrected"], answer["items"][0]["text"]) == ("pritzker", "Pritzker")
    page = read_only.get("/search", params={"q": "Pritkzer", "limit": 2}, headers=HTML).text
    assert "this was looked for instead: <b>pritzker</b>" in page
    assert items(read_only, q="Zyxwvut") == []


def test_what_is_asked_for_by_type_document_place_and_days_is_found_alone(read_only: TestClient) -> None:
    statements = items(read_only, q="order", type=["Statement", "Provision"])
    assert {hit["type"] for hit in statements} == {"Statement", "Provision"}
    for named in (SEED, f"{BASE}document/{SEED}"):
        assert {hit["evidence"]["document"] for hit in items(read_only, q="order", document=named)} == {SEED}
    days = {hit["evidence"]["date"] for hit in items(read_only, q="order", since="2025-06-01", until="2025-06-30")}
    assert days
    assert all("2025-06-01" <= day <= "2025-06-30" for day in days)
    sentences = [items(read_only, q="mayor", type="Sentence", **place) for place in ({"place": "Illinois"}, {})]
    in_illinois, everywhere = ({hit["evidence"]["document"] for hit in some} for some in sentences)
    assert SEED in in_illinois
    assert in_illinois < everywhere


def test_the_parts_of_the_list_lead_from_one_to_the_next_in_every_form(read_only: TestClient) -> None:
    whole = items(read_only, q="order", limit=1000)
    found, address = [], "/search?q=order&limit=9"
    while address:
        part = read_only.get(address).json()
        found += part["items"]
        address = part["next"]
    assert found == whole
    assert len(whole) > 80

    lines = read_only.get("/search?q=order&limit=7&format=jsonl")
    following = read_only.get("/search?q=order&limit=7").json()["next"]
    assert [json.loads(line) for line in lines.text.splitlines()] == whole[:7]
    assert lines.headers["link"].split(", ") == [
        '</search?q=order&limit=7&format=jsonl>; rel="first"',
        f'<{following.replace("&after", "&format=jsonl&after")}>; rel="next"',
        '</search?q=order&limit=7&format=json>; rel="alternate"; type="application/json"',
        '</search?q=order&limit=7&format=csv>; rel="alternate"; type="text/csv"',
        '</search?q=order&limit=7&format=html>; rel="alternate"; type="text/html"',
    ]
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    page = html.document_fromstring(read_only.get(following, headers=HTML).text)
    assert page.xpath("//nav[@class='pager']/a/@href")[0] == "/search?q=order&limit=7"


def test_a_table_has_a_line_for_each_and_accept_is_heeded(read_only: TestClient) -> None:
    whole = items(read_only, q="national guard", limit=5)
    answer = read_only.get("/search?q=national guard&limit=5", headers={"accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert [(row["type"], row["text"], row["iri"], row["evidence.start"]) for row in rows] == [
        (hit["type"], hit["text"], hit["iri"], str(hit["evidence"]["start"])) for hit in whole
    ]
    assert list(rows[0]) == [
        *("type", "iri", "id", "href", "label", "text", "offset", "marks", "score", "documents"),
        *("evidence.iri", "evidence.document", "evidence.title", "evidence.date"),
        *("evidence.start", "evidence.end", "evidence.text", "evidence.href"),
    ]


def test_the_page_marks_the_words_and_links_to_where_they_stand(read_only: TestClient) -> None:
    page = html.document_fromstring(read_only.get("/search?q=publicity+stunt", headers=HTML).text)

    assert [mark.text_content() for mark in page.xpath("//mark")][:2] == ["publicity", "stunt"]
    assert f"/documents/{SEED}#char=658,691" in page.xpath("//ol[@class='hits']//a/@href")
    empty = read_only.get("/search", headers=HTML)
    assert (empty.status_code, "<mark>" in empty.text) == (200, False)
    sent_empty = "/search?q=mayor&type=&place=&since=&until="
    assert read_only.get(sent_empty, headers=HTML).status_code == 200


def test_what_is_written_is_text_on_the_page(read_only: TestClient) -> None:
    page = read_only.get("/search", params={"q": "<script>alert(1)</script> mayor"}, headers=HTML).text

    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "`q` needs a word at least"),
        ({"q": ""}, "`q` needs a word at least"),
        ({"q": ' \t* "" -- ( \' '}, "`q` needs a word at least"),
        ({"q": "a" * 301}, "at most 300 characters"),
        ({"q": "mayor", "type": "Nonsense"}, "query.type.0"),
        ({"q": "mayor", "since": "2025-02-30"}, "'2025-02-30' is no day"),
        ({"q": "mayor", "until": "yesterday"}, "query.until"),
        ({"q": "mayor", "limit": "0"}, "query.limit"),
        ({"q": "mayor", "format": "pdf"}, "'pdf' is no form of /search: there are json, jsonl, csv, html"),
        ({"q": "mayor", "after": "nonsense"}, "after: it is not what `next`"),
        ({"q": "mayor", "after": "WzAuNSwxLCIiLCIiLCJ4Il0"}, "after: it is not what `next`"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    asked: dict[str, str], said: str, read_only: TestClient
) -> None:
    answer = read_only.get("/search", params=asked)

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert said in answer.json()["detail"]


def test_a_place_that_nobody_speaks_of_is_said_not_to_be_there(read_only: TestClient) -> None:
    answer = read_only.get("/search", params={"q": "mayor", "place": "Atlantis"})

    assert (answer.status_code, answer.json()["detail"]) == (404, "no place 'Atlantis'")


@given(q=st.text(max_size=80) | st.text(alphabet=st.sampled_from("\"*()-:^+{}' aANDORNEAR%;"), max_size=40))
def test_any_text_gives_hits_or_the_reason_why_not(q: str, read_only: TestClient) -> None:
    asked = {"q": q.encode("utf-8", "replace").decode("utf-8"), "limit": "3"}
    answer = read_only.get("/search", params=asked)

    assert answer.status_code in (200, 422), answer.text


def test_what_is_put_in_is_found_at_once_and_no_longer_once_it_is_gone(client: TestClient) -> None:
    sent = client.post("/documents", json={"text": "Governor Zebulon Quux signed the plover order on Monday."})
    assert sent.status_code == 201, sent.text
    (hit,) = items(client, q="plover order", type="Sentence")

    assert hit["evidence"]["document"] == sent.json()["id"]
    client.delete(f"/documents/{sent.json()['id']}")
    assert items(client, q="plover order") == []


@pytest.mark.parametrize("first", [0, 50, 900, 1990])
def test_a_long_text_is_shown_around_the_first_word_that_was_looked_for(first: int) -> None:
    text = "many words " * 181 + "the end."
    marks = ((first, first + 4), (first + 5, first + 10)) if first < 1990 else ((first, first + 4),)
    offset, shown, moved = snippet(Hit(Kind.PROVISION, "", "", text, marks, 0.5, 1))

    assert len(shown) <= LONGEST
    assert text[offset : offset + len(shown)] == shown
    assert [shown[slice(*mark)] for mark in moved] == [text[slice(*mark)] for mark in marks]


@pytest.mark.parametrize("asked", ["q=johnson", "q=johnson&limit=2", "limit=3&q=the+mayor", "q=%C3%A9", "q=pritkzer"])
def test_a_plain_search_finds_what_any_other_does(seed: TestClient, asked: str) -> None:
    plain, other = (seed.get(f"/search?{asked}{more}") for more in ("", "&after="))
    links = [answer.json()["first"].replace("&after=", "") for answer in (plain, other)]
    assert {**plain.json(), "first": links[0]} == {**other.json(), "first": links[1]}
    assert plain.headers["content-type"] == other.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "asked", ["q=a&limit=0", "q=a&limit=1001", "q=a&limit=0001001", "q=a&limit=x", "q=a&limti=2", "limit=2"]
)
def test_a_search_that_does_not_fit_is_refused_however_short_it_is(seed: TestClient, asked: str) -> None:
    answer = seed.get(f"/search?{asked}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
