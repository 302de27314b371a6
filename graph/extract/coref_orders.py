"""Which mentions of orders are one order, and who issued it."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc, Token

from graph.extract.forms import name_key
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, PERSON, PLACE, Mention
from graph.extract.nominals import PLURAL, is_definite, is_indefinite
from graph.extract.referent import Referent

ISSUE = frozenset(
    {
        "sign",
        "issue",
        "declare",
        "proclaim",
        "impose",
        "announce",
        "write",
        "release",
        "order",
        "unveil",
        "extend",
        "enact",
        "make",
        "put",
        "draft",
        "file",
        "adopt",
        "renew",
        "publish",
        "set",
        "place",
        "invoke",
        "draw",
        "institute",
        "promulgate",
        "execute",
        "pen",
        "approve",
        "send",
        "deliver",
        "make",
    }
)
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
NOT_IN_OFFICE = re.compile(r"\b(?:former|candidate|then|nominee|ex|deputy|vice)\b", re.IGNORECASE)
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
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth"})
EXECUTIVES = frozenset({"mayor", "governor", "premier", "president", "executive", "minister"})
Look = Callable[[Token, Mention], Referent | None]


class OrderSieve:
    """Joins the mentions of orders in text order. `look` finds the person, body or place at a token."""

    def __init__(self, doc: Doc, title_end: int, look: Look, official: bool) -> None:
        self.doc = doc
        self.title_end = title_end
        self.look = look
        self.official = official
        self.orders: list[Referent] = []

    def join(self, mention: Mention) -> Referent:
        """The order that a mention stands for, made where it is new."""
        issuer = self.issuer_of(mention)
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
        if self.owner(mention) is not None:
            mine = [o for o in pool if o.issuer is issuer]
            free = [o for o in pool if o.issuer is None and not _introduced_by_other(o)]
            return next(reversed(mine or free), None)
        if any(t.lower_ in NEW for t in mention.span):
            return next((o for o in reversed(pool) if any(m.name == mention.name for m in o.mentions)), None)
        if is_indefinite(mention):
            return self.introduced_again(mention, pool, issuer)
        return self.back(mention, pool)

    def by_number(self, mention: Mention, issuer: Referent | None) -> Referent | None:
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

    # --- issuers

    def owner(self, mention: Mention) -> Referent | None:
        for child in mention.head.children:
            if child.dep_ == "poss":
                return self.look(child, mention)
        return None

    def issuer_of(self, mention: Mention) -> Referent | None:
        """Whoever signs, issues or owns an order where it is spoken of."""
        found = self.owner(mention) or self.by_verb(mention) or self.by_phrase(mention)
        return found if found is not None and found.type in (PERSON, AGENCY, PLACE) else None

    def by_verb(self, mention: Mention) -> Referent | None:
        head, verb = mention.head, mention.head.head
        if head.dep_ == "appos":
            head, verb = verb, verb.head
        while head.dep_ == "conj":
            head, verb = verb, verb.head
        if head.dep_ in {"dobj", "nsubjpass", "obj", "oprd"} and verb.lemma_.lower() in ISSUE:
            return self.agent(verb, head.dep_ == "nsubjpass", mention)
        if (
            head.dep_ == "pobj"
            and verb.dep_ == "prep"
            and verb.head.lemma_ in {"name", "hand", "pen", "follow", "answer", "respond", "hit"} | ISSUE
        ):
            return self.agent(verb.head, False, mention)
        return None

    def by_phrase(self, mention: Mention) -> Referent | None:
        for child in mention.head.children:
            if child.dep_ in {"relcl", "acl"} and child.lemma_.lower() in ISSUE:
                passive = child.tag_ == "VBN" and not any(c.dep_ == "nsubj" for c in child.children)
                found = self.agent(child, passive, mention)
                if found is not None:
                    return found
            if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
                for obj in child.children:
                    found = self.look(obj, mention)
                    if found is not None and found.type in (PERSON, AGENCY, PLACE):
                        return found
            if child.dep_ in {"compound", "nmod"}:  # "a Public Works order", "Nassau order"
                found = self.look(child, mention)
                if found is not None and found.type in (AGENCY, PERSON):
                    return found
        return None

    def agent(self, verb: Token, passive: bool, mention: Mention) -> Referent | None:
        """Who does the issuing: the subject, through coordination and "… who signed …"; a dateline is no subject."""
        for child in verb.children:
            if passive and child.dep_ == "agent":
                return next((r for r in (self.look(c, mention) for c in child.children) if r), None)
            if not passive and child.dep_ == "nsubj" and child.tag_ not in {"WDT", "WP"}:
                found = self.look(child, mention)
                if found is None or found.type is PLACE:
                    return self.person_among(child, verb, mention) or found
                return found
        if not passive and verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
            return self.agent(verb.head, False, mention)
        if not passive and verb.dep_ == "relcl" and any(c.lower_ == "who" for c in verb.children):
            return self.look(verb.head, mention)
        return None

    def person_among(self, subject: Token, verb: Token, mention: Mention) -> Referent | None:
        for token in reversed(list(self.doc[subject.left_edge.i : verb.i])):
            found = self.look(token, mention) if token.pos_ == "PROPN" else None
            if found is not None and found.type is PERSON:
                return found
        return None

    def settle_issuers(self, persons: list[Referent]) -> None:
        """An order that nobody is said to have issued: the executive last named before it in its paragraph or, for
        the document's first order, the executive whom the document speaks of most."""
        heads = [p for p in persons if any(r.noun in EXECUTIVES and not NOT_IN_OFFICE.search(r.text) for r in p.roles)]
        for order in [o for o in self.orders if o.issuer is None and heads]:
            at = order.mentions[0].start
            near = [p for p in heads if at - 60 < p.before(at) >= _paragraph_start(self.doc, at)]
            if near:
                order.issuer, order.presumed = max(near, key=lambda p: p.before(at)), True
            elif order is self.orders[0] or (len(heads) == 1 and not self.official):
                order.issuer, order.presumed = max(heads, key=lambda p: len(p.mentions)), True


def _paragraph_start(doc: Doc, i: int) -> int:
    while i > 0 and not (doc[i - 1].is_space and "\n" in doc[i - 1].text):
        i -= 1
    return i


def _plural(order: Referent) -> bool:
    return all(m.head.tag_ in PLURAL and not m.named for m in order.mentions)


def _introduced_by_other(order: Referent) -> bool:
    return order.issuer is not None


def _same_number(a: str, b: str) -> bool:
    first, second = a.split()[-1:], b.split()[-1:]
    return a == b or (first == second and any(c.isdigit() for c in "".join(first)))


def _modifiers(mention: Mention) -> set[str]:
    return {t.lemma_.lower() for t in mention.span if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.i != mention.head.i} - {
        "executive"
    }
