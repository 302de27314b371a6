"""Orders in their own words: what their heads, clauses and feet say, in orders of our own making."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.case import from_case, to_case
from graph.extract.official.dates import days
from graph.extract.official.letterhead import letterhead
from graph.extract.official.official import is_official, signatures
from graph.extract.rules import RulesExtractor
from graph.model import Document, OrderDetails, Record
from graph.parse import parse

CITY = """CITY OF HARROWGATE
OFFICE OF THE MAYOR

EXECUTIVE ORDER NO. 2024-17

KEEPING SIDEWALK SHEDS SAFE
DURING WINTER STORMS

WHEREAS, sidewalk sheds collapsed on two streets last winter; and

WHEREAS, the Building Code lets the Mayor act in an emergency;

NOW, THEREFORE, by the power vested in me as Mayor of the City of Harrowgate, it is hereby ordered:

Section 1. The Department of Buildings shall inspect every sidewalk shed within ten days.

§ 2. Executive Order No. 12, dated March 3, 2019, and Executive Order No. 40, dated May 9, 2021, are hereby revoked.

§ 3. Section 2 of Executive Order No. 51, dated June 1, 2022, is amended to read as follows: "sheds".

§ 4. This Order shall take effect immediately. It shall remain in effect for thirty (30) days unless it is modified.

Dated: January 30, 2024

Ines de la Cruz,
MAYOR
"""
STATE = """STATE OF OREGANO
EXECUTIVE DEPARTMENT

PROCLAMATION OF A DROUGHT EMERGENCY

WHEREAS, the reservoirs of the State stand at a third of their height;

NOW, THEREFORE, I, JOAN Q. PUBLIC, Governor of the State of Oregano, hereby proclaim a state of emergency.

1. State agencies shall cut their use of water by a fifth.

2. This proclamation takes effect on July 4, 2021, and remains in force.

IN WITNESS WHEREOF I have set my hand this twenty-ninth day of June, two thousand twenty-one.

JOAN Q. PUBLIC
Governor of Oregano

ATTEST:
SAM POE
Secretary of State
"""
FEDERAL = """Executive Order 13999 of March 2, 2018
Counting the Lighthouses of the Nation

By the authority vested in me as President by the Constitution and the laws of the United States of America, it is
hereby ordered:
Section 1. The Secretary of Transportation shall count the lighthouses of the United States.
Sec. 2. Executive Order 11111 of July 1, 1970 (Lighthouses), as amended by Executive Order 11200 of May 2, 1972, is
hereby superseded.

THE WHITE HOUSE,
March 2, 2018.
[FR Doc. 2018-99999
Filed 3-5-18; 8:45 am]
"""
SCANNED = """THe CrrY or Nrw Harrowgate
OFFICE OF THE MayoR
EMERGENCY EXECUTIVE ORDER NO. 2OI
October2l,202I
By the power vested in me as Mayor of the City of Harrowgate, it is hereby ordered that the emer-
gency declared in Emergency Executive Order No. 198, dated October 16,202I, is extended for five days.
$ 2. This Emergency Executive Order shall take effect immediately, and shall remain in effect for five (5) days.
(au&-
EDWARD
L. MOORE
MAYOR
"""


def read(text: str, date: str | None = None) -> tuple[Document, Record]:
    document = Document(text, date=date)
    return document, RulesExtractor().extract(document, next(parse([text])))


def told(details: OrderDetails) -> dict[str, str | None]:
    names = ("number", "title", "signed", "effective", "expires")
    return {name: found.value if (found := getattr(details, name)) else None for name in names}


def links(record: Record, *predicates: str) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in record.entities}
    return {
        (names[r.subject], str(r.predicate), r.value or names[r.object or ""])
        for r in record.relations
        if r.predicate in predicates
    }


def test_a_citys_order_tells_its_number_title_and_days() -> None:
    _, record = read(CITY)
    assert [told(details) for details in record.orders] == [
        {
            "number": "2024-17",
            "title": "KEEPING SIDEWALK SHEDS SAFE DURING WINTER STORMS",
            "signed": "2024-01-30",
            "effective": "2024-01-30",
            "expires": "2024-02-29",
        }
    ]


def test_every_detail_quotes_the_text_at_its_place() -> None:
    document, record = read(CITY)
    (details,) = record.orders
    particulars = [details.number, details.title, details.signed, details.effective, details.expires]
    evidence = [p.evidence for p in particulars if p] + [*details.authority, *details.recitals]
    assert [document.text[e.start : e.end] for e in evidence] == [e.text for e in evidence]
    assert [e.text for e in evidence] == [
        "2024-17",
        "KEEPING SIDEWALK SHEDS SAFE\nDURING WINTER STORMS",
        "January 30, 2024",
        "This Order shall take effect immediately",
        "It shall remain in effect for thirty (30) days",
        "by the power vested in me as Mayor of the City of Harrowgate",
        "WHEREAS, sidewalk sheds collapsed on two streets last winter; and",
        "WHEREAS, the Building Code lets the Mayor act in an emergency;",
    ]


def test_an_order_revokes_each_order_of_a_list_and_amends_the_one_whose_section_it_changes() -> None:
    _, record = read(CITY)
    own = "EXECUTIVE ORDER NO. 2024-17"
    assert links(record, "revokes", "amends") == {
        (own, "revokes", "Executive Order No. 12"),
        (own, "revokes", "Executive Order No. 40"),
        (own, "amends", "Executive Order No. 51"),
    }


def test_the_signatory_below_a_comma_is_the_issuer_and_holds_the_office() -> None:
    _, record = read(CITY)
    assert links(record, "issuedBy") == {("EXECUTIVE ORDER NO. 2024-17", "issuedBy", "Ines de la Cruz")}
    assert {r.value for r in record.relations if r.predicate == "holdsOffice"} == {"Mayor of the City of Harrowgate"}


def test_a_degree_behind_the_name_is_no_surname_lost() -> None:
    _, record = read(CITY.replace("Ines de la Cruz,", "Ines de la Cruz, M.D."))
    assert {issuer for _, _, issuer in links(record, "issuedBy")} == {"Ines de la Cruz"}


def test_a_proclamation_is_dated_by_its_solemn_foot_and_signed_by_the_governor_not_the_witness() -> None:
    _, record = read(STATE)
    (details,) = record.orders
    assert told(details) == {
        "number": None,
        "title": "PROCLAMATION OF A DROUGHT EMERGENCY",
        "signed": "2021-06-29",
        "effective": "2021-07-04",
        "expires": None,
    }
    assert {issuer for _, _, issuer in links(record, "issuedBy")} == {"Joan Q. Public"}


def test_who_the_president_was_is_known_by_the_day() -> None:
    _, record = read(FEDERAL)
    assert links(record, "issuedBy") == {("Executive Order 13999", "issuedBy", "Donald Trump")}
    assert told(record.orders[0]) == {
        "number": "13999",
        "title": "Counting the Lighthouses of the Nation",
        "signed": "2018-03-02",
        "effective": None,
        "expires": None,
    }


def test_an_order_that_only_amended_another_is_not_superseded_with_it() -> None:
    _, record = read(FEDERAL)
    assert links(record, "revokes") == {("Executive Order 13999", "revokes", "Executive Order 11111")}


def test_a_noisy_scan_is_read_through_its_slips() -> None:
    _, record = read(SCANNED)
    assert told(record.orders[0]) == {
        "number": "201",
        "title": None,
        "signed": "2021-10-21",
        "effective": "2021-10-21",
        "expires": "2021-10-26",
    }
    assert {issuer for _, _, issuer in links(record, "issuedBy")} == {"Edward L. Moore"}


def test_details_survive_the_case_that_carries_them() -> None:
    document, record = read(CITY)
    assert from_case(to_case(document, record))[1].orders == record.orders


def test_a_story_tells_on_which_day_an_order_was_signed() -> None:
    story = "Mayor Ada Stone signed an executive order on Friday. The order bans open fires in Millbrook."
    _, record = read(story, date="2025-08-30")
    assert [told(details)["signed"] for details in record.orders] == ["2025-08-29"]


def test_a_story_without_a_date_of_its_own_leaves_the_weekday_open() -> None:
    _, record = read("Mayor Ada Stone signed an executive order on Friday. The order bans open fires in Millbrook.")
    assert record.orders == ()


def test_news_is_no_order_in_its_own_words() -> None:
    assert not is_official("The mayor signed an order on Monday. She said the city would not wait any longer.")


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("July 16, 1974", "1974-07-16"),
        ("May 17,2021", "2021-05-17"),
        ("JULY .18, 1977", "1977-07-18"),
        ("October2S, 1994", "1994-10-25"),
        ("September\n17, 1991", "1991-09-17"),
        ("this 6th day of January 2016", "2016-01-06"),
        ("the twelfth day of October, two thousand twenty-two", "2022-10-12"),
        ("this thirty-first day of March, in the year of our Lord two thousand and twenty-one", "2021-03-31"),
        ("the first day of May, nineteen hundred and ninety-nine", "1999-05-01"),
        ("1 May 2020", "2020-05-01"),
        ("AUG 29 2019", "2019-08-29"),
        ("4/3/2020", "2020-04-03"),
        ("2020-03-16", "2020-03-16"),
    ],
)
def test_days_are_read_as_orders_write_them(written: str, iso: str) -> None:
    assert [day.iso for day in days(f"Signed {written}.")] == [iso]


@pytest.mark.parametrize(
    "written", ["February 30, 2020", "May 2021", "section 12 of 1984", "13/13/2020", "Order 2020-03"]
)
def test_what_is_no_day_of_the_calendar_is_left_out(written: str) -> None:
    assert days(written) == []


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("EXECUTIVE ORDER NO.\n17\nJULY 16, 1974\nAMENDMENT OF EXECUTIVE ORDER NO.\n15", "17"),
        ("EXECUTIVE ORDER 01.01.2018.29\n\nA Commission on Bridges", "01.01.2018.29"),
        ("EXECUTIVE ORDER N-25-20\n", "N-25-20"),
        ("EMERGENCY EXECUTIVE ORDER NO. 1 10\nJune 5, 2022", "110"),
        ("Emergency Executive Order No. 2.20\nApril 15, 2026", "2.20"),
        ("Presidential Documents\nProclamation 10476 of October 12, 2022", "10476"),
        ("Revocation of Executive Order 12\n", None),
    ],
)
def test_the_head_tells_the_documents_own_number(head: str, number: str | None) -> None:
    assert letterhead(f"{head}\n\nWHEREAS, bridges rust.\n").number == number


@given(st.text(alphabet="WHEREASI, NOTORDER.\n\t§0123456789andhereby()_-", max_size=400))
def test_any_text_is_read_without_a_crash_and_within_itself(text: str) -> None:
    head = letterhead(text)
    spans = [span for span in (head.number_span, head.name_span, head.title_span) if span]
    spans += [(s.start, s.end) for s in signatures(text)] + [(d.start, d.end) for d in days(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    ("foot", "names"),
    [
        ("Erie Adams\nMayor", ["Eric Adams"]),  # OCR's slip, mended by the day
        ("Randy Mastro\nFirst Deputy Mayor", ["Randy Mastro"]),
        ("Mayor", ["Eric Adams"]),
        ("Michael R.\nMayor", ["Eric Adams"]),
    ],
)
def test_the_holder_of_the_office_on_the_day_signs_where_the_name_is_lost_or_blurred(
    foot: str, names: list[str]
) -> None:
    text = (
        "THE CITY OF NEW YORK\nOFFICE OF THE MAYOR\nEXECUTIVE ORDER NO. 9\nMay 3, 2022\n\n"
        "It is hereby ordered:\n\nSection 1. All agencies shall report to the Deputy Mayor.\n\n" + foot
    )
    _, record = read(text)
    people = {e.id: e.name for e in record.entities}
    assert [people[r.object or ""] for r in record.relations if r.predicate == "issuedBy"] == names


def test_lists_take_bearer_and_kind_from_their_lead() -> None:
    text = CITY.replace(
        "Section 1. The Department of Buildings shall inspect every sidewalk shed within ten days.",
        "Section 1. The Department of Buildings shall perform the following duties:\na. Inspect every sidewalk shed.\n"
        "b. Post the findings.\nThe Fire Department is authorized, for the duration of the storm, to:\n"
        "(1) close streets;\n(2) remove sheds.",
    )
    _, record = read(text)
    names = {e.id: e.name for e in record.entities}
    told = [(p.kind, names.get(p.bearer or ""), p.evidence.text) for p in record.provisions if p.kind != "revokes"]
    assert told == [
        ("requires", "Department of Buildings", "Inspect every sidewalk shed"),
        ("requires", "Department of Buildings", "Post the findings"),
        ("permits", "Fire Department", "close streets"),
        ("permits", "Fire Department", "remove sheds"),
    ]


def test_a_defined_name_means_what_it_was_defined_for() -> None:
    text = CITY.replace(
        "Section 1. The Department of Buildings shall inspect every sidewalk shed within ten days.",
        'Section 1. The Department of Buildings (the "Department") and the Department of Health shall name a clerk. '
        "The Department shall inspect every sidewalk shed.",
    )
    _, record = read(text)
    names = {e.id: e.name for e in record.entities}
    told = [(names.get(p.bearer or ""), p.evidence.text) for p in record.provisions if p.kind == "requires"]
    assert told == [
        ("Department of Buildings", "name a clerk"),
        ("Department of Buildings", "inspect every sidewalk shed"),
    ]


def test_secretaries_of_several_departments_are_several_persons() -> None:
    text = (
        "By the authority vested in me as President of the United States, it is hereby ordered:\n\n"
        "Section 1. The moratorium of Secretary Jewell is ended. The Secretary of Energy shall publish a list.\n\n"
        "Sec. 2. The Secretary of the Interior shall lease coal.\n\nTHE WHITE HOUSE,\nApril 8, 2025.\n"
    )
    _, record = read(text)
    names = {e.id: e.name for e in record.entities}
    assert [(names.get(p.bearer or ""), p.evidence.text) for p in record.provisions if p.kind == "requires"] == [
        ("Secretary of Energy", "publish a list"),
        ("Secretary of the Interior", "lease coal"),
    ]


def test_who_leads_a_body_is_no_norm_and_what_shall_be_established_is_established() -> None:
    text = FEDERAL.split("\n")[0] + (
        "\n\nBy the authority vested in me as President by the Constitution, it is hereby ordered as follows:\n\n"
        "Section 1. There shall be established a Clean Rivers Office within the Department of the Interior.\n\n"
        "Sec. 2. The Council shall be co-chaired by the Secretary of the Interior and the Secretary of Agriculture.\n"
    )
    _, record = read(text)
    norms = [(p.kind.value, p.evidence.text) for p in record.provisions]
    assert norms == [("establishes", "a Clean Rivers Office within the Department of the Interior")]


def test_an_order_that_extends_another_binds_nobody_by_that() -> None:
    text = CITY.replace(
        "Section 1. The Department of Buildings shall inspect every sidewalk shed within ten days.",
        "Section 1. I hereby direct that section 1 of Executive Order No. 30, dated May 2, 2023, is extended.",
    )
    _, record = read(text)
    assert [p.evidence.text for p in record.provisions if p.kind != "revokes"] == []
    assert links(record, "amends") == {
        ("EXECUTIVE ORDER NO. 2024-17", "amends", "Executive Order No. 30"),
        ("EXECUTIVE ORDER NO. 2024-17", "amends", "Executive Order No. 51"),
    }


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Executive Orders 13175 and 13211 are revoked.", {"13175", "13211"}),
        ("Executive Orders 19-02, 20-07, and 21-03 are hereby rescinded.", {"19-02", "20-07", "21-03"}),
        ("Executive Order Nos. 19-02 and 20-07 are rescinded.", {"19-02", "20-07"}),
        ("Executive Orders 19-02 and 20 others are rescinded.", {"19-02"}),
    ],
)
def test_each_order_of_a_list_of_numbers_is_one(words: str, numbers: set[str]) -> None:
    _, record = read(f"EXECUTIVE ORDER 25-14\n\nWHEREAS, snow falls;\n\nNOW, THEREFORE, it is ordered:\n\n1. {words}")
    names = {
        name.removeprefix("Executive Orders ").removeprefix("Executive Order ")
        for _, _, name in links(record, "revokes")
    }
    assert names == numbers


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Executive Order 12: Counting Snow Days\n\nSummary\n\nDate: March 3, 2020\n\nSources", "Counting Snow Days"),
        ("Executive Order 12—Amending Executive Orders 13001, 13002, and 13003\n\nSummary",
         "Amending Executive Orders 13001, 13002, and 13003"),
        ("EXECUTIVE ORDER NO. 12 - Counting Snow Days in the\nSchools of Oregano\n\nOFFICE OF THE GOVERNOR",
         "Counting Snow Days in the Schools of Oregano"),
        ("Executive Order 12: March 3, 2020\n\nCounting Snow Days", "Counting Snow Days"),
        ("Executive Order 12\n\nCounting Snow Days\n\nSummary", "Counting Snow Days"),
    ],
)  # fmt: skip
def test_a_title_stands_beside_the_number_or_below_it_and_is_no_heading_of_a_web_page(head: str, title: str) -> None:
    _, record = read(f"{head}\n\nWHEREAS, snow falls;\n\nNOW, THEREFORE, it is hereby ordered: Schools shall count.")
    assert [told(details)["title"] for details in record.orders] == [title]


@pytest.mark.parametrize(
    ("number", "day", "issuer"),
    [
        ("12866", "September 30, 1993", None),
        ("13777", "February 24, 2017", "Donald J. Trump"),
        ("13777", "February 24, 2009", None),
        ("13990", "January 20, 2021", None),
    ],
)
def test_an_order_that_is_cited_is_its_own_presidents_and_no_other_ones(
    number: str, day: str, issuer: str | None
) -> None:
    clause = f"I, DONALD J. TRUMP, President of the United States of America, to go on with Executive Order {number} of"
    text = FEDERAL.replace("it is\nhereby ordered:", f"{clause} {day} (Lamps), hereby order:")
    text = text.replace("Executive Order 11111 of July 1, 1970 (Lighthouses)", f"Executive Order {number}")
    issued = {order: name for order, _, name in links(read(text)[1], "issuedBy")}
    assert (issued["Executive Order 13999"], issued.get(f"Executive Order {number}")) == ("Donald J. Trump", issuer)


@pytest.mark.parametrize(
    ("cited", "issuer"),
    [
        ("Executive Order No. 16, dated August 31, 1990", None),  # a mayor's before the last but one
        ("Executive Order No. 16 (1990)", None),
        ("Executive Order No. 16, dated March 5, 2003", "Michael R. Bloomberg"),
    ],
)
def test_an_order_made_before_a_mayor_took_office_is_another_mayors(cited: str, issuer: str | None) -> None:
    text = CITY.replace("HARROWGATE", "NEW YORK").replace("Harrowgate", "New York").replace("2024", "2004")
    text = text.replace("Ines de la Cruz", "Michael R. Bloomberg")
    text = text.replace("Executive Order No. 12, dated March 3, 2019", cited)
    text = text.replace("the Building Code lets", "Executive Order No. 16 and the Building Code let")
    issued = {order: name for order, _, name in links(read(text)[1], "issuedBy")}
    own = issued["EXECUTIVE ORDER NO. 2004-17"]
    assert (own, issued.get("Executive Order No. 16")) == ("Michael R. Bloomberg", issuer)


@pytest.mark.parametrize(
    ("foot", "office"),
    [
        ("Ann Okafor\nFirst Deputy Mayor", "First Deputy Mayor"),
        ("Ann Okafor\nMAYOR", "Mayor of the City of Harrowgate"),
    ],
)
def test_an_office_is_written_out_once_and_a_deputy_is_mayor_of_nothing(foot: str, office: str) -> None:
    lead = "The City of Harrowgate runs its pools. Its agencies, and the City, serve swimmers.\n\n"
    _, record = read(f"{CITY[: CITY.index('WHEREAS')]}{lead}{CITY[CITY.index('WHEREAS') : CITY.index('Ines')]}{foot}\n")
    assert links(record, "holdsOffice") == {("Ann Okafor", "holdsOffice", office)}


def test_links_sections_and_officers_in_general_hold_no_office() -> None:
    lead = "XML Source\n\nExecutive Order 13999\n\n"
    clause = "Sec. 3. The Chief Human Capital Officers and the Chief Data Officers shall help under Executive Law§."
    _, record = read(lead + FEDERAL.replace("THE WHITE HOUSE", f"{clause}\n\nTHE WHITE HOUSE"))
    assert {name for name, _, _ in links(record, "holdsOffice")} == {"Donald Trump"}


PAGE = """Executive Order 13999: Counting the Lighthouses of the Nation

Summary

Date: March 02, 2018

Executive Order Number: 13999

Authority

By the authority vested in me as President by the Constitution and the laws of the United States, it is hereby ordered:

Section 1.

Purpose
To serve mariners, the Nation must keep its lighthouses.

Section 2.

Policy
It is the policy of my Administration to:

(a) Reduce rules on lighthouses.

Section 3.

Counting

(a) The Secretary of Transportation shall promptly:

(i) count the lighthouses; and

(ii) publish the count.

(b) Within 60 days of the date of this order:

(i) the Secretary of the Interior shall list the ruins; and

(ii) The Secretary of Commerce shall, as appropriate, issue guidance on lamps.

(c) All agencies shall, to the greatest extent practicable, respect the keepers.

Section 4.

General Provisions

(a) This order shall be implemented consistent with applicable law.

DONALD J. TRUMP

THE WHITE HOUSE,

March 2, 2018.
"""


def test_an_order_as_the_register_prints_it_binds_by_its_operative_sections_alone() -> None:
    _, record = read(PAGE)
    names = {entity.id: entity.name for entity in record.entities}
    assert [(p.kind, names.get(p.bearer or ""), p.evidence.text, p.deadline) for p in record.provisions] == [
        ("requires", "Secretary of Transportation", "count the lighthouses", None),
        ("requires", "Secretary of Transportation", "publish the count", None),
        ("requires", "Secretary of the Interior", "list the ruins", "Within 60 days of the date of this order"),
        ("requires", "Secretary of Commerce", "issue guidance on lamps", "Within 60 days of the date of this order"),
        ("requires", "agencies", "respect the keepers", None),
    ]
