"""The extractor `llm`, against a real server that answers like a language model's endpoint: well, badly, or not."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from api.cli import main
from graph.account import Account, Rejection
from graph.case import to_case
from graph.errors import EndpointError, InputError, SettingsError
from graph.evaluate import FAMILIES, score, total
from graph.extract.llm.answer import MalformedError, read, schema
from graph.extract.llm.client import Client, address
from graph.extract.llm.llm import LlmExtractor
from graph.extract.llm.parts import Part, halves, parts
from graph.extract.llm.prompt import guideline
from graph.model import (
    Document,
    EntityType,
    Event,
    EventStatus,
    EventType,
    Evidence,
    Predicate,
    Provision,
    ProvisionKind,
    Record,
    Relation,
    Statement,
)
from graph.pipeline import Workspace, extract
from graph.rdf import quads
from graph.resolve import resolve
from graph.settings import Settings, load
from graph.shapes import validate

GOLD = Path(__file__).parents[3] / "gold"
KEY = "sk-secret-0123456789"
TEXT = (
    "Springfield Mayor Ann Lee signed an executive order on Tuesday that bars police officers from flying drones over "
    "schools.\n\nThe Lincoln Teachers Union praised the order. “Children deserve privacy,” said Lee, a Democrat. The "
    "order takes effect on May 9.\n"
)
DOCUMENT = Document(TEXT, date="2024-05-02", source="news/springfield.txt")
ENTITIES = [
    {"id": "lee", "type": "Person", "name": "Ann Lee", "mentions": ["Springfield Mayor Ann Lee", "Lee"]},
    {"id": "order", "type": "Order", "name": "Lee's order", "mentions": ["an executive order", "the order"]},
    {"id": "police", "type": "Group", "name": "police officers", "mentions": ["police officers"]},
    {"id": "union", "type": "Organization", "name": "Lincoln Teachers Union", "mentions": ["Lincoln Teachers Union"]},
]
EMPTY: dict[str, list[dict[str, Any]]] = {family: [] for family in FAMILIES}


@dataclass
class Answer:
    """One HTTP answer; `drip` seconds pass before every byte of it, `delay` before all of them."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drip: float = 0.0


def said(content: str | None, finish: str = "stop", tokens: tuple[int, int] = (1000, 200), **message: Any) -> Answer:
    """A chat completion."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content} | message}
    usage = dict(zip(("prompt_tokens", "completion_tokens"), tokens, strict=True))
    return Answer(json.dumps({"object": "chat.completion", "choices": [choice], "usage": usage}).encode())


def facts(**families: Any) -> Answer:
    return said(json.dumps(EMPTY | families))


def failed(status: int, message: str = "", code: str | None = None, **headers: str) -> Answer:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps({"error": {"message": message, "code": code}}).encode(), status, names)


@dataclass
class Endpoint:
    """A server on this machine; answers what `script` holds, the last again and again, or what it works out."""

    url: str
    script: list[Answer] = field(default_factory=list)
    model: Callable[[dict[str, Any]], Answer] | None = None
    requests: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def answer(self, path: str, headers: dict[str, str], body: dict[str, Any]) -> Answer:
        self.requests.append((path, headers, body))
        if self.model is not None:
            return self.model(body)
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def asked(self, number: int = -1) -> str:
        """What the user's message of a request said."""
        said_: str = self.requests[number][2]["messages"][1]["content"]
        return said_


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = there.answer(self.path, dict(self.headers), body)
            there.closing.wait(answer.delay)
            try:
                self.send_response(answer.status)
                for name, value in ({"Content-Length": str(len(answer.body))} | answer.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                for byte in [bytes([b]) for b in answer.body] if answer.drip else [answer.body]:
                    self.wfile.write(byte)
                    there.closing.wait(answer.drip)
            except OSError:
                pass  # who asked has gone

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there = Endpoint(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield there
    there.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def settings(endpoint: Endpoint, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path / "home",
        extractor="llm",
        llm_url=endpoint.url,
        llm_model="some-model",
        llm_timeout=5,
        llm_price_in=2.0,
        llm_price_out=10.0,
        llm_key=KEY,
    )


@dataclass
class Reader:
    """An extractor that does not sleep, and the pauses that it would have made."""

    extractor: LlmExtractor
    pauses: list[float]

    def record(self, document: Document = DOCUMENT) -> Record:
        record, _ = self.extractor.read(document)
        assert isinstance(record, Record), record
        return record

    def failure(self, document: Document = DOCUMENT) -> str:
        error, _ = self.extractor.read(document)
        assert isinstance(error, InputError)
        return str(error)

    def account(self, document: Document = DOCUMENT) -> Account:
        return self.extractor.read(document)[1]


def reader(settings: Settings, **options: Any) -> Reader:
    pauses: list[float] = []
    client = Client(settings, sleep=pauses.append, chance=lambda: 1.0)
    return Reader(LlmExtractor(settings, client, **options), pauses)


@pytest.fixture
def llm(settings: Settings) -> Reader:
    return reader(settings)


def at(words: str, number: int = 0) -> Evidence:
    start = [match.start() for match in re.finditer(re.escape(words), TEXT)][number]
    return Evidence(start, start + len(words), words)


def rejected(account: Account) -> list[tuple[str, str, str]]:
    return [(r.family, r.reason, r.text) for r in account.rejected]


# what a good answer becomes


def test_a_good_answer_becomes_a_record_whose_every_span_is_in_the_text(endpoint: Endpoint, llm: Reader) -> None:
    order = {"condition": None, "deadline": "on May 9", "order": "order", "bearer": "police"}
    speech = {"speaker": "lee", "text": "Children deserve privacy", "direct": True, "about": ["order"], "stance": "for"}
    act = {"type": "SUPPORT", "actor": "union", "recipient": "order", "place": None, "status": "actual"}
    office = {"s": "lee", "p": "holdsOffice", "o": None, "value": "Mayor of Springfield", "text": "Springfield Mayor"}
    endpoint.script = [
        facts(
            entities=ENTITIES,
            relations=[office, {"s": "order", "p": "issuedBy", "o": "lee", "value": None, "text": "signed"}],
            provisions=[order | {"kind": "prohibits", "text": "flying drones over schools"}],
            statements=[speech],
            events=[act | {"time": "2024-05-02", "text": "The Lincoln Teachers Union praised the order"}],
        )
    ]
    record = llm.record()
    assert [(e.id, e.type, e.name, [(m.start, m.text) for m in e.mentions]) for e in record.entities] == [
        ("e1", EntityType.PERSON, "Ann Lee", [(0, "Springfield Mayor Ann Lee"), (TEXT.index("Lee, a"), "Lee")]),
        (
            "e2",
            EntityType.ORDER,
            "Lee's order",
            [
                (at("an executive").start, "an executive order"),
                (TEXT.index("the order"), "the order"),
                (TEXT.index("The order"), "The order"),
            ],
        ),
        ("e3", EntityType.GROUP, "police officers", [(at("police officers").start, "police officers")]),
        ("e4", EntityType.ORGANIZATION, "Lincoln Teachers Union", [(at("Lincoln").start, "Lincoln Teachers Union")]),
    ]
    assert record.relations == (
        Relation("e1", Predicate.HOLDS_OFFICE, at("Springfield Mayor"), None, "Mayor of Springfield", 0.9),
        Relation("e2", Predicate.ISSUED_BY, at("signed"), "e1", None, 0.9),
    )
    drones = at("flying drones over schools")
    assert record.provisions == (Provision("e2", ProvisionKind.PROHIBITS, "e3", drones, None, "on May 9", 0.9),)
    privacy = at("Children deserve privacy")
    assert record.statements == (Statement("e1", privacy, True, ("e2",), "for", 0.9),)  # type: ignore[arg-type]
    praise = at("The Lincoln Teachers Union praised the order")
    assert record.events == (
        Event(EventType.SUPPORT, EventStatus.ACTUAL, "e4", "e2", None, praise, time="2024-05-02", confidence=0.9),
    )
    assert (record.document_id, record.provenance.extractor) == (DOCUMENT.id, "llm")
    assert record.provenance.model == "some-model"


def test_what_it_took_is_accounted_for(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [failed(500), facts(entities=ENTITIES)]
    assert llm.account() == Account(requests=2, tokens_in=1000, tokens_out=200, cost=0.004)


def test_without_prices_and_without_a_count_of_tokens_nothing_is_made_up(
    endpoint: Endpoint, settings: Settings
) -> None:
    endpoint.script = [Answer(json.dumps({"choices": [{"message": {"content": json.dumps(EMPTY)}}]}).encode())]
    free = reader(replace(settings, llm_price_in=None, llm_price_out=None))
    assert free.account() == Account(requests=1)


def test_the_request_names_the_model_the_guideline_the_schema_and_the_document(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [facts()]
    llm.record(replace(DOCUMENT, title="A  title", publisher="The Post"))
    path, headers, body = endpoint.requests[0]
    assert path == "/v1/chat/completions"
    assert (headers["Authorization"], headers["Content-Type"]) == (f"Bearer {KEY}", "application/json")
    assert (body["model"], body["temperature"], body["stream"]) == ("some-model", 0, False)
    form = {"name": "record", "strict": True, "schema": schema()}
    assert body["response_format"] == {"type": "json_schema", "json_schema": form}
    assert body["messages"][0] == {"role": "system", "content": guideline()}
    tag = f"document-{DOCUMENT.sha256[:16]}"
    origin = "Title: A title\nPublished by: The Post\nDate: 2024-05-02"
    assert body["messages"][1]["content"] == f"{origin}\n\n<{tag}>\n{TEXT}\n</{tag}>"


def test_every_annotated_case_comes_through_whole(endpoint: Endpoint, settings: Settings) -> None:
    """A model that answers as the annotators did: what is lost or changed on the way would show in the figures."""
    gold = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("dev/*.json"))}
    by_text = {case["text"]: case for case in gold.values()}

    def annotator(body: dict[str, Any]) -> Answer:
        text = re.sub(r"^.*?<document-\w+>\n|\n</document-\w+>$", "", body["messages"][1]["content"], flags=re.DOTALL)
        return said(json.dumps(as_answered(by_text[text], text, body)))

    endpoint.model = annotator
    llm = reader(settings, part=100_000)
    scores, graphs = [], []
    for case in gold.values():
        document = Document(case["text"], date=case["date"])
        record, account = llm.extractor.read(document)
        assert isinstance(record, Record)
        assert account.rejected == ()
        scores.append(score(case, to_case(document, record)))
        graphs.append(quads(document, record, resolve(document, record), settings.base_iri))
    figures = total(scores).figures()
    assert {family: figures["families"][family]["f1"] for family in FAMILIES} == dict.fromkeys(FAMILIES, 1.0)
    assert figures["attributes"]["evidence"] == 1.0
    assert validate(chain.from_iterable(graphs[:4])).conforms


def as_answered(case: dict[str, Any], text: str, body: dict[str, Any]) -> dict[str, Any]:
    """What a model would answer that knew the annotation: what stands in a text, under ids that it was told of."""
    told = re.findall(r'^\{"id": "(\w+)", "type": "(\w+)", "name": "(.*?)", "mentions"', body_of(body), re.MULTILINE)
    known = {(type_, json.loads(f'"{name}"')): id_ for id_, type_, name in told}
    ids = {e["id"]: known.get((e["type"], e["name"]), f"new-{e['id']}") for e in case["entities"]}
    first = {e["id"]: e["mentions"][0] for e in case["entities"]}
    slots = ("s", "o", "order", "bearer", "speaker", "actor", "recipient", "place")
    answer: dict[str, list[dict[str, Any]]] = {}
    for family in FAMILIES[1:]:
        items = [{"text": first[item["s"]]} | item if family == "relations" else item for item in case[family]]
        there = [item for item in items if item["text"] in text]
        answer[family] = [item | {slot: ids.get(item.get(slot)) for slot in slots if slot in item} for item in there]
    named = [e | {"id": ids[e["id"]], "mentions": [m for m in e["mentions"] if m in text]} for e in case["entities"]]
    return answer | {"entities": [entity for entity in named if entity["mentions"]]}


def body_of(body: dict[str, Any]) -> str:
    content: str = body["messages"][1]["content"]
    return content


# what does not stand in the text


def test_spans_copied_with_other_quotes_and_white_space_are_moved_to_their_exact_place(
    endpoint: Endpoint, llm: Reader
) -> None:
    quote = {"speaker": "lee", "direct": True, "about": [], "stance": None}
    endpoint.script = [
        facts(
            entities=ENTITIES,
            statements=[
                quote | {"text": '"Children deserve privacy,"'},
                quote | {"text": "the Lincoln  teachers union praised THE ORDER"},
            ],
        )
    ]
    assert [s.evidence for s in llm.record().statements] == [
        at("The Lincoln Teachers Union praised the order"),
        at("Children deserve privacy"),
    ]
    assert llm.account().moved == 2


def test_the_same_words_are_told_apart_by_an_offset_that_was_given_or_else_by_their_order(
    endpoint: Endpoint, llm: Reader
) -> None:
    text = "The order bans it. " * 3
    order = [{"id": "o", "type": "Order", "name": "the order", "mentions": ["the order"]}]
    norm = {"order": "o", "kind": "prohibits", "bearer": None, "condition": None, "deadline": None}
    endpoint.script = [
        facts(entities=order, provisions=[norm | {"text": "bans it", "start": 47}]),
        facts(entities=order, provisions=[norm | {"text": text} for text in ("order bans it. The", "bans it")]),
    ]
    assert [p.evidence.start for p in llm.record(Document(text)).provisions] == [48]
    assert [p.evidence.start for p in llm.record(Document(text)).provisions] == [4, 10]


def test_words_that_are_not_in_the_text_are_rejected_and_reported(endpoint: Endpoint, llm: Reader) -> None:
    norm = {"order": "order", "kind": "requires", "bearer": None, "condition": None, "deadline": None}
    speech = {"speaker": "lee", "direct": True, "about": [], "stance": None}
    ghost = {"id": "ghost", "type": "Person", "name": "Bob Roe", "mentions": ["Bob Roe", "the governor"]}
    act = {"type": "ACCUSE", "recipient": "lee", "place": None, "status": "actual", "time": None}
    endpoint.script = [
        facts(
            entities=[*ENTITIES, ghost],
            relations=[{"s": "lee", "p": "holdsOffice", "o": None, "value": "Governor of Ohio", "text": "Mayor"}],
            provisions=[norm | {"text": "report every flight to the city council"}],
            statements=[speech | {"text": "Children need privacy"}, speech | {"text": "Children deserve privacy"}],
            events=[act | {"actor": "ghost", "text": "praised the order"}],
        )
    ]
    record, account = llm.extractor.read(DOCUMENT)
    assert isinstance(record, Record)
    assert [entity.name for entity in record.entities] == [entity["name"] for entity in ENTITIES]
    assert [len(f) for f in (record.relations, record.provisions, record.statements, record.events)] == [0, 0, 1, 0]
    assert rejected(account) == [
        ("entities", "not in the text", "Bob Roe"),
        ("relations", "office is not in the text", "Mayor"),
        ("provisions", "not in the text", "report every flight to the city council"),
        ("statements", "not in the text", "Children need privacy"),
        ("events", "actor names no entity", "praised the order"),
    ]


def test_wrong_ids_and_wrong_types_reject_a_fact_or_empty_a_slot_that_may_be_empty(
    endpoint: Endpoint, llm: Reader
) -> None:
    norm = {"kind": "requires", "condition": "if it rains", "deadline": None, "text": "flying drones over schools"}
    act = {"type": "SUPPORT", "actor": "union", "status": "actual", "time": "next week", "text": "praised the order"}
    endpoint.script = [
        facts(
            entities=ENTITIES,
            relations=[
                {"s": "lee", "p": "issuedBy", "o": "order", "value": None, "text": "signed"},
                {"s": "order", "p": "directs", "o": "nobody", "value": None, "text": "bars"},
                {"s": "order", "p": "amends", "o": "order", "value": None, "text": "bars"},
                {"s": "order", "p": "issuedBy", "o": None, "value": "Lee", "text": "signed"},
            ],
            provisions=[norm | {"order": "order", "bearer": "order"}, norm | {"order": "lee", "bearer": None}],
            statements=[{"speaker": "order", "text": "schools", "direct": False, "about": ["x"], "stance": None}],
            events=[act | {"recipient": "order", "place": "lee"}, act | {"recipient": "who", "place": None}],
        )
    ]
    record, account = llm.extractor.read(DOCUMENT)
    assert isinstance(record, Record)
    assert [(p.order, p.bearer, p.condition) for p in record.provisions] == [("e2", None, None)]
    assert [(v.actor, v.recipient, v.place, v.time) for v in record.events] == [("e4", "e2", None, None)]
    assert (record.relations, record.statements) == ((), ())
    assert [reason for _, reason, _ in rejected(account)] == [
        "s may be no Person",
        "o names no entity",
        "of an entity to itself",
        "o is empty",
        "bearer may be no Order: left empty",
        "condition is not in the text: left empty",
        "order may be no Person",
        "speaker may be no Order",
        "place may be no Person: left empty",
        "time is no ISO 8601 date: left empty",
        "recipient names no entity",
    ]


def test_items_of_the_wrong_shape_are_rejected_one_by_one_and_facts_said_twice_once(
    endpoint: Endpoint, llm: Reader
) -> None:
    speech = {"speaker": "lee", "text": "Children deserve privacy", "direct": True, "about": None, "stance": ""}
    bad = [speech | {"direct": "yes"}, "Lee spoke", speech | {"stance": "maybe"}, {}]
    endpoint.script = [facts(entities=[*ENTITIES, {"id": 7}], statements=[*bad, speech | {"x": 1}, speech])]
    record, account = llm.extractor.read(DOCUMENT)
    assert isinstance(record, Record)
    assert len(record.statements) == 1
    assert account.rejected == (
        Rejection("entities", "malformed: id", '{"id": 7}'),
        Rejection("statements", "malformed: direct", "Children deserve privacy"),
        Rejection("statements", "malformed: no object", '"Lee spoke"'),
        Rejection("statements", "malformed: stance", "Children deserve privacy"),
        Rejection("statements", "malformed: speaker", "{}"),
        Rejection("statements", "said twice", "Children deserve privacy"),
    )


def test_a_mention_inside_another_entitys_mention_is_none_and_words_without_their_capital_are_others(
    endpoint: Endpoint, llm: Reader
) -> None:
    text = "Chicago police met us. The Chicago Police Department of the US told the Mayor of Chicago."
    things = [
        ("Place", "Chicago", ["Chicago"]),
        ("Agency", "Chicago Police Department", ["Chicago Police Department", "Chicago police"]),
        ("Person", "Mayor of Chicago", ["the Mayor of Chicago"]),
        ("Place", "United States", ["US"]),
    ]
    endpoint.script = [
        facts(entities=[{"id": n, "type": t, "name": n, "mentions": m} for t, n, m in things]),
    ]
    mentions = {e.name: [(m.start, m.text) for m in e.mentions] for e in llm.record(Document(text)).entities}
    assert mentions == {
        "Chicago": [(0, "Chicago")],  # it has none of its own
        "Chicago Police Department": [(0, "Chicago police"), (27, "Chicago Police Department")],
        "Mayor of Chicago": [(68, "the Mayor of Chicago")],
        "United States": [(60, "US")],
    }


# long documents

LONG = (
    "Mayor Ann Lee signed an order.\n\nThe order bans drones.\n\n"
    "Lee said drones scare children.\n\nGovernor Bob Roe praised the order."
)


def test_a_long_document_is_read_in_parts_that_share_their_entities(endpoint: Endpoint, settings: Settings) -> None:
    lee = {"id": "a", "type": "Person", "name": "Ann Lee", "mentions": ["Mayor Ann Lee"]}
    order = {"id": "b", "type": "Order", "name": "Lee's order", "mentions": ["an order", "The order"]}
    roe = {"id": "e1", "type": "Person", "name": "Bob Roe", "mentions": ["Governor Bob Roe"]}  # counts anew
    again = {"id": "z", "type": "Person", "name": "Ann Lee", "mentions": ["Lee"]}  # a new id for one that is known
    norm = {"order": "b", "kind": "prohibits", "bearer": None, "text": "drones", "condition": None, "deadline": None}
    speech = {"speaker": "z", "text": "drones scare children", "direct": False, "about": [], "stance": None}
    act = {"type": "SUPPORT", "actor": "e1", "recipient": "e2", "place": None, "status": "actual", "time": None}
    endpoint.script = [
        facts(entities=[lee, order], provisions=[norm]),
        facts(entities=[again, roe], statements=[speech], events=[act | {"text": "praised the order"}]),
    ]
    llm = reader(settings, part=80)
    record, account = llm.extractor.read(Document(LONG))
    assert isinstance(record, Record)
    assert (account.requests, account.rejected) == (2, ())
    assert [(e.id, e.name, [m.text for m in e.mentions]) for e in record.entities] == [
        ("e1", "Ann Lee", ["Mayor Ann Lee", "Lee"]),
        ("e2", "Lee's order", ["an order", "The order"]),
        ("e3", "Bob Roe", ["Governor Bob Roe"]),
    ]
    assert [(p.order, LONG[p.evidence.start :][:7]) for p in record.provisions] == [("e2", "drones.")]
    assert [(s.speaker, s.evidence.text) for s in record.statements] == [("e1", "drones scare children")]
    assert [(v.actor, v.recipient) for v in record.events] == [("e3", "e2")]
    assert "Entities known" not in endpoint.asked(0)
    known = (
        '{"id": "e2", "type": "Order", "name": "Lee\'s order", "mentions": ["an order", "The order"]}\n'
        '{"id": "e1", "type": "Person", "name": "Ann Lee", "mentions": ["Ann Lee", "Mayor Ann Lee"]}'
    )
    assert f"Entities known from the parts before:\n{known}\n" in endpoint.asked(1)
    assert "not to be recorded:\nMayor Ann Lee signed an order.\n\nThe order bans drones." in endpoint.asked(1)


def test_cases_read_in_small_parts_keep_their_entities_and_facts(endpoint: Endpoint, settings: Settings) -> None:
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("dev/*.json"))]
    llm = reader(settings, part=1_000)
    scores = []
    for case in gold:

        def annotator(body: dict[str, Any], case: dict[str, Any] = case) -> Answer:
            text = re.sub(r"^.*?<document-\w+>\n|\n</document-\w+>$", "", body_of(body), flags=re.DOTALL)
            return said(json.dumps(as_answered(case, text, body)))

        endpoint.model = annotator
        document = Document(case["text"])
        scores.append(score(case, to_case(document, llm.record(document))))
    figures = total(scores).figures()
    assert len(endpoint.requests) > 3 * len(gold)
    assert {family: figures["families"][family]["f1"] > 0.9 for family in FAMILIES} == dict.fromkeys(FAMILIES, True)


def test_parts_are_the_whole_text_cut_between_paragraphs_where_they_can_be() -> None:
    text = "\n\n".join("A sentence of words. Another one." * 3 for _ in range(40))
    cut = parts(text, 1_000)
    assert "".join(part.of(text) for part in cut) == text
    assert all(300 < part.end - part.start <= 1_000 for part in cut)
    assert all(text[: part.start].endswith("\n\n") for part in cut[1:])
    assert all(part.start % len("A sentence. ") == 0 for part in parts("A sentence. " * 500, 1_000))
    assert [part.end - part.start for part in parts("x" * 2_500, 1_000)] == [833, 833, 834]
    assert parts("short", 1_000) == [Part(0, 5)]


def test_an_answer_that_is_cut_off_is_asked_for_in_halves(endpoint: Endpoint, settings: Settings) -> None:
    text = "Mayor Ann Lee signed an order.\n\n" * 250
    lee = {"id": "a", "type": "Person", "name": "Ann Lee", "mentions": ["Mayor Ann Lee"]}
    endpoint.model = lambda body: (
        said('{"entities": [{"id"', finish="length") if len(body_of(body)) > 3_200 else facts(entities=[lee])
    )
    record, account = reader(settings).extractor.read(Document(text))
    assert isinstance(record, Record)
    assert [len(entity.mentions) for entity in record.entities] == [250]
    assert account.requests == 7
    assert halves(text, Part(0, 1_900)) == [Part(0, 1_900)]


def test_a_document_longer_than_the_model_can_read_is_asked_for_in_halves(
    endpoint: Endpoint, settings: Settings
) -> None:
    too_long = failed(400, "This model's maximum context length is 512 tokens", "context_length_exceeded")
    endpoint.model = lambda body: too_long if len(body_of(body)) > 3_000 else facts()
    assert reader(settings).account(Document("Words of an order. " * 200)).requests == 3


# answers that are none


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("I am sorry, I can not.", "it is not JSON"),
        ('{"entities": [', "it is not JSON"),
        ('{"entities": [], "relations": {}}', "it has no list of relations, provisions, statements, events"),
        ("", "it is not JSON"),
        (None, "it is not JSON"),
        ("[" * 100_000 + "{", "it is not JSON"),
        ('{"entities": ' + "[" * 100_000, "it is not JSON"),
    ],
)
def test_a_malformed_answer_is_asked_for_again_with_what_is_wrong(
    endpoint: Endpoint, llm: Reader, content: str | None, fault: str
) -> None:
    endpoint.script = [said(content), facts(entities=ENTITIES)]
    assert len(llm.record().entities) == 4
    assistant, complaint = endpoint.requests[1][2]["messages"][2:]
    assert assistant == {"role": "assistant", "content": (content or "-")[:2_000]}
    assert complaint["content"].startswith(f"This cannot be read: {fault}")


def test_after_three_malformed_answers_the_document_is_given_up(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [said("no")]
    assert llm.failure() == "news/springfield.txt: could not be read: 3 answers that cannot be read: it is not JSON"
    assert len(endpoint.requests) == 3
    assert llm.account() == Account(requests=3, tokens_in=3000, tokens_out=600, cost=0.012)


def test_an_answer_wrapped_in_thoughts_and_a_fence_is_read() -> None:
    wrapped = f"<think>{{not this}}</think>\nHere:\n```json\n{json.dumps(EMPTY)}\n```"
    assert read(wrapped) == (EMPTY, [])
    with pytest.raises(MalformedError):
        read("[]")


def test_an_answer_that_is_cut_off_for_a_short_text_fails(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [said("{", finish="length")]
    assert llm.failure().endswith("the answer to 252 characters was cut off")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (said(None, refusal="I will not read this."), "the model refused: I will not read this."),
        (said("", finish="content_filter"), "the model refused: content filter"),
        (failed(400, "blocked by policy", "content_filter"), "status 400: blocked by policy"),
    ],
)
def test_a_model_that_refuses_is_not_asked_again(endpoint: Endpoint, llm: Reader, answer: Answer, reason: str) -> None:
    endpoint.script = [answer]
    assert llm.failure() == f"news/springfield.txt: could not be read: {reason}"
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    "body", [b"<html>welcome</html>", b"{}", b'{"choices": []}', b"[]", b"null", b'{"choices": 3}']
)
def test_a_server_that_is_no_such_endpoint_is_told_apart(endpoint: Endpoint, llm: Reader, body: bytes) -> None:
    endpoint.script = [Answer(body)]
    assert "what came is no chat completion" in llm.failure()


# endpoints in trouble


def test_too_many_requests_are_asked_again_when_the_endpoint_says(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [
        failed(429, "slow down", Retry_After="7"),
        failed(503, "busy", Retry_After=formatdate(1, usegmt=True)),
        failed(429, "slow down", Retry_After="soon"),
        facts(entities=ENTITIES),
    ]
    assert len(llm.record().entities) == 4
    assert llm.pauses == [8.0, 2.0, 4.0]


def test_errors_of_the_endpoint_are_waited_out_twice_as_long_each_time(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [failed(500), failed(502), failed(529), failed(504), failed(408), facts(entities=ENTITIES)]
    assert len(llm.record().entities) == 4
    assert llm.pauses == [1.0, 2.0, 4.0, 8.0, 16.0]


def test_a_document_without_an_answer_is_given_up_and_an_endpoint_after_three(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [failed(500, "out of memory")]
    reason = "no answer in 6 tries (status 500: out of memory)"
    assert llm.failure() == f"news/springfield.txt: could not be read: {reason}"
    assert llm.failure()
    with pytest.raises(EndpointError, match=r"/v1/chat/completions: no answer to 3 requests in a row \(status 500"):
        llm.record()
    endpoint.script = [facts()]
    llm.record()
    endpoint.script = [failed(500)]
    assert llm.failure()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (failed(401, f"Incorrect API key: {KEY}"), r"the key is missing or wrong: .*Incorrect API key: \[key\]"),
        (failed(403, "no"), "the key may not use this"),
        (failed(404, "no model"), "there is no chat-completions endpoint at http.*, or no model 'some-model'"),
        (failed(405, "no"), "takes no requests"),
        (failed(302, "moved", Location="http://127.0.0.1:1/"), "it leads elsewhere, which is not followed .status 302"),
        (failed(429, "no money", "insufficient_quota"), "the account's quota is used up"),
        (failed(429, "wait", Retry_After="3600"), "asks to wait for 3,600 seconds"),
    ],
)
def test_an_endpoint_that_no_document_can_be_read_with_stops_everything_at_once(
    endpoint: Endpoint, llm: Reader, answer: Answer, reason: str
) -> None:
    endpoint.script = [answer]
    with pytest.raises(EndpointError, match=reason) as raised:
        llm.record()
    assert KEY not in str(raised.value)
    assert (len(endpoint.requests), llm.pauses) == (1, [])


def test_requests_that_stay_too_many_stop_everything(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [failed(429, "slow down")]
    with pytest.raises(EndpointError, match="too many requests, and that after 6 tries"):
        llm.record()


@pytest.mark.parametrize("late", [{"delay": 0.6}, {"drip": 0.03}], ids=["silent", "dripping"])
def test_an_answer_that_takes_too_long_is_asked_for_again(
    endpoint: Endpoint, settings: Settings, late: dict[str, float]
) -> None:
    endpoint.script = [replace(facts(), **late), facts(entities=ENTITIES)]
    llm = reader(replace(settings, llm_timeout=0.15))
    assert len(llm.record().entities) == 4
    assert llm.pauses == [1.0]


def test_a_connection_that_breaks_is_tried_again(endpoint: Endpoint, llm: Reader) -> None:
    cut = facts(entities=ENTITIES)
    endpoint.script = [replace(cut, headers={"Content-Length": str(len(cut.body) + 9)}), cut]
    endpoint.script[0].headers["Connection"] = "close"
    assert len(llm.record().entities) == 4
    assert llm.pauses == [1.0]


def test_what_an_endpoint_does_not_take_is_left_out_from_then_on(endpoint: Endpoint, llm: Reader) -> None:
    endpoint.script = [
        failed(400, "Unsupported value: 'temperature' does not support 0"),
        failed(400, "response_format of type json_schema is not supported"),
        facts(),
    ]
    llm.record()
    llm.record()
    sent = [{"temperature", "response_format"} & body.keys() for _, _, body in endpoint.requests]
    assert sent == [{"temperature", "response_format"}, {"response_format"}, set(), set()]
    assert llm.pauses == []


def test_a_server_that_is_not_there_is_named(settings: Settings) -> None:
    with pytest.raises(
        EndpointError, match=r"^http://127\.0\.0\.1:1/v1/chat/completions: cannot be reached: .*refused"
    ):
        reader(replace(settings, llm_url="http://127.0.0.1:1/v1?key=secret")).record()
    with pytest.raises(EndpointError, match="cannot be reached"):
        reader(replace(settings, llm_url="http://nowhere.invalid")).record()
    with pytest.raises(EndpointError, match="cannot be reached"):
        reader(replace(settings, llm_url=f"http://{'x' * 70}.invalid")).record()


# addresses and keys


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://h/v1", "http://h/v1/chat/completions"),
        ("https://h:1/v1/", "https://h:1/v1/chat/completions"),
        ("https://h/v1/chat/completions", "https://h/v1/chat/completions"),
        ("https://h/openai/d?api-version=1", "https://h/openai/d/chat/completions?api-version=1"),
    ],
)
def test_the_address_is_completed(given: str, asked: str) -> None:
    assert address(given) == asked


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"llm_url": None}, "llm_url: must be given for the extractor llm"),
        ({"llm_model": ""}, "llm_model: must be given"),
        ({"llm_url": "127.0.0.1:8080/v1"}, "llm_url: must be an address like https://host/v1"),
        ({"llm_url": "file:///etc/passwd"}, "llm_url: must be an address like"),
        ({"llm_url": "http://h:99999/"}, "llm_url: is no address"),
        ({"llm_url": "http://h/a b"}, "llm_url: has characters"),
        ({"llm_url": f"http://me:{KEY}@h/"}, "llm_url: must hold no key"),
        ({"llm_timeout": 0}, "llm_timeout: must be a number of seconds above zero"),
        ({"llm_price_in": -1.0}, "must not be negative"),
        ({"llm_key": f"{KEY}\n"}, "llm_key: has characters in it that no key has"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_name(settings: Settings, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError, match=message) as raised:
        replace(settings, **wrong)
    assert KEY not in str(raised.value)


def test_the_key_comes_from_the_environment_alone(tmp_path: Path) -> None:
    found = load({}, {"POLICYGRAPH_LLM_KEY": KEY, "POLICYGRAPH_LLM_TIMEOUT": "2.5"}, tmp_path / "none.toml")
    assert (found.llm_key, found.llm_timeout) == (KEY, 2.5)
    assert KEY not in repr(found)


@pytest.mark.parametrize("name", ["llm_key", "llm_url"])
def test_no_file_that_lies_beside_articles_says_where_texts_go_or_with_which_key(tmp_path: Path, name: str) -> None:
    file = tmp_path / "policygraph.toml"
    file.write_text(f'{name} = "https://{KEY}"\n')
    with pytest.raises(SettingsError, match=f"{name}: is not read from .*: set POLICYGRAPH_{name.upper()}") as raised:
        load({}, {}, file)
    assert KEY not in str(raised.value)
    assert load({"llm_url": "http://h/v1"}, {}, tmp_path / "none.toml").llm_url == "http://h/v1"


def test_without_a_key_none_is_sent(endpoint: Endpoint, settings: Settings) -> None:
    endpoint.script = [facts()]
    reader(replace(settings, llm_key=None)).record()
    assert "Authorization" not in endpoint.requests[0][1]


def test_the_key_stands_in_no_log_no_outcome_and_no_file(
    endpoint: Endpoint, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "two.txt").write_text(f"{TEXT} It is another one.")
    endpoint.script = [
        failed(400, f"temperature is not for {KEY}"),
        facts(entities=ENTITIES),
        failed(400, f"{KEY} may not"),
    ]
    with Workspace.open(settings) as workspace:
        outcomes = list(workspace.ingest([tmp_path / "one.txt", tmp_path / "two.txt"]))
    assert [outcome.change for outcome in outcomes] == ["added", None]
    assert outcomes[1].error == f"{tmp_path / 'two.txt'}: could not be read: status 400: [key] may not"
    assert KEY not in caplog.text
    assert KEY not in repr(outcomes)
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY.encode() in path.read_bytes() for path in files)


# in the pipeline


def test_documents_are_taken_in_one_by_one_and_what_cannot_be_read_stops_no_other(
    endpoint: Endpoint, settings: Settings, tmp_path: Path
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}It is the number {number}.\n")
    endpoint.script = [facts(entities=ENTITIES), said(None, refusal="no"), facts(entities=ENTITIES)]
    with Workspace.open(settings) as workspace:
        reading = workspace.ingest([tmp_path])
        first = next(reading)
        assert (len(workspace.ledger), len(endpoint.requests)) == (1, 1)
        outcomes = [first, *reading]
        assert [outcome.change for outcome in outcomes] == ["added", None, "added"]
        accounts = [outcome.account for outcome in outcomes]
        assert accounts == [Account(1, 1000, 200, 0.004)] * 3
        asked = len(endpoint.requests)
        assert [outcome.change for outcome in workspace.ingest([tmp_path / "0.txt"])] == ["unchanged"]
        assert len(endpoint.requests) == asked


def test_a_single_document_is_added_or_refused_with_the_reason(endpoint: Endpoint, settings: Settings) -> None:
    endpoint.script = [facts(entities=ENTITIES), said(None, refusal="no"), said(None, refusal="no"), facts()]
    with Workspace.open(settings) as workspace:
        outcome = workspace.add(DOCUMENT)
        assert (outcome.change, outcome.account) == ("added", Account(1, 1000, 200, 0.004))
        other = Document(f"{TEXT} Another.", url="https://news.example/2")
        with pytest.raises(InputError, match=r"https://news\.example/2: could not be read: the model refused: no"):
            workspace.add(other)
        with pytest.raises(InputError, match="the model refused"):
            next(extract([other], settings))
        assert [record.document_id for _, record in extract([other], settings)] == [other.id]
        assert len(workspace.ledger) == 1


def test_an_endpoint_that_cannot_be_used_ends_an_ingestion_and_keeps_what_is_in(
    endpoint: Endpoint, settings: Settings, tmp_path: Path
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}It is the number {number}.\n")
    endpoint.script = [facts(entities=ENTITIES), failed(401, "expired")]
    with Workspace.open(settings) as workspace:
        reading = workspace.ingest([tmp_path])
        assert next(reading).change == "added"
        with pytest.raises(EndpointError, match="the key is missing or wrong"):
            next(reading)
        assert len(workspace.ledger) == 1
    assert len(endpoint.requests) == 2


# the guideline


def test_the_guideline_knows_every_word_of_the_model_and_no_field_too_many() -> None:
    words = set(re.findall(r"[A-Za-z]+", guideline()))
    for kind in (EntityType, Predicate, ProvisionKind, EventType, EventStatus):
        assert set(kind) <= words
    for family, fields in schema()["properties"].items():
        line = ", ".join(f'"{name}"' for name in fields["items"]["properties"])
        assert f"# {family}: {{{line}}}" in guideline()


def test_the_guidelines_example_is_read_without_a_word_rejected(endpoint: Endpoint, llm: Reader) -> None:
    example = guideline().split("# Example")[1]
    text = example.split("dated 2024-05-02:\n\n")[1].split("\n\nAnswer:")[0]
    answer = example.split("Answer:\n\n")[1]
    endpoint.script = [said(answer)]
    record, account = llm.extractor.read(Document(text))
    assert isinstance(record, Record)
    assert (account.rejected, account.moved) == ((), 0)
    counts = [len(f) for f in (record.entities, record.relations, record.provisions, record.statements, record.events)]
    assert counts == [6, 6, 1, 1, 1]
    assert json.loads(answer).keys() == EMPTY.keys()


# on the command line


def run(settings: Settings, *arguments: str | Path) -> Result:
    flags = ("--extractor", "llm", "--llm-url", str(settings.llm_url), "--llm-model", "some-model")
    prices = ("--llm-price-in", "2", "--llm-price-out", "10", "--llm-timeout", "5")
    environment = {"POLICYGRAPH_LLM_KEY": KEY, "POLICYGRAPH_HOME": str(settings.home)}
    return CliRunner().invoke(main, [*map(str, arguments), *flags, *prices], env=environment)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"{TEXT}It is the number {name}.\n")
    return folder


def test_extract_prints_the_record_and_says_what_it_took_and_what_was_rejected(
    endpoint: Endpoint, settings: Settings, articles: Path
) -> None:
    speech = {"speaker": "lee", "text": "Children need privacy", "direct": True, "about": [], "stance": None}
    praised = {"s": "union", "p": "supports", "o": "order", "value": None, "text": "PRAISED the order"}
    endpoint.script = [facts(entities=ENTITIES, statements=[speech, speech], relations=[praised])]
    done = run(settings, "extract", articles / "one.txt")
    assert (done.exit_code, [fact["text"] for fact in json.loads(done.stdout)["relations"]]) == (
        0,
        ["praised the order"],
    )
    assert done.stderr.splitlines() == [
        "language model: 1 request, 1,000 tokens read and 200 written, which cost 0.0040",
        "moved to their exact place in the text: 1",
        "rejected: 2 × statements: not in the text",
    ]
    assert endpoint.requests[0][1]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in done.output


def test_extract_names_what_a_model_refused_and_does_the_others(
    endpoint: Endpoint, settings: Settings, articles: Path
) -> None:
    endpoint.script = [facts(entities=ENTITIES), said(None, refusal="no"), facts(entities=ENTITIES)]
    done = run(settings, "extract", *sorted(articles.iterdir()))
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 2)
    first, second = done.stderr.splitlines()
    assert first == f"error: {articles / 'three.txt'}: could not be read: the model refused: no"
    assert second == "language model: 3 requests, 3,000 tokens read and 600 written, which cost 0.0120"


def test_ingest_gives_programs_what_was_rejected_by_document_and_in_sum(
    endpoint: Endpoint, settings: Settings, articles: Path
) -> None:
    speech = {"speaker": "lee", "text": "Children need privacy", "direct": True, "about": [], "stance": None}
    endpoint.script = [facts(entities=ENTITIES, statements=[speech]), facts(entities=ENTITIES)]
    done = run(settings, "ingest", articles, "--json")
    first, *_, last = [json.loads(line) for line in done.stdout.splitlines()]
    rejected = {"family": "statements", "reason": "not in the text", "text": "Children need privacy"}
    account = {"requests": 1, "tokens_in": 1000, "tokens_out": 200, "cost": 0.004, "moved": 0}
    assert first["account"] == account | {"rejected": [rejected]}
    total_ = {"requests": 3, "tokens_in": 3000, "tokens_out": 600, "cost": 0.012, "moved": 0}
    assert last["summary"]["llm"] == total_ | {"rejected": {"statements: not in the text": 1}}
    assert (done.exit_code, last["summary"]["added"]) == (0, 3)


def test_ingest_tells_people_the_sum_of_it(endpoint: Endpoint, settings: Settings, articles: Path) -> None:
    endpoint.script = [facts(entities=ENTITIES)]
    done = run(settings, "ingest", articles)
    assert done.exit_code == 0
    assert "language model: 3 requests, 3,000 tokens read and 600 written, which cost 0.0120" in done.stderr


def test_an_endpoint_that_cannot_be_used_is_a_model_error(
    endpoint: Endpoint, settings: Settings, articles: Path
) -> None:
    endpoint.script = [failed(401, f"wrong key {KEY}")]
    done = run(settings, "ingest", articles)
    assert done.exit_code == 4
    assert "the key is missing or wrong: set POLICYGRAPH_LLM_KEY" in done.stderr
    assert KEY not in done.output
