"""Plain English: which question it is taken for and with what, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from graph.ask import Unclear, Understood, understand
from graph.ask.grammar import FILLER, KIND, TITLE, grammar
from graph.pipeline import Workspace
from graph.query import QUESTIONS, ask
from graph.settings import Settings
from tests.graph.asking import TODAY, fill, meant, phrasings, understood

BASE = "https://w3id.org/policygraph/id/"
CLIMATE = "executive order on preparing the United States for the impacts of climate change"
JOHNSONS = [f"{BASE}order/3172838525bc482d-johnsons-order", f"{BASE}order/35260c15883179d3-johnsons-order"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The documents of tests/gold/answers, with a real store and a real index."""
    with Workspace.open(Settings(home=tmp_path_factory.mktemp("home"), store="memory")) as workspace:
        fill(workspace)
        yield workspace


def read(workspace: Workspace, phrasing: str) -> tuple[int, dict[str, tuple[str, ...]]]:
    """The number of the question, and what it is asked, by names."""
    found = understand(workspace.store, workspace.index, phrasing, TODAY)
    assert isinstance(found, Understood), found
    given = {name: tuple(t.label for t in one.things) or one.values for name, one in found.given.items()}
    return found.question.number, given


def refusal(workspace: Workspace, phrasing: str) -> Unclear:
    found = understand(workspace.store, workspace.index, phrasing, TODAY)
    assert isinstance(found, Unclear), found
    return found


@pytest.mark.parametrize(("of", "right", "alike"), [("dev", 300, 299), ("judge", 94, 94)])
def test_phrasings_go_to_the_right_question_with_the_right_parameters_or_are_refused(
    filled: Workspace, of: str, right: int, alike: int
) -> None:
    told, wrong, unlike = Counter[str](), list[str](), list[str]()
    for one in phrasings(of):
        found = understood(filled, one.phrasing)
        if found is None:
            continue
        if found.question != one.question:
            wrong.append(one.phrasing)
            continue
        told["right"] += 1
        given = {name: list(filling.values) for name, filling in found.given.items()}
        if meant(filled.store, found.question, given) != meant(filled.store, found.question, one.asked):
            unlike.append(one.phrasing)
    assert wrong == [], "silently taken for another question"
    assert told["right"] >= right
    assert told["right"] - len(unlike) >= alike, unlike


def test_every_question_is_understood_in_its_own_words_or_says_what_it_lacks(filled: Workspace) -> None:
    for question in QUESTIONS.values():
        found = understand(filled.store, filled.index, question.title, TODAY)
        number = found.question.number if isinstance(found, Understood) else found.nearest[0].number
        assert number == question.number, found


def test_what_is_understood_can_be_asked(filled: Workspace) -> None:
    for one in phrasings("judge"):
        if (found := understood(filled, one.phrasing)) is not None:
            given = {name: filling.values for name, filling in found.given.items()}
            assert ask(filled.store, found.question.number, **given).question == found.question


def test_a_name_that_fits_several_things_means_all_and_says_so(filled: Workspace) -> None:
    found = understand(filled.store, filled.index, "What does Johnson's order require?", TODAY)
    assert isinstance(found, Understood)
    assert found.given["order"].values == tuple(JOHNSONS)
    assert "order any of 2: Johnson's order, Johnson's order" in found.how


@pytest.mark.parametrize(
    ("phrasing", "number", "given"),
    [
        ("What does pritzkr say abuot trump?", 13, {"speaker": ("JB Pritzker",), "about": ("Donald Trump",)}),
        (
            "What did the governor of Illinois say about Trump and Noem?",
            13,
            {"speaker": ("JB Pritzker",), "about": ("Donald Trump", "Kristi Noem")},
        ),
        ('Which orders mention "body cameras" or "masks"?', 4, {"words": ("body camera", "mask")}),
        ("Which orders were blocked in October 2025?", 8, {"date": ("2025-10-31",), "status": ("blocked",)}),
        ("deadlines by May 1, 2026", 7, {"date": ("2026-02-20",), "until": ("2026-05-01",)}),
        ("deadlines in the next two weeks", 7, {"date": ("2026-02-20",), "until": ("2026-03-06",)}),
        ("deadlines from 1 June 2026 to 2026-06-30", 7, {"date": ("2026-06-01",), "until": ("2026-06-30",)}),
        ("What does EO 13653 forbid?", 3, {"order": (CLIMATE,), "words": ("",)}),
        ("What do the procurement waivers require?", 2, {"order": ("North Carolina procurement waivers",)}),
        ("Which orders mention the procurement waivers?", 4, {"words": ("procurement waiver",)}),
    ],
)
def test_names_days_and_words_are_found_however_they_are_written(
    filled: Workspace, phrasing: str, number: int, given: dict[str, tuple[str, ...]]
) -> None:
    assert read(filled, phrasing) == (number, given)


def test_a_mistyped_word_is_told(filled: Workspace) -> None:
    found = understand(filled.store, filled.index, "What does pritzkr say abuot trump?", TODAY)
    assert isinstance(found, Understood)
    assert found.how == (
        "Taken as question 13, “What does one person say about another, and what do others say to that?”, "
        "with speaker JB Pritzker (“pritzkr”); about Donald Trump (“trump”). "
        "“pritzkr” was read as “pritzker”. “abuot” was read as “about”."
    )


@pytest.mark.parametrize(
    ("phrasing", "why", "nearest"),
    [
        ("How did the White House respond?", "Question 11 needs order", 11),
        ("What does Elon Musk's order require?", "“Elon” and “Musk”", 2),
        ("What does Greg Abbott's order require?", "no order here that is meant by “Greg Abbott's order”", 2),
        ("Which orders mention no masks?", "“no”", 4),
        ("Who did not call it unconstitutional?", "“not”", 12),
        ("What does Smithers say about Trump?", "“Smithers”", 13),
    ],
)
def test_a_refusal_says_why_and_what_is_nearest(filled: Workspace, phrasing: str, why: str, nearest: int) -> None:
    found = refusal(filled, phrasing)
    assert why in found.why
    assert found.nearest[0].number == nearest


@pytest.mark.parametrize(
    "phrasing", ["", "?", '""', "\x00", "\ud800 order", "'; DROP TABLE names; --", "a " * 150, "x" * 300]
)
def test_whatever_is_written_is_answered(filled: Workspace, phrasing: str) -> None:
    assert "none of the questions" in refusal(filled, phrasing).why


def test_the_grammar_names_no_concept_question_or_parameter_that_there_is_not() -> None:
    known = {concept for concepts in grammar().concepts.values() for concept in concepts}
    used = {FILLER, KIND, TITLE, "order", "theirs", "similar", "provision"}
    for pattern in grammar().patterns:
        used |= pattern.concepts | set(pattern.after) | {concept for concept, _, _ in pattern.means}
        used |= {slot.after for slot in pattern.slots if slot.after} | ({pattern.of} if pattern.of else set())
        names = {slot.name for slot in pattern.slots} | pattern.needs | set(pattern.days)
        names |= {name for _, name, _ in pattern.means} | {name for name, _ in pattern.otherwise}
        names |= {name for name in (pattern.words, pattern.numbers) if name}
        assert names <= {parameter.name for parameter in QUESTIONS[pattern.question].parameters}
    assert used == known
    assert {pattern.question for pattern in grammar().patterns} == set(QUESTIONS)
