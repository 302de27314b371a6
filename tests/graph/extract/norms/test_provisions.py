"""What orders require, forbid, allow and change, on sentences of our own making, read by the real parser."""

from __future__ import annotations

import pytest

from graph.extract.norms.conditions import condition, deadline
from graph.extract.norms.provisions import provisions
from graph.extract.official.due import Calendar, due, is_single
from graph.extract.official.official import is_official
from graph.extract.reading import ProvisionDraft, read
from graph.extract.rules import RulesExtractor
from graph.model import Document
from graph.parse import parse

SIGNED = "Mayor Signs Order\n\nMayor Ana Reyes of Harbor signed an executive order today. "


def _drafts(text: str) -> list[ProvisionDraft]:
    return provisions(read(Document(text), next(parse([text]))))


def _norms(text: str) -> list[tuple[str, str | None, str]]:
    """Kind, first bearer and span of every provision."""
    return [(d.kind.value, d.bearers[0].name if d.bearers else None, text[d.start : d.end]) for d in _drafts(text)]


def test_directive_verbs_bind_their_objects() -> None:
    text = SIGNED + "The order requires landlords to install fans and bars utilities from cutting off power."
    assert _norms(text) == [
        ("requires", "landlords", "install fans"),
        ("prohibits", "utilities", "cutting off power"),
    ]


def test_modal_verbs_under_an_order_are_norms() -> None:
    text = SIGNED + "Under it, farmers must report their wells. Cities may not water lawns. Residents may wash cars."
    assert _norms(text) == [
        ("requires", "farmers", "report their wells"),
        ("prohibits", "Cities", "water lawns"),
        ("permits", "Residents", "wash cars"),
    ]


def test_passives_and_their_negations_are_norms() -> None:
    text = SIGNED + "Shops are required to close at noon and are not allowed to sell fireworks."
    assert _norms(text) == [("requires", "Shops", "close at noon"), ("prohibits", "Shops", "sell fireworks")]


def test_verbs_with_objects_of_their_own_are_separate_and_verbs_that_share_one_are_one() -> None:
    text = (
        SIGNED + "The order tells the Fire Department to test alarms, to train wardens and to stop and search trucks."
    )
    assert _norms(text) == [
        ("requires", "Fire Department", "test alarms"),
        ("requires", "Fire Department", "train wardens"),
        ("requires", "Fire Department", "stop and search trucks"),
    ]


def test_time_given_is_a_requirement_and_power_given_a_permission() -> None:
    text = SIGNED + "It gives agencies 60 days to draw up plans. It gives inspectors the power to seal stalls."
    assert [(*row, d.deadline) for row, d in zip(_norms(text), _drafts(text), strict=True)] == [
        ("requires", "agencies", "draw up plans", "60 days"),
        ("permits", "inspectors", "seal stalls", None),
    ]


def test_list_items_that_begin_with_a_verb_speak_for_the_order() -> None:
    text = (
        SIGNED + "The order:\n\n• Directs the Police Department to record every stop;\n"
        "• Bars city agencies from sharing files; and\n• Allows the Health Department to open clinics."
    )
    assert _norms(text) == [
        ("requires", "Police Department", "record every stop"),
        ("prohibits", "city agencies", "sharing files"),
        ("permits", "Health Department", "open clinics"),
    ]


def test_effects_are_what_is_created_reaffirmed_and_revoked() -> None:
    text = SIGNED + (
        "It sets up a Night Market Office, reaffirms the city's noise ordinance and rescinds a 2015 directive on carts."
    )
    assert _norms(text) == [
        ("establishes", None, "a Night Market Office"),
        ("reaffirms", None, "the city's noise ordinance"),
        ("revokes", None, "a 2015 directive on carts"),
    ]


def test_declared_emergency_is_an_order_with_its_reach() -> None:
    text = "Storm\n\nGovernor Lee Marsh declared a state of emergency in Dover County on Sunday."
    assert _norms(text) == [("declares", None, "a state of emergency in Dover County")]


def test_issuer_who_orders_speaks_for_the_order() -> None:
    text = "Camp\n\nMayor Ana Reyes ordered city workers on Tuesday to clear the camp. The order ends on Friday."
    assert _norms(text) == [("requires", "city workers", "clear the camp")]


def test_where_nobody_is_bound_by_name_the_span_keeps_its_subject() -> None:
    text = SIGNED + "Under the order, permits must be issued within five days."
    assert _norms(text) == [("requires", None, "permits must be issued within five days")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Senator Tom Hill vowed to block the rules.",
        "Hill said cities must pay their own way.",
        '"You must help us," she told residents.',
        "A federal judge barred the state from holding the money.",
        "State law requires drivers to carry cards.",
        "Violators could face a fine.",
        "The order does not require shops to close.",
        "Must shops close?",
    ],
)
def test_what_others_say_command_or_fear_is_no_norm_of_the_order(sentence: str) -> None:
    assert _norms(SIGNED + sentence) == []


OFFICIAL = """THE STATE OF DOVER

EXECUTIVE ORDER NO. 7

WHEREAS, the rivers may rise again; and

NOW, THEREFORE, I, Lee Marsh, Governor, do hereby proclaim a state of emergency in Dover County and order as follows:

Section 1. There is hereby created the Flood Council (the "Council").

Section 2. Membership. The Governor shall appoint seven members of the Council.

Section 3. The Director of Public Works shall:

(a) inspect every levee; and
(b) report the results to the Governor by May 1.

Section 4. No person shall camp on a levee. The Council may hire staff but shall not borrow money.

Section 5. Pharmacies are hereby authorized to refill any prescription.

Section 6. Executive Order No. 3 is hereby revoked.

Section 7. This Order shall take effect immediately. Nothing in this Order shall be construed to limit the courts.

GIVEN under my hand this 4th day of May.

Visitors must sign in at the desk.
"""


def test_official_text_yields_its_norms_and_nothing_of_its_boilerplate() -> None:
    assert [(kind, text) for kind, _, text in _norms(OFFICIAL)] == [
        ("declares", "a state of emergency in Dover County"),
        ("establishes", "the Flood Council"),
        ("requires", "inspect every levee"),
        ("requires", "report the results to the Governor by May 1"),
        ("prohibits", "camp on a levee"),
        ("permits", "hire staff"),
        ("prohibits", "borrow money"),
        ("permits", "refill any prescription"),
        ("revokes", "Executive Order No. 3"),
    ]
    assert {d.order.name for d in _drafts(OFFICIAL)} == {"EXECUTIVE ORDER NO. 7"}


def test_lettered_list_shares_the_bearer_of_its_lead() -> None:
    bearers = [bearer for kind, bearer, _ in _norms(OFFICIAL) if kind == "requires"]
    assert bearers == ["Director of Public Works", "Director of Public Works"]


def test_conditions_and_deadlines_are_quoted_from_the_clause() -> None:
    text = SIGNED + "Under it, cities may not water parks unless the engineer agrees. Farms must file maps by July 1."
    assert [(d.condition, d.deadline) for d in _drafts(text)] == [
        ("unless the engineer agrees", None),
        (None, "by July 1"),
    ]


@pytest.mark.parametrize(
    ("clause", "by"),
    [
        (
            "Within 60 days of the date of this order, each agency shall report",
            "Within 60 days of the date of this order",
        ),
        ("Not later than September 5, 2017, the Director shall report", "Not later than September 5, 2017"),
        ("rewrite their policies by the end of the year", "by the end of the year"),
        ("keep a public list", None),
    ],
)
def test_deadline(clause: str, by: str | None) -> None:
    assert deadline(clause) == by


@pytest.mark.parametrize(
    ("worded", "resolved"),
    [
        ("within 30 days", "2025-05-31"),
        ("Within 60 days of the date of this order", "2025-06-30"),
        ("within two months of the order’s issuance", "2025-07-01"),
        ("no later than 90 days after the effective date of this order", "2025-08-08"),
        ("within 30 days after this order takes effect", "2025-06-09"),
        ("within 30 days of March 1, 2026", "2026-03-31"),
        ("within 30 days of receipt of the notice", "P30D"),
        ("within 30 days of the order's expiration", "P30D"),
        ("within a year of being told", "P1Y"),
        ("within 24 hours", "PT24H"),
        ("60 days", "P60D"),
        ("no more than 45 days", "P45D"),
        ("Not later than September 5, 2017", "2017-09-05"),
        ("by July 1", "2025-07-01"),
        ("by 3 March", "2026-03-03"),
        ("by Friday", "2025-05-02"),
        ("by tomorrow", "2025-05-02"),
        ("by the end of the year", "2025-12-31"),
        ("by the end of June 2027", "2027-06-30"),
        ("by late May", None),
        ("by noon", None),
        ("within 10 business days", None),
        ("no later than 30 days before the election", None),
    ],
)
def test_a_deadline_is_a_day_where_it_can_be_counted_and_else_a_duration(worded: str, resolved: str | None) -> None:
    assert due(worded, Calendar("2025-05-01", "2025-05-10", "2025-05-01"), once=True) == resolved


@pytest.mark.parametrize(("worded", "resolved"), [("within 30 days", "P30D"), ("by July 1", None), ("by Friday", None)])
def test_a_deadline_is_no_day_where_nothing_tells_the_day_it_counts_from(worded: str, resolved: str | None) -> None:
    assert due(worded, Calendar(), once=True) == resolved


def test_what_is_to_be_done_each_time_does_not_count_from_the_order() -> None:
    assert is_single("submit a report", None, "Within 30 days")
    assert not is_single("answer any request", None, "Within 30 days")
    assert not is_single("close the road", "if it rains", "Within 30 days")
    assert not is_single("issue a permit within 30 days", None, "within 30 days")
    assert due("within 30 days", Calendar("2025-05-01"), once=False) == "P30D"


def test_an_orders_deadlines_count_from_its_signing_and_its_record_names_the_counterparty() -> None:
    text = (
        "THE STATE OF DOVER\n\nEXECUTIVE ORDER NO. 9\n\n"
        "NOW, THEREFORE, I, Lee Marsh, Governor, do hereby order as follows:\n\n"
        "Section 1. Within 30 days of the date of this order, the Department of Public Works shall submit a plan to "
        "the Flood Council.\n\n"
        "Section 2. The Flood Council shall hold a hearing by October 1, 2025.\n\n"
        "Section 3. The Department of Public Works shall decide on a permit within 10 days.\n\n"
        "Section 4. Within 90 days, the Flood Council shall name a director.\n\n"
        "GIVEN under my hand this 1st day of May, 2025.\n"
    )
    record = RulesExtractor().extract(Document(text), next(parse([text])))
    named = {e.id: e.name for e in record.entities}
    assert [(p.evidence.text, p.due, named.get(p.counterparty or "")) for p in record.provisions] == [
        ("submit a plan to the Flood Council", "2025-05-31", "Flood Council"),
        ("hold a hearing by October 1, 2025", "2025-10-01", None),
        ("decide on a permit within 10 days", "P10D", None),
        ("name a director", "2025-07-30", None),
    ]


@pytest.mark.parametrize(
    ("action", "party"),
    [
        ("report to the Governor", "Governor"),
        ("cooperate with the Harbor Police Department", "Harbor Police Department"),
        ("send the Fire Department a list", "Fire Department"),
        ("repair the bridge", None),
    ],
)
def test_the_counterparty_is_to_or_with_whom_the_bearer_does_it(action: str, party: str | None) -> None:
    (draft,) = _drafts(SIGNED + f"The order requires landlords to {action}.")
    assert (draft.counterparty.name if draft.counterparty else None) == party


def test_condition_is_none_where_there_is_none() -> None:
    assert condition("keep a public list of all that is banned") is None


def test_who_does_a_thing_by_order_is_a_collective_though_the_noun_is_of_premises() -> None:
    text = SIGNED + "Under it, pharmacies must post prices. Splicers have 30 days to register."
    assert _norms(text) == [
        ("requires", "pharmacies", "post prices"),
        ("requires", "Splicers", "register"),
    ]


def test_what_cannot_act_is_nobody_and_stays_in_the_span() -> None:
    text = SIGNED + "Under it, permits for such sheds must be renewed by the end of May."
    assert _norms(text) == [("requires", None, "permits for such sheds must be renewed by the end of May")]


def test_a_verb_of_the_orders_own_is_not_of_the_action_before_it() -> None:
    text = SIGNED + "The order bars agencies from spending money on travel and abolishes the Office of Fairs."
    assert _norms(text) == [
        ("prohibits", "agencies", "spending money on travel"),
        ("revokes", None, "the Office of Fairs"),
    ]


def test_closing_a_body_ends_it_and_closing_a_place_forbids() -> None:
    text = SIGNED + "The order closes the Office of Fairs. It closes the parks at night."
    assert _norms(text) == [("revokes", None, "the Office of Fairs"), ("prohibits", None, "closes the parks at night")]


def test_gerunds_and_asides_of_a_list_are_actions_of_their_own() -> None:
    text = (
        SIGNED + "Visitors are barred from drinking alcohol, feeding wild deer and gathering at the lake. "
        "The police must record each report and, where the evidence warrants it, pass the case to prosecutors."
    )
    assert _norms(text) == [
        ("prohibits", "Visitors", "drinking alcohol"),
        ("prohibits", "Visitors", "feeding wild deer"),
        ("prohibits", "Visitors", "gathering at the lake"),
        ("requires", "police", "record each report"),
        ("requires", "police", "pass the case to prosecutors"),
    ]


@pytest.mark.parametrize("clause", ["pay the fee, if any", "act as if it were law", "stay as long as a year"])
def test_idle_words_are_no_condition(clause: str) -> None:
    assert condition(clause) is None


@pytest.mark.parametrize(
    ("sentence", "norm"),
    [
        ("The order leaves landlords free to raise fares.", ("permits", "landlords", "raise fares")),
        (
            "It gives county officials the choice of holding the vote.",
            ("permits", "county officials", "holding the vote"),
        ),
        ("It grants inspectors the power to seal stalls.", ("permits", "inspectors", "seal stalls")),
        ("It gives the Police Department one job: to track floods.", ("requires", "Police Department", "track floods")),
        ("Officers retain the right to search bags.", ("permits", "Officers", "search bags")),
        ("Under the order, brewers are at liberty to sell beer.", ("permits", "brewers", "sell beer")),
    ],
)
def test_what_is_given_is_a_norm_whoever_gives_it(sentence: str, norm: tuple[str, str, str]) -> None:
    assert _norms(SIGNED + sentence) == [norm]


@pytest.mark.parametrize(
    ("sentence", "norm"),
    [
        ("Residents do not have to wear masks.", ("permits", "Residents", "wear masks")),
        ("Beer sales are to be allowed on Sundays.", ("permits", None, "Beer sales are to be allowed on Sundays")),
        ("Shops shall sell no fireworks.", ("prohibits", "Shops", "sell no fireworks")),
        ("By Friday, landlords must have repaired the pipes.", ("requires", "landlords", "repaired the pipes")),
        ("No one may be held for so much as a day.", ("prohibits", None, "No one may be held for so much as a day")),
    ],
)
def test_a_duty_is_of_the_kind_that_its_words_make_it(sentence: str, norm: tuple[str, str | None, str]) -> None:
    assert _norms(SIGNED + sentence) == [norm]


@pytest.mark.parametrize(
    "sentence",
    [
        "The order came as plants have had to close.",
        "It covers plants, where drivers could face a fine.",
        "The mayor signed it after she ordered a halt, and agencies are still trying to learn the rules.",
        "Police are nowhere to be found.",
    ],
)
def test_what_comes_of_things_is_no_norm(sentence: str) -> None:
    assert [n for n in _norms(SIGNED + sentence) if n[0] != "prohibits"] == []


@pytest.mark.parametrize(
    ("sentence", "norm"),
    [
        ("Under the order, masks are mandatory in stores.", ("requires", "masks are mandatory in stores")),
        ("The pier is off limits to anglers.", ("prohibits", "The pier is off limits to anglers")),
        ("Selling fireworks is illegal.", ("prohibits", "Selling fireworks")),
        ("It is illegal to sell fireworks.", ("prohibits", "sell fireworks")),
        ("Drinking on the pier carries a $500 fine.", ("prohibits", "Drinking on the pier")),
        ("Dogs are not allowed on beaches.", ("prohibits", "Dogs are not allowed on beaches")),
        ("Curbside pickup remains legal.", ("permits", "Curbside pickup remains legal")),
    ],
)
def test_what_a_thing_is_by_order_is_a_norm(sentence: str, norm: tuple[str, str]) -> None:
    assert [(kind, span) for kind, _, span in _norms(SIGNED + sentence)] == [norm]


@pytest.mark.parametrize(
    ("sentence", "norm"),
    [
        ("The order makes masks mandatory in stores.", ("requires", "makes masks mandatory in stores")),
        ("The order makes camping a misdemeanor.", ("prohibits", "makes camping a misdemeanor")),
        ("The order puts a freeze on hiring.", ("prohibits", "a freeze on hiring")),
        ("The order calls for a review of all contracts.", ("requires", "a review of all contracts")),
        ("The order permits drilling in the gulf.", ("permits", "drilling in the gulf")),
        ("The order brands the group a criminal syndicate.", ("declares", "the group a criminal syndicate")),
        ("The order strips the sheriff of his pay.", ("revokes", "his pay")),
        ("The order does away with a limit on fares.", ("revokes", "a limit on fares")),
        ("The order rolls back the rules on wood stoves.", ("revokes", "the rules on wood stoves")),
        ("The order would deny grants to cities.", ("prohibits", "deny grants to cities")),
        ("The order leaves the rules on stoves intact.", ("reaffirms", "the rules on stoves")),
    ],
)
def test_effects_are_told_by_verb_and_object_together(sentence: str, norm: tuple[str, str]) -> None:
    assert [(kind, span) for kind, _, span in _norms(SIGNED + sentence)] == [norm]


def test_a_plain_command_speaks_for_the_order_far_below_its_mention() -> None:
    between = "Rain fell. Crowds cheered. Shops were full. The band played. Children sang. The sun set. "
    assert _norms(SIGNED + between + "Within the zone, nobody may hand out leaflets.") == [
        ("prohibits", None, "nobody may hand out leaflets")
    ]


def test_an_order_speaks_in_quotation_marks_where_it_is_quoted_itself() -> None:
    text = (
        SIGNED
        + 'The order said that agencies "shall not issue new permits" this year. "Pumps must close," a driver said.'
    )
    assert [(kind, span) for kind, _, span in _norms(text)] == [("prohibits", 'issue new permits" this year')]


def test_a_story_with_a_heading_that_names_orders_is_not_an_order() -> None:
    assert not is_official("Mayor signs two\n\nTHE OTHER ORDERS: One bans fires.\n\nThe orders: three in all.")


@pytest.mark.parametrize(
    ("sentence", "norm"),
    [
        ("Landlords may neither raise rents nor cut off heat.", ("prohibits", "Landlords", "raise rents")),
        ("Officers shall in no case use gas.", ("prohibits", "Officers", "use gas")),
        ("Nor may officers use gas.", ("prohibits", "officers", "use gas")),
        ("Drivers must not only slow down.", ("requires", "Drivers", "slow down")),
        ("Under the order, agencies will post the rules.", ("requires", "agencies", "post the rules")),
    ],
)
def test_negations_and_futures_are_read_for_what_they_say(sentence: str, norm: tuple[str, str, str]) -> None:
    assert _norms(SIGNED + sentence)[0] == norm


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Mayor Ana Reyes of Harbor issued an order to close two schools.", ("prohibits", "close two schools")),
        (SIGNED + "A relief fund is created.", ("establishes", "A relief fund")),
        (SIGNED + "The wharf is stripped of its protection.", ("revokes", "its protection")),
        (
            SIGNED + "The order lets landlords tell tenants when a lease is about to end.",
            ("permits", "tell tenants when"),
        ),
        (SIGNED + "It leaves landlords free to raise fares.", ("permits", "raise fares")),
    ],
)
def test_what_an_instrument_is_for_or_does_is_a_norm(text: str, norm: tuple[str, str]) -> None:
    kind, span = next((kind, span) for kind, _, span in _norms(text))
    assert (kind, span[: len(norm[1])]) == norm


@pytest.mark.parametrize(
    "sentence",
    [
        "The aim is to cut waste.",
        "Lawyers could not say whether it covers them.",
        "A law under which patients could sue has been drafted.",
        "The Justice Department has 60 days to appeal.",
        "A fund was created.",
    ],
)
def test_aims_and_inabilities_and_laws_are_no_norms_of_an_order(sentence: str) -> None:
    assert _norms(SIGNED + sentence) == []


@pytest.mark.parametrize(
    ("told", "norm"),
    [
        ("The order tells shops to stop selling vapes.", ("prohibits", "shops", "selling vapes")),
        ("Parents need only sign a form.", ("requires", "Parents", "sign a form")),
        ("Drivers, who must leave by noon, left.", ("requires", "Drivers", "leave by noon")),
        ("The order suspends open carry in city parks.", ("prohibits", None, "open carry in city parks")),
    ],
)
def test_what_is_to_be_left_off_or_only_added_is_a_norm(told: str, norm: tuple[str, str | None, str]) -> None:
    assert norm in _norms(SIGNED + told)


def test_what_changes_little_or_binds_none_is_no_norm() -> None:
    assert _norms(SIGNED + "Little was to change at once. None is required to pay.") == []


OWN = """CITY OF HARBOR

EXECUTIVE ORDER NUMBER NINETEEN

NOW, THEREFORE, I, Ana Reyes, Mayor of the City of Harbor, do hereby ORDER the following:

1. There is hereby established within the Department of Parks (the "Department") an Office of Trails (the "Office").

2. Every owner of a shop on the pier ("Owner") shall:

   (a) close by noon; and
   (b) post a sign.

3. An Owner may sell water.

4. Executive Order Number Four is rescinded.

5. Violation of this Order is a misdemeanor.

Ana Reyes
Mayor

ATTEST:
Bob Roe
City Clerk

Visitors may park behind the hall."""


def test_an_orders_own_text_is_read_to_its_attest_and_no_further() -> None:
    assert _norms(OWN) == [
        ("establishes", None, "an Office of Trails"),
        ("requires", "owner", "close by noon"),
        ("requires", "owner", "post a sign"),
        ("permits", "owner", "sell water"),
        ("revokes", None, "Executive Order Number Four"),
    ]


@pytest.mark.parametrize(
    ("worded", "spoken", "resolved"),
    [
        ("by Sept. 1", "2025-09-03", "2025-09-01"),
        ("by Aug. 15", "2025-09-03", "2025-08-15"),
        ("by Sept. 30", "2025-09-03", "2025-09-30"),
        ("by Dec. 20", "2026-01-05", "2025-12-20"),
        ("by Feb. 1", "2025-12-20", "2026-02-01"),
        ("by March 1", "2025-06-03", "2026-03-01"),
    ],
)
def test_a_day_without_its_year_that_is_just_over_is_not_next_years(worded: str, spoken: str, resolved: str) -> None:
    assert due(worded, Calendar(spoken=spoken), once=True) == resolved


@pytest.mark.parametrize("order", ["an order", "an executive order"])
def test_an_order_closing_schools_is_an_order_and_no_school(order: str) -> None:
    text = f"Gov. Ana Reyes of Oregon signed {order} closing schools."
    assert _norms(text) == [("prohibits", None, "closing schools")]


def test_of_several_bans_on_everybody_a_collective_is_the_bearer() -> None:
    assert [
        bearer for _, bearer, _ in _norms(SIGNED + "Within the zone, nobody may hand out leaflets or wear a mask.")
    ] == [
        "nobody",
        "nobody",
    ]
