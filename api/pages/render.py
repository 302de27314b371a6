"""Turns templates into answers. Everything is escaped unless it says otherwise, and nothing says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from api import links
from api.alternates import as_data, as_json
from api.pages.answer import BEHIND, SHOWN
from api.pages.assets import asset, island
from api.pages.menu import MENU, current
from api.sent import root_of
from graph.sources.piece import BODY_NAME
from graph.status import LABELS
from graph.topics.scheme import labels
from ontology.terms import PGO
from ontology.vocabulary import vocabulary

HERE: Final = Path(__file__).parent
LONGEST: Final = 160  # characters of a name: what a hostile text calls one may have thousands
TURNING: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")  # Unicode's marks of direction, which CSS cannot hold in

# what a predicate reads like between its subject and its object
PHRASES: Final = {
    "holdsOffice": "holds the office",
    "heldOffice": "formerly held the office",
    "candidateFor": "is a candidate for",
    "memberOf": "is a member of",
    "speaksFor": "speaks for",
    "issuedBy": "was issued by",
    "appliesIn": "applies in",
    "directs": "directs",
    "reaffirms": "reaffirms",
    "amends": "amends",
    "revokes": "revokes",
    "implements": "implements",
    "citesAuthority": "cites as its authority",
    "opposes": "opposes",
    "supports": "supports",
    "topic": "is about",
}
# what is told of the form of an order
DETAILS: Final = {
    "number": "has the number",
    "title": "is titled",
    "signed": "was signed on",
    "effective": "takes effect on",
    "expires": "ends on",
}
# what the status of an event reads like: never a claim that it happened unless it did
STATUSES: Final = {
    "actual": "happened",
    "planned": "planned",
    "threatened": "threatened",
    "hypothetical": "possible",
    "negated": "did not happen",
}
# how facts are told that tie two things: as they are, as somebody's words, or as what has not happened
STANDINGS: Final = {"asserted": "asserted", "claimed": "claimed"} | {
    name: reads for name, reads in STATUSES.items() if name != "actual"
}


# what a provision makes of its bearer
FORCE: Final = {
    "requires": "must",
    "prohibits": "must not",
    "permits": "may",
    "establishes": "sets up",
    "declares": "declares",
    "reaffirms": "reaffirms",
    "revokes": "revokes",
}
ONE_OF: Final = {"people": "person", "agencies": "agency"}  # of the names of lists those that do more than lose an s
# what an order, by a relation or the kind of its provisions, has to do with a thing
BEARINGS: Final = {
    "issuedBy": "issued it",
    "directs": "is directed by it",
    "appliesIn": "it applies here",
    "opposes": "is against it",
    "supports": "is for it",
    "requires": "must do what it says",
    "prohibits": "is forbidden something",
    "permits": "is permitted something",
    "establishes": "is set up by it",
    "declares": "is spoken of in it",
    "reaffirms": "is reaffirmed in it",
    "amends": "amends it, or is amended",
    "revokes": "revokes it, or is revoked",
    "implements": "implements it, or is implemented",
}
JUDGED: Final = frozenset({"person", "agency", "organization", "group", "place", "policy", "order"})
STANCES: Final = {"inFavour": "for", "against": "against"}
# columns of answers whose names alone do not tell
COLUMNS: Final = {"orBefore": "Perhaps earlier", "contradicted": "Told otherwise, too"}
MOMENTS: Final = {"dateSigned": "signed", "dateEffective": "takes effect", "dateExpiring": "ends"}
KINDS_OF_ORDERS: Final = {
    kind.name: kind.label.capitalize() for kind in vocabulary("policygraph").whose("rdfs:subClassOf", PGO.Order.value)
}
TOLD_OTHERWISE: Final = {
    "number": "its number",
    "dateSigned": "the day on which it was signed",
    "dateEffective": "the day from which it is in effect",
    "dateExpiring": "the day on which it ends",
    "title": "its title",
    "issuedBy": "who issued it",
    "kind": "what kind of norm it is",
    "deadline": "by when",
    "figures": "the figures",
    "happened": "whether it happened",
}


# what the fields of a fact are called in the form that corrects it
FIELDS: Final = {
    "subject": "Who or what",
    "predicate": "is or does",
    "object": "Whom or what",
    "value": "What it is",
    "order": "Order",
    "kind": "Kind",
    "bearer": "Whom it binds or frees",
    "counterparty": "Towards whom",
    "condition": "Condition",
    "deadline": "Deadline, in words of the text",
    "due": "Deadline, as 2025-10-01 or P30D",
    "speaker": "Who says it",
    "about": "About",
    "stance": "For or against",
    "direct": "In own words",
    "actor": "Who does it",
    "recipient": "To whom",
    "place": "Where",
    "type": "Kind of event",
    "status": "Has it happened",
    "mode": "How",
    "time": "When",
    "quantity": "How many or how much",
}
# what the kinds of judgements read like
VERDICTS: Final = {
    "same": "One and the same",
    "different": "Two, not one",
    "not-an-entity": "No such thing",
    "wrong": "Not so",
    "right": "So",
    "corrected": "Corrected",
    "undo": "Taken back",
}
# what a step of judgements of a kind has done with so many
DONE: Final = {
    "same": "made one",
    "different": "kept apart",
    "not-an-entity": "said to be nothing",
    "wrong": "rejected",
    "right": "accepted",
    "corrected": "corrected",
    "undo": "taken back",
}


def short(name: str, longest: int = LONGEST) -> str:
    """A name as it is shown: not too long, and without what turns the words beside it around."""
    shown = TURNING.sub("", name)
    return shown if len(shown) <= longest else f"{shown[:longest]}…"


def _duration(seconds: float) -> str:
    """So many seconds, as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"


def when(time: str) -> str:
    """An event's time, ISO 8601, as people say it: a week by its Monday."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", time)
    return time if week is None else f"the week of {date.fromisocalendar(int(week[1]), int(week[2]), 1)}"


def _spelled(column: str) -> str:
    """A column of an answer as a heading."""
    return COLUMNS.get(column) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column).capitalize()


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(ORDER_STATUSES=LABELS, TOLD_OTHERWISE=TOLD_OTHERWISE)
    environment.globals.update(PHRASES=PHRASES, STATUSES=STATUSES, anchor=links.anchor, page_of_path=links.page_of_path)
    environment.globals.update(TOPICS=labels(), asset=asset, island=island)
    environment.globals.update(
        FIELDS=FIELDS, VERDICTS=VERDICTS, DONE=DONE, FORCE=FORCE, STANCES=STANCES, MOMENTS=MOMENTS
    )
    environment.globals.update(BEARINGS=BEARINGS, DETAILS=DETAILS, ONE_OF=ONE_OF, JUDGED=JUDGED)
    environment.globals.update(KINDS_OF_ORDERS=KINDS_OF_ORDERS, STANDINGS=STANDINGS)
    environment.globals.update(MENU=MENU, current=current, SHOWN=SHOWN, BEHIND=BEHIND)
    environment.filters["short"] = short
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    environment.filters["query"] = lambda parameters: urlencode(parameters)
    # columns of an answer that say something in at least one row
    environment.tests["told"] = lambda column, rows: any(row.values.get(column) is not None for row in rows)
    environment.tests["term"] = lambda name: vocabulary("policygraph").get(name) is not None
    environment.tests["page"] = lambda path: path.partition("/")[0] in (*links.ENTITIES, "order", "document")
    environment.tests["day"] = lambda value: re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) is not None
    environment.filters["told_of"] = lambda status: STATUSES[status]
    environment.filters["spelled"] = _spelled
    environment.filters["urlpairs"] = lambda parameters: urlencode(parameters, doseq=True)
    environment.filters["weblink"] = lambda iri: iri if iri.startswith(("http://", "https://")) else "#"
    environment.filters["duration"] = _duration
    environment.filters["when"] = when
    environment.filters["moment"] = lambda moment: f"{moment[:16].replace('T', ' ')} UTC"
    environment.filters["within"] = lambda source, whole: source.removeprefix(f"{whole or BODY_NAME}!")
    environment.filters["spaced"] = lambda number: f"{number:,}"
    return environment


ENVIRONMENT: Final = _environment()


def _again(request: Request) -> Callable[..., str]:
    """What makes the query of the same address without some parameters, and with others instead."""
    asked = request.query_params.multi_items()

    def again(*left_out: str, **instead: str) -> str:
        kept = [pair for pair in asked if pair[0] not in (*left_out, *instead)]
        return urlencode([*kept, *instead.items()])

    return again


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page of a template (a file of `templates/`), given what it shows."""
    root = root_of(request.scope)
    template_ = ENVIRONMENT.get_template(template)
    beside = {
        "here": request.url.path,
        "again": _again(request),
        "as_json": as_json(request) if status == 200 else None,
    }
    html = template_.render(root=root, **beside, **context)
    return HTMLResponse(html, status, headers=as_data(request) if status == 200 else None)
