"""What goes over the wire: pydantic models of requests and answers. Names are those of the domain."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")
Text = Annotated[str, Field(max_length=2000)]
Date = Annotated[
    str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", description="ISO 8601: YYYY-MM-DD")
]


class Wire(BaseModel):
    """The root of all: immutable, and strict about names that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentIn(Wire):
    """A text to read, with what is known of it. The address makes it a version of what else stood there."""

    text: Annotated[str, Field(min_length=1, description="The article or order, as plain text.")]
    title: Text | None = None
    url: Annotated[str, Field(max_length=2000, pattern=r"^https?://\S+$")] | None = None
    publisher: Text | None = None
    author: Text | None = None
    date: Date | None = None


class EntityRef(Wire):
    """An entity by its IRI; `id` is the path below `id/`, as in /entities/{id}."""

    iri: str
    id: str | None
    label: str
    href: str


class EvidenceOut(Wire):
    """Where a fact stands: characters `start` up to `end` (code points) of the document. `href` shows them."""

    iri: str
    document: str
    title: str
    date: str | None
    start: int
    end: int
    text: str
    href: str


class FactOut(Wire):
    """One fact with its evidence. Fields that its family does not have, or that are not known, are null.

    family `relation`: subject, predicate, object. `provision`: the order, what it does, its bearer, the action (value);
    `due` is the deadline as an ISO 8601 day or duration, `counterparty` to or with whom the bearer does it.
    `statement`: the speaker, says, the content as value, what it is about; a claim, never a fact.
    `event`: the actor, PLOVER type, recipient, with place and status. `claim` is the statement that it stands in.
    `topic`: an order, topic, a field of policy.
    `documents` and `sources`: how many say the same, of the facts told with it, and how many of those are independent.
    """

    family: str
    iri: str
    subject: EntityRef | None
    predicate: str
    object: EntityRef | None
    value: str | None
    about: list[EntityRef] = []
    place: EntityRef | None = None
    status: str | None = None
    mode: str | None = None
    time: str | None = None
    quantity: str | None = None
    direct: bool | None = None
    stance: str | None = None
    condition: str | None = None
    deadline: str | None = None
    due: str | None = None
    counterparty: EntityRef | None = None
    claim: str | None = None
    confidence: float
    evidence: EvidenceOut
    href: str
    documents: int | None = None
    sources: int | None = None


class Listing(Wire, Generic[Item]):
    """A part of a list. `next` and `previous` are the addresses of the parts beside it, null where there is none."""

    items: list[Item]
    limit: int
    offset: int
    next: str | None
    previous: str | None


class DocumentItem(Wire):
    """A document in a list."""

    id: str
    iri: str
    href: str
    title: str
    date: str | None
    url: str | None
    publisher: str | None
    author: str | None
    language: str | None
    characters: int


class DocumentOut(DocumentItem):
    """A stored document, without its text; `facts` counts what was read from it, `version` its texts so far.
    `format` is the media type that it was read from; `reprint_of` the address of the document whose story it prints."""

    sha256: str
    words: int
    facts: int
    ingested: str
    version: int
    format: str | None
    license: str | None
    reprint_of: str | None


class Stored(Wire):
    """What became of a document that was sent: `change` is added, unchanged or changed (a new version)."""

    id: str
    href: str
    change: str
    words: int
    facts: int


class FailureOut(Wire):
    """A document that could not be read: where in what was sent it stands, and why, with what to do."""

    source: str
    reason: str


class AddressIn(Wire):
    """Something to fetch and read: a page, a file, or a feed; by `follow` with the pages that the feed links to.
    `every` so often (15m, 1h, 1d: a minute to a day) a feed is asked again, until the job is cancelled."""

    address: Annotated[str, Field(max_length=2000, pattern=r"^https?://\S+$")]
    follow: bool = False
    every: Annotated[str, Field(pattern=r"^\d{1,6}[smhd]$")] | None = None


class JobOut(Wire):
    """Something that takes its time. `kind`: documents, feed, rebuild. `state`: queued, running, cancelling, waiting (a
    feed is to be asked again); or ended: done, cancelled, failed (as a whole, `error` says why). `name`: the files that
    were sent; `address`: what is fetched, `every` so many seconds.

    `documents` counts them by what became of them: added, changed, unchanged, failed …; `bytes` of what was sent are
    dealt with. `failures` names the first documents that could not be read; the report has all.
    """

    id: str
    href: str
    report: str
    kind: str
    name: str | None
    address: str | None
    every: float | None
    state: str
    asked: str
    began: str | None
    ended: str | None
    documents: dict[str, int]
    words: int
    facts: int
    bytes: int
    bytes_total: int
    seconds: float
    seconds_left: float | None
    words_per_second: float | None
    failures: list[FailureOut]
    error: str | None


class EntityItem(Wire):
    """A thing in a list; `documents` is how many mention it, reprints of one story counted once."""

    iri: str
    id: str | None
    href: str
    label: str
    type: str
    documents: int


class StepOut(Wire):
    """One step of a path: from one thing to the next, by a fact that may run either way."""

    source: EntityRef
    target: EntityRef
    fact: FactOut


class PathOut(Wire):
    """The shortest path of evidence: no steps where both ends are one thing, null where nothing ties them together.
    `others` are the next ones, where more than one is asked for."""

    steps: list[StepOut] | None
    others: list[list[StepOut]] = []


class ParameterOut(Wire):
    """What a question or query can be asked of; `kind` says what fits: a name, words, an event's type …"""

    name: str
    kind: str
    required: bool
    help: str


class QuestionOut(Wire):
    """A ready-made question, with the SPARQL that answers it. `needs_one_of`: parameters of which one must be given."""

    number: int
    title: str
    href: str
    parameters: list[ParameterOut]
    needs_one_of: list[str]
    sparql: str


class SavedQueryOut(Wire):
    """A saved query: what it finds, what it can be asked, and its SPARQL. `parts` tells whether it takes a limit."""

    name: str
    title: str
    href: str
    parameters: list[ParameterOut]
    parts: bool
    sparql: str


class RowOut(Wire):
    """One line of an answer; `values` has things, words, numbers and truth values by column."""

    values: dict[str, EntityRef | str | int | bool | None]
    evidence: list[EvidenceOut]


class AnswerOut(Wire):
    """What a question gave; `asked` says what each parameter was taken to mean."""

    number: int
    title: str
    asked: dict[str, list[str]]
    columns: list[str]
    rows: list[RowOut]


class Health(Wire):
    """Whether the service can work. `readers`: who runs queries by SPARQL, and how they are kept off the network."""

    status: str
    documents: int | None = None
    quads: int | None = None
    readers: str | None = None


class ProblemOut(BaseModel):
    """A problem (RFC 9457); further members carry facts, such as the line and column of a query's error."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
