"""A mention, and the candidates among which the named ones are chosen."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from graph.model import EntityType

PERSON, AGENCY, ORGANIZATION = EntityType.PERSON, EntityType.AGENCY, EntityType.ORGANIZATION
PLACE, ORDER, POLICY, GROUP = EntityType.PLACE, EntityType.ORDER, EntityType.POLICY, EntityType.GROUP
BODIES = (AGENCY, ORGANIZATION)
NORMS = frozenset({ORDER, POLICY})
PLURAL = frozenset({"NNS", "NNPS"})  # tags
AROUND = 80  # tokens on each side of a mention; sentences of tests/gold have 70 at most


@dataclass(slots=True, eq=False)
class Mention:
    """A span of the text that refers to something. `name` is the proper name, without title and possessive; `long` the
    span with the phrase that says which one is meant ("an order *from Gov. Lee*"). `anaphor`: by a noun that
    speaks of a norm only where one was spoken of ("the decision", "this change")."""

    span: Span
    type: EntityType
    name: str
    named: bool
    title: Span | None = None
    long: Span | None = None
    anaphor: bool = False

    head: Token = field(init=False)  # the token by which the mention hangs in the sentence
    start: int = field(init=False)  # its first token
    end: int = field(init=False)  # one past its last token
    noun: str = field(init=False)  # the head's lemma, in lower case

    def __post_init__(self) -> None:
        """Look these up once: they are asked for many times."""
        self.head, self.start, self.end = self.span.root, int(self.span.start), int(self.span.end)
        self.noun = self.head.lemma_.lower()

    @property
    def sentence(self) -> tuple[int, int]:
        """Code points of its sentence; of one without an end, as in a text without stops, what stands around it."""
        sentence, doc = self.span.sent, self.span.doc
        around = doc[max(sentence.start, self.start - AROUND) : min(sentence.end, self.end + AROUND)]
        return int(around.start_char), int(around.end_char)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `start:end` may be a name of `type`; lower `rank` wins. No type: known to name nothing of ours."""

    start: int
    end: int
    type: EntityType | None
    rank: int
    name: str | None = None
