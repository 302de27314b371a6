"""Acts that are threatened, planned, carried on or refused, on sentences of our own making."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import drafts

Told = tuple[str, str, str | None, str | None, str | None]


def _told(text: str) -> list[Told]:
    """Type, status, actor, recipient, place of every event."""
    return [
        (v.type.value, v.status.value, *(r and r.name for r in (v.actor, v.recipient, v.place)))  # type: ignore[misc]
        for v in drafts(text)
    ]


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        (" and has threatened to expand the deployment to Portland", "threatened"),
        (". She plans to broaden the operation to Portland", "planned"),
        (" and extended the mission to Portland", "actual"),
    ],
)
def test_an_act_carried_on_elsewhere_is_one_of_the_same_type(rest: str, status: str) -> None:
    text = f"Governor Ruth Okafor has sent troops to Seattle{rest}."
    assert _told(text) == [
        ("MOBILIZE", "actual", "Ruth Okafor", None, "Seattle"),
        ("MOBILIZE", status, "Ruth Okafor", None, "Portland"),
    ]


def test_what_nobody_did_before_is_not_carried_on() -> None:
    assert _told("Governor Ruth Okafor wants to extend the order to Portland.") == []


@pytest.mark.parametrize("verb", ["surge", "pour", "send"])
def test_forces_put_into_a_place_are_mobilized_there(verb: str) -> None:
    text = f"The White House plans to {verb} federal agents into Portland."
    assert _told(text) == [("MOBILIZE", "planned", "White House", None, "Portland")]


@pytest.mark.parametrize(
    ("noun", "participle", "expected"),
    [
        ("immigration crackdown", "threatened", ("COERCE", "threatened")),
        ("troop deployment", "planned", ("MOBILIZE", "planned")),
        ("raid", "promised", ("COERCE", "planned")),
    ],
)
def test_a_noun_names_the_act_that_somebody_announces(noun: str, participle: str, expected: tuple[str, str]) -> None:
    text = f"Mayor Dana Whitfield told how Portland will resist a {noun} {participle} by the White House."
    assert (*expected, "White House", None, "Portland") in _told(text)


def test_leave_refused_is_refused_to_whom_it_would_serve() -> None:
    text = "Mayor Dana Whitfield said Lakewood would not allow local officers to go on patrols with federal agents."
    assert _told(text) == [("REJECT", "planned", "Lakewood", "federal agents", None)]


def test_what_others_ought_to_do_is_asked_of_them_and_blamed_where_contrasted() -> None:
    text = "Spokesperson Ann Lee said city officials ought to focus on schools{}."
    assert {t[0] for t in _told(text.format(""))} == {"REQUEST"}
    assert {t[0] for t in _told(text.format(" instead of attacking the governor"))} == {"REQUEST", "ACCUSE"}


def test_a_court_that_leaves_an_order_standing_supports_it() -> None:
    text = "Governor Ruth Okafor signed an executive order in May. The Supreme Court leaves standing the order."
    assert ("SUPPORT", "actual", "Supreme Court", "executive order", None) in _told(text)


def test_plaintiffs_whom_the_parser_takes_for_an_object_sue_all_the_same() -> None:
    text = (
        "Governor Ruth Okafor signed an executive order in May. "
        "Lakewood Housing Council and several other groups that aid refugees sued over the order last year."
    )
    told = _told(text)
    assert [t[3] for t in told if t[0] == "ACCUSE"] == ["executive order", "executive order"]
    assert told[0][2] == "Lakewood Housing Council"


def test_who_is_among_those_that_act_acts() -> None:
    text = "Mayor Dana Whitfield signed an order. Alderman Leo Marsh was among those who voted against the order."
    assert _told(text) == [("REJECT", "actual", "Leo Marsh", "order", None)]


def test_peoples_are_asked_though_no_lexicon_knows_them() -> None:
    assert _told("Governor Ruth Okafor asked San Franciscans to stay home.") == [
        ("REQUEST", "actual", "Ruth Okafor", "San Franciscans", None)
    ]


def test_a_paper_asks_for_whoever_started_it() -> None:
    text = "Ann Lee started a petition that urges the Department of Energy to act."
    assert _told(text) == [("REQUEST", "actual", "Ann Lee", "Department of Energy", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Governor Ruth Okafor signed an executive order. Local officials rejoiced.",
        "Governor Ruth Okafor signed an executive order. Chairman Leo Marsh backs the order.",
        "Governor Ruth Okafor signed an executive order. Health officials struck a calmer note.",
        "Governor Ruth Okafor assured reporters that the roads are safe.",
        "Parades stop when a governor calls out the National Guard.",
    ],
)
def test_moods_stands_assurances_and_rules_are_no_events(text: str) -> None:
    assert _told(text) == []


def test_blame_of_what_is_unknown_does_not_fall_on_the_order_in_focus() -> None:
    text = "Mayor Dana Whitfield signed an executive order. Sheriff Tom Alvarez called the death a disgrace."
    assert _told(text) == []


def test_who_is_told_what_he_does_is_blamed_himself() -> None:
    text = (
        "President Carl Benson signed an executive order. "
        "“It is shameful and cruel of you to punish states,” Governor Ruth Okafor told Benson in a letter."
    )
    assert [t[:4] for t in _told(text)] == [("ACCUSE", "actual", "Ruth Okafor", "Carl Benson")]


def test_people_who_are_described_are_asked_to_do_what_they_should() -> None:
    text = "Commissioner Ann Lee said people who keep birds should wear masks."
    assert [t[:3] for t in _told(text)] == [("REQUEST", "actual", "Ann Lee")]


def test_a_chamber_that_strips_a_norm_from_a_bill_rejects_it() -> None:
    text = "The Senate voted 99 to 1 to strip a ban on state laws from a budget bill."
    assert [t[:4] for t in _told(text)] == [("REJECT", "actual", "Senate", "ban")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "President Carl Benson phoned Mayor Dana Whitfield, as did Governor Ruth Okafor.",
            [
                ("CONSULT", "Carl Benson", "Dana Whitfield"),
                ("CONSULT", "Ruth Okafor", "Dana Whitfield"),
            ],
        ),
        (
            "Governor Ruth Okafor and Mayor Dana Whitfield traded blame on Monday.",
            [("ACCUSE", "Ruth Okafor", "Dana Whitfield"), ("ACCUSE", "Dana Whitfield", "Ruth Okafor")],
        ),
        (
            "Governor Ruth Okafor is in regular contact with the White House.",
            [("CONSULT", "Ruth Okafor", "White House")],
        ),
        (
            "The killing of Dana Whitfield by federal agents shocked Lakewood.",
            [("ASSAULT", "federal agents", "Dana Whitfield")],
        ),
        (
            "The arrest of Dana Whitfield by federal agents shocked Lakewood.",
            [("COERCE", "federal agents", "Dana Whitfield")],
        ),
        (
            "Senator Dana Whitfield, the author of the Clean Streets Act, spoke on Monday.",
            [("SUPPORT", "Dana Whitfield", "Clean Streets Act")],
        ),
    ],
)
def test_acts_that_nouns_and_comparisons_tell(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [(kind, actor, recipient) for kind, _, actor, recipient, _ in _told(text)] == told
