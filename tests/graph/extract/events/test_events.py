"""What happens between whom, on sentences of our own making, read by the real parser."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.extract.events.conditions import CHECKS
from graph.extract.events.lexicon import patterns
from graph.extract.statements import stance
from graph.parse import parse
from tests.graph.extract.reported import MAYOR, Told, drafts, reported


def test_lawsuit_accuses_each_defendant() -> None:
    text = "The Sierra Club sued Governor Ruth Okafor and the Department of Energy on Monday."
    assert reported(text) == [
        ("ACCUSE", "actual", "Sierra Club", "Ruth Okafor"),
        ("ACCUSE", "actual", "Sierra Club", "Department of Energy"),
    ]


def test_suit_over_an_order_without_a_defendant_accuses_the_order() -> None:
    text = "Governor Ruth Okafor signed an executive order on Monday. Days later the Sierra Club sued over the order."
    assert reported(text) == [("ACCUSE", "actual", "Sierra Club", "executive order")]


def test_plaintiffs_sue_whoever_is_sued() -> None:
    text = MAYOR + "The plaintiffs include the Lakewood Tenants Union and the Sierra Club."
    assert reported(text) == [
        ("ACCUSE", "actual", "Lakewood Tenants Union", "executive order"),
        ("ACCUSE", "actual", "Sierra Club", "executive order"),
    ]


def test_a_suit_that_is_not_ruled_out_is_possible() -> None:
    text = MAYOR + "Sheriff Tom Alvarez has not ruled out a lawsuit."
    assert reported(text) == [("ACCUSE", "hypothetical", "Tom Alvarez", "executive order")]


def test_what_others_are_told_will_be_done_to_them_is_a_threat() -> None:
    text = MAYOR + "Whitfield warned that violators would be fined."
    assert reported(text) == [("THREATEN", "actual", "Dana Whitfield", "violators")]


def test_lawsuit_of_several_with_some_named_is_of_all_together() -> None:
    text = MAYOR + "Seven officials, among them Sheriff Tom Alvarez and Senator Lena Brandt, sued over the order."
    assert reported(text) == [("ACCUSE", "actual", "Seven officials", "executive order")]


def test_refusal_to_obey_is_aimed_at_the_order_in_focus() -> None:
    text = MAYOR + "The Lakewood Tenants Union refused to obey."
    assert reported(text) == [("REJECT", "actual", "Lakewood Tenants Union", "executive order")]


def test_going_to_is_the_future() -> None:
    text = MAYOR + "Sheriff Tom Alvarez is not going to enforce the order."
    assert reported(text) == [("REJECT", "planned", "Tom Alvarez", "executive order")]


def test_planned_and_threatened_acts_keep_their_type() -> None:
    text = "President Carl Benson threatened to deploy troops to Lakewood. Governor Ruth Okafor plans to sue Benson."
    assert reported(text) == [
        ("MOBILIZE", "threatened", "Carl Benson", None),
        ("ACCUSE", "planned", "Ruth Okafor", "Carl Benson"),
    ]


def test_court_that_blocks_an_order_sanctions_it() -> None:
    text = MAYOR + "On Friday U.S. District Judge Helen Ortiz blocked the order."
    assert reported(text) == [("SANCTION", "actual", "Helen Ortiz", "executive order")]


def test_court_that_refuses_to_block_an_order_supports_it() -> None:
    text = MAYOR + "On Friday U.S. District Judge Helen Ortiz refused to block the order."
    assert reported(text) == [("SUPPORT", "actual", "Helen Ortiz", "executive order")]


def test_what_is_asked_for_has_not_happened() -> None:
    text = "Governor Ruth Okafor urged Senator Lena Brandt to resign."
    assert reported(text) == [("REQUEST", "actual", "Ruth Okafor", "Lena Brandt")]


def test_demand_that_someone_act_is_a_request_to_him() -> None:
    text = "Speaker Amos Reed demanded that Governor Ruth Okafor rescind the order."
    assert reported(text) == [("REQUEST", "actual", "Amos Reed", "Ruth Okafor")]


def test_agentless_passive_has_no_actor() -> None:
    text = "Residents were urged to stay indoors on Sunday."
    assert reported(text) == [("REQUEST", "actual", None, "Residents")]


def test_two_critics_are_two_events() -> None:
    text = MAYOR + "Councilwoman Iris Cole and Sheriff Tom Alvarez criticized the order."
    assert reported(text) == [
        ("ACCUSE", "actual", "Iris Cole", "executive order"),
        ("ACCUSE", "actual", "Tom Alvarez", "executive order"),
    ]


def test_reinforcements_from_two_bodies_are_of_both() -> None:
    text = "Reinforcements from the Tacoma Police Department and the FBI had arrived overnight."
    assert reported(text) == [
        ("MOBILIZE", "actual", "Tacoma Police Department", None),
        ("MOBILIZE", "actual", "FBI", None),
    ]


def test_praise_supports() -> None:
    text = MAYOR + "Governor Ruth Okafor applauded Whitfield."
    assert reported(text) == [("SUPPORT", "actual", "Ruth Okafor", "Dana Whitfield")]


def test_harsh_words_in_a_quotation_accuse_the_order_they_speak_of() -> None:
    text = MAYOR + "“This order is cruel, unconstitutional and dangerous,” said Councilwoman Iris Cole."
    [draft] = drafts(text)
    assert (draft.type.value, draft.actor and draft.actor.name) == ("ACCUSE", "Iris Cole")
    assert draft.recipient is not None
    assert draft.recipient.name == "executive order"
    assert text[draft.start : draft.end].startswith("This order is cruel")
    assert "said Councilwoman Iris Cole" in text[draft.start : draft.end]


def test_kind_words_in_a_quotation_support() -> None:
    text = MAYOR + "“This order is a great victory and a necessary step,” said Councilwoman Iris Cole."
    assert reported(text) == [("SUPPORT", "actual", "Iris Cole", "executive order")]


def test_plain_facts_in_a_quotation_are_no_event() -> None:
    text = MAYOR + "“The parks open at eight in the morning,” said Councilwoman Iris Cole."
    assert reported(text) == []


def test_what_another_should_do_is_a_request() -> None:
    text = "“The legislature should raise wages,” said Councilwoman Iris Cole."
    assert reported(text) == [("REQUEST", "actual", "Iris Cole", "legislature")]


def test_same_criticism_told_twice_is_one_event() -> None:
    text = MAYOR + "Councilwoman Iris Cole criticized the order on Monday. On Tuesday Cole denounced the order."
    assert reported(text) == [("ACCUSE", "actual", "Iris Cole", "executive order")]


def test_issuer_who_defends_his_own_order_does_not_support_it() -> None:
    text = MAYOR + "Whitfield defended the order."
    assert reported(text) == []


def test_refusal_to_comply_is_a_planned_rejection() -> None:
    text = MAYOR + "Sheriff Tom Alvarez said his deputies would not enforce the order."
    assert [(v.type.value, v.status.value, v.recipient and v.recipient.name) for v in drafts(text)] == [
        ("REJECT", "planned", "executive order")
    ]


def test_rule_about_anyone_is_no_event() -> None:
    text = MAYOR + "Anyone who ignores the order must leave."
    assert reported(text) == []


def test_request_told_by_a_noun() -> None:
    text = "President Carl Benson declared an emergency at Governor Ruth Okafor's request."
    assert ("REQUEST", "actual", "Ruth Okafor", "Carl Benson") in reported(text)


def test_event_told_in_a_statement_is_attributed_to_it() -> None:
    text = "The Department of Homeland Security said that ICE arrested 12 men in Lakewood."
    [draft] = drafts(text)
    assert (draft.type.value, draft.place and draft.place.name) == ("COERCE", "Lakewood")
    assert draft.statement is not None
    assert draft.statement.speaker.name == "Department of Homeland Security"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("an unconstitutional overreach", -1),
        ("a lifeline for families", 1),
        ("not a wise decision", -1),
        ("a deceitful and spiteful move", -1),
        ("a generous and graceful answer", 1),
        ("this does not protect anyone", -1),
        ("it is ill-advised", -1),
        ("the office opens at nine", 0),
    ],
)
def test_words_judge_and_negation_turns_them(text: str, sign: int) -> None:
    doc = next(parse([text]))
    total = sum(hit.value for hit in stance.hits(doc[:]))
    assert (total > 0) - (total < 0) == sign


def test_every_condition_in_the_table_of_verbs_is_known() -> None:
    flags = {f.partition("=")[0] for line in patterns().values() for p in line for f in p.flags}
    assert flags - set(CHECKS) <= {"as", "word", "inf", "comp"}


def test_weights_are_fitted_for_both_kinds() -> None:
    path = Path(stance.__file__).parents[1] / "lexicons" / "stance_weights.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert {"bias", "same", "none"} <= {row["feature"] for row in found}
    assert all(row["ACCUSE"] or row["SUPPORT"] for row in found)


def test_a_judging_it_stands_for_the_clause_after_it_and_blames_who_acts_there() -> None:
    order = "Mayor Ruth Okafor of Kent signed an order on curfews. "
    blamed = "“It is a disgrace that Senator Paul Stone put lives at risk,” Okafor said."
    assert reported(order + blamed) == [("ACCUSE", "actual", "Ruth Okafor", "Paul Stone")]
    nobody = "“It is illegal to stop somebody at gunpoint,” said Sheriff Craig Lee."
    assert [e for e in reported(order + nobody) if e[0] == "ACCUSE"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Landlords sued; Judge Sam Cole swatted it down.", ("SUPPORT", "actual", "Sam Cole", "executive order")),
        (
            "Landlords filed a lawsuit, but Judge Sam Cole threw it out.",
            ("SUPPORT", "actual", "Sam Cole", "executive order"),
        ),
        (
            "The appeals court swatted down a challenge to the order.",
            ("SUPPORT", "actual", "appeals court", "executive order"),
        ),
        ("Judge Sam Cole tossed it out.", ("SANCTION", "actual", "Sam Cole", "executive order")),
        ("Judge Sam Cole swatted down the order.", ("SANCTION", "actual", "Sam Cole", "executive order")),
    ],
)
def test_a_court_that_throws_out_a_suit_lets_the_order_stand(text: str, told: Told) -> None:
    assert told in reported(MAYOR + text)
    assert len({t for t in reported(MAYOR + text) if t[0] in {"SUPPORT", "SANCTION", "REJECT"}}) == 1
