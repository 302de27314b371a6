"""What people are reported to have said, on sentences of our own making, read by the real parser."""

from __future__ import annotations

import pytest

from graph.extract.reading import Reading, StatementDraft, read
from graph.extract.statements.statements import statements
from graph.model import Document
from graph.parse import parse


def _read(text: str) -> Reading:
    return read(Document(text), next(parse([text])))


def _told(text: str) -> list[tuple[str, bool, str]]:
    """Speaker, direct, content of every statement."""
    return [(s.speaker.name, s.direct, text[s.start : s.end]) for s in statements(_read(text))]


def _drafts(text: str) -> list[StatementDraft]:
    return statements(_read(text))


def test_quotation_with_its_cue_after_it() -> None:
    text = "“This order will keep families safe,” Mayor Dana Whitfield told reporters on Monday."
    assert _told(text) == [("Dana Whitfield", True, "This order will keep families safe")]


def test_quotation_with_its_cue_before_it() -> None:
    text = 'Governor Ruth Okafor said: "We will not wait for Washington to act."'
    assert _told(text) == [("Ruth Okafor", True, "We will not wait for Washington to act")]


def test_quotation_cut_by_its_cue_is_two_statements() -> None:
    text = "“The ban is legal,” Sheriff Tom Alvarez said, “and we will enforce it.”"
    assert _told(text) == [("Tom Alvarez", True, "The ban is legal"), ("Tom Alvarez", True, "and we will enforce it")]


def test_second_quotation_without_a_cue_goes_on_with_its_speaker() -> None:
    text = "“The ban is legal,” said Sheriff Tom Alvarez. “Nobody should be surprised. We warned them.”"
    assert _told(text) == [
        ("Tom Alvarez", True, "The ban is legal"),
        ("Tom Alvarez", True, "Nobody should be surprised. We warned them"),
    ]


def test_quotation_over_two_paragraphs_keeps_its_speaker() -> None:
    text = "“The roads are closed,” Mayor Dana Whitfield said. “Stay home.\n\n“We will reopen them on Friday.”"
    assert _told(text) == [
        ("Dana Whitfield", True, "The roads are closed"),
        ("Dana Whitfield", True, "Stay home"),
        ("Dana Whitfield", True, "We will reopen them on Friday"),
    ]


def test_question_quoted_before_its_cue() -> None:
    text = "“Who asked for this?” asked Alderman Pete Novak."
    assert _told(text) == [("Pete Novak", True, "Who asked for this?")]


def test_exclamation_is_not_given_the_next_sentence_for_a_cue() -> None:
    text = (
        "“This is a fine day for Ohio,” President Lee Marsh wrote. “Strong!” "
        "Senator Ann Fisk, a Democrat, said the order had changed nothing."
    )
    assert _told(text) == [
        ("Lee Marsh", True, "This is a fine day for Ohio"),
        ("Lee Marsh", True, "Strong!"),
        ("Ann Fisk", False, "the order had changed nothing"),
    ]


def test_indirect_speech_with_and_without_that() -> None:
    text = "Mayor Dana Whitfield said that the city would appeal. Sheriff Tom Alvarez said deputies were ready."
    assert _told(text) == [
        ("Dana Whitfield", False, "the city would appeal"),
        ("Tom Alvarez", False, "deputies were ready"),
    ]


def test_two_clauses_joined_by_and_that_are_two_statements() -> None:
    text = "Judge Carla Reyes wrote that the order was void and that the governor had ignored the legislature."
    assert _told(text) == [
        ("Carla Reyes", False, "the order was void"),
        ("Carla Reyes", False, "the governor had ignored the legislature"),
    ]


def test_next_act_of_the_speaker_is_no_part_of_the_clause() -> None:
    text = "Mayor Dana Whitfield said the county had lied and accused the sheriff of hiding the figures."
    assert _told(text) == [
        ("Dana Whitfield", False, "the county had lied"),
        ("Dana Whitfield", False, "hiding the figures"),
    ]


def test_fronted_clause_in_the_first_person_is_direct() -> None:
    text = "We do not need soldiers on our streets, Mayor Dana Whitfield said."
    assert _told(text) == [("Dana Whitfield", True, "We do not need soldiers on our streets")]


def test_clause_with_a_partial_quotation_is_one_span_with_its_marks_in_pairs() -> None:
    text = "Senator Ann Fisk said the order would “strip thousands of working families of their only income.”"
    assert _told(text) == [
        ("Ann Fisk", True, "the order would “strip thousands of working families of their only income.”")
    ]


def test_parenthetical_cue_leaves_the_later_part() -> None:
    text = "The council, Mayor Dana Whitfield noted, had approved a similar rule in May."
    assert _told(text) == [("Dana Whitfield", False, "had approved a similar rule in May")]


def test_according_to_at_either_end() -> None:
    text = (
        "About 300 people were detained, according to Sheriff Tom Alvarez. "
        "According to Mayor Dana Whitfield, none of them had a lawyer."
    )
    assert _told(text) == [
        ("Tom Alvarez", False, "About 300 people were detained"),
        ("Dana Whitfield", False, "none of them had a lawyer"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Senator Ann Fisk called the ban unconstitutional.", "the ban unconstitutional"),
        ("Senator Ann Fisk called the ban “a cruel joke,” and left.", "the ban “a cruel joke,”"),
        ("Senator Ann Fisk described the city as a mess.", "the city as a mess"),
        ("Senator Ann Fisk dismissed the order as a stunt.", "the order as a stunt"),
    ],
)
def test_judgement_takes_along_the_thing_judged(text: str, said: str) -> None:
    assert [(speaker, content) for speaker, _, content in _told(text)] == [("Ann Fisk", said)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Senator Ann Fisk accused the mayor of ignoring the law.", ["ignoring the law"]),
        ("Senator Ann Fisk praised the governor for acting quickly.", ["acting quickly"]),
        ("Senator Ann Fisk accused the mayor of lying and of wasting money.", ["lying", "wasting money"]),
    ],
)
def test_charge_and_praise_are_what_follows_the_preposition(text: str, said: list[str]) -> None:
    assert [content for _, _, content in _told(text)] == said


def test_complaint_speaks_for_its_plaintiff() -> None:
    text = "Cascade Legal Aid sued the city on Monday. The complaint says the rule violates the First Amendment."
    assert _told(text) == [("Cascade Legal Aid", False, "the rule violates the First Amendment")]


def test_order_speaks_for_its_issuer_where_it_does_not_command() -> None:
    text = (
        "Governor Ruth Okafor signed an executive order on Monday. The order notes that wages have fallen. "
        "Agencies must report within 30 days, the order says."
    )
    assert _told(text) == [("Ruth Okafor", False, "wages have fallen")]


def test_pronoun_beside_a_cue_is_nobody_named_inside_the_quotation() -> None:
    text = "A lawyer for the county, Bruce Hale, defended the officer. “Dr. Ortega is no politician,” he said."
    assert _told(text) == [("Bruce Hale", True, "Dr. Ortega is no politician")]


def test_who_after_an_apposition_is_the_speaker_himself() -> None:
    text = "The state will appeal, said Ellen Johnson, a spokeswoman for the governor, who added that it would win."
    assert _told(text) == [("Ellen Johnson", False, "The state will appeal"), ("Ellen Johnson", False, "it would win")]


def test_coordinated_speakers_have_a_statement_each() -> None:
    text = "Dana Whitfield and Tom Alvarez said they had not been told."
    assert _told(text) == [
        ("Dana Whitfield", False, "they had not been told"),
        ("Tom Alvarez", False, "they had not been told"),
    ]


def test_turns_of_a_transcript() -> None:
    text = (
        "Governor Ruth Okafor met the press on Friday.\n\nOKAFOR: We need a vote. [Applause.]\n\nOKAFOR: That is all."
    )
    assert _told(text) == [("Ruth Okafor", True, "We need a vote"), ("Ruth Okafor", True, "That is all")]


def test_request_is_a_statement_only_where_words_are_quoted() -> None:
    text = "Mayor Dana Whitfield urged drivers to “stay off the roads.” She asked the council to meet."
    assert _told(text) == [("Dana Whitfield", True, "stay off the roads")]


@pytest.mark.parametrize(
    "text",
    [
        "President Lee Marsh threatened to deploy troops.",
        "Mayor Dana Whitfield declared an emergency on Monday.",
        "Sheriff Tom Alvarez declined to say whether deputies would comply.",
        "The mayor did not say when the order would end.",
        "The governor ordered the agency to report by May.",
        "It is said to be the oldest bridge in the state.",
        "Section 2. I hereby order that all agencies shall report by May 1.",
    ],
)
def test_acts_without_reported_content_are_no_statements(text: str) -> None:
    assert _told(text) == []


def test_content_names_what_it_is_about_and_the_cue_gives_the_stance() -> None:
    (draft,) = _drafts("Senator Ann Fisk denounced the executive order as a power grab.")
    assert draft.cue is not None
    assert (draft.cue.text, draft.stance, [r.name for r in draft.about]) == (
        "denounced",
        "against",
        ["executive order"],
    )


def test_single_marks_quote_in_a_text_without_double_ones() -> None:
    text = "‘We won’t change course,’ the minister, Jane Howe, told MPs. ‘The workers’ rights are safe.’"
    assert _told(text)[0] == ("Jane Howe", True, "We won’t change course")


def test_participle_after_a_comma_adds_a_statement_of_the_same_speaker() -> None:
    text = 'Premier Jane Howe said her government would appeal, calling the ruling "deeply flawed."'
    assert _told(text) == [
        ("Jane Howe", False, "her government would appeal"),
        ("Jane Howe", False, 'the ruling "deeply flawed."'),
    ]


def test_noun_of_saying_with_its_speaker() -> None:
    text = "The council rejected the claim by Sheriff Tom Alvarez that the park was unsafe."
    assert _told(text) == [("Tom Alvarez", False, "the park was unsafe")]


def test_dateline_is_no_speaker() -> None:
    text = "WASHINGTON (Reuters) - President Lee Marsh signed an order on Monday, saying it would end the fighting."
    assert _told(text) == [("Lee Marsh", False, "it would end the fighting")]


@pytest.mark.parametrize("source", ["Reports", "Some documents", "The data", "A poll", "Evidence", "Recent figures"])
def test_papers_that_nobody_spoken_of_wrote_do_not_speak_for_the_last_speaker(source: str) -> None:
    text = f"Governor Ruth Okafor said the roads are safe. {source} also suggested that crime has fallen."
    assert [(who, what) for who, _, what in _told(text)] == [("Ruth Okafor", "the roads are safe")]


def test_a_paper_spoken_of_as_known_speaks_for_the_last_speaker() -> None:
    text = "Governor Ruth Okafor said the roads are safe. The statement added that crime has fallen."
    assert [(who, what) for who, _, what in _told(text)] == [
        ("Ruth Okafor", "the roads are safe"),
        ("Ruth Okafor", "crime has fallen"),
    ]


@pytest.mark.parametrize(
    "verb", ["crowed", "thundered", "quipped", "wailed", "sniffed", "growled", "trumpeted", "snorted"]
)
def test_how_words_are_uttered_tells_who_said_them(verb: str) -> None:
    text = f"“The order is here,” {verb} Dana Whitfield, a landlord."
    assert _told(text) == [("Dana Whitfield", True, "The order is here")]


@pytest.mark.parametrize(("verb", "stance"), [("growled", "against"), ("exulted", "for"), ("quipped", None)])
def test_some_ways_of_speaking_tell_where_somebody_stands(verb: str, stance: str | None) -> None:
    text = f"Mayor Ana Reyes of Kent signed an order on rents. “The order is here,” landlord Dana Whitfield {verb}."
    assert [d.stance for d in _drafts(text)] == [stance]


def test_findings_and_claims_are_nobody_who_speaks() -> None:
    text = "Professor Ann Lee noted the findings show smoking is down. “A ban would help.”"
    assert _told(text) == [
        ("Ann Lee", False, "the findings show smoking is down"),
        ("Ann Lee", True, "A ban would help"),
    ]


def test_a_source_without_a_comma_after_it_and_one_with_its_name_beside_it_end_before_the_clause() -> None:
    one = _told("According to the Harbor Ministry hundreds of lamps were lit on Monday.")
    two = _told("According to the Afghan team's coach, Alireza Mehraban, in their first matchup, the robot scored.")
    assert one == [("Harbor Ministry", False, "hundreds of lamps were lit on Monday")]
    assert two == [("Alireza Mehraban", False, "in their first matchup, the robot scored")]


def test_he_is_nobody_of_whom_he_tells() -> None:
    text = "Senator Tom Ray went to lunch. The buses will roll until President Omar Haddad shuts the border, he said."
    assert [speaker for speaker, _, _ in _told(text)] == ["Tom Ray"]


def test_a_partisan_who_speaks_beside_a_name_is_the_one_named() -> None:
    text = 'We thank Rep. Veronica Park, an Erie Democrat who has called the order "cruel by design."'
    assert [speaker for speaker, _, _ in _told(text)] == ["Veronica Park"]
