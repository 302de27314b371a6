"""Which order speaks: the one named in the clause, the issuer's own, or the order in focus where the text stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.tokens import Token

from graph.extract.lexicon import words
from graph.extract.norms.model import SUBJECTS, Form, Norm, antecedent, person_like, relative
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.model import EntityType, ProvisionKind

ORDER, POLICY, PERSON, AGENCY, PLACE = (
    EntityType.ORDER,
    EntityType.POLICY,
    EntityType.PERSON,
    EntityType.AGENCY,
    EntityType.PLACE,
)
BY_WHICH = frozenset({"under", "in", "by", "with", "through", "via", "from", "per"})
ISSUERS_WORDS = ("issuer", "effect_revokes", "effect_establishes", "effect_declares")
ISSUING = frozenset({"sign", "issue", "announce", "unveil", "release"})
COMMANDS = frozenset({"must", "shall", "may", "are", "is"})
FAR = 12
REACH = 4  # sentences over which an order stays in focus without being named again


class Context:
    """The order in focus, as the sentences pass by."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        orders = [(m.head.i, r) for r in reading.referents if r.type is ORDER for m in r.mentions]
        orders.sort(key=lambda pair: pair[0])
        self.places = [i for i, _ in orders]
        self.orders = [r for _, r in orders]
        self.main = max(reading.referents, key=lambda r: len(r.mentions) if r.type is ORDER else -1, default=None)
        if self.main is not None and self.main.type is not ORDER:
            self.main = None
        self.focus: Referent | None = None
        self.age = REACH + 1

    def between(self, start: int, end: int) -> list[tuple[int, Referent]]:
        """The mentions of orders at the tokens from `start` to `end`."""
        low, high = bisect_left(self.places, start), bisect_left(self.places, end)
        return [(self.places[k], self.orders[k]) for k in range(low, high)]

    def next_sentence(self, start: int, end: int) -> None:
        """Move on: an order that is subject, or under which things are done, comes into focus."""
        if any(t.is_alpha for t in self.reading.doc[start:end]):
            self.age += 1
        for place, order in self.between(start, end):
            token = self.reading.doc[place]
            if (
                token.dep_ in SUBJECTS
                or token.dep_ in {"ROOT", "attr"}
                or (token.dep_ == "pobj" and token.head.lower_ in BY_WHICH and not relative(token.head.head))
                or (token.dep_ == "dobj" and token.head.lemma_ in ISSUING)
                or self.focus is None
            ):
                self.set(order)

    def set(self, order: Referent) -> None:
        """Bring an order into focus."""
        self.focus = order
        self.age = 0

    def alive(self) -> Referent | None:
        """The order in focus, if it was spoken of recently."""
        return self.focus if self.age <= REACH else None

    # --- which order a norm belongs to

    def order_of(self, norm: Norm, start: int, end: int) -> Referent | None:
        """The order that a norm of the sentence from `start` to `end` belongs to; None where none speaks."""
        if norm.form in (Form.PASSIVE, Form.MODAL, Form.STATE):
            named = self.under_which(norm.cue) or self.named_in(start, end, norm.cue.i)
            return named or (
                None if self.under_law(start, norm.cue.i) else self.alive() or self.sole() or self.told_on(norm)
            )
        issued = self.issued_beside(norm.cue, start) if norm.kind is ProvisionKind.DECLARES else None
        if issued is not None:
            return issued
        if norm.commander is None:
            undone = self.reading.referent(norm.target) is self.focus
            under = self.named_in(start, end, norm.cue.i) if norm.form is Form.EFFECT else None
            return under or (
                self.main if undone and self.main is not self.focus else self.alive()
            )  # "• Revokes Order 4"
        return self.commanded_by(norm.commander, norm.cue, start, end, norm.form)

    def issued_beside(self, cue: Token, start: int) -> Referent | None:
        """The order of "I issued *Executive Order No. 624*, and declared an emergency"."""
        if cue.dep_ != "conj" or cue.head.lemma_ not in ISSUING:
            return None
        return next((order for at, order in self.between(start, cue.i) if self.reading.doc[at].head == cue.head), None)

    def named_in(self, start: int, end: int, cue: int) -> Referent | None:
        """The order of "under the order, …" in a sentence; the nearest before the cue, else the first after it."""
        found = [(place, order) for place, order in self.between(start, end) if self.by_which(self.reading.doc[place])]
        found += [(i, self.focus) for i in self.under_it(start, cue) if self.focus is not None]
        before = [order for place, order in found if place < cue]
        if not before and self.under_law(start, cue):
            return None
        return before[-1] if before else next((order for _, order in found), None)

    @staticmethod
    def by_which(noun: Token) -> bool:
        """Whether an order is that by which a thing is done: "under the order", "on the directions of Roe"."""
        given = noun.head.lower_ == "on" and noun.tag_ == "NNS"
        return noun.dep_ == "pobj" and (given or noun.head.lower_ in {"under", "by", "per"})

    def under_it(self, start: int, cue: int) -> list[int]:
        """Where "under it" stands before a cue, of the order in focus."""
        doc = self.reading.doc
        return [i for i in range(start, cue - 1) if doc[i].lower_ == "under" and doc[i + 1].lower_ == "it"]

    def under_which(self, cue: Token) -> Referent | None:
        """The order whose relative clause a modal verb stands in: "an order under which agencies are to …"."""
        verb = cue.head if cue.tag_ == "MD" else cue
        referent = self.reading.referent(verb.head) if verb.dep_ == "relcl" else None
        return referent if referent is not None and referent.type is ORDER else None

    def under_law(self, start: int, cue: int) -> bool:
        """Whether a clause says under which law or ruling it holds: "Under that statute, a city may …"."""
        if any(self.reading.doc[place].dep_ in SUBJECTS for place, _ in self.between(start, cue)):
            return False  # "The order, issued under the Act, goes to the secretary, who is directed to …"
        heads = (c for t in self.reading.doc[start:cue] if t.lower_ == "under" for c in t.children if c.dep_ == "pobj")
        return any(c.lemma_.lower() in words("deontic", "others") for c in heads)

    def commanded_by(self, commander: Token, cue: Token, start: int, end: int, form: Form) -> Referent | None:
        """The order that speaks where `commander` is the subject."""
        commander = antecedent(commander)
        referent = self.reading.referent(commander)
        if referent is not None and referent.type is ORDER:
            return referent
        if commander.lower_ == "it" and referent is not None and referent.type is POLICY and self.age <= 1:
            referent = None  # "signed the order under the Ports Act. It prohibits …"
        if referent is None:
            beside = (self.reading.referent(c) for c in commander.rights if c.dep_ == "appos")
            referent = next((r for r in beside if r is not None), None)
            if referent is not None and referent.type is ORDER:
                return referent  # "The companion, Executive Order 25-37, forbids …"
        lemma = commander.lemma_.lower()
        if lemma == "they" and cue.tag_ == "VBP" and cue.lemma_.lower() in words("deontic", "issuer"):
            return self.alive()  # "Two orders … They bar …"
        shared = not any(c.dep_ in SUBJECTS for c in cue.lefts)
        if shared and cue.dep_ in {"conj", "ccomp"} and cue.tag_ == "VBZ":
            first = next((self.reading.referent(t) for t in self.reading.doc[start : cue.i] if t.dep_ == "nsubj"), None)
            if first is not None and first.type is ORDER:
                return first
        if lemma in words("deontic", "others") or (
            referent is not None and referent.name.split()[-1].lower() in words("deontic", "others")
        ):
            return None
        if referent is not None and referent.type is POLICY and cue.dep_ == "relcl":
            return None  # "rescinds the Mexico City Policy, which denies aid to …"
        if lemma in {"it", "which", "that", "this"} or lemma in words("deontic", "voices"):
            giving = self.age <= 1 and cue.lemma_.lower() in words("deontic", "givers") | {"let"}
            if (
                lemma == "it"
                and not giving
                and cue.lemma_.lower() not in words("deontic", "issuer")
                and form is not Form.EFFECT
            ):
                return None
            return self.alive() or (self.main if lemma not in {"which", "that", "this"} else None)
        if (
            referent is None
            and cue.dep_ in {"relcl", "conj"}
            and commander.i < cue.i
            and commander.pos_ in {"NUM", "NOUN", "PROPN"}
            and not person_like(commander)
        ):
            near = self.between(start, cue.i)
            if near and near[-1][0] < commander.i and commander.i - near[-1][0] < 14 and cue.dep_ == "relcl":
                return near[-1][1]  # "the order that he issued in 2007, which required …"
        if form is Form.ACTIVE and cue.lemma_.lower() not in words("deontic", "issuer"):
            return None  # only an order asks and urges with force
        if lemma in {"i", "we"}:
            return self.instrument_in(start, end, cue.i) or self.alive() or self.main
        if self.reading.doc[commander.i + 1 : commander.i + 2].text == ":":
            referent = self.speaker_in(start, cue.i)  # "Recap: On Sept. 10, Wheeler …"
        if referent is not None and referent.type is ORDER:
            return referent
        if referent is not None and referent.type in (PERSON, AGENCY, PLACE):
            return self.issued_by(referent, cue, start, end, form)
        return None

    def speaker_in(self, start: int, cue: int) -> Referent | None:
        """Whom a sentence begins with, where the parse does not tell the subject."""
        for token in self.reading.doc[start:cue]:
            referent = self.reading.referent(token)
            if (
                referent is not None
                and referent.type in (ORDER, PERSON)
                and token.dep_ in {"nsubj", "appos", "ROOT", "nsubjpass"}
            ):
                return referent
        return None

    def issued_by(self, issuer: Referent, cue: Token, start: int, end: int, form: Form) -> Referent | None:
        """The issuer's order nearest to a command of his."""
        named = self.instrument_in(start, end, cue.i)
        if not any(cue.lemma_.lower() in words("deontic", key) for key in ISSUERS_WORDS):
            return named if form is Form.EFFECT and cue.dep_ != "relcl" else None  # "froze new rules with one order"
        if cue.lemma_.lower() in words("deontic", "effect_declares"):
            target = next((self.reading.referent(c) for c in cue.rights if c.dep_ == "dobj"), None)
            if target is not None and target.type is ORDER:
                return target
        if named is not None:
            return named
        mine = {id(r) for r in self.orders if r.issuer is issuer}
        k = bisect_right(self.places, cue.i)
        after = next((r for r in self.orders[k:] if id(r) in mine), None)
        before = next((r for r in reversed(self.orders[:k]) if id(r) in mine), None)
        return before or after or self.unclaimed(k) or self.only(issuer)

    def sole(self) -> Referent | None:
        """The document's one order, where a norm of it is told before it is named: "Importers must pay a duty …"."""
        return self.main if self.focus is None and all(r is self.main for r in self.orders) else None

    def told_on(self, norm: Norm) -> Referent | None:
        """The order last in focus, where a plain command still speaks for it: "Nobody may …", "Shops must …"."""
        plain = norm.form is Form.MODAL and norm.kind is not ProvisionKind.PERMITS and norm.cue.lower_ in COMMANDS
        return self.focus if plain and self.age <= FAR else None

    def only(self, issuer: Referent) -> Referent | None:
        """The document's one order, where its issuer is not known to be another person."""
        if self.main is None or any(r is not self.main for r in self.orders):
            return None
        other = self.main.issuer is not None and self.main.issuer.type is PERSON and issuer.type is PERSON
        return None if other else self.main

    def instrument_in(self, start: int, end: int, cue: int | None = None) -> Referent | None:
        """The order by which a sentence says that something is done, the nearest to a cue: "in a memorandum"."""
        doc = self.reading.doc
        named = [
            (place if cue is None else -abs(place - cue), n, order)
            for n, (place, order) in enumerate(self.between(start, end))
            if doc[place].dep_ == "pobj" and doc[place].head.lower_ in BY_WHICH
        ]
        return max(named, key=lambda found: found[:2])[-1] if named else None

    def unclaimed(self, k: int) -> Referent | None:
        """An order that nobody is known to have issued, spoken of soon after or before."""
        free = [
            r for r in [*self.orders[k : k + 2], *reversed(self.orders[:k]), *self.orders[k + 2 :]] if r.issuer is None
        ]
        return free[0] if free else None
