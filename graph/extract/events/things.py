"""What is given, asked for or said of in a clause: a sum, a wish, a person on the phone."""

from __future__ import annotations

from spacy.tokens import Token

from graph.extract.coref.norm_traits import NEWER
from graph.extract.events.clause import Clause, lemma_of
from graph.extract.events.lexicon import patterns
from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, NORMS, ORDER, ORGANIZATION, PERSON, PLACE
from graph.model import EventType

PARTIES = frozenset({PERSON, GROUP, ORGANIZATION, AGENCY})
STAFF = frozenset({"worker", "employee", "staff", "member", "official"})
CURRENCIES = "$€£¥₹₩₦"
DEEDS = frozenset(EventType) - {
    EventType.SUPPORT,
    EventType.AGREE,
    EventType.CONSULT,
    EventType.REQUEST,
    EventType.COOPERATE,
}


def meant_by_one(frame: Frame) -> Token:
    """What "one" stands for as an object: "sued the county, and the union filed *one* of its own"."""
    thing = frame.object or frame.verb
    before = thing.doc[max(0, thing.sent.start - 1)].sent.start if thing.lower_ in {"one", "another"} else thing.i
    told = (t for t in reversed(thing.doc[before : thing.i]) if t.dep_ in {"dobj", "nsubj", "nsubjpass"})
    return next((t for t in told if t.pos_ == "NOUN"), thing)


def wish(clause: Clause) -> bool:
    """Something is asked for that another can do or give: "asked for help", not "asked for comment"."""
    heads = [] if clause.frame.passive else clause.frame.preps.get("for", [])
    wished = [t for t in heads if t.pos_ in {"NOUN", "PROPN", "PRON"} and lemma_of(t) not in words("events", "chatter")]
    people = [t for t in wished if lemma_of(t) in words("nouns", "group") - words("events", "force")]
    return bool(wished) and not people  # not "lobbies for immigrants"


def bare_against(clause: Clause) -> bool:
    """As in "two councillors voted against"."""
    return any(c.lower_ == "against" and not list(c.children) for c in clause.frame.verb.children)


def relieving(clause: Clause) -> bool:
    """As in "helped restore power", "to help hand out food": work that helps those in need."""
    said = clause.frame.complement
    return said is not None and lemma_of(said) in words("events", "relief_work")


def money(clause: Clause) -> bool:
    """A sum is the object: "$5 million", "£40 in vouchers"."""
    thing = clause.frame.object
    said = [] if thing is None else [t for t in thing.subtree if t.i <= thing.i]
    return any(t.ent_type_ == "MONEY" or t.tag_ == "$" or any(c in t.text for c in CURRENCIES) for t in said)


def of_money(clause: Clause) -> bool:
    """A sum of money is the subject, and moves by nobody's hand: "$5 million will go to the towns"."""
    subject = clause.frame.subject
    return subject is not None and not clause.actors and any(t.ent_type_ == "MONEY" for t in subject.subtree)


def troops(clause: Clause) -> bool:
    """Those who use force in the name of the state are sent, and no medical teams."""
    head = clause.frame.object
    heads = clause.frame.preps.get("in", []) if head is None else [head, *head.conjuncts]  # "sent in the Guard"
    named = (t for h in heads for t in h.subtree if t.i <= h.i or (t.dep_ == "pobj" and t.head.head.pos_ != "VERB"))
    forces = [t for t in named if lemma_of(t) in words("events", "force")]  # not "images of him held by police"
    return any(not any(c.lower_ in words("events", "rescuing") for c in t.lefts) for t in forces)


def rid(clause: Clause) -> bool:
    """As in "stripped the union of its rights", where "of" hangs on the object."""
    thing = clause.frame.object
    return thing is not None and any(c.lower_ == "of" and c.dep_ == "prep" for c in thing.children)


def phone(clause: Clause) -> bool:
    """As in "called the governor", not "called him a liar", "called her to testify"."""
    frame = clause.frame
    after = [t for name in ("for", "on", "in", "as") for t in frame.preps.get(name, ())]
    alone = frame.predicate is None and frame.complement is None and all(t.ent_type_ in {"DATE", "TIME"} for t in after)
    return alone and not clause.infinitives() and clause.kinds == {PERSON}


def bidding(clause: Clause) -> bool:
    """Somebody is to do something, whoever it be: "asked that the mine be closed"."""
    said = clause.frame.complement
    bare = said is not None and [said, *(c for c in said.children if c.dep_ == "auxpass")][-1].tag_ == "VB"
    return said is not None and bare and not any(c.tag_ in {"TO", "MD"} for c in said.children)


def of_verb(to: Token, lemma: str) -> bool:
    """As in "asked to act", "urged not to be cowed", "I am asking it to."; not "wanted them to be heard"."""
    forms = {"VB"} if lemma == "want" else {"VB", "VBN"}
    return to.head.tag_ in forms or (to.i + 1 < len(to.doc) and to.nbor(1).is_punct)


def subjunctive(clause: Clause) -> bool:
    """As in "requested that she send the Guard"."""
    said = clause.frame.complement
    if said is None or said.tag_ not in {"VB", "VBP"} or any(c.tag_ in {"MD", "TO"} for c in said.lefts):
        return False
    subjects = [c for c in said.lefts if c.dep_ == "nsubj"]
    return said.tag_ == "VB" or any(c.tag_ in {"NN", "NNP"} and not list(c.conjuncts) for c in subjects)


def living(clause: Clause) -> bool:
    """Somebody is killed, not a bill or a business; and not by a driver or a gunman, whose crimes are no politics."""
    thing, doers = clause.frame.object, clause.actors
    private = bool(doers) and all(a.type is PERSON and not clause.cast.is_a(a, "force") for a in doers)
    if thing is None or private or clause.kinds & {*NORMS, ORGANIZATION}:
        return False
    return bool(clause.kinds) or clause.frame.passive or lemma_of(thing) in words("nouns", "group")


def scuffle(clause: Clause) -> bool:
    """Bodies clash, or nobody is named who does: not a candidate who beats another."""
    rough = any(a.type is GROUP or clause.cast.is_a(a, "force") for a in clause.actors)
    return rough or (clause.frame.passive and not clause.actors)


def promising(clause: Clause) -> bool:
    """Something is promised that is no event of another type: "promised to appoint a panel", not "to withhold it"."""
    acts, said = clause.infinitives(), clause.frame.complement
    future = said is not None and said.i > clause.frame.verb.i and _positive(said)
    return (bool(acts) or future) and not any(p.type in DEEDS for f in acts for p in patterns().get(f.lemma, ()))


def _positive(said: Token) -> bool:
    """As in "that it would open", not "that it would not"."""
    modal = any(c.tag_ == "MD" and c.lower_ in {"will", "would", "could"} for c in said.lefts)
    return modal and not any(c.dep_ == "neg" for c in said.lefts)


def counted(clause: Clause) -> bool:
    """As in "gave the agency *two boats*": things, no days, shares or votes."""
    thing = clause.frame.object
    told = thing is not None and thing.ent_type_ not in {"DATE", "TIME", "PERCENT", "ORDINAL"}
    return told and thing is not None and any(c.dep_ == "nummod" for c in thing.lefts)


def plainly(clause: Clause) -> bool:
    """As in "residents complained", not "complained about the smell"."""
    return not {"about", "of", "over"} & clause.frame.preps.keys()


def own_doing(clause: Clause) -> bool:
    """What is ended is nobody else's: not "ending a blockade by a First Nation", "ended the union's strike"."""
    thing = clause.frame.object
    others = () if thing is None else (c for c in thing.children if c.dep_ == "poss" or c.lower_ == "by")
    named = (t for c in others for t in ((c,) if c.dep_ == "poss" else c.children))
    return all(r in clause.actors for t in named for r in clause.cast.of(t))


def own_thing(clause: Clause) -> bool:
    """A body stops what it does itself: "halted its training", not "cut its funding"."""
    thing = clause.frame.object
    known = None if thing is None else clause.cast.reading.referent(thing)
    if thing is None or clause.acted_by("legislature") or (known is not None and known.type in PARTIES):
        return False
    body = any(a.type in (AGENCY, ORGANIZATION) for a in clause.actors)
    return body and any(c.tag_ == "PRP$" for c in thing.lefts)


def unaided(clause: Clause) -> bool:
    """Somebody else's order is ended, and none is told of that may do it: what an order revokes is no event."""
    orders = [r for r in clause.cast.reading.referents if r.type is ORDER and not r.unissued]
    newer = any(t.lower_ in NEWER for r in orders for m in r.mentions for t in m.span)
    by_others = all(r.issuer not in {None, *clause.actors} and not r.presumed for r in orders)
    return clause.frame.passive or (by_others and not newer and not _of_another(clause))


def _of_another(clause: Clause) -> bool:
    """As in "rescinded the state's order": of whoever has not issued the one spoken of."""
    thing, issuers = clause.frame.object, {id(r.issuer) for r in clause.objects}
    owners = [c for c in thing.children if c.dep_ == "poss"] if thing is not None else []
    others = (c for c in owners if c.lemma_.lower() not in words("events", "predecessor"))
    return any(issuers.isdisjoint({id(r) for r in clause.cast.of(c)}) for c in others)


def none_at_all(clause: Clause) -> bool:
    """As in "made no apology"."""
    return clause.frame.object is not None and any(c.lower_ == "no" for c in clause.frame.object.lefts)


def verbal(clause: Clause) -> bool:
    """An attack in words: not by police, nor by a crowd on a place."""
    crowd = any(a.type is GROUP for a in clause.actors) and clause.kinds == {PLACE}
    return not clause.acted_by("force") and not crowd and bool(clause.objects)


def meeting(clause: Clause) -> bool:
    """Somebody is talked with who is no reporter."""
    partners = clause.frame.preps.get("with", [])
    return bool(partners) and not any(lemma_of(t) in words("events", "audience") for t in partners)


def loyal(clause: Clause) -> bool:
    """As in "rallied behind the governor", not "rallied around the square"."""
    heads = [t for name in ("behind", "around") for t in clause.frame.preps.get(name, ())]
    return any(r.type is not PLACE for t in heads for r in clause.cast.of(t))


def paying(clause: Clause) -> bool:
    """Somebody is paid a sum: "will pay growers $1,200 a week", "paid her parents $1.6 million"."""
    verb, paid = clause.frame.verb, clause.frame.indirect or clause.frame.object
    if paid is not None and lemma_of(paid) in STAFF and any(c.tag_ == "PRP$" for c in paid.lefts):
        return False
    return any(t.i > verb.i and (t.ent_type_ == "MONEY" or t.tag_ == "$") for t in verb.subtree)


def spoken(clause: Clause) -> bool:
    """As in "spoke to its director", not "spoke to reporters", "to a crowd"."""
    heads = clause.frame.preps.get("to", [])
    told = [r for t in heads for r in clause.cast.of(t) if r.type in (PERSON, AGENCY, ORGANIZATION, GROUP)]
    return bool(told) and not any(lemma_of(t) in words("events", "audience") for t in heads)


def of_norm(clause: Clause) -> bool:
    """A norm is the object, known or only called one."""
    return bool(clause.kinds & NORMS) or clause.object in words("events", "norm")


def anothers(clause: Clause) -> bool:
    """A law or plan, which to approve is to back it, or an order that another issued: one's own is so issued."""
    orders = [r for r in clause.objects if r.type is ORDER]
    return of_norm(clause) and all(o.issuer is not None and o.issuer not in clause.actors for o in orders)


def granted(clause: Clause) -> bool:
    """What is received is no fine, bribe or settlement."""
    return not any(lemma_of(t) in words("events", "no_gift") for t in clause.frame.verb.subtree)
