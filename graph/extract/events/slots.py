"""Where the participants of a verb stand: the small language of `to` in `lexicons/events.csv`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.coref.pronouns import pronoun_fits
from graph.extract.events.around import AROUND
from graph.extract.events.lexicon import patterns
from graph.extract.events.spoken_of import another, norm_apart, over_another, told_apart
from graph.extract.frames import Frame
from graph.extract.lexicon import words
from graph.extract.mention import NORMS
from graph.extract.participants import Cast
from graph.extract.reading import Reading
from graph.extract.referent import Referent
from graph.model import EventType

SENTENCE = 45  # tokens back to the order that "it" stands for
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OUTRIGHT = frozenset({"down", "off", "out", "up"})
PREP = frozenset({"prep", "dative", "agent"})
MEASURING = frozenset({"in", "of"})  # "$5 million *in* grants for shops"
JUDGING = frozenset({EventType.ACCUSE, EventType.SUPPORT})
LEGAL_SLOTS = frozenset({"over", "inf.object", "object.over"})


def fill(cast: Cast, frame: Frame, slots: tuple[str, ...], actors: list[Referent]) -> list[Referent]:
    """The referents of the first slot that holds any, other than the actors."""
    for slot in slots:
        found = [r for token in tokens_at(cast, frame, slot) for r in _admitted(cast, frame, token, slot, actors)]
        found += in_focus(cast, frame, slot, actors)
        if found:
            return list(dict.fromkeys(found))
    return []


def _admitted(cast: Cast, frame: Frame, token: Token, slot: str, actors: list[Referent]) -> list[Referent]:
    found = cast.of(token)
    if not found:
        found = _norm_meant(cast, frame, token)
    pronoun = token if token.pos_ == "PRON" else next((c for c in token.children if c.tag_ == "PRP$"), None)
    if pronoun is not None and found and found[0] in actors:
        found = cast.other_than(pronoun, actors)
    if not found and token.lower_ in {"him", "her"} and token.dep_ != "poss":
        found = [r for r in _issuers(cast) if pronoun_fits(token, r)]
    asked = [r for r in cast.body_named_before(token) if r not in actors] if token.lower_ == "it" else []
    if (
        token.dep_ == "dobj"
        and asked
        and slot == "object"
        and any(p.type is EventType.REQUEST for p in patterns().get(frame.lemma, ()))
    ):
        return asked  # "wrote to the commission, calling it a stunt and urging *it* to wait"
    if frame.lemma == "veto" and token.lower_ in {"it", "them"}:
        bill = cast.bill_before(token.i)  # "passed it, but the governor vetoed *it*"
        found = found if bill is None or bill.before(token.i) < 0 else [bill]
    if token.lower_ == "it" and found and found[0].type not in NORMS:
        ruled = any(cast.is_a(a, "court") for a in actors) or frame.lemma == "appeal"
        sued = slot in LEGAL_SLOTS and not ruled
        judged = slot in {"object", "against"} and _judging(frame, slot)  # "welcomed it", "came out against it"
        norm = cast.order_before(token.i, SENTENCE) if sued else cast.norm_before(token.i) if ruled or judged else None
        found = ([] if norm is None else [norm]) if ruled or sued else found if norm is None else [norm]
    if token.lower_ == "them" and slot == "inf.object" and any(cast.is_a(a, "court") for a in actors):
        return [r for r in found if r.type in NORMS]  # "the judge declined to halt *them*": those in focus
    return [r for r in found if r.type in NORMS] if slot.endswith(".norm") else [r for r in found if r not in actors]


def _norm_meant(cast: Cast, frame: Frame, noun: Token) -> list[Referent]:
    """A norm that a noun tells apart from the others, or the one in focus: "the 1945 law", "criticized the move"."""
    norm = norm_apart(cast.reading, noun)
    if norm is None and noun.lemma_.lower() in words("stance", "measure") and not (told_apart(noun) or another(noun)):
        norm = cast.norm_before(noun.i)
    doers = [r for agent in _done(noun) if agent.head != frame.verb for t in agent.children for r in cast.of(t)]
    return [] if norm is None or (doers and norm.issuer not in doers) else [norm]


def _issuers(cast: Cast) -> list[Referent]:
    """Whose order the document speaks of most: whom "sued him" means where no sentence near names him."""
    issuer = None if cast.main is None else cast.main.issuer
    return [] if issuer is None else [issuer]


def _judging(frame: Frame, slot: str) -> bool:
    """Whether a verb praises or blames what is its object, and tells nothing else of it."""
    held = [p for p in patterns().get(frame.lemma, ()) if slot in p.slots and not p.objects]
    kinds = {p.type for p in held if slot != "object" or not p.preps}
    return bool(kinds) and kinds <= JUDGING | {EventType.REJECT}


def in_focus(cast: Cast, frame: Frame, slot: str, actors: list[Referent]) -> list[Referent]:
    """What was last spoken of (`order`, `ruling`, `motion`); who did what is answered here (`asker`, `vetoer`)."""
    if slot == "order":
        other = frame.lemma == "sue" and frame.object is not None and frame.object.pos_ in {"NOUN", "PROPN"}
        other = other or over_another(t for t in frame.verb.subtree if t.dep_ == "pobj" and t.head.lower_ == "over")
        found = None if other else cast.order_before(frame.verb.i)  # "sued the band": whoever that be
    elif slot == "focus":  # "legislators applauded": what was just told of
        told = frame.object is None and any(r.named for r in cast.of(frame.subject))  # not "officials rejoiced"
        found = cast.norm_before(frame.verb.i, 60) if told else None
    elif slot == "ruling":
        found = cast.ruling_before(frame.verb.i)
    elif slot in {"asker", "asker.any"}:
        return cast.askers(actors, anyone=slot == "asker.any")
    elif slot in AROUND:
        return [r for r in AROUND[slot](cast, frame) if r not in actors]
    elif slot in {"critic", "counterpart"}:
        return cast.critics(actors) if slot == "critic" else cast.counterparts(actors)
    elif slot == "vetoer":
        return list(cast.vetoed)
    elif slot == "bill":
        found = cast.bill_before(frame.verb.i)
    elif slot == "motion":
        found = cast.motion_before(frame.verb.i)
    elif slot == "plaintiff":
        suit = frame.object is not None and frame.object.lemma_.lower() in words("events", "suit")
        return [r for r in cast.suing if r not in actors] if suit else []
    elif slot == "defendant":
        return list(cast.sued) or [r for r in [cast.order_before(frame.verb.i)] if r is not None]
    else:
        return []
    return [] if found is None else [found]


def tokens_at(cast: Cast, frame: Frame, slot: str) -> list[Token]:
    """The heads that stand in a slot: `object`, `indirect`, `subject`, `comp`, a preposition, or `x.y` below one."""
    base, _, inner = slot.removesuffix(".norm").partition(".")
    if base == "object":
        first: list[Token | None] = [frame.object] if frame.object is not None else list(_late_object(frame))
    elif base == "indirect":
        first = [frame.indirect] if frame.indirect is not None else []
    elif base == "subject":
        first = [frame.object if frame.passive else frame.subject]
    elif base == "comp" and not inner:
        first = [complement_subject(frame)]
    elif base == "inf":
        return infinitive_objects(cast.reading, frame, inner)
    elif base == "comp":
        clause = cast.reading.frame_of.get(frame.complement.i) if frame.complement is not None else None
        return [] if clause is None else _arguments(clause, inner)
    elif base == "whether":
        first = [_doubted(frame)]
    elif base == "back":
        first = [c for c in frame.verb.rights if c.lower_ == "back"]
    elif base == "from":
        return [t for p in frame.preps.get("from", []) for t in _from(cast.reading, p, slot)]
    else:
        first = [*frame.preps.get(base, ()), *_called_too(frame, base), *_felt(frame, base)]
    heads = [t for t in first if t is not None]
    if not inner:
        return heads
    return [t for head in heads for t in _below(head, inner)]


def _doubted(frame: Frame) -> Token | None:
    """Who is looked at: "is looking into whether *the clerk* broke the law"."""
    below = [c for t in (frame.verb, *frame.verb.rights) for c in t.rights if c.dep_ in {"ccomp", "pcomp"}]
    clause = next((c for c in below if any(m.lower_ in {"whether", "if", "how", "why"} for m in c.lefts)), None)
    return None if clause is None else next((c for c in clause.lefts if c.dep_ in SUBJECTS), None)


def _felt(frame: Frame, name: str) -> Iterator[Token]:
    """Whom a feeling is for: "is grateful *to the deputies*", "was furious *at the council*"."""
    feeling = frame.predicate
    preps = (c for c in feeling.rights if c.lower_ == name) if feeling is not None and feeling.pos_ == "ADJ" else ()
    yield from (t for prep in preps for t in prep.children if t.dep_ == "pobj")


def _called_too(frame: Frame, name: str) -> Iterator[Token]:
    """Who is called on with another: "called on the mayor to act and *on the council* to pay"."""
    acts = (c for c in frame.verb.rights if c.dep_ == "xcomp") if name in {"on", "upon"} else ()
    again = (t for act in acts for t in (*act.rights, *(c for v in act.conjuncts for c in v.lefts)))
    yield from (
        t for p in again if p.lower_ == name and p.dep_ in {"conj", "prep"} for t in p.children if t.dep_ == "pobj"
    )


def _below(head: Token, inner: str) -> list[Token]:
    if inner == "owner":
        return [c for c in head.children if c.dep_ == "poss"]
    near = [t for c in (*head.children, *_done(head)) if c.dep_ in PREP for t in c.children if t.dep_ == "pobj"]
    mine = [t for t in near if t.head.lower_ == inner]
    return mine or [d for t in near if t.head.lower_ in MEASURING for d in _below(t, inner)]


def _done(noun: Token) -> list[Token]:
    """Who does what a noun tells, by its participle: "a raid threatened *by the sheriff*"."""
    return [t for c in noun.rights if c.dep_ == "acl" and c.tag_ == "VBN" for t in c.rights if t.dep_ == "agent"]


def _from(reading: Reading, token: Token, slot: str) -> list[Token]:
    """`from` alone: a noun. `from.norm`: what is carried out, in "from enforcing the order"."""
    if not slot.endswith(".norm"):
        return [token] if token.pos_ != "VERB" else []
    frame = reading.frame_of.get(token.i)
    if frame is None or frame.lemma not in words("events", "enforce") or frame.object is None:
        return []
    return [frame.object]


def _late_object(frame: Frame) -> list[Token]:
    """The noun right after an active verb whose object the parser made something else ("blasts order as")."""
    if frame.passive:
        return []
    children = [
        c
        for c in frame.verb.rights
        if c.dep_ in {"npadvmod", "dep", "attr", "oprd"}
        and c.pos_ in {"NOUN", "PROPN", "PRON"}
        and c.ent_type_ not in {"DATE", "TIME"}
    ]
    return children[:1] or _after_particle(frame)


def _after_particle(frame: Frame) -> list[Token]:
    """As in "dressed down *the sheriff*", where the parser takes the particle for a preposition."""
    particles = {p.particle for p in patterns().get(frame.lemma, ()) if p.particle is not None}
    near = [c for c in frame.verb.rights if c.dep_ in {"prt", "prep"} and c.lower_ in particles & OUTRIGHT]
    return [t for c in near for t in c.children if t.dep_ == "pobj"][:1]


def complement_subject(frame: Frame) -> Token | None:
    """Who is to act, in "urged that X act", "wants X to act"."""
    said = frame.complement if frame.complement is not None else wished(frame)
    if said is None:
        return None
    return next((c for c in said.children if c.dep_ in SUBJECTS and c.tag_ not in {"WDT", "WP", "EX"}), None)


def wished(frame: Frame) -> Token | None:
    """What is called for: "called for the governor *to resign*", to the parser a clause of purpose."""
    clauses = (c for c in frame.verb.rights if c.dep_ == "advcl" and c.tag_ == "VB")
    return next((c for c in clauses if any(m.dep_ == "mark" and m.lower_ == "for" for m in c.lefts)), None)


def infinitive_objects(reading: Reading, frame: Frame, inner: str) -> list[Token]:
    """The arguments of the infinitives that hang on a verb ("sued to block the order"), coordinated ones too."""
    return [t for f in infinitives(reading, frame) for t in _arguments(f, inner)]


def _arguments(frame: Frame, inner: str) -> list[Token]:
    if inner in {"object", "norm", "recipient", ""}:
        target = frame.object or complement_subject(frame)  # "to declare the ban unconstitutional"
        return [] if target is None else [target]
    if inner == "indirect":
        return [] if frame.indirect is None else [frame.indirect]
    below = [] if frame.object is None else _below(frame.object, inner)
    return frame.preps.get(inner, []) or below


def infinitives(reading: Reading, frame: Frame) -> Iterator[Frame]:
    """The infinitives that hang on a verb or on its object, in order."""
    heads = [frame.verb, *([frame.object] if frame.object is not None else [])]
    for head in heads:
        for child in head.children:
            if child.dep_ in {"xcomp", "advcl", "acl", "ccomp", "relcl"} and any(
                c.tag_ == "TO" for c in child.children
            ):
                for verb in (child, *child.conjuncts):
                    found = reading.frame_of.get(verb.i)
                    if found is not None:
                        yield found
