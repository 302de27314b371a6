"""What is found, in which order, where it stands; and that nothing that is asked for does harm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph.case import ANNOTATED
from graph.delta import Delta
from graph.model import Document, Entity, EntityType, Evidence, Record
from graph.pipeline import Workspace
from graph.search import Filters, Hit, Index, Kind, corrected, find, wanted
from graph.settings import Settings
from ontology.terms import SKOS

DEV = Path(__file__).parents[2] / "gold" / "dev"
BASE = "https://w3id.org/policygraph/id/"
SEED = f"{BASE}document/3172838525bc482d"


@pytest.fixture(scope="session")
def index(annotated: Workspace) -> Index:
    return annotated.index


def names(hits: list[Hit]) -> list[tuple[str, str]]:
    return [(hit.kind, hit.text) for hit in hits]


def test_a_hit_says_what_it_is_and_where_it_stands(index: Index) -> None:
    (statement,) = find(index, wanted("publicity stunt"), Filters(kinds=(Kind.STATEMENT,)))
    (sentence,) = find(index, wanted("officials would assist residents"), Filters(kinds=(Kind.SENTENCE,)))
    (person,) = find(index, wanted("brandon johnson"), Filters(kinds=(Kind.PERSON,)))

    assert statement == Hit(
        kind=Kind.STATEMENT,
        iri=f"{BASE}statement/3172838525bc482d-8a4ed1bc2800",
        label="chicago-seed",
        text="Johnson's order a publicity stunt",
        marks=((18, 27), (28, 33)),
        score=statement.score,
        documents=1,
        document=SEED,
        start=658,
        end=691,
        title="chicago-seed",
        date=None,
        cited="Johnson's order a publicity stunt",
    )
    assert (sentence.iri, sentence.document) == (f"{SEED}#char={sentence.start},{sentence.end}", SEED)
    assert (person.iri, person.documents, person.document) == (
        f"{BASE}person/brandon-johnson-mayor-of-chicago",
        1,
        SEED,
    )
    assert person.cited == "The mayor of Chicago"


def test_every_place_holds_the_words_that_are_told(annotated: Workspace) -> None:
    for words in ("order", "johnson", "national guard", "the state", "2025"):
        for hit in find(annotated.index, wanted(words), limit=200):
            assert hit.marks or hit.text != hit.label
            if hit.kind in ("Provision", "Statement", "Sentence"):
                assert hit.document is not None
                text = annotated.ledger.get(hit.document.rpartition("/")[2]).document.text
                assert text[hit.start : hit.end] == hit.text
                assert {hit.text[start:end].lower() for start, end in hit.marks} == set(words.split())


def test_a_name_that_is_just_that_comes_before_names_that_begin_so_and_these_before_others(index: Index) -> None:
    hits = find(index, wanted("national guard", goes_on=True), Filters(kinds=(Kind.AGENCY,)))
    scores = [hit.score for hit in hits]

    assert scores == sorted(scores, reverse=True)
    assert [hit.text for hit in hits][:3] == ["National Guard", "National Guard", "the West Virginia National Guard"]


def test_of_names_that_fit_alike_the_one_of_most_documents_comes_first_and_each_thing_once(index: Index) -> None:
    hits = find(index, wanted("trump"), Filters(kinds=(Kind.PERSON,)))

    assert [hit.text for hit in hits][:1] == ["Trump"]
    assert len({hit.iri for hit in hits}) == len(hits)


def test_a_word_is_found_as_it_is_typed_and_whole_where_it_is_whole(index: Index) -> None:
    as_typed = {n: names(find(index, wanted("pritzker"[:n], goes_on=True), limit=1)) for n in range(4, 9)}

    assert set(map(tuple, as_typed.values())) == {(("Person", "Pritzker"),)}
    assert find(index, wanted("pritzk")) == []
    assert names(find(index, wanted("pritzk*"), limit=1)) == [("Person", "Pritzker")]


def test_case_and_accents_make_no_difference(tmp_path: Path) -> None:
    document = Document("José Núñez and Jose\u0301 Ibarra met in STRASSE.", title="Café")
    mayor = Entity("e1", EntityType.PERSON, "José Núñez", (Evidence(0, 10, "José Núñez"),))
    with Workspace.open(Settings(home=tmp_path, store="memory")) as workspace:
        workspace.put(document, Record(document.id, ANNOTATED, (mayor,)))
        for words in ("jose nunez", "JOSÉ NÚÑEZ", "Jose\u0301 Nu\u0301n\u0303ez"):
            assert names(find(workspace.index, wanted(words), limit=1)) == [("Person", "José Núñez")]
        assert names(find(workspace.index, wanted("jose ibarra"))) == [("Sentence", document.text)]
        assert find(workspace.index, wanted("jose ibarra"))[0].marks == ((0, 4), (15, 20), (21, 27))
        assert names(find(workspace.index, wanted("cafe"))) == [("Document", "Café")]


def test_quoted_words_must_stand_one_after_the_other(index: Index) -> None:
    apart = find(index, wanted("order mayor"), Filters(kinds=(Kind.SENTENCE,)))

    assert apart
    assert find(index, wanted('"order mayor"')) == []
    assert find(index, wanted('"order mayor')) == []  # still being typed


def test_a_sentence_is_told_by_the_fact_in_it_that_has_the_words_unless_sentences_are_asked_for(index: Index) -> None:
    all_kinds = find(index, wanted("publicity stunt"))
    sentences = find(index, wanted("publicity stunt"), Filters(kinds=(Kind.SENTENCE,)))

    assert [hit.kind for hit in all_kinds] == ["Statement"]
    assert [hit.kind for hit in sentences] == ["Sentence"]


@pytest.mark.parametrize("kind", Kind)
def test_kinds_can_be_asked_for(index: Index, kind: Kind) -> None:
    asked = {"Document": "seed", "Office": "mayor", "Group": "immigrants", "Policy": "act"}.get(kind, "the")
    hits = find(index, wanted(asked, goes_on=True), Filters(kinds=(kind,)), limit=100)

    assert {hit.kind for hit in hits} == {kind}


def test_documents_days_and_what_documents_speak_of_can_be_asked_for(index: Index) -> None:
    def documents(filters: Filters) -> set[str | None]:
        return {hit.document for hit in find(index, wanted("order"), filters, limit=1000)}

    everywhere = documents(Filters())
    in_june = Filters(since="2025-06-01", until="2025-06-30")
    chicago = next(hit.iri for hit in find(index, wanted("chicago"), Filters(kinds=(Kind.PLACE,))))

    assert documents(Filters(documents=("3172838525bc482d", "nothing"))) == {SEED}
    assert documents(Filters(of=(chicago,))) < everywhere
    assert SEED in documents(Filters(of=(chicago,)))
    assert documents(Filters(of=())) == set()
    dated = find(index, wanted("order"), in_june, limit=1000)
    assert dated
    assert all(hit.date and "2025-06-01" <= hit.date <= "2025-06-30" for hit in dated)


def test_the_parts_of_a_list_make_the_whole(index: Index) -> None:
    whole = find(index, wanted("order", goes_on=True), limit=100)

    parts = [find(index, wanted("order", goes_on=True), limit=7, offset=offset) for offset in range(0, 100, 7)]
    behind = [
        hit
        for place in (0, 30, len(whole) - 2)
        for hit in find(index, wanted("order", goes_on=True), limit=1, after=whole[place].key)
    ]

    assert [hit for part in parts for hit in part][:100] == whole
    assert behind == [whole[1], whole[31], whole[-1]]
    assert len({(hit.kind, hit.iri) for hit in whole}) == len(whole)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pritkzer", "pritzker"),
        ("prizker", "pritzker"),
        ("chcago", "chicago"),
        ("imigration", "immigration"),
        ("natinal gaurd", "national guard"),
    ],
)
def test_a_mistyped_word_is_corrected_to_one_that_is_there(index: Index, typed: str, meant: str) -> None:
    found = corrected(index, wanted(typed))

    assert found is not None
    assert found.whole == meant


@pytest.mark.parametrize("typed", ["pritzker", "zzzzqqqq", "jo", "14111", "", "order prit"])
def test_what_is_there_is_short_or_is_like_nothing_stays_as_it_is(index: Index, typed: str) -> None:
    assert corrected(index, wanted(typed, goes_on=True)) is None


@given(st.text(max_size=60) | st.text(alphabet=st.sampled_from('"*()-:^+{}\\ aANDORTE\x00\ud800é'), max_size=40))
def test_whatever_is_asked_for_gives_hits_or_none(index: Index, words: str) -> None:
    for goes_on in (True, False):
        asked = wanted(words, goes_on)
        hits = find(index, asked, limit=3)
        corrected(index, asked)
        assert all(0 <= start < end <= len(hit.text) for hit in hits for start, end in hit.marks)


@pytest.mark.parametrize(
    ("words", "is_there"),
    [
        ("NEAR nor", True),
        ("NOT text", True),
        ("OR that AND", True),
        ("name:x", True),
        ("text: this", True),
        ("-x", True),
        ("x'--", True),
        ("NEAR(this that)", False),
        ("this NOT missing", False),
        ("this OR missing", False),
        ("missing:this", False),
    ],
)
def test_words_of_the_language_of_fts5_are_words(words: str, is_there: bool, tmp_path: Path) -> None:
    document = Document("Neither NEAR nor NOT; text: this OR that AND name: x*.", title="-")
    with Workspace.open(Settings(home=tmp_path, store="memory")) as workspace:
        workspace.put(document, Record(document.id, ANNOTATED))
        found = names(find(workspace.index, wanted(words)))

    assert found == ([("Sentence", document.text)] if is_there else [])


def test_a_word_in_ever_so_many_passages_gives_some_of_them(tmp_path: Path) -> None:
    lines = "\n".join(f"Line {number} says so." for number in range(2500))
    document = Document(lines, title="Lines")
    with Workspace.open(Settings(home=tmp_path, store="memory")) as workspace:
        workspace.put(document, Record(document.id, ANNOTATED))

        assert len(find(workspace.index, wanted("says so"), limit=5000)) == 500
        assert len(find(workspace.index, wanted("says so"), limit=5000, most=2000)) == 2000
        assert names(find(workspace.index, wanted("line 2499"))) == [("Sentence", "Line 2499 says so.")]


def test_a_name_that_only_people_have_written_has_its_thing_s_place(annotated: Workspace) -> None:
    mayor = NamedNode(f"{BASE}person/brandon-johnson-mayor-of-chicago")
    nickname = Quad(mayor, SKOS.altLabel, Literal("The Nickname"), NamedNode("https://example.org/names"))
    annotated.write(Delta(added=(nickname,)), "ann")
    (hit,) = find(annotated.index, wanted("nickname"))
    annotated.write(Delta(removed=(nickname,)), "ann")

    assert replace(hit, score=0.0) == Hit(
        Kind.PERSON,
        mayor.value,
        "Brandon Johnson",
        "The Nickname",
        ((4, 12),),
        0.0,
        0,
        SEED,
        hit.start,
        hit.end,
        "chicago-seed",
        None,
        hit.cited,
    )
