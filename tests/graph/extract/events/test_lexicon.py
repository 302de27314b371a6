"""The table of verbs on sentences of our own making: type, status, actor and recipient of what each reports."""

from __future__ import annotations

import pytest

from tests.graph.extract.reported import MAYOR, ORDER, Told, reported


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The Red Cross handed out blankets to evacuees on Sunday.",
            [("AID", "actual", "Red Cross", "evacuees")],
        ),
        (
            "The Department of Commerce announced $5 million in grants for farmers.",
            [("AID", "actual", "Department of Commerce", "farmers")],
        ),
        (
            "The Sierra Club is covering legal fees for the fired workers.",
            [("AID", "actual", "Sierra Club", "fired workers")],
        ),
        ("The Red Cross sent two helicopters to help evacuees.", [("AID", "actual", "Red Cross", "evacuees")]),
        ("The city opened two warming centers on Friday.", [("AID", "actual", "Lakewood", None)]),
        ("The Red Cross took part in the event.", []),
        ("Some $10 million will go to farmers.", [("AID", "planned", None, "farmers")]),
        ("Norland will provide 20 boats to Lakewood.", [("AID", "planned", "Norland", "Lakewood")]),
        ("Norland will provide notice to Lakewood.", []),
    ],
)
def test_aid(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The Sierra Club asked for police protection.", [("REQUEST", "actual", "Sierra Club", None)]),
        ("The Sierra Club asked for comment.", []),
        ("The Sierra Club asked that the mine be closed.", [("REQUEST", "actual", "Sierra Club", None)]),
        ("The Sierra Club is demanding something.", []),
        ("The Sierra Club lobbies for immigrants.", []),
        (
            "Senator Lena Brandt told Governor Ruth Okafor of the fires and asked for help.",
            [("REQUEST", "actual", "Lena Brandt", "Ruth Okafor")],
        ),
        (
            "“Please stay at home,” Governor Ruth Okafor told residents.",
            [("REQUEST", "actual", "Ruth Okafor", "residents")],
        ),
        (
            "Mayor Amos Reed has requested that Governor Ruth Okafor send the National Guard.",
            [("REQUEST", "actual", "Amos Reed", "Ruth Okafor")],
        ),
        (
            "Senator Lena Brandt wrote a letter to Governor Ruth Okafor seeking relief.",
            [("REQUEST", "actual", "Lena Brandt", "Ruth Okafor")],
        ),
        (
            "Senator Lena Brandt said that the order “will ruin farmers” and urged the Lakewood City Council to act.",
            [
                ("REQUEST", "actual", "Lena Brandt", "Lakewood City Council"),
                ("ACCUSE", "actual", "Lena Brandt", ORDER),
            ],
        ),
    ],
)
def test_requests(sentence: str, told: list[Told]) -> None:
    assert sorted(reported(MAYOR + sentence)) == sorted(told, key=str)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The Department of Education froze $2 billion in grants to Rowan University.",
            [("SANCTION", "actual", "Department of Education", "Rowan University")],
        ),
        (
            "The United States severed ties with Norland.",
            [("SANCTION", "actual", "United States", "Norland")],
        ),
        (
            "A court denied the Sierra Club's request for an injunction.",
            [("SUPPORT", "actual", "court", ORDER), ("REQUEST", "actual", "Sierra Club", "court")],
        ),
        ("Several churches met in defiance of the order.", [("REJECT", "actual", "Several churches", ORDER)]),
        ("Several restaurants stayed open despite the order.", [("REJECT", "actual", "Several restaurants", ORDER)]),
        ("Sheriff Tom Alvarez ruled out a curfew.", [("REJECT", "actual", "Tom Alvarez", None)]),
        ("Sheriff Tom Alvarez has not ruled out a curfew.", []),
        (
            "The Lakewood Police Department carried out raids on vendors.",
            [("COERCE", "actual", "Lakewood Police Department", "vendors")],
        ),
        ("Militants abducted five teachers.", [("ASSAULT", "actual", "Militants", "five teachers")]),
        ("The clerk would not issue licenses to the Sierra Club.", [("REJECT", "planned", "clerk", "Sierra Club")]),
        ("Businesses that ignore the order could face fines.", [("SANCTION", "hypothetical", None, "Businesses")]),
        ("The order was lifted on Sunday.", [("CONCEDE", "actual", None, ORDER)]),
    ],
)
def test_refusals_penalties_and_force(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The order angered shop owners.", [("ACCUSE", "actual", "shop owners", ORDER)]),
        ("The order delighted the Sierra Club.", [("SUPPORT", "actual", "Sierra Club", ORDER)]),
        ("The Sierra Club agreed with the order.", [("SUPPORT", "actual", "Sierra Club", ORDER)]),
        (
            "Senator Lena Brandt and Governor Ruth Okafor reached an agreement.",
            [("AGREE", "actual", "Lena Brandt", "Ruth Okafor")],
        ),
        (
            "Senator Lena Brandt and Governor Ruth Okafor met on Friday.",
            [("CONSULT", "actual", "Lena Brandt", "Ruth Okafor")],
        ),
        (
            "Senator Lena Brandt called Governor Ruth Okafor on Monday.",
            [("CONSULT", "actual", "Lena Brandt", "Ruth Okafor")],
        ),
        ("A court found that the order was lawful.", [("SUPPORT", "actual", "court", ORDER)]),
        ("A court found that the order was not lawful.", []),
        ("Two lawsuits have been filed against the order.", [("ACCUSE", "actual", None, ORDER)]),
    ],
)
def test_feelings_and_parties_to_one_act(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


def test_an_owner_is_who_the_common_noun_means() -> None:
    text = MAYOR + "The Sierra Club turned down the mayor's offer."
    assert reported(text) == [("REJECT", "actual", "Sierra Club", "Dana Whitfield")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The Sierra Club filed an appeal.", [("REJECT", "actual", "Sierra Club", ORDER)]),
        ("The Sierra Club did not wish to comment.", [("REJECT", "actual", "Sierra Club", None)]),
        ("The Sierra Club would not say when it meets.", [("REJECT", "actual", "Sierra Club", None)]),
        ("Sheriff Tom Alvarez will not staff the checkpoints.", [("REJECT", "planned", "Tom Alvarez", None)]),
        ("Sheriff Tom Alvarez will not know before May.", []),
        ("Sheriff Tom Alvarez would not appeal.", []),
        ("“We will comply,” said Sheriff Tom Alvarez.", [("AGREE", "planned", "Tom Alvarez", None)]),
        ("Sheriff Tom Alvarez promised to appoint a panel.", [("AGREE", "actual", "Tom Alvarez", None)]),
        ("Sheriff Tom Alvarez said he was deeply sorry.", [("CONCEDE", "actual", "Tom Alvarez", None)]),
        ("The Sierra Club called off a rally.", [("RETREAT", "actual", "Sierra Club", None)]),
    ],
)
def test_refusal_and_compliance(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("No one was arrested.", [("COERCE", "negated", None, None)]),
        ("Neither union has sued.", [("ACCUSE", "negated", "union", ORDER)]),
        ("Police killed two protesters.", [("ASSAULT", "actual", "Police", "two protesters")]),
        ("Police killed the bill.", []),
        ("Senator Lena Brandt beat Carl Benson in November.", []),
    ],
)
def test_what_nobody_did_is_denied_and_what_is_no_body_is_not_hurt(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("A federal judge ruled that the order was beyond repair.", [("SANCTION", "actual", "federal judge", ORDER)]),
        ("A federal judge let the city keep the order.", [("SUPPORT", "actual", "federal judge", ORDER)]),
        ("A federal judge wiped out the order.", [("SANCTION", "actual", "federal judge", ORDER)]),
    ],
)
def test_courts_end_and_keep_orders(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The Sierra Club sent Governor Ruth Okafor a request to close the park.",
            [("REQUEST", "actual", "Sierra Club", "Ruth Okafor")],
        ),
        (
            "The Sierra Club wrote to Governor Ruth Okafor to ask that she close the park.",
            [("REQUEST", "actual", "Sierra Club", "Ruth Okafor")],
        ),
        (
            "The Sierra Club has applied to Governor Ruth Okafor for a permit.",
            [("REQUEST", "actual", "Sierra Club", "Ruth Okafor")],
        ),
        (
            "Senator Lena Brandt pressed Governor Ruth Okafor about the order.",
            [("REQUEST", "actual", "Lena Brandt", "Ruth Okafor")],
        ),
    ],
)
def test_request_by_paper_and_on_the_way(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


def test_past_tense_after_an_aside_has_its_subject() -> None:
    text = MAYOR + "Carl Benson, a baker who runs the shop Shift Change, laid into Governor Ruth Okafor for closing it."
    assert ("ACCUSE", "actual", "Carl Benson", "Ruth Okafor") in reported(text)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Refusal could bring a fine.", [("SANCTION", "hypothetical", None, None)]),
        ("Camping will be punishable by six months in jail.", [("SANCTION", "hypothetical", None, None)]),
        ("Violators could go to jail.", [("SANCTION", "hypothetical", None, "Violators")]),
        ("The Sierra Club lost $3 million last year.", []),
    ],
)
def test_penalties_that_may_come(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The University of Norland halted its training.", [("CONCEDE", "actual", "University of Norland", None)]),
        ("Activists stormed the Capitol.", [("ASSAULT", "actual", "Activists", "Capitol")]),
        ("The Sierra Club is seeking care that a clinic provides.", []),
        ("Senator Lena Brandt voted for the order's repeal.", [("REJECT", "actual", "Lena Brandt", ORDER)]),
        ("The Sierra Club refused to comment.", [("REJECT", "actual", "Sierra Club", None)]),
        ("A federal judge refused to stop the order.", [("SUPPORT", "actual", "federal judge", ORDER)]),
        (
            "Mayor Amos Reed appealed to Governor Ruth Okafor to reconsider.",
            [("REQUEST", "actual", "Amos Reed", "Ruth Okafor")],
        ),
    ],
)
def test_what_is_stopped_stormed_and_voted_for(sentence: str, told: list[Told]) -> None:
    assert reported(MAYOR + sentence) == told


def test_commission_that_is_urged_by_a_pronoun() -> None:
    text = MAYOR + "Senator Lena Brandt wrote to the Lakewood Housing Commission urging it not to comply."
    assert ("REQUEST", "actual", "Lena Brandt", "Lakewood Housing Commission") in reported(text)


def test_appeal_for_which_there_is_time_is_possible() -> None:
    text = MAYOR + "A federal judge struck down the order in a ruling on Friday. The city has 60 days to appeal."
    assert ("REJECT", "hypothetical", "Lakewood") in [t[:3] for t in reported(text)]


def test_those_who_suffer_are_not_blamed() -> None:
    text = MAYOR + "“Families are worried, the order is cruel, unlawful and shameful,” said Carl Benson."
    assert [t for t in reported(text) if t[0] == "ACCUSE"] == [("ACCUSE", "actual", "Carl Benson", ORDER)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Denounced by the Sierra Club, the order took effect on Friday.", ("ACCUSE", "actual", "Sierra Club", ORDER)),
        (
            "Mayor Dana Whitfield was accused of overreach by Senator Lena Brandt.",
            ("ACCUSE", "actual", "Lena Brandt", "Dana Whitfield"),
        ),
        ("Among those suing are the Sierra Club and others.", ("ACCUSE", "actual", "Sierra Club", ORDER)),
        ("Senator Lena Brandt wasted no time in condemning the order.", ("ACCUSE", "actual", "Lena Brandt", ORDER)),
        (
            "The Sierra Club condemned not only the order but Mayor Dana Whitfield.",
            ("ACCUSE", "actual", "Sierra Club", ORDER),
        ),
        (
            "The Sierra Club decried what it called a power grab by Governor Ruth Okafor.",
            ("ACCUSE", "actual", "Sierra Club", "Ruth Okafor"),
        ),
        ("The Sierra Club pushed back against the order.", ("ACCUSE", "actual", "Sierra Club", ORDER)),
        (
            "Senator Lena Brandt blamed the chaos on Governor Ruth Okafor.",
            ("ACCUSE", "actual", "Lena Brandt", "Ruth Okafor"),
        ),
        ("Carl Benson poured scorn on the order.", ("ACCUSE", "actual", "Carl Benson", ORDER)),
        ("The Sierra Club rallied behind Governor Ruth Okafor.", ("SUPPORT", "actual", "Sierra Club", "Ruth Okafor")),
        ("A federal judge refused to issue an injunction.", ("SUPPORT", "actual", "federal judge", ORDER)),
        ("The order has been blocked in court.", ("SANCTION", "actual", None, ORDER)),
        ("Federal agents descended on Lakewood.", ("MOBILIZE", "actual", "Federal agents", None)),
        ("The order sparked protests.", ("PROTEST", "actual", None, ORDER)),
        ("Norland vowed retaliation.", ("THREATEN", "actual", "Norland", None)),
        ("Governor Ruth Okafor refused to back down.", ("REJECT", "actual", "Ruth Okafor", None)),
        (
            "The council approved the plan over the objections of the Sierra Club.",
            ("REJECT", "actual", "Sierra Club", ORDER),
        ),
        (
            "Under pressure from the Sierra Club, Governor Ruth Okafor resigned.",
            ("REQUEST", "actual", "Sierra Club", "Ruth Okafor"),
        ),
        (
            "The mayor's meeting with Governor Ruth Okafor lasted an hour.",
            ("CONSULT", "actual", "Dana Whitfield", "Ruth Okafor"),
        ),
    ],
)
def test_turns_of_phrase(sentence: str, told: Told) -> None:
    assert told in reported(MAYOR + sentence)


def test_what_is_asked_to_be_done_is_not_done() -> None:
    text = MAYOR + "Senator Lena Brandt demanded that the order be lifted."
    assert [t for t in reported(text) if t[0] == "CONCEDE"] == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The Sierra Club was the first group to sue over the order.", ("ACCUSE", "actual", "Sierra Club", ORDER)),
        ("The Sierra Club was among the first to sue over the order.", ("ACCUSE", "actual", "Sierra Club", ORDER)),
        ("To the dismay of the Sierra Club, the order took effect.", ("ACCUSE", "actual", "Sierra Club", ORDER)),
        ("The Sierra Club's threat to sue surprised many.", ("ACCUSE", "threatened", "Sierra Club", ORDER)),
        (
            "Despite having praised the order, Senator Lena Brandt left.",
            ("SUPPORT", "actual", "Lena Brandt", ORDER),
        ),
        ("The resignation of Sheriff Tom Alvarez surprised many.", ("RETREAT", "actual", "Tom Alvarez", None)),
        (
            "The firing of Sheriff Tom Alvarez by Governor Ruth Okafor surprised many.",
            ("SANCTION", "actual", "Ruth Okafor", "Tom Alvarez"),
        ),
        ("The Sierra Club was denied a permit.", ("REJECT", "actual", None, "Sierra Club")),
        (
            "National Guard troops are on the streets of Lakewood.",
            ("MOBILIZE", "actual", "National Guard troops", None),
        ),
        ("Governor Ruth Okafor would not meet the Sierra Club.", ("REJECT", "planned", "Ruth Okafor", "Sierra Club")),
    ],
)
def test_acts_that_nouns_and_phrases_tell(sentence: str, told: Told) -> None:
    assert told in reported(MAYOR + sentence)


def test_infinitive_has_the_status_of_its_noun() -> None:
    text = MAYOR + "Governor Ruth Okafor's promise to veto the ordinance surprised many."
    assert [t[:3] for t in reported(text) if t[0] == "REJECT"] == [("REJECT", "planned", "Ruth Okafor")]
