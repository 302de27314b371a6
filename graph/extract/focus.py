"""What is in focus as a document is read on: the order, ruling or bill last spoken of, and acts that others answer."""

from __future__ import annotations

from functools import cached_property

from spacy.tokens import Token

from graph.extract.lexicon import words
from graph.extract.mention import GROUP, ORDER, ORGANIZATION, PERSON, POLICY
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.model import EventType

BREATH = 15  # tokens: within them the order last named is meant, else the main one (train: F1 .492 to .495)
FAR = 60  # tokens


class Focus:
    """The memory of one reading: `note` is told of each event in text order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sued: list[Referent] = []  # the defendants of the suit last told of
        self.suing: list[Referent] = []  # its plaintiffs
        self.plaintiffs: set[int] = set()  # of all suits, by id
        self.asked: list[tuple[Referent, Referent]] = []  # who asked whom, in order
        self.dealt: list[tuple[Referent, Referent]] = []  # who asked or met whom, in order
        self.blamed: list[tuple[Referent, Referent]] = []  # who blamed whom, in order
        self.vetoed: list[Referent] = []  # who vetoed last
        self._rulings: list[tuple[int, Referent]] = [
            (m.head.i, r)
            for r in reading.referents
            if r.type is POLICY
            for m in r.mentions
            if m.head.lemma_.lower() in words("events", "ruling") or m.head.lemma_ == "order"
        ]
        self.rulings = [r for _, r in self._rulings]
        orders = [r for r in reading.referents if r.type is ORDER]
        self.main = max(orders, key=lambda r: len(r.mentions), default=None)  # the order spoken of most

    @cached_property
    def nouns(self) -> list[Token]:
        """The nouns and names of the document."""
        return [t for t in self.reading.doc if t.pos_ in {"NOUN", "PROPN"}]

    # --- what was told before

    def note(self, type_: EventType, lemma: str, actor: Referent | None, recipient: Referent | None) -> None:
        """Remember an event for the clauses that answer it: a request that is granted, a veto that is overridden."""
        if actor is not None and lemma == "veto":
            self.vetoed = [actor]
        if actor is not None and recipient is not None and type_ is EventType.REQUEST:
            self.asked.append((actor, recipient))
        if actor is not None and recipient is not None and type_ is EventType.ACCUSE:
            self.blamed.append((actor, recipient))
        if actor is not None and recipient is not None and type_ in (EventType.REQUEST, EventType.CONSULT):
            self.dealt.append((actor, recipient))

    def askers(self, actors: list[Referent], anyone: bool = False) -> list[Referent]:
        """Who last asked something of those who act; with `anyone`, who last asked anything of somebody else."""
        for asker, asked in reversed(self.asked):
            if asked in actors or (anyone and asker not in actors):
                return [a for a, b in self.asked if b is asked and a is asker]
        return []

    def critics(self, actors: list[Referent]) -> list[Referent]:
        """Who last blamed those who act, or what they issued."""
        for critic, blamed in reversed(self.blamed):
            if critic not in actors and (blamed in actors or blamed.issuer in actors):
                return [critic]
        return []

    def last_asked(self) -> list[Referent]:
        """All those of whom the last asker asked something: "both", after two were asked."""
        askers = [a for a, _ in self.asked[-1:]]
        return [asked for asker, asked in self.asked if asker in askers][-2:]

    def counterparts(self, actors: list[Referent]) -> list[Referent]:
        """Who last asked, or met, those who act, or is at law with them."""
        for one, other in reversed(self.dealt):
            if other in actors or one in actors:
                return [one if other in actors else other]
        if any(a in self.suing for a in actors):
            return [r for r in self.sued if r.type is not ORDER and r not in actors]
        return [r for r in self.suing if r not in actors] if any(a in self.sued for a in actors) else []

    # --- what is in focus

    def order_before(self, index: int, within: int = BREATH) -> Referent | None:
        """The order that a clause can mean unnamed: one named a breath before, else the document's main one."""
        orders = [r for r in self.reading.referents if r.type is ORDER and r.mentions]
        near = [r for r in orders if r.before(index) >= 0 and index - r.before(index) <= within]
        if near:
            return max(near, key=lambda r: r.before(index))
        return max(orders, key=lambda r: (len(r.mentions), -r.first), default=None)

    def norm_before(self, index: int, within: int = BREATH) -> Referent | None:
        """The order or ruling last spoken of before a token; failing that, the document's first order."""
        order, ruling = self.order_before(index, within), self.ruling_before(index)
        if order is None or ruling is None:
            return order or ruling
        return ruling if ruling.before(index) > order.before(index) else order

    def bill_before(self, index: int) -> Referent | None:
        """The statute or bill last spoken of before a token."""
        laws = [r for r in self.reading.referents if r.type is POLICY and r not in self.rulings]
        return max(laws, key=lambda r: r.before(index), default=None)

    def motion_before(self, index: int) -> Referent | None:
        """What a vote can be on: the norm last spoken of, unless that is long ago."""
        norms = [r for r in self.reading.referents if r.type in (ORDER, POLICY) and 0 <= index - r.before(index) <= FAR]
        return max((r for r in norms if r.before(index) >= 0), key=lambda r: r.before(index), default=None)

    def opponents_before(self, index: int, speaker: Referent) -> list[Referent]:
        """Whom a speaker may have in mind: the group, organisation or person last spoken of, the nearest alone."""
        others = [r for r in self.reading.referents if r is not speaker and r.type in (GROUP, ORGANIZATION, PERSON)]
        before = [r for r in others if r.mentions and 0 <= index - r.before(index) <= FAR and r.before(index) >= 0]
        return sorted(before, key=lambda r: -r.before(index))[:1]

    def ruling_before(self, index: int) -> Referent | None:
        """The court's ruling last spoken of before a token, or the first after it: "Two dissented from the ruling"."""
        before = [(i, r) for i, r in self._rulings if i < index]
        if before:
            return max(before, key=lambda pair: pair[0])[1]
        return min(self._rulings, key=lambda pair: pair[0], default=(0, None))[1]
