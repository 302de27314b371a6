"""Which mentions of orders are one order, and who issued it."""

from __future__ import annotations

from spacy.tokens import Doc

from graph.extract.forms import name_key
from graph.extract.issuers import Issuers, Look
from graph.extract.lexicon import words
from graph.extract.mention import PERSON, Mention
from graph.extract.nominals import ORDINALS, PLURAL, is_definite, is_indefinite
from graph.extract.referent import Referent

NEW = frozenset(
    {
        "new",
        "second",
        "third",
        "similar",
        "separate",
        "earlier",
        "another",
        "other",
        "previous",
        "older",
        "comparable",
        "companion",
    }
)
EMERGENCY = frozenset({"state", "emergency", "disaster"})
ENDS = frozenset(
    {
        "revoke",
        "rescind",
        "cancel",
        "repeal",
        "replace",
        "amend",
        "supersede",
        "overturn",
        "retire",
        "undo",
        "terminate",
    }
)


class OrderSieve:
    """Joins the mentions of orders in text order. `look` finds the person, body or place at a token."""

    def __init__(self, doc: Doc, title_end: int, look: Look, official: bool) -> None:
        self.doc = doc
        self.title_end = title_end
        self.look = look
        self.official = official
        self.issuers = Issuers(doc, look)
        self.orders: list[Referent] = []

    def join(self, mention: Mention) -> Referent:
        """The order that a mention stands for, made where it is new."""
        issuer = self.issuers.issuer_of(mention)
        target = self.find(mention, issuer)
        if target is None:
            target = Referent(mention.type, mention.name, named=mention.named)
            self.orders.append(target)
        target.add(mention)
        if mention.named and not target.named:
            target.name, target.named = mention.name, True
        if target.issuer is None:
            target.issuer = issuer
        return target

    def find(self, mention: Mention, issuer: Referent | None) -> Referent | None:
        """The order among those met that a mention stands for; None where it is new."""
        if not self.orders:
            return None
        if self.official and mention.head.lemma_ in EMERGENCY:
            return self.orders[0]
        own = self.official and (mention.start < self.title_end or mention.span[0].lower_ == "this")
        if own and not self.numbered_otherwise(mention):
            return self.orders[0]  # the text itself
        if mention.named:
            return self.by_number(mention, issuer)
        if mention.head.lower_ in ORDINALS:
            return next((o for o in self.orders if any(m.head.lower_ == mention.head.lower_ for m in o.mentions)), None)
        beside = self.apposed(mention) or self.declaring(mention)
        if beside is not None:
            return beside
        plural = mention.head.tag_ in PLURAL
        ended_by = self.acting_on(mention)
        pool = [o for o in self.orders if _plural(o) == plural and o is not ended_by]
        if mention.span.root.head.i in {m.head.i for o in pool for m in o.mentions}:
            return None  # "one order … another"
        if self.issuers.owner(mention) is not None:
            mine = [o for o in pool if o.issuer is issuer]
            free = [o for o in pool if o.issuer is None and not _introduced_by_other(o)]
            return next(reversed(mine or free), None)
        if any(t.lower_ in NEW for t in mention.span):
            return next((o for o in reversed(pool) if any(m.name == mention.name for m in o.mentions)), None)
        if is_indefinite(mention):
            return self.introduced_again(mention, pool, issuer)
        return self.back(mention, pool)

    def by_number(self, mention: Mention, issuer: Referent | None) -> Referent | None:
        """A numbered order: the one of that number, else the unnumbered main one that it may be the number of."""
        key = name_key(mention.name)
        for order in self.orders:
            if any(m.named and _same_number(name_key(m.name), key) for m in order.mentions):
                return order
        ended_by = self.acting_on(mention)
        unnamed = [o for o in self.orders if not o.named and not _plural(o) and o is not ended_by]
        if not unnamed or self.official:
            return None
        for order in unnamed:
            if mention.head.dep_ == "appos" and any(m.start <= mention.head.head.i < m.end for m in order.mentions):
                return order
        main = unnamed[0]
        rival = issuer is not None and main.issuer is not None and issuer is not main.issuer
        first_number = not any(o.named for o in self.orders)
        return main if first_number and not rival and main is self.orders[0] else None

    def numbered_otherwise(self, mention: Mention) -> bool:
        """ "Amendment of Executive Order No. 15" above the body of No. 17."""
        named = [m.name for m in self.orders[0].mentions if m.named and any(c.isdigit() for c in m.name)]
        return bool(
            mention.named
            and named
            and any(c.isdigit() for c in mention.name)
            and not any(_same_number(name_key(name), name_key(mention.name)) for name in named)
        )

    def apposed(self, mention: Mention) -> Referent | None:
        """ "Executive Order No. 54, a mandatory evacuation order"."""
        head = mention.head
        others = [head.head] if head.dep_ == "appos" else []
        for order in self.orders:
            if any(m.start <= t.i < m.end for t in others for m in order.mentions):
                return order
        return None

    def declaring(self, mention: Mention) -> Referent | None:
        """ "Executive Order No. 51 declares a state of emergency": the order and what it declares are one."""
        verb = mention.head.head
        if mention.head.lemma_ in EMERGENCY and verb.lemma_ in {"declare", "proclaim"}:
            for child in verb.children:
                if child.dep_ == "nsubj":
                    found = self.look(child, mention)
                    return found if found in self.orders else None
        return None

    def acting_on(self, mention: Mention) -> Referent | None:
        """The order that ends or changes the one mentioned ("it rescinds Executive Order 12-4"): never the same one."""
        head, verb = mention.head, mention.head.head
        while head.dep_ in {"conj", "appos"}:
            head, verb = verb, verb.head
        if head.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_.lower() not in ENDS:
            return None
        while verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.children):
            verb = verb.head
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        found = self.look(subject, mention) if subject is not None else None
        if found is not None and found.type is PERSON:
            mine = [o for o in self.orders if o.issuer is found]
            return mine[-1] if mine else None
        return found if found in self.orders else None

    def introduced_again(self, mention: Mention, pool: list[Referent], issuer: Referent | None) -> Referent | None:
        """An indefinite mention is new, but for the lead that introduces what the headline has."""
        only_title = [o for o in pool if all(m.start <= self.title_end for m in o.mentions)]
        if only_title and mention.span[0].lower_ in {"a", "an"}:
            return only_title[-1]
        return None

    def back(self, mention: Mention, pool: list[Referent]) -> Referent | None:
        """A definite mention: the last order that its noun fits."""
        noun = mention.head.lemma_.lower()
        mods = _modifiers(mention)
        same = [o for o in pool if any(m.head.lemma_.lower() == noun for m in o.mentions)]
        if mods:
            exact = [o for o in same if any(mods & _modifiers(m) for m in o.mentions)]
            same = exact or same
        if same:
            return max(same, key=lambda o: o.last)
        if noun in words("nouns", "order_back") and (is_definite(mention) or mention.start <= self.title_end + 40):
            return max(pool, key=lambda o: o.last, default=None)
        return None


def _plural(order: Referent) -> bool:
    return all(m.head.tag_ in PLURAL and not m.named for m in order.mentions)


def _introduced_by_other(order: Referent) -> bool:
    return order.issuer is not None


PARTS = ("section", "subsection", "paragraph", "subdivision")


def _same_number(a: str, b: str) -> bool:
    if a.startswith(PARTS) or b.startswith(PARTS):
        return a == b  # a section of an order is not the order
    first, second = a.split()[-1:], b.split()[-1:]
    return a == b or (first == second and any(c.isdigit() for c in "".join(first)))


def _modifiers(mention: Mention) -> set[str]:
    return {t.lemma_.lower() for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != mention.head.i} - {
        "executive"
    }
