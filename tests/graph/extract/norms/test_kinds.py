"""Of which kind a norm is, and how much of a sentence it takes, on sentences of our own making."""

from __future__ import annotations

import pytest

from graph.extract.norms.provisions import provisions
from graph.extract.reading import read
from graph.model import Document
from graph.parse import parse

SIGNED = "Mayor Signs Order\n\nMayor Ana Reyes of Harbor signed an executive order today. "
HEAD = "EXECUTIVE ORDER NO. 2024-07\n\nBy the authority vested in me I, Ana Reyes, Governor, order as follows:\n\n"


def _norms(text: str) -> list[tuple[str, str]]:
    drafts = provisions(read(Document(text), next(parse([text]))))
    return [(d.kind.value, text[d.start : d.end]) for d in drafts]


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        (
            "tells clinics to log every dose and not to sell any.",
            [("requires", "log every dose"), ("prohibits", "sell any")],
        ),
        (
            "told guards not to search bags, but to watch gates.",
            [("prohibits", "search bags"), ("requires", "watch gates")],
        ),
        ("told kiosks to stop selling glass bottles.", [("prohibits", "selling glass bottles")]),
        (
            "tells farms to post signs and to refrain from spraying.",
            [("requires", "post signs"), ("prohibits", "spraying")],
        ),
    ],
)
def test_each_action_of_a_command_is_of_its_own_kind(clause: str, told: list[tuple[str, str]]) -> None:
    assert _norms(f"{SIGNED}The order {clause}") == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Tanneries were told to stop dumping brine.", ("prohibits", "dumping brine")),
        ("Mills must cease burning bark.", ("prohibits", "burning bark")),
    ],
)
def test_to_stop_doing_is_a_prohibition_however_it_is_told(line: str, told: tuple[str, str]) -> None:
    assert _norms(SIGNED + "Under the order, gates are to be painted. " + line)[-1] == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("The Clerk is authorized and directed to print this order.", ("requires", "print this order")),
        ("Ferry masters are enjoined to count passengers.", ("requires", "count passengers")),
        ("Agencies shall keep the list, and shall not publish it.", ("prohibits", "publish it")),
        (
            "No contract shall be signed that runs past May.",
            ("prohibits", "No contract shall be signed that runs past May"),
        ),
        ("The regatta at Pell Lake shall not be held.", ("prohibits", "The regatta at Pell Lake shall not be held")),
        ("Clinics must forward swabs to the State Laboratory.", ("requires", "forward swabs to the State Laboratory")),
        (
            "A Harvest Relief Board is established in the Department of Labor.",
            ("establishes", "A Harvest Relief Board"),
        ),
        (
            "Order No. 2019-3, by which the sale of reeds was allowed, is cancelled.",
            ("revokes", "Order No. 2019-3, by which the sale of reeds was allowed"),
        ),
        (
            "Any prior directive of the Department that conflicts with this Order is rescinded.",
            ("revokes", "Any prior directive of the Department that conflicts with this Order"),
        ),
    ],
)
def test_an_orders_own_lines_keep_their_kind_and_their_whole_norm(line: str, told: tuple[str, str]) -> None:
    assert _norms(f"{HEAD}1. Wardens shall paint the gates.\n\n2. {line}\n")[-1] == told


@pytest.mark.parametrize(
    "line", ["No shop, stall, or barrow in the County may sell eels.", "No shop or cart may sell eels."]
)
def test_what_none_of_several_may_do_is_forbidden(line: str) -> None:
    assert _norms(f"{HEAD}1. {line}\n")[0][0] == "prohibits"


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("puts the army in charge of the docks and orders freight firms to open their books.", "open their books"),
        ("caps rents and orders landlords to publish them.", "publish them"),
        ("keeps clinics that need a licence open and requires care homes to report falls.", "report falls"),
        ("bars traders, licensed or not, from cooking on the quay.", "cooking on the quay"),
    ],
)
def test_a_second_command_is_read_where_the_parser_takes_it_for_a_noun(clause: str, told: str) -> None:
    assert told in [span for _, span in _norms(f"{SIGNED}The order {clause}")]


def test_both_halves_of_a_command_that_shares_its_verb_are_told() -> None:
    text = (
        SIGNED + "The order requires the city to cut its use of sand by May and the Port Authority to dredge at night."
    )
    assert _norms(text) == [("requires", "cut its use of sand by May"), ("requires", "dredge at night")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("A decree that bars shops from selling maps went into force at noon.", ("prohibits", "selling maps")),
        ("An order telling clubs to close at ten has angered bar owners.", ("requires", "close at ten")),
        (
            "Rangers may shoot geese until Sunday after Reyes prolonged the season.",
            ("permits", "shoot geese until Sunday"),
        ),
    ],
)
def test_an_action_ends_where_the_sentence_goes_on_about_something_else(sentence: str, told: tuple[str, str]) -> None:
    assert told in _norms(SIGNED + sentence)


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        (
            "revokes a 2016 order by former Mayor Pam Lund on records.",
            "a 2016 order by former Mayor Pam Lund on records",
        ),
        ("cancels contracts with three small carriers.", "contracts with three small carriers"),
        (
            "replaces Executive Order 2021-3, under which towns could opt out.",
            "Executive Order 2021-3, under which towns could opt out",
        ),
        ("puts an end to the daily tests at the docks.", "the daily tests at the docks"),
        ("suspends the security clearances of the firm.", "the security clearances of the firm"),
    ],
)
def test_what_is_revoked_is_told_whole(clause: str, told: str) -> None:
    assert _norms(f"{SIGNED}The order {clause}") == [("revokes", told)]


def test_a_list_of_actions_goes_on_with_verbs_that_are_nouns_too() -> None:
    text = SIGNED + "Under it, firms have to supply water, train crew leaders to spot fainting and let new hires rest."
    assert _norms(text) == [
        ("requires", "supply water"),
        ("requires", "train crew leaders to spot fainting"),
        ("requires", "let new hires rest"),
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Nurses with a badge are let through.", ("permits", "Nurses with a badge are let through")),
        ("Parades with a licence can go ahead.", ("permits", "Parades with a licence can go ahead")),
        ("Faculty could keep a key.", ("permits", "Faculty could keep a key")),
        ("Shops can't sell ice after dark.", ("prohibits", "sell ice after dark")),
        ("Nurses may be paid double.", ("permits", "Nurses may be paid double")),
        ("It sets aside a bus lane.", ("establishes", "a bus lane")),
        ("It puts the port under a state of emergency.", ("declares", "a state of emergency")),
        ("It orders that no song be performed in parks.", ("prohibits", "no song be performed in parks")),
        ("It widened the program, ending an age limit.", ("revokes", "an age limit")),
    ],
)
def test_norms_are_told_by_idioms_and_by_what_things_can_do(sentence: str, told: tuple[str, str]) -> None:
    assert _norms(SIGNED + "Under the order, gates are to be painted. " + sentence)[1:] == [told]


@pytest.mark.parametrize(
    "sentence",
    [
        "The tailors' union is expected to challenge it.",
        "Questions may be directed to the clerk.",
        "The state was ordered to pay costs.",
        "The order covers any conspiracy formed abroad.",
    ],
)
def test_forecasts_notices_and_costs_are_no_norms(sentence: str) -> None:
    assert _norms(SIGNED + sentence) == []


@pytest.mark.parametrize("line", ["Residents are encouraged to walk.", "I ask the Legislature to fund ferries."])
def test_what_an_orders_own_text_only_wishes_is_no_norm(line: str) -> None:
    assert _norms(f"{HEAD}1. Wardens shall paint the gates.\n\n2. {line}\n") == [("requires", "paint the gates")]


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("Mayor Ana Reyes banned drones over the harbor. The order takes effect at noon.", "prohibits"),
        ("President Ana Reyes has declared martial law. The decree lasts a week.", "declares"),
    ],
)
def test_what_an_issuer_did_is_what_the_order_does(lead: str, told: str) -> None:
    assert [kind for kind, _ in _norms(lead)] == [told]


def test_an_ordinance_that_a_mayor_issued_is_an_order() -> None:
    text = "Ana Reyes issued the emergency ordinance on Friday. It bans rallies and lets the police search anyone."
    assert _norms(text) == [("prohibits", "rallies"), ("permits", "search anyone")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It bans rallies, forbids masks and closes the quay.", ["rallies", "masks", "closes the quay"]),
        ("Under the order, markets are limited to forty stalls.", ["markets are limited to forty stalls"]),
        ("No later than June 1, the clerk must file a report.", ["file a report"]),
    ],
)
def test_effects_in_a_row_are_told_apart_and_a_time_limit_forbids_nothing(sentence: str, told: list[str]) -> None:
    found = _norms(SIGNED + sentence)
    assert [span for _, span in found] == told
    assert [kind for kind, _ in found] == ["requires" if "clerk" in sentence else "prohibits"] * len(told)


def test_an_invitation_in_an_orders_own_text_allows() -> None:
    assert _norms(f"{HEAD}1. Towns are invited to adopt the same rules.\n") == [("permits", "adopt the same rules")]


@pytest.mark.parametrize(
    "state", ["a state of public emergency", "a state of energy emergency", "a state of emergency"]
)
def test_a_state_of_any_emergency_is_told_whole(state: str) -> None:
    text = f"Governor Ana Reyes declared {state}. It lets troops guard the dam."
    assert _norms(text) == [("declares", state), ("permits", "guard the dam")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("There is an exception for teens who are with an adult.", ["an exception for teens who are with an adult"]),
        ("The order makes exemptions for funerals.", ["exemptions for funerals"]),
        ("There is no exception for staff.", []),
    ],
)
def test_an_exception_allows_whom_it_is_for(sentence: str, told: list[str]) -> None:
    assert _norms(SIGNED + sentence) == [("permits", span) for span in told]


@pytest.mark.parametrize("norm", ["My Memorandum of August 9, 2023", "The Directive of May 3"])
def test_an_order_that_is_withdrawn_is_revoked(norm: str) -> None:
    assert _norms(f"{HEAD}1. Gates shall be painted.\n\n2. {norm} is withdrawn.\n")[-1] == ("revokes", norm)


SCHEDULED = [
    ("The city council is to vote on that on Friday.", []),
    ("The harbor board is to meet for the first time in June.", []),
    ("The tribunal has five days to decide whether it stands.", []),
    ("Officers are to visit every shop.", ["visit every shop"]),
    ("Teachers are free to discuss it.", ["discuss it"]),
    ("The harbor board must meet each month.", ["meet each month"]),
]


@pytest.mark.parametrize(("clause", "told"), SCHEDULED)
def test_what_somebody_is_to_do_by_the_calendar_is_no_norm(clause: str, told: list[str]) -> None:
    told_of = _norms(f"Mayor Ann Lee signed Executive Order 7 on Monday. The order bars street sales. {clause}")
    assert [action for _, action in told_of][1:] == told
