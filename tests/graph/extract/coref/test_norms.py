"""Which order or norm a text means by "the order", "the decision", "the second"."""

from __future__ import annotations

from graph.extract.reading import Reading, read
from graph.model import Document
from graph.parse import parse


def _read(text: str) -> Reading:
    return read(Document(text), next(parse([text])))


def _norms(text: str) -> list[list[str]]:
    """The mentions of each order or policy, in order."""
    return [[m.span.text for m in r.mentions] for r in _read(text).referents if r.type.value in ("Order", "Policy")]


def test_a_decision_spoken_of_later_is_the_order() -> None:
    text = (
        "Mayor Ann Lee signed an executive order on Monday that closes the pier. The order takes effect at once. "
        "Councilman Bob Roe called the decision a disgrace."
    )
    assert _norms(text) == [["an executive order", "The order", "the decision"]]


def test_another_persons_order_is_another_order() -> None:
    text = (
        "Gov. Ann Lee signed an order on masks on Monday. The order binds schools. "
        "Mayor Bob Roe issued an order of his own on Tuesday. Roe's order goes further than Lee's order."
    )
    assert _norms(text) == [["an order", "The order", "Lee's order"], ["an order", "Roe's order"]]


def test_an_order_of_another_day_is_another_order() -> None:
    text = (
        "Gov. Ann Lee signed an executive order on May 3. The May 3 order closed bars. "
        "Her June 9 order closed gyms as well."
    )
    assert _norms(text) == [["an executive order", "The May 3 order"], ["Her June 9 order"]]


def test_the_first_and_the_second_of_two_orders_are_one_each() -> None:
    text = (
        "Mayor Ann Lee signed two executive orders on Monday. The first closes the pier at night. "
        "The second bans scooters from Main Street."
    )
    reading = _read(text)
    orders = [([m.span.text for m in r.mentions], r.issuer) for r in reading.referents if r.type.value == "Order"]
    lee = next(r for r in reading.referents if r.type.value == "Person")
    assert orders == [(["two executive orders"], lee), (["The first"], lee), (["The second"], lee)]


def _issuers(text: str) -> list[str | None]:
    return [r.issuer.name if r.issuer else None for r in _read(text).referents if r.type.value == "Order"]


def test_whoever_acts_in_an_order_issued_it() -> None:
    told = "Ana Ruiz, the health officer, lives in Dayton. In a June 13 directive, Ruiz told her staff to rest."
    barred = "The order in which Ana Ruiz barred fishing on the lake came in May."
    made = "That mandate was the work of City Manager Ana Ruiz."
    assert [_issuers(told), _issuers(barred), _issuers(made)] == [["Ana Ruiz"]] * 3


def test_what_an_order_is_cited_for_befalls_its_subject_and_tells_no_issuer() -> None:
    set_forth = "As set forth in Executive Order 45, the Harbor Department must work with the unions."
    suspended = (
        "The rules of the Fire Department, first suspended on May 7, 2022 by Emergency Order No. 24, stay suspended."
    )
    assert [_issuers(set_forth), _issuers(suspended)] == [[None], [None]]


def test_what_somebody_shall_issue_is_issued_by_nobody_yet() -> None:
    assert _issuers("The Secretary of Education shall review existing guidance and issue new guidance.") == [None]


def test_whoever_follows_by_issued_the_order_before_it_and_no_month_did() -> None:
    assert _issuers("Ann Lee's decree revokes a 2016 order by former Gov. Pam Roe on fees.") == ["Ann Lee", "Pam Roe"]
    assert _issuers("The town will replace the order by July.") == [None]


def test_a_participle_before_an_order_tells_who_issued_it() -> None:
    text = "Issued under the Forests Act by Resources Minister Ana Ruiz, the proclamation bars people from hiking."
    assert _issuers(text) == ["Ana Ruiz"]


def test_the_signer_is_the_issuer_rather_than_the_body() -> None:
    text = (
        "The closure order, issued by the Department of Agriculture, covers four counties. "
        "Under the order, which was signed by Commissioner Ana Ruiz, markets must close."
    )
    assert _issuers(text) == ["Ana Ruiz"]


def test_an_order_is_met_where_the_model_sees_no_phrase() -> None:
    text = (
        "The court threw out Safer at Home, the stay-at-home order issued by Ana Ruiz, then the state's health chief. "
        "Senator Bob Roe has questioned the order's legality."
    )
    assert _norms(text) == [["the stay-at-home order", "the order"]]


def _types(text: str) -> list[tuple[str, str]]:
    return [(r.type.value, r.name) for r in _read(text).referents if r.type.value in ("Order", "Policy")]


def test_a_policy_that_somebody_issued_is_an_order() -> None:
    issued = "Agents may not hide their faces under a policy that Chief Justice Ana Ruiz issued on Tuesday."
    standing = "Mayor Ana Ruiz defended the sanctuary policy that the city has followed since 1989."
    assert [_types(issued), _types(standing)] == [[("Order", "policy")], [("Policy", "sanctuary policy")]]


def test_another_that_commands_is_an_order_of_its_own() -> None:
    text = (
        "Gov. Ann Lee signed an order on Monday that closes bars. With another, she told state workers to stay home. "
        "Bob Roe sued over the one that closes gyms."
    )
    assert _norms(text) == [["an order"], ["another"], ["the one"]]


def test_one_of_a_crowd_is_no_order() -> None:
    assert _norms("Gov. Ann Lee signed an order on Monday. One of the owners asked for another.") == [["an order"]]


def test_what_is_issued_begins_a_norm_by_whatever_noun() -> None:
    text = "The minister signed an emergency closure on Monday. The closure lasts three months."
    assert _norms(text) == [["an emergency closure", "The closure"]]


def test_the_first_and_the_second_of_orders_spoken_of_together() -> None:
    text = "The states fought two stop-work orders. The first was lifted in May. The second halted a wind farm."
    assert [m for m in _norms(text) if m[0].startswith("The")] == [["The first"], ["The second"]]


def test_what_lifts_a_ban_is_not_the_ban() -> None:
    text = (
        "Mayor Ann Lee imposed a ban on Monday. Drivers fought it. Under the memo that lifts the ban, trucks may pass."
    )
    assert ["the memo"] in _norms(text)


def test_a_judge_who_pauses_an_order_did_not_issue_it() -> None:
    text = "Gov. Ann Lee signed an order on Monday. U.S. District Judge Bob Roe put the order on hold on Friday."
    assert _issuers(text) == ["Ann Lee"]


def test_an_order_of_a_health_officer_is_called_by_its_number() -> None:
    text = (
        "COUNTY OF MARIN\n\nORDER OF THE HEALTH OFFICER NO. 12\n\nI, Ann Lee, Health Officer of the County of Marin, "
        "order as follows:\n\n1. Bars shall close by 10 p.m.\n\n2. Health Officer Order No. 11 is superseded.\n\n"
        "3. This Order takes effect at once.\n\nAnn Lee\nHealth Officer"
    )
    assert _norms(text) == [["ORDER OF THE HEALTH OFFICER NO. 12", "This Order"], ["Health Officer Order No. 11"]]


def test_a_restraining_order_is_not_the_order_that_it_stops() -> None:
    text = (
        "A judge on Wednesday blocked Mayor Ann Lee's emergency order that bans trucks. Judge Bob Roe granted the "
        "restraining order sought by haulers. Lee issued the order on May 3."
    )
    norms = _norms(text)
    assert ["the restraining order"] in norms
    assert len(norms) == 2


def test_a_court_order_stays_one_where_nobody_who_holds_an_office_issued_another() -> None:
    text = "A court order stopped the marches. The judge said that the restraining order would last a week."
    assert _norms(text) == [["A court order", "the restraining order"]]


def test_the_first_sentence_tells_more_of_the_order_in_the_heading() -> None:
    text = (
        "Judge pauses Houston's ban on trucks\n\nBy Tess Moreno\n\nA judge on Wednesday blocked Mayor Curtis Bell's "
        "emergency order that keeps trucks off some streets."
    )
    assert len(_norms(text)) == 1


def test_the_measure_takes_up_the_bill_spoken_of_last() -> None:
    text = (
        "Mayor Ann Lee signed an executive order on rents. Senator Bob Roe introduced a bill to end it. "
        "Republicans vowed to block the measure. Lee called the measure a farce."
    )
    assert ["a bill", "the measure", "the measure"] in _norms(text)


def test_the_declaration_is_what_was_declared_in_the_sentence_before() -> None:
    text = (
        "Governor Ann Lee signed Executive Order 12 in May. President Bob Roe declared a disaster in Kansas. "
        "The declaration allows money to be spent."
    )
    assert _norms(text) == [["Executive Order 12"], ["a disaster", "The declaration"]]


def test_a_new_order_is_not_the_one_that_it_ends() -> None:
    text = (
        "Attorney General Ann Lee rescinded the Cole memo on Thursday. Sen. Bob Roe said the new memo sows confusion."
    )
    assert _norms(text) == [["the Cole memo"], ["the new memo"]]


def test_what_a_court_decides_of_a_ruling_is_another_ruling() -> None:
    text = (
        "An appeals court on Monday affirmed an injunction against the plan. "
        "The 2-1 decision leaves the plan on ice. Bob Roe said that he would fight the decision."
    )
    assert _norms(text)[0] == ["an injunction"]


def test_what_acts_on_a_norm_is_another_one() -> None:
    text = "The Supreme Court sided with the president on Monday in an 8-1 ruling. The ruling reverses that judgment."
    assert not any("that judgment" in norm and "The ruling" in norm for norm in _norms(text))


def test_a_judges_ban_is_no_executives_order() -> None:
    text = (
        "Gov. Ann Lee signed an executive order on Monday. A judge barred agencies from acting on it. "
        "Bob Roe complained that the judge's ban had caused confusion."
    )
    assert _norms(text)[0] == ["an executive order"]


def test_the_new_order_is_the_replacement_that_has_taken_the_place_of_another() -> None:
    text = (
        "Mayor Bob Roe signed an order on Monday that lets police tell agents of a release. The replacement is "
        "narrow. He rescinded the order later. Sen. Ann Lee hailed the new order."
    )
    assert _norms(text) == [["an order", "The replacement", "the order", "the new order"]]


def test_what_an_order_lifts_is_another_one() -> None:
    text = "Gov. Ann Lee signed an executive order on Monday. The order lifts the ban on outdoor dining."
    assert _norms(text) == [["an executive order", "The order"], ["the ban"]]
