"""Reconciliation, as OpenRefine asks for it: by the Reconciliation Service API 0.2."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from lxml import html
from starlette.testclient import TestClient

from api.app import create_app
from api.deps import Service
from graph.model import Document, Entity, EntityType, Evidence, OrderDetails, Particular, Provenance, Record
from graph.pipeline import Workspace
from graph.queries import select
from graph.reconcile import properties, values
from graph.settings import Settings
from tests.api import reconciliation as schema

BASE = "https://w3id.org/policygraph/id/"
MAYOR = "person/brandon-johnson-mayor-of-chicago"
CHICAGO = "place/4887398"
OPENREFINE = "http://127.0.0.1:3333"


def checked(answer: Any, shape: dict[str, Any]) -> Any:
    """What came, which is as the specification says."""
    assert answer.status_code == 200, answer.text
    body = answer.json()
    jsonschema.validate(body, shape, cls=jsonschema.Draft202012Validator)
    return body


def service_of(client: TestClient) -> Service:
    state: Service = client.app.state.service  # type: ignore[attr-defined]
    return state


def batch(client: TestClient, **queries: Any) -> dict[str, list[dict[str, Any]]]:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    found = checked(answer, schema.RESULTS)
    assert list(found) == list(queries)
    return {name: one["result"] for name, one in found.items()}


def one(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    return batch(client, q0=query)["q0"]


def found(candidates: list[dict[str, Any]]) -> list[tuple[str, bool]]:
    return [(candidate["id"], candidate["match"]) for candidate in candidates]


def extended(client: TestClient, ids: list[str], *properties: str) -> dict[str, Any]:
    asked = {"ids": ids, "properties": [{"id": id} for id in properties]}
    rows: dict[str, Any] = checked(client.post("/reconcile", data={"extend": json.dumps(asked)}), schema.EXTENSION)
    return rows


def test_without_anything_asked_it_says_what_it_can_do(read_only: TestClient) -> None:
    manifest = checked(read_only.get("/reconcile"), schema.MANIFEST)

    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == BASE
    assert (
        manifest["view"]["url"]
        .replace("{{id}}", MAYOR.replace("/", "%2F"))
        .endswith(f"/id/{MAYOR.replace('/', '%2F')}")
    )
    assert [kind["id"] for kind in manifest["defaultTypes"]][:3] == ["Person", "Office", "Agency"]


def test_every_address_of_the_manifest_answers(read_only: TestClient) -> None:
    manifest = checked(read_only.get("/reconcile"), schema.MANIFEST)
    encoded = MAYOR.replace("/", "%2F")

    services = [*manifest["suggest"].values(), manifest["extend"]["propose_properties"]]
    addresses = [f"{each['service_url']}{each['service_path']}" for each in services]
    addresses += [manifest[name]["url"].replace("{{id}}", encoded) for name in ("view", "preview")]
    addresses += [manifest["documentation"], manifest["logo"]]
    assert [
        read_only.get(address, headers={"accept": "text/html, */*;q=0.1"}).status_code for address in addresses
    ] == [200] * 8


def test_an_exact_name_is_a_match_with_what_tells_it_from_others(read_only: TestClient) -> None:
    best = one(read_only, query="Brandon Johnson")[0]

    assert best == {
        "id": MAYOR,
        "name": "Brandon Johnson",
        "description": "Person: Mayor of Chicago",
        "type": [{"id": "Person", "name": "Person"}],
        "score": 100.0,
        "features": [{"id": "name", "value": 1.0}],
        "match": True,
    }


@pytest.mark.parametrize(
    ("name", "kind", "id"),
    [
        ("johnson, brandon", "Person", MAYOR),
        ("Mayor Brandon Johnson", "Person", MAYOR),
        ("Pritzkr, J.B.", "Person", "person/jb-pritzker-governor-of-illinois"),
        ("Brandon Jonson", "Person", MAYOR),
        ("CHICAGO", "Place", CHICAGO),
        ("Executive Order 14251", "Order", "order/executive-order-14251"),
        (MAYOR, "Person", MAYOR),
        (BASE + MAYOR, "Person", MAYOR),
    ],
)
def test_a_name_is_found_however_it_is_written(read_only: TestClient, name: str, kind: str, id: str) -> None:
    assert one(read_only, query=name, type=kind)[0]["id"] == id


def test_nobody_is_taken_for_another_for_sure(read_only: TestClient) -> None:
    guards = one(read_only, query="National Guard", limit=5)
    assert len({guard["id"] for guard in guards if guard["score"] == 100}) > 1
    assert not any(guard["match"] for guard in guards)
    assert found(one(read_only, query="Johnson", type="Person"))[0] == (MAYOR, False)
    assert not any(match for _, match in found(one(read_only, query="Brandon Jonson")))
    assert one(read_only, query="Zzyzx Qwerty") == []


def test_a_place_tells_namesakes_apart_with_all_that_lies_in_it(read_only: TestClient) -> None:
    def placed(place: Any) -> tuple[str, bool]:
        return found(one(read_only, query="Johnson", type="Person", properties=[{"pid": "place", "v": place}]))[0]

    assert placed("Chicago") == placed("Illinois") == placed({"id": CHICAGO, "name": "Chicago"}) == (MAYOR, True)
    assert placed(["Texas", "Illinois"]) == (MAYOR, True)
    assert placed("Texas") == (MAYOR, False)


def test_of_which_nothing_is_known_is_neither_for_nor_against(read_only: TestClient) -> None:
    def score(v: str) -> tuple[float, Any]:
        best = one(read_only, query="Brandon Johnson", type="Person", properties=[{"pid": "supports", "v": v}])[0]
        return best["score"], best["features"][1]["value"]

    assert score("Chicago") == (83.33, 0.5)


def test_things_are_found_by_their_properties_alone(read_only: TestClient) -> None:
    numbered = one(read_only, properties=[{"pid": "number", "v": 14251}])
    assert found(numbered) == [("order/executive-order-14251", True)]
    placed = one(read_only, type=["Person"], properties=[{"pid": "place", "v": "Chicago"}])
    assert [candidate["id"] for candidate in placed] == [MAYOR]


def test_types_restrict_and_limits_limit(read_only: TestClient) -> None:
    assert {c["type"][0]["id"] for c in one(read_only, query="Chicago", type=["Office", "Place"])} == {
        "Office",
        "Place",
    }
    assert found(one(read_only, query="Chicago", type="https://w3id.org/policygraph/ontology#Place"))[0] == (
        CHICAGO,
        True,
    )
    assert one(read_only, query="Chicago", type="Person") == []
    assert len(one(read_only, query="National Guard", limit=1)) == 1


def test_a_batch_is_answered_query_by_query_by_get_too(read_only: TestClient) -> None:
    queries = {"a": {"query": "Chicago", "limit": 1}, "b": {"query": "JB Pritzker", "limit": 1}}

    by_post = batch(read_only, **queries)

    assert [found(candidates) for candidates in by_post.values()] == [
        [(CHICAGO, True)],
        [("person/jb-pritzker-governor-of-illinois", True)],
    ]
    by_get = checked(read_only.get("/reconcile", params={"queries": json.dumps(queries)}), schema.RESULTS)
    assert by_get == {name: {"result": candidates} for name, candidates in by_post.items()}


def test_things_are_extended_by_their_properties(read_only: TestClient) -> None:
    answer = extended(read_only, [MAYOR, CHICAGO, "person/nobody"], "office", "place", "latitude", "same")

    assert answer["meta"] == [
        {"id": "office", "name": "holds or held the office", "type": {"id": "Office", "name": "Office"}},
        {"id": "place", "name": "place", "type": {"id": "Place", "name": "Place"}},
        {"id": "latitude", "name": "latitude"},
        {"id": "same", "name": "the same elsewhere"},
    ]
    nothing: dict[str, list[Any]] = {"office": [], "place": [], "latitude": [], "same": []}
    assert answer["rows"] == {
        MAYOR: nothing
        | {
            "office": [{"id": "office/mayor-of-chicago", "name": "Mayor of Chicago"}],
            "place": [{"id": CHICAGO, "name": "Chicago"}],
        },
        CHICAGO: nothing
        | {
            "place": answer["rows"][CHICAGO]["place"],
            "latitude": [{"float": 41.85003}],
            "same": [{"str": "https://sws.geonames.org/4887398/"}],
        },
        "person/nobody": nothing,
    }
    assert {"Cook County", "Illinois"} & {cell["name"] for cell in answer["rows"][CHICAGO]["place"]}


def test_days_numbers_and_titles_of_orders_are_told(client: TestClient) -> None:
    text = "Executive Order 201 on bridges was signed on May 4, 2021."
    words = Evidence(0, 19, text[:19])
    told = {"number": "201", "title": "on bridges", "signed": "2021-05-04"}
    details = OrderDetails("e1", **{name: Particular(value, words, 0.9) for name, value in told.items()})
    order = Entity("e1", EntityType.ORDER, "Executive Order 201", (words,))
    document = Document(text)
    record = Record(document.id, Provenance("rules", "1", "none"), entities=(order,), orders=(details,))
    with service_of(client).exclusive() as workspace:
        workspace.put(document, record)
    ((id, _),) = found(one(client, query="Executive Order 201", limit=1))

    assert extended(client, [id], "number", "title", "signed", "expiring")["rows"][id] == {
        "number": [{"str": "201"}],
        "title": [{"str": "on bridges"}],
        "signed": [{"date": "2021-05-04T00:00:00Z"}],
        "expiring": [],
    }


def test_every_property_is_of_something_in_the_annotated_articles(read_only: TestClient) -> None:
    store, dated = service_of(read_only).store, {"signed", "effective", "expiring"}  # those are of official texts
    iris = {row["entity"].value for row in select(store, "nodes")}

    has = values(store, iris, properties().values())

    assert properties().keys() - {id for one in has.values() for id in one} == dated


def test_every_property_can_be_asked_for_and_is_of_some_kind(read_only: TestClient) -> None:
    known = checked(read_only.get("/reconcile/suggest/property"), schema.PROPERTIES)["result"]
    ids = [item["id"] for item in known]

    assert [item["id"] for item in extended(read_only, [MAYOR, CHICAGO], *ids)["meta"]] == ids
    proposed = [
        item["id"]
        for kind in ("Person", "Office", "Agency", "Organization", "Group", "Place", "Order", "Policy")
        for item in checked(read_only.get("/reconcile/properties", params={"type": kind}), schema.PROPOSED)[
            "properties"
        ]
    ]
    assert set(proposed) == set(ids)


def test_properties_are_proposed_for_a_kind(read_only: TestClient) -> None:
    answer = read_only.get("/reconcile/properties", params={"type": "Person", "limit": 3})

    assert checked(answer, schema.PROPOSED) == {
        "properties": [
            {"id": "name", "name": "name"},
            {"id": "same", "name": "the same elsewhere"},
            {"id": "office", "name": "holds or held the office"},
        ],
        "type": "Person",
        "limit": 3,
    }


def test_things_kinds_and_properties_are_suggested_as_one_types(read_only: TestClient) -> None:
    def ids(what: str, shape: dict[str, Any], **asked: Any) -> list[str]:
        return [
            item["id"] for item in checked(read_only.get(f"/reconcile/suggest/{what}", params=asked), shape)["result"]
        ]

    assert ids("entity", schema.ENTITIES, prefix="brandon jo")[0] == MAYOR
    assert ids("entity", schema.ENTITIES, prefix=MAYOR)[0] == MAYOR
    assert ids("entity", schema.ENTITIES, prefix="") == []
    some = ids("entity", schema.ENTITIES, prefix="s")
    assert len(some) == 20
    assert not set(some) & set(ids("entity", schema.ENTITIES, prefix="s", cursor=20))
    assert ids("type", schema.TYPES, prefix="org") == ["Organization"]
    assert ids("property", schema.PROPERTIES, prefix="iss") == ["issuer"]


def test_a_preview_is_a_small_page_for_any_frame(read_only: TestClient) -> None:
    answer = read_only.get("/reconcile/preview", params={"id": MAYOR})

    assert answer.status_code == 200
    shown = html.document_fromstring(answer.text)
    assert shown.xpath("string(//h1)") == "Brandon Johnson"
    assert "Mayor of Chicago" in shown.text_content()
    assert shown.xpath("//a/@href") == [f"/entities/{MAYOR}"]
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    assert read_only.get("/reconcile").headers["x-frame-options"] == "DENY"
    assert read_only.get("/reconcile/preview", params={"id": "person/nobody"}).status_code == 404


def test_pages_of_this_machine_may_read_and_others_where_the_settings_say_so(
    read_only: TestClient, settings: Settings
) -> None:
    def allowed(client: TestClient, origin: str, address: str = "/reconcile") -> str | None:
        return client.get(address, headers={"origin": origin}).headers.get("access-control-allow-origin")

    assert allowed(read_only, OPENREFINE) == OPENREFINE
    assert allowed(read_only, OPENREFINE, "/reconcile/suggest/type") == OPENREFINE
    assert allowed(read_only, OPENREFINE, "/orders") is None
    assert allowed(read_only, "http://elsewhere.example") is None
    with (
        Workspace.open(settings) as workspace,
        TestClient(create_app(replace(settings, origins="*"), workspace)) as open_to_all,
    ):
        assert allowed(open_to_all, "http://elsewhere.example") == "*"
        posted = open_to_all.post("/reconcile", data={"queries": "{}"}, headers={"origin": "http://elsewhere.example"})
        assert posted.headers["access-control-allow-origin"] == "*"


def test_a_script_calls_a_function_with_the_answer(read_only: TestClient) -> None:
    def script(callback: str, referer: str) -> Any:
        asked = {"prefix": "pers", "callback": callback}
        return read_only.get("/reconcile/suggest/type", params=asked, headers={"referer": referer})

    answer = script("jQuery123_4", f"{OPENREFINE}/project?project=1")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.text == '/**/jQuery123_4({"result": [{"id": "Person", "name": "Person"}]});'
    assert script("alert(1)//", f"{OPENREFINE}/").status_code == 422
    assert script("jQuery123_4", "http://elsewhere.example/").status_code == 403


@pytest.mark.parametrize(
    ("sent", "status", "why"),
    [
        ({"queries": "{"}, 422, "queries: Invalid JSON"),
        ({"queries": "[]"}, 422, "Input should be"),
        ({"queries": '{"q": {}}'}, 422, "it needs a query or properties"),
        (
            {"queries": '{"q": {"query": "x", "colour": "red"}}'},
            422,
            "queries.q.colour: Extra inputs are not permitted",
        ),
        ({"queries": '{"q": {"query": "x", "limit": -1}}'}, 422, "greater than or equal to 1"),
        ({"queries": json.dumps({"q": {"query": "x" * 501}})}, 422, "at most 500 characters"),
        ({"queries": '{"q": {"query": "x", "type": "Ship"}}'}, 404, "no type 'Ship'; there are Person, Office"),
        ({"queries": '{"q": {"query": "x", "properties": [{"pid": "hue", "v": 1}]}}'}, 404, "no property 'hue'"),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(101)})}, 413, "A batch may have 100"),
        ({"extend": '{"ids": ["place/1"], "properties": [{"id": "hue"}]}'}, 404, "no property 'hue'"),
        ({"extend": '{"ids": ["a b>"], "properties": [{"id": "name"}]}'}, 404, "no entity 'a b>'"),
        ({"extend": '{"ids": 1, "properties": []}'}, 422, "extend.ids"),
        ({}, 422, "Send `queries` or `extend`"),
    ],
)
def test_what_does_not_fit_is_a_problem_that_says_where(
    read_only: TestClient, sent: dict[str, str], status: int, why: str
) -> None:
    answer = read_only.post("/reconcile", data=sent, headers={"content-type": "application/x-www-form-urlencoded"})

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert why in answer.json()["detail"]


def test_a_form_is_what_is_taken(read_only: TestClient) -> None:
    assert read_only.post("/reconcile", json={"queries": {}}).status_code == 415
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert read_only.post("/reconcile", content=b"queries=%ff", headers=form).status_code == 400
    assert read_only.post("/reconcile", content="queries=é".encode(), headers=form).status_code == 400


@pytest.mark.parametrize(
    "name", ['") OR 1=1 --', '" } DROP ALL #', "*", '"', "\u0000", "💥", "a" * 300, "NEAR(a b)", "'"]
)
def test_no_name_breaks_it(read_only: TestClient, name: str) -> None:
    one(read_only, query=name, properties=[{"pid": "place", "v": name}, {"pid": "name", "v": name}])
    batch(read_only, q0={"properties": [{"pid": "number", "v": name}]})
    assert read_only.get("/reconcile/suggest/entity", params={"prefix": name}).status_code == 200
