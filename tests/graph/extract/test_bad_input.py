"""Text that is hard to read: shouted, scanned, unclosed, in tables, transcripts: nothing falls, nothing is made up."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.extract.rules import RulesExtractor
from graph.model import Document, Evidence, Record
from graph.parse import parse

LONGEST_CLAIM = 1200  # code points of a statement; the longest of tests/gold has 700
LONGEST_NORM = 700
LONGEST_NAME = 200
EXTRACTOR = RulesExtractor()
TRAIN = sorted((Path(__file__).parents[2] / "gold" / "train").glob("*.json"))

SHOUTED = """MAYOR ANA REYES SIGNED AN EXECUTIVE ORDER ON MONDAY THAT BARS CITY POLICE FROM ASKING ABOUT PAPERS.
"NOBODY SHOULD FEAR A TRAFFIC STOP," REYES SAID AT CITY HALL.
THE POLICE UNION CALLED THE ORDER A MISTAKE. COUNCILMAN TOM BRADY SAID HE WOULD SUE.
"""
SCANNED = """Tbe Govemor of Ohio, Jobn Carver, signed an executivc order ou Tuesday tbat closes ail state parks.
-- 2 --
STATE OF OHlO
"We bave no cboice," Carver said. Tbe order directs tbe Departrnent of Natural Resources to post si gns.
|||| ~~ .,;:' %% l1l1 oo0O
Page 3 of 7
"""
UNCLOSED = """Mayor Ana Reyes signed an order on Monday that bars city police from asking about papers.
"Nobody should fear a traffic stop, Reyes said at City Hall. The council's president, Tom Brady, criticized the order.
He said it would "tie the hands of officers and cost the city money.
The order takes effect on Friday. It requires the police chief to report to the council every month.
“We will obey it, said Chief Lee Park. The union has sued.
"""
BULLETS = """Highlights of the mayor's plan
• 500 new trees
• Cleaner parks
• $3 million, three years
- Police: none
* Fire department
1. Budget
2. Next steps
"""
TABLE = """Order | Signed | Issuer | Status
EO 12 | March 3, 2021 | Gov. Ann Lee | In force
EO 13 | April 9, 2021 | Gov. Ann Lee | Revoked
Total | 2 | |
County\tDeaths\tCases
Adams\t3\t112
Brown\t0\t9
"""
MIXED = """Gouverneur Ann Lee a signé un décret mardi. Der Bürgermeister sagte: „Wir bleiben hier.“
Gov. Ann Lee signed an executive order on Tuesday that bars state agencies from buying drones.
El gobernador dijo que «la orden es injusta». “We will comply,” said Tom Brady, the state's treasurer.
"""
TRANSCRIPT = """MODERATOR: Thank you all. Governor, the floor is yours.
GOV. LEE: Thank you. Today I signed an executive order that closes the state's parks.
Q: Will the National Guard be called up?
GOV. LEE: No. We are not going to do that.
Q    And the schools?
MR. SMITH: The schools stay open. (Laughter.)
THE PRESIDENT: Okay. Anybody else? Yes, please.
"""
STORIES = """Mayor bars police from asking about papers
Mayor Ana Reyes of Springfield signed an order on Monday that bars police from asking about papers.

***

Governor closes parks
Gov. John Carver of Ohio signed an executive order on Tuesday that closes state parks. "Stay home," he said.

***

Read more: Ten recipes for the fall | Subscribe | Follow us
"""
UNPUNCTUATED = """mayor ana reyes signed an order on monday that bars city police from asking about papers and she
said nobody should fear a traffic stop and the union said it would sue and the council met and the chief said officers
would obey the order
"""
ENDLESS = (
    "The order, which Mayor Ana Reyes signed on Monday at the wish of the council, requires agencies to report, "
    + ", and ".join(f"the office of district {n} to publish figure {n} by the end of the month" for n in range(120))
    + "."
)
KINDS = {
    "shouted": SHOUTED,
    "scanned": SCANNED,
    "unclosed": UNCLOSED,
    "bullets": BULLETS,
    "table": TABLE,
    "mixed": MIXED,
    "transcript": TRANSCRIPT,
    "stories": STORIES,
    "unpunctuated": UNPUNCTUATED,
    "endless": ENDLESS,
}


def read(text: str) -> Record:
    document = Document(text=text, date="2024-05-07")
    return EXTRACTOR.extract(document, next(iter(parse([text]))))


def evidences(record: Record) -> list[tuple[Evidence, int]]:
    """Every span of a record with the length beyond which it is no span but a page."""
    return [
        *((m, LONGEST_NAME) for e in record.entities for m in e.mentions),
        *((r.evidence, LONGEST_CLAIM) for r in record.relations),
        *((p.evidence, LONGEST_NORM) for p in record.provisions),
        *((s.evidence, LONGEST_CLAIM) for s in record.statements),
        *((v.evidence, LONGEST_CLAIM) for v in record.events),
    ]


def assert_sane(text: str, record: Record) -> None:
    ids = {e.id for e in record.entities}
    for evidence, longest in evidences(record):
        assert text[evidence.start : evidence.end] == evidence.text
        assert 0 < len(evidence.text) <= longest, evidence.text[:200]
        assert evidence.text == evidence.text.strip()
    for entity in record.entities:
        assert entity.mentions, entity.name
        assert entity.name.strip()
        assert any(map(str.isalnum, entity.name)), entity.name
    used = {p.order for p in record.provisions} | {s.speaker for s in record.statements}
    assert used <= ids


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_bad_text_is_read_without_a_crash_or_a_giant_span(kind: str) -> None:
    assert_sane(KINDS[kind], read(KINDS[kind]))


def said(record: Record) -> list[tuple[str, str]]:
    names = {e.id: e.name for e in record.entities}
    return [(names[s.speaker], s.evidence.text) for s in record.statements]


def test_a_quotation_that_was_never_closed_ends_where_its_speaker_is_named() -> None:
    assert said(read(UNCLOSED)) == [
        ("Ana Reyes", "Nobody should fear a traffic stop"),
        ("Tom Brady", 'it would "tie the hands of officers and cost the city money'),
        ("Lee Park", "We will obey it"),
    ]


def test_the_turns_of_a_transcript_go_to_their_speakers_and_questions_to_nobody() -> None:
    record = read(TRANSCRIPT)
    assert {name for name, _ in said(record)} == {"LEE"}
    assert record.events == ()


def test_lists_without_verbs_and_tables_state_nothing_that_was_done_or_said() -> None:
    for text in (BULLETS, TABLE):
        record = read(text)
        assert (record.provisions, record.statements, record.events) == ((), (), ())


def test_stories_on_one_page_keep_their_own_issuers() -> None:
    record = read(STORIES)
    names = {e.id: e.name for e in record.entities}
    assert [(names[r.subject], names[r.object or ""]) for r in record.relations if r.predicate == "issuedBy"] == [
        ("Ana Reyes's order", "Ana Reyes"),
        ("John Carver's executive order", "John Carver"),
    ]


def spoil(text: str, seed: int) -> str:
    """A text as scanners, feeds and hasty hands leave it; the same for the same seed."""
    chance = random.Random(seed)
    spoilings = [
        lambda t: "".join(c for c in t if c not in '"“”' or chance.random() < 0.6),
        lambda t: t.upper() if len(t.upper()) == len(t) else t,
        lambda t: t.lower() if len(t.lower()) == len(t) else t,
        lambda t: "".join(" " if c == "\n" and chance.random() < 0.5 else c for c in t),
        lambda t: "".join("\n" if c == " " and chance.random() < 0.08 else c for c in t),
        lambda t: "".join(chance.choice("~|•_#*'") if chance.random() < 0.03 else c for c in t),
        lambda t: "".join(c for c in t if chance.random() < 0.97),
        lambda t: "".join(c for c in t if c not in ".,;:"),
        lambda t: " | ".join(t.split("\n")),
        lambda t: t.replace("\n", "\n• "),
        lambda t: t[chance.randrange(len(t)) :] + t[: chance.randrange(len(t))],
    ]
    for spoiling in chance.sample(spoilings, chance.randint(1, 3)):
        text = spoiling(text)
    return text


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "The order has two parts:\n\n• Requires federal agencies to consider suspending,",
        "Joe Biden declared an emergency in New York on Monday at Hochul's request, and",
        "The Council shall:\n\n(a) establish",
        "• Establishes",
    ],
)
def test_a_text_that_breaks_off_in_a_sentence_is_read_to_its_end(text: str) -> None:
    (doc,) = parse([text])
    record = EXTRACTOR.extract(Document(text), doc)
    assert all(text[p.evidence.start : p.evidence.end] == p.evidence.text for p in record.provisions)


@settings(max_examples=20)
@given(case=st.sampled_from(TRAIN), seed=st.integers(0, 10_000))
def test_a_spoiled_story_is_read_within_itself(case: Path, seed: int) -> None:
    text = spoil(json.loads(case.read_text(encoding="utf-8"))["text"], seed)
    assert_sane(text, read(text))
