"""The lists over HTTP: filters one by one and together, counts, sorts, parts, forms, fields, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from graph.lists import LISTS
from tests.api.trees import tree

CHICAGO = "place/4887398"
Page = dict[str, Any]


def get(client: TestClient, address: str, **asked: Any) -> Page:
    answer = client.get(address, params=asked) if asked else client.get(address)
    assert answer.status_code == 200, answer.text
    found: Page = answer.json()
    return found


def items(client: TestClient, address: str, **asked: Any) -> list[Page]:
    found: list[Page] = get(client, address, limit=1000, **asked)["items"]
    return found


def parts(client: TestClient, address: str) -> Iterator[Page]:
    following: str | None = address
    while following:
        part = get(client, following)
        yield part
        following = part["next"]


# what each filter asks for, and what is then true of every item of the list and of no other
def ref(item: Page, field: str) -> str:
    return str((item[field] or {}).get("label", ""))


def parties(item: Page) -> set[str]:
    names = {ref(item, field) for field in ("subject", "object", "place", "counterparty")}
    return names | {thing["label"] for thing in item["about"]}


FILTERS: dict[str, dict[str, tuple[str, Any]]] = {
    "provisions": {
        "kind": ("prohibits", lambda item: item["predicate"] == "prohibits"),
        "bearer": ("city agencies", lambda item: ref(item, "object") == "city agencies"),
        "confidence": ("1", lambda item: item["confidence"] == 1),
        "document": ("{seed}", lambda item: item["evidence"]["document"] == "{seed}"),
    },
    "statements": {
        "speaker": ("JB Pritzker", lambda item: ref(item, "subject") == "JB Pritzker"),
        "direct": ("true", lambda item: item["direct"] is True),
        "since": ("2025-09-01", lambda item: (item["evidence"]["date"] or "") >= "2025-09-01"),
        "until": ("2025-09-01", lambda item: "" < (item["evidence"]["date"] or "") <= "2025-09-01"),
    },
    "events": {
        "type": ("accuse", lambda item: item["predicate"] == "ACCUSE"),
        "status": ("planned", lambda item: item["status"] == "planned"),
        "actor": ("Donald Trump", lambda item: ref(item, "subject") == "Donald Trump"),
        "recipient": ("Donald Trump", lambda item: ref(item, "object") == "Donald Trump"),
        "place": ("Chicago", lambda item: ref(item, "place") == "Chicago"),
    },
    "facts": {
        "family": ("relation", lambda item: item["family"] == "relation"),
        "kind": ("revokes", lambda item: item["predicate"] == "revokes"),
        "entity": ("JB Pritzker", lambda item: "JB Pritzker" in parties(item)),
        "predicate": ("opposes", lambda item: item["predicate"] == "opposes"),
    },
    "orders": {
        "issuer": ("Brandon Johnson", lambda item: "Brandon Johnson" in [one["label"] for one in item["issuers"]]),
        "place": ("Chicago", lambda item: "Chicago" in [one["label"] for one in item["places"]]),
    },
    "entities": {
        "type": ("agency", lambda item: item["type"] == "Agency"),
    },
    "documents": {
        "language": ("en", lambda item: item["language"] == "en"),
        "since": ("2025-06-01", lambda item: (item["date"] or "") >= "2025-06-01"),
    },
}


@pytest.mark.parametrize(("name", "filter"), [(name, one) for name, some in FILTERS.items() for one in some])
def test_a_filter_lets_pass_what_fits_and_nothing_else(read_only: TestClient, name: str, filter: str) -> None:
    value, fits = FILTERS[name][filter]
    if value == "{seed}":
        value = items(read_only, f"/{name}")[0]["evidence"]["document"]
        fits = lambda item: item["evidence"]["document"] == value  # noqa: E731
    everything = items(read_only, f"/{name}")
    assert 0 < len(everything) < 1000
    found = items(read_only, f"/{name}", **{filter: value})
    assert found == [item for item in everything if fits(item)]
    assert found


@pytest.mark.parametrize("name", FILTERS)
def test_filters_combine(read_only: TestClient, name: str) -> None:
    asked = {filter: value for filter, (value, _) in FILTERS[name].items() if value != "{seed}"}
    each = [[item["iri"] for item in items(read_only, f"/{name}", **{one: value})] for one, value in asked.items()]
    both = [item["iri"] for item in items(read_only, f"/{name}", **asked)]
    assert both == [iri for iri in each[0] if all(iri in others for others in each)]


def test_any_of_several_values_of_a_filter_will_do(read_only: TestClient) -> None:
    one, other = (items(read_only, "/events", type=type) for type in ("ACCUSE", "MOBILIZE"))
    both = items(read_only, "/events", type=["ACCUSE", "MOBILIZE"])
    assert len(both) == len(one) + len(other)
    assert {item["predicate"] for item in both} == {"ACCUSE", "MOBILIZE"}


def test_lists_of_a_kind_are_parts_of_the_list_of_all_things(read_only: TestClient) -> None:
    names = ("people", "agencies", "organizations", "groups", "places", "orders", "policies")
    some = {item["iri"] for name in names for item in items(read_only, f"/{name}")}
    assert some == {item["iri"] for part in parts(read_only, "/entities?limit=1000") for item in part["items"]}


def test_a_place_means_what_lies_in_it_too(read_only: TestClient) -> None:
    state, city = (items(read_only, "/orders", place=place) for place in ("Illinois", "Chicago"))
    assert city
    assert {item["iri"] for item in city} <= {item["iri"] for item in state}
    assert CHICAGO in {item["id"] for item in items(read_only, "/places", place="Illinois")}


@pytest.mark.parametrize("place", ["Chicago", "Illinois"])
def test_provisions_of_a_place_are_those_of_the_orders_that_apply_there(read_only: TestClient, place: str) -> None:
    orders = {item["iri"] for item in items(read_only, "/orders", place=place)}
    found = items(read_only, "/provisions", place=place)
    assert found == [item for item in items(read_only, "/provisions") if item["subject"]["iri"] in orders]
    assert found


@pytest.mark.parametrize("name", LISTS)
def test_counts_are_those_of_the_lists_that_they_lead_to(read_only: TestClient, name: str) -> None:
    counted = [one.name for one in LISTS[name].filters.values() if one.counts]
    if not counted:
        pytest.skip("it has nothing to count")
    whole = get(read_only, f"/{name}", facets=",".join(counted), total="true", limit=1)
    assert set(whole["facets"]) == set(counted)
    for filter, counts in whole["facets"].items():
        assert [one["count"] for one in counts] == sorted((one["count"] for one in counts), reverse=True)
        for one in counts[:3]:
            of_one = get(read_only, f"/{name}", **{filter: one["value"]}, total="true", limit=1)["total"]
            # of a place the list has what lies in it, too
            assert of_one >= one["count"] if filter == "place" else of_one == one["count"], (filter, one)
    assert whole["total"] == sum(len(part["items"]) for part in parts(read_only, f"/{name}?limit=1000"))


def test_counts_are_of_what_fits_the_other_filters(read_only: TestClient) -> None:
    found = items(read_only, "/events", status="actual")
    counted = get(read_only, "/events", status="actual", facets="type")["facets"]["type"]
    assert {one["value"]: one["count"] for one in counted} == Counter(item["predicate"] for item in found)


SORTED = {
    ("events", "date"): lambda item: item["evidence"]["date"] or "",
    ("statements", "confidence"): lambda item: item["confidence"],
    ("people", "name"): lambda item: item["label"],
    ("people", "documents"): lambda item: item["documents"],
    ("documents", "name"): lambda item: item["title"],
}


@pytest.mark.parametrize(("name", "sort"), SORTED)
def test_lists_come_in_the_order_that_is_asked_for(read_only: TestClient, name: str, sort: str) -> None:
    key = SORTED[name, sort]
    up, down = (items(read_only, f"/{name}", sort=one) for one in (sort, f"-{sort}"))
    assert [key(item) for item in up] == sorted(key(item) for item in up)
    assert [key(item) for item in down] == sorted((key(item) for item in down), reverse=True)
    assert {item["iri"] for item in up} == {item["iri"] for item in down}


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_following_next_gives_the_whole_list_once_and_in_order(read_only: TestClient, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(LISTS)))
    sort = data.draw(st.sampled_from(sorted(LISTS[name].sorts)))
    asked: dict[str, Any] = {"sort": sort}
    if name in FILTERS and data.draw(st.booleans()):
        filter = data.draw(st.sampled_from(sorted(set(FILTERS[name]) - {"document"})))
        asked[filter] = FILTERS[name][filter][0]
    whole = [item["iri"] for item in items(read_only, f"/{name}", **asked)][:120]
    limit = data.draw(st.integers(1, 40))
    found: list[str] = []
    for part in parts(read_only, f"/{name}?{urlencode(asked | {'limit': limit})}"):
        assert len(part["items"]) <= limit
        found += [item["iri"] for item in part["items"]]
        if len(found) >= 120:
            break
    assert found[:120] == whole
    assert len(set(found)) == len(found)


def test_link_headers_lead_to_the_first_and_the_next_part(read_only: TestClient) -> None:
    answer = read_only.get("/events?status=actual&limit=2")
    following = answer.json()["next"]
    assert answer.headers["link"].split(", ") == [
        '</events?status=actual&limit=2>; rel="first"',
        f'<{following}>; rel="next"',
        '</events?status=actual&limit=2&format=jsonl>; rel="alternate"; type="application/x-ndjson"',
        '</events?status=actual&limit=2&format=csv>; rel="alternate"; type="text/csv"',
        '</events?status=actual&limit=2&format=geojson>; rel="alternate"; type="application/geo+json"',
        '</events?status=actual&limit=2&format=html>; rel="alternate"; type="text/html"',
        '</events?status=actual&format=turtle>; rel="alternate"; type="text/turtle"',
        '</events?status=actual&format=jsonld>; rel="alternate"; type="application/ld+json"',
        '</events?status=actual&format=rdfxml>; rel="alternate"; type="application/rdf+xml"',
        '</events?status=actual&format=ntriples>; rel="alternate"; type="application/n-triples"',
    ]
    assert 'rel="next"' in read_only.get("/events?limit=2", headers={"accept": "text/html"}).headers["link"]
    last = list(parts(read_only, "/offices?limit=200"))[-1]
    assert last["next"] is None


def test_a_list_is_the_same_behind_a_proxy_that_adds_to_the_path(read_only: TestClient) -> None:
    behind = TestClient(read_only.app, root_path="/graph")
    for asked in ("/events?status=actual&limit=2&facets=type", "/orders?format=csv", "/events?typ=ACCUSE"):
        plain, added = read_only.get(asked), behind.get(f"/graph{asked}")
        assert (added.status_code, added.text.replace("/graph/", "/")) == (plain.status_code, plain.text)


def test_json_lines_and_tables_have_the_items_of_json(read_only: TestClient) -> None:
    asked = "/events?type=MOBILIZE&limit=5"
    found = get(read_only, asked)["items"]
    told = read_only.get(asked, headers={"accept": "application/x-ndjson"})
    assert told.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line) for line in told.text.splitlines()] == found
    table = read_only.get(f"{asked}&format=csv")
    assert table.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row["iri"] for row in rows] == [item["iri"] for item in found]
    assert [row["place.label"] for row in rows] == [ref(item, "place") for item in found]
    assert [row["evidence.text"] for row in rows] == [item["evidence"]["text"] for item in found]


def test_only_the_fields_that_are_asked_for(read_only: TestClient) -> None:
    found = get(read_only, "/orders?limit=3&fields=iri,label")["items"]
    assert [list(item) for item in found] == [["iri", "label"]] * 3
    lines = read_only.get("/orders?limit=3&fields=label&format=csv").text.splitlines()
    assert lines == ["label", *(item["label"] for item in found)]


@pytest.mark.parametrize("name", ["places", "orders", "events"])
def test_what_lies_somewhere_goes_on_maps(seed: TestClient, name: str) -> None:
    answer = seed.get(f"/{name}", headers={"accept": "application/geo+json"})
    assert answer.headers["content-type"].startswith("application/geo+json")
    told = answer.json()
    assert (told["type"], told["next"]) == ("FeatureCollection", None)
    found = items(seed, f"/{name}")
    assert [feature["id"] for feature in told["features"]] == [item["iri"] for item in found]
    assert [feature["properties"] for feature in told["features"]] == found
    shapes = [feature["geometry"] for feature in told["features"]]
    assert all(shape is None or shape["type"] in ("Point", "MultiPoint") for shape in shapes)
    chicago = [shape for shape, item in zip(shapes, found, strict=True) if "Chicago" in json.dumps(item)]
    assert {"type": "Point", "coordinates": [-87.65005, 41.85003]} in chicago


REFUSED = {
    "/statements?speeker=Pritzker": "'speeker' here; did you mean 'speaker'?",
    "/events?speaker=Pritzker": "'speaker' here",
    "/orders?type=x": "'type' here",
    "/events?type=DANCE": "type: 'DANCE' is none of AGREE",
    "/entities?type=Dog": "none of Person, Agency",
    "/statements?stance=maybe": "none of inFavour, against",
    "/provisions?kind=allows": "none of requires, prohibits",
    "/events?since=2025-02-30": "'2025-02-30' is no day",
    "/orders?status=blocked&on=yesterday": "on: 'yesterday' is no day",
    "/events?since=2025-01-01&since=2025-02-01": "since: it can have one value only",
    "/events?confidence=2": "'2' is no share",
    "/events?limit=0": "limit: 0 is not from 1 to 1000",
    "/events?limit=-5": "not from 1 to 1000",
    "/events?limit=ten": "limit: ",
    "/events?after=bm9uc2Vuc2U": "after: it is not what `next`",
    "/events?sort=colour": "sort: 'colour' is none of date",
    "/events?sort=confidenc": "did you mean 'confidence'?",
    "/events?total=yes": "none of true, false",
    "/events?facets=actr": "did you mean 'actor'?",
    "/orders?fields=iri,lable": "did you mean 'label'?",
    "/statements?format=geojson": "no form of /statements",
    "/events?actor=" + "x" * 501: "longer than 500",
    "/events?" + "&".join(["type=ACCUSE"] * 51): "more than 50",
    "/entities?name=%2B%2B": "no word in it",
}


@pytest.mark.parametrize("address", REFUSED)
def test_what_makes_no_sense_is_refused_by_name(read_only: TestClient, address: str) -> None:
    answer = read_only.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert REFUSED[address] in answer.json()["detail"]


def test_a_place_in_one_order_is_none_in_another(read_only: TestClient) -> None:
    after = get(read_only, "/events?limit=2")["next"].partition("after=")[2]
    assert read_only.get(f"/events?sort=confidence&after={after}").status_code == 422
    assert read_only.get(f"/events?after={after}").status_code == 200


HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE items; --',
    "* OR *",
    "NEAR(a b)",
    "} UNION {",
    "\\",
    "%",
    "\x00x",
    "💥",
    "a" * 500,
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", LISTS)
def test_what_is_given_is_never_more_than_a_value(read_only: TestClient, name: str, value: str) -> None:
    for filter in LISTS[name].filters:
        answer = read_only.get(f"/{name}", params={filter: value})
        assert answer.status_code in (200, 404, 422), (filter, answer.text)
    assert read_only.get(f"/{name}").status_code == 200


def test_what_is_written_is_listed_at_once_and_what_is_gone_no_more(client: TestClient) -> None:
    text = "Mayor Ann Lee of Springfield signed an executive order on Tuesday that bars officers from flying drones."
    before = {name: items(client, f"/{name}") for name in LISTS}
    put = client.post("/documents", json={"text": text, "date": "2026-01-02", "publisher": "The Springfield Post"})
    assert put.status_code == 201
    assert items(client, "/orders", source="The Springfield Post")[0]["first_reported"] == "2026-01-02"
    assert items(client, "/provisions", since="2026-01-01", kind="prohibits")
    assert items(client, "/documents")[0]["publisher"] == "The Springfield Post"
    assert client.delete(put.headers["location"]).status_code == 204
    assert {name: items(client, f"/{name}") for name in LISTS} == before


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_a_page(read_only: TestClient, name: str) -> None:
    page = read_only.get(f"/{name}?limit=2", headers={"accept": "text/html"})
    assert page.headers["content-type"].startswith("text/html")
    assert "<h1>" in page.text
    assert 'rel="next"' in page.text


def test_filters_are_folded_until_one_is_set(read_only: TestClient) -> None:
    def fold(**asked: str) -> list[str | None]:
        (details,) = tree(read_only, "/orders", **asked).xpath("//details[form[@role='search']]")
        return [details.get("open"), details.findtext("summary")]

    assert fold() == [None, "Filter"]
    assert fold(place="Chicago") == ["", "Filter"]
