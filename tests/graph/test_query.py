"""Every question's answer on the annotated seed article, read by hand against tests/gold/dev/chicago-seed.json."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.case import from_case, read_case
from graph.errors import NotFound
from graph.facts import Thing
from graph.inference import Inferences
from graph.query import QUESTIONS, Answer, Row, ask
from graph.rdf import graph_iri, quads
from graph.resolve import resolve
from graph.store import Store
from graph.store.oxigraph import MemoryStore

BASE = "https://example.org/kg/"
GOLD = Path(__file__).parent.parent / "gold"
SEED = GOLD / "dev" / "chicago-seed.json"
ELSEWHERE = {7, 24}  # what the cases do not tell: test_questions.py, test_contradictions.py


def filled(*cases: Path) -> Store:
    store = MemoryStore()
    for case in cases:
        document, record = read_case(case)
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    Inferences(store, BASE).bring_up()
    return store


@pytest.fixture(scope="module")
def seed() -> Store:
    return filled(SEED)


@pytest.fixture(scope="module")
def gold() -> Store:
    return filled(*sorted(GOLD.glob("*/*.json")))


def told(row: Row, *columns: str) -> tuple[object, ...]:
    """Some of a row's values, things by their name alone."""
    return tuple(v.label if isinstance(v := row.values.get(c), Thing) else v for c in columns)


def table(answer: Answer, *columns: str) -> list[tuple[object, ...]]:
    return [told(row, *columns) for row in answer.rows]


def spans(answer: Answer) -> list[list[str]]:
    return [[cited.text for cited in row.evidence] for row in answer.rows]


def test_the_questions_are_those_of_the_list_that_this_version_answers() -> None:
    assert sorted(QUESTIONS) == [*range(1, 26)]
    assert QUESTIONS[11].title == "How did the White House respond to the order?"
    assert {p.name: (p.kind, p.required, p.default) for p in QUESTIONS[11].parameters} == {
        "order": ("order", True, None),
        "responder": ("actor", False, "White House"),
    }
    assert QUESTIONS[13].columns == ("turn", "speaker", "about", "content", "direct", "statement")


def test_every_row_of_every_answer_cites_the_exact_characters_of_its_document(gold: Store) -> None:
    texts = {graph_iri(BASE, document.id): document for document, _ in map(read_case, GOLD.glob("*/*.json"))}
    chicago = {
        11: {"order": "Chicago"},
        13: {"speaker": "Pritzker", "about": "Trump"},
        15: {"official": "Pritzker"},
        22: {"words": "mask"},
        25: {"one": "Brandon Johnson", "other": "JB Pritzker"},
    }
    for number in QUESTIONS:
        answer = ask(gold, number, **chicago.get(number, {}))
        assert answer.rows or number in ELSEWHERE, number
        for row in answer.rows:
            assert row.evidence, (number, row)
            assert set(row.values) <= set(answer.columns), number
            for cited in row.evidence:
                document = texts[cited.document]
                assert document.text[cited.start : cited.end] == cited.text
                assert (cited.title, cited.date) == (document.title, document.date)
                assert cited.iri == f"{cited.document}#char={cited.start},{cited.end}"


def test_the_same_question_has_the_same_answer_twice_and_in_a_store_filled_backwards(gold: Store) -> None:
    backwards = filled(*sorted(GOLD.glob("*/*.json"), reverse=True))
    for number in set(QUESTIONS) - {11, 13, 15, 22, 25}:
        assert ask(gold, number) == ask(gold, number) == ask(backwards, number), number


def test_question_1_mayors_with_orders_on_immigration_enforcement(seed: Store) -> None:
    answer = ask(seed, 1)
    assert table(answer, "person", "post", "order") == [("Brandon Johnson", "Mayor of Chicago", "Johnson's order")]
    assert spans(answer) == [["an order", "how to respond to possible immigration enforcement actions"]]
    assert ask(seed, 1, office="governor").rows == ()
    assert ask(seed, 1, words=["housing", "drought"]).rows == ()


def test_question_1_finds_mayors_of_many_cities_and_no_governor(gold: Store) -> None:
    found = {told(row, "person", "post") for row in ask(gold, 1).rows}
    assert {("Brandon Johnson", "Mayor of Chicago"), ("Daniel Lurie", "Mayor of San Francisco")} <= found
    assert {post for _, post in found if "Mayor" not in str(post)} == set()


def test_question_2_what_the_order_requires_and_of_whom(seed: Store) -> None:
    expected = [
        ("city agencies", "how to respond to possible immigration enforcement actions"),
        ("federal agents", "stand down from any attempts to deploy the US Armed Forces in Chicago"),
    ]
    assert table(ask(seed, 2, order="Chicago"), "bearer", "action") == expected
    assert table(ask(seed, 2, order="Chicago", bearer="city agencies"), "bearer", "action") == expected[:1]


def test_an_order_is_found_by_name_place_issuer_office_and_iri(seed: Store) -> None:
    by_name = ask(seed, 2, order="johnson's ORDER")
    iri = by_name.asked["order"][0]
    for name in ("Chicago", "Brandon Johnson", "Mayor of Chicago", "Johnson", iri):
        assert ask(seed, 2, order=name).rows == by_name.rows, name


def test_question_3_what_is_forbidden_to_the_police(seed: Store, gold: Store) -> None:
    assert ask(seed, 3).rows == ()
    found = table(ask(gold, 3, order="Lurie's executive directive"), "bearer", "action")
    assert found == [("San Francisco Police Department", "assisting in civil immigration enforcement")]
    assert len(ask(gold, 3, words="").rows) > len(ask(gold, 3).rows)


def test_question_4_provisions_by_their_words(seed: Store) -> None:
    assert table(ask(seed, 4), "kind", "action") == [("reaffirms", "a ban on masked identities during operations")]
    assert table(ask(seed, 4, words=["camera", "masked"]), "bearer", "action") == [
        ("law enforcement officers", "wear body cameras and clear identification"),
        (None, "a ban on masked identities during operations"),
    ]
    assert ask(seed, 4, words="era").rows == ()  # the middle of a word is none


def test_question_5_provisions_that_restate_existing_policy(seed: Store) -> None:
    assert table(ask(seed, 5, order="Chicago"), "bearer", "action") == [
        ("law enforcement officers", "wear body cameras and clear identification"),
        (None, "a ban on masked identities during operations"),
    ]


def test_question_9_what_an_order_revokes(seed: Store, gold: Store) -> None:
    assert ask(seed, 9, order="Chicago").rows == ()
    order = "executive order on preparing the United States for the impacts of climate change"
    found = table(ask(gold, 9, order=order), "does", "target")
    assert ("implements", "Climate Action Plan") in found
    assert ("revokes", "Section 16 of Executive Order 13514") in found


def test_question_10_the_authority_an_order_cites(gold: Store) -> None:
    found = table(ask(gold, 10, order="proclamation of the Grand Staircase-Escalante National Monument"), "target")
    assert found == [("Antiquities Act of 1906",)]


def test_question_11_the_white_house_calls_the_order_a_publicity_stunt(seed: Store) -> None:
    answer = ask(seed, 11, order="Chicago")
    assert table(answer, "speaker", "manner", "response", "order") == [
        ("White House spokesperson", "opposes", None, "Johnson's order"),
        ("White House spokesperson", "ACCUSE", None, "Johnson's order"),
        ("White House spokesperson", None, "Johnson's order a publicity stunt", "Johnson's order"),
    ]
    assert spans(answer) == [
        ["A White House spokesperson"],
        ["A White House spokesperson labeled Johnson's order a publicity stunt"],
        ["Johnson's order a publicity stunt"],
    ]


def test_question_12_who_called_what_unconstitutional(seed: Store) -> None:
    said = "We do not need nor want an unconstitutional and illegal military occupation of our city"
    assert table(ask(seed, 12), "speaker", "content", "direct") == [("Brandon Johnson", said, True)]
    assert ask(seed, 12, order="Chicago").rows == ask(seed, 12).rows
    assert table(ask(seed, 12, words="abuse of power"), "speaker") == [("JB Pritzker",)]


def test_question_13_pritzker_about_trump_and_the_white_house_in_reply(seed: Store) -> None:
    assert table(ask(seed, 13, speaker="Pritzker", about="Trump"), "turn", "speaker", "content") == [
        ("says", "JB Pritzker", "Trump's threats to deploy the National Guard as an abuse of power"),
        (
            "says",
            "JB Pritzker",
            "attempting to create a crisis to distract from the issues facing working families",
        ),
        (
            "reply",
            "Abigail Jackson",
            "Chicago officials ought to focus on reducing crime instead of making partisan statements "
            "against the President",
        ),
    ]


def test_question_17_washington_is_actual_and_chicago_threatened_and_planned(seed: Store) -> None:
    assert table(ask(seed, 17), "place", "status", "actor") == [
        ("Chicago", "planned", "Trump administration"),
        ("Chicago", "threatened", "Donald Trump"),
        ("Washington DC", "actual", "Donald Trump"),
    ]
    assert table(ask(seed, 17, status="actual"), "place") == [("Washington DC",)]
    assert table(ask(seed, 17, place="Chicago", status=["planned", "threatened"]), "status") == [
        ("planned",),
        ("threatened",),
    ]
    assert table(ask(seed, 17, type="coerce"), "place", "status") == [("Chicago", "threatened")]


def test_question_20_counts_orders_and_cites_each(gold: Store) -> None:
    answer = ask(gold, 20, limit=5)
    assert len(answer.rows) == 5
    counts = [row.values["orders"] for row in answer.rows]
    assert counts == sorted(counts, reverse=True)  # type: ignore[type-var]
    assert told(answer.rows[0], "agency", "orders") == ("Department of Health and Human Services", 2)
    assert spans(answer)[0] == ["an Executive Order", "a Presidential Memorandum"]


def test_question_20_counts_groups_if_asked(seed: Store) -> None:
    assert ask(seed, 20).rows == ()
    assert table(ask(seed, 20, type="group"), "agency", "orders") == [("city agencies", 1), ("federal agents", 1)]


def test_question_25_leads_from_johnson_to_pritzker_with_evidence_at_every_step(seed: Store) -> None:
    answer = ask(seed, 25, one="Brandon Johnson", other="Pritzker")
    assert table(answer, "step", "from", "to", "status") == [
        (1, "Brandon Johnson", "Johnson's order", None),
        (2, "Johnson's order", "Chicago", None),
        (3, "Chicago", "Donald Trump", "threatened"),
        (4, "Donald Trump", "JB Pritzker", "actual"),
    ]
    # each fact in its own direction, whichever way the path runs: Pritzker accuses Trump
    assert table(answer, "subject", "fact", "object") == [
        ("Johnson's order", "issuedBy", "Brandon Johnson"),
        ("Johnson's order", "appliesIn", "Chicago"),
        ("Donald Trump", "MOBILIZE", "Chicago"),
        ("JB Pritzker", "ACCUSE", "Donald Trump"),
    ]
    assert all(len(row.evidence) == 1 for row in answer.rows)


def test_question_25_can_go_round_a_thing(gold: Store) -> None:
    through = ask(gold, 25, one="Brandon Johnson", other="Pritzker")
    round_it = ask(gold, 25, one="Brandon Johnson", other="Pritzker", avoid=["Chicago"])
    assert ("Chicago",) in table(through, "to")
    assert ("Chicago",) not in table(round_it, "to")
    assert [row.values["to"] for row in round_it.rows[:-1]] == [row.values["from"] for row in round_it.rows[1:]]


def test_one_row_has_the_evidence_of_all_documents_that_say_the_same() -> None:
    store = MemoryStore()
    for text in (
        "Executive Order 14110 invokes the Stafford Act.",
        "He signed Executive Order 14110 under the Stafford Act.",
    ):
        document, record = from_case(
            {
                "text": text,
                "entities": [
                    {
                        "id": "o",
                        "type": "Order",
                        "name": "Executive Order 14110",
                        "mentions": ["Executive Order 14110"],
                    },
                    {"id": "a", "type": "Policy", "name": "Stafford Act", "mentions": ["the Stafford Act"]},
                ],
                "relations": [{"s": "o", "p": "citesAuthority", "o": "a", "text": "the Stafford Act"}],
            }
        )
        store.replace(graph_iri(BASE, document.id), quads(document, record, resolve(document, record), BASE))
    answer = ask(store, 10, order="14110")
    assert table(answer, "order", "target") == [("Executive Order 14110", "Stafford Act")]
    assert spans(answer) == [["the Stafford Act", "the Stafford Act"]]
    assert len({cited.document for cited in answer.rows[0].evidence}) == 2


def test_what_is_not_there_is_named(seed: Store) -> None:
    with pytest.raises(NotFound, match="no question '99'"):
        ask(seed, 99)
    with pytest.raises(NotFound, match="no order 'Atlantis'"):
        ask(seed, 2, order="Atlantis")
    with pytest.raises(NotFound, match="no parameter of question 2 'colour'"):
        ask(seed, 2, colour="red")
    with pytest.raises(NotFound, match="no event status 'finished'; there are actual"):
        ask(seed, 17, status="finished")
    with pytest.raises(ValueError, match="question 13 needs speaker and about"):
        ask(seed, 13)


@pytest.mark.parametrize("name", ['"} DROP ALL #', "<http://x> } UNION { ?s ?p ?o", "\\", "'''", "", "  ", "a\n}\0"])
def test_hostile_names_are_names_that_are_not_there(seed: Store, name: str) -> None:
    with pytest.raises(NotFound):
        ask(seed, 2, order=name)
    assert ask(seed, 4, words=[name + "zzz"]).rows == ()
