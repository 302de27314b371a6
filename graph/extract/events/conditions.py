"""When a pattern of `lexicons/events.csv` fits a clause: particle, object, prepositions, and the flags of `when`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from spacy.tokens import Token

from graph.extract.events import courts, things
from graph.extract.events.around import listeners
from graph.extract.events.clause import Clause, lemma_of, whole
from graph.extract.events.lexicon import Pattern
from graph.extract.events.slots import wished
from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import AGENCY, GROUP, NORMS, ORDER, ORGANIZATION, PERSON, PLACE
from graph.extract.participants import ACTORS, FIRST

NEAR = 25  # tokens after a verb of asking within which what is asked for stands
QUESTIONS = frozenset({"if", "whether", "why", "how", "what", "about", "when", "who"})
VAGUE = frozenset({"something", "anything", "nothing", "everything", "it", "that", "this", "so", "what"})
PARTICLE = frozenset({"prt", "advmod", "prep", "aux", "acomp", "ccomp"})


def fits(pattern: Pattern, clause: Clause) -> bool:
    """Whether all that a pattern asks for is there."""
    frame = clause.frame
    if pattern.objects and not pattern.objects & _object_lemmas(frame):
        return False
    if pattern.particle is None:
        if frame.particle is not None or any(
            c.lower_ == "back" and c.dep_ in PARTICLE - {"ccomp"} for c in frame.verb.rights
        ):
            return False
    elif not any(
        c.lower_ == pattern.particle and c.dep_ in PARTICLE and not _governs(c, frame) for c in frame.verb.children
    ):
        return False
    if pattern.preps and not any(_has_prep(frame, name, noun) for name, noun in pattern.preps):
        return False
    return all(_holds(flag, clause) for flag in pattern.flags)


def _governs(particle: Token, frame: Frame) -> bool:
    """Whether a particle is a preposition of its own: "called him *on* Monday", "gave it the job *in* an order"."""
    below = [t for t in particle.children if t.dep_ == "pobj"] if particle.dep_ == "prep" else []
    if particle.lower_ == "after" and particle.i > frame.verb.i + 1:  # "go on serving it, *after* the ruling"
        return True
    return any(t.ent_type_ in {"DATE", "TIME"} or frame.object is not None for t in below)


@lru_cache(maxsize=16)
def _object_lemmas(frame: Frame) -> frozenset[str]:
    if frame.object is None:
        return frozenset()
    heads = {frame.object, *frame.object.conjuncts, whole(frame.object) or frame.object, things.meant_by_one(frame)}
    described = [c for h in heads for c in h.lefts if c.dep_ in {"compound", "amod"}]
    return frozenset(lemma_of(t) for t in (*heads, *described))


def _has_prep(frame: Frame, name: str, noun: str) -> bool:
    objects = [] if frame.object is None else [frame.object, *frame.object.conjuncts]
    below = [c for t in objects for c in t.rights if c.dep_ == "prep" and c.lower_ == name]
    heads = [*frame.preps.get(name, ()), *(t for c in below for t in c.children if t.dep_ in {"pobj", "pcomp"})]
    governed = [t for t in heads if noun or t.ent_type_ not in {"DATE", "TIME"}]  # "fired him *on Monday*"
    if heads and not governed:
        return False
    if not governed:
        if name == "for" and not noun and wished(frame) is not None:
            return True
        return not noun and any(c.lower_ == name and c.dep_ in {"prep", "prt", "mark"} for c in frame.verb.children)
    return not noun or any(lemma_of(t) == noun for t in governed)


def _holds(flag: str, clause: Clause) -> bool:
    name, _, value = flag.partition("=")
    if name == "inf" and value:
        return any(f.lemma in value.split("|") for f in clause.infinitives())
    if name == "comp":
        return lemma_of(clause.frame.complement) in value.split("|")
    if name == "word":
        return any(c.lower_ in value.split("|") for c in clause.frame.verb.children)
    return name == "as" or CHECKS[name](clause)


def _own(clause: Clause) -> bool:
    """A restriction that the actor itself set, lifted by it."""
    if clause.acted_by("court"):
        return False
    orders = [r for r in clause.objects if r.type is ORDER]
    if not orders:
        return clause.object in words("events", "restriction") or (bool(clause.objects) and things.of_norm(clause))
    persons = any(a.type is PERSON for a in clause.actors)
    return all(o.issuer is None or o.issuer in clause.actors or not persons for o in orders)


def _theirs(clause: Clause) -> bool:
    """A norm that another made: what a body ends of its own is a concession."""
    return things.of_norm(clause) and not any(
        o.issuer is not None and o.issuer in clause.actors for o in clause.objects
    )


def _own_threat(clause: Clause) -> bool:
    """As in "warned that her office would prosecute them": what the speaker, or a body of hers, will do."""
    said = clause.frame.complement
    inner = None if said is None else clause.cast.reading.frame_of.get(said.i)
    if inner is None or inner.negated or inner.modal not in {"will", "would", "'ll", "could"}:
        return False
    if inner.subject is None:  # "warned that looters would be prosecuted", by whoever warns
        return inner.passive and inner.lemma in words("events", "penal")
    mine = clause.cast.of(inner.subject)
    owners = [r for c in inner.subject.children if c.dep_ == "poss" for r in clause.cast.of(c)]
    if inner.lemma == "face" and inner.object is not None:  # "warned that violators would face arrest"
        return lemma_of(inner.object) in words("events", "penalties")
    return any(a in mine or a in owners for a in clause.actors)


def _receiver(clause: Clause) -> bool:
    """Somebody is asked to do something: an infinitive, a that-clause, or a thing asked for."""
    verb, complement = clause.frame.verb, clause.frame.complement
    rest = verb.doc[verb.i + 1 : min(verb.i + 1 + NEAR, verb.sent.end)]
    if len(rest) and rest[0].lower_ in QUESTIONS:
        return False
    if complement is not None and complement.left_edge.lower_ in QUESTIONS - {"if", "whether"}:
        return False
    if any((t.tag_ == "TO" and things.of_verb(t, clause.frame.lemma)) or t.lower_ == "for" for t in rest):
        return True
    return complement is not None and any(c.lower_ == "that" for c in complement.children)


def _planned(clause: Clause) -> bool:
    verb = clause.frame.verb
    return verb.dep_ in {"xcomp", "ccomp", "conj"} and lemma_of(verb.head) in words("events", "vow")


def _house(clause: Clause) -> bool:
    """A body acts, and no court or legislature."""
    return any(a.type in (AGENCY, ORGANIZATION) for a in clause.actors) and not clause.acted_by("legislature")


def _stands_to(clause: Clause) -> bool:
    verb = clause.frame.verb
    return verb.dep_ == "xcomp" and lemma_of(verb.head) == "stand"


def _person(clause: Clause) -> bool:
    if clause.object in words("events", "owned"):  # "turned away an appeal by ranchers"
        return False
    pronoun = clause.frame.object is not None and clause.frame.object.lower_ in {"people", "him", "her"}
    return pronoun or bool(clause.kinds & {PERSON, GROUP})


def _crowd(clause: Clause) -> bool:
    return any(a.type in (GROUP, ORGANIZATION) and not clause.cast.is_a(a, "force") for a in clause.actors)


def _stand(clause: Clause) -> bool:
    verb = clause.frame.verb
    near = [c for c in verb.subtree if verb in (c.head, c.head.head)]
    return any(lemma_of(c) in {"stand", "standing"} for c in near)


def _bodies(clause: Clause) -> bool:
    partners = all(r.type in (AGENCY, GROUP) for r in clause.partners)
    return partners and any(a.type is AGENCY for a in clause.actors) and clause.frame.modal is None


def _parley(clause: Clause) -> bool:
    others = [r for r in [*clause.objects, *clause.partners] if r.type in ACTORS]
    teams = all(r.type is ORGANIZATION for r in [*others, *clause.actors])  # two organisations that meet play, mostly
    met = bool(others) or (len(clause.actors) == 2 and clause.frame.object is None)  # not "A and B meet that test"
    return met and not teams


def _leaves(clause: Clause) -> bool:
    papers = {"petition", "nomination", "bid", "appeal"}
    return clause.frame.object is None or things.troops(clause) or clause.object in papers


CHECKS: dict[str, Callable[[Clause], bool]] = {
    # has a recipient; need not; may be one of two; aims at defendants; its object acts; its subject is the recipient
    **dict.fromkeys(("aimed", "free", "also", "suit", "felt", "victim", "given"), lambda clause: True),
    "impersonal": lambda clause: clause.frame.passive and clause.frame.modal in {None, "will"} and not clause.actors,
    "suing": lambda clause: lemma_of(clause.frame.subject) in words("events", "suit"),
    "court": lambda clause: clause.acted_by("court"),
    "layman": lambda clause: not clause.acted_by("court"),
    "force": lambda clause: clause.acted_by("force"),
    "legislature": lambda clause: clause.acted_by("legislature"),
    "verbal": things.verbal,
    "protesters": lambda clause: any(clause.cast.terms(a) & words("events", "protester") for a in clause.actors),
    "norm": things.of_norm,
    "norm-free": lambda clause: bool(clause.objects) and not things.of_norm(clause) and PLACE not in clause.kinds,
    "own": _own,
    "thing": lambda clause: clause.frame.object is not None and clause.frame.object.lower_ not in VAGUE,
    "afield": lambda clause: clause.kinds == {PLACE},
    "bidding": things.bidding,
    "lawful": courts.lawful,
    "something": lambda clause: (
        clause.frame.object is not None and any(a.type in (PERSON, AGENCY, PLACE) for a in clause.actors)
    ),
    "intent": lambda clause: clause.frame.modal in {"will", "would"} and bool(clause.partners),
    "off": lambda clause: (
        clause.frame.object is not None
        and any(c.lower_ == "from" for c in clause.frame.object.subtree if c.dep_ == "prep")
    ),
    "agentive": lambda clause: bool(clause.actors),
    "subjunctive": things.subjunctive,
    "theirs": _theirs,
    "anothers": things.anothers,
    "granted": things.granted,
    "unissued": lambda clause: (
        clause.kinds == {PERSON}
        or not any(r.issuer in clause.actors for r in clause.cast.reading.referents if r.issuer)
    ),
    "filed": courts.filed,
    "unaided": things.unaided,
    "own-threat": _own_threat,
    "statute": courts.statute,
    "legal": courts.legal,
    "strike": courts.strike,
    "appeal": courts.appeal,
    "sued-over": courts.sued_over,
    "receiver": _receiver,
    "inf": lambda clause: bool(clause.infinitives()),
    "planned": _planned,
    "willing": lambda clause: _planned(clause) or clause.frame.modal in {"will", "would", "'ll", "’ll"},
    "clausal": lambda clause: clause.frame.complement is not None and clause.frame.object is None,
    "troops": things.troops,
    "crowd": _crowd,
    "person": _person,
    "consent": lambda clause: bool(clause.infinitives()) or bool(clause.frame.preps.keys() & {"to", "on"}),
    "commit": lambda clause: (
        clause.frame.complement is not None or None not in (clause.frame.indirect, clause.frame.object)
    ),
    "meeting": things.meeting,
    "parley": _parley,
    "leaves": _leaves,
    "stand": _stand,
    "bodies": _bodies,
    "act": lambda clause: clause.frame.verb.tag_ not in {"VBZ", "VBP"},  # "who backs the order": a stand, no act
    "heard": lambda clause: bool(listeners(clause.cast, clause.frame)),
    "done": lambda clause: clause.frame.verb.tag_ in {"VBD", "VBN"},
    "deed": lambda clause: clause.frame.complement is None,  # not "protested that …"
    "bald": lambda clause: clause.frame.object is None,  # not "struck a note"
    "bare": lambda clause: clause.frame.complement is None and bool(clause.objects),
    "helped": lambda clause: any(r.type in ACTORS for r in clause.asked),
    "relief": lambda clause: clause.frame.object is None and clause.frame.complement is None,
    "serving": lambda clause: any(a.type in (AGENCY, GROUP) for a in clause.actors),
    "verdict": courts.verdict,
    "wish": things.wish,
    "bare-against": things.bare_against,
    "money": things.money,
    "relieving": things.relieving,
    "halting": courts.halting,
    "going-to-law": courts.going_to_law,
    "counted": things.counted,
    "letting": courts.letting,
    "letting-norm": courts.letting_norm,
    "own-doing": things.own_doing,  # not "ending a blockade by others"
    "plainly": things.plainly,
    "guilty": courts.guilty,
    "sum": things.of_money,
    "rid": things.rid,
    "goods": lambda clause: clause.object not in words("events", "account"),
    "phone": things.phone,
    "loyal": things.loyal,
    "paying": things.paying,
    "spoken": things.spoken,
    "plain": courts.plain,
    "within": courts.within,
    "judicial": courts.judicial,
    "unjudged": courts.unjudged,
    "injunctive": courts.injunctive,
    "bare-refusal": courts.bare_refusal,
    "of-plaintiff": courts.of_plaintiff,
    "popular": lambda clause: not courts.judicial(clause) or "to" not in clause.frame.preps,
    "could": lambda clause: clause.frame.modal in {"could", "may", "might", "can", "would"} or _stands_to(clause),
    "own-thing": things.own_thing,
    "doing": lambda clause: (
        clause.frame.complement is not None and clause.frame.complement.tag_ == "VBG" and _house(clause)
    ),
    "news": lambda clause: not clause.cast.reading.official,
    "reported": lambda clause: clause.frame.subject is not None and clause.frame.subject.lower_ not in FIRST,
    "own-word": lambda clause: clause.cast.speaker_at(clause.frame.verb.idx) in clause.actors,
    "living": things.living,
    "scuffle": things.scuffle,
    "travelling": lambda clause: clause.object in words("events", "traveller"),
    "promising": things.promising,
    "motioned": lambda clause: any(r.type in NORMS for r in clause.cast.of(clause.frame.subject)),
    "denied": lambda clause: clause.frame.negated,
    "affirmed": lambda clause: not (clause.frame.negated or things.none_at_all(clause)),
}
