"""Documents in and out over HTTP, read by the real extractor."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.case import Case
from api.examples import ARTICLE, SEED_ID
from graph.model import sha256_of

pytestmark = pytest.mark.slow  # the language model is loaded

HTML = {"accept": "text/html"}

PAGE = f"""<!doctype html><html><head><title>{ARTICLE["title"]}</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>{ARTICLE["title"]}</h1>{"".join(f"<p>{p}</p>" for p in ARTICLE["text"].split(chr(10) * 2))}
<p>The mayor said on Tuesday that the order takes effect at once and that schools were told of it.</p></article>
<footer>Copyright</footer></body></html>"""


def extract(client: TestClient, **sent: Any) -> dict[str, Any]:
    answer = client.post("/extract", **sent)
    assert answer.status_code == 200, answer.text
    record: dict[str, Any] = answer.json()
    return record


def test_extract_answers_with_a_record_of_the_format_and_stores_nothing(seed: TestClient) -> None:
    before = seed.get("/health/ready").json()
    record = extract(seed, json=ARTICLE)

    Case.model_validate(record)
    assert {k: record[k] for k in ("text", "title", "url", "date")} == {
        k: ARTICLE[k] for k in ("text", "title", "url", "date")
    }
    assert {e["type"] for e in record["entities"]} >= {"Person", "Order"}
    for family in ("relations", "provisions", "statements", "events"):
        for fact in record[family]:
            assert record["text"][fact["start"] : fact["end"]] == fact["text"]
    for entity in record["entities"]:
        assert {record["text"][a:b] for a, b in entity["spans"]} == set(entity["mentions"])
    assert seed.get("/health/ready").json() == before


def test_plain_text_and_json_of_the_same_text_give_the_same_facts(seed: TestClient) -> None:
    families = ("entities", "relations", "provisions", "statements", "events")
    by_json = extract(seed, json={"text": ARTICLE["text"]})
    plain = extract(seed, content=ARTICLE["text"], headers={"content-type": "text/plain; charset=utf-8"})

    assert {f: plain[f] for f in families} == {f: by_json[f] for f in families}


def test_a_page_is_read_without_what_stands_around_the_article(seed: TestClient) -> None:
    record = extract(seed, content=PAGE, headers={"content-type": "text/html"}, params={"publisher": "The Paper"})

    assert "Copyright" not in record["text"]
    assert "drones over schools" in record["text"]
    assert (record["title"], record["publisher"]) == (ARTICLE["title"], "The Paper")


def test_a_declared_charset_is_believed(seed: TestClient) -> None:
    text = ARTICLE["text"] + " Café Müller was closed."
    record = extract(seed, content=text.encode("cp1252"), headers={"content-type": "text/plain; charset=windows-1252"})

    assert record["text"] == text


def test_the_form_of_the_page_shows_the_reading_view(client: TestClient) -> None:
    answer = client.post("/extract", data={"text": ARTICLE["text"], "title": ""}, headers={"accept": "text/html"})

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<h1" in answer.text
    assert 'class="card' in answer.text


def test_a_document_goes_in_once_changes_by_its_address_and_goes_out(client: TestClient) -> None:
    first = client.post("/documents", json=ARTICLE)
    again = client.post("/documents", json=ARTICLE)
    changed = client.post("/documents", json=ARTICLE | {"text": ARTICLE["text"] + "\n\nResidents welcomed the order."})

    href = first.json()["href"]
    assert [(a.status_code, a.json()["change"]) for a in (first, again, changed)] == [
        (201, "added"),
        (200, "unchanged"),
        (200, "changed"),
    ]
    assert first.headers["location"] == href == f"/documents/{sha256_of(ARTICLE['url'])[:16]}"
    assert again.json() == first.json() | {"change": "unchanged"}
    stored = client.get(href).json()
    assert (stored["version"], stored["title"], stored["url"]) == (2, ARTICLE["title"], ARTICLE["url"])
    assert client.get(f"{href}/text").text.endswith("Residents welcomed the order.")
    assert client.get("/documents").json()["items"][0]["id"] == stored["id"]

    assert client.delete(href).status_code == 204
    assert (client.get(href).status_code, client.delete(href).status_code) == (404, 404)
    assert [d["id"] for d in client.get("/documents").json()["items"]] == [SEED_ID]


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"", "text/plain", 422),
        (b"   \n ", "text/plain", 422),
        (b"\x00\x01\x02\x7fELF" * 50, "text/plain", 422),
        (b"\xff\xfe\xfa" * 99, "text/plain; charset=utf-8", 422),
        (b"text", "text/plain; charset=klingon", 422),
        (b"x" * 20_000, "text/plain", 422),
        ("Der Bürgermeister hat am Montag eine Verordnung unterzeichnet. " * 20, "text/plain", 422),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "text/html", 422),
        (b"{", "application/json", 422),
        (b"[]", "application/json", 422),
        (b"{}", "application/json", 422),
        (b'{"text": ""}', "application/json", 422),
        (b'{"text": 5}', "application/json", 422),
        (b'{"text": "A mayor signed an order.", "colour": "red"}', "application/json", 422),
        (b'{"text": "A mayor signed an order.", "date": "2025-13-01"}', "application/json", 422),
        (b'{"text": "A mayor signed an order.", "url": "javascript:alert(1)"}', "application/json", 422),
        (b"text=%zz%ff", "application/x-www-form-urlencoded", 422),
        (b"%PDF-1.7", "application/pdf", 415),
        (b"a,b", "text/csv", 415),
    ],
)
def test_what_cannot_be_read_is_a_problem_that_says_why_and_nothing_is_stored(
    seed: TestClient, body: bytes | str, media_type: str, status: int
) -> None:
    for path in ("/extract",) if status == 415 else ("/extract", "/documents"):
        answer = seed.post(path, content=body, headers={"content-type": media_type})
        problem = answer.json()
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        assert problem["detail"]
        assert "the request's body" in problem["detail"] or status == 415 or "body" in problem["detail"]
    assert seed.get("/health/ready").json()["documents"] == 1


def test_a_body_without_a_media_type_is_415_and_says_what_is_accepted(seed: TestClient) -> None:
    answer = seed.post("/extract", content=b"some text")

    assert answer.status_code == 415
    assert "text/plain" in answer.headers["accept-post"]


def test_the_text_comes_back_exactly(seed: TestClient) -> None:
    answer = seed.get(f"/documents/{SEED_ID}/text")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert sha256_of(answer.text) == seed.get(f"/documents/{SEED_ID}").json()["sha256"]


def test_the_sample_is_loaded_where_it_is_not_there(client: TestClient) -> None:
    client.delete(f"/documents/{SEED_ID}")
    assert '<form action="/sample" method="post">' in client.get("/", headers=HTML).text
    answer = client.post("/sample", headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{SEED_ID}")
    assert "/sample" not in client.get("/", headers=HTML).text
    assert client.post("/sample", headers={"origin": "https://evil.example"}).status_code == 403
