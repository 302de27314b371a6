"""Events told in wider ways: capitals that act, bodies called something, votes, what is known to have been."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, ORDER, Told, drafts, reported

ACTUAL = "actual"


def only(text: str, kind: str) -> list[Told]:
    """The events of a type."""
    return [told for told in reported(text) if told[0] == kind]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Croatia shut a bridge. Serbia objected. Belgrade accused Zagreb of spite.", ("ACCUSE", "Serbia", "Croatia")),
        (
            "Malta waited. The Hunters' Union wrote to Valletta to ask for a quota.",
            ("REQUEST", "Hunters' Union", "Malta"),
        ),
    ],
)
def test_capital_that_acts_or_is_written_to_is_its_country(text: str, told: Told) -> None:
    assert [(kind, actor, recipient) for kind, _, actor, recipient in reported(text)][-1] == told


def test_capital_where_something_happens_is_a_city() -> None:
    text = "Croatia shut a bridge. Belgrade accused Croatia of spite. Serbia is angry. Farmers rallied in Belgrade."
    assert [v.place and v.place.name for v in drafts(text) if v.type == "PROTEST"] == ["Belgrade"]


def test_body_that_is_called_something_acts_under_its_name() -> None:
    text = f"{MAYOR}A group called Open Lakewood sued the mayor on Monday. Open Lakewood has 40 members."
    assert only(text, "ACCUSE") == [("ACCUSE", ACTUAL, "Open Lakewood", "Dana Whitfield")]


def test_same_court_is_the_one_spoken_of() -> None:
    text = f"{MAYOR}The Court of Appeals met. The same court struck down the order."
    assert only(text, "SANCTION") == [("SANCTION", ACTUAL, "Court of Appeals", ORDER)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The FBI is looking into whether Senator Lena Brandt lied.", ("ACCUSE", ACTUAL, "FBI", "Lena Brandt")),
        ("The Sierra Club called for talks with the mayor.", ("REQUEST", ACTUAL, "Sierra Club", "Dana Whitfield")),
        ("Senator Lena Brandt and Senator Paul Stone voted against.", ("REJECT", ACTUAL, "Lena Brandt", ORDER)),
        ("The council signed off on the order.", ("SUPPORT", ACTUAL, "council", ORDER)),
        ("The Supreme Court acquitted Carl Benson.", ("SUPPORT", ACTUAL, "Supreme Court", "Carl Benson")),
        ("Police have yet to arrest Carl Benson.", ("COERCE", "negated", "Police", "Carl Benson")),
        ("Police are known to have arrested Carl Benson.", ("COERCE", ACTUAL, "Police", "Carl Benson")),
        ("Neighbors saw deputies drag Carl Benson away.", ("COERCE", ACTUAL, "deputies", "Carl Benson")),
        ("Deputies ended up arresting Carl Benson.", ("COERCE", ACTUAL, "Deputies", "Carl Benson")),
        ("A suit by the Sierra Club is before a judge.", ("ACCUSE", ACTUAL, "Sierra Club", ORDER)),
        ("Senator Lena Brandt's request for more money went in.", ("REQUEST", ACTUAL, "Lena Brandt", None)),
        ("The plaintiffs want a judge to block the order.", ("ACCUSE", ACTUAL, "plaintiffs", ORDER)),
        ("The Sierra Club gave the family €2,000.", ("AID", ACTUAL, "Sierra Club", "family")),
        ("The Red Cross opened a shelter for evacuees.", ("AID", ACTUAL, "Red Cross", "evacuees")),
        ("The Sierra Club promised $2 million for the growers.", ("AID", ACTUAL, "Sierra Club", "growers")),
        ("The United States provided Ukraine with boats.", ("AID", ACTUAL, "United States", "Ukraine")),
        ("The Sierra Club represents the family for nothing.", ("AID", ACTUAL, "Sierra Club", "family")),
        ("Guard members are filling sandbags.", ("AID", ACTUAL, "Guard members", None)),
        ("Neighbors have baked for the officers.", ("AID", ACTUAL, "Neighbors", "officers")),
        ("The family has received $9,000 from the Red Cross.", ("AID", ACTUAL, "Red Cross", "family")),
        ("A gift of $9 from the Red Cross to the family helped.", ("AID", ACTUAL, "Red Cross", "family")),
        ("The legislature approved the order.", ("SUPPORT", ACTUAL, "legislature", ORDER)),
        ("She called on lawmakers to fund the program.", ("REQUEST", ACTUAL, "Dana Whitfield", "lawmakers")),
        ("Deputies walked Carl Benson out of the meeting.", ("COERCE", ACTUAL, "Deputies", "Carl Benson")),
        ("The Supreme Court sided against Carl Benson.", ("SANCTION", ACTUAL, "Supreme Court", "Carl Benson")),
    ],
)
def test_event_is_read(sentence: str, told: Told) -> None:
    assert told in reported(MAYOR + sentence)


def test_both_democrats_is_an_aside() -> None:
    text = f"{MAYOR}Senator Lena Brandt and Senator Paul Stone, both Democrats, praised the mayor."
    assert {told[2] for told in only(text, "SUPPORT")} == {"Lena Brandt", "Paul Stone"}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Support for this story comes from our members.", "SUPPORT"),
        ("“A man asked me whether the mayor should wait,” said Senator Lena Brandt.", "REQUEST"),
        ("The plaintiffs want a judge to block the order.", "REQUEST"),
        ("Mayor Dana Whitfield approved the order on Monday.", "SUPPORT"),
        ("Lena Brandt, a striker on loan from Derry City, left.", "AID"),
        ("Without aid from the Red Cross, the clinic will close.", "AID"),
        ("Tenants demanded help from the Sierra Club.", "AID"),
        ("The order ends aid from the United States to Ukraine.", "AID"),
        ("The state received $20 million from Acme Steel in a settlement.", "AID"),
        ("Deputies walked children to school.", "COERCE"),
        ("Fans hung a banner at the stadium.", "PROTEST"),
    ],
)
def test_event_is_not_read(sentence: str, kind: str) -> None:
    assert only(MAYOR + sentence, kind) == []


def test_who_sues_by_lawyers_sues() -> None:
    text = f"{MAYOR}The Sierra Club is angry. Its lawyers are preparing a suit against the mayor."
    assert only(text, "ACCUSE") == [("ACCUSE", "planned", "Sierra Club", "Dana Whitfield")]


@pytest.mark.parametrize(
    ("words", "kind"), [("makes no sense", "ACCUSE"), ("is not the answer", "ACCUSE"), ("is wise", "SUPPORT")]
)
def test_what_a_phrase_denies_itself_does_not_turn_it(words: str, kind: str) -> None:
    text = f"{MAYOR}“The order {words},” said Senator Lena Brandt."
    assert [told[:1] + told[2:] for told in reported(text)] == [(kind, "Lena Brandt", ORDER)]
