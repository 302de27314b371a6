"""Which mentions of orders and other norms are one norm, and who issued it.

Numbers, appositions and an order's own text settle what they can. For every other mention each norm spoken of before,
a new norm and none of ours are weighed against one another by traits (`norm_traits`) with learned weights.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.extract.coref.discourse import Table
from graph.extract.coref.norm_clash import clash, lifts
from graph.extract.coref.norm_echoes import taken_up
from graph.extract.coref.norm_makers import commanded
from graph.extract.coref.norm_nouns import PROFORMS
from graph.extract.coref.norm_traits import View, alone, norm_class, together, view
from graph.extract.coref.readings import Decide, Option, likeliest
from graph.extract.forms import name_key
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, NORMS, ORDER, PERSON, PLACE, PLURAL, POLICY, Mention
from graph.extract.names.nominals import ORDINALS
from graph.extract.referent import Referent
from graph.extract.relations.issuers import EXECUTIVES, Issuers, judges

BEGINNING = frozenset({"ruling", "ban", "program", "law"})  # what an anaphor may speak of that was not named before
LEAD = 60  # tokens of a body, after its byline and the place
REMEMBERED = 24  # norms spoken of last, which a mention may mean
EMERGENCY = frozenset({"state", "emergency", "disaster"})
COURTS = frozenset("court courts judge justice justices judges magistrate tribunal circuit panel".split())
ENDS = words("coref", "replacing")
KINDS = frozenset({"health", "zoning", "traffic", "interim"})
LIFTS = words("coref", "lifting")
BARE = frozenset({"order", "closure", "ban", "directive"})
PARTS = ("section", "subsection", "paragraph", "subdivision")


@dataclass(slots=True)
class NormSieve:
    """Joins the mentions of norms in text order. `lead`: the token where the body begins; `official`: the text is an
    order itself."""

    table: Table
    lead: int
    official: bool
    decide: Decide = likeliest
    norms: list[Referent] = field(default_factory=list)  # in order of first mention
    views: dict[int, list[View]] = field(default_factory=dict)
    issuers: Issuers = field(init=False)

    def __post_init__(self) -> None:
        """Find who issues what."""
        self.issuers = Issuers(self.table.doc, self.table.look)

    @property
    def orders(self) -> list[Referent]:
        """The orders met so far, in order."""
        return [n for n in self.norms if n.type is ORDER]

    def join_all(self) -> None:
        """Join every mention of a norm."""
        for mention in self.table.mentions:
            if mention.type in NORMS:
                self.join(mention)

    def join(self, mention: Mention) -> None:
        """Find the norm that a mention stands for, or make it."""
        seen = self.view(mention)
        found = self.table.of_mention.get(id(mention))  # named policies are joined already
        if found is None:
            found = self.settled(mention, seen)
        if found is None and not mention.named:
            option = self.decide(mention, self.options(seen))
            if option.kind == "none":
                return
            found = option.referent
        if found is None:
            found = Referent(mention.type, mention.name, named=mention.named)
            self.table.referents.append(found)
        self.take(mention, seen, found)

    def take(self, mention: Mention, seen: View, norm: Referent) -> None:
        """Note a mention of a norm, its name and its issuer."""
        if id(mention) not in self.table.of_mention:
            self.table.join(mention, norm)
        if mention.named and not norm.named:
            norm.name, norm.named, norm.type = mention.name, True, mention.type
        if norm.type is POLICY and not norm.named and commanded(seen):
            norm.type = ORDER
        ruled = seen.issuer is not None and judges(seen.issuer)
        if ruled and norm.type is ORDER and not norm.named and len(norm.mentions) == 1:
            norm.type = POLICY  # "an order by Judge Roe"
        norm.unissued = (norm.unissued or norm not in self.norms) and self.issuers.is_unissued(mention)
        if norm.type is ORDER and not ruled and _outranks(seen.issuer, norm.issuer):
            norm.issuer = seen.issuer
        self.views.setdefault(id(norm), []).append(seen)
        if norm not in self.norms:
            self.norms.append(norm)

    def view(self, mention: Mention) -> View:
        """The mention as the traits see it."""
        issuer = self.issuers.issuer_of(mention)
        owner = self.issuers.owner(mention)
        i = mention.head.i
        quoted, heading = i in self.table.quoted, mention.start < self.lead
        court = any(t.lower_ in COURTS for t in self.table.doc[max(0, i - 40) : i])
        return view(mention, self.table.sentence_of[i], quoted, heading, owner, issuer, court)

    def options(self, seen: View) -> list[Option]:
        """Every reading of a mention: the norms that it may mean, the one spoken of last first."""
        mention = seen.mention
        ended_by = self.acting_on(mention)
        beside = mention.head.head.i
        last = sorted(self.norms, key=lambda n: -self.views[id(n)][-1].mention.start)[:REMEMBERED]
        ends = self.ended_in(mention)
        pool = [n for n in last if n is not ended_by and n is not ends]
        pool = [n for n in pool if all(m.head.i != beside or m.head.dep_ == "compound" for m in n.mentions[-3:])]
        pool = [n for n in pool if not clash(seen, n, self.views[id(n)])]
        known: dict[str, int] = {}
        for norm in self.norms:
            for kind in {w.kind for w in self.views[id(norm)]}:
                known[kind] = known.get(kind, 0) + 1
        main = next(iter(self.orders), None)
        old = [
            Option("old", n, together(seen, n, self.views[id(n)], rank, len(pool), n is main))
            for rank, n in enumerate(pool)
        ]
        by_itself = alone(seen, known)
        begins = not mention.anaphor or seen.kind in BEGINNING  # "the document" begins nothing
        new = [Option("new", None, by_itself)] if begins else []
        return [*old, *new, Option("none", None, by_itself)]

    def settled(self, mention: Mention, seen: View) -> Referent | None:
        """The norm that a mention certainly stands for."""
        orders, noun = self.orders, "" if mention.named else mention.head.lower_
        if noun in PROFORMS:
            return self.another(mention)
        if noun in ORDINALS:
            return self.counted(mention)
        if noun and (echoed := taken_up(seen, self.norms, self.views)) is not None:
            return echoed
        if not orders or mention.type is not ORDER:
            return None if mention.named else self.apposed(mention)
        if (headed := self.headed(mention, seen)) is not None:
            return headed
        if self.official and mention.head.lemma_ in EMERGENCY:
            return orders[0]
        own = self.official and (mention.start < self.lead or mention.span[0].lower_ == "this")
        if own and not mention.anaphor and not self.numbered_otherwise(mention):
            return orders[0]  # the text itself
        if mention.named:
            return self.by_number(mention, seen.issuer)
        bare = len(mention.span) == 2 and mention.noun in BARE and seen.article == "the" and not seen.plural
        if bare and len(self.norms) == 1 and not _plural(orders[0]) and not lifts(orders[0], mention):
            return orders[0]  # "the order" where no other norm was spoken of
        return self.apposed(mention) or self.declaring(mention)

    def headed(self, mention: Mention, seen: View) -> Referent | None:
        """The order that the heading speaks of alone, which the first sentence tells more of: "Houston's ban" above
        "the mayor's emergency order that bans trucks"."""
        (norm, *others), told = self.norms, self.views[id(self.norms[0])]
        first = 0 <= mention.start - self.lead < LEAD
        if self.official or others or not first or not all(w.heading and w.article != "a" for w in told):
            return None
        ruled = norm_class(mention.head) == "ruling" and (seen.owner is None or judges(seen.owner))
        alike = norm_class(mention.head) != "any" and not ruled and _plural(norm) == seen.plural
        return norm if alike and not clash(seen, norm, told) else None

    def counted(self, mention: Mention) -> Referent:
        """ "The first", "the second" of orders spoken of together: the one counted so before, or another one."""
        same = (o for o in self.orders if any(m.head.lower_ == mention.head.lower_ for m in o.mentions))
        found = next(same, None)
        if found is None:
            found = Referent(ORDER, mention.name)
            found.issuer = next((o.issuer for o in reversed(self.orders) if _plural(o)), None)
            self.table.referents.append(found)
        return found

    def another(self, mention: Mention) -> Referent:
        """ "Another", "a second one": a norm of its own, of whoever issued the one before."""
        found = Referent(mention.type, mention.name)
        if mention.type is ORDER and self.orders:
            found.issuer = self.orders[-1].issuer
        self.table.referents.append(found)
        return found

    def by_number(self, mention: Mention, issuer: Referent | None) -> Referent | None:
        """A numbered order: the one of that number, else the unnumbered main one that it may be the number of."""
        key = name_key(mention.name)
        orders = self.orders
        for order in orders:
            if any(m.named and _same_number(name_key(m.name), key) for m in order.mentions):
                return order
        ended_by = self.acting_on(mention)
        unnamed = [o for o in orders if not o.named and not _plural(o) and o is not ended_by and not _otherwise(o, key)]
        if not unnamed or self.official:
            return None
        for order in unnamed:
            if mention.head.dep_ == "appos" and any(m.start <= mention.head.head.i < m.end for m in order.mentions):
                return order
        main = unnamed[0]
        signers = {id(r) for r in (issuer, main.issuer) if r is not None and r.type is not PLACE}
        rival = len(signers) > 1  # "New York's order" is its mayor's
        first_number = not any(o.named for o in orders)
        return main if first_number and not rival and main is orders[0] else None

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
        if head.dep_ != "appos":
            return None
        return next((o for o in self.norms if any(m.start <= head.head.i < m.end for m in o.mentions)), None)

    def declaring(self, mention: Mention) -> Referent | None:
        """ "Executive Order No. 51 declares a state of emergency": the order and what it declares are one."""
        verb = mention.head.head
        if mention.head.lemma_ in EMERGENCY and verb.lemma_ in {"declare", "proclaim"}:
            for child in verb.children:
                if child.dep_ == "nsubj":
                    found = self.table.look(child, mention)
                    return found if found is not None and found.type is ORDER else None
        return None

    def ended_in(self, mention: Mention) -> Referent | None:
        """The norm that a mention itself says it ends: "the memorandum that lifts *the ban*"."""
        verbs = [t for t in mention.head.rights if t.dep_ in {"relcl", "acl"} and t.lemma_.lower() in ENDS | LIFTS]
        for ended in (t for verb in verbs[:1] for t in verb.rights if t.dep_ == "dobj"):
            seen = next((m for m in self.table.mentions if m.head.i == ended.i and m.type in NORMS), None)
            if seen is not None and seen.head.i > mention.head.i and not seen.named:
                return self.decide(seen, self.options(self.view(seen))).referent
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
        found = self.table.look(subject, mention) if subject is not None else None
        if found is not None and found.type is PERSON:
            mine = [o for o in self.orders if o.issuer is found]
            return mine[-1] if mine else None
        return found if found is not None and found.type is ORDER else None


def settle_type(norm: Referent) -> None:
    """Whether a norm is an order or a policy, by what it is called: its name, else the noun that is plainest."""
    if norm.named:
        return
    if any(m.type is POLICY and norm_class(m.head) == "order" for m in norm.mentions):
        norm.type, norm.issuer = POLICY, None  # a restraining order
        return
    plain = {"order": ORDER, "ruling": POLICY, "law": POLICY}
    mine = norm.issuer if norm.type is ORDER else None
    if mine is not None and (mine.type is PERSON or any(r.noun in EXECUTIVES for r in mine.roles)):
        del plain["law"]  # a mayor's ordinance
    for mention in norm.mentions:
        kind = plain.get(norm_class(mention.head))
        if kind is not None and not mention.anaphor and mention.type is kind:
            norm.type = kind
            return


def _outranks(issuer: Referent | None, known: Referent | None) -> bool:
    """Whoever signed an order is its issuer rather than the body that it came from, and that rather than the place."""
    rank = {PLACE: 1, AGENCY: 2, PERSON: 3}
    return issuer is not None and (known is None or rank[issuer.type] > rank[known.type])


def _plural(order: Referent) -> bool:
    return all(m.head.tag_ in PLURAL and not m.named for m in order.mentions)


def _otherwise(order: Referent, key: str) -> bool:
    """Whether an order without a number is of another kind than the numbered one: "the health order" where
    "Executive Order 130" is the number."""
    said = {t.lower_ for m in order.mentions if m.noun == "order" for t in m.span}
    return bool(KINDS & said - set(key.split()))


def _same_number(a: str, b: str) -> bool:
    if a.startswith(PARTS) or b.startswith(PARTS):
        return a == b  # a section of an order is not the order
    first, second = a.split()[-1:], b.split()[-1:]
    return a == b or (first == second and any(c.isdigit() for c in "".join(first)))
